"""What everybody sets for themselves: their password, and when the window locks."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Permission
from app.kernel.changes import Area
from app.kernel.errors import Invalid, SignInFailed
from app.wording.errors import error_sentence, finding_text
from app.wording.terms import role
from ui.kit.labels import field_label, label, muted, push_button
from ui.kit.page import Page
from ui.runtime.context import UiContext
from ui.runtime.intents import LockWindow
from ui.runtime.jobs import Progress

_WIDTH, _FIELD_PX, _APART = 620, 320, 4
_MINUTES = (1, 5, 10, 15, 30, 60, 120, 0)


def card(title: str, text: str) -> tuple[QFrame, QVBoxLayout]:
    """A card with its headline and what it is about, and the lines below them."""
    made = QFrame()
    made.setProperty("card", True)
    made.setMaximumWidth(_WIDTH)
    lines = QVBoxLayout(made)
    lines.setContentsMargins(20, 16, 20, 18)
    lines.setSpacing(6)
    lines.addWidget(label(title, "Section"))
    if text:
        lines.addWidget(muted(text, wrap=True))
    return made, lines


class AccountPage(Page[Office]):
    """One's own password and lock."""

    areas = frozenset({Area.USERS})

    def __init__(self, context: UiContext[Office]) -> None:
        """For everybody who is signed in."""
        super().__init__(context, context.words.text("My sign-in"))
        words = context.words
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self._removable = False
        self.wrong: dict[QLineEdit, QLabel] = {}
        self.save = push_button("", self._save, "lock")
        self.remove = push_button(words.text("Remove the password…"), self._remove, link=True)
        self.minutes = QComboBox()
        self.lock = push_button(words.text("Lock now (Ctrl+L)"), self._lock, "lock")
        self._old_label = field_label(words.text("Password until now"), self.old)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        for part in (self._password_card(), self._lock_card()):
            outer.addWidget(part)
        outer.addStretch(1)

    def load(self) -> None:
        """Ask whether the file could do without a password: one of a single user that is not encrypted."""
        self._show()
        actor = self.context.actor
        if not actor.may(Permission.EDIT_USERS):
            self.loaded.emit()
            return

        def fetch(office: Office, _progress: Progress) -> bool:
            return len(office.access.users(actor)) == 1 and not office.access.encrypted

        self.context.lanes.read.ask(self, fetch, self._loaded, self.refused)

    def _loaded(self, removable: bool) -> None:  # ruff: ignore[boolean-type-hint-positional-argument] - an answer
        self._removable = removable
        self._show()
        self.loaded.emit()

    def take_focus(self) -> None:
        """Into the first input."""
        (self.old if self.context.seat.lockable else self.new).setFocus()

    # building

    def _password_card(self) -> QWidget:
        words, actor = self.context.words, self.context.actor
        who = words.text("{login}, {role}").format(login=actor.login, role=role(words, actor.role))
        made, lines = card(words.text("Password"), who)
        for field, title in (
            (self.old, self._old_label),
            (self.new, field_label(words.text("New password, at least eight characters"), self.new)),
            (self.again, field_label(words.text("The new password once more"), self.again)),
        ):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaximumWidth(_FIELD_PX)
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._save)
            said = label("")
            said.setProperty("tone", "bad")
            said.setWordWrap(True)
            said.hide()
            self.wrong[field] = said
            lines.addSpacing(_APART)
            for part in (title, field, said):
                lines.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        lines.addSpacing(4)
        lines.addLayout(foot)
        return made

    def _lock_card(self) -> QWidget:
        words = self.context.words
        text = words.text(
            "A locked window asks for your password and shows nothing else; what you typed stays. "
            "The time holds for this computer."
        )
        made, lines = card(words.text("Lock"), text)
        standing = self.context.seat.idle_minutes
        for minutes in sorted({*_MINUTES, standing}, key=lambda one: one or 10**6):
            self.minutes.addItem(minutes_text(words, minutes), minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(standing))
        self.minutes.setMaximumWidth(_FIELD_PX)
        self.minutes.activated.connect(self._minutes_chosen)
        self._no_password = muted(words.text("Without a password nothing is locked. Set one first."), wrap=True)
        foot = QHBoxLayout()
        foot.addWidget(self.lock)
        foot.addStretch(1)
        lines.addSpacing(_APART)
        lines.addWidget(field_label(words.text("Lock after this time without a key or the mouse"), self.minutes))
        lines.addWidget(self.minutes)
        lines.addWidget(self._no_password)
        lines.addSpacing(4)
        lines.addLayout(foot)
        return made

    # showing

    @property
    def has_password(self) -> bool:
        """Whether whoever is signed in has one."""
        return self.context.seat.lockable

    def _show(self) -> None:
        words, has = self.context.words, self.has_password
        for part in (self.old, self._old_label):
            part.setVisible(has)
        deed = words.text("Change the password") if has else words.text("Set a password")
        self.save.setText(f" {deed}")
        self.save.setAccessibleName(deed)
        self.remove.setVisible(has and self._removable)
        self.minutes.setEnabled(has)
        self.lock.setEnabled(has)
        self._no_password.setVisible(not has)
        self._typed()

    def _typed(self) -> None:
        fields = [field for field in (self.old, self.new, self.again) if field is not self.old or self.has_password]
        self.save.setEnabled(all(field.text() for field in fields))

    def _blame(self, field: QLineEdit, sentence: str) -> None:
        self.wrong[field].setText(sentence)
        self.wrong[field].show()
        field.setAccessibleDescription(sentence)
        field.setFocus()
        field.selectAll()

    def _clear(self) -> None:
        self.banner.hide()
        for field, said in self.wrong.items():
            said.hide()
            field.setAccessibleDescription("")

    # doing

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self._clear()
        if self.new.text() != self.again.text():
            words = self.context.words
            self._blame(self.again, words.text("The two passwords are not the same. Type them again."))
            return
        actor, old, new, has = self.context.actor, self.old.text(), self.new.text(), self.has_password

        def work(office: Office, _progress: Progress) -> object:
            if has:
                return office.access.change_own_password(actor, old, new)
            return office.access.set_password(actor, actor.user_id, new)

        self.save.setEnabled(False)
        self.context.lanes.work.ask(self, work, self._saved, self._refused)

    def _saved(self, _done: object) -> None:
        words, had = self.context.words, self.has_password
        self.context.seat.keep_password(has_password=True)
        for field in (self.old, self.new, self.again):
            field.clear()
        self._show()
        if had:
            self.banner.say(words.text("The password is changed."), "good")
        else:
            self.banner.say(
                words.text("The file asks for the password from now on. Encrypt it, so that nobody reads it past it."),
                "good",
            )

    def _refused(self, error: Exception) -> None:
        self._typed()
        words = self.context.words
        if isinstance(error, Invalid):
            self._blame(self.new, "\n".join(finding_text(words, finding) for finding in error.findings))
        elif isinstance(error, SignInFailed):
            self._blame(self.old, words.text("This is not your password. Type it again."))
        else:
            self.banner.say(error_sentence(words, error))

    def _remove(self) -> None:
        self._clear()
        actor, old = self.context.actor, self.old.text()
        if not old:
            self._blame(self.old, self.context.words.text("Type your password, to show that it is you."))
            return

        def work(office: Office, _progress: Progress) -> object:
            office.access.confirm(actor, old)
            return office.access.set_password(actor, actor.user_id, None)

        self.context.lanes.work.ask(self, work, self._removed, self._refused)

    def _removed(self, _done: object) -> None:
        self.context.seat.keep_password(has_password=False)
        self.old.clear()
        self._show()
        self.banner.say(self.context.words.text("The file opens without a password now."), "warn")

    def _minutes_chosen(self) -> None:
        self.context.seat.idle_minutes = self.minutes.currentData()

    def _lock(self) -> None:
        self.context.navigator.ask(LockWindow())


def minutes_text(words: Words, minutes: int) -> str:
    """A time without a touch in words."""
    return words.plural("{n} minute", "{n} minutes", minutes) if minutes else words.text("never")
