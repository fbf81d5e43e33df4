"""The sheet ``Checks`` of the payroll workbook: the file's own figures against the formulas of the other sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.calc.results import PersonMonth
from app.export.workbook import Look, Page, cell_name, quoted
from app.payroll.model import SheetLine
from app.payroll.report_accruals import Ranges
from app.payroll.report_layout import (
    CELL,
    FIRST_ROW,
    HEAD,
    HEADER_ROW,
    STRONG,
    SUBTITLE_ROW,
    TITLE,
    TITLE_ROW,
    Layout,
)
from app.wording.checks import check_name, note_sentence

_WHAT, _ABOUT, _FILE, _FOUND, _DIFFERENCE, _RESULT = range(6)
_WRONG = "✗"
_RIGHT = "OK"
_RESULT_LOOK = Look(bold=True, align="center", hair_below=True)


@dataclass(frozen=True, slots=True)
class PayrollCells:
    """Where the figures of ``Payroll`` stand."""

    page_name: str
    first_money: int
    gross_column: int
    total_row: int

    def cell(self, row: int, column: int) -> str:
        """A cell, as a formula on another sheet writes it."""
        return f"{quoted(self.page_name)}!{cell_name(row, column)}"

    def cells(self, row: int, first: int, last: int) -> str:
        """The cells from column ``first`` to ``last`` of a row."""
        return f"{self.cell(row, first)}:{cell_name(row, last)}"


class _Check(NamedTuple):
    """``file_minor`` is what the file says; ``formula`` gives ``found_minor``; without a formula it is a figure too."""

    what: str
    about: str
    file_minor: int
    found_minor: int
    formula: str = ""


def write_checks(page: Page, layout: Layout, cells: PayrollCells, ranges: Ranges) -> None:
    """Write every reconciliation with its result, and below them what is worth a look."""
    text = layout.words.text
    page.text(TITLE_ROW, 0, text("Checks"), TITLE)
    page.header(
        HEADER_ROW,
        [
            text("What is compared"),
            text("About"),
            text("In the file"),
            text("By another way"),
            text("Difference"),
            text("Result"),
        ],
        HEAD,
    )
    page.widths([60, 34, 18, 18, 16, 10])
    found = [*_compared(layout, cells, ranges), *_of_the_file(layout)]
    for row, check in enumerate(found, start=FIRST_ROW):
        _write(page, layout, row, check)
    _verdict(page, layout, found)
    _notes(page, layout, FIRST_ROW + len(found) + 1)


def _compared(layout: Layout, cells: PayrollCells, ranges: Ranges) -> Iterator[_Check]:
    """The figures of the file against what the sheets give: in all, then person by person."""
    text, lines = layout.words.text, layout.sheet.lines
    rows = tuple(range(FIRST_ROW, cells.total_row))
    for group, what in (
        ("salary", text("Salaries, total")),
        ("bonus", text("Bonuses, total")),
        ("adjustments", text("Manual adjustments, total")),
        ("true_ups", text("True-ups, total")),
        ("gross", text("Gross pay, total")),
    ):
        yield _of_group(layout, cells, group, lines, (cells.total_row, what, ""))
    every_minor = sum(line.accrual.amount_minor for line in layout.sheet.accruals)
    every_minor += sum(manual.amount_minor for manual in layout.sheet.adjustments)
    formula = f"=SUM({ranges.of('amount')})"
    yield _Check(text("All lines of the sheet of accruals"), "", every_minor, every_minor, formula)
    for row, line in zip(rows, lines, strict=True):
        yield _of_group(layout, cells, "bonus", (line,), (row, text("Bonuses"), line.person_name))
        yield _of_group(layout, cells, "gross", (line,), (row, text("Gross pay"), line.person_name))


_FILE_FIGURES: Mapping[str, Callable[[PersonMonth], int]] = {
    "salary": lambda pay: pay.salary_minor,
    "bonus": lambda pay: pay.bonus_minor,
    "adjustments": lambda pay: pay.adjustments_minor,
    "true_ups": lambda pay: pay.true_ups_minor,
    "gross": lambda pay: pay.gross_minor,
}


def _of_group(
    layout: Layout, cells: PayrollCells, group: str, lines: Sequence[SheetLine], named: tuple[int, str, str]
) -> _Check:
    """The columns of a group in one row of ``Payroll`` (its number, what it is, about whom) against the file."""
    row, what, about = named
    file_minor = sum(_FILE_FIGURES[group](line.pay) for line in lines)
    if group == "gross":
        found_minor = sum(layout.gross_minor(line) for line in lines)
        return _Check(what, about, file_minor, found_minor, f"={cells.cell(row, cells.gross_column)}")
    places = layout.places(group)
    if not places:
        return _Check(what, about, file_minor, 0)
    found_minor = sum(layout.components[place].figure(line) for place in places for line in lines)
    first, last = cells.first_money + places[0], cells.first_money + places[-1]
    return _Check(what, about, file_minor, found_minor, f"=SUM({cells.cells(row, first, last)})")


def _of_the_file(layout: Layout) -> Iterator[_Check]:
    """The reconciliations that the file made by itself."""
    for line in layout.sheet.checks:
        yield _Check(check_name(layout.words, line.code), line.subject, line.expected_minor, line.found_minor)


def _write(page: Page, layout: Layout, row: int, check: _Check) -> None:
    money = layout.money
    page.text(row, _WHAT, check.what, CELL)
    page.text(row, _ABOUT, check.about, CELL)
    page.minor(row, _FILE, check.file_minor, money)
    if check.formula:
        page.formula_minor(row, _FOUND, check.formula, check.found_minor, money)
    else:
        page.minor(row, _FOUND, check.found_minor, money)
    difference = check.found_minor - check.file_minor
    # Rounded: a spreadsheet adds binary fractions, and a sum of hundredths may miss by a billionth.
    formula = f"=ROUND({cell_name(row, _FOUND)}-{cell_name(row, _FILE)},2)"
    page.formula_minor(row, _DIFFERENCE, formula, difference, money)
    result = f'=IF({cell_name(row, _DIFFERENCE)}=0,"{_RIGHT}","{_WRONG}")'
    page.formula_text(row, _RESULT, result, _WRONG if difference else _RIGHT, _RESULT_LOOK)


def _verdict(page: Page, layout: Layout, found: Sequence[_Check]) -> None:
    """One sentence under the title: everything holds, or not."""
    text = layout.words.text
    good, bad = text("Everything agrees."), text("Something does not agree: see the rows marked ✗.")
    cells = f"{cell_name(FIRST_ROW, _RESULT)}:{cell_name(FIRST_ROW + len(found) - 1, _RESULT)}"
    formula = f'=IF(COUNTIF({cells},"{_WRONG}")=0,"{good}","{bad}")'
    wrong = any(check.found_minor != check.file_minor for check in found)
    page.formula_text(SUBTITLE_ROW, 0, formula, bad if wrong else good, Look(bold=True))


def _notes(page: Page, layout: Layout, row: int) -> None:
    """What is no figure and still worth a look."""
    if not layout.sheet.notes:
        return
    page.text(row, _WHAT, layout.words.text("Worth a look"), STRONG)
    page.text(row, _ABOUT, "", STRONG)
    for offset, (code, about) in enumerate(layout.sheet.notes, start=1):
        page.text(row + offset, _WHAT, note_sentence(layout.words, code), CELL)
        page.text(row + offset, _ABOUT, about, CELL)
