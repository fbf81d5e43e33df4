"""Cells of two lines: a sentence and what is to be said with it, after an icon on a tinted disc where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.icons import icon
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, TEXT_PX, text_font, tokens

TWO_LINES_PX = 56
"""The height of a row: two lines."""
_DISC, _ICON, _SIDE, _GAP = 30, 16, 10, 12
_FIRST_LINE, _SECOND_LINE = 20, 18


class Sign(NamedTuple):
    """An icon and its tone."""

    icon: str
    tone: str


class TwoLinesDelegate(QStyledItemDelegate):
    """The cell's text is the sentence and, after a line break, the note."""

    def __init__(self, parent: QWidget, sign_of: Callable[[int], Sign] | None = None) -> None:
        """``sign_of`` gives the icon of a row on screen."""
        super().__init__(parent)
        self._sign_of = sign_of

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row's background, the disc, the lines."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        box = cell.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._sign_of is not None:
            self._paint_sign(painter, box, self._sign_of(index.row()))
            box.setLeft(box.left() + _DISC + _GAP)
        sentence, _, note = str(index.data()).partition("\n")  # the style has written the break as a separator
        self._paint_lines(painter, box, sentence, note)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as every row."""
        return QSize(super().sizeHint(option, index).width(), TWO_LINES_PX)

    def _paint_sign(self, painter: QPainter, box: QRect, sign: Sign) -> None:
        disc = QRectF(box.left(), box.center().y() - _DISC / 2 + 0.5, _DISC, _DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color(f"{sign.tone}_bg"))
        painter.drawEllipse(disc)
        inside = QRect(0, 0, _ICON, _ICON)
        inside.moveCenter(disc.center().toPoint())
        icon(sign.icon, sign.tone).paint(painter, inside)

    def _paint_lines(self, painter: QPainter, room: QRect, sentence: str, note: str) -> None:
        """A sentence without a note may take both lines."""
        font, second = text_font(TEXT_PX), text_font(LABEL_PX)
        parts = (sentence, note) if note else _broken(sentence, room.width())
        height = _FIRST_LINE + _SECOND_LINE if parts[1] else _FIRST_LINE
        first = QRect(room.left(), room.center().y() - height // 2 + 1, room.width(), _FIRST_LINE)
        write(painter, first, parts[0], font, "text")
        below = QRect(first.left(), first.bottom() + 1, room.width(), _SECOND_LINE)
        write(painter, below, parts[1], second if note else font, "muted" if note else "text")


def _broken(sentence: str, width: int) -> tuple[str, str]:
    """The part of a sentence that fits a line, and what goes on below."""
    layout = QTextLayout(sentence, text_font(TEXT_PX))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    end = line.textLength()
    layout.endLayout()
    return sentence[:end].rstrip(), sentence[end:].strip()
