"""Documents as one HTML file that needs nothing else: every text escaped, ready to be read on a screen and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from app.export.document import (
    Align,
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Party,
    Section,
    Signature,
    Table,
)
from app.export.glyphs import printable
from app.export.placing import write_whole

_LOOK = """
@page { size: A4; margin: 17mm 15mm 18mm 20mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem; max-width: 50rem; color: #14202b; background: #fff;
  font: 15px/1.5 Inter, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
h2, h3 { break-after: avoid; }
p { margin: 0 0 .6rem; }
.subtitle, .quiet, dt, th, .label { color: #5c6975; }
.quiet { font-size: .87em; }
p.quiet { break-after: avoid; }
.stamp { width: 44%; margin: 0 0 2rem auto; }
.stamp p { margin: 0 0 .4rem; }
.stamp p:first-child, strong { font-weight: 600; }
header { border-bottom: 2px solid #14202b; padding-bottom: .6rem; margin-bottom: .9rem; }
.facts, .parties { display: flex; flex-wrap: wrap; gap: .75rem 2rem; margin: 0 0 1rem; }
.facts dt { font-size: .8em; }
.facts dd { margin: 0; font-weight: 600; }
.party { flex: 1 1 18rem; }
.list { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.5rem; margin: 0 0 .8rem; }
.list dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: .3rem 0 .8rem; font-size: .93em; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { font-weight: 400; font-size: .85em; text-align: left; vertical-align: bottom; border-bottom: 1.5px solid #14202b; }
td { vertical-align: top; border-bottom: 1px solid #d3dae0; }
th, td { padding: .3rem .5rem; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.right { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.centre { text-align: center; }
tfoot { display: table-row-group; }
tfoot td { border: 0; }
.signatures { display: flex; gap: 2rem; margin-top: 2rem; break-inside: avoid; }
.signature { flex: 0 1 50%; }
.line { display: flex; gap: 1rem; margin-top: 2.2rem; align-items: flex-end; }
.line span { flex: 1; text-align: center; font-size: .8em; color: #5c6975; }
.line .hand { border-top: 1px solid #14202b; }
.line .name { color: #14202b; text-align: left; font-size: .93em; padding-bottom: 1.2em; }
.page { break-before: page; }
@media screen { .page { border-top: 1px solid #d3dae0; margin-top: 3rem; padding-top: 1rem; } }
@media print { body { padding: 0; max-width: none; font-size: 10pt; } }
"""
_ALIGNS = {Align.LEFT: "", Align.CENTRE: ' class="centre"', Align.RIGHT: ' class="right"'}


def write_html(document: Document, path: Path) -> None:
    """Write the document to ``path``, whole or not at all. Raises ExportLocked."""
    write_whole(path, html_bytes(document))


def html_bytes(document: Document) -> bytes:
    """The document as an HTML file in UTF-8."""
    title = " ".join(filter(None, (document.title, document.subtitle)))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(document.language)}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title><style>{_LOOK}</style></head>",
        "<body>",
        *_head(document),
        *(line for block in document.blocks for line in _block(block)),
        *_signatures(document, document.signatures),
        *(line for section in document.sections for line in _section(document, section)),
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _text(content: str) -> str:
    return escape(printable(content)).replace("\n", "<br>")


def _head(document: Document) -> Iterator[str]:
    if document.stamp:
        yield f'<div class="stamp">{"".join(f"<p>{_text(line)}</p>" for line in document.stamp)}</div>'
    yield f'<header><h1>{_text(document.title)}</h1><div class="subtitle">{_text(document.subtitle)}</div></header>'
    if document.facts:
        facts = "".join(
            f"<div><dt>{_text(fact.label)}</dt><dd>{_text(fact.value)}</dd></div>" for fact in document.facts
        )
        yield f'<dl class="facts">{facts}</dl>'
    if document.parties:
        yield f'<div class="parties">{"".join(map(_party, document.parties))}</div>'


def _party(party: Party) -> str:
    facts = "".join(
        f'<div><span class="label">{_text(fact.label)}</span> {_text(fact.value)}</div>' for fact in party.facts
    )
    return (
        f'<div class="party"><div class="quiet">{_text(party.role)}</div>'
        f"<strong>{_text(party.name)}</strong>{facts}</div>"
    )


def _section(document: Document, section: Section) -> Iterator[str]:
    yield '<section class="page">' if section.new_page else "<section>"
    yield f"<h2>{_text(section.title)}</h2>"
    for block in section.blocks:
        yield from _block(block)
    yield from _signatures(document, section.signatures)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h3>{_text(block.text)}</h3>"
    elif isinstance(block, Paragraph):
        said = f"<strong>{_text(block.text)}</strong>" if block.strong else _text(block.text)
        yield f'<p class="quiet">{said}</p>' if block.quiet else f"<p>{said}</p>"
    elif isinstance(block, Facts):
        yield f"<p><strong>{_text(block.title)}</strong></p>"
        yield f'<dl class="list">{"".join(map(_fact, block.facts))}</dl>'
    else:
        yield from _table(block)


def _fact(fact: Fact) -> str:
    value = f"<strong>{_text(fact.value)}</strong>" if fact.strong else _text(fact.value)
    return f"<dt>{_text(fact.label)}</dt><dd>{value}</dd>"


def _table(table: Table) -> Iterator[str]:
    aligns = [_ALIGNS[column.align] for column in table.columns]
    yield "<table><thead>"
    if table.bands:
        bands = (f'<th colspan="{band.columns}">{_text(band.title)}</th>' for band in table.bands)
        yield f"<tr>{''.join(bands)}</tr>"
    yield _row("th", aligns, (column.title for column in table.columns), strong=False)
    yield "</thead><tbody>"
    for row in table.rows:
        yield _row("td", aligns, row.cells, strong=row.strong)
    yield "</tbody>"
    if table.totals:
        yield "<tfoot>"
        for total in table.totals:
            value = f"<strong>{_text(total.value)}</strong>" if total.strong else _text(total.value)
            label = f'<td class="right" colspan="{max(1, len(table.columns) - 1)}">{_text(total.label)}</td>'
            yield f'<tr>{label}<td class="right">{value}</td></tr>'
        yield "</tfoot>"
    yield "</table>"


def _row(tag: str, aligns: list[str], cells: Iterable[str], *, strong: bool) -> str:
    said = (f"<strong>{_text(cell)}</strong>" if strong else _text(cell) for cell in cells)
    return "<tr>" + "".join(f"<{tag}{align}>{one}</{tag}>" for align, one in zip(aligns, said, strict=True)) + "</tr>"


def _signatures(document: Document, sides: tuple[Signature, ...]) -> Iterator[str]:
    if not sides:
        return
    yield '<div class="signatures">'
    for side in sides:
        who = "".join(
            f"<div>{one}</div>"
            for one in (
                f'<span class="quiet">{_text(side.role)}</span>' if side.role else "",
                f"<strong>{_text(side.firm)}</strong>" if side.firm else "",
                _text(side.position),
            )
            if one
        )
        name = f'<span class="name">{_text(side.name)}</span>'
        beside = name if side.name else f'<span class="hand">{_text(document.naming)}</span>'
        hand = f'<span class="hand">{_text(document.signing)}</span>'
        yield f'<div class="signature">{who}<div class="line">{hand}{beside}</div></div>'
    yield "</div>"
