"""Encryption of the file: what it protects and what not, turning it on and off, the recovery key on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.backup.rescue import copies_on
from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Area
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted
from app.keys.recovery import written
from ui.admin.account import card
from ui.admin.asking import Values, Work, ask
from ui.admin.recovery_key import RecoveryKeyDialog
from ui.kit.delegates import ChipLabel
from ui.kit.dialog import Message
from ui.kit.entry_dialog import EntryDialog, NewPassword
from ui.kit.icons import IconLabel
from ui.kit.labels import label, push_button
from ui.kit.page import Page
from ui.runtime.context import UiContext
from ui.runtime.intents import DecryptFile, EncryptFile
from ui.runtime.jobs import Progress

_ICON_PX = 16
PROTECTS = (
    mark("A file that is lost or stolen with the computer, a disk or a copy tells nothing."),
    mark("Copies are encrypted too, by the same key."),
    mark("Each user opens it by their own password; who is shut out opens it no more."),
)
NOT = (
    mark("The file while it is open here: whoever sits at this computer sees what the user sees. Lock the window."),
    mark("Workbooks, documents and exports that were made of it."),
    mark("Copies that were made while it was plain."),
    mark("A weak password, or one that is known to others."),
    mark("Data from those who have a password: roles are kept by the program, not by the key."),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the file stands."""

    encrypted: bool
    has_password: bool
    advised: bool
    """Whether it is plain though it has passwords."""
    waiting: tuple[str, ...]
    """Logins that cannot open it until they get a new password."""
    plain_copies: tuple[Path, ...]
    file_name: str


