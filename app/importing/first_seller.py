"""Who found a client, where no column says so: the seller of its first contract that is not cancelled."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from operator import itemgetter

from app.calc.facts import Function
from app.contracts.model import ContractStatus
from app.importing.fields import Kind
from app.importing.mapping import ClientsBy
from app.importing.reading import Line, Rows
from app.importing.session import Session
from app.kernel.ids import name_key, natural_key

First = tuple[date, str, int | None]
"""The signing day and number of a first contract, and the person who sold it."""

_PLACE = itemgetter(slice(2))

Part = tuple[int, str, str, Rows]
"""A seller by (largest part, natural order, as written, where)."""


class FirstSellers:
    """The sellers of first contracts, by date and then by the natural order of contract numbers.

    A client that is new to the books can only have contracts in the files of this very import.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._first: dict[tuple[ClientsBy, str], First] = {}
        sellers = _sellers_by_roles(session)
        for rows in session.of(Kind.CONTRACTS):
            self._look(rows, sellers)

    def of(self, code: str, name: str) -> int | None:
        """The finder of a client, or None."""
        found = [
            self._first[key] for key in ((ClientsBy.CODE, code), (ClientsBy.NAME, name_key(name))) if key in self._first
        ]
        return min(found, key=_PLACE)[2] if found else None

    def _look(self, rows: Rows, sellers: dict[str, tuple[Rows, str]]) -> None:
        by = rows.table.clients_by
        for line in (Line(rows, at) for at in range(len(rows.numbers))):
            day, client, number = line.day_or_none("signed_on"), line.text("client"), line.text("number")
            if day is None or line.text("extends") or line.text("status") == ContractStatus.CANCELLED:
                continue
            key = (by, client if by is ClientsBy.CODE else name_key(client))
            place = (day, natural_key(number))
            if key not in self._first or place < _PLACE(self._first[key]):
                named = line.list("selling")
                source, seller = (rows, named[0]) if named else sellers.get(number, (rows, ""))
                self._first[key] = (*place, self._session.people.known(source.table, seller))


def _sellers_by_roles(session: Session) -> dict[str, tuple[Rows, str]]:
    """Contract number → the seller with the largest part, where a table of roles names sellers."""
    found: dict[str, list[Part]] = defaultdict(list)
    for line in session.lines(Kind.ROLES):
        if line.text("function") == Function.SELLING:
            part, person = line.whole("percent") or line.whole("weight", 1), line.text("person")
            found[line.text("contract")].append((-part, natural_key(person), person, line.rows))
    largest = {number: min(parts, key=_PLACE) for number, parts in found.items()}
    return {number: (rows, person) for number, (_, _, person, rows) in largest.items()}
