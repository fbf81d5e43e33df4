"""What is done to a file as a whole, while nobody has it open: encrypting, decrypting, putting a copy in its place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.backup.copies import Restored
from app.backup.shelf import Shelf
from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Actor
from app.keys.data_key import DataKey
from app.keys.recovery import read
from ui.runtime.change_bus import ChangeBus
from ui.runtime.intents import DecryptFile, EncryptFile, RestoreCopy
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes
from ui.shell.desktop import Desktop

Wish = EncryptFile | DecryptFile | RestoreCopy

DOING: dict[type[object], str] = {
    EncryptFile: mark("Encrypting {name}: this takes a moment."),
    DecryptFile: mark("Making {name} plain: this takes a moment."),
    RestoreCopy: mark("Putting the copy in the place of {name} …"),
}
DONE: dict[type[object], str] = {
    EncryptFile: mark("The file is encrypted, and your password opens it."),
    DecryptFile: mark("The file is plain. Whoever has it can read it."),
    RestoreCopy: mark("The copy stands in the place of the file. What stood there is kept: {path}"),
}


class Standing(NamedTuple):
    """The file before it was closed: where, by which key, and who was signed in."""

    path: Path
    key: DataKey | None
    actor: Actor


class WholeFile(QObject):
    """Does one wish to a file that was just closed; ends with ``done`` (a sentence) or ``failed``."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, desktop: Desktop, standing: Standing, words: Words, window: QWidget) -> None:
        """``window`` owns it."""
        super().__init__(window)
        self.standing = standing
        self._desktop = desktop
        self._words = words
        self._wish: Wish | None = None
        shelf = Shelf(standing.path, standing.key)
        self._lanes: Lanes[Shelf] = desktop.make_shelf(lambda: shelf, ChangeBus())

    def begin(self, wish: Wish) -> None:
        """Do it, on the work lane."""
        self._wish = wish

        def work(shelf: Shelf, _progress: Progress) -> str:
            return self._do(shelf, wish)

        self._lanes.work.ask(self, work, self._end, self._fail)

    def close(self) -> None:
        """Wait for what is being done: it is whole or not at all."""
        self._lanes.close()

    def _do(self, shelf: Shelf, wish: Wish) -> str:
        if isinstance(wish, RestoreCopy):
            return _aside(shelf.restore(wish.path, self._desktop.clock.now()))
        with self._office() as office:
            if isinstance(wish, EncryptFile):
                office.encrypt(self.standing.actor, wish.password, read(wish.recovery_key))
            else:
                office.decrypt(self.standing.actor, wish.password)
        return ""

    def _office(self) -> Office:
        key, path = self.standing.key, self.standing.path
        return self._desktop.open_office(path) if key is None else self._desktop.open_encrypted(path, key)

    def _end(self, aside: str) -> None:
        self._lanes.close()
        self.done.emit(self._words.text(DONE[type(self._wish)]).format(path=aside))

    def _fail(self, error: Exception) -> None:
        self._lanes.close()
        self.failed.emit(error)


def _aside(restored: Restored) -> str:
    return str(restored.kept_aside or "")
