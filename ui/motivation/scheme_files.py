"""Schemes as files: one is saved, one is read, looked through and put in force; what is wrong with it is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid
from app.motivation.scheme_file import SchemeFile, read_scheme
from app.paths import file_name, written_text
from app.wording.errors import finding_place, finding_sentence, finding_text
from ui.kit.dialog import Dialog, Message, QuestionDialog
from ui.kit.labels import muted
from ui.kit.open_dialog import ask_which
from ui.kit.page import Page
from ui.kit.save_dialog import ask_where
from ui.kit.scrolling import scrolled
from ui.motivation.books import SchemeBooks
from ui.motivation.cards import Card, sentence
from ui.runtime.jobs import Progress

_ENDING = "toml"
_WIDTH, _HEIGHT = 640, 480
_MOST_OF_SCREEN = 80


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that can be read as a scheme."""

    path: Path
    text: str
    scheme: SchemeFile


class SchemeFiles(QObject):
    """What the page does with files; nothing changes unless all of a file is right."""

    entered = Signal(int)
    """The scheme of this id is in force as its file says."""

    def __init__(self, page: Page[Office], books: Callable[[], SchemeBooks]) -> None:
        """``books``: what the page shows."""
        super().__init__(page)
        self._page, self._books = page, books
        self._key = ""

    # saving

    def ask_where(self, key: str) -> None:
        """Let the user choose where the scheme of ``key`` is saved."""
        words, self._key = self._page.context.words, key
        title = words.text("Save as a scheme file")
        ask_where(self._page, title, file_name(key, _ENDING), {_ENDING: _kind(words)}, self.save_to)

    def save_to(self, path: Path) -> None:
        """Write it with all its versions."""
        context, key = self._page.context, self._key

        def work(office: Office, _progress: Progress) -> Path:
            from app.export.placing import write_whole

            write_whole(path, office.motivation.scheme_text(context.actor, key).encode())
            return path

        context.lanes.work.ask(self, work, self._saved, self._page.refused)

    def _saved(self, path: Path) -> None:
        said = self._page.context.words.text("The scheme file is written: {path}").format(path=path)
        self._page.banner.say(said, "good")

    # reading

    def ask_which(self) -> None:
        """Let the user choose a file to read."""
        words = self._page.context.words
        ask_which(self._page, words.text("Read a scheme file"), _kind(words), self.read_from)

    def read_from(self, path: Path) -> None:
        """Look through a file, then ask whether it is to be put in force."""

        def work(_office: Office, _progress: Progress) -> ReadFile:
            text = written_text(path)
            return ReadFile(path, text, read_scheme(text))

        self._page.context.lanes.read.ask(self, work, self._ask, lambda error: self._refused(path, error))

    def _ask(self, read: ReadFile) -> None:
        message = question(self._page.context.words, read.scheme, self._books())
        if message is None:
            self._enter(read)
            return
        words = self._page.context.words
        dialog = QuestionDialog(message, words.text("Put in force"), words, self._page)
        dialog.accepted.connect(lambda: self._enter(read))
        dialog.open()

    def _enter(self, read: ReadFile) -> None:
        context = self._page.context

        def work(office: Office, _progress: Progress) -> Done[int]:
            return office.motivation.add_scheme(context.actor, read.text)

        def entered(done: Done[int]) -> None:
            said = context.words.text("In force as the file says: «{name}».").format(name=read.scheme.name)
            self._page.banner.say(said, "good")
            self.entered.emit(done.value)

        context.lanes.work.ask(self, work, entered, lambda error: self._refused(read.path, error))

    def _refused(self, path: Path, error: Exception) -> None:
        if isinstance(error, Invalid):
            FindingsDialog(self._page.context.words, path, error.findings, self._page).open()
        else:
            self._page.refused(error)


class FindingsDialog(Dialog):
    """Everything that is wrong with a file: where, and what."""

    def __init__(self, words: Words, path: Path, findings: Sequence[Finding], parent: QWidget) -> None:
        """One card for each of ``findings``."""
        super().__init__(parent, words.text("Scheme file"))
        self.lines = [finding_sentence(words, finding) for finding in findings]
        text = words.plural(
            "{n} finding in {file}. Nothing was changed: mend the file and read it again.",
            "{n} findings in {file}. Nothing was changed: mend the file and read it again.",
            len(findings),
        ).replace("{file}", path.name)
        self.say(Message(words.text("The scheme file was not taken"), text, icon="triangle-alert", tone="bad"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for finding in findings:
            card = Card()
            place = finding_place(words, finding.place)
            if place:
                card.lines.addWidget(muted(place, wrap=True))
            card.lines.addWidget(sentence(finding_text(words, finding)))
            column.addWidget(card)
        column.addStretch(1)
        area = scrolled(inside)
        area.setObjectName("Reading")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(words.text("What is wrong with the file"))
        self.body.addWidget(area, 1)
        self.copy = self.add_button(words.text("Copy the findings"), self._copy)
        self.add_button(words.text("Close"), self.accept, primary=True).setFocus()
        most = self.screen().availableSize().height() * _MOST_OF_SCREEN // 100
        self.resize(_WIDTH, min(_HEIGHT, most))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.lines))


def question(words: Words, file: SchemeFile, books: SchemeBooks) -> Message | None:
    """What putting a file in force would do; None where it has no version that is not in force already."""
    card = next((card for card in books.cards if card.scheme.key == file.key), None)
    known = {version.valid_from for version in card.scheme.versions} if card is not None else set()
    new = [version for version in file.versions if version.valid_from not in known]
    if not new:
        return None
    days = ", ".join(words.date(version.valid_from) for version in new)
    rules = words.plural("{n} rule", "{n} rules", len(new[-1].rules))
    if card is None:
        text = words.text(
            "A new scheme, in force from {dates}, with {rules}. Nobody is paid by it yet: say on the page of "
            "staff for whom it holds."
        )
    else:
        text = words.text(
            "Another version of a scheme in force, from {dates}, with {rules}. It pays those whom the scheme "
            "pays by then."
        )
    hint = words.text("A version in force cannot be edited, only replaced from a later day.")
    said = f"{text.format(dates=days, rules=rules)} {hint}"
    return Message(words.text("Put «{name}» in force?").format(name=file.name), said, icon="badge-percent")


def _kind(words: Words) -> str:
    return words.text("Scheme files ({pattern})").format(pattern=f"*.{_ENDING}")
