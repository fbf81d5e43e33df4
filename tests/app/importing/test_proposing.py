"""What is proposed for the tables of an office: by the names of columns in three languages, and by the cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from app.importing.drafting import TableDraft, drafted
from app.importing.fields import FIELDS, Kind, fields_of
from app.importing.looking import look, silent
from app.importing.mapping import ClientsBy, FoundBy, PeopleBy
from app.importing.proposing import date_forms, for_header, for_kind, number_signs, proposed, two_readings
from app.importing.usual_names import MEANINGS, NAMES, TITLES, meaning_of, plain
from app.paths import resource
from app.sheets.sheet import Cell, SheetRow
from tests.support.real_books import FOLDER, needs

Lines = Sequence[Sequence[Cell]]


def sheet(name: str, lines: Lines, title: str = "") -> TableDraft:
    rows = tuple(SheetRow(number, tuple(cells)) for number, cells in enumerate(lines, start=1))
    return TableDraft(name, title, rows)


def proposal(name: str, *lines: Sequence[Cell]) -> TableDraft:
    (draft,) = proposed([sheet(name, lines)])
    return draft


def fields(draft: TableDraft) -> dict[str, str]:
    """Name of the column → field."""
    return {draft.header[at]: str(name) for at, name in draft.fields.items()}


ORDERS = {
    "en": ("Order No", "Customer", "Date signed", "Sum without VAT, EUR", "Sold by", "State"),
    "uk": ("№ договору", "Замовник", "Дата підписання", "Сума без ПДВ (грн)", "Менеджер", "Стан"),
    "ru": ("Номер договора", "Заказчик", "Дата подписания", "Сумма без НДС, грн", "Менеджер", "Состояние"),
}


@pytest.mark.parametrize("language", ORDERS)
def test_contracts_are_known_by_their_columns_in_three_languages(language: str) -> None:
    draft = proposal("2026.xlsx", ORDERS[language], ("7/26", "Мрія", "12.01.2026", "1 200,50", "Олена Коваль", "done"))
    assert draft.kind is Kind.CONTRACTS
    assert list(fields(draft).values()) == ["number", "client", "signed_on", "net", "selling", "status"]
    assert (draft.formats.dates, draft.formats.decimal) == (("DD.MM.YYYY",), ",")
    assert draft.people_by is PeopleBy.NAME
    assert draft.meanings == {"status": {"done": "completed"}}
    assert drafted([draft]).findings == ()


def test_titles_above_the_table_are_passed_over() -> None:
    lines: Lines = (
        ("Платежі за травень",),
        (),
        ("№", "Дата оплати", "Контрагент", "Сума", "Рахунок"),
        ("1", "02.05.2026", "Оріон", "100,00", "I-1"),
    )
    draft = proposal("банк.csv", *lines)
    assert (draft.kind, draft.header_row) == (Kind.PAYMENTS, 3)
    assert set(fields(draft).values()) == {"number", "received_on", "client", "amount", "invoice"}


def test_the_name_of_the_sheet_decides_where_columns_say_little() -> None:
    head = ("No", "Name")
    assert proposal("Співробітники.xlsx", head, ("1", "Олена")).kind is Kind.STAFF
    assert proposal("clients.csv", head, ("1", "Orion")).kind is Kind.CLIENTS
    assert proposal("list.xlsx", ("Colour", "Weight"), ("red", "3")).kind is None


def test_other_sheets_tell_whether_a_column_has_codes_or_names() -> None:
    clients = sheet("clients.csv", [("Code", "Client"), ("BALT", "Baltic")])
    staff = sheet("staff.csv", [("No", "Name"), ("1", "Anna"), ("2", "Ivo")])
    orders = sheet(
        "orders.csv", [("Contract", "Client", "Signed", "Net", "Seller"), ("C1", "Baltic", "x", "1", "Anna")]
    )
    first, _, third = proposed([clients, staff, orders])
    assert (third.clients_by, third.people_by) == (ClientsBy.NAME, PeopleBy.NAME)
    assert first.found_by is FoundBy.FIRST_SELLER, "nothing else says who found them"


@pytest.mark.parametrize(
    ("texts", "forms"),
    [
        (["2026-01-31"], ("YYYY-MM-DD",)),
        (["31.01.2026", "1.2.2026"], ("D.M.YYYY",)),
        (["01/31/2026"], ("MM/DD/YYYY",)),
        (["09-Mar-11"], ("DD-MMM-YY",)),
        (["2026-01-31 10:00", "31.01.26"], ("DD.MM.YY", "YYYY-MM-DD *")),
        (["soon"], ("YYYY-MM-DD",)),
        ([], ("YYYY-MM-DD",)),
    ],
)
def test_the_form_of_dates_is_found_out_from_the_cells(texts: list[str], forms: tuple[str, ...]) -> None:
    assert date_forms(texts) == forms


def test_days_that_could_be_months_are_told() -> None:
    assert two_readings(("DD/MM/YYYY",), ["01/02/2026", "03/04/2026"]) == ("DD/MM/YYYY", "MM/DD/YYYY")
    assert two_readings(("DD/MM/YYYY",), ["01/02/2026", "30/04/2026"]) is None
    assert two_readings(("DD.MM.YYYY",), ["01.02.2026"]) is None, "nobody writes months first with points"


@pytest.mark.parametrize(
    ("texts", "signs"),
    [
        (["1 234,56", "7,00"], (",", "")),
        (["1,234.56"], (".", ",")),
        (["£68,486"], (".", ",")),
        (["1.234"], (",", ".")),
        (["1.234,50"], (",", ".")),
        (["12", "text"], (".", "")),
        ([], (".", "")),
    ],
)
def test_the_signs_of_numbers_are_found_out_from_the_cells(texts: list[str], signs: tuple[str, str]) -> None:
    assert number_signs(texts) == signs


def test_days_as_a_spreadsheet_counts_them() -> None:
    head = ("Contract", "Client", "Signed", "Net")
    assert proposal("orders.xlsx", head, ("C1", "A", 46387, 5)).formats.dates == ("serial",)
    assert proposal("orders.xlsx", head, ("C1", "A", date(2026, 1, 1), 5)).formats.dates == ("YYYY-MM-DD",)


def test_rows_of_totals_are_left_out_where_they_stand() -> None:
    head = ("Номер рахунку", "Договір", "Дата рахунку", "Сума з ПДВ")
    draft = proposal("рахунки.csv", head, ("I-1", "C-1", "01.02.2026", "120,00"), ("Разом", None, None, "120,00"))
    assert draft.skip_totals
    assert not proposal("рахунки.csv", head, ("I-1", "C-1", "01.02.2026", "120,00")).skip_totals


def test_another_kind_or_row_of_names_is_proposed_anew() -> None:
    draft = proposal("orders.csv", ("Contract", "Client", "Signed", "Net"), ("C1", "A", "2026-01-01", "5"))
    assert for_kind(draft, None).fields == {}
    assert set(fields(for_kind(draft, Kind.ACTS)).values()) == {"contract", "net"}
    assert for_header(draft, 2).fields == {}
    assert for_header(for_header(draft, 2), 1).fields == draft.fields


def test_every_name_is_one_of_a_field_and_no_name_is_lost_by_comparing() -> None:
    assert set(NAMES) == set(Kind) == set(TITLES)
    for kind, names in NAMES.items():
        assert set(names) == {str(name) for name in fields_of(kind)}
        assert all(name and plain(name) == name for some in names.values() for name in some)


def test_every_meaning_is_a_choice_of_its_field() -> None:
    choices = {str(one.name): set[str]() for some in FIELDS.values() for one in some if one.choices}
    for one in (one for some in FIELDS.values() for one in some):
        choices.setdefault(str(one.name), set()).update(one.choices)
    assert {field: set(words) for field, words in MEANINGS.items()} == {field: choices[field] for field in MEANINGS}
    assert meaning_of("status", "СКАСОВАНО", ("active", "cancelled")) == "cancelled"
    assert not meaning_of("status", "paid", ("active", "cancelled"))


def drafts(folder: Path) -> dict[str, TableDraft]:
    return {draft.title: draft for draft in look(sorted(folder.glob("*.csv")), silent).drafts}


def test_the_tables_of_the_first_firm_need_no_correction() -> None:
    found = drafts(resource("templates", "first-firm"))
    assert {name: draft.kind.value for name, draft in found.items() if draft.kind} == {
        f"{kind}.csv": kind for kind in ("clients", "contracts", "invoices", "payments", "staff")
    }
    assert fields(found["contracts.csv"])["Manager"] == "delivering"
    assert drafted(list(found.values())).findings == ()


@pytest.mark.real_books
@pytest.mark.parametrize("name", ["northwind", "classicmodels"])
def test_real_books_are_proposed_whole(name: str) -> None:
    found = drafts(needs(name))
    known = {title: draft.kind.value for title, draft in found.items() if draft.kind and title != "bank_receipts.csv"}
    assert known == {f"{kind}.csv": kind for kind in known.values()}
    assert len(known) == len([path for path in (FOLDER / name).glob("*.csv") if path.name != "bank_receipts.csv"])
    assert drafted(list(found.values())).findings == ()


MESSY = {
    "hmrc_spend_2011-01_credit_notes.csv": (1, ("DD/MM/YYYY",), (".", ",")),
    "moj_spend_2011-03_pound_sign.csv": (1, ("DD-MMM-YY",), (".", ",")),
    "newcastle_invoices_2015-06_title_rows.csv": (3, ("DD/MM/YYYY",), (".", "")),
}


@pytest.mark.real_books
@pytest.mark.parametrize("name", MESSY)
def test_payments_of_public_offices_are_known(name: str) -> None:
    (draft,) = look([needs("spreadsheets") / "messy" / name], silent).drafts
    assert draft.kind is Kind.PAYMENTS
    assert set(draft.fields.values()) >= {"number", "client", "received_on", "amount"}
    assert draft.clients_by is ClientsBy.NAME
    assert (draft.header_row, draft.formats.dates, (draft.formats.decimal, draft.formats.thousands)) == MESSY[name]
