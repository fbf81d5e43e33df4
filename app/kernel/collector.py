"""Python's cycle collector, paused for work that makes very many records and not one cycle."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


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
