"""Choices as cards: a mark, a title, and under it in plain words what the choice means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QGridLayout, QRadioButton, QSizePolicy, QWidget

from ui.kit.icons import icon
from ui.kit.theme import LABEL_PX, TEXT_PX, text_font, tokens

_EDGE, _MARK, _GAP, _BETWEEN, _RADIUS = 12, 16, 10, 2, 8
_LEAST_WIDTH = 180
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its id, how it is called, what it means, and a word at its right."""

    id: Any
    title: str
    idea: str = ""
    note: str = ""


class _Card:
    """How both kinds of cards look: mixed into a round and a square mark."""

    option: Option

    def begin(self: Any, option: Option) -> None:
        self.option = option
        self.setAccessibleName(option.title)
        self.setAccessibleDescription(f"{option.idea} {option.note}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title, idea = self._heights(width)
        return 2 * _EDGE + title + (_BETWEEN + idea if idea else 0)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self: Any) -> QSize:
        width = max(self.width(), _LEAST_WIDTH)
        return QSize(_LEAST_WIDTH, self.heightForWidth(width))

    def hitButton(self: Any, place: QPoint) -> bool:
        return bool(self.rect().contains(place))

    def keyPressEvent(self: Any, event: QKeyEvent) -> None:
        chosen = isinstance(self, QRadioButton) and self.isChecked()  # Enter goes on to what the dialog does
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not chosen and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)  # type: ignore[misc]

    def paintEvent(self: Any, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        ground = "accent_soft" if chosen else "surface2" if self.underMouse() else "surface"
        painter.setBrush(theme.color(ground))
        ring = "focus" if focused else "accent" if chosen else "border"
        painter.setPen(QPen(theme.color(ring), 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        self._paint_mark(painter)
        box = self._text_box(self.width())
        painter.setPen(theme.color("text"))
        painter.setFont(_title_font())
        title, _idea = self._heights(self.width())
        painter.drawText(box, _WRAPPED, self.option.title)
        painter.setFont(text_font(LABEL_PX))
        painter.setPen(theme.color("muted"))
        if self.option.note:
            painter.drawText(
                box.adjusted(0, 1, self._note_room(), 0), int(Qt.AlignmentFlag.AlignRight), self.option.note
            )
        under = QRect(box.left(), _EDGE + title + _BETWEEN, self.width() - box.left() - _EDGE, self.height())
        painter.drawText(under, _WRAPPED, self.option.idea)

    def _paint_mark(self: Any, painter: QPainter) -> None:
        theme, chosen = tokens(), self.isChecked()
        mark = QRectF(_EDGE, _EDGE + 1, _MARK, _MARK)
        painter.setPen(QPen(theme.color("accent" if chosen else "border_input"), 1))
        if isinstance(self, QRadioButton):
            painter.setBrush(theme.color("accent" if chosen else "surface"))
            painter.drawEllipse(mark)
            if chosen:
                painter.setBrush(theme.color("surface"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(mark.adjusted(5, 5, -5, -5))
            return
        painter.setBrush(theme.color("accent" if chosen else "surface"))
        painter.drawRoundedRect(mark, 4, 4)
        if chosen:
            icon("check", "accent_text").paint(painter, mark.toRect().adjusted(2, 2, -2, -2))

    def _heights(self, width: int) -> tuple[int, int]:
        box = self._text_box(width)
        title = QFontMetrics(_title_font()).boundingRect(box, _WRAPPED, self.option.title).height()
        if not self.option.idea:
            return title, 0
        whole = box.adjusted(0, 0, self._note_room(), 0)
        return title, QFontMetrics(text_font(LABEL_PX)).boundingRect(whole, _WRAPPED, self.option.idea).height()

    def _text_box(self, width: int) -> QRect:
        left = _EDGE + _MARK + _GAP
        return QRect(left, _EDGE, max(width - left - _EDGE - self._note_room(), 1), 10_000)

    def _note_room(self) -> int:
        note = self.option.note
        return QFontMetrics(text_font(LABEL_PX)).horizontalAdvance(note) + _GAP if note else 0


class _RoundCard(_Card, QRadioButton):
    """One of several."""


class _SquareCard(_Card, QCheckBox):
    """Any of several."""


class ChoiceCards(QWidget):
    """Shows what it is told is chosen, and says what somebody chooses; arrows walk along the cards."""

    chosen = Signal(object)
    """The ids that are chosen now (a frozenset), by somebody's hand."""

    def __init__(self, options: Sequence[Option], name: str, *, many: bool = False, columns: int = 1) -> None:
        """``name`` is what a screen reader calls the group; ``many``: any number of them, not one."""
        super().__init__()
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.cards: dict[Any, QAbstractButton] = {}
        for at, option in enumerate(options):
            card = _SquareCard(self) if many else _RoundCard(self)
            card.begin(option)
            self.cards[option.id] = card
            grid.addWidget(card, at // columns, at % columns)
            card.toggled.connect(card.update)
            card.clicked.connect(self._clicked)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    @property
    def ids(self) -> frozenset[Any]:
        """What is chosen."""
        return frozenset(known for known, card in self.cards.items() if card.isChecked())

    def show_chosen(self, ids: Collection[Any]) -> None:
        """Choose these and no others."""
        for known, card in self.cards.items():
            exclusive = card.autoExclusive()
            card.setAutoExclusive(False)  # or the last of a group could not be let go
            card.setChecked(known in ids)
            card.setAutoExclusive(exclusive)

    def take_focus(self) -> None:
        """Into the chosen card, else the first."""
        chosen = next((card for card in self.cards.values() if card.isChecked()), None)
        target = chosen or next(iter(self.cards.values()), None)
        if target is not None:
            target.setFocus()

    def _clicked(self) -> None:
        self.chosen.emit(self.ids)


def _title_font() -> QFont:
    return text_font(TEXT_PX, QFont.Weight.DemiBold)
