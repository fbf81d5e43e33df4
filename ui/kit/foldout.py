"""A line with an amount that opens: a click, Space or Enter shows the sentence behind it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.icons import icon
from ui.kit.labels import muted
from ui.kit.theme import LABEL_PX, figures_font, text_font, tokens

_CHEVRON_PX, _GAP, _EDGE = 14, 6, 4
_LEAST_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Opening:
    """What the line says: a headline, a second line, the amount at the right; and what opening it tells."""

    title: str
    note: str
    amount: str
    sentence: str
    negative: bool = False


class _Head(QAbstractButton):
    """The line itself."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{opening.title}, {opening.note}: {opening.amount}")

    def sizeHint(self) -> QSize:
        """Two lines high."""
        title, note = QFontMetrics(text_font()), QFontMetrics(text_font(LABEL_PX))
        return QSize(_LEAST_WIDTH, title.height() + note.height() + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """It may become narrow: what does not fit is told as a tip."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What had to be elided is told as a tip."""
        super().resizeEvent(event)
        opening = self._opening
        short = (self._fitted(opening.title, text_font()), self._fitted(opening.note, text_font(LABEL_PX)))
        self.setToolTip("" if short == (opening.title, opening.note) else f"{opening.title}\n{opening.note}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Chevron, texts, amount; a ring where the focus is."""
        theme, opening = tokens(), self._opening
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface2"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        turned = "chevron-down" if self.isChecked() else "chevron-right"
        box = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        title_height = QFontMetrics(text_font()).height()
        top = box.top() + (title_height - _CHEVRON_PX) // 2
        icon(turned).paint(painter, QRect(box.left(), top, _CHEVRON_PX, _CHEVRON_PX))
        top_right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.setFont(_amount_font())
        painter.setPen(theme.color("bad" if opening.negative else "text"))
        painter.drawText(box, top_right, opening.amount)
        texts = box.adjusted(_CHEVRON_PX + _GAP, 0, 0, 0)
        self._line(painter, texts, opening.title, text_font(), "text")
        self._line(painter, texts.adjusted(0, title_height, 0, 0), opening.note, text_font(LABEL_PX), "muted")

    def _line(self, painter: QPainter, box: QRect, text: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(tokens().color(role))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._fitted(text, font))

    def _fitted(self, text: str, font: QFont) -> str:
        amount = QFontMetrics(_amount_font()).horizontalAdvance(self._opening.amount)
        room = self.width() - 2 * _EDGE - _CHEVRON_PX - 2 * _GAP - amount
        return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


class Foldout(QWidget):
    """One line, closed at first."""

    def __init__(self, opening: Opening) -> None:
        """Show ``opening``."""
        super().__init__()
        self.opening = opening
        self.head = _Head(opening)
        self.setFocusProxy(self.head)
        self.sentence = muted(opening.sentence, wrap=True)
        self.sentence.setContentsMargins(_EDGE + _CHEVRON_PX + _GAP, 0, _EDGE, 4)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.sentence)
        self.head.toggled.connect(self._toggled)

    def _toggled(self) -> None:
        opened = self.head.isChecked()
        self.sentence.setVisible(opened)
        self.head.setAccessibleDescription(self.opening.sentence if opened else "")


def _amount_font() -> QFont:
    return figures_font(weight=QFont.Weight.DemiBold)
