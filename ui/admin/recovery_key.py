"""The recovery key on screen: to be printed or written down, and typed back before anything hangs on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.i18n.words import Words
from app.kernel.errors import RecoveryKeyWrong
from app.keys.recovery import read
from app.wording.errors import error_sentence
from ui.kit.dialog import Dialog, Message
from ui.kit.labels import field_label, label, push_button

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_WIDTH, _KEY_PX, _MARGIN_MM = 560, 16, 25
_GROUPS_A_LINE = 7


class RecoveryKeyDialog(Dialog):
    """Shows a key; with a ``deed`` that waits until the key was typed back."""

    def __init__(
        self, message: Message, key: str, words: Words, parent: QWidget, *, file_name: str, deed: str = ""
    ) -> None:
        """``key`` as ``recovery.written`` gives it, of the file called ``file_name``."""
        super().__init__(parent)
        self.setMinimumWidth(_WIDTH)
        self.key = key
        self._words = words
        self._file_name = file_name
        self.say(message)
        self.shown = label(in_lines(key))
        self.shown.setFont(_key_font())
        self.shown.setAccessibleName(words.text("Recovery key"))
        self.body.addSpacing(8)
        self.body.addWidget(self.shown)
        self.body.addSpacing(8)
        self.print_button = push_button(words.text("Print…"), self._ask_printer, "printer")
        ways = QHBoxLayout()
        ways.addWidget(self.print_button)
        self.body.addLayout(ways)
        self.typed = QLineEdit()
        self.wrong = label("")
        self.wrong.setProperty("tone", "bad")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        if not deed:
            ways.addStretch(1)
            self.add_button(words.text("Close"), self.accept, primary=True).setFocus()
            return
        self.hide_key = push_button(words.text("I have it on paper"), self._ask_back, primary=True)
        ways.addWidget(self.hide_key)
        ways.addStretch(1)
        self._typed_label = field_label(words.text("Type the key from the paper"), self.typed)
        for part in (self._typed_label, self.typed, self.wrong):
            self.body.addWidget(part)
        self.back = push_button(words.text("Show the key again"), self._show_key, link=True)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button(words.text("Cancel"), self.reject)
        self.deed = self.add_button(deed, self._compare, primary=True)
        self.deed.setEnabled(False)
        self.typed.textChanged.connect(self._edited)
        self._show_key()

    def _ask_back(self) -> None:
        self._turn(asks=True)
        self.typed.setFocus()

    def _show_key(self) -> None:
        self._turn(asks=False)
        self.hide_key.setFocus()

    def _turn(self, *, asks: bool) -> None:
        showing: tuple[QWidget, ...] = (self.shown, self.print_button, self.hide_key)
        asking: tuple[QWidget, ...] = (self._typed_label, self.typed, self.back)
        for part in (*showing, *asking):
            part.setVisible((part in asking) == asks)
        (self.deed if asks else self.hide_key).setDefault(True)
        self.wrong.hide()
        self.fit()

    def _edited(self) -> None:
        self.deed.setEnabled(bool(self.typed.text().strip()))

    def _compare(self) -> None:
        """The paper must say what the screen said: a slip of the pen shows now and not in need."""
        sentence = ""
        try:
            if read(self.typed.text()) != read(self.key):
                sentence = self._words.text("This is another key. Compare it with the paper.")
        except RecoveryKeyWrong as error:
            sentence = error_sentence(self._words, error)
        if not sentence:
            self.accept()
            return
        self.wrong.setText(sentence)
        self.wrong.show()
        self.fit()
        self.typed.setFocus()

    def _ask_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter()
        self._printer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it must not outlive its printer
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(self._print)
        dialog.show()

    def _print(self) -> None:
        self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Put the paper out."""
        self.paper().print_(printer)

    def paper(self) -> QTextDocument:
        """What is printed: whoever finds it in years must see which file it opens, and why it lies locked away."""
        words = self._words
        about = words.text(
            "This key opens the file when its passwords are forgotten. Keep it locked away, apart from the computer: "
            "whoever has it and the file can read everything."
        )
        document = QTextDocument()
        document.setHtml(
            f"<h2>{escape(words.text('Premia: recovery key'))}</h2><p>{escape(self._file_name)}</p>"
            f"<pre style='font-size: 14pt'>{in_lines(self.key)}</pre><p>{escape(about)}</p>"
        )
        return document


def in_lines(key: str) -> str:
    """The groups of a key on two lines."""
    groups = key.split("-")
    return "\n".join("-".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE))


def _key_font() -> QFont:
    """Letters of one width, so that groups stand under groups: the key is copied by hand."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(_KEY_PX)
    return font
