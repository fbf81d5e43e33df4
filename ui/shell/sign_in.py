"""Signing in: asked for when a file has several users, or one with a password, or is encrypted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n.words import Words
from ui.kit.banner import Banner
from ui.kit.dialog import Dialog
from ui.kit.labels import field_label, label, muted, push_button
from ui.shell.help.desk import OWN_SIGN_IN, TOPIC


class _Door(Dialog):
    """Fields and a button; stays open until what they say is right or somebody gives up."""

    def __init__(self, words: Words, title: str, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty(TOPIC, OWN_SIGN_IN)
        self.banner = Banner(words)
        self._fields: list[QLineEdit] = []
        self.body.addWidget(label(title, "Section"))
        self.body.addWidget(muted(about, wrap=True))
        self.body.addWidget(self.banner)

    def add_field(self, text: str, *, hidden: bool = False) -> QLineEdit:
        """One field under its name."""
        field = QLineEdit()
        if hidden:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addSpacing(4)
        self.body.addWidget(field_label(text, field))
        self.body.addWidget(field)
        self._fields.append(field)
        return field

    def add_foot(self, words: Words, deed: str) -> None:
        """The buttons, below everything."""
        self.add_button(words.text("Cancel"), self.reject)
        self.submit = self.add_button(deed, self._submit, primary=True)
        for field in self._fields:
            field.textChanged.connect(self._typed)
        self._typed()
        self._fields[0].setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it did not work, and let it be typed again."""
        self.banner.say(sentence)
        self.submit.setEnabled(True)
        self._fields[1].setFocus()
        self._fields[1].selectAll()

    def complete(self) -> bool:
        """Whether enough is typed to be looked at."""
        return bool(self._fields[0].text().strip())

    def send(self) -> None:
        """Tell what was typed."""

    def _typed(self) -> None:
        self.submit.setEnabled(self.complete())

    def _submit(self) -> None:
        self.submit.setEnabled(False)
        self.send()


class SignInDialog(_Door):
    """Login and password."""

    submitted = Signal(str, str)
    """Login and password."""
    recovery_wanted = Signal()
    """The password of an encrypted file is forgotten, or its wrapped keys are lost."""

    def __init__(self, words: Words, file_name: str, parent: QWidget, *, encrypted: bool = False) -> None:
        """For the file called ``file_name``."""
        about = (
            words.text("The file {name} is encrypted. Your password opens it.")
            if encrypted
            else words.text("The file {name} belongs to several people.")
        )
        super().__init__(words, words.text("Sign in"), about.format(name=file_name), parent)
        self.login = self.add_field(words.text("Login"))
        self.password = self.add_field(words.text("Password"), hidden=True)
        self.recover = push_button(words.text("I have the recovery key"), self.recovery_wanted.emit, link=True)
        self.recover.setVisible(encrypted)
        self.body.addWidget(self.recover, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_foot(words, words.text("Sign in"))

    def send(self) -> None:
        """Tell login and password."""
        self.submitted.emit(self.login.text().strip(), self.password.text())


class RecoveryDialog(_Door):
    """The paper, and the new password of a director."""

    submitted = Signal(str, str, str)
    """Login, recovery key and new password."""

    def __init__(self, words: Words, file_name: str, parent: QWidget) -> None:
        """For the encrypted file called ``file_name``."""
        about = words.text(
            "The recovery key opens the file {name} without a password, and gives a director a new one. "
            "It was printed when the file was encrypted."
        )
        super().__init__(words, words.text("Recovery key"), about.format(name=file_name), parent)
        self._differ = words.text("The two passwords are not the same. Type them again.")
        self.login = self.add_field(words.text("The director's login"))
        self.key = self.add_field(words.text("Recovery key"))
        self.password = self.add_field(words.text("New password"), hidden=True)
        self.again = self.add_field(words.text("The new password once more"), hidden=True)
        self.add_foot(words, words.text("Open the file"))

    def complete(self) -> bool:
        """Whether every field has something."""
        return all(field.text().strip() for field in (self.login, self.key, self.password, self.again))

    def send(self) -> None:
        """Tell what was typed, when both passwords are the same."""
        if self.password.text() != self.again.text():
            self.refuse(self._differ)
            return
        self.submitted.emit(self.login.text().strip(), self.key.text(), self.password.text())
