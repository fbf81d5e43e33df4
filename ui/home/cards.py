"""The cards of the first page, painted as a whole: one widget each, so that the page stands at once."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent

from ui.kit.icons import icon
from ui.kit.painted_button import RADIUS, PaintedButton
from ui.kit.painting import write
from ui.kit.theme import FIGURE_PX, LABEL_PX, TEXT_PX, figures_font, text_font, tokens

_SIDE = 14
_GAP = 12
_TILE = 40
_ICON = 20
_CHEVRON = 16
_LINE = 18


class ToDoCard(PaintedButton):
    """An icon on its tile, what is to be done and how much of it."""

    def __init__(self, title: str, note: str, number: str, icon_name: str, tone: str) -> None:
        """``number`` may be empty; ``tone`` colours the tile."""
        super().__init__(f"{title}: {number}" if number else title, note, 68)
        self._title, self._note, self._number, self._tone = title, note, number, tone
        self._icon = icon(icon_name, tone)
        self._chevron = icon("chevron-right", "faint")
        self._fonts = (
            text_font(TEXT_PX, QFont.Weight.DemiBold),
            text_font(LABEL_PX),
            figures_font(FIGURE_PX, QFont.Weight.DemiBold),
        )

    @property
    def said(self) -> tuple[str, str, str]:
        """Title, number and note."""
        return self._title, self._number, self._note

    def paint_inside(self, painter: QPainter) -> None:
        """Tile, two lines, number, chevron."""
        middle, theme = self.height() // 2, tokens()
        tile = QRect(_SIDE, middle - _TILE // 2, _TILE, _TILE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._tone}_bg"))
        painter.drawRoundedRect(QRectF(tile), RADIUS, RADIUS)
        self._icon.paint(painter, tile.adjusted(10, 10, -10, -10))
        bold, small, large = self._fonts
        right = self.width() - _SIDE - _CHEVRON
        self._chevron.paint(painter, QRect(right, middle - _CHEVRON // 2, _CHEVRON, _CHEVRON))
        wide = QFontMetrics(large).horizontalAdvance(self._number)
        number = QRect(right - 8 - wide, middle - 14, wide + 1, 28)
        write(painter, number, self._number, large, "text")
        left = tile.right() + _GAP
        room = number.left() - _GAP - left
        write(painter, QRect(left, middle - _LINE - 1, room, _LINE), self._title, bold, "text")
        write(painter, QRect(left, middle + 1, room, _LINE), self._note, small, "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is elided is told as a tip."""
        super().resizeEvent(event)
        room = self.width() - 2 * _SIDE - _TILE - 2 * _GAP - _CHEVRON - 8
        room -= QFontMetrics(self._fonts[2]).horizontalAdvance(self._number)
        full = QFontMetrics(self._fonts[1]).horizontalAdvance(self._note) <= room
        self.setToolTip("" if full else self._note)


class DutyRow(PaintedButton):
    """A task: about whom, what, whose it is, by when."""

    def __init__(self, client: str, note: str, person: str, due: str, *, late: bool) -> None:
        """``late`` tasks have their day in red."""
        super().__init__(client, ", ".join(part for part in (note, person, due) if part), 52)
        self._texts = (client, note, person, due)
        self._late = late
        self._fonts = (text_font(TEXT_PX, QFont.Weight.Medium), text_font(LABEL_PX), figures_font(LABEL_PX))
        self.setToolTip(note)

    @property
    def said(self) -> tuple[str, str, str, str]:
        """Client, note, person and day."""
        return self._texts

    def paint_frame(self, painter: QPainter) -> None:
        """A row of the card that holds it."""
        if self._hovered or self.isDown():
            painter.fillRect(self.rect(), tokens().color("surface2"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens().color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def paint_inside(self, painter: QPainter) -> None:
        """Two lines at the left, person and day at the right."""
        client, note, person, due = self._texts
        medium, small, figures = self._fonts
        middle = self.height() // 2
        day_wide = 84
        person_wide = min(220, self.width() // 4)
        right = self.width() - 8
        write(
            painter, QRect(right - day_wide, middle - 9, day_wide, 18), due, figures, "bad" if self._late else "muted"
        )
        write(
            painter, QRect(right - day_wide - person_wide - _GAP, middle - 9, person_wide, 18), person, small, "muted"
        )
        room = right - day_wide - person_wide - 2 * _GAP - _SIDE
        write(painter, QRect(_SIDE, middle - _LINE, room, _LINE), client, medium, "text")
        write(painter, QRect(_SIDE, middle, room, _LINE), note, small, "muted")
