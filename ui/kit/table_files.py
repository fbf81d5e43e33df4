"""A table's rows on the clipboard and in files, made on the work lane: the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.i18n.words import Words
from app.paths import file_name
from ui.kit.banner import Banner
from ui.kit.columns import Column, Kind, Row
from ui.kit.page import Page
from ui.kit.row_text import as_tsv
from ui.kit.rows_view import RowsView
from ui.kit.save_dialog import ask_where
from ui.kit.show_file import show_file
from ui.runtime.jobs import Progress
from ui.runtime.lanes import OfficeT

if TYPE_CHECKING:
    from app.export.plain_table import Head, Line

EXCEL, CSV = "xlsx", "csv"
_PIXELS_OF_A_LETTER = 7
_LEAST_LETTERS = 9


class TableFiles(QObject, Generic[OfficeT, Row]):
    """What stands on screen, as it is sorted and filtered, with the columns that are not put away."""

    def __init__(self, page: Page[OfficeT], table: RowsView[Row], title: str, banner: Banner | None = None) -> None:
        """``title`` names the sheet and the file; ``banner`` says how it went where the page's is covered."""
        super().__init__(page)
        self.open_file: Callable[[Path], object] = show_file
        """How a finished file is shown."""
        self._page = page
        self._banner = banner or page.banner
        self._table = table
        self.title = title
        table.copy_by = self._copy

    def copy_all(self) -> None:
        """Every shown row onto the clipboard."""
        self._copy(range(self._table.rows.rowCount()))

    def _copy(self, shown: Sequence[int]) -> None:
        rows, columns, words = self._rows(shown), self._columns(), self._page.context.words

        def work(_office: OfficeT, progress: Progress) -> str:
            return as_tsv(columns, rows, words, progress.report)

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            said = words.plural(
                "{n} row is on the clipboard: paste it into a spreadsheet.",
                "{n} rows are on the clipboard: paste them into a spreadsheet.",
                len(rows),
            )
            self._banner.say(said, "good")

        self._page.context.lanes.work.ask(self._page, work, copied, self._page.refused, title=words.text("Copying"))

    def ask_where(self) -> None:
        """Let the user choose a place: an Excel workbook, or CSV."""
        words = self._page.context.words
        kinds = {
            EXCEL: words.text("Excel workbooks ({pattern})").format(pattern=f"*.{EXCEL}"),
            CSV: words.text("Tables ({pattern})").format(pattern=f"*.{CSV}"),
        }
        name = file_name(self.title, EXCEL)
        ask_where(self._page, words.text("Export the table"), name, kinds, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write what is shown to ``path``; its ending says in which form."""
        rows, columns, words = self._rows(range(self._table.rows.rowCount())), self._columns(), self._page.context.words
        widths = [self._table.columnWidth(at) for at in self._table.wanted_columns()]
        title = self.title

        def work(_office: OfficeT, progress: Progress) -> int:
            from app.export import plain_table

            heads, lines = heads_of(columns, widths, words), lines_of(columns, rows, words)

            def tell(done: int) -> None:
                progress.report(done, len(rows))

            if path.suffix.casefold() == f".{CSV}":
                plain_table.write_csv(path, words, heads, lines, tell)
            else:
                plain_table.write_workbook(path, title, heads, lines, tell)
            return len(rows)

        def written(count: int) -> None:
            said = words.plural("{n} row written: {path}", "{n} rows written: {path}", count)
            self._banner.say(said.format(path=path), "good")
            self.open_file(path)

        lane = self._page.context.lanes.work
        lane.ask(self._page, work, written, self._page.refused, title=words.text("Writing the table"))

    def _rows(self, shown: Sequence[int]) -> list[Row]:
        return [self._table.rows.row(place) for place in shown]

    def _columns(self) -> list[Column[Row]]:
        return [self._table.rows.columns[at] for at in self._table.wanted_columns()]


def heads_of(columns: Sequence[Column[Any]], widths_px: Sequence[int], words: Words) -> list[Head]:
    """The columns as a file's."""
    from app.export.plain_table import Head, Type

    types = {
        Kind.MONEY: Type.MINOR,
        Kind.DATE: Type.DAY,
        Kind.NUMBER: Type.WHOLE,
        Kind.PERCENT: Type.PPM,
        Kind.EXCHANGE_RATE: Type.MICRO,
    }
    return [
        Head(
            words.text(column.title),
            types.get(column.kind, Type.TEXT),
            max(width // _PIXELS_OF_A_LETTER, len(words.text(column.title)) + 2, _LEAST_LETTERS),
        )
        for column, width in zip(columns, widths_px, strict=True)
    ]


def lines_of(columns: Sequence[Column[Row]], rows: Sequence[Row], words: Words) -> Iterator[Line]:
    """The rows as a file's, one at a time."""
    from app.export.plain_table import Line

    for row in rows:
        yield Line(
            tuple(column.cell(row, words) for column in columns),
            tuple(column.currency(row) if column.currency else "" for column in columns),
        )
