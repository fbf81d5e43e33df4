"""Long sorts that let other threads in: one call of ``sort`` holds the interpreter until it is through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Item = TypeVar("Item")
_SHORT = 8_192
_PIECES = 64


def sorted_in_turns(items: Iterable[Item], key: Callable[[Item], Any], *, descending: bool = False) -> list[Item]:
    """As ``sorted``: dealt out to pieces, each between two keys drawn evenly from all of them, and piece by piece."""
    listed = list(items)
    if len(listed) <= _SHORT:
        return sorted(listed, key=key, reverse=descending)
    keys = [key(item) for item in listed]
    marks = sorted(keys[:: len(listed) // _PIECES])
    pieces: list[list[int]] = [[] for _ in range(len(marks) + 1)]
    for place, own in enumerate(keys):
        pieces[bisect_right(marks, own)].append(place)
    places: list[int] = []
    for piece in reversed(pieces) if descending else pieces:
        piece.sort(key=keys.__getitem__, reverse=descending)
        places += piece
    return [listed[place] for place in places]
