"""Whether a font can print a text: a missing character is named in a sentence, it never becomes a box on paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable

from app.kernel.errors import PremiaError

_AROUND = 20
_KEPT = frozenset("\n")
_INVISIBLE = frozenset({"Cc", "Cf"})


class GlyphMissing(PremiaError):
    """The font of documents lacks ``character`` (``code``, ``name``), which stands in ``text``."""

    code = "glyph_missing"


def printable(text: str) -> str:
    """``text`` as it is printed: letters with their marks in one, no invisible characters, no tabs."""
    composed = unicodedata.normalize("NFC", text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(sign for sign in composed if sign in _KEPT or unicodedata.category(sign) not in _INVISIBLE)


def check_glyphs(texts: Iterable[str], drawn: Container[int]) -> None:
    """Find every text's characters among the ``drawn`` code points. Raises GlyphMissing for the first that is not."""
    for text in texts:
        shown = printable(text)
        for place, sign in enumerate(shown):
            if sign not in _KEPT and ord(sign) not in drawn:
                raise GlyphMissing(
                    character=sign,
                    code=f"U+{ord(sign):04X}",
                    name=unicodedata.name(sign, ""),
                    text=shown[max(0, place - _AROUND) : place + _AROUND + 1].replace("\n", " ").strip(),
                )
