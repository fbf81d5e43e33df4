"""The cycle collector rests inside, and is afterwards as it was."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass
from typing import NamedTuple

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
class World:
    """What everything is worked out in."""

    things: dict[int, Thing]
    few: tuple[int, ...] = (1, 2)


class Line(NamedTuple):
    """One of many, that knows the whole."""

    thing: Thing
    world: World


@dataclass(frozen=True)
class Result:
    """What is held at the end."""

    lines: tuple[Line, ...]
    name: str = "August"


for _stand_in in (World, Result):
    _stand_in.__module__ = "app.stand_in"  # only into objects of the program is looked


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


def test_the_long_parts_are_found_in_what_lines_know_and_freed_piece_by_piece() -> None:
    lines, known = [Thing() for _ in range(5_000)], [Thing() for _ in range(10_000)]
    alive = [weakref.WeakSet(lines), weakref.WeakSet(known)]
    world = World(dict(enumerate(known)))
    result = Result(tuple(Line(thing, world) for thing in lines))
    parts = large_parts(result)
    assert [len(part) for part in parts] == [5_000, 10_000]
    del world, result, lines, known
    assert list(map(len, alive)) == [5_000, 10_000]
    let_go(parts)
    assert list(map(len, alive)) == [0, 0]


def test_into_what_is_not_ours_and_what_is_short_is_not_looked() -> None:
    class Foreign:
        many = (0,) * 5_000

    assert large_parts(Foreign(), (1,) * 100, "text" * 5_000) == []
