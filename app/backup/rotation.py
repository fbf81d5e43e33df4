"""Which automatic copies stay: the last of each of seven days, five weeks and twelve months. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS = 7
WEEKS = 5
MONTHS = 12


def to_keep(made: Iterable[datetime]) -> frozenset[datetime]:
    """Of copies made at these local times, those that stay.

    Only days, weeks (Monday to Sunday) and months that have a copy count: a fortnight's leave removes nothing.
    """
    newest_first = sorted(set(made), reverse=True)
    kept: set[datetime] = set()
    for period, count in _PERIODS:
        last_of: dict[Hashable, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(period(moment), moment)
        kept.update(list(last_of.values())[:count])
    return frozenset(kept)


_PERIODS: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
    (lambda moment: moment.date(), DAYS),
    (lambda moment: moment.isocalendar()[:2], WEEKS),
    (lambda moment: (moment.year, moment.month), MONTHS),
)
