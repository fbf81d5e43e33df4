"""A printed document as plain data: what stands on it and in which order, nothing of how it is drawn. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

PAGE, PAGES = "{page}", "{pages}"
"""What ``Document.page_line`` has for the number of the page and of all pages."""


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said with its name before it: ``Due`` · ``14.10.2026``."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the document: what it is here, its name, its details."""

    role: str
    name: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one that stretches takes the room that the others leave.

    ``like`` is another column that it is as wide as: it is to be filled in by hand.
    """

    title: str
    align: Align = Align.LEFT
    stretch: bool = False
    like: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A heading over ``columns`` neighbouring columns; an empty one leaves their own titles the height."""

    title: str
    columns: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a text for each column."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that repeat on every page; ``totals`` stand under its last column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Fact, ...] = ()
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a quiet one is smaller and grey."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts under each other, under a heading or none."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; it never stands alone at the foot of a page."""

    text: str


Block = Table | Paragraph | Facts | Heading


@dataclass(frozen=True, slots=True)
class Signature:
    """Where a side signs: what it is here, the position and the name of who signs, both perhaps still empty."""

    role: str
    firm: str
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a longer document under a title of its own, perhaps on a new page, perhaps signed by itself."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language. ``facts`` stand under its title, ``page_line`` at the foot of every page."""

    language: str
    title: str
    subtitle: str
    parties: tuple[Party, ...]
    blocks: tuple[Block, ...]
    page_line: str
    facts: tuple[Fact, ...] = ()
    signatures: tuple[Signature, ...] = ()
    signing: str = ""
    """What is written under the line of a signature: «signature»."""
    naming: str = ""
    """What is written under the line for the name, where nobody is known to sign: «position, name»."""
    stamp: tuple[str, ...] = ()
    """Lines in the upper right corner of the first page: who approves it, and when."""
    sections: tuple[Section, ...] = ()
    """They follow the blocks and the signatures."""

    def texts(self) -> Iterator[str]:
        """Everything that will be drawn."""
        yield from (*self.stamp, self.title, self.subtitle, self.page_line, self.signing)
        if any(not signature.name for signature in self._signed()):
            yield self.naming
        yield from _of_facts(self.facts)
        for party in self.parties:
            yield from (party.role, party.name, *_of_facts(party.facts))
        for block in self.blocks:
            yield from _of_block(block)
        for section in self.sections:
            yield section.title
            for block in section.blocks:
                yield from _of_block(block)
        for signature in self._signed():
            yield from (signature.role, signature.firm, signature.position, signature.name)

    def _signed(self) -> Iterator[Signature]:
        yield from self.signatures
        for section in self.sections:
            yield from section.signatures


def _of_facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        yield from (fact.label, fact.value)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, (Paragraph, Heading)):
        yield block.text
    elif isinstance(block, Facts):
        yield block.title
        yield from _of_facts(block.facts)
    else:
        yield from (band.title for band in block.bands)
        yield from (column.title for column in block.columns)
        for row in block.rows:
            yield from row.cells
        yield from _of_facts(block.totals)
