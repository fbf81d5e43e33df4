"""How the sections of a longer document flow over the pages: titles and headings stay with what they head.

Imported only while a document is made, as ``pdf_layout``.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from app.export.document import Block, Document, Facts, Heading, Paragraph, Section, Table
from app.export.pdf_layout import (
    BODY_STRONG,
    HALF,
    SECTION,
    WIDTH,
    Flow,
    facts_of,
    grid,
    paragraph,
    signatures,
    text,
    totals_of,
)

_SHORT = 9
"""Rows of a table that is kept on one page."""
_ALONE = 0.8 * WIDTH
_BEGINNING = 55 * mm
"""Room that a title needs with the beginning of a longer table."""


def section_flow(document: Document) -> list[Flow]:
    """Everything after the head of the document."""
    flow: list[Flow] = []
    for section in document.sections:
        flow += _section(document, section)
    return flow


def _section(document: Document, section: Section) -> list[Flow]:
    """What leads to something (a title, a heading, a paragraph before a table) stays with it."""
    flow: list[Flow] = [PageBreak()] if section.new_page else []
    leading = [text(section.title, SECTION)]
    for place, block in enumerate(section.blocks):
        made = _block(block)
        if _leads(section.blocks[place:]):
            leading += made
        elif isinstance(block, Table) and len(block.rows) > _SHORT:
            flow += [CondPageBreak(_BEGINNING), *leading, *made]
            leading = []
        else:
            flow.append(KeepTogether([*leading, *made]))
            leading = []
    flow += leading
    if section.signatures:
        width = HALF if section.signatures[1:] else _ALONE
        flow += [Spacer(0, 20), signatures(document, section.signatures, width)]
    return flow


def _leads(blocks: Sequence[Block]) -> bool:
    """Whether the first of the blocks stands on the page of the second: a heading, a text with its table."""
    first, rest = blocks[0], blocks[1:]
    if isinstance(first, Heading):
        return True
    if not isinstance(first, Paragraph) or not rest:
        return False
    following = rest[0]
    quietly = isinstance(following, Paragraph) and following.quiet
    return isinstance(following, Table) or (quietly and _leads(rest))


def _block(block: Block) -> list[Flow]:
    if isinstance(block, Table):
        return [grid(block), *totals_of(block.totals), Spacer(0, 9)]
    if isinstance(block, Facts):
        return [text(block.title, BODY_STRONG), Spacer(0, 3), facts_of(block.facts), Spacer(0, 9)]
    return [paragraph(block)] if isinstance(block, Heading) else [paragraph(block), Spacer(0, 5)]
