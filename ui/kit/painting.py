"""What is painted by hand, alike wherever it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.kit.theme import tokens


def write(painter: QPainter, room: QRect, text: str, font: QFont, role: str) -> None:
    """One line of text at the left of ``room``, elided where it is too long."""
    painter.setFont(font)
    painter.setPen(tokens().color(role))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
