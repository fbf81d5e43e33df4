"""What the brief of the sample asks for is in it: every kind of thing that happens to a consultancy."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

from app.kernel.period import Month
from app.sample.cast import cast
from app.sample.plot import story
from app.sample.story import BOOKS_FROM, HISTORY_FROM, LAST_MONTH

TOLD = "ecc9af1c33e43b7739dd16ea999903d744582a39c80ecdac115cdda1d9820de2"
"""SHA-256 of the whole story: the same in every Python and on every system. A new story has a new one."""


def told_as(item: object) -> str:
    """A part of the story as text: what has its default is left out, so that a new field changes nothing."""
    if is_dataclass(item):
        defaults = {field.name: field.default for field in fields(item)}
    elif isinstance(item, tuple) and hasattr(item, "_fields"):
        defaults = {name: item._field_defaults.get(name, MISSING) for name in item._fields}  # type: ignore[attr-defined]
    else:
        defaults = {}
    if defaults:
        named = [(name, getattr(item, name)) for name, default in defaults.items() if getattr(item, name) != default]
        return f"({','.join(f'{name}={told_as(value)}' for name, value in named)})"
    if isinstance(item, tuple):
        return f"[{','.join(map(told_as, item))}]"
    return str(item)


def test_the_story_is_the_same_everywhere() -> None:
    assert sha256(told_as(story()).encode()).hexdigest() == TOLD


def test_the_size_of_the_firm() -> None:
    told = story()
    assert len(cast().players) == 12
    assert len(told.clients) == 60
    assert 240 <= len(told.contracts) <= 280
    assert sum(1 for each in told.contracts if each.item.extends_number) >= 25


def test_three_years_and_nothing_after() -> None:
    told = story()
    days = [each.item.signed_on for each in told.contracts]
    assert (Month.of(min(days)), LAST_MONTH.months_since(HISTORY_FROM)) == (HISTORY_FROM, 35)
    days += [each.item.issued_on for each in told.invoices]
    days += [each.item.received_on for each in told.payments]
    days += [each.item.accepted_on for each in told.acts]
    days += [each.item.on_date for each in told.reminders]
    assert max(days) <= LAST_MONTH.last


def test_everything_that_can_happen_happens() -> None:
    told = story()
    contracts = [each.item for each in told.contracts]
    payments = [each.item for each in told.payments]
    assert {new.currency for new in contracts} == {"UAH", "USD", "EUR"}
    assert {new.vat_ppm for new in contracts} == {0, 200_000}
    assert {new.service_kind.value for new in contracts} == {"standard", "complex"}
    assert any(len(payment.allocations) > 1 for payment in payments)
    assert any(part.firm_amount_minor for payment in payments for part in payment.allocations)
    assert any(
        sum(part.amount_minor for part in p.allocations) < p.amount_minor for p in payments if p.currency == "UAH"
    )
    for things in (told.refunds, told.credit_notes, told.cancelled_contracts, told.cancelled_invoices, told.amendments):
        assert len(things) >= 3
    assert len(told.handovers) >= 10
    assert told.stornos
    assert any(player.left_on for player in cast().players)
    assert any(player.hired_on > BOOKS_FROM.first for player in cast().players)
    assert any(pay.guarantee_minor for player in cast().players for pay in player.pay)
    assert any(pay.draw_minor for player in cast().players for pay in player.pay)


def test_some_papers_come_after_their_month() -> None:
    late = [p for p in story().payments if p.month > max(Month.of(p.item.received_on), BOOKS_FROM)]
    assert late


def test_no_rate_is_ever_older_than_a_week() -> None:
    for currency in ("USD", "EUR"):
        days = sorted(rate.on_date for rate in story().rates if rate.currency == currency)
        assert days[0] <= HISTORY_FROM.first
        assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}
        assert days[-1] + timedelta(days=7) > LAST_MONTH.last
