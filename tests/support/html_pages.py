"""What stands in an HTML file, read back by a parser: its texts, its tags, its language."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from app.export.document import Document
from app.export.glyphs import printable
from tests.support.papers import squeezed

VOID = frozenset({"meta", "br"})


class Page(HTMLParser):
    """A file that was read: every text in order, and whether all tags are closed."""

    def __init__(self, html: bytes) -> None:
        """Read it to the end."""
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self._open: list[str] = []
        self.feed(html.decode())
        self.close()
        self.unclosed = tuple(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes."""
        self.tags.append(tag)
        self.attributes.setdefault(tag, dict(attrs))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Its end."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """A text, outside the look of the page."""
        if "style" not in self._open:
            self.texts.append(data)


def missing_in(document: Document, html: bytes) -> Iterator[str]:
    """Texts of the document that do not stand in its HTML, to the letter."""
    found = squeezed("".join(Page(html).texts))
    for text in document.texts():
        if text != document.page_line and squeezed(printable(text)) not in found:
            yield text
