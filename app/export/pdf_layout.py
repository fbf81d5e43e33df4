"""How a document looks: sizes, colours, rules, and its parts as what reportlab flows over the pages.

Imported only while a document is made: reportlab costs a start more than it can give.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import HRFlowable, KeepTogether, LongTable, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from app.export import pdf
from app.export.document import (
    PAGE,
    PAGES,
    Align,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Party,
    Signature,
    Table,
)
from app.export.glyphs import printable

LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 15 * mm, 17 * mm, 18 * mm
FOOT = 10 * mm
WIDTH = A4[0] - LEFT - RIGHT
GUTTER = 8 * mm
INK, QUIET_INK, HAIR, RULE = HexColor("#14202b"), HexColor("#5c6975"), HexColor("#d3dae0"), HexColor("#14202b")
_PAD = 5
_SUM_AND_WORDS = 2
"""Parts after a table that belong to it: its totals, and the sum in words."""
_SHORT_TITLE, _LINE_OF_TITLE = 20 * mm, 0.6
"""A longer title may take two lines."""
_UNDER_BAND = 18 * mm
"""What an amount has at least under a heading over several columns, which is a firm's name."""
_NARROWEST_STRETCH = 42 * mm
_WIDEST_FIXED = 34 * mm
_ALIGNS = {Align.LEFT: TA_LEFT, Align.CENTRE: TA_CENTER, Align.RIGHT: TA_RIGHT}

Flow = Any
"""What reportlab calls a flowable; it has no types."""


