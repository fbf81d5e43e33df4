"""What stands in a PDF, read back by another library than the one that wrote it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader

from app.export.document import Document
from app.export.glyphs import printable


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """A text without its spaces and line ends: where a line breaks is not what is compared."""
    return "".join(text.split())


def missing(document: Document, pdf: bytes) -> Iterator[str]:
    """Texts of the document that do not stand in its PDF, to the letter."""
    found = squeezed("".join(pages_of(pdf)))
    for text in document.texts():
        if text != document.page_line and squeezed(printable(text)) not in found:
            yield text
