"""Documents as PDF: a thin face of reportlab. A4, Inter embedded, the same bytes for the same document."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.export.document import Document
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
    check_glyphs(document.texts(), fonts()[0].face.charToGlyph)
    made, pages = _built(document, 1)
    return made if pages == 1 else _built(document, pages)[0]


def _built(document: Document, pages: int) -> tuple[bytes, int]:
    """The file, and how many pages it has; the feet of its pages say ``pages``."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    from app.export.pdf_layout import BOTTOM, LEFT, RIGHT, TOP, foot, story
    from app.export.pdf_sections import section_flow

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
    made.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, at: foot(canvas, document, at.page, pages))
    )
    made.build([*story(document), *section_flow(document)])
    return stream.getvalue(), int(made.page)


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
