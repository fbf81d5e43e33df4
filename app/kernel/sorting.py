"""Long sorts that let other threads in: one call of ``sort`` holds the interpreter until it is through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Item = TypeVar("Item")
_PIECE = 8_192


def sorted_in_turns(items: Iterable[Item], key: Callable[[Item], Any], *, descending: bool = False) -> list[Item]:
    """As ``sorted``, piece by piece; then pairs of pieces, which are two runs to merge, until one is left."""
    listed = list(items)
    if len(listed) <= _PIECE:
        return sorted(listed, key=key, reverse=descending)
    keys = [key(item) for item in listed]
    size = len(listed)
    runs = [list(range(first, min(first + _PIECE, size))) for first in range(0, size, _PIECE)]
    for run in runs:
        run.sort(key=keys.__getitem__, reverse=descending)
    while len(runs) > 1:
        pairs = [runs[at : at + 2] for at in range(0, len(runs), 2)]
        runs = [[place for run in pair for place in run] for pair in pairs]
        for run in runs:
            run.sort(key=keys.__getitem__, reverse=descending)
    return [listed[place] for place in runs[0]]
