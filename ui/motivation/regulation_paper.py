"""The regulation of a scheme on paper: asked in which language and where to, written, and shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.bootstrap import Office
from app.i18n.words import LANGUAGE_NAMES
from app.paths import file_name
from ui.kit.dialog import Message
from ui.kit.entry_dialog import EntryDialog
from ui.kit.save_dialog import ask_where
from ui.kit.show_file import show_file
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

if TYPE_CHECKING:
    from app.export.document import Document

Make = Callable[[Office, str], "Document"]
"""Makes the document in a language, on a lane."""


class RegulationPaper(QObject):
    """One for a page or a step; ``written`` and ``refused`` are said by whoever shows banners."""

    written = Signal(str)
    """The sentence that says where it stands."""
    refused = Signal(object)
    """An error."""

    def __init__(self, context: UiContext[Office], parent: QWidget) -> None:
        """Dialogs stand over ``parent``."""
        super().__init__(parent)
        self.open_file: Callable[[Path], object] = show_file
        """How a finished file is shown."""
        self._context = context
        self._parent = parent

    def ask(self, make: Make) -> None:
        """Ask for the language; the document is made first, for what cannot be made needs no place."""
        words = self._context.words
        text = words.text(
            "The rules in plain words with an example each, for signing by everybody whom the scheme pays. "
            "Save it as PDF, or as a page for the browser."
        )
        message = Message(words.text("Regulation of the scheme"), text, icon="file-text", tone="accent")
        dialog = EntryDialog(message, words.text("Save as…"), words, self._parent)
        dialog.add_choice("language", words.text("Language of the document"), LANGUAGE_NAMES, words.language)

        def submitted(values: dict[str, str]) -> None:
            dialog.accept()
            self._make(make, values["language"])

        dialog.submitted.connect(submitted)
        dialog.ready()
        dialog.open()

    def _make(self, make: Make, language: str) -> None:
        def work(office: Office, _progress: Progress) -> Document:
            return make(office, language)

        self._context.lanes.read.ask(self, work, self._ask_where, self.refused.emit)

    def _ask_where(self, document: Document) -> None:
        words = self._context.words
        kinds = {
            "pdf": words.text("PDF documents ({pattern})").format(pattern="*.pdf"),
            "html": words.text("Pages for the browser ({pattern})").format(pattern="*.html"),
        }
        name = file_name(document.title, "pdf")
        ask_where(self._parent, words.text("Save the regulation"), name, kinds, partial(self.write, document))

    def write(self, document: Document, path: Path) -> None:
        """Put it there: a name that ends with ``.html`` asks for a page, everything else for PDF."""

        def work(_office: Office, _progress: Progress) -> Path:
            from app.export.paper_file import write_paper

            write_paper(document, path)
            return path

        self._context.lanes.read.ask(self, work, self._stands, self.refused.emit)

    def _stands(self, path: Path) -> None:
        self.written.emit(self._context.words.text("The document is written: {path}").format(path=path))
        self.open_file(path)
