"""Driver of what the page of clients tells of one client at length."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTabBar, QWidget

from tests.support.form_pages import ClientScreen
from tests.support.pages import Table, click, find, wait_until
from ui.clients.earned import Earned
from ui.clients.rows_part import RowsPart
from ui.clients.story import ClientStory
from ui.kit.empty_state import EmptyState


class StoryScreen:
    """The timeline of a client, and whom it has earned what."""

    def __init__(self, screen: ClientScreen) -> None:
        self.screen = screen

    @property
    def story(self) -> ClientStory:
        """It is in the place of the list."""
        assert self.screen.page.story is not None
        assert self.screen.page.story.isVisible()
        return self.screen.page.story

    @property
    def part(self) -> RowsPart[Any]:
        """The part in front."""
        return self.story.part

    @property
    def table(self) -> Table:
        """Its table."""
        return Table(self.part.table)

    @property
    def tabs(self) -> list[str]:
        """The parts that are offered."""
        return [self.story.tabs.tabText(at) for at in range(self.story.tabs.count())]

    @property
    def filters(self) -> list[str]:
        """The saved filters with their counts."""
        tabs = self.part.bar.tabs
        return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]

    @property
    def sentences(self) -> list[str]:
        """What happened, without who and what was noted."""
        return [text.partition("\n")[0] for text in self.table.column("What happened")]

    @property
    def figures(self) -> dict[str, tuple[str, str]]:
        """The figures over what was earned, with their notes."""
        assert isinstance(self.part, Earned)
        return {figure.title: (figure.value, figure.note) for figure in self.part.figures.figures}

    @property
    def counted(self) -> str:
        """What is said to be counted."""
        assert isinstance(self.part, Earned)
        return self.part.counted.text()

    @property
    def emptiness(self) -> str:
        """What is said in the place of rows; nothing where there are rows."""
        shown = [state for state in self.part.findChildren(EmptyState) if state.isVisible()]
        return shown[0].title if shown else ""

    @property
    def focused(self) -> str:
        """What has the focus: a tab by its text, anything else by its name."""
        focus = self.screen.desk.window.focusWidget()
        assert focus is not None
        return focus.tabText(focus.currentIndex()) if isinstance(focus, QTabBar) else focus.accessibleName()

    @property
    def widgets(self) -> int:
        """How many widgets it is made of."""
        return len(self.story.findChildren(QWidget))

    def open(self, part: str) -> None:
        """Click a tab."""
        tabs = self.story.tabs
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(self.tabs.index(part)).center())

    def choose_filter(self, title: str) -> None:
        """Choose a saved filter, from the list where the tabs have no room."""
        bar = self.part.bar
        at = next(at for at in range(bar.tabs.count()) if bar.tabs.tabText(at).startswith(title))
        if bar.picker.isVisible():
            bar.picker.setFocus()
            QTest.keyClick(bar.picker, Qt.Key.Key_Home)
            for _ in range(at):
                QTest.keyClick(bar.picker, Qt.Key.Key_Down)
        else:
            QTest.mouseClick(bar.tabs, Qt.MouseButton.LeftButton, pos=bar.tabs.tabRect(at).center())

    def go_to(self, sentence: str) -> None:
        """Enter on a row."""
        self.table.pick(self.sentences.index(sentence))
        self.table.press(Qt.Key.Key_Return)

    def click(self, title: str) -> None:
        """Click a button of it."""
        click(find(self.story, QAbstractButton, title))

    def press(self, key: Qt.Key) -> None:
        """Press a key in its table."""
        self.table.press(key)


def tell(screen: ClientScreen, by_key: bool = True) -> StoryScreen:
    """Open the timeline of the selected client, by Ctrl+T or in the panel."""
    if by_key:
        screen.press_in_table(Qt.Key.Key_T)
    else:
        screen.do("Timeline (Ctrl+T)")
    wait_until(lambda: screen.page.story is not None and screen.page.story.isVisible())
    return StoryScreen(screen)
