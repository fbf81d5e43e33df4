"""Python's cycle collector, paused for work that makes very many records and not one cycle."""

from __future__ import annotations

import gc
from collections.abc import Collection, Generator
from contextlib import contextmanager
from typing import Any

_PIECE = 1_024
_MANY = 64
_OURS = "app."


@contextmanager
def collector_at_rest() -> Generator[None]:
    """No collections inside; afterwards the collector is as it was.

    It is woken by the number of new objects alone, and would look through all of them again and again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def set_apart() -> None:
    """Spare the collector everything that is alive now: it is not looked through again until ``take_back``."""
    gc.freeze()


def take_back() -> None:
    """Look through everything again, once and now; what was set apart may hold cycles that are garbage since."""
    gc.unfreeze()
    gc.collect()


def large_parts(*owners: object) -> list[Collection[Any]]:
    """The long tuples, lists and dictionaries that objects of ours hold, and those within them, for ``let_go``.

    Of what has many elements only the last is looked into: it stands for all.
    """
    found: list[Collection[Any]] = []
    seen, left = set[int](), list(owners)
    while left:
        one = left.pop()
        if id(one) in seen or not (isinstance(one, tuple | list | dict) or type(one).__module__.startswith(_OURS)):
            continue
        seen.add(id(one))
        if isinstance(one, tuple | list | dict) and len(one) > _MANY:
            if len(one) > _PIECE:
                found.append(one)
            left.append(next(reversed(one.values() if isinstance(one, dict) else one)))
        else:
            left += gc.get_referents(one)
    return found


def let_go(parts: list[Collection[Any]]) -> None:
    """Free what ``large_parts`` gave, once its owners are gone: a thousand at a time, and a line has ten of its own.

    To free a million at once holds the interpreter for a tenth of a second, and with it every other thread.
    """
    parts.reverse()  # an owner was found before what it holds
    while parts:
        part = parts.pop()
        items = list(part.values()) if isinstance(part, dict) else list(part)
        del part
        while items:
            del items[-_PIECE:]
