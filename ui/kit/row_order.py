"""Rows with everything they are sorted and found by, in plain lists: a lane prepares it, the window only looks it up.

A hundred thousand rows are sorted and searched in some ten milliseconds (QT-NOTES 3: a proxy takes a
hundred times that).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple

from app.kernel.sorting import sorted_in_turns
from ui.kit.columns import Column, Row, SortKey, haystacks, needles

_PIECE = 8_192
"""Rows whose texts are made at a time, and let go at a time: one call holds the interpreter until it is through."""
_MOST_ORDERS = 12


class Sort(NamedTuple):
    """A column to sort by, and whether downwards."""

    column: int
    descending: bool = False


class Arrangement(Generic[Row]):
    """Rows under columns. Orders are lists of places in ``rows``; nobody changes a list that was handed out."""

    def __init__(self, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> None:
        """Nothing is prepared yet: whatever is asked for is made then, once."""
        self.columns = tuple(columns)
        self.rows = list(rows)
        self._keys: dict[int, list[SortKey]] = {}
        self._orders: dict[tuple[Sort, ...], list[int]] = {}
        self._texts: list[str] | None = None

    def prepare(self, sorts: Sequence[Sort]) -> Arrangement[Row]:
        """Make now what a table in this order will ask for first, the search included; gives itself."""
        self.ordered(sorts)
        self._found_by()
        return self

    def ordered(self, sorts: Sequence[Sort]) -> list[int]:
        """All places, by the first of ``sorts``, equal ones by the next; at last as they came."""
        wanted = tuple(sorts)
        known = self._orders.get(wanted)
        if known is None:
            known = list(range(len(self.rows)))
            for sort in reversed(wanted):
                known = self._by(sort, known)
            if len(self._orders) >= _MOST_ORDERS:
                self._orders.clear()
            self._orders[wanted] = known
        return known

    def taken(self, order: list[int], tests: Iterable[Callable[[Row], bool]]) -> list[int]:
        """What of ``order`` passes every test."""
        rows = self.rows
        for test in tests:
            order = [place for place in order if test(rows[place])]
        return order

    def found(self, order: list[int], search: str) -> list[int]:
        """What of ``order`` holds every word of ``search``."""
        wanted = needles(search)
        if not wanted:
            return order
        texts = self._found_by()
        for needle in wanted:
            order = [place for place in order if needle in texts[place]]
        return order

    def crumble(self) -> bool:
        """Let go of some thousand rows of what nobody shows any more; False when none are left."""
        del self.rows[-_PIECE:]
        if self._texts:
            del self._texts[-_PIECE:]
        self._orders.clear()
        for keys in self._keys.values():
            del keys[-_PIECE:]
        return bool(self.rows)

    def _by(self, sort: Sort, order: list[int]) -> list[int]:
        keys = self._keys.get(sort.column)
        if keys is None:
            keys = self._keys[sort.column] = self.columns[sort.column].sort_keys(self.rows)
        missing = [place for place in order if keys[place] is None] if None in keys else []
        known = [place for place in order if keys[place] is not None] if missing else order
        ordered = sorted_in_turns(known, keys.__getitem__, descending=sort.descending)
        return [*ordered, *missing] if sort.descending else [*missing, *ordered]

    def _found_by(self) -> list[str]:
        if self._texts is None:
            texts: list[str] = []
            for first in range(0, len(self.rows), _PIECE):
                texts += haystacks(self.columns, self.rows[first : first + _PIECE])
            self._texts = texts
        return self._texts
