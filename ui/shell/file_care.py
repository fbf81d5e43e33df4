"""What the window does with its file as a whole: a copy in its place, encrypting, decrypting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.kernel.actor import Permission
from app.kernel.errors import CorruptFile, Denied, NotOurs, SchemaChanged
from ui.runtime.intents import DecryptFile, EncryptFile, RestoreCopy

if TYPE_CHECKING:
    from app.backup.copies import Restored
    from app.bootstrap import Office
    from app.keys.data_key import DataKey
    from ui.runtime.lanes import Lanes
    from ui.shell.create_firm import Founding, NewBooks
    from ui.shell.main_window import MainWindow
    from ui.shell.whole_file import WholeFile

BEYOND_OPENING = (CorruptFile, SchemaChanged, NotOurs)
"""What only a copy helps against."""


class FileCare(QObject):
    """Closes the file of ``window``, has something done to it, and opens it again."""

    def __init__(self, window: MainWindow) -> None:
        """Nothing is being done."""
        super().__init__(window)
        self._window = window
        self._whole_file: WholeFile | None = None
        self._founding: Founding | None = None
        self._warned_of: Lanes[Office] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being done to a file that is shut."""
        return self._whole_file is not None

    def restore(self) -> None:
        """Walk the way from a file to one of its copies: of the open file, or of one to be named."""
        window = self._window
        if window.file is None:
            window.pick_file(window.words.text("Which file should be restored?"), self._picked)
        elif window.file.actor.may(Permission.BACK_UP):
            path, key = window.file.path, window.file.key
            window.close_file()
            self.offer_copies(path, key)
        else:
            window.refuse(Denied(permission=Permission.BACK_UP.value))

    def create(self) -> None:
        """Make a company file with its firm, and open it."""
        from ui.shell.create_firm import Founding

        window = self._window
        if window.file is None and self._founding is None:
            self._founding = Founding(window.desktop, window.words, window)
            self._founding.made.connect(self._made)
            self._founding.ended.connect(self._founded)
            self._founding.begin()

    def help_against(self, error: Exception, path: Path, key: DataKey | None) -> None:
        """Show the copies of a file that cannot be opened any more, where it has any."""
        from app.backup.rescue import copies_on

        if isinstance(error, BEYOND_OPENING) and copies_on(path):
            self.offer_copies(path, key)

    def heed(self, error: Exception) -> None:
        """Damage that shows only when a page is read, long after the file was opened: the way out is offered once."""
        file = self._window.file
        if file is None or not isinstance(error, CorruptFile) or error.values.get("path") != str(file.path):
            return
        if self._warned_of is file.lanes or not file.actor.may(Permission.BACK_UP):
            return
        from ui.kit.dialog import Message, QuestionDialog

        self._warned_of = file.lanes
        words = self._window.words
        text = words.text(
            "Parts of {name} cannot be read any more. Do not go on working in it: put the newest sound copy in its "
            "place. You see first what the copy lacks, and the damaged file is kept beside it. What is typed and not "
            "saved is lost."
        )
        title, deed = words.text("The file is damaged"), words.text("To the copies…")
        message = Message(title, text.format(name=file.path.name), icon="triangle-alert", tone="bad")
        dialog = QuestionDialog(message, deed, words, self._window)
        dialog.accepted.connect(self.restore)
        dialog.open()

    def offer_copies(self, path: Path, key: DataKey | None) -> None:
        """Let a copy be chosen for the place of a file that is shut."""
        from ui.shell.rescue import RescueDialog

        window = self._window
        dialog = RescueDialog(window.desktop, path, key, window.words, window)
        dialog.restored.connect(self._restored)
        dialog.open()

    def do(self, wish: EncryptFile | DecryptFile | RestoreCopy) -> None:
        """Close the open file, do it, and open the file again."""
        from ui.shell.whole_file import DOING, Standing, WholeFile

        window = self._window
        if window.file is None or self.busy:
            return
        standing = Standing(window.file.path, window.file.key, window.file.actor)
        window.close_file()
        if window.welcome is not None:
            window.welcome.set_busy(window.words.text(DOING[type(wish)]).format(name=standing.path.name))
        self._whole_file = WholeFile(window.desktop, standing, window.words, window)
        self._whole_file.done.connect(self._done)
        self._whole_file.failed.connect(self._failed)
        self._whole_file.begin(wish)

    def wait(self) -> None:
        """The window is being closed: let what is being done end, whole or not at all."""
        for busy in (self._whole_file, self._founding):
            if busy is not None:
                busy.close()

    def _made(self, new: NewBooks) -> None:
        window, password = self._window, new.user.password
        said = window.words.text("The books of {firm} are open.").format(firm=new.firm.name)
        if password:
            said += " " + window.words.text("Encrypt the file under Administration, so that nobody reads it past you.")
        window.open_file(new.path, notice=said, sign_in=(new.user.login, password) if password else None)

    def _founded(self) -> None:
        if self._founding is not None:
            self._founding.deleteLater()
            self._founding = None

    def _picked(self, path: str) -> None:
        self.offer_copies(Path(path), None)

    def _restored(self, restored: Restored) -> None:
        from ui.shell.whole_file import DONE

        said = self._window.words.text(DONE[RestoreCopy]).format(path=restored.kept_aside or "")
        self._window.open_file(restored.path, notice=said)

    def _done(self, sentence: str) -> None:
        self._window.open_file(self._end(), notice=sentence)

    def _failed(self, error: Exception) -> None:
        self._end()
        if self._window.welcome is not None:
            self._window.welcome.set_busy("")
        self._window.refuse(error)

    def _end(self) -> Path:
        ended, self._whole_file = self._whole_file, None
        if ended is None:
            raise LookupError("nothing is being done")
        ended.deleteLater()
        return ended.standing.path
