"""What a locked window shows: whose it is, and a place for the password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.actor import Actor
from app.wording.terms import role
from ui.kit.banner import Banner
from ui.kit.icons import IconLabel
from ui.kit.labels import field_label, label, muted, push_button

_WIDTH = 420


class LockScreen(QWidget):
    """Asks for the password of whoever is signed in, or for somebody else's login."""

    submitted = Signal(str, str)
    """Login and password."""
    close_wished = Signal()

    def __init__(self, words: Words, actor: Actor, file_name: str) -> None:
        """``actor`` has ``file_name`` open."""
        super().__init__()
        self._words = words
        self._actor = actor
        self.banner = Banner(words)
        self.login = QLineEdit(actor.login)
        self._login_label = field_label(words.text("Login"), self.login)
        self._given_up = muted(
            words.text("Who signs in as somebody else gives up what {login} has typed and not saved.").format(
                login=actor.login
            ),
            wrap=True,
        )
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.submit = push_button(words.text("Unlock"), self._submit, "lock", primary=True)
        self.other = push_button(words.text("Sign in as somebody else"), self._ask_login, link=True)
        self.leave = push_button(words.text("Close this file"), self.close_wished.emit, link=True)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_WIDTH)
        self._fill(QVBoxLayout(card), file_name)
        for part in (self.login, self._login_label, self._given_up):
            part.hide()
        self.login.textChanged.connect(self._typed)
        self.password.textChanged.connect(self._typed)
        for field in (self.login, self.password):
            field.returnPressed.connect(self._submit)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self._typed()

    def refuse(self, sentence: str) -> None:
        """Say why not, and let it be typed again."""
        self.banner.say(sentence)
        self._typed()
        self.password.setFocus()
        self.password.selectAll()

    def _fill(self, lines: QVBoxLayout, file_name: str) -> None:
        words, actor = self._words, self._actor
        lines.setContentsMargins(32, 28, 32, 24)
        lines.setSpacing(8)
        lines.addWidget(IconLabel("lock", 32, "accent"))
        lines.addSpacing(4)
        lines.addWidget(label(words.text("The window is locked"), "Hero"))
        who = words.text("{login}, {role}").format(login=actor.login, role=role(words, actor.role))
        lines.addWidget(muted(f"{who}  ·  {file_name}"))
        lines.addWidget(muted(words.text("Everything stands as it was left, with what was typed."), wrap=True))
        lines.addWidget(self.banner)
        lines.addSpacing(6)
        for part in (self._login_label, self.login, field_label(words.text("Password"), self.password), self.password):
            lines.addWidget(part)
        lines.addWidget(self._given_up)
        lines.addSpacing(6)
        lines.addWidget(self.submit)
        ways = QHBoxLayout()
        ways.addWidget(self.other)
        ways.addStretch(1)
        ways.addWidget(self.leave)
        lines.addLayout(ways)

    def _ask_login(self) -> None:
        for part in (self.login, self._login_label, self._given_up):
            part.show()
        self.other.hide()
        self.login.setFocus()
        self.login.selectAll()

    def _typed(self) -> None:
        self.submit.setEnabled(bool(self.login.text().strip() and self.password.text()))

    def _submit(self) -> None:
        if self.submit.isEnabled():
            self.submit.setEnabled(False)
            self.submitted.emit(self.login.text().strip(), self.password.text())