@cache
def style(size: int, *, strong: bool = False, quiet: bool = False, align: Align = Align.LEFT) -> ParagraphStyle:
    """A style of text; ``size`` is in tenths of a point."""
    points = size / 10
    return ParagraphStyle(
        f"{size}{strong}{quiet}{align}",
        fontName=pdf.STRONG if strong else pdf.REGULAR,
        fontSize=points,
        leading=points * 1.36,
        textColor=QUIET_INK if quiet else INK,
        alignment=_ALIGNS[align],
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


TITLE, SUBTITLE = style(170, strong=True), style(100, quiet=True)
BODY, BODY_STRONG, SMALL = style(90), style(90, strong=True), style(80, quiet=True)
SMALL_INK, LABEL_OF_LIST = style(82), style(90, quiet=True)
HEADING = ParagraphStyle("heading", parent=style(100, strong=True), spaceBefore=9, spaceAfter=3)
SECTION = ParagraphStyle("section", parent=style(125, strong=True), spaceBefore=16, spaceAfter=6)
LABEL, NAME = style(75, quiet=True), style(95, strong=True)


def story(document: Document) -> list[Flow]:
    """The document from its title to its signatures.

    What follows the last table stays with the signatures, so that nobody signs a page with nothing on it; its totals
    and its sum in words stay with each other.
    """
    flow: list[Flow] = [
        *_stamp(document.stamp),
        text(document.title, TITLE),
        Spacer(0, 2),
        text(document.subtitle, SUBTITLE),
        Spacer(0, 9),
    ]
    flow.append(HRFlowable(width="100%", thickness=1.1, color=RULE, spaceBefore=0, spaceAfter=9))
    if document.facts:
        flow += [_fact_row(document.facts), Spacer(0, 10)]
    if document.parties:
        flow += [_parties(document.parties), Spacer(0, 14)]
    tail: list[list[Flow]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            flow += [*(one for part in tail for one in part), grid(block)]
            tail = [[*totals_of(block.totals), Spacer(0, 10)]]
        elif isinstance(block, Facts):
            tail.append([text(block.title, BODY_STRONG), Spacer(0, 3), facts_of(block.facts), Spacer(0, 10)])
        else:
            tail.append([paragraph(block), Spacer(0, 7)])
    if document.signatures:
        tail.append([Spacer(0, 16), signatures(document, document.signatures)])
    first = _SUM_AND_WORDS if len(tail) > _SUM_AND_WORDS + 1 else 0
    for parts in (tail[:first], tail[first:]):
        flow.append(KeepTogether([one for part in parts for one in part]))
    return flow


def foot(canvas: Flow, document: Document, page: int, pages: int) -> None:
    """The foot of a page: its number, and from the second page on what it is a page of."""
    canvas.setFont(pdf.REGULAR, LABEL.fontSize)
    canvas.setFillColor(QUIET_INK)
    line = document.page_line.replace(PAGE, str(page)).replace(PAGES, str(pages))
    canvas.drawRightString(LEFT + WIDTH, FOOT, printable(line))
    if page > 1:
        room = WIDTH - _width(line, LABEL) - GUTTER
        canvas.drawString(LEFT, FOOT, _shortened(f"{document.title} {document.subtitle}", room))


def text(content: str, look: ParagraphStyle) -> Flow:
    """A text that wraps; line breaks of the data stay."""
    return Text(escape(printable(content)).replace("\n", "<br/>"), look)


def paragraph(block: Paragraph | Heading) -> Flow:
    """Running text, or the heading of some."""
    if isinstance(block, Heading):
        return text(block.text, HEADING)
    return text(block.text, BODY_STRONG if block.strong else SMALL if block.quiet else BODY)


def _plain(rows: list[list[Flow]], widths: list[float], *more: Any) -> Flow:  # ruff: ignore[any-type]
    """A grid without rules and paddings."""
    made = Grid(rows, colWidths=widths, hAlign="LEFT", splitInRow=1)
    bare = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    made.setStyle([*bare, ("VALIGN", (0, 0), (-1, -1), "TOP"), *more])
    return made


def _stamp(lines: tuple[str, ...]) -> list[Flow]:
    """Lines at the right above the title, the first one strong."""
    if not lines:
        return []
    cells = [text(line, BODY if at else BODY_STRONG) for at, line in enumerate(lines)]
    padding = ("BOTTOMPADDING", (0, 0), (-1, -1), 5)
    return [_plain([["", cell] for cell in cells], [WIDTH * 0.56, WIDTH * 0.44], padding), Spacer(0, 18)]


def _fact_row(facts: tuple[Fact, ...]) -> Flow:
    """Facts side by side: the name small over the value. The longest values get the most room."""
    needed = [max(_width(fact.value, BODY_STRONG), _width(fact.label, LABEL)) + GUTTER for fact in facts]
    total = sum(needed)
    widths = [max(one * WIDTH / total, 20 * mm) for one in needed] if total > WIDTH else needed
    widths = [one * min(1, WIDTH / sum(widths)) for one in widths]
    labels = [text(fact.label, LABEL) for fact in facts]
    values = [text(fact.value, BODY_STRONG) for fact in facts]
    return _plain([labels, values], widths, ("RIGHTPADDING", (0, 0), (-1, -1), 8))


def _parties(parties: tuple[Party, ...]) -> Flow:
    """The sides beside each other."""
    width = (WIDTH - GUTTER * (len(parties) - 1)) / len(parties)
    heads: list[Flow] = []
    details: list[Flow] = []
    widths: list[float] = []
    for at, party in enumerate(parties):
        if at:
            heads.append("")
            details.append("")
            widths.append(GUTTER)
        heads.append([text(party.role, LABEL), text(party.name, NAME), Spacer(0, 3)])
        details.append([_labelled(fact) for fact in party.facts])
        widths.append(width)
    return _plain([heads, details], widths)


def _labelled(fact: Fact) -> Flow:
    """A detail with its name before it, in one run of text."""
    label, value = (escape(printable(one)).replace("\n", "<br/>") for one in (fact.label, fact.value))
    return Text(f'<font color="{QUIET_INK.hexval()}">{label}</font> {value}', SMALL_INK)


def facts_of(facts: tuple[Fact, ...]) -> Flow:
    """Facts under each other, values in one line of columns."""
    widest = max((_width(fact.label, LABEL_OF_LIST) for fact in facts), default=0) + GUTTER
    rows = [[text(fact.label, LABEL_OF_LIST), text(fact.value, BODY_STRONG if fact.strong else BODY)] for fact in facts]
    left = min(widest, WIDTH / 2)
    return _plain(rows, [left, WIDTH - left], ("BOTTOMPADDING", (0, 0), (-1, -1), 2))


def grid(table: Table) -> Flow:
    """The table under its headings."""
    widths = _column_widths(table)
    heads = [[text(column.title, style(75, quiet=True, align=column.align)) for column in table.columns]]
    if table.bands:
        heads.insert(0, _bands(table))
    rows = [
        [
            text(cell, style(88, strong=row.strong, align=column.align))
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    made = LongTable([*heads, *rows], colWidths=widths, repeatRows=len(heads), hAlign="LEFT", splitInRow=1)
    made.setStyle(_table_look(table, len(heads)))
    return made


def _bands(table: Table) -> list[Flow]:
    cells: list[Flow] = []
    for band in table.bands:
        cells += [text(band.title, style(75, strong=True, align=Align.CENTRE)), *([""] * (band.columns - 1))]
    return cells


def _table_look(table: Table, heads: int) -> list[tuple[Any, ...]]:
    look: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM"),
        ("VALIGN", (0, heads), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.8, RULE),
        ("LINEBELOW", (0, heads), (-1, -1), 0.4, HAIR),
    ]
    first = 0
    for band in table.bands:
        last = first + band.columns - 1
        look.append(("SPAN", (first, 0), (last, 0)))
        if band.title and first:
            look.append(("LINEBEFORE", (first, 0), (first, -1), 0.4, HAIR))
        if band.title:
            look.append(("LINEBELOW", (first, 0), (last, 0), 0.4, HAIR))
        first = last + 1
    return look


def totals_of(totals: tuple[Fact, ...]) -> list[Flow]:
    """Sums under the last column, the strong one larger."""
    if not totals:
        return []
    rows = []
    for total in totals:
        size = 105 if total.strong else 90
        label = style(size, strong=total.strong, quiet=not total.strong, align=Align.RIGHT)
        value = style(size, strong=total.strong, align=Align.RIGHT)
        rows.append([text(total.label, label), text(total.value, value)])
    wide = max(_width(total.value, style(105, strong=True)) for total in totals) + 2 * _PAD
    paddings = (("BOTTOMPADDING", (0, 0), (-1, -1), 3), ("TOPPADDING", (0, 0), (-1, -1), 1))
    return [Spacer(0, 4), _plain(rows, [WIDTH - wide, wide], *paddings)]


def _column_widths(table: Table) -> list[float]:
    """The widest text of every column; the stretching ones share what remains."""
    needed = []
    for at, column in enumerate(table.columns):
        look = style(88, strong=any(row.strong for row in table.rows))
        widest = max((_width(row.cells[at], look) for row in table.rows), default=0)
        if column.align is not Align.RIGHT:
            widest = min(widest, _WIDEST_FIXED)
        words = max(_width(word, LABEL) for word in column.title.split(" "))
        title = _width(column.title, LABEL)
        title = title if title <= _SHORT_TITLE else title * _LINE_OF_TITLE
        least = _UNDER_BAND if table.bands and column.align is Align.RIGHT else 0
        needed.append(max(widest, words, title, least) + 2 * _PAD + 1)
    for at, column in enumerate(table.columns):
        if column.like is not None:
            needed[at] = needed[column.like]
    stretching = [at for at, column in enumerate(table.columns) if column.stretch]
    fixed = sum(width for at, width in enumerate(needed) if at not in stretching)
    room = WIDTH - fixed
    least = _NARROWEST_STRETCH * len(stretching)
    if room < least:
        needed = [one * (WIDTH - least) / fixed for one in needed]
        room = least
    for at in stretching:
        needed[at] = room / len(stretching)
    return needed


HALF = (WIDTH - GUTTER) / 2


def signatures(document: Document, sides: tuple[Signature, ...], width: float = HALF) -> Flow:
    """Two places to sign beside each other, their lines at one height; one alone takes the left half."""
    sides = sides[:2]
    heads: list[Flow] = [_signer(one) for one in sides] + [""]
    lines: list[Flow] = [_line(document, one, width) for one in sides] + [""]
    return _plain([[heads[0], "", heads[1]], [lines[0], "", lines[1]]], [width, GUTTER, WIDTH - GUTTER - width])


def _signer(signature: Signature) -> list[Flow]:
    """Who signs."""
    said = (
        (signature.role, LABEL),
        (signature.firm, style(88, strong=True)),
        (signature.position, SMALL_INK),
    )
    return [*(text(one, look) for one, look in said if one), Spacer(0, 26)]


def _line(document: Document, signature: Signature, width: float) -> Flow:
    """A line for the hand, and the name beside it; a second line where no name is known."""
    line, gap = width * 0.46, 3 * mm
    known = bool(signature.name)
    caption = style(70, quiet=True, align=Align.CENTRE)
    beside = text(signature.name, SMALL_INK) if known else text(document.naming, caption)
    return _plain(
        [[text(document.signing, caption), "", beside]],
        [line, gap, width - line - gap],
        ("LINEABOVE", (0, 0), (0, 0), 0.6, INK),
        *(() if known else (("LINEABOVE", (2, 0), (2, 0), 0.6, INK),)),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (2, 0), (2, 0), -9 if known else 2),
    )


def _shortened(content: str, room: float) -> str:
    """A line of the size of labels that takes no more than ``room`` points."""
    line = printable(content).replace("\n", " ")
    if _width(line, LABEL) <= room:
        return line
    while line and _width(f"{line}…", LABEL) > room:
        line = line[:-1]
    return f"{line}…"


def _width(content: str, look: ParagraphStyle) -> float:
    """The points that the longest line of a text takes."""
    lines = printable(content).split("\n")
    widths: list[float] = [stringWidth(line, look.fontName, look.fontSize) for line in lines]
    return max(widths)
