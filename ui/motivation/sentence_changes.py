"""Two texts of a rule sentence by sentence: which of them stand in one only. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and whether the other side does not say it."""

    text: str
    alone: bool = False


def side_by_side(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Both texts; a sentence is the same only word for word."""
    left, right = [Said(text, alone=True) for text in before], [Said(text, alone=True) for text in after]
    for block in SequenceMatcher(None, list(before), list(after), autojunk=False).get_matching_blocks():
        for at in range(block.size):
            left[block.a + at], right[block.b + at] = Said(before[block.a + at]), Said(after[block.b + at])
    return tuple(left), tuple(right)
