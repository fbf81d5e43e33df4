"""The payroll workbook: ``Payroll``, ``Accruals``, ``Checks``, in the document's language, printable on A4.

Every total of lines is a live formula over ``Accruals`` and carries its value, so that a preview in mail shows it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.export.workbook import Look, Page, cell_name, column_letter, writing
from app.i18n.words import Words
from app.payroll.model import Sheet, SheetLine
from app.payroll.report_accruals import Ranges, write_accruals
from app.payroll.report_checks import PayrollCells, write_checks
from app.payroll.report_layout import (
    CELL,
    FIRST_ROW,
    HEAD,
    HEADER_ROW,
    MIDDLE,
    SMALL,
    STRONG,
    SUBTITLE_ROW,
    TITLE,
    TITLE_ROW,
    Component,
    Layout,
)
from app.wording import terms

_NUMBER, _STAFF_NO, _NAME, _ENGAGEMENT, _FIRST_MONEY = range(5)
_SIGNATURE = Look()
_PERSON_POINTS = 18


def write_workbook(sheet: Sheet, words: Words, path: Path) -> None:
    """Write the workbook of ``sheet`` to ``path``, whole or not at all, in the language of ``words``.

    Raises ExportLocked when the file is open in another program or cannot be put there.
    """
    layout = Layout(sheet, words)
    with writing(path) as book:
        book.about(layout.title, sheet.firm_name)
        payroll = book.page(words.text("Payroll"))
        accruals = book.page(words.text("Accruals"))
        checks = book.page(words.text("Checks"))
        ranges = write_accruals(accruals, layout)
        cells = _Table(payroll, layout, ranges).write()
        write_checks(checks, layout, cells, ranges)
        for page in (payroll, accruals, checks):
            page.print_on_a4(f"{sheet.firm_name} · {layout.title}")


@dataclass(frozen=True)
class _Table:
    """The sheet ``Payroll``: a row per person, the totals, the signatures."""

    page: Page
    layout: Layout
    ranges: Ranges

    def write(self) -> PayrollCells:
        page, layout = self.page, self.layout
        people = layout.sheet.lines
        page.text(TITLE_ROW, 0, layout.sheet.firm_name, TITLE)
        page.text(SUBTITLE_ROW, 0, f"{layout.title}. {layout.subtitle}", SMALL)
        page.header(HEADER_ROW, self._titles(), HEAD)
        page.keep_columns(FIRST_ROW, _FIRST_MONEY - 1)
        page.height(HEADER_ROW, 40)
        page.widths([5, 10, 30, 13, *([15] * (len(layout.components) + 3))])
        for offset, line in enumerate(people):
            self._person(FIRST_ROW + offset, offset + 1, line)
        total_row = FIRST_ROW + len(people)
        self._totals(total_row)
        self._signatures(total_row + 3)
        return PayrollCells(page.name, _FIRST_MONEY, self._gross_column, total_row)

    @property
    def _gross_column(self) -> int:
        return _FIRST_MONEY + len(self.layout.components)

    def _titles(self) -> Sequence[str]:
        text = self.layout.words.text
        titles = [text("No."), text("Staff no."), text("Name"), text("Engagement")]
        titles += [component.title for component in self.layout.components]
        titles.append(text("Gross pay"))
        return [*titles, text("Paid before"), text("To be paid now")] if self.layout.with_paid_before else titles

    def _person(self, row: int, number: int, line: SheetLine) -> None:
        page, layout = self.page, self.layout
        page.height(row, _PERSON_POINTS)
        page.whole(row, _NUMBER, number, MIDDLE)
        page.text(row, _STAFF_NO, line.staff_no, MIDDLE)
        page.text(row, _NAME, line.person_name, CELL)
        page.text(row, _ENGAGEMENT, terms.engagement(layout.words, line.pay.engagement), CELL)
        for column, component in enumerate(layout.components, start=_FIRST_MONEY):
            self._component(row, column, component, line)
        gross, bold = self._gross_column, replace(layout.money, bold=True)
        parts = f"=SUM({cell_name(row, _FIRST_MONEY)}:{cell_name(row, gross - 1)})"
        page.formula_minor(row, gross, parts, layout.gross_minor(line), bold)
        if layout.with_paid_before:
            rest = layout.gross_minor(line) - line.paid_before_minor
            page.minor(row, gross + 1, line.paid_before_minor, layout.money)
            page.formula_minor(row, gross + 2, f"={cell_name(row, gross)}-{cell_name(row, gross + 1)}", rest, bold)

    def _component(self, row: int, column: int, component: Component, line: SheetLine) -> None:
        figure_minor, look = component.figure(line), self.layout.money
        if component.criteria:
            formula = self.ranges.sum_of(cell_name(row, _NUMBER), component.criteria)
            self.page.formula_minor(row, column, formula, figure_minor, look)
        else:
            self.page.minor(row, column, figure_minor, look)

    def _totals(self, row: int) -> None:
        page, layout = self.page, self.layout
        page.height(row, _PERSON_POINTS)
        look = layout.total
        for column in range(_FIRST_MONEY):
            page.text(row, column, layout.words.text("Total") if column == _NAME else "", STRONG)
        gross_minor = sum(layout.gross_minor(line) for line in layout.sheet.lines)
        totals = [*(layout.total_minor(component) for component in layout.components), gross_minor]
        if layout.with_paid_before:
            before_minor = sum(line.paid_before_minor for line in layout.sheet.lines)
            totals += [before_minor, gross_minor - before_minor]
        for column, total_minor in enumerate(totals, start=_FIRST_MONEY):
            letter = column_letter(column)
            formula = f"=SUM({letter}{FIRST_ROW + 1}:{letter}{max(row, FIRST_ROW + 1)})"
            if layout.sheet.lines:
                page.formula_minor(row, column, formula, total_minor, look)
            else:
                page.minor(row, column, 0, look)

    def _signatures(self, row: int) -> None:
        text = self.layout.words.text
        for offset, who in enumerate((text("Director"), text("Accountant"))):
            line = row + 2 * offset
            self.page.text(line, _STAFF_NO, f"{who}  ______________________  /______________________/", _SIGNATURE)
        self.page.text(row + 4, _STAFF_NO, text("Date: ____.____.________"), _SIGNATURE)
