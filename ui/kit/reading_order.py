"""The Tab key goes as one reads: through the layouts from the top left, whatever was built first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QTableView, QWidget


def tab_as_read(root: QWidget) -> None:
    """Put what can have the focus within ``root`` into the order of its layouts."""
    for before, after in pairwise(list(_stops(root))):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None:
        return
    if isinstance(widget, QTableView) and widget.horizontalHeader().focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget.horizontalHeader()
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
    elif isinstance(widget, QSplitter):
        for at in range(widget.count()):
            yield from _stops(widget.widget(at))
    elif widget.layout() is not None:
        yield from _stops_of(widget.layout())
    elif widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        yield from _placed_by_hand(widget)


def _placed_by_hand(widget: QWidget) -> Iterator[QWidget]:
    """What stands in no layout, such as the names of a legend: line by line."""
    inside = [one for one in widget.children() if isinstance(one, QWidget)]
    for one in sorted(inside, key=lambda child: (child.y(), child.x())):
        yield from _stops(one)


def _stops_of(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        grid = layout
        places.sort(key=lambda at: tuple(grid.getItemPosition(at))[:2])  # type: ignore[arg-type,unused-ignore]
    for at in places:
        item = layout.itemAt(at)
        if item is not None:
            yield from _stops_of(item.layout())
            yield from _stops(item.widget())
