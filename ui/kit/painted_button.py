"""A button that is painted by hand, and behaves as every other one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.kit.labels import pressed_by_enter
from ui.kit.theme import tokens

RADIUS = 8


class PaintedButton(QAbstractButton):
    """A button that paints itself: frame, hover and focus are here, the inside is the heir's."""

    def __init__(self, name: str, description: str, height: int) -> None:
        """``name`` and ``description`` are what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._hovered = False

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        """It may become narrow: texts are elided, and told as a tip."""
        return QSize(160, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame, then the inside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        self.paint_inside(painter)

    def paint_frame(self, painter: QPainter) -> None:
        """A card of its own."""
        theme = tokens()
        painter.setBrush(theme.color("surface2" if self._hovered or self.isDown() else "surface"))
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focused else "border"), 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def paint_inside(self, painter: QPainter) -> None:
        """What the card says."""