class EncryptionPage(Page[Office]):
    """One state, one deed."""

    areas = frozenset({Area.USERS})

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit users."""
        super().__init__(context, context.words.text("Encryption"))
        words = context.words
        self.standing: Standing | None = None
        self.chip = ChipLabel()
        self.primary = push_button("", self._primary_clicked, "lock", primary=True)
        self.primary_wanted = False
        self.show_key = push_button(words.text("Show the recovery key…"), self._ask_key, "printer")
        self.decrypt = push_button(words.text("Make the file plain…"), self._ask_decrypt)
        self._about = label("")
        self._about.setWordWrap(True)
        self.notes = label("")
        self.notes.setWordWrap(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addWidget(self._state_card())
        for title, lines, icon_name, tone in (
            (words.text("What it protects"), PROTECTS, "check", "good"),
            (words.text("What it does not protect"), NOT, "x", "bad"),
        ):
            made, column = card(title, "")
            for line in lines:
                column.addLayout(_point(words.text(line), icon_name, tone))
            outer.addWidget(made)
        outer.addStretch(1)

    def load(self) -> None:
        """Ask the read lane how the file stands."""
        actor = self.context.actor

        def fetch(office: Office, _progress: Progress) -> Standing:
            access = office.access
            own = next(user for user in access.users(actor) if user.id == actor.user_id)
            plain = [copy.path for copy in copies_on(office.path) if not is_encrypted(copy.path)]
            return Standing(
                access.encrypted,
                own.has_password,
                access.should_be_encrypted(actor),
                tuple(user.login for user in access.without_key(actor)),
                tuple(plain) if access.encrypted else (),
                office.path.name,
            )

        self.context.lanes.read.ask(self, fetch, self._show, self.refused)

    def take_focus(self) -> None:
        """On the deed."""
        for button in (self.primary, self.show_key):
            if button is not None and button.isVisible():
                button.setFocus()
                return

    @property
    def _file_name(self) -> str:
        return self.standing.file_name if self.standing is not None else ""

    # showing

    def _state_card(self) -> QWidget:
        made, lines = card(self.context.words.text("This file"), "")
        lines.addWidget(self.chip)
        lines.addWidget(self._about)
        lines.addWidget(self.notes)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.show_key)
        foot.addWidget(self.decrypt)
        for button in (self.show_key, self.decrypt):
            button.hide()  # until it is known how the file stands
        foot.addStretch(1)
        lines.addLayout(foot)
        return made

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        words, encrypted = self.context.words, standing.encrypted
        self.chip.show_state(
            words.text("Encrypted") if encrypted else words.text("Plain"),
            "good" if encrypted else "warn" if standing.advised else "plain",
        )
        if encrypted:
            about = words.text("It opens by each user's password, and by the recovery key on paper.")
        elif standing.advised:
            about = words.text("It has passwords, but whoever has the file can read it past them. Encrypt it.")
        else:
            about = words.text("Whoever has the file can read it.")
        self._about.setText(about)
        self.notes.setText("\n".join(self._notes(standing)))
        self.notes.setProperty("tone", "warn")
        self.notes.style().unpolish(self.notes)
        self.notes.style().polish(self.notes)
        self.notes.setVisible(bool(self.notes.text()))
        for button in (self.show_key, self.decrypt):
            button.setVisible(encrypted)
        self.primary_wanted = not encrypted
        if self.primary is not None:
            deed = words.text("Encrypt the file")
            self.primary.setText(f" {deed}")
            self.primary.setAccessibleName(deed)
            self.primary.setVisible(self.primary_wanted and self.isVisible())
        self.loaded.emit()

    def _notes(self, standing: Standing) -> list[str]:
        words, notes = self.context.words, []
        if standing.waiting:
            notes.append(
                words.text("These people cannot open the file until they get a new password (Users): {logins}").format(
                    logins=", ".join(standing.waiting)
                )
            )
        if standing.plain_copies:
            count = words.plural(
                "{n} older copy is not encrypted: remove it when you no longer need it. {folder}",
                "{n} older copies are not encrypted: remove them when no longer needed. {folder}",
                len(standing.plain_copies),
            )
            notes.append(count.format(folder=standing.plain_copies[0].parent))
        return notes

    # encrypting

    def _primary_clicked(self) -> None:
        if self.standing is not None:
            self._ask_encrypt(has_password=self.standing.has_password)

    def _ask_encrypt(self, *, has_password: bool) -> None:
        words = self.context.words
        text = words.text(
            "First your password, then the recovery key: you print it or write it down, and type it back. "
            "Only then is the file encrypted. Other users who have a password need a new one afterwards."
        )
        message = Message(words.text("Encrypt the file: step 1 of 2"), text, icon="lock", tone="accent")
        dialog = EntryDialog(message, words.text("On to the recovery key"), words, self)
        twice = None
        if has_password:
            dialog.add_text("password", words.text("Your password"), hidden=True)
        else:
            twice = NewPassword(dialog, words, words.text("Your new password, at least eight characters"))

        def work_of(values: Values) -> Work | None:
            return self._confirming(values["password"]) if twice is None or twice.agree() else None

        ask(self, dialog, work_of, self._confirmed)

    def _confirming(self, password: str) -> Work:
        actor = self.context.actor

        def work(office: Office, _progress: Progress) -> str:
            office.access.confirm(actor, password)
            return password

        return work

    def _confirmed(self, password: str) -> None:
        self.context.seat.keep_password(has_password=True)
        key = written(DataKey.fresh())
        words = self.context.words
        text = words.text(
            "This key opens the file when passwords are forgotten. Print it or write it down and lock it away, apart "
            "from this computer. Whoever has it and the file can read everything; without it, forgotten passwords make "
            "the file unreadable for ever."
        )
        message = Message(words.text("Recovery key: step 2 of 2"), text, icon="printer", tone="accent")
        dialog = RecoveryKeyDialog(message, key, words, self, file_name=self._file_name, deed=words.text("Encrypt now"))
        dialog.accepted.connect(lambda: self.context.navigator.ask(EncryptFile(password, key)))
        dialog.rejected.connect(self._given_up)
        dialog.open()

    def _given_up(self) -> None:
        """The password of step 1 may be a new one: it holds though the file was not encrypted."""
        said = self.context.words.text("The file is not encrypted. It asks for your password all the same.")
        self.banner.say(said, "warn")
        self.refresh()

    # the key again, and decrypting

    def _ask_key(self) -> None:
        words = self.context.words
        text = words.text("The key opens the whole file. Your password shows that it is you who asks.")
        dialog = EntryDialog(
            Message(words.text("Recovery key"), text, icon="printer", tone="accent"), words.text("Show"), words, self
        )
        dialog.add_text("password", words.text("Your password"), hidden=True)
        actor = self.context.actor

        def work_of(values: Values) -> Work:
            def work(office: Office, _progress: Progress) -> str:
                office.access.confirm(actor, values["password"])
                return office.access.recovery_key(actor)

            return work

        ask(self, dialog, work_of, self._tell_key)

    def _tell_key(self, key: str) -> None:
        words = self.context.words
        text = words.text("Print it or write it down, and lock it away apart from this computer.")
        message = Message(words.text("Recovery key"), text, icon="printer", tone="accent")
        RecoveryKeyDialog(message, key, words, self, file_name=self._file_name).open()

    def _ask_decrypt(self) -> None:
        words = self.context.words
        text = words.text("Whoever has the file or a later copy of it can read it then. Passwords stay.")
        message = Message(words.text("Make the file plain?"), text, icon="triangle-alert", tone="warn")
        dialog = EntryDialog(message, words.text("Make it plain"), words, self)
        dialog.add_text("password", words.text("Your password"), hidden=True)
        ask(self, dialog, lambda values: self._confirming(values["password"]), self._decrypt)

    def _decrypt(self, password: str) -> None:
        self.context.navigator.ask(DecryptFile(password))


def _point(text: str, icon_name: str, tone: str) -> QHBoxLayout:
    said = label(text)
    said.setWordWrap(True)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(IconLabel(icon_name, _ICON_PX, tone), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(said, 1)
    return line
