"""Signing in: asked for when a file has several users, or one with a password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n.words import Words
from ui.kit.banner import Banner
from ui.kit.dialog import Dialog
from ui.kit.labels import field_label, label, muted


class SignInDialog(Dialog):
    """Login and password; stays open until they are right or somebody gives up."""

    submitted = Signal(str, str)
    """Login and password."""

    def __init__(self, words: Words, file_name: str, parent: QWidget) -> None:
        """For the file called ``file_name``."""
        super().__init__(parent)
        self.banner = Banner(words)
        self.login = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(label(words.text("Sign in"), "Section"))
        self.body.addWidget(muted(words.text("The file {name} belongs to several people.").format(name=file_name)))
        self.body.addWidget(self.banner)
        for text, field in ((words.text("Login"), self.login), (words.text("Password"), self.password)):
            self.body.addSpacing(4)
            self.body.addWidget(field_label(text, field))
            self.body.addWidget(field)
        self.add_button(words.text("Cancel"), self.reject)
        self.submit = self.add_button(words.text("Sign in"), self._submit, primary=True)
        self.login.textChanged.connect(self._typed)
        self._typed()
        self.login.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it did not work, and let the password be typed again."""
        self.banner.say(sentence)
        self.submit.setEnabled(True)
        self.password.setFocus()
        self.password.selectAll()

    def _typed(self) -> None:
        self.submit.setEnabled(bool(self.login.text().strip()))

    def _submit(self) -> None:
        self.submit.setEnabled(False)
        self.submitted.emit(self.login.text().strip(), self.password.text())
