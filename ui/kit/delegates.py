"""How special cells are painted: states as tinted chips."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.rows_model import TONE_ROLE
from ui.kit.theme import LABEL_PX, text_font, tokens

CHIP_HEIGHT = 21
_PADDING = 9


def paint_chip(painter: QPainter, box: QRectF, text: str, tone: str) -> None:
    """A chip at the left of ``box``, no wider than it."""
    theme = tokens()
    font = text_font(LABEL_PX, QFont.Weight.Medium)
    metrics = QFontMetrics(font)
    width = min(metrics.horizontalAdvance(text) + 2.0 * _PADDING, box.width())
    chip = QRectF(box.left(), box.center().y() - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.color(f"{tone}_bg")))
    painter.drawRoundedRect(chip, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - _PADDING)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, elided)
    painter.restore()


class ChipDelegate(QStyledItemDelegate):
    """Paints a state as a chip."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row's background, then the chip."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        box = QRectF(cell.rect).adjusted(8, 0, -6, 0)
        paint_chip(painter, box, text, index.data(TONE_ROLE) or "plain")


class ChipLabel(QLabel):
    """A chip that stands by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty chip takes no room."""
        super().__init__(parent)
        self._tone = "plain"
        self.setFont(text_font(LABEL_PX, QFont.Weight.Medium))

    def show_state(self, text: str, tone: str) -> None:
        """Show ``text`` in ``tone``."""
        self._tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The chip's own size."""
        if not self.text():
            return QSize(0, CHIP_HEIGHT)
        metrics = QFontMetrics(text_font(LABEL_PX, QFont.Weight.Medium))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _PADDING + 2, CHIP_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """As the hint: a chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        """Paint the chip instead of plain text."""
        if self.text():
            paint_chip(QPainter(self), QRectF(self.rect()), self.text(), self._tone)
