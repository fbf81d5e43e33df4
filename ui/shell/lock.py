"""The lock of the window: drawn over the open file, which stays as it was, with everything that was typed in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from app.access.session import Session
from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes

if TYPE_CHECKING:
    from ui.shell.lock_screen import LockScreen

_LOOK_EVERY_MS = 5_000
_LOCK_KEYS = frozenset({Qt.Key.Key_L, ord("Д")})
"""The key of the lock, on a Latin and on a Cyrillic keyboard: a dialog keeps the menu's key from the window."""
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class Watch(QObject):
    """Looks whether anybody is there; draws the lock, and takes it away when somebody signs in."""

    switched = Signal(object)
    """An Actor: somebody else, or with other rights, has signed in."""
    close_wished = Signal()
    lock_wished = Signal()
    """The key of the lock was pressed in a dialog."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        lanes: Lanes[Office],
        words: Callable[[], Words],
        busy: Callable[[], bool],
    ) -> None:
        """``busy`` tells whether work is running, which counts as somebody being there."""
        super().__init__(window)
        self.session = session
        self.screen: LockScreen | None = None
        self._window = window
        self._lanes = lanes
        self._words = words
        self._busy = busy
        self._hidden: QWidget | None = None
        self._focus: QWidget | None = None
        self._dialogs: list[QDialog] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)
        QGuiApplication.instance().focusWindowChanged.connect(self._follow)  # type: ignore[union-attr]
        self._follow(window.windowHandle())
        lanes.desk.ended.connect(self._work_ended)

    @property
    def drawn(self) -> bool:
        """Whether the lock is on screen."""
        return self.screen is not None

    def look(self) -> None:
        """Lock when nobody was there for long enough."""
        if not self.drawn and self.session.due(working=self._busy()):
            self.lock("")

    def lock(self, file_name: str) -> None:
        """Draw the lock now; calls are refused as soon as the work that runs has ended.

        Raises Refused(rule=lock_without_password).
        """
        actor = self.session.actor
        if self.drawn or actor is None:
            return
        if not self.session.lockable or not self._busy():
            self.session.lock()
        from ui.shell.lock_screen import LockScreen

        self._put_away()
        self.screen = LockScreen(self._words(), actor, file_name or self._window.windowTitle())
        self.screen.submitted.connect(self._sign_in)
        self.screen.close_wished.connect(self.close_wished)
        self._window.setCentralWidget(self.screen)
        self.screen.password.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key or the mouse in any of the windows is a touch."""
        if event.type() in _TOUCHES:
            self.session.touch()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._means_lock(event):
            QTimer.singleShot(0, self, self.lock_wished.emit)
            return True
        return False

    def _means_lock(self, event: QKeyEvent) -> bool:
        over = QApplication.activeModalWidget()
        return (
            over is not None and event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _LOCK_KEYS
        )

    def _follow(self, window: QWindow | None) -> None:
        """Hear the keys and the mouse of a window, whichever has the focus; hearing twice is hearing once."""
        if window is not None:
            window.installEventFilter(self)

    def _work_ended(self) -> None:
        if self.drawn and not self.session.locked and not self._busy():
            self.session.lock()

    def _put_away(self) -> None:
        self._focus = self._window.focusWidget()
        self._dialogs = [dialog for dialog in self._window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in self._dialogs:
            dialog.hide()
        self._hidden = self._window.takeCentralWidget()

    def _sign_in(self, login: str, password: str) -> None:
        def work(office: Office, _progress: Progress) -> Actor:
            return office.access.sign_in(login, password)

        self._lanes.read.ask(self, work, self._let_in, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if self.screen is not None:
            from app.wording.errors import error_sentence

            self.screen.refuse(error_sentence(self._words(), error))

    def _let_in(self, actor: Actor) -> None:
        before = self.session.actor
        self.session.begin(actor, has_password=True)
        self.screen = None
        hidden, self._hidden = self._hidden, None
        dialogs, self._dialogs = self._dialogs, []
        if actor != before or hidden is None:
            for dialog in dialogs:
                dialog.deleteLater()
            self.switched.emit(actor)
            if hidden is not None:
                hidden.deleteLater()
            return
        self._window.setCentralWidget(hidden)
        for dialog in dialogs:
            dialog.show()
        if self._focus is not None and not dialogs:
            self._focus.setFocus()
