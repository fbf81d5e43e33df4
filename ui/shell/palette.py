"""Ctrl+K: one line in which a page, an action, a client, a contract, an invoice or somebody is found and gone to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.ids import name_key
from app.overview.search import Hit
from app.wording.terms import RECORDS
from ui.kit.icons import IconLabel
from ui.kit.labels import label, muted, rule
from ui.runtime.context import UiContext
from ui.runtime.intents import OpenClient, OpenContract, OpenInvoice, OpenPerson
from ui.runtime.jobs import Job, Progress
from ui.shell.found_list import Found, FoundList

_WIDTH, _TOP = 620, 72
_ROWS = 9
_VEIL = 70
_HELP = "help"
_WHEN_TYPED = {_HELP, "part"}
"""What is only listed once something is typed."""
_KINDS = {"page": mark("Page"), "part": mark("Page"), "action": mark("Action"), _HELP: mark("Help")}
_ICONS = {
    "page": "arrow-right",
    "part": "arrow-right",
    "action": "check",
    "client": "building-2",
    "contract": "file-text",
    "invoice": "receipt-text",
    "person": "circle-user-round",
    _HELP: "circle-help",
}
_ORDER = tuple(_ICONS)
_OPENS: dict[str, type[OpenClient | OpenContract | OpenInvoice | OpenPerson]] = {
    "client": OpenClient,
    "contract": OpenContract,
    "invoice": OpenInvoice,
    "person": OpenPerson,
}


class Deed(NamedTuple):
    """A page, an action of the window or a topic of Help: what it is called, and what is done."""

    kind: str
    title: str
    icon: str
    do: Callable[[], object]


class _Field(QLineEdit):
    """The line that is typed into; the keys of the list are its too."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages move in the list; Esc leaves."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS,
            Qt.Key.Key_PageUp: -_ROWS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Palette(QWidget):
    """A veil over the window with the line and what was found; a click beside it, Esc or Enter take it away."""

    def __init__(self, context: UiContext[Office], deeds: Callable[[], Iterable[Deed]], parent: QWidget) -> None:
        """``deeds`` are asked for each time it is opened."""
        super().__init__(parent)
        words = context.words
        self._context = context
        self._over = parent
        self._deeds_now = deeds
        self._deeds: Sequence[Deed] = ()
        self._hits: Sequence[Hit] = ()
        self._job: Job | None = None
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setObjectName("Palette")
        self.field = _Field()
        self.field.setObjectName("PaletteField")
        self.field.setAccessibleName(words.text("Find anything"))
        self.field.setPlaceholderText(words.text("A page, an action, a client, a contract, an invoice, a name …"))
        self.list = FoundList()
        self.list.setAccessibleName(words.text("What was found"))
        self.nothing = muted(words.text("Nothing has all these words. Try fewer of them, or only their beginnings."))
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self.nothing.hide()
        self._build()
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.go)
        self.field.stepped.connect(self._step)
        self.field.left.connect(self.leave)
        self.list.chosen.connect(self.go)
        self.hide()

    def begin(self, text: str = "") -> None:
        """Open it, with ``text`` in the line."""
        window = self.window()
        if self.isHidden():
            self._before = window.focusWidget()
        self._deeds = tuple(self._deeds_now())
        self.resize(self._over.size())
        self.field.setText(text)
        self._typed(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def go(self) -> None:
        """Go to what is marked."""
        found = self.list.current()
        if found is not None:
            self.leave()
            found.do()

    def focusNextPrevChild(self, _forward: bool) -> bool:  # ruff: ignore[boolean-type-hint-positional-argument] (Qt's)
        """Tab stays in the line: nothing under the veil is to be reached."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card leaves."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken the window."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, _VEIL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card hangs from the top, in the middle."""
        super().resizeEvent(event)
        self._fit()

    # inside

    def _build(self) -> None:
        words = self._context.words
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 6)
        top.setSpacing(10)
        top.addWidget(IconLabel("search", 18, "muted"))
        top.addWidget(self.field, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.addWidget(muted(words.text("↑ ↓ to choose, Enter to go, Esc to leave")))
        self.number = label("")
        self.number.setProperty("muted", True)
        foot.addStretch(1)
        foot.addWidget(self.number)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addWidget(rule())
        column.addLayout(foot)

    def _typed(self, text: str) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None
        self._hits = ()
        self._show()
        if not text.strip():
            return
        actor = self._context.actor

        def look(office: Office, _progress: Progress) -> Sequence[Hit]:
            return office.overview.search(actor, text)

        self._job = self._context.lanes.read.ask(self, look, self._arrived, self._failed)

    def _arrived(self, hits: Sequence[Hit]) -> None:
        self._job = None
        self._hits = hits
        self._show()

    def _failed(self, error: Exception) -> None:
        self.leave()
        self._context.lanes.desk.refused.emit(error)

    def _show(self) -> None:
        """The deeds that hold every word, and what the books gave, the best first."""
        words, typed = self._context.words, name_key(self.field.text())
        ranked: list[tuple[int, int, Found]] = []
        for deed in self._deeds:
            rank = _rank(name_key(deed.title), typed)
            if rank is not None and (typed or deed.kind not in _WHEN_TYPED):
                found = Found(deed.title, "", words.text(_KINDS[deed.kind]), deed.icon or _ICONS[deed.kind], deed.do)
                ranked.append((rank, _ORDER.index(deed.kind), found))
        for hit in self._hits:
            intent = _OPENS[hit.kind](hit.id)
            go = partial(self._context.navigator.go, intent)
            found = Found(hit.title, hit.note, words.text(RECORDS[hit.kind]), _ICONS[hit.kind], go)
            ranked.append((hit.rank, _ORDER.index(hit.kind), found))
        ranked.sort(key=itemgetter(0, 1))
        self.list.show_found([found for _rank, _order, found in ranked])
        waits = self._job is not None
        self.list.setVisible(bool(ranked))
        self.nothing.setVisible(not ranked and not waits)
        self.number.setText(words.number(len(ranked)) if typed else "")
        self._fit()
        self._tell()

    def _step(self, by: int) -> None:
        self.list.step(by)
        self._tell()

    def _tell(self) -> None:
        """A screen reader hears what is marked: the focus stays in the line."""
        found = self.list.current()
        self.field.setAccessibleDescription(found.told if found else self.nothing.text())
        QAccessible.updateAccessibility(QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged))

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_of(_ROWS))
        width = min(_WIDTH, self.width() - 40)
        self.card.setGeometry((self.width() - width) // 2, _TOP, width, self.card.sizeHint().height())


def _rank(key: str, typed: str) -> int | None:
    """How well a title answers, as ``Hit.rank``; None when a word is missing."""
    if any(word not in key for word in typed.split()):
        return None
    if key == typed:
        return 0
    if key.startswith(typed):
        return 1
    return 2 if f" {typed}" in key else 3
