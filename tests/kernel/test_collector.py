"""The cycle collector rests inside, and is afterwards as it was."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest

from app.kernel.collector import collector_at_rest, large_parts, let_go, set_apart, take_back


def test_it_rests_and_works_again() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
        with collector_at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        raise ZeroDivisionError
    assert gc.isenabled()


class Thing:
    """Something that can be watched."""


@dataclass(frozen=True)
class Inner:
    things: dict[int, Thing]
    few: tuple[int, ...] = (1, 2)


@dataclass(frozen=True)
class Outer:
    inner: Inner
    things: tuple[Thing, ...]
    name: str = "August"


def test_what_was_set_apart_is_looked_through_once_it_is_taken_back() -> None:
    thing = Thing()
    thing.itself = thing  # type: ignore[attr-defined]
    watched = weakref.ref(thing)
    set_apart()
    del thing
    gc.collect()
    assert watched() is not None
    take_back()
    assert watched() is None


def test_the_long_parts_of_a_dataclass_are_freed() -> None:
    one, other = Thing(), Thing()
    watched = [weakref.ref(one), weakref.ref(other)]
    owner = Outer(Inner(dict.fromkeys(range(10_000), one)), (other,) * 10_000)
    parts = large_parts(owner)
    assert sorted(map(len, parts)) == [10_000, 10_000]
    del owner, one, other
    let_go(parts)
    assert [watch() for watch in watched] == [None, None]
