"""Dated membership of clients in groups: it works forward only (SEMANTICS 5)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date

from app.calc.facts import Facts


class Groups:
    """Dated membership of clients in groups (SEMANTICS 5)."""

    def __init__(self, facts: Facts) -> None:
        """Index the memberships by client and by group."""
        self._dates: dict[int, list[date]] = {}
        self._values: dict[int, list[int | None]] = {}
        self._ever: dict[int, set[int]] = defaultdict(set)
        rows = sorted(facts.memberships, key=lambda m: (m.client_id, m.valid_from, m.group_id or 0))
        for row in rows:
            self._dates.setdefault(row.client_id, []).append(row.valid_from)
            self._values.setdefault(row.client_id, []).append(row.group_id)
            if row.group_id is not None:
                self._ever[row.group_id].add(row.client_id)

    def _group(self, client_id: int, day: date) -> int | None:
        dates = self._dates.get(client_id)
        if dates is None:
            return None
        index = bisect_right(dates, day)
        return self._values[client_id][index - 1] if index else None

    def at(self, client_id: int, day: date) -> str:
        """``group:3``, or ``client:5`` for a client without a group."""
        group = self._group(client_id, day)
        return f"client:{client_id}" if group is None else f"group:{group}"

    def members(self, client_id: int, day: date) -> tuple[int, ...]:
        """All clients of the client's group on ``day``, in order; the client alone where it has none."""
        group = self._group(client_id, day)
        if group is None:
            return (client_id,)
        return tuple(member for member in sorted(self._ever[group]) if self._group(member, day) == group)

    def mates(self, client_id: int) -> tuple[int, ...]:
        """All clients that ever belonged to a group to which this one ever belonged; itself among them."""
        groups = {group for group in self._values.get(client_id, ()) if group is not None}
        return tuple(sorted({client_id, *(mate for group in groups for mate in self._ever[group])}))
