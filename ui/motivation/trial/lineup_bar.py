"""The schemes that are tried, in their colours: one of them is looked at; more come from a menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QWidget

from app.i18n.words import Words
from app.motivation.simulation import MONTHS
from app.motivation.trial import MOST_CANDIDATES
from ui.kit.chart_model import Form
from ui.kit.chart_paint import paint_swatch
from ui.kit.labels import push_button, tool_button
from ui.kit.painted_button import PaintedButton
from ui.kit.painting import write
from ui.kit.theme import TEXT_PX, text_font, tokens
from ui.motivation.trial.lineup import AS_NOW, Entrant, Offer, addable

_HEIGHT, _WIDEST, _LEAST, _SWATCH = 32, 260, 84, 12


class EntrantButton(PaintedButton):
    """A scheme with its colour; checked while it is looked at."""

    def __init__(self, name: str, place: int, said: str) -> None:
        """``place`` is what its colour goes by."""
        super().__init__(name, said, _HEIGHT)
        self.setCheckable(True)
        self.setToolTip(name)
        self.setMaximumWidth(_WIDEST)
        self._name, self._place = name, place

    def minimumSizeHint(self) -> QSize:
        """Four of them fit side by side."""
        return QSize(_LEAST, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk along the schemes."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        bar = self.parentWidget()
        if step is None or not isinstance(bar, LineupBar):
            super().keyPressEvent(event)
            return
        at = min(max(bar.buttons.index(self) + step, 0), len(bar.buttons) - 1)
        bar.buttons[at].setFocus()

    def paint_frame(self, painter: QPainter) -> None:
        """A card; tinted while it is looked at."""
        super().paint_frame(painter)
        if self.isChecked():
            theme = tokens()
            painter.setBrush(theme.color("selection"))
            painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "accent"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def paint_inside(self, painter: QPainter) -> None:
        """Swatch and name."""
        box = QRect(10, (self.height() - _SWATCH) // 2, _SWATCH, _SWATCH)
        paint_swatch(painter, box, self._place, Form.GROUPED)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium
        room = self.rect().adjusted(box.right() + 8, 0, -8, 0)
        write(painter, room, self._name, text_font(TEXT_PX, weight), "text")


class LineupBar(QWidget):
    """Says what is wished for; who stands in it is told by ``show_lineup``."""

    focused = Signal(int)
    """The id of the entrant to look at."""
    added = Signal(object)
    """An Offer."""
    removed = Signal(int)
    months_wished = Signal(int)

    def __init__(self, words: Words) -> None:
        """Empty."""
        super().__init__()
        self._words = words
        self._shown: tuple[Entrant, ...] = ()
        self.buttons: list[EntrantButton] = []
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        self.add = push_button(words.text("Add a scheme"), self._open_menu, "plus")
        self.add.setToolTip(words.text("Up to four stand side by side."))
        self.remove = tool_button("x", words.text("Take the scheme that is looked at out of the comparison"))
        self.remove.clicked.connect(self._remove)
        self.months = QComboBox()
        self.months.setAccessibleName(words.text("How far back"))
        for count in MONTHS:
            self.months.addItem(words.plural("{n} month", "{n} months", count), count)
        self.months.activated.connect(self._months_chosen)
        self.menu = QMenu(self)
        self._focus_id = 0
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addLayout(self._places, 1)
        line.addStretch(0)
        for part in (self.remove, self.add, self.months):
            line.addWidget(part)

    def show_lineup(self, entrants: Sequence[Entrant], focus: int) -> None:
        """Who stands side by side, and the place of the one that is looked at."""
        entrants = tuple(entrants)
        self._focus_id = entrants[focus].id if entrants else 0
        if entrants != self._shown:
            self._build(entrants)
        for entrant, button in zip(entrants, self.buttons, strict=True):
            button.setChecked(entrant.id == self._focus_id)
        self.add.setEnabled(len(entrants) < MOST_CANDIDATES)
        self.remove.setEnabled(len(entrants) > 1)

    def offer(self, entrants: Sequence[Entrant], found: Sequence[Offer]) -> None:
        """What the menu has beside those who stand, under its headlines."""
        self.menu.clear()
        headline, inside = "", self.menu
        for one in addable(entrants, found):
            if one.group != headline:
                headline = one.group
                inside = self.menu if headline == AS_NOW else self.menu.addMenu(self._words.text(headline))
            inside.addAction(one.name).triggered.connect(partial(self._chosen, one))

    def _build(self, entrants: tuple[Entrant, ...]) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self._shown, self.buttons = entrants, []
        said = self._words.text("a scheme that is tried")
        for place, entrant in enumerate(entrants):
            button = EntrantButton(entrant.name, place, said)
            button.clicked.connect(partial(self._wished, entrant.id))
            self._places.addWidget(button, 1)
            button.setParent(self)
            button.show()
            self.buttons.append(button)
        if had_focus:
            self.buttons[0].setFocus()

    def _wished(self, entrant_id: int, _checked: bool = False) -> None:  # ruff: ignore[boolean-type-hint-positional-argument, boolean-default-value-positional-argument] (a signal's)
        self.focused.emit(entrant_id)

    def _chosen(self, offer: Offer, _checked: bool = False) -> None:  # ruff: ignore[boolean-type-hint-positional-argument, boolean-default-value-positional-argument] (a signal's)
        self.added.emit(offer)

    def _remove(self) -> None:
        self.removed.emit(self._focus_id)

    def _months_chosen(self) -> None:
        self.months_wished.emit(self.months.currentData())

    def _open_menu(self) -> None:
        self.menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))
