"""The order in which Ukrainian and Russian readers look for names."""

from __future__ import annotations

BEHIND = {"ґ": "г\uffff", "є": "е\uffff", "ё": "е\uffff", "і": "и\uffff", "ї": "и\uffff\uffff"}
"""Letters that Unicode puts after the alphabet: each comes right behind the letter that its text begins with."""
_TABLE = str.maketrans(BEHIND)


def text_key(text: str) -> str:
    """What texts sort by: no case, the Cyrillic letters in their alphabet's order."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.translate(_TABLE)
