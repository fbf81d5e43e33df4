"""The mapping file: what may stand in it, and how every mistake is named by its path."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.importing.fields import FIELDS, Kind
from app.importing.mapping import Part
from app.importing.mapping_file import load_mapping, read_mapping
from app.kernel.errors import Invalid, MissingFile

STAFF = 'premia_import = 1\n[[table]]\nkind = "staff"\nfile = "a.csv"\n'
COLUMNS = 'columns = { staff_no = "No", name = "Name" }\n'


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        read_mapping(text)
    return [(finding.code, finding.place) for finding in caught.value.findings]


def test_a_table_says_what_its_rows_are_and_where_their_fields_come_from() -> None:
    (table,) = read_mapping(STAFF + COLUMNS).tables
    assert (table.kind, table.file, table.header) == (Kind.STAFF, "a.csv", (1, 1))
    assert table.columns == {"staff_no": "No", "name": "Name"}


@pytest.mark.parametrize(
    ("text", "part", "header"),
    [
        ("", Part(), (1, 1)),
        ("header_row = [3, 4]", Part(), (3, 4)),
        ('header_row = "find"', Part(), None),
        ('cells = "B3:F57"', Part(3, 57, 1, 5), (3, 3)),
        ('cells = "b:aa"\nheader_row = 0', Part(1, None, 1, 26), (0, 0)),
    ],
)
def test_a_table_may_be_a_part_of_its_sheet(text: str, part: Part, header: tuple[int, int] | None) -> None:
    (table,) = read_mapping(STAFF + COLUMNS + text).tables
    assert (table.part, table.header) == (part, header)


def test_formats_of_a_table_stand_over_those_of_the_file() -> None:
    text = 'premia_import = 1\n[formats]\ndecimal = ","\ndate = "DD.MM.YYYY"\n' + STAFF.partition("\n")[2]
    (table,) = read_mapping(text + COLUMNS + 'formats = { decimal = "." }\n').tables
    assert (table.formats.decimal, table.formats.dates) == (".", ("DD.MM.YYYY",))


def test_fixed_values_are_read_as_cells_of_their_field() -> None:
    text = 'premia_import = 1\n[[table]]\nkind = "contracts"\nfile = "a.csv"\nfixed = { vat = 20, net = 10.50 }\n'
    (table,) = read_mapping(text + 'columns = { number = "N", client = "C", signed_on = "D" }\n').tables
    assert table.fixed == {"vat": 200_000, "net": 10_50}
    assert type(table.fixed["net"]) is int


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("premia_import = 1\n[[table]\n", ("toml_syntax", "2:8")),
        ("premia_import = 2\n" + STAFF.partition("\n")[2] + COLUMNS, ("mapping_format", "premia_import")),
        ("premia_import = 1\n", ("key_missing", "table")),
        (
            "premia_import = 1\ncurrency = 'XYZ'\n" + STAFF.partition("\n")[2] + COLUMNS,
            ("currency_unknown", "currency"),
        ),
        (STAFF.replace("staff", "stuff"), ("word_unknown", "table[0].kind")),
        (STAFF + COLUMNS.replace("name =", "nmae ="), ("key_unknown", "table[0].columns.nmae")),
        (STAFF + 'columns = { staff_no = "No" }', ("field_missing", "table[0].columns")),
        (STAFF + COLUMNS + 'fixed = { name = "x" }', ("field_twice", "table[0].fixed.name")),
        (STAFF + COLUMNS + 'fixed = { hired_on = "soon" }', ("date_unreadable", "table[0].fixed.hired_on")),
        (STAFF + COLUMNS + 'when_empty = { email = "hired_on" }', ("field_unlike", "table[0].when_empty.email")),
        (STAFF + COLUMNS + 'found_by = "first_seller"', ("key_not_for_kind", "table[0].found_by")),
        (STAFF + COLUMNS + 'skip = [{ column = "No" }]', ("skip_rule_empty", "table[0].skip[0]")),
        (STAFF + COLUMNS + 'formats = { date = "soon" }', ("date_format_wrong", "table[0].formats.date")),
        (STAFF + COLUMNS + 'formats = { date = "DD.MM.YYYYDD" }', ("date_format_wrong", "table[0].formats.date")),
        (STAFF + COLUMNS + 'formats = { date = "D*M*YYYY" }', ("date_format_wrong", "table[0].formats.date")),
        (STAFF + COLUMNS + 'formats = { delimiter = ";;" }', ("sign_wrong", "table[0].formats.delimiter")),
        (STAFF + COLUMNS + 'formats = { encoding = "koi8" }', ("word_unknown", "table[0].formats.encoding")),
        (STAFF.replace("a.csv", "../a.csv") + COLUMNS, ("file_outside", "table[0].file")),
        (STAFF + COLUMNS + 'cells = "B3"', ("range_wrong", "table[0].cells")),
        (STAFF + COLUMNS + 'cells = "F3:B9"', ("range_wrong", "table[0].cells")),
        (STAFF + COLUMNS + 'header_row = "3"', ("header_rows_wrong", "table[0].header_row")),
        (STAFF + COLUMNS + "header_row = [4, 3]", ("header_rows_wrong", "table[0].header_row")),
        (STAFF + COLUMNS + 'until = [{ column = "No" }]', ("skip_rule_empty", "table[0].until[0]")),
        (STAFF + COLUMNS + "skip = [{ empty_row = true }]", ("key_unknown", "table[0].skip[0].empty_row")),
        (STAFF + COLUMNS + "colour = 1", ("key_unknown", "table[0].colour")),
    ],
)
def test_a_mistake_is_named_by_its_path(text: str, mistake: tuple[str, str]) -> None:
    assert mistake in mistakes(text)


def test_all_mistakes_are_named_at_once() -> None:
    text = STAFF + 'columns = { staff_no = "No", nmae = "Name" }\nwhatever = 1\n'
    assert {code for code, _ in mistakes(text)} == {"key_unknown", "field_missing"}
    assert len(mistakes(text)) == 3


def test_what_a_status_means_must_be_a_status() -> None:
    text = 'premia_import = 1\n[[table]]\nkind = "invoices"\nfile = "a.csv"\n'
    text += 'columns = { number = "N", contract = "C", issued_on = "D", net = "S" }\n'
    text += 'values = { status = { Sent = "sent", Lost = "gone" } }\n'
    assert mistakes(text) == [("word_unknown", "table[0].values.status.Lost")]


def test_a_mapping_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        load_mapping(tmp_path / "nothing.toml")


def test_the_documentation_names_every_kind_and_field() -> None:
    import app.importing.mapping as module

    text = module.__doc__ or ""
    for kind, fields in FIELDS.items():
        assert f"    {kind.value} " in text
        assert all(field.name in text for field in fields)
