"""The first rows of a sheet, and above each column the choice of the field that it gives."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.importing.drafting import TableDraft
from app.importing.fields import FIELDS
from app.sheets.sheet import column_letter
from app.wording.imports import field_title
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, TEXT_PX, text_font, tokens

MOST_COLUMNS = 60
"""More than anybody maps by hand; those after them can be given in a mapping file."""
_ROWS = 6
_ROW, _HEAD = 28, 30
_LEAST, _MOST = 136, 260
_PAD = 10
_ARROW_PX = 58


class Choice(QComboBox):
    """A choice in a place that is scrolled: the wheel passes by, so that nothing is changed by scrolling over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to whatever scrolls."""
        event.ignore()


class _Cells(QWidget):
    """Name and first cells of a column, painted: a hundred labels would be slow."""

    def __init__(self, name: str, cells: Sequence[str]) -> None:
        super().__init__()
        self.name, self.cells, self.used = name, tuple(cells), True
        self.setFixedHeight(_HEAD + _ROWS * _ROW)
        self.setAccessibleName(f"{name}: {', '.join(cell for cell in cells if cell)}")
        self._fonts = text_font(LABEL_PX, QFont.Weight.DemiBold), text_font(TEXT_PX)

    def width_wanted(self) -> int:
        """What the longest text needs, within reason."""
        head = QFontMetrics(self._fonts[0]).horizontalAdvance(self.name)
        rows = max((QFontMetrics(self._fonts[1]).horizontalAdvance(cell[:80]) for cell in self.cells), default=0)
        return max(head, rows) + 2 * _PAD

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The head, then the rows, with thin lines between."""
        theme, painter = tokens(), QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), _HEAD), theme.color("surface2"))
        painter.setPen(theme.color("border"))
        for at in range(_ROWS + 1):
            painter.drawLine(0, _HEAD + at * _ROW - 1, self.width(), _HEAD + at * _ROW - 1)
        room = self.width() - 2 * _PAD
        write(painter, QRect(_PAD, 0, room, _HEAD), self.name, self._fonts[0], "muted")
        role = "text" if self.used else "muted"
        for at, cell in enumerate(self.cells):
            write(painter, QRect(_PAD, _HEAD + at * _ROW, room, _ROW), cell, self._fonts[1], role)


class _Column(QWidget):
    """One column: the choice, its name, its first cells."""

    chosen = Signal(int, str)

    def __init__(self, draft: TableDraft, at: int, words: Words) -> None:
        super().__init__()
        self.at = at
        name = (draft.header[at] if draft.header_row else "") or column_letter(at)
        self.field = Choice()
        self.field.setAccessibleName(words.text("What the column «{column}» is").format(column=name))
        self.field.addItem(words.text("not taken"), "")
        for one in FIELDS[draft.kind] if draft.kind else ():
            title = field_title(words, draft.kind.value if draft.kind else "", one.name)
            self.field.addItem(f"{title} *" if one.required else title, str(one.name))
        cells = [row.cells[at] if at < len(row.cells) else None for row in draft.records[:_ROWS]]
        self.cells = _Cells(name, ["" if cell is None else str(cell) for cell in cells])
        above = QHBoxLayout()
        above.setContentsMargins(4, 4, 4, 4)
        above.addWidget(self.field)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(above)
        lines.addWidget(self.cells)
        self.field.activated.connect(self._activated)

    def show_field(self, name: str) -> None:
        """Show what it gives."""
        self.field.setCurrentIndex(max(0, self.field.findData(name)))
        self.field.setToolTip(self.field.currentText())
        self.cells.used = bool(name)
        self.cells.update()
        chosen = self.field.fontMetrics().horizontalAdvance(self.field.currentText()) + _ARROW_PX
        self.setFixedWidth(max(_LEAST, chosen, min(self.cells.width_wanted(), _MOST)))

    def _activated(self, _at: int) -> None:
        self.chosen.emit(self.at, self.field.currentData())


class _Area(QScrollArea):
    """Scrolled sideways, as high as its columns and the bar under them."""

    def sizeHint(self) -> QSize:
        inside = self.widget()
        height = inside.sizeHint().height() if inside is not None else 0
        return QSize(400, height + self.horizontalScrollBar().sizeHint().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


class Preview(QFrame):
    """All columns of a sheet side by side."""

    chosen = Signal(int, str)
    """A column (from 0) gives this field now; empty: none."""

    def __init__(self, draft: TableDraft, words: Words) -> None:
        """Of a sheet that has a kind."""
        super().__init__()
        self.setObjectName("TableCard")
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.columns = tuple(_Column(draft, at, words) for at in range(min(draft.width, MOST_COLUMNS)))
        for column in self.columns:
            column.chosen.connect(self.chosen)
            line.addWidget(column)
        line.addStretch(1)
        area = _Area()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(1, 1, 1, 1)
        lines.addWidget(area)
        self.show_fields(draft)

    def show_fields(self, draft: TableDraft) -> None:
        """Show what each column gives now."""
        for column in self.columns:
            column.show_field(str(draft.fields.get(column.at, "")))
