"""The deeds «PDF…» and «E-mail…» of a page of records: a short question, a file dialog, and the file is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.bootstrap import Office
from app.i18n.words import LANGUAGE_NAMES, Words, mark
from app.kernel.actor import Actor
from ui.kit.columns import Row
from ui.kit.detail import Deed
from ui.kit.dialog import Message
from ui.kit.entry_dialog import EntryDialog
from ui.kit.record_page import RecordPage
from ui.kit.save_dialog import ask_where
from ui.kit.show_file import show_file
from ui.runtime.jobs import Progress

if TYPE_CHECKING:
    from app.export.document import Document
    from app.export.mail import Letter

PDF, EML = "pdf", "eml"
_FILES = {PDF: mark("PDF documents ({pattern})"), EML: mark("Drafts of letters ({pattern})")}


@dataclass(frozen=True, slots=True)
class Asked(Generic[Row]):
    """What is printed: of which row, for whom, which one of several, in which language."""

    actor: Actor
    row: Row
    which: str
    language: str


@dataclass(frozen=True, slots=True)
class Paper(Generic[Row]):
    """One kind of document that a page's row can be printed as."""

    title: str
    """Its marked name, the headline of the question."""
    document: Callable[[Office, Asked[Row]], Document]
    letter: Callable[[Office, Asked[Row]], Letter]
    which: str = ""
    """What is chosen among ``choices``, marked; empty where a row has one such document."""
    choices: Callable[[Office, Actor, Row, Words], Mapping[str, str]] | None = None
    nothing: str = ""
    """Said where there is nothing to choose among, marked."""


def paper_deeds(words: Words, key: str, title: str = "") -> tuple[Deed, ...]:
    """The two deeds of a kind of document, with its ``title`` where the page has others too."""
    before = f"{title}: " if title else ""
    return (
        Deed(f"{key}.{PDF}", before + words.text("PDF…"), "printer"),
        Deed(f"{key}.{EML}", before + words.text("E-mail…"), "mail"),
    )


class PaperDeeds(QObject, Generic[Row]):
    """Listens to the panel of a page and makes the documents that are wished for."""

    def __init__(self, page: RecordPage[Office, Row], papers: Mapping[str, Paper[Row]]) -> None:
        """``papers`` are by the keys that ``paper_deeds`` was given."""
        super().__init__(page)
        self.open_file: Callable[[Path], object] = show_file
        """How a finished file is shown."""
        self._page = page
        self._papers = papers
        page.detail.deed_wished.connect(self._wished)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), page, self._print)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _print(self) -> None:
        """Ctrl+P is the page's first document as PDF."""
        self._wished(f"{next(iter(self._papers))}.{PDF}")

    def _wished(self, deed: str) -> None:
        key, _, form = deed.partition(".")
        row = self._page.table.current()
        if row is not None and key in self._papers and form in _FILES:
            self._page.banner.hide()  # what was said of another document
            self._ask(self._papers[key], form, row)

    def _ask(self, paper: Paper[Row], form: str, row: Row) -> None:
        context, choices = self._page.context, paper.choices

        def fetch(office: Office, _progress: Progress) -> tuple[str, Mapping[str, str]]:
            language = office.settings.firm(context.actor).language
            return language, choices(office, context.actor, row, context.words) if choices else {}

        def fetched(found: tuple[str, Mapping[str, str]]) -> None:
            language, offered = found
            if choices and not offered:
                self._page.banner.say(context.words.text(paper.nothing))
            else:
                self._open(paper, form, row, language, offered)

        context.lanes.read.ask(self._page, fetch, fetched, self._page.refused)

    def _open(self, paper: Paper[Row], form: str, row: Row, language: str, offered: Mapping[str, str]) -> None:
        words = self._page.context.words
        text = (
            words.text("The document is written in the language that the client reads.")
            if form == PDF
            else words.text("A draft with the document attached opens in your mail program. Nothing is sent by itself.")
        )
        icon = "printer" if form == PDF else "mail"
        message = Message(words.text(paper.title), text, icon=icon, tone="accent")
        dialog = EntryDialog(message, words.text("Save as…"), words, self._page)
        if offered:
            dialog.add_choice("which", words.text(paper.which), dict(offered))
        dialog.add_choice("language", words.text("Language of the document"), LANGUAGE_NAMES, language)

        def submitted(values: dict[str, str]) -> None:
            dialog.accept()
            asked = Asked(self._page.context.actor, row, values.get("which", ""), values["language"])
            self._make(paper, form, asked)

        dialog.submitted.connect(submitted)
        dialog.ready()
        dialog.open()

    def _make(self, paper: Paper[Row], form: str, asked: Asked[Row]) -> None:
        """Draw first: what cannot be drawn needs no place."""
        context = self._page.context

        def work(office: Office, _progress: Progress) -> tuple[str, bytes]:
            from app.export.mail import letter_bytes
            from app.export.pdf import pdf_bytes
            from app.paths import file_name

            if form == EML:
                letter = paper.letter(office, asked)
                return file_name(letter.document.title, EML), letter_bytes(letter)
            document = paper.document(office, asked)
            return file_name(document.title, PDF), pdf_bytes(document)

        context.lanes.read.ask(self._page, work, partial(self._ask_where, form), self._page.refused)

    def _ask_where(self, form: str, made: tuple[str, bytes]) -> None:
        name, content = made
        words = self._page.context.words
        kinds = {form: words.text(_FILES[form]).format(pattern=f"*.{form}")}
        ask_where(self._page, words.text("Save the document"), name, kinds, partial(self.save, content=content))

    def save(self, path: Path, content: bytes) -> None:
        """Write the file, say so, and show it."""

        def work(_office: Office, _progress: Progress) -> Path:
            from app.export.placing import write_whole

            write_whole(path, content)
            return path

        self._page.context.lanes.read.ask(self._page, work, self._saved, self._page.refused)

    def _saved(self, path: Path) -> None:
        self._page.banner.say(
            self._page.context.words.text("The document is written: {path}").format(path=path), "good"
        )
        self.open_file(path)
