"""The window of Help: topics and a search at the left, the text at the right, back and on by keys."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n.words import Words
from ui.kit.icons import icon
from ui.kit.labels import muted, tool_button
from ui.kit.theme import tokens
from ui.shell.help.desk import FIRST
from ui.shell.help.document import write
from ui.shell.help.topics import GROUPS, only_to, topics

SMALLEST = (680, 440)
_LIST_WIDTH = 268
_KEY = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _SearchLine(QLineEdit):
    """What is looked for; the arrows are the list's."""

    def __init__(self, step: Callable[[int], None]) -> None:
        super().__init__()
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose a topic."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._step(step)


class HelpWindow(QWidget):
    """A window of its own, and no child of the program's: a dialog that waits for an answer must not shut it off."""

    page_wished = Signal(str)
    """A link to a page was followed: ``page`` or ``page/part``."""

    def __init__(self) -> None:
        """Silent until ``speak``."""
        super().__init__()
        self.setObjectName("Help")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setMinimumSize(*SMALLEST)
        self.topic = FIRST
        self._words = Words.of("en")
        self._places: frozenset[str] = frozenset()
        self._visited: list[str] = []
        self._at = -1
        self.search = _SearchLine(self._step)
        self.search.setObjectName("Search")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setObjectName("HelpList")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = muted("", wrap=True)
        self.back = tool_button("arrow-left", "")
        self.on = tool_button("arrow-right", "")
        self.text = QTextBrowser()
        self.text.setObjectName("HelpText")
        self.text.setOpenLinks(False)
        self._build()
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(self._read)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._read)
        self.text.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)
        for keys, act in (
            (QKeySequence("Alt+Left"), self.go_back),
            (QKeySequence("Alt+Right"), self.go_on),
            (QKeySequence(QKeySequence.StandardKey.Find), self.begin_search),
            (QKeySequence("Esc"), self.close),
        ):
            QShortcut(keys, self, act)

    def speak(self, words: Words, places: frozenset[str]) -> None:
        """Say everything in ``words``, with links to pages only where they lead to one of ``places``."""
        self._words, self._places = words, places
        self.setWindowTitle(words.text("Premia: Help"))
        self.search.setPlaceholderText(words.text("Search Help (Ctrl+F)"))
        self.search.setAccessibleName(words.text("Search Help"))
        self.list.setAccessibleName(words.text("Topics"))
        self.nothing.setText(words.text("No topic has all these words. Try fewer of them, or only their beginnings."))
        for button, name in (
            (self.back, words.text("Back (Alt+←)")),
            (self.on, words.text("On (Alt+→)")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
        self._fill()
        if self._visited:
            self._show(self.topic)

    def open_topic(self, key: str) -> None:
        """Show a topic as the next one after that on screen."""
        if self.search.text() and key not in self.shown_topics:
            self.search.clear()
        if not self._visited or key != self.topic:
            self._visit(key)
        self._show(key)
        self.text.setFocus()

    @property
    def shown_topics(self) -> list[str]:
        """The keys of the topics in the list, from the top."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [item.data(_KEY) for item in items if item.data(_KEY)]

    def begin_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def go_back(self) -> None:
        """To the topic before."""
        self._move(-1)

    def go_on(self) -> None:
        """To the topic after, from which somebody came back."""
        self._move(1)

    def paint_anew(self) -> None:
        """The theme is another one: the text takes its colours, and stands where it stood."""
        if self._visited:
            bar = self.text.verticalScrollBar()
            stood = bar.value()
            self._show(self.topic)
            bar.setValue(stood)

    # inside

    def _build(self) -> None:
        side = QFrame()
        side.setObjectName("Aside")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        for part in (self.search, self.nothing, self.list):
            column.addWidget(part)
        column.addStretch(1)
        column.setStretchFactor(self.list, 1000)
        top = QHBoxLayout()
        top.setContentsMargins(12, 10, 12, 6)
        top.setSpacing(4)
        for button in (self.back, self.on):
            top.addWidget(button)
        top.addStretch(1)
        right = QFrame()
        right.setObjectName("Aside")
        lines = QVBoxLayout(right)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(top)
        lines.addWidget(self.text, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(side)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, 10_000])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _fill(self) -> None:
        """The topics that answer what is looked for, those that are called so first."""
        known, typed = topics(self._words.language), self.search.text()
        self.list.blockSignals(True)
        self.list.clear()
        if typed.strip():
            ranked = [(topic.rank(typed), topic) for topic in known.values()]
            answers = [(rank, topic) for rank, topic in ranked if rank is not None]
            for _rank, topic in sorted(answers, key=itemgetter(0)):
                self._add(topic.title, topic.key)
        else:
            for headline, keys in GROUPS:
                self._add(self._words.text(headline), "")
                for key in keys:
                    self._add(known[key].title, key)
        self.list.blockSignals(False)
        found = self.shown_topics
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._mark(self.topic)
        self._mark_words()

    def _look_for(self, typed: str) -> None:
        """The topics that answer; the best of them is shown, unless one of them is already."""
        self._fill()
        found = self.shown_topics
        if typed.strip() and found and self.topic not in found:
            self._mark(found[0])
            self._chosen()

    def _add(self, title: str, key: str) -> None:
        item = QListWidgetItem(title, self.list)
        item.setData(_KEY, key)
        if not key:
            font = item.font()
            font.setWeight(font.Weight.DemiBold)
            font.setPixelSize(12)
            item.setFont(font)
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _mark(self, key: str) -> None:
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            if self.list.item(at).data(_KEY) == key:
                self.list.setCurrentRow(at)
                self.list.scrollToItem(self.list.item(at))
                break
        else:
            self.list.setCurrentRow(-1)
        self.list.blockSignals(False)

    def _chosen(self) -> None:
        at = self.list.currentRow()
        key = self.list.item(at).data(_KEY) if at >= 0 else ""
        if key and key != self.topic:
            self._visit(key)
            self._show(key)

    def _visit(self, key: str) -> None:
        """From here one goes back to where one was, and no longer on to where one came back from."""
        del self._visited[self._at + 1 :]
        self._visited.append(key)
        self._at = len(self._visited) - 1

    def _step(self, by: int) -> None:
        shown = self.shown_topics
        if shown:
            at = shown.index(self.topic) + by if self.topic in shown else 0
            self._mark(shown[at % len(shown)])
            self._chosen()

    def _read(self) -> None:
        self.text.setFocus()

    def _move(self, by: int) -> None:
        if 0 <= self._at + by < len(self._visited):
            self._at += by
            self._show(self._visited[self._at])

    def _show(self, key: str) -> None:
        self.topic = key
        topic = topics(self._words.language)[key]
        write(self.text.document(), only_to(topic.text, self._places))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(0)
        self.text.setAccessibleName(topic.title)
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(self._visited) - 1)
        self._mark(key)
        self._mark_words()

    def _mark_words(self) -> None:
        """What is looked for stands out in the text."""
        found, document = [], self.text.document()
        for word in self.search.text().split():
            cursor = document.find(word, 0, QTextDocument.FindFlag(0))
            while not cursor.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor = cursor
                one.format.setBackground(tokens().color("warn_bg"))
                found.append(one)
                cursor = document.find(word, cursor)
        self.text.setExtraSelections(found)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "help":
            self.open_topic(link.path())
        else:
            self.page_wished.emit(link.path())
