"""Python's cycle collector, paused for work that makes very many records and not one cycle."""

from __future__ import annotations

import gc
from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

_PIECE = 8_192
_DEEPEST = 4


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


def large_parts(owner: object, depth: int = 0) -> list[Collection[Any]]:
    """The long tuples, lists and dictionaries that a dataclass and those within it hold, for ``let_go``."""
    if isinstance(owner, tuple | list | dict):
        return [owner] if len(owner) > _PIECE else []
    if not is_dataclass(owner) or depth > _DEEPEST:
        return []
    return [part for field in fields(owner) for part in large_parts(getattr(owner, field.name), depth + 1)]


def let_go(parts: list[Collection[Any]]) -> None:
    """Free what ``large_parts`` gave, once its owners are gone: some thousand objects at a time.

    To free a million at once holds the interpreter for a tenth of a second, and with it every other thread.
    """
    while parts:
        part = parts.pop()
        items = list(part.values()) if isinstance(part, dict) else list(part)
        del part
        while items:
            del items[-_PIECE:]
