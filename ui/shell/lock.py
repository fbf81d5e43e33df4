"""The lock of the window: drawn over the open file, which stays as it was, with everything that was typed in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QWidget

from app.access.session import Session
from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.errors import SignInFailed
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes

if TYPE_CHECKING:
    from ui.shell.lock_screen import LockScreen

LOCK_KEYS = "Ctrl+L"
_LOOK_EVERY_MS = 5_000
_LOCK_SEQUENCES = (QKeySequence(LOCK_KEYS), QKeySequence("Ctrl+Д"))
"""The same key on a Latin and on a Cyrillic keyboard."""
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class Watch(QObject):
    """Looks whether anybody is there; draws the lock, and takes it away when somebody signs in."""

    switched = Signal(object)
    """An Actor: somebody else, or with other rights, has signed in."""
    close_wished = Signal()
    lock_wished = Signal()
    """The keys of the lock were pressed where no menu hears them: a dialog keeps them from it."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        lanes: Lanes[Office],
        words: Callable[[], Words],
        busy: Callable[[], bool],
        file_name: str,
    ) -> None:
        """``busy`` tells whether work is running, which counts as somebody being there."""
        super().__init__(window)
        self.session = session
        self.screen: LockScreen | None = None
        self._window = window
        self._lanes = lanes
        self._words = words
        self._busy = busy
        self._file_name = file_name
        self._hidden: QWidget | None = None
        self._focus: QWidget | None = None
        self._dialogs: dict[QDialog, tuple[QPoint, int]] = {}
        """What was put away: where each stood, and after how many letters the cursor."""
        self._spared: QDialog | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)
        QGuiApplication.instance().focusWindowChanged.connect(self._follow)  # type: ignore[union-attr]
        self._follow(window.windowHandle())
        window.installEventFilter(self)
        lanes.desk.ended.connect(self._work_ended)

    @property
    def drawn(self) -> bool:
        """Whether the lock is on screen."""
        return self.screen is not None

    def look(self) -> None:
        """Lock when nobody was there for long enough."""
        if not self.drawn and self.session.due(working=self._busy()):
            self.lock()

    def lock(self) -> None:
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
        self.screen = LockScreen(self._words(), actor, self._file_name)
        self.screen.submitted.connect(self._sign_in)
        self.screen.close_wished.connect(self.close_wished)
        self._window.setCentralWidget(self.screen)
        self.screen.password.setFocus()

    def spare(self, dialog: QDialog) -> None:
        """Leave a dialog on screen though it is locked: it shows nothing of the file."""
        self._spared = dialog

    def give_up(self) -> None:
        """The file is being closed: what was put away goes with it, and what was typed in it."""
        for dialog in self._standing():
            dialog.reject()
            dialog.deleteLater()
        if self._hidden is not None:
            self._hidden.deleteLater()
        self._dialogs, self._hidden, self.screen = {}, None, None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse in any of the windows is a touch; a dialog that opens behind the lock stays there."""
        kind = event.type()
        if kind in _TOUCHES:
            self.session.touch()
            if isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) in _LOCK_SEQUENCES:
                self.lock_wished.emit()
        elif kind == QEvent.Type.ChildAdded and self.drawn and watched is self._window:
            QTimer.singleShot(0, self, self._hide_dialogs)
        return False

    def _follow(self, window: QWindow | None) -> None:
        """Hear the keys and the mouse of a window, whichever has the focus; hearing twice is hearing once."""
        if window is not None:
            window.installEventFilter(self)

    def _work_ended(self) -> None:
        if self.drawn and not self.session.locked and not self._busy():
            self.session.lock()

    def _put_away(self) -> None:
        """Out of sight, but still the window's: what a page asks for meanwhile finds its place."""
        self._focus = self._window.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._hide_dialogs()
        self._hidden = self._window.takeCentralWidget()
        if self._hidden is not None:
            self._hidden.setParent(self._window)
            self._hidden.hide()

    def _hide_dialogs(self) -> None:
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible() and dialog is not self._spared:
                field = dialog.focusWidget()
                self._dialogs[dialog] = dialog.pos(), field.cursorPosition() if isinstance(field, QLineEdit) else 0
                dialog.hide()
                dialog.finished.connect(self._ended)

    def _ended(self) -> None:
        """What a dialog that was put away had asked for is done: it does not come back."""
        self._dialogs = {dialog: stood for dialog, stood in self._standing().items() if dialog is not self.sender()}

    def _standing(self) -> dict[QDialog, tuple[QPoint, int]]:
        return {dialog: stood for dialog, stood in self._dialogs.items() if shiboken6.isValid(dialog)}

    def _sign_in(self, login: str, password: str) -> None:
        def work(office: Office, _progress: Progress) -> Actor:
            return office.access.sign_in(login, password)

        self._lanes.read.ask(self, work, self._let_in, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if self.screen is None:
            return
        from app.wording.errors import error_sentence

        words = self._words()
        asked_alone = self.screen.login.isHidden() and isinstance(error, SignInFailed)
        alone = words.text("This is not your password. Type it again.")
        self.screen.refuse(alone if asked_alone else error_sentence(words, error))

    def _let_in(self, actor: Actor) -> None:
        before = self.session.actor
        self.session.begin(actor, has_password=True)
        if actor != before or self._hidden is None:
            self.give_up()
            self.switched.emit(actor)
            return
        hidden, dialogs = self._hidden, self._standing()
        self._dialogs, self._hidden, self.screen = {}, None, None
        self._show_again(hidden, dialogs)

    def _show_again(self, hidden: QWidget, dialogs: dict[QDialog, tuple[QPoint, int]]) -> None:
        self._window.setCentralWidget(hidden)
        hidden.show()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        for dialog, (place, letters) in dialogs.items():
            dialog.finished.disconnect(self._ended)
            dialog.move(place)
            dialog.show()
            field = dialog.focusWidget()
            if isinstance(field, QLineEdit):
                field.setCursorPosition(letters)  # Qt selects what stands there: the next key would replace it
