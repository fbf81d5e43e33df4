"""Taking a chart along: as a picture, as data, on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QMenu

from app.i18n.words import Words
from app.paths import file_name
from ui.kit.chart_paper import Sheet, draw, picture_size
from ui.kit.chart_words import as_tsv
from ui.kit.save_dialog import ask_where

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.kit.chart import ChartCard

_SHARP = 2
"""Pixels of a picture for one on screen."""


class Takeaway(QObject):
    """The menu of a chart: at the right button, at the keys' menu key, at «…»."""

    def __init__(self, card: ChartCard, words: Words) -> None:
        """Of ``card``, which owns it."""
        super().__init__(card)
        self._card = card
        self._words = words
        self.menu = QMenu(card)
        copy, to_paper = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Print
        for title, deed, key in (
            (words.text("Copy as a picture"), self.copy_picture, None),
            (words.text("Copy the data"), self.copy_data, copy),
            (words.text("Save the picture…"), self.save_picture, None),
            (words.text("Print…"), self.print_chart, to_paper),
        ):
            told = f"\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}" if key else ""
            self.menu.addAction(title + told).triggered.connect(deed)
        card.view.menu_wished.connect(self._show)
        card.view.copy_wished.connect(self.copy_data)
        card.view.print_wished.connect(self.print_chart)
        card.more.clicked.connect(self._show_under)

    @property
    def _sheet(self) -> Sheet:
        return Sheet(self._card.shown, self._card.places, self._card.view.size(), self._words)

    def picture(self) -> QPixmap:
        """The whole of it, twice as sharp as on screen."""
        sheet = self._sheet
        made = QPixmap(picture_size(sheet) * _SHARP)
        made.setDevicePixelRatio(_SHARP)
        painter = QPainter(made)
        draw(painter, sheet)
        painter.end()
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
        """Put the picture there, and say so."""
        if self.picture().save(str(path), "PNG"):
            self._card.banner.say(self._words.text("The picture is saved: {path}").format(path=path), "good")
        else:
            refused = self._words.text("The picture cannot be saved: {path}. Choose another folder.").format(path=path)
            self._card.banner.say(refused)

    def print_chart(self) -> None:
        """Ask for the printer."""
        from PySide6.QtGui import QPageLayout
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        size = picture_size(self._sheet)
        wide = size.width() > size.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        dialog = QPrintDialog(printer, self._card)
        dialog.accepted.connect(partial(self.paint_on, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def paint_on(self, printer: QPrinter) -> None:
        """The whole of it on one page, as large as it fits."""
        sheet, painter = self._sheet, QPainter()
        if not painter.begin(printer):
            self._card.banner.say(self._words.text("The printer does not take the chart. Choose another one."))
            return
        page, size = painter.viewport(), picture_size(sheet)
        factor = min(page.width() / size.width(), page.height() / size.height())
        painter.scale(factor, factor)
        draw(painter, sheet)
        painter.end()

    def _show(self, where: QPoint) -> None:
        self.menu.popup(where)

    def _show_under(self) -> None:
        more = self._card.more
        self.menu.popup(more.mapToGlobal(more.rect().bottomLeft()))
