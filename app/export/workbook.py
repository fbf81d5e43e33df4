"""A thin face of XlsxWriter: sheets that print well, text that is never a formula, formulas that carry their values.

openpyxl cannot store the value of a formula, so that previews in mail show blanks; XlsxWriter can.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.export.placing import placed
from app.i18n.words import SIGNS
from app.kernel.collector import collector_at_rest

LONGEST_TEXT = 32_767
"""Characters in one cell: what spreadsheet programs allow."""

_LONGEST_SHEET_NAME = 31
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def cell_text(text: str) -> str:
    """``text`` as a cell can hold it: no control characters, at most 32,767 characters."""
    clean = text if text.isprintable() else _CONTROL.sub("", text)
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - 1] + "…"


def sheet_name(name: str) -> str:
    """``name`` as a sheet can be called: none of the signs Excel refuses, no outer apostrophes, 1…31 characters."""
    clean = _SHEET_NAME.sub(" ", name).strip().strip("'")[:_LONGEST_SHEET_NAME].strip()
    return clean or "Sheet"


def currency_format(currency: str, *, sign_first: bool = False) -> str:
    """The number format of amounts with the currency's sign: negatives red, a dash for nothing.

    How thousands and decimals are parted is the reader's own setting.
    """
    sign = SIGNS.get(currency, currency)
    number = f'"{sign}"#,##0.00' if sign_first else f'#,##0.00\\ "{sign}"'
    return f'{number};[Red]\\-{number};"–"'


PLAIN_AMOUNT = "#,##0.00;[Red]\\-#,##0.00"
PERCENT = "0.####%"
DATE = "dd.mm.yyyy"
_HAIR = 7
_POINTS_OF_A_LINE = 1.25
_SIZE_OF_WIDTHS = 11
"""The width of a column is told in characters of this size."""


def height_for(texts: Sequence[tuple[str, int]], size: int) -> int:
    """The points of a row that shows all of every wrapped text in its width (in characters), at a font's size."""
    lines = 1
    for text, width in texts:
        fitting = max(width * _SIZE_OF_WIDTHS // size - 2, 1)
        if len(text) > fitting or "\n" in text:
            lines = max(lines, sum(-(-max(len(part), 1) // fitting) for part in text.split("\n")))
    return int(lines * size * _POINTS_OF_A_LINE) + 4


def column_letter(column: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """(0, 0) → ``A1``."""
    return f"{column_letter(column)}{row + 1}"


def quoted(name: str) -> str:
    """A sheet's name as a formula writes it: ``'Payroll'``."""
    return "'" + name.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Look:
    """How cells look; equal looks share one format of the file."""

    number: str = ""
    bold: bool = False
    italic: bool = False
    fill: str = ""
    colour: str = ""
    align: str = ""
    wrap: bool = False
    size: int = 10
    indent: int = 0
    line_above: bool = False
    line_below: bool = False
    hair_below: bool = False
    top: bool = False
    """At the top of a high row, else in its middle."""


class Page:
    """One sheet of a workbook. Rows and columns count from 0; ``minor`` values are written as hundredths."""

    def __init__(self, book: Workbook, name: str, sheet: Any) -> None:  # ruff: ignore[any-type]
        """Made by ``Workbook.page``."""
        self.name = name
        self._book = book
        self._sheet = sheet

    def text(self, row: int, column: int, text: str, look: Look = Look()) -> None:
        """Write text as text, whatever it begins with."""
        self._sheet.write_string(row, column, cell_text(text), self._book.format(look))

    def whole(self, row: int, column: int, value: int, look: Look = Look()) -> None:
        """Write a whole number."""
        self._sheet.write_number(row, column, value, self._book.format(look))

    def minor(self, row: int, column: int, amount_minor: int, look: Look) -> None:
        """Write an amount; the file format knows floating numbers only, so here and nowhere before it becomes one."""
        self._sheet.write_number(row, column, amount_minor / 100, self._book.format(look))

    def ppm(self, row: int, column: int, rate_ppm: int, look: Look) -> None:
        """Write a rate as a percentage."""
        self._sheet.write_number(row, column, rate_ppm / 1_000_000, self._book.format(look))

    def day(self, row: int, column: int, day: date, look: Look) -> None:
        """Write a date."""
        self._sheet.write_datetime(row, column, day, self._book.format(look))

    def texts(self, row: int, texts: Iterable[tuple[int, str]], look: Look) -> None:
        """Write texts of one look into columns of a row."""
        write, form = self._sheet.write_string, self._book.format(look)
        for column, text in texts:
            write(row, column, cell_text(text), form)

    def blanks(self, row: int, columns: Iterable[int], look: Look) -> None:
        """Give empty cells of a row their look."""
        write, form = self._sheet.write_blank, self._book.format(look)
        for column in columns:
            write(row, column, None, form)

    def formula_minor(self, row: int, column: int, formula: str, cached_minor: int, look: Look) -> None:
        """Write a live formula with the amount that it gives, for readers that do not calculate."""
        self._sheet.write_formula(row, column, formula, self._book.format(look), cached_minor / 100)

    def formula_text(self, row: int, column: int, formula: str, cached: str, look: Look) -> None:
        """Write a live formula with the text that it gives."""
        self._sheet.write_formula(row, column, formula, self._book.format(look), cached)

    def widths(self, widths: Sequence[int]) -> None:
        """Set the widths of the columns from the first, in characters."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def height(self, row: int, points: int) -> None:
        """Set the height of a row."""
        self._sheet.set_row(row, points)

    def header(self, row: int, titles: Sequence[str], look: Look) -> None:
        """Write the header row, keep it in sight and repeat it on every printed page."""
        for column, title in enumerate(titles):
            self.text(row, column, title, look)
        self._sheet.freeze_panes(row + 1, 0)
        self._sheet.repeat_rows(row)

    def keep_columns(self, row: int, columns: int) -> None:
        """Keep rows above ``row`` and the first ``columns`` columns in sight."""
        self._sheet.freeze_panes(row, columns)

    def filter(self, first_row: int, last_row: int, last_column: int) -> None:
        """Offer the filter buttons of a table."""
        self._sheet.autofilter(first_row, 0, last_row, last_column)

    def hide_zeros(self) -> None:
        """Show nothing for zero amounts."""
        self._sheet.hide_zero()

    def print_on_a4(self, footer: str = "") -> None:
        """Print on A4 landscape, one page wide, with page numbers."""
        sheet = self._sheet
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{footer.replace('&', '&&')}&R&8&P / &N")
        sheet.hide_gridlines(2)


class Workbook:
    """A book being written. Get one by ``writing(path)``."""

    def __init__(self, book: Any) -> None:  # ruff: ignore[any-type]
        """Made by ``writing``."""
        self._book = book
        self._formats: dict[Look, Any] = {}
        self._seen: dict[int, Any] = {}
        """The formats by the identity of looks: hashing a look for every cell took a tenth of the time."""
        self._looks: list[Look] = []
        """Kept alive, so that no other look takes the identity of one that was seen."""
        self._names: set[str] = set()

    def page(self, name: str) -> Page:
        """A new sheet; its name is made fit for a sheet, and unique."""
        fit = sheet_name(name)
        number = 2
        while fit.casefold() in self._names:
            ending = f" {number}"
            fit = sheet_name(name)[: _LONGEST_SHEET_NAME - len(ending)] + ending
            number += 1
        self._names.add(fit.casefold())
        return Page(self, fit, self._book.add_worksheet(fit))

    def about(self, title: str, company: str) -> None:
        """Set the properties of the document."""
        self._book.set_properties({"title": cell_text(title), "company": cell_text(company)})

    def format(self, look: Look) -> Any:  # ruff: ignore[any-type]
        """The file's format of a look."""
        known = self._seen.get(id(look))
        if known is None:
            if look not in self._formats:
                self._formats[look] = self._book.add_format(_properties(look))
            known = self._seen[id(look)] = self._formats[look]
            self._looks.append(look)
        return known


def _properties(look: Look) -> dict[str, Any]:
    wanted = {
        "num_format": look.number,
        "bold": look.bold,
        "italic": look.italic,
        "bg_color": look.fill,
        "font_color": look.colour,
        "align": look.align,
        "text_wrap": look.wrap,
        "indent": look.indent,
        "top": int(look.line_above),
        "bottom": int(look.line_below),
    }
    properties: dict[str, Any] = {name: value for name, value in wanted.items() if value}
    if look.hair_below:
        properties |= {"bottom": _HAIR, "bottom_color": "#A0A8B0"}
    return properties | {"font_name": "Arial", "font_size": look.size, "valign": "top" if look.top else "vcenter"}


@contextmanager
def writing(path: Path) -> Generator[Workbook, None, None]:
    """A workbook that appears at ``path`` whole or not at all. Raises ExportLocked when it cannot be put there."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with placed(path) as made:
        book = xlsxwriter.Workbook(str(made), options)
        with collector_at_rest():
            yield Workbook(book)  # ruff: ignore[fallible-context-manager]  the temporary file is taken away outside
            book.close()
