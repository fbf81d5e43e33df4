"""Dialogs: they open beside the running window (no nested loop) and tell their end by a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.icons import IconLabel
from ui.kit.labels import field_label, label, push_button

_WIDTH = 460
_DETAILS_HEIGHT = 180


@dataclass(frozen=True, slots=True)
class Message:
    """What a dialog says: what happened, what it means and what to do; the technical part is folded away."""

    title: str
    text: str
    details: str = ""
    icon: str = "circle-help"
    tone: str = "info"


class Dialog(QDialog):
    """A frame with a body and a foot of buttons; closing it frees it."""

    def __init__(self, parent: QWidget, title: str = "Premia") -> None:
        """Modal to the window of ``parent``; a headline inside says more than ``title`` does."""
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QWidget()
        self.body = QVBoxLayout(body)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(8)
        outer.addWidget(body, 1)
        foot = QFrame()
        foot.setObjectName("Footer")
        foot.setFixedHeight(56)
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(20, 0, 20, 0)
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        outer.addWidget(foot)

    def add_button(self, text: str, clicked: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button in the foot; the primary one answers Enter."""
        button = push_button(text, clicked, primary=primary)
        button.setDefault(primary)
        self._foot.addWidget(button)
        return button

    def fit(self) -> None:
        """Become as high as what is shown needs at this width: lines that wrap would be cut else."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def say(self, message: Message) -> None:
        """An icon, a headline and a text at the top of the body."""
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(IconLabel(message.icon, 24, message.tone), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        headline = label(message.title, "Section")
        headline.setWordWrap(True)
        text = label(message.text)
        text.setWordWrap(True)
        text.setMinimumWidth(_WIDTH - 80)
        texts.addWidget(headline)
        texts.addWidget(text)
        line.addLayout(texts, 1)
        self.body.addLayout(line)


class MessageDialog(Dialog):
    """Says something; the details unfold."""

    def __init__(self, message: Message, words: Words, parent: QWidget) -> None:
        """One button: close."""
        super().__init__(parent)
        self.message = message
        self.say(message)
        self._details = QPlainTextEdit(message.details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(words.text("Technical details"))
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.hide()
        if message.details:
            self._fold = push_button(words.text("Technical details"), self._unfold, "chevron-right", link=True)
            self.body.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(self._details)
        self.add_button(words.text("Close"), self.accept, primary=True).setFocus()

    def _unfold(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.adjustSize()


class QuestionDialog(Dialog):
    """A question with the name of the deed on its button."""

    def __init__(self, message: Message, deed: str, words: Words, parent: QWidget) -> None:
        """``deed`` is the text of the button that does it."""
        super().__init__(parent)
        self.say(message)
        self.add_button(words.text("Cancel"), self.reject)
        self.add_button(deed, self.accept, primary=True).setFocus()


class ReasonDialog(Dialog):
    """A question that wants a reason: the deed waits until one is typed."""

    def __init__(self, message: Message, deed: str, words: Words, parent: QWidget) -> None:
        """``deed`` is the text of the button that does it."""
        super().__init__(parent)
        self.say(message)
        self.reason_edit = QPlainTextEdit()
        self.reason_edit.setFixedHeight(84)
        self.reason_edit.setTabChangesFocus(True)
        self.body.addSpacing(4)
        self.body.addWidget(field_label(words.text("Reason"), self.reason_edit))
        self.body.addWidget(self.reason_edit)
        self.add_button(words.text("Cancel"), self.reject)
        self._do = self.add_button(deed, self.accept, primary=True)
        self._do.setEnabled(False)
        self.reason_edit.textChanged.connect(self._typed)
        self.reason_edit.setFocus()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.reason_edit.toPlainText().strip()

    def _typed(self) -> None:
        self._do.setEnabled(bool(self.reason))

    def sizeHint(self) -> QSize:
        """As wide as every dialog."""
        return QSize(_WIDTH, super().sizeHint().height())
