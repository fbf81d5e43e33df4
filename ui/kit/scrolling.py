"""What is too high for its place: scrolled upright, never sideways, without a frame or a stop of the Tab key."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(inside: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """``inside`` as wide as the area, and as high as it needs to be."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for ground in (inside, area.viewport()):
        ground.setAutoFillBackground(False)  # the area lies on a page, a panel or a dialog, and takes its colour
    return area


def bring_up(widget: QWidget) -> None:
    """Scroll the area that ``widget`` lies in to its upper edge, as soon as what is new there has its place."""

    def scroll() -> None:
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None:
            area.verticalScrollBar().setValue(widget.mapTo(inside, widget.rect().topLeft()).y())

    QTimer.singleShot(0, widget, scroll)
