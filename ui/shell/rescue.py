"""The way from a file (damaged, or wanted as it was) to one of its copies: choose, see what would be lost, restore."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from app.access.front_door import unlock
from app.backup.copies import Preview, Restored, occasion
from app.backup.shelf import Copy, Shelf, newest_sound
from app.i18n.words import Words, mark
from app.kernel.errors import EncryptedFile
from app.kernel.use_cases import Clock
from app.keys.data_key import DataKey
from app.keys.sidecar import keys_path
from app.wording.errors import error_sentence
from ui.kit.banner import Banner
from ui.kit.columns import Column, Kind
from ui.kit.copies import UNKNOWN, WORTH, loss_text, occasion_text, size
from ui.kit.dialog import Dialog, Message
from ui.kit.labels import label, muted, push_button
from ui.kit.moments import moment
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.runtime.change_bus import ChangeBus
from ui.runtime.jobs import Cancelled, Job, Progress
from ui.runtime.lanes import Lanes
from ui.shell.desktop import Desktop
from ui.shell.help.desk import BACKUPS, TOPIC
from ui.shell.sign_in import SignInDialog

_WIDTH, _TABLE_HEIGHT, _LOSS_HEIGHT = 640, 230, 64


def _columns(words: Words, path: Path) -> tuple[Column[Copy], ...]:
    def why(copy: Copy) -> str:
        return occasion_text(words, occasion(copy.file.path, path))

    def worth(copy: Copy) -> str:
        return copy.worth.problem if copy.worth else UNKNOWN

    def how_large(copy: Copy) -> str:
        return size(words, copy.file.size_bytes)

    return (
        Column("made", mark("Made"), lambda copy: moment(copy.file.made_at), width=136, sort=_made),
        Column("why", mark("Occasion"), why, width=150, stretch=True),
        Column("size", mark("Size"), how_large, width=90, sort=_size, rank=1),
        Column("worth", mark("State"), worth, Kind.CHIP, width=180, chips=WORTH),
    )


def _made(copy: Copy) -> datetime:
    return copy.file.made_at


def _size(copy: Copy) -> int:
    return copy.file.size_bytes


class RescueDialog(Dialog):
    """Ends with ``restored``, or is given up: then nothing was changed."""

    restored = Signal(object)

    def __init__(self, desktop: Desktop, path: Path, key: DataKey | None, words: Words, parent: QWidget) -> None:
        """About the file at ``path``, which nobody may have open when a copy is put in its place."""
        super().__init__(parent)
        self.setProperty(TOPIC, BACKUPS)
        self.setMinimumWidth(_WIDTH)
        self.path = path
        self._words = words
        self._clock: Clock = desktop.clock
        self._shelf = Shelf(path, key)
        self._folder: Path | None = None
        self._looking: Job | None = None
        self._restoring = False
        self._lanes: Lanes[Shelf] = desktop.make_shelf(lambda: self._shelf, ChangeBus())
        self._lanes.desk.progressed.connect(self._progressed)
        self.finished.connect(self._lanes.close)
        self.banner = Banner(words)
        self.model: RowsModel[Copy] = RowsModel(_columns(words, path), words, self)
        self.table: RowsView[Copy] = RowsView(self.model, lambda copy: copy.file.path)
        self.loss = label("")
        self._build()
        self.table.picked.connect(self._picked)
        self._look()

    def _build(self) -> None:
        words = self._words
        title = words.text("Restore a copy of {name}").format(name=self.path.name)
        text = words.text(
            "1. Choose a copy: the newest sound one is chosen already.  2. See what it lacks.  3. Restore it. "
            "The file that stands there now is not removed but kept beside it."
        )
        self.say(Message(title, text, icon="archive-restore", tone="accent"))
        self.table.setAccessibleName(words.text("Copies"))
        frame = framed(self.table)
        frame.setFixedHeight(_TABLE_HEIGHT)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(words.text("Progress"))
        self.loss.setWordWrap(True)
        self.loss.setMinimumHeight(_LOSS_HEIGHT)
        self.loss.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.loss.setContentsMargins(0, 8, 0, 0)
        self._where = muted("", wrap=True)
        for part in (self.banner, frame, self._progress, self.loss, self._where):
            self.body.addWidget(part)
        self.unlock = push_button(words.text("Unlock the encrypted copies…"), self._ask_password, "lock", link=True)
        self.elsewhere = push_button(
            words.text("Copies in another folder…"), self._ask_folder, "folder-open", link=True
        )
        self.unlock.hide()
        for link in (self.unlock, self.elsewhere):
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.cancel = self.add_button(words.text("Cancel"), self.reject)
        self.deed = self.add_button(words.text("Restore this copy"), self._restore, primary=True)
        self.deed.setEnabled(False)

    # looking

    def _look(self) -> None:
        folder = self._folder
        self._where.setText(
            self._words.text("Folder: {path}").format(path=folder or self.path.with_name(self.path.name + ".backups"))
        )
        self._progress.setRange(0, 0)
        self._progress.show()

        def work(shelf: Shelf, progress: Progress) -> tuple[Copy, ...]:
            return shelf.copies(folder, progress.report)

        self._lanes.work.ask(self, work, self._show, self._failed)

    def _progressed(self, _job: object, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _show(self, copies: tuple[Copy, ...]) -> None:
        words = self._words
        self._progress.hide()
        self.model.set_rows(copies)
        best = newest_sound(copies)
        shut = [copy for copy in copies if copy.worth and copy.worth.problem == EncryptedFile.code]
        self.unlock.setVisible(bool(shut))
        if best is not None:
            self.table.pick(lambda copy: copy is best)
        elif not copies:
            self.banner.say(words.text("No copy lies in this folder. Choose another one."), "warn")
        elif shut:
            self.banner.say(words.text("The copies are encrypted. Unlock them by a password of theirs."), "info")
        else:
            self.banner.say(words.text("None of these copies is sound. Look in another folder."), "warn")
        self.table.setFocus()

    def _picked(self, copy: Copy | None) -> None:
        self.deed.setEnabled(False)
        self.loss.setText("")
        if self._looking is not None:
            self._looking.drop()
            self._looking = None
        if copy is None or not copy.sound:
            return
        self.loss.setText(self._words.text("Looking what this copy lacks …"))
        backup = copy.file.path

        def work(shelf: Shelf, _progress: Progress) -> Preview:
            return shelf.preview(backup)

        self._looking = self._lanes.compute.ask(self, work, self._tell_loss, self._failed)

    def _tell_loss(self, seen: Preview) -> None:
        self.loss.setText(loss_text(self._words, seen))
        self.fit()
        self.deed.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self._progress.hide()
        self._set_restoring(restoring=False)
        if not isinstance(error, Cancelled):
            self.banner.say(error_sentence(self._words, error))

    # asking

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._words.text("Where the copies lie"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.look_in)
        dialog.open()

    def look_in(self, folder: str) -> None:
        """Show the copies of another folder."""
        self._folder = Path(folder)
        self.banner.hide()
        self._look()

    def _ask_password(self) -> None:
        dialog = SignInDialog(self._words, self.path.name, self, encrypted=True)
        dialog.recover.hide()
        dialog.submitted.connect(partial(self._unlock, dialog))
        dialog.open()

    def _unlock(self, dialog: SignInDialog, login: str, password: str) -> None:
        places = [self.path, *(copy.file.path for copy in (self.model.row(at) for at in range(self.model.rowCount())))]
        where = next((place for place in places if keys_path(place).is_file()), self.path)

        def work(_shelf: Shelf, _progress: Progress) -> DataKey:
            return unlock(where, login, password, self._clock)

        def refuse(error: Exception) -> None:
            dialog.refuse(error_sentence(self._words, error))

        def let_in(key: DataKey) -> None:
            self._shelf.key = key
            dialog.accept()
            self.banner.hide()
            self._look()

        self._lanes.work.ask(self, work, let_in, refuse)

    # doing

    def _restore(self) -> None:
        copy = self.table.current()
        if copy is None or not copy.sound:
            return
        self._set_restoring(restoring=True)
        self._progress.setRange(0, 0)
        self._progress.show()
        backup, now = copy.file.path, self._clock.now()

        def work(shelf: Shelf, _progress: Progress) -> Restored:
            return shelf.restore(backup, now)

        self._lanes.work.ask(self, work, self._done, self._failed)

    def _set_restoring(self, *, restoring: bool) -> None:
        """From the first byte to the last nothing else is chosen, and nothing is given up half-way."""
        self._restoring = restoring
        for part in (self.table, self.elsewhere, self.unlock, self.cancel):
            part.setEnabled(not restoring)
        copy = self.table.current()
        self.deed.setEnabled(not restoring and copy is not None and copy.sound)

    def reject(self) -> None:
        """Not while a copy is being put in place."""
        if not self._restoring:
            super().reject()

    def _done(self, restored: Restored) -> None:
        self._restoring = False
        self.restored.emit(restored)
        self.accept()
