"""The panel at the right: the facts of the selected row, and ways on from it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.delegates import ChipLabel
from ui.kit.icons import icon
from ui.kit.labels import label, muted, push_button, rule, tool_button
from ui.kit.related import Related, RelatedList, Small
from ui.kit.scrolling import scrolled
from ui.kit.theme import figures_font
from ui.runtime.intents import Intent

LEAST_WIDTH = 280
_ANY_HEIGHT = 16_777_215
_LEAST_HUG = 340


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what, and how it stands; ``tone`` colours it."""

    title: str
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines that belong together, under a headline (or none)."""

    title: str
    lines: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way on: what it is called and where it goes."""

    title: str
    icon: str
    intent: Intent


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done with the row: its key, what it is called, its icon."""

    key: str
    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class More:
    """What is done seldom, behind one button with its ``title``."""

    title: str
    deeds: tuple[Deed, ...]


def set_apart(words: Words, deeds: Iterable[Deed], usual: Container[str]) -> tuple[tuple[Deed, ...], More | None]:
    """The deeds with the ``usual`` keys, and all others behind a button: a panel with eight buttons reads like none."""
    every = tuple(deeds)
    seldom = tuple(deed for deed in every if deed.key not in usual)
    if len(seldom) <= 1:
        return every, None
    return tuple(deed for deed in every if deed.key in usual), More(words.text("More…"), seldom)


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything the panel says about one row."""

    title: str
    subtitle: str = ""
    chip: tuple[str, str] | None = None
    """Text and tone."""
    facts: tuple[Facts, ...] = ()
    links: tuple[Link, ...] = ()
    deeds: tuple[Deed, ...] = ()
    tools: tuple[Small, ...] = ()
    """Small buttons beside the title: what is done with the row most."""
    related: tuple[Related, ...] = ()
    """Rows that belong to it, each with what can be done with it."""
    ahead: tuple[Deed, ...] = ()
    """Deeds that stand before the facts, because they tell more of the row than the panel does."""
    more: More | None = None
    """What is done with the row seldom."""


class DetailPanel(QFrame):
    """Shows one Detail."""

    followed = Signal(object)
    """The intent of a link that was clicked."""
    deed_wished = Signal(str)
    """The key of a deed that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setObjectName("Detail")
        self.setMinimumWidth(LEAST_WIDTH)
        self.detail: Detail | None = None
        self._hugs = False
        self._links: Sequence[Link] = ()
        self._deeds: Sequence[Deed] = ()
        self._title = label("", "Section")
        self._title.setWordWrap(True)
        self._subtitle = muted("", wrap=True)
        self._chip = ChipLabel()
        self._body: QWidget | None = None
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._build()

    def hug(self, *, hugs: bool) -> None:
        """Take no more height than the facts need, because something else stands below; or take all there is."""
        self._hugs = hugs
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower panel needs more height."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        self.setMaximumHeight(self.content_height() if self._hugs else _ANY_HEIGHT)
        self.setMinimumHeight(min(self.content_height(), _LEAST_HUG) if self._hugs else 0)

    def content_height(self) -> int:
        """The height that shows everything, at the width that stands."""
        self._column.activate()
        return self._column.totalHeightForWidth(self.width())

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(0)
        head.addLayout(self._tools)
        inside = QWidget()
        inside.setObjectName("DetailBody")
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 16, 16)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._subtitle)
        column.addSpacing(8)
        column.addLayout(self._lines, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside), 1)

    def show_detail(self, detail: Detail | None) -> None:
        """Show the facts of a row; None empties the panel."""
        if detail == self.detail and detail is not None:
            return
        self.detail = detail
        self._title.setText(detail.title if detail else "")
        self._subtitle.setText(detail.subtitle if detail else "")
        self._subtitle.setVisible(bool(detail and detail.subtitle))
        self._chip.show_state(*(detail.chip if detail and detail.chip else ("", "plain")))
        self._show_tools(detail.tools if detail else ())
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = self._facts(detail) if detail else QWidget()
        self._lines.addWidget(self._body)
        self._body.show()  # or its height is not known before the next turn of the loop
        self._fit_height()

    def _show_tools(self, tools: Sequence[Small]) -> None:
        while (old := self._tools.takeAt(0)) is not None:
            button = old.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        for small in tools:
            made = tool_button(small.icon, small.title)
            made.setProperty("deed", small.key)
            made.clicked.connect(self._tool_clicked)
            self._tools.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def _tool_clicked(self) -> None:
        self.deed_wished.emit(self.sender().property("deed"))

    def _facts(self, detail: Detail) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._links, self._deeds = detail.links, (*detail.ahead, *detail.deeds)
        if detail.ahead:
            column.addLayout(self._ways(detail.ahead))
        for group in detail.facts:
            if group.title:
                column.addSpacing(8)
                heading = muted(group.title)
                heading.setProperty("field", True)
                column.addWidget(heading)
            column.addWidget(rule())
            column.addWidget(_grid(group))
        for related in detail.related:
            rows = RelatedList(related)
            rows.wished.connect(self.deed_wished)
            column.addSpacing(8)
            column.addWidget(rows)
        if detail.links or detail.deeds or detail.more:
            column.addWidget(rule())
            column.addLayout(self._ways(detail.deeds, detail.more, detail.links))
        column.addStretch(1)
        return body

    def _ways(self, deeds: Sequence[Deed], more: More | None = None, links: Sequence[Link] = ()) -> QVBoxLayout:
        ways = QVBoxLayout()
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(0)
        buttons = [self._way(deed) for deed in deeds]
        buttons += [] if more is None else [self._more(more)]
        for button in (*buttons, *(self._way(link) for link in links)):
            ways.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return ways

    def _way(self, way: Deed | Link) -> QPushButton:
        return push_button(way.title, self._clicked, way.icon, link=True)

    def _more(self, more: More) -> QPushButton:
        """A button that opens a menu of the other deeds; the arrow keys go through them."""
        button = push_button(more.title, self._open_more, "ellipsis", link=True)
        menu = QMenu(button)
        menu.setAccessibleName(more.title)
        for deed in more.deeds:
            action = menu.addAction(icon(deed.icon), deed.title)
            action.triggered.connect(partial(self.deed_wished.emit, deed.key))
        return button

    def _open_more(self) -> None:
        button = self.sender()
        menu = button.findChild(QMenu)
        if isinstance(button, QPushButton) and menu is not None:
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
            menu.setActiveAction(menu.actions()[0])

    def _clicked(self) -> None:
        sender = self.sender()
        name = sender.accessibleName() if isinstance(sender, QWidget) else ""
        for link in self._links:
            if link.title == name:
                self.followed.emit(link.intent)
                return
        for deed in self._deeds:
            if deed.title == name:
                self.deed_wished.emit(deed.key)
                return


def _grid(group: Facts) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 2, 0, 2)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for at, fact in enumerate(group.lines):
        title = muted(fact.title)
        value = label(fact.value)
        value.setWordWrap(True)
        value.setFont(figures_font())
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        value.setProperty("tone", fact.tone)
        grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, at, 1)
    return made
