"""A sort in pieces is the same sort."""

from __future__ import annotations

from operator import itemgetter

import pytest

from app.kernel.sorting import sorted_in_turns


@pytest.mark.parametrize("count", [0, 1, 8_192, 8_193, 50_000])
@pytest.mark.parametrize("step", [0, 1, -1, 7_919])
@pytest.mark.parametrize("descending", [False, True])
def test_it_gives_what_sorted_gives_equal_ones_as_they_came(count: int, step: int, *, descending: bool) -> None:
    rows = [(at * step % 101, at) for at in range(count)] + [(at * step, at) for at in range(count)]
    by_first = itemgetter(0)
    assert sorted_in_turns(rows, by_first, descending=descending) == sorted(rows, key=by_first, reverse=descending)
