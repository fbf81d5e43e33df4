"""A mapping in the making: what is missing is said at once, and what is complete is the mapping of a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.importing.drafting import TableDraft, drafted, with_unknown_words
from app.importing.fields import Kind
from app.importing.mapping import FoundBy, ImportMapping, Part, TableMapping
from app.importing.mapping_file import read_mapping
from app.importing.proposing import proposed
from app.kernel.errors import Finding
from app.sheets.sheet import SheetRow


def orders(*head: str) -> TableDraft:
    """A sheet of orders with these names over its columns."""
    rows = (SheetRow(1, head), SheetRow(2, ("C-1", "BALT", "2026-01-12", "8000", "Shipped", "x")[: len(head)]))
    (draft,) = proposed([TableDraft("orders.csv", "", rows)])
    return draft


WHOLE = orders("Contract", "Client", "Signed", "Net", "State")


def table_of(draft: TableDraft) -> TableMapping:
    made = drafted([draft])
    assert made.findings == ()
    mapping: ImportMapping = read_mapping(made.text)
    return mapping.tables[0]


def lacking(draft: TableDraft) -> list[tuple[str, str]]:
    return [(one.code, str(one.values.get("field", ""))) for one in drafted([draft]).findings]


def test_a_complete_draft_is_a_mapping() -> None:
    table = table_of(WHOLE)
    assert table.columns == {
        "number": "Contract", "client": "Client", "signed_on": "Signed", "net": "Net", "status": "State",
    }  # fmt: skip
    assert table.values == {"status": {"shipped": "completed"}}
    assert (table.header, table.part) == ((1, 1), Part())


def test_what_is_missing_is_named_with_its_sheet() -> None:
    assert lacking(WHOLE.with_field(0, "").with_field(3, "")) == [("field_missing", "number"), ("field_missing", "net")]
    made = drafted([replace(WHOLE, kind=None), WHOLE.with_field(0, "")])
    assert not made.text
    assert made.of_draft(0) == ()
    assert [one.values["field"] for one in made.of_draft(1)] == ["number"]


def test_a_field_is_given_by_one_column_only() -> None:
    moved = WHOLE.with_field(4, "client")
    assert moved.fields == {0: "number", 2: "signed_on", 3: "net", 4: "client"}
    assert moved.with_field(4, "").given == {"number", "signed_on", "net"}


def test_columns_without_a_name_of_their_own_are_taken_by_their_letters() -> None:
    twice = orders("Contract", "Client", "Signed", "Net", "Net").with_field(4, "direct_cost")
    table = table_of(twice)
    assert (table.columns["net"], table.columns["direct_cost"]) == ("D", "E")
    assert (table.header, table.part) == ((0, 0), Part(2, None, 0, 4))
    nameless = replace(WHOLE, header_row=0, fields={0: "number", 1: "client", 2: "signed_on", 3: "net"})
    assert table_of(nameless).part == Part(1, None, 0, 4)


def test_a_value_for_every_row_is_read_as_the_office_writes_it() -> None:
    comma = replace(WHOLE, formats=replace(WHOLE.formats, decimal=",", dates=("DD.MM.YYYY",)))
    bare = comma.with_field(2, "").with_field(3, "")
    given = replace(bare, fixed={"signed_on": "31.01.2026", "net": "1 200,50", "vat": "20", "unit": ""})
    fixed = table_of(given).fixed
    assert {name: str(value) for name, value in fixed.items()} == {
        "signed_on": "2026-01-31", "net": "120050", "vat": "200000",
    }  # fmt: skip
    assert lacking(replace(given, fixed={**given.fixed, "net": "much"})) == [
        ("number_unreadable", ""),
        ("field_missing", "net"),
    ]


@pytest.mark.parametrize(("typed", "days"), [("14", 14), (" 30 ", 30), ("", None)])
def test_days_to_the_due_date(typed: str, days: int | None) -> None:
    rows = (SheetRow(1, ("Invoice", "Contract", "Issued", "Gross")), SheetRow(2, ("I-1", "C-1", "2026-01-12", "1")))
    (draft,) = proposed([TableDraft("invoices.csv", "", rows)])
    assert table_of(replace(draft, due_days=typed)).due_days == days
    assert [one.code for one in drafted([replace(draft, due_days="soon")]).findings] == ["whole_unreadable"]


def test_words_wait_for_a_meaning() -> None:
    unknown = replace(WHOLE, meanings={"status": {"On Hold": ""}})
    assert lacking(unknown) == [("meaning_missing", "status")]
    assert lacking(unknown.with_field(4, "")) == [], "nobody asks once the column is not taken"


def test_words_that_only_the_dry_run_has_met_are_asked_for() -> None:
    problem = Finding(
        "value_unknown", "orders.csv!E9", {"file": "orders.csv", "sheet": "", "field": "status", "value": "On Hold"}
    )
    (asked,) = with_unknown_words([WHOLE], [problem, Finding("cell_missing")])
    assert asked.meanings["status"] == {"On Hold": "", "Shipped": "completed"}
    assert with_unknown_words([replace(WHOLE, file="other.csv")], [problem])[0].meanings == WHOLE.meanings


def test_habits_that_belong_to_another_kind_are_not_written() -> None:
    assert table_of(replace(WHOLE, found_by=FoundBy.FIRST_SELLER, due_days="9")).due_days is None
    cancelled = replace(
        WHOLE, meanings={"status": {"Shipped": "cancelled"}}, cancelled_when_made=True, skip_totals=True
    )
    table = table_of(cancelled)
    assert table.when_empty == {"cancelled_on": "signed_on"}
    assert table.skip[0].column == "Contract"
    assert "разом" in table.skip[0].words
    assert table_of(replace(cancelled.with_field(4, ""), kind=Kind.CONTRACTS)).when_empty == {}
