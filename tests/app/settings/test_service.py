"""The firm, its rates and its calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.model import NewUser
from app.bootstrap import Office
from app.calc.facts import RateFact
from app.db.connect import SqliteDb
from app.kernel.actor import Actor, Role
from app.kernel.errors import Denied, Invalid, NotFound, Refused, Stale
from app.kernel.period import Month
from app.settings import feed
from app.settings.model import CalendarDay, CurrencyRate, Firm
from app.settings.vat import DatedVat, VatMode, VatTerms
from tests.support.clock import FrozenClock
from tests.support.database import FIRM, actor

USD = CurrencyRate("USD", date(2026, 1, 5), 41_234_500)


def changed(firm: Firm, **fields: Any) -> Firm:
    return replace(firm, **fields)


def codes(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        call()
    return [(finding.code, finding.place) for finding in caught.value.findings]


# the firm


def test_everybody_may_know_the_firm(office: Office) -> None:
    firm = office.settings.firm(actor(Role.STAFF))
    assert (firm.name, firm.currency, firm.books_from, firm.uses_acts) == (FIRM.name, "UAH", Month(2024, 1), True)


def test_a_file_has_one_firm(office: Office, director: Actor) -> None:
    with pytest.raises(Refused) as caught:
        office.settings.create_firm(director, FIRM)
    assert caught.value.rule == "firm_exists"


def test_the_firm_is_edited(office: Office, director: Actor) -> None:
    firm = office.settings.firm(director)
    office.settings.change_firm(director, changed(firm, name="  Інша ", language="uk", uses_acts=False))
    assert office.settings.firm(director) == changed(firm, version=2, name="Інша", language="uk", uses_acts=False)
    with pytest.raises(Stale):
        office.settings.change_firm(director, firm)
    with pytest.raises(Denied):
        office.settings.change_firm(actor(Role.ACCOUNTANT), firm)


def test_everything_that_is_wrong_is_told_at_once(office: Office, director: Actor) -> None:
    firm = changed(office.settings.firm(director), name=" ", currency="ABC", language="de", books_from=Month(1899, 1))
    assert codes(lambda: office.settings.change_firm(director, firm)) == [
        ("name_missing", "name"),
        ("currency_unknown", "currency"),
        ("language_unknown", "language"),
        ("month_out_of_range", "books_from"),
    ]


# rates


def test_rates_are_added_and_corrected(office: Office, director: Actor) -> None:
    eur = CurrencyRate("EUR", date(2026, 1, 5), 48_000_000)
    assert office.settings.add_rates(director, (USD, eur)).value == 2
    assert office.settings.rates(director) == (eur, USD)
    dearer = replace(USD, rate_micro=42_000_000, on_date=USD.on_date)
    next_day = replace(USD, on_date=date(2026, 1, 6))
    assert office.settings.add_rates(director, (dearer, eur, next_day)).value == 2
    assert office.settings.rates(director, "USD") == (dearer, next_day)
    assert office.settings.add_rate(director, dearer).value == 0


def test_the_accountant_keeps_rates_and_the_office_reads_them(office: Office) -> None:
    office.settings.add_rate(actor(Role.ACCOUNTANT), USD)
    assert office.settings.rates(actor(Role.OFFICE_MANAGER)) == (USD,)
    with pytest.raises(Denied):
        office.settings.add_rate(actor(Role.OFFICE_MANAGER), USD)


def test_rates_that_cannot_be_used(office: Office, director: Actor) -> None:
    day = date(2026, 1, 5)
    rates = (
        CurrencyRate("ABC", day, 1),
        CurrencyRate("UAH", day, 1),
        CurrencyRate("USD", day, 0),
        CurrencyRate("USD", day, 1, units=0),
    )
    assert codes(lambda: office.settings.add_rates(director, rates)) == [
        ("currency_unknown", "ABC 2026-01-05"),
        ("rate_of_own_currency", "UAH 2026-01-05"),
        ("rate_not_positive", "USD 2026-01-05"),
        ("rate_not_positive", "USD 2026-01-05"),
        ("rate_twice", "USD 2026-01-05"),
    ]
    assert office.settings.rates(director) == ()


# the calendar


def test_days_that_differ_from_the_week(office: Office, director: Actor) -> None:
    holiday = CalendarDay(date(2026, 3, 9), working=False, note="перенесено")
    saturday = CalendarDay(date(2026, 3, 14), working=True)
    for special in (saturday, holiday):
        office.settings.set_calendar_day(director, special)
    assert office.settings.calendar_days(director) == (holiday, saturday)
    assert office.settings.calendar_days(director, date(2026, 3, 10), date(2026, 3, 31)) == (saturday,)
    office.settings.set_calendar_day(director, replace(holiday, working=True))
    office.settings.clear_calendar_day(director, saturday.day)
    assert office.settings.calendar_days(director) == (replace(holiday, working=True),)
    with pytest.raises(NotFound):
        office.settings.clear_calendar_day(director, saturday.day)


def test_a_day_that_stays_as_it_is_changes_nothing(office: Office, director: Actor) -> None:
    holiday = CalendarDay(date(2026, 3, 9), working=False)
    office.settings.set_calendar_day(director, holiday)
    assert office.settings.set_calendar_day(director, holiday).areas == frozenset()


# what the engine is told


def test_the_feed(office: Office, director: Actor) -> None:
    office.settings.add_rate(director, USD)
    office.settings.set_calendar_day(director, CalendarDay(date(2026, 3, 14), working=True))
    db = SqliteDb(office.path)
    assert feed.firm(db) == ("UAH", Month(2024, 1), True)
    assert feed.rates(db) == (RateFact("USD", date(2026, 1, 5), 1, 41_234_500),)
    assert feed.working_days(db) == {date(2026, 3, 14): True}
    db.close()


# VAT and the details that papers name


def test_the_firms_details_are_kept(office: Office, director: Actor) -> None:
    details = {
        "address": "вул. Садова, 1, Київ",
        "phone": "+380 44 123 45 67",
        "email": "office@example.com",
        "bank_details": "UA 21 322313 0000026007233566001\nАТ «Банк»",
        "signatory": "Олена Щербак",
        "signatory_position": "директор",
    }
    office.settings.change_firm(director, changed(office.settings.firm(director), **details))
    firm = office.settings.firm(director)
    assert {name: getattr(firm, name) for name in details} == details


def test_an_address_of_the_firm_that_is_none(office: Office, director: Actor) -> None:
    firm = changed(office.settings.firm(director), email="office.example.com")
    assert codes(lambda: office.settings.change_firm(director, firm)) == [("email_wrong", "email")]


def vat(office: Office, director: Actor) -> list[tuple[str, str, int]]:
    return [
        (each.valid_from.isoformat(), each.terms.mode.value, each.terms.rate_ppm)
        for each in office.settings.vat_modes(director)
    ]


def test_vat_is_said_from_a_day_on_corrected_and_taken_back(office: Office, director: Actor) -> None:
    office.settings.set_vat_mode(director, DatedVat(date(2026, 7, 1), VatTerms(VatMode.PAYER, 200_000)))
    office.settings.set_vat_mode(director, DatedVat(date(2024, 1, 1), VatTerms(VatMode.WITHOUT)))
    assert vat(office, director) == [("2024-01-01", "without", 0), ("2026-07-01", "payer", 200_000)]
    office.settings.set_vat_mode(director, DatedVat(date(2026, 7, 1), VatTerms(VatMode.PAYER, 70_000)))
    again = office.settings.set_vat_mode(director, DatedVat(date(2026, 7, 1), VatTerms(VatMode.PAYER, 70_000)))
    assert again.areas == frozenset()
    office.settings.remove_vat_mode(director, date(2024, 1, 1))
    assert vat(office, director) == [("2026-07-01", "payer", 70_000)]
    with pytest.raises(NotFound):
        office.settings.remove_vat_mode(director, date(2024, 1, 1))


def test_vat_that_contradicts_itself_changes_nothing(office: Office, director: Actor) -> None:
    wrong = DatedVat(date(2026, 7, 1), VatTerms(VatMode.OUTSIDE, 200_000))
    assert codes(lambda: office.settings.set_vat_mode(director, wrong)) == [("vat_without_payer", "rate_ppm")]
    unknown = DatedVat(date(2026, 7, 1), VatTerms(VatMode.PAYER, 190_000))
    assert codes(lambda: office.settings.set_vat_mode(director, unknown)) == [("vat_rate_unknown", "rate_ppm")]
    assert vat(office, director) == []


def test_a_new_firm_says_its_vat(tmp_path: Path, director: Actor) -> None:
    new = replace(FIRM, vat=VatTerms(VatMode.PAYER, 200_000), signatory="Олена Щербак")
    with Office.create(tmp_path / "new.premia", new, NewUser("olha", Role.DIRECTOR), FrozenClock()) as office:
        assert vat(office, director) == [("2024-01-01", "payer", 200_000)]
        assert office.settings.firm(director).signatory == "Олена Щербак"
    wrong = replace(FIRM, vat=VatTerms(VatMode.WITHOUT, 200_000))
    with pytest.raises(Invalid):
        Office.create(tmp_path / "wrong.premia", wrong, NewUser("olha", Role.DIRECTOR), FrozenClock())
    assert not (tmp_path / "wrong.premia").exists()
