"""F1 in every window of the program: the topic of what is in front, in a window of Help that stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from ui.runtime.intents import OpenPage

if TYPE_CHECKING:
    from ui.shell.help.window import HelpWindow
    from ui.shell.main_window import MainWindow

TOPIC = "help_topic"
"""The property of a dialog that has a topic of its own."""
FIRST, OWN_SIGN_IN, BACKUPS = "first-start", "admin-account", "admin-backups"
"""The topics where no file is open, where somebody signs in or is locked out, and of the way back to a copy."""


class HelpDesk(QObject):
    """Makes the window of Help when it is first asked for, and keeps it in the language and the rights of the file."""

    def __init__(self, window: MainWindow) -> None:
        """For ``window`` and the dialogs over it."""
        super().__init__(window)
        self.window: HelpWindow | None = None
        self._main = window
        QGuiApplication.instance().focusWindowChanged.connect(self._follow)  # type: ignore[union-attr]

    def open(self, topic: str = "") -> None:
        """Show a topic; without one, that of what is in front."""
        from ui.shell.help.window import HelpWindow

        key = topic or self.topic
        if self.window is None:
            state, room = self._main.state, self._main.screen().availableSize()
            self.window = HelpWindow()
            self.window.resize(min(state.help_width, room.width()), min(state.help_height, room.height()))
            self.window.page_wished.connect(self._open_page)
            self._main.theme.changed.connect(self.window.paint_anew)
            self.window.speak(self._main.words, self._places())
        self.window.open_topic(key)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def do(self, wish: str) -> None:
        """A wish of the menu: ``about``, ``help``, or ``help/`` and a topic."""
        if wish == "about":
            from ui.shell.about import about_dialog

            about_dialog(self._main.words, self._main).open()
        else:
            self.open(wish.partition("/")[2])

    def renew(self) -> None:
        """Another language, another file or somebody else: Help speaks it, and links only to what they may open."""
        if self.window is not None:
            self.window.speak(self._main.words, self._places())

    def close(self) -> None:
        """Close Help together with the program's window, which remembers how large it was."""
        if self.window is not None:
            size = self.window.size()
            self._main.state = replace(self._main.state, help_width=size.width(), help_height=size.height())
            self.window.close()
            self.window.deleteLater()
            self.window = None

    @property
    def topic(self) -> str:
        """The topic of what is in front: of a dialog, of the lock, of a page or its part, of the first screen."""
        from ui.kit.parts_page import PartsPage
        from ui.shell.help.topics import topic_of

        dialog, workspace = QApplication.activeWindow(), self._main.workspace
        if dialog is not None and dialog.property(TOPIC):
            return str(dialog.property(TOPIC))
        if workspace is None or not workspace.page_key:
            return FIRST
        if not workspace.isVisible():
            return OWN_SIGN_IN
        page = workspace.page
        return topic_of(workspace.page_key, page.part_key if isinstance(page, PartsPage) else "")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """F1 in a dialog, which no menu hears."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() != Qt.Key.Key_F1 or not plain or not self._is_ours():
            return False
        self.open()
        return True

    def _is_ours(self) -> bool:
        front = QApplication.activeWindow()
        while front is not None and front is not self._main:
            front = front.parentWidget()
        return front is self._main

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _places(self) -> frozenset[str]:
        from ui.shell.pages import places_for

        workspace = self._main.workspace
        return places_for(workspace.context.actor) if workspace is not None else frozenset()

    def _open_page(self, place: str) -> None:
        key, _, part = place.partition("/")
        workspace, dialog = self._main.workspace, QApplication.activeModalWidget()
        if (
            dialog is None and workspace is not None and workspace.isVisible()
        ):  # neither under a form nor behind the lock
            workspace.context.navigator.go(OpenPage(key, part))
        front = dialog or self._main
        front.raise_()
        front.activateWindow()
