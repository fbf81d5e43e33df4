"""Long sorts that let other threads in: one call of ``sort`` holds the interpreter until it is through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Item = TypeVar("Item")
_PIECE = 8_192


def sorted_in_turns(items: Iterable[Item], key: Callable[[Item], Any], *, descending: bool = False) -> list[Item]:
    """As ``sorted``. The last sort finds runs that are sorted already, and only merges them."""
    listed = list(items)
    if len(listed) > _PIECE:
        runs = [listed[first : first + _PIECE] for first in range(0, len(listed), _PIECE)]
        for run in runs:
            run.sort(key=key, reverse=descending)
        listed = [item for run in runs for item in run]
    listed.sort(key=key, reverse=descending)
    return listed
