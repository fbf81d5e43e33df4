"""From what cells call people, clients and documents to the ids in the books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.importing.mapping import ClientsBy, PeopleBy, TableMapping
from app.importing.reading import Line
from app.kernel.ids import name_key

AMBIGUOUS = -1
"""Stands for a name that several have."""


class Names:
    """The ids by every name a cell may use; names whose own row is bad are known too, and cause no second finding."""

    def __init__(self, kind: str, by_code: Mapping[str, int], titles: Iterable[tuple[str, int]] = ()) -> None:
        """``kind`` is the first word of the findings (``client_unknown``); ``titles`` are full names with ids."""
        self._kind = kind
        self._by_code = by_code
        self._spoiled: set[str] = set()
        self._by_title: dict[str, int] = {}
        for title, row_id in titles:
            key = name_key(title)
            self._by_title[key] = AMBIGUOUS if key in self._by_title else row_id

    def spoil(self, names: Iterable[str]) -> None:
        """The rows of these names are bad, which is told already."""
        self._spoiled.update(names)

    def find(self, line: Line, field: str, named: str | None = None) -> int | None:
        """The id of what a field names (or of ``named``); when there is none it is told, once, and the row is bad."""
        text = line.text(field) if named is None else named
        found = self.known(line.rows.table, text)
        if found is not None and found != AMBIGUOUS:
            return found
        if text in self._spoiled:
            line.spoil()
        else:
            line.report(field, f"{self._kind}_{'unknown' if found is None else 'ambiguous'}", value=text)
        return None

    def known(self, table: TableMapping, text: str) -> int | None:
        """The id of ``text`` as ``table`` calls things; AMBIGUOUS where several have the name."""
        by_title = (self._kind == "person" and table.people_by is PeopleBy.NAME) or (
            self._kind == "client" and table.clients_by is ClientsBy.NAME
        )
        return self._by_title.get(name_key(text)) if by_title else self._by_code.get(text)
