"""A small form in a dialog: a few inputs, what is wrong with each under it, and the deed on its button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from app.i18n.words import Words
from app.kernel.errors import Finding, Invalid, SignInFailed
from app.wording.errors import error_sentence, finding_text
from ui.kit.banner import Banner
from ui.kit.dialog import Dialog, Message
from ui.kit.labels import field_label, label

_PASSWORD = "password"  # ruff: ignore[hardcoded-password-string] - the key of an input


class EntryDialog(Dialog):
    """Stays open until whoever asked says that it is done (``accept``), or what is wrong (``refuse``)."""

    submitted = Signal(object)
    """What stands in the inputs, by their keys."""

    def __init__(self, message: Message, deed: str, words: Words, parent: QWidget) -> None:
        """``deed`` is the text of the button that does it; inputs are added after that."""
        super().__init__(parent)
        self.banner = Banner(words)
        self.inputs: dict[str, QLineEdit | QComboBox] = {}
        self.said: dict[str, QLabel] = {}
        self._words = words
        self.say(message)
        self.body.addWidget(self.banner)
        self.add_button(words.text("Cancel"), self.reject)
        self.deed = self.add_button(deed, self._submit, primary=True)

    def add_text(self, key: str, title: str, value: str = "", *, hidden: bool = False) -> QLineEdit:
        """A line of text; a ``hidden`` one shows dots."""
        field = QLineEdit(value)
        if hidden:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(self._typed)
        self._add(key, title, field)
        return field

    def add_choice(self, key: str, title: str, choices: dict[str, str], chosen: str = "") -> QComboBox:
        """One of ``choices``: code and text."""
        box = QComboBox()
        for code, text in choices.items():
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.currentIndexChanged.connect(self._typed)
        self._add(key, title, box)
        return box

    def ready(self) -> None:
        """All inputs are there: the first gets the focus."""
        self._typed()
        self.fit()
        next(iter(self.inputs.values())).setFocus()

    def value(self, key: str) -> str:
        """What stands in an input: its text, or the code that is chosen."""
        field = self.inputs[key]
        return field.text() if isinstance(field, QLineEdit) else str(field.currentData() or "")

    def refuse(self, error: Exception) -> None:
        """Say under each input what is wrong with it, and over them what belongs to none."""
        self._clear()
        findings = error.findings if isinstance(error, Invalid) else ()
        other = tuple(finding for finding in findings if finding.place not in self.inputs)
        for finding in findings:
            if finding.place in self.inputs:
                self.blame(finding.place, self._said(finding))
        if isinstance(error, SignInFailed) and _PASSWORD in self.inputs:  # no login was asked for
            self.blame(_PASSWORD, self._words.text("This is not your password. Type it again."))
        elif other or not findings:
            self.banner.say(error_sentence(self._words, Invalid(other) if other else error))
        self.deed.setEnabled(True)
        wrong = [key for key, said in self.said.items() if not said.isHidden()]
        first = self.inputs[wrong[0]] if wrong else next(iter(self.inputs.values()))
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()
        self.fit()

    def blame(self, key: str, sentence: str) -> None:
        """Say ``sentence`` under an input."""
        self.said[key].setText(sentence)
        self.said[key].show()
        self.inputs[key].setAccessibleDescription(sentence)
        self.fit()

    def complete(self) -> bool:
        """Whether every line has something."""
        return all(field.text().strip() for field in self.inputs.values() if isinstance(field, QLineEdit))

    def _said(self, finding: Finding) -> str:
        return finding_text(self._words, finding)

    def _add(self, key: str, title: str, field: QLineEdit | QComboBox) -> None:
        said = label("")
        said.setProperty("tone", "bad")
        said.setWordWrap(True)
        said.hide()
        self.body.addSpacing(4)
        for part in (field_label(title, field), field, said):
            self.body.addWidget(part)
        self.inputs[key] = field
        self.said[key] = said

    def _clear(self) -> None:
        self.banner.hide()
        for key, said in self.said.items():
            said.hide()
            self.inputs[key].setAccessibleDescription("")

    def _typed(self) -> None:
        self.deed.setEnabled(self.complete())

    def _submit(self) -> None:
        self._clear()
        self.deed.setEnabled(False)
        self.submitted.emit({key: self.value(key) for key in self.inputs})


class NewPassword:
    """Two inputs for a password that is typed twice."""

    def __init__(self, dialog: EntryDialog, words: Words, title: str) -> None:
        """Add them to ``dialog``, as ``password`` and ``again``."""
        self._dialog = dialog
        self._differ = words.text("The two passwords are not the same. Type them again.")
        dialog.add_text("password", title, hidden=True)
        dialog.add_text("again", words.text("The same password once more"), hidden=True)

    def agree(self) -> bool:
        """Whether both are the same; says so under the second where they are not."""
        same = self._dialog.value("password") == self._dialog.value("again")
        if not same:
            self._dialog.blame("again", self._differ)
            self._dialog.deed.setEnabled(True)
            self._dialog.inputs["again"].setFocus()
        return same
