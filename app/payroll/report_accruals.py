"""The sheet ``Accruals`` of the payroll workbook: every line with its reason in words, manual lines among them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.export.workbook import DATE, PERCENT, Page, height_for, quoted
from app.export.workbook import column_letter as letter
from app.kernel.period import Month
from app.payroll.model import AccrualLine, AdjustmentLine
from app.payroll.report_layout import (
    ACCRUAL_COLUMNS,
    ADJUSTMENT,
    FIRST_ROW,
    HEAD,
    HEADER_ROW,
    LINE,
    PLACE,
    SMALL,
    SUBTITLE_ROW,
    TITLE,
    TITLE_ROW,
    Layout,
)
from app.wording import terms
from app.wording.accruals import accrual_sentence, adjustment_sentence

_MONTH_FORMAT = "mm.yyyy"
_INDENTED = replace(LINE, align="left", indent=1)
_CENTRED = replace(LINE, align="center")
_DAY = replace(LINE, number=DATE)
_MONTH = replace(LINE, number=_MONTH_FORMAT, align="center")
_RATE = replace(LINE, number=PERCENT)
_FIGURES = frozenset({"number", "date", "paid_in", "amount"})
"""Columns that every line fills with a figure."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where the columns of ``Accruals`` stand, for formulas on the other sheets."""

    page_name: str
    month: Month
    last_row: int

    def of(self, column: str) -> str:
        """The cells of a column."""
        place = letter(PLACE[column])
        return f"{quoted(self.page_name)}!${place}${FIRST_ROW + 1}:${place}${self.last_row + 1}"

    def sum_of(self, number_cell: str, criteria: Sequence[tuple[str, str]]) -> str:
        """The amounts that the person of ``number_cell`` is paid in the run's month under ``criteria``.

        By the number of the row: staff numbers are texts, and a spreadsheet takes "01" for 1 and "A*" for any A.
        """
        parts = [self.of("amount"), self.of("number"), number_cell, self.of("paid_in"), _date(self.month)]
        for column, wanted in criteria:
            parts += [self.of(column), '"' + wanted.replace('"', '""') + '"']
        return f"=SUMIFS({','.join(parts)})"


def _date(month: Month) -> str:
    return f"DATE({month.year},{month.month},1)"


def write_accruals(page: Page, layout: Layout) -> Ranges:
    """Write all lines, and say where they stand."""
    words, sheet = layout.words, layout.sheet
    page.text(TITLE_ROW, 0, words.text("Accruals"), TITLE)
    page.text(SUBTITLE_ROW, 0, f"{sheet.firm_name}. {layout.title}. {layout.subtitle}", SMALL)
    page.header(HEADER_ROW, [words.text(title) for title, _ in ACCRUAL_COLUMNS.values()], HEAD)
    page.height(HEADER_ROW, 30)
    page.keep_columns(FIRST_ROW, PLACE["date"])
    page.widths([width for _, width in ACCRUAL_COLUMNS.values()])
    row = FIRST_ROW
    for line in sheet.accruals:
        _accrual(page, layout, row, line)
        row += 1
    for manual in sheet.adjustments:
        _adjustment(page, layout, row, manual)
        row += 1
    last_row = max(row - 1, FIRST_ROW)
    page.filter(HEADER_ROW, last_row, len(PLACE) - 1)
    return Ranges(page.name, sheet.run.month, last_row)


def _row(page: Page, row: int, texts: Mapping[str, str], figures: Collection[str]) -> None:
    """Write the texts of a row, and make it high enough for them; cells that no figure fills either get their look."""
    page.texts(row, [(PLACE[column], text) for column, text in texts.items()], _INDENTED)
    page.blanks(row, [place for column, place in PLACE.items() if column not in texts and column not in figures], LINE)
    page.height(row, height_for([(text, ACCRUAL_COLUMNS[column][1]) for column, text in texts.items()], LINE.size))


def _person(page: Page, layout: Layout, row: int, person_id: int) -> None:
    number = layout.numbers.get(person_id)
    if number is not None:
        page.whole(row, PLACE["number"], number, _CENTRED)


def _accrual(page: Page, layout: Layout, row: int, line: AccrualLine) -> None:
    words, accrual = layout.words, line.accrual
    texts = {
        "staff_no": layout.staff_nos.get(accrual.person_id, ""),
        "person": line.person_name,
        "client": line.client_name,
        "contract": line.contract_number,
        "invoice": line.invoice_number,
        "function": terms.function(words, accrual.function),
        "kind": terms.accrual_kind(words, accrual.kind),
        "rule": f"{line.scheme_name} · {accrual.rule_key}",
        "explanation": accrual_sentence(words, accrual, line.client_name, line.source_name),
    }
    figures = {*_FIGURES, "base"}
    if accrual.order_number:
        figures.add("order")
        page.whole(row, PLACE["order"], accrual.order_number, _CENTRED)
    if accrual.rate_ppm is not None:
        figures.add("rate")
        page.ppm(row, PLACE["rate"], accrual.rate_ppm, _RATE)
    _row(page, row, texts, figures)
    _person(page, layout, row, accrual.person_id)
    page.day(row, PLACE["date"], accrual.event_on, _DAY)
    page.day(row, PLACE["paid_in"], accrual.pay_month.first, _MONTH)
    page.minor(row, PLACE["base"], accrual.base_minor, layout.line_amount)
    page.minor(row, PLACE["amount"], accrual.amount_minor, layout.line_amount)


def _adjustment(page: Page, layout: Layout, row: int, manual: AdjustmentLine) -> None:
    words, month = layout.words, layout.sheet.run.month
    texts = {
        "staff_no": layout.staff_nos.get(manual.person_id, ""),
        "person": manual.person_name,
        "kind": words.text(ADJUSTMENT),
        "explanation": adjustment_sentence(words, manual.reason, manual.login),
    }
    _row(page, row, texts, _FIGURES)
    _person(page, layout, row, manual.person_id)
    page.day(row, PLACE["date"], month.last, _DAY)
    page.day(row, PLACE["paid_in"], month.first, _MONTH)
    page.minor(row, PLACE["amount"], manual.amount_minor, layout.line_amount)
