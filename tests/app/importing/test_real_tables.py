"""Published books and reports that nobody here invented, read by a mapping: every row, or a problem at its cell."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from app.importing.mapping_file import read_mapping
from app.importing.reading import Rows, read_rows
from tests.support.real_books import FOLDER

MESSY = FOLDER / "spreadsheets" / "messy"

pytestmark = [
    pytest.mark.real_books,
    pytest.mark.skipif(not MESSY.is_dir(), reason=f"no spreadsheets in {FOLDER} or $PREMIA_REAL_DATA"),
]

PAYMENTS = 'premia_import = 1\n[[table]]\nkind = "payments"\n'


def read(text: str) -> Rows:
    (table,) = read_mapping(text).tables
    rows = read_rows(table, MESSY, {})
    assert rows.readable, rows.findings
    return rows


def total(rows: Rows) -> int:
    return sum(value for value in rows.column("amount") if isinstance(value, int))


def column(file: str, name: str, encoding: str = "latin-1") -> list[str]:
    """The independent reading: the cells below ``name`` by Python's own csv."""
    with (MESSY / file).open(encoding=encoding, newline="") as stream:
        lines = list(csv.reader(stream))
    head = next(at for at, line in enumerate(lines) if name in [cell.strip() for cell in line])
    place = [cell.strip() for cell in lines[head]].index(name)
    return [line[place].strip() for line in lines[head + 1 :] if any(cell.strip() for cell in line)]


def cents(texts: list[str]) -> int:
    return int(sum(Decimal(text.translate(str.maketrans("", "", "£, \xa0"))) for text in texts if text) * 100)


def test_pound_signs_thousands_and_months_by_name() -> None:
    file = "moj_spend_2011-03_pound_sign.csv"
    rows = read(
        f'{PAYMENTS}file = "{file}"\nformats = {{ date = "DD-MMM-YY" }}\n'
        'columns = { number = "TRANSACTION_NUMBER", client = "SUPPLIER", received_on = "DATE", amount = "AMOUNT" }\n'
    )
    assert rows.findings == []
    assert (len(rows.numbers), total(rows)) == (871, cents(column(file, "AMOUNT", "utf-8")))


def test_negative_amounts_with_thousands() -> None:
    file = "hmrc_spend_2011-01_credit_notes.csv"
    rows = read(
        f'{PAYMENTS}file = "{file}"\nformats = {{ date = "DD/MM/YYYY" }}\n'
        'columns = { number = "Transaction number", client = "Supplier", received_on = "Date", amount = "Amount" }\n'
    )
    assert rows.findings == []
    assert (len(rows.numbers), total(rows)) == (188, cents(column(file, "Amount")))


def test_a_title_above_days_as_numbers_and_two_amounts_that_are_none() -> None:
    rows = read(
        f'{PAYMENTS}file = "newcastle_invoices_2015-06_title_rows.csv"\nheader_row = "find"\n'
        'formats = { date = ["DD/MM/YYYY", "serial"] }\n'
        'columns = { number = "Internal Ref", client = "Supplier Name", received_on = "Paid Date", amount = "Total" }\n'
    )
    assert rows.header[9] == "Total"
    assert [(finding.code, finding.values["value"]) for finding in rows.findings] == [
        ("number_unreadable", "9.09495E-13"),
        ("number_unreadable", "4.54747E-13"),
    ], "what a program left of a difference of floats"
    assert len(rows.numbers) > 6_600


def test_empty_columns_and_rows_around_and_a_word_for_zero() -> None:
    rows = read(
        f'{PAYMENTS}file = "wakefield_cards_2018q2_title_rows.csv"\nheader_row = 3\n'
        'formats = { date = "DD/MM/YYYY" }\nvalues = { invoice_amount = { Nil = "0" } }\n'
        'columns = { number = "Seq No", client = "Supplier Name", received_on = "Effective Date", '
        'amount = "Payment Date", invoice_amount = "Net Amount" }\n'  # the publisher's names slipped by a column
    )
    assert len(rows.numbers) > 4_000
    assert {finding.code for finding in rows.findings} <= {"number_unreadable", "cell_missing"}


def test_two_tables_in_one_text() -> None:
    columns = 'columns = { number = "PRODUCTID", client = "ProductType", received_on = "DATE", amount = "Price" }\n'
    text = f'{PAYMENTS}file = "pollock_two_tables.csv"\nformats = {{ date = "DD/MM/YYYY" }}\n{columns}'
    first, second = read(text + 'cells = "A1:I84"\n'), read(text + "header_row = 85\n")
    assert (first.findings, second.findings) == ([], [])
    assert (len(first.numbers), len(second.numbers)) == (83, 82)


def test_a_list_beside_its_pivots_in_a_workbook() -> None:
    rows = read(
        f'{PAYMENTS}file = "orders_with_two_pivots_ru.xlsx"\ncells = "B2:H"\n'
        'columns = { number = "OrderNo", client = "Company", received_on = "Ship date", amount = "Amount paid" }\n'
        'skip = [{ column = "Ship date", empty = true }]\n'
    )
    assert rows.findings == []
    assert len(rows.numbers) > 190


def test_merged_headers_of_two_rows_in_an_old_workbook() -> None:
    rows = read(
        'premia_import = 1\n[[table]]\nkind = "staff"\nfile = "kz_budget_cyrillic_merged_headers.xls"\n'
        'header_row = [5, 6]\ncolumns = { staff_no = "№", name = "Атауы" }\nuntil = [{ empty_row = true }]\n'
    )
    assert rows.column("name")[:2] == ["Бәйдібек", "Казығұрт"]
    assert any(name.startswith("ШЫҒЫСТАР 2016") for name in rows.header)
