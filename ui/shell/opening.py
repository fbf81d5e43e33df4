"""Opening a company file: its lanes, who is signed in, the firm. All of it off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.access.session import Session
from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.errors import EncryptedFile
from ui.runtime.change_bus import ChangeBus
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes
from ui.shell.desktop import Desktop
from ui.shell.file_care import BEYOND_OPENING

if TYPE_CHECKING:
    from app.keys.data_key import DataKey
    from app.settings.model import Firm
    from ui.shell.sign_in import RecoveryDialog, SignInDialog


class OpenFile(NamedTuple):
    """A file that is open, and who is signed in to it."""

    path: Path
    lanes: Lanes[Office]
    changes: ChangeBus
    actor: Actor
    firm: Firm
    session: Session
    key: DataKey | None
    """Of an encrypted file; in memory only."""


class _Door:
    """Opens the office of a lane, on its thread. The key of an encrypted file stays here, in memory only."""

    def __init__(self, desktop: Desktop, path: Path, session: Session) -> None:
        self._desktop, self._path, self._session = desktop, path, session
        self._key: DataKey | None = None
        self.tried: DataKey | None = None
        """The key that was got last, whether or not the file opened by it."""
        self.knock: Callable[[], DataKey] | None = None
        """How the key is got: slowly, by the password that was typed."""

    def __call__(self) -> Office:
        key = self._key or (self.knock() if self.knock is not None else None)
        self.tried = key
        office = self._desktop.open_office(self._path) if key is None else self._desktop.open_encrypted(self._path, key)
        office.heed(self._session.check)
        self._key = key
        return office


class Opening(QObject):
    """One attempt to open one file; it ends with ``opened``, ``failed`` or ``given_up``."""

    opened = Signal(object)
    failed = Signal(object)
    given_up = Signal()
    asks = Signal()
    """Somebody must sign in."""

    def __init__(
        self,
        desktop: Desktop,
        path: Path,
        words: Words,
        window: QWidget,
        lock_minutes: int,
        sign_in: tuple[str, str] | None = None,
    ) -> None:
        """``window`` gets the sign-in dialog, where one is needed; the session locks after ``lock_minutes``.

        ``sign_in`` is a login and a password that were typed a moment ago, when the file was made.
        """
        super().__init__(window)
        self.path = path
        self._words = words
        self._window = window
        self._changes = ChangeBus()
        self._clock = desktop.clock
        self._session = Session(desktop.clock, lock_minutes)
        self._has_password = True
        self._door = _Door(desktop, path, self._session)
        self._lanes: Lanes[Office] = desktop.make_lanes(self._door, self._changes)
        self._dialog: SignInDialog | RecoveryDialog | None = None
        self._actor: Actor | None = None
        self._known = sign_in

    def start(self) -> None:
        """Open the file; a sole user without a password is signed in at once."""
        self._lanes.read.ask(self, _sole_user, self._greet, self._closed)

    def abandon(self) -> None:
        """Give the attempt up without a word: the window is being closed."""
        self._lanes.close()

    def _greet(self, actor: Actor | None) -> None:
        if actor is not None:
            self._has_password = False
            self._enter(actor)
            return
        known, self._known = self._known, None
        if known is not None:
            self._sign_in(*known)
        else:
            self._ask_password(encrypted=False)

    def _closed(self, error: Exception) -> None:
        if isinstance(error, EncryptedFile):
            self._ask_password(encrypted=True)
        else:
            self._fail(error)

    def _ask_password(self, *, encrypted: bool) -> None:
        from ui.shell.sign_in import SignInDialog

        dialog = SignInDialog(self._words, self.path.name, self._window, encrypted=encrypted)
        dialog.submitted.connect(self._sign_in)
        dialog.recovery_wanted.connect(self._ask_recovery_key)
        self._show(dialog)

    def _ask_recovery_key(self) -> None:
        from ui.shell.sign_in import RecoveryDialog

        self._put_away()
        dialog = RecoveryDialog(self._words, self.path.name, self._window)
        dialog.submitted.connect(self._recover)
        self._show(dialog)

    def _show(self, dialog: SignInDialog | RecoveryDialog) -> None:
        self._dialog = dialog
        self.asks.emit()
        dialog.rejected.connect(self._give_up)
        dialog.open()

    def _put_away(self) -> None:
        if self._dialog is not None:
            self._dialog.rejected.disconnect(self._give_up)
            self._dialog.accept()
            self._dialog = None

    def _recover(self, login: str, text: str, password: str) -> None:
        from app.keys.recovery import read

        self._door.knock = partial(read, text)

        def work(office: Office, _progress: Progress) -> Actor:
            return office.access.recover(login, password, text)

        self._lanes.read.ask(self, work, self._enter, self._refuse)

    def _sign_in(self, login: str, password: str) -> None:
        from app.access.front_door import unlock

        self._door.knock = partial(unlock, self.path, login, password, self._clock)

        def work(office: Office, _progress: Progress) -> Actor:
            return office.access.sign_in(login, password)

        self._lanes.read.ask(self, work, self._enter, self._refuse)

    @property
    def tried_key(self) -> DataKey | None:
        """The key by which the file was tried, though it may be too damaged to open."""
        return self._door.tried

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, BEYOND_OPENING):
            self._put_away()
            self._fail(error)
        elif self._dialog is None:
            self._ask_password(encrypted=False)
        else:
            from app.wording.errors import error_sentence

            self._dialog.refuse(error_sentence(self._words, error))

    def _enter(self, actor: Actor) -> None:
        self._put_away()
        self._door.knock = None
        self._actor = actor

        def work(office: Office, _progress: Progress) -> Firm:
            return office.settings.firm(actor)

        self._lanes.read.ask(self, work, self._finish, self._fail)

    def _finish(self, firm: Firm) -> None:
        if self._actor is not None:
            self._session.begin(self._actor, has_password=self._has_password)
            self.opened.emit(
                OpenFile(self.path, self._lanes, self._changes, self._actor, firm, self._session, self._door.tried)
            )

    def _fail(self, error: Exception) -> None:
        self._lanes.close()
        self.failed.emit(error)

    def _give_up(self) -> None:
        self._lanes.close()
        self.given_up.emit()


def _sole_user(office: Office, _progress: Progress) -> Actor | None:
    return office.access.sole_user()
