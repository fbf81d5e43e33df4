"""A document written in the form that the name of its file asks for."""

from __future__ import annotations

from pathlib import Path

from app.export.document import Document


def write_paper(document: Document, path: Path) -> None:
    """Write ``.html`` or ``.htm`` as HTML and everything else as PDF, whole or not at all.

    Raises ExportLocked; GlyphMissing: the font of PDF lacks a character of the document.
    """
    if path.suffix.lower() in {".html", ".htm"}:
        from app.export.html import write_html

        write_html(document, path)
        return
    from app.export.pdf import write_pdf

    write_pdf(document, path)
