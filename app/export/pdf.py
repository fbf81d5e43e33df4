"""Documents as PDF: a thin face of reportlab. A4, Inter embedded, the same bytes for the same document."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.export.document import PAGE, PAGES, Document
from app.export.glyphs import check_glyphs, printable
from app.export.placing import write_whole
from app.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR, STRONG = "InterDocuments-Regular", "InterDocuments-SemiBold"


def write_pdf(document: Document, path: Path) -> None:
    """Write the document to ``path``, whole or not at all. Raises GlyphMissing, ExportLocked."""
    write_whole(path, pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF file. Raises GlyphMissing: the font lacks a character of the document."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    from app.export.pdf_layout import BOTTOM, LEFT, RIGHT, TOP, story

    check_glyphs(document.texts(), fonts()[0].face.charToGlyph)
    stream = io.BytesIO()
    width, height = A4
    made = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=printable(document.title),
        author=printable(document.parties[0].name) if document.parties else "",
        creator="Premia",
        lang=document.language,
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(
        LEFT, BOTTOM, width - LEFT - RIGHT, height - TOP - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    made.addPageTemplates(PageTemplate(frames=[frame]))
    made.build(story(document), canvasmaker=_canvas_of(document))
    return stream.getvalue()


@cache
def fonts() -> tuple[TTFont, TTFont]:
    """The two faces of documents, known to reportlab from now on."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made = []
    for name in (REGULAR, STRONG):
        font = TTFont(name, str(resource("fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        made.append(font)
    return made[0], made[1]


def _canvas_of(document: Document) -> Any:  # ruff: ignore[any-type]
    """The kind of canvas that knows how many pages there are when it writes their feet."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    from app.export.pdf_layout import LEFT, QUIET_INK, RIGHT

    class Numbered(Canvas):
        """Keeps the pages until the last one is drawn."""

        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            """Keep the page instead of ending it."""
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """End every page with its foot."""
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                self._foot(number, len(self._kept))
                Canvas.showPage(self)
            Canvas.save(self)

        def _foot(self, number: int, pages: int) -> None:
            self.setFont(REGULAR, 7.5)
            self.setFillColor(QUIET_INK)
            line = document.page_line.replace(PAGE, str(number)).replace(PAGES, str(pages))
            self.drawRightString(self._pagesize[0] - RIGHT, 10 * mm, printable(line))
            if number > 1:
                running = f"{document.title} {document.subtitle}".strip()
                self.drawString(LEFT, 10 * mm, printable(running))

    return Numbered
