"""Taking a chart along: as a picture, as data, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from app.i18n.words import Words
from app.paths import file_name
from ui.kit.chart_model import Chart
from ui.kit.save_dialog import ask_where

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.kit.chart import ChartCard

_SHARP = 2
"""Pixels of a picture for one on screen."""


def as_tsv(chart: Chart, words: Words) -> str:
    """The numbers as a spreadsheet takes them: a row for each category, a column for each series."""
    heads = [chart.title]
    for one in chart.series:
        heads += [one.title, *([f"{one.title}, 10 %", f"{one.title}, 90 %"] if one.lows else [])]
    rows = [heads]
    for at, category in enumerate(chart.categories):
        row = [category.said]
        for one in chart.series:
            value = one.values[at]
            row.append("" if value is None else chart.unit.full(words, value))
            if one.lows:
                row += [chart.unit.full(words, one.lows[at]), chart.unit.full(words, one.highs[at])]
        rows.append(row)
    return "\n".join("\t".join(cell.replace("\t", " ") for cell in row) for row in rows)


class Takeaway(QObject):
    """The menu of a chart."""

    def __init__(self, card: ChartCard, words: Words) -> None:
        """Of ``card``, which owns it."""
        super().__init__(card)
        self._card = card
        self._words = words
        self.menu = QMenu(card)
        for title, deed in (
            (words.text("Copy as a picture"), self.copy_picture),
            (words.text("Copy the data"), self.copy_data),
            (words.text("Save the picture…"), self.save_picture),
            (words.text("Print…"), self.print_chart),
        ):
            self.menu.addAction(title).triggered.connect(deed)
        card.view.menu_wished.connect(self._show)
        card.view.copy_wished.connect(self.copy_data)

    def picture(self) -> QPixmap:
        """The card as it stands, twice as sharp."""
        made = QPixmap(self._card.size() * _SHARP)
        made.setDevicePixelRatio(_SHARP)
        self._card.render(made)
        return made

    def copy_picture(self) -> None:
        """Onto the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture())

    def copy_data(self) -> None:
        """The numbers of what is shown, onto the clipboard."""
        QGuiApplication.clipboard().setText(as_tsv(self._card.shown, self._words))

    def save_picture(self) -> None:
        """Ask where."""
        name = file_name(self._card.shown.title, "png")
        kinds = {"png": self._words.text("Pictures ({pattern})").format(pattern="*.png")}
        ask_where(self._card, self._words.text("Save the picture"), name, kinds, self.write)

    def write(self, path: Path) -> None:
        """Put the picture there."""
        self.picture().save(str(path), "PNG")

    def print_chart(self) -> None:
        """Ask for the printer."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._card)
        if dialog.exec():
            self.paint_on(printer)

    def paint_on(self, printer: QPrinter) -> None:
        """The card across a page."""
        picture, painter = self.picture(), QPainter(printer)
        page = painter.viewport()
        painter.drawPixmap(QRect(0, 0, page.width(), page.width() * picture.height() // picture.width()), picture)
        painter.end()

    def _show(self, where: QPoint) -> None:
        self.menu.popup(where)
