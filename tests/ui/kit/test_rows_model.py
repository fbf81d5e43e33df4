"""The model of a table: its own order, its own filter."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.i18n.alphabet import text_key
from app.i18n.words import Words, mark
from app.kernel.ids import natural_key
from ui.kit.columns import Chip, Column, Kind, haystacks, needles
from ui.kit.row_text import as_tsv
from ui.kit.rows_model import TONE_ROLE, RowsModel
from ui.kit.theme import tokens

WORDS = Words.of("en")


class Bill(NamedTuple):
    """A row."""

    number: str
    payer: str
    on: date | None
    amount_minor: int
    state: str


COLUMNS: tuple[Column[Bill], ...] = (
    Column("number", mark("Number"), lambda row: row.number, sort=lambda row: natural_key(row.number)),
    Column("payer", mark("Payer"), lambda row: row.payer),
    Column("on", mark("Date"), lambda row: row.on, Kind.DATE, tone=lambda row: "bad" if row.state == "late" else None),
    Column("amount", mark("Amount"), lambda row: row.amount_minor, Kind.MONEY, currency=lambda _row: "EUR"),
    Column("state", mark("State"), lambda row: row.state, Kind.CHIP, chips={"late": Chip(mark("Late"), "bad")}),
)
BILLS = (
    Bill("A-10", "Їжак", date(2026, 3, 1), 1_234_56, "late"),
    Bill("A-9", "Іскра", None, 0, "paid"),
    Bill("A-100", "Ґрунт", date(2026, 1, 5), 99_00, "paid"),
    Bill("B-1", "Глобус", date(2026, 2, 2), 50_00, "late"),
)


@pytest.fixture
def model(qapp: object) -> RowsModel[Bill]:
    assert qapp
    made = RowsModel(COLUMNS, WORDS)
    made.set_rows(BILLS)
    return made


def column(model: RowsModel[Bill], at: int) -> list[str]:
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_a_model_keeps_qt_rules(model: RowsModel[Bill], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_cells_are_written_for_people(model: RowsModel[Bill]) -> None:
    assert [model.index(0, at).data() for at in range(5)] == ["A-10", "Їжак", "01.03.2026", "€1,234.56", "Late"]
    assert [model.index(1, at).data() for at in range(5)] == ["A-9", "Іскра", "—", "—", "paid"]


def test_amounts_lie_to_the_right_like_their_head(model: RowsModel[Bill]) -> None:
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    assert model.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right


def test_numbers_sort_as_people_count(model: RowsModel[Bill]) -> None:
    model.sort_by(0)
    assert column(model, 0) == ["A-9", "A-10", "A-100", "B-1"]
    model.sort_by(0, descending=True)
    assert column(model, 0) == ["B-1", "A-100", "A-10", "A-9"]


def test_names_sort_in_the_order_of_the_alphabet(model: RowsModel[Bill]) -> None:
    model.sort_by(1)
    assert column(model, 1) == ["Глобус", "Ґрунт", "Іскра", "Їжак"]
    assert text_key("Ёлкин") < text_key("Жук")
    assert text_key("єдність") < text_key("жук")


def test_nothing_sorts_before_everything(model: RowsModel[Bill]) -> None:
    model.sort_by(2)
    assert column(model, 2)[0] == "—"


def test_a_search_wants_every_word_anywhere_in_the_row(model: RowsModel[Bill]) -> None:
    model.set_search("їЖа 1234.56")
    assert column(model, 0) == ["A-10"]
    model.set_search("05.01.2026")
    assert column(model, 0) == ["A-100"]
    model.set_search("nobody")
    assert model.rowCount() == 0
    model.set_search("")
    assert model.rowCount() == 4


def test_view_search_and_order_work_together(model: RowsModel[Bill]) -> None:
    model.sort_by(3, descending=True)
    model.set_view(lambda row: row.state == "late")
    assert column(model, 0) == ["A-10", "B-1"]
    model.set_search("глоб")
    assert column(model, 0) == ["B-1"]


def test_rows_that_replace_others_keep_order_and_filter(model: RowsModel[Bill]) -> None:
    model.sort_by(3)
    model.set_search("a-")
    model.set_rows((Bill("A-2", "Later", None, 7_00, "paid"), Bill("A-1", "Sooner", None, 3_00, "paid"), BILLS[3]))
    assert column(model, 0) == ["A-1", "A-2"]


def test_text_for_a_spreadsheet_has_a_head_and_no_breaks(model: RowsModel[Bill]) -> None:
    model.set_rows((Bill("A\t1", "two\nlines", None, 1_00, "paid"),))
    assert as_tsv(COLUMNS[:4], model.shown_rows(), WORDS) == (
        "Number\tPayer\tDate\tAmount\tCurrency\nA 1\ttwo lines\t\t1.00\tEUR\n"
    )


def test_tones_follow_the_row(model: RowsModel[Bill]) -> None:
    assert model.index(0, 2).data(Qt.ItemDataRole.ForegroundRole) == tokens().color("bad")
    assert model.index(1, 3).data(Qt.ItemDataRole.ForegroundRole) == tokens().color("muted")
    assert model.index(0, 4).data(TONE_ROLE) == "bad"
    assert model.index(1, 4).data(TONE_ROLE) == "plain"
    assert model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Amount: €1,234.56"


def test_a_hundred_thousand_rows_are_sorted_and_filtered_right(qapp: object) -> None:
    assert qapp
    rows = [
        Bill(f"N-{at}", f"payer-{at % 977:03d}", date(2026, 1, 1 + at % 28), at * 7919 % 100_003, "paid")
        for at in range(100_000)
    ]
    model = RowsModel(COLUMNS, WORDS)
    model.set_rows(rows)
    model.sort_by(3)
    assert [row.amount_minor for row in model.shown_rows()] == sorted(row.amount_minor for row in rows)
    model.set_search("payer-976")
    assert {row.payer for row in model.shown_rows()} == {"payer-976"}
    assert model.rowCount() == sum(1 for row in rows if row.payer == "payer-976")
    assert model.find(lambda row: row.number == "N-976") >= 0


def test_a_lane_can_prepare_what_rows_are_found_by() -> None:
    assert haystacks(COLUMNS, BILLS[:1]) == ["a-10\nїжак\n01.03.2026 2026-03-01\n1234.56"]
    assert needles("  Two  WORDS ") == ("two", "words")
