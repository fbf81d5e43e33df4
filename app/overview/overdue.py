"""The overdue board: what is late, for how long, what the last reminder brought, and whose it is to collect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from app.kernel.cells import day, day_or_none, text, whole
from app.kernel.database import Cell, Db, Row
from app.overview.rates import Rates
from app.overview.settled import DEBTS, MONEY

BANDS = (30, 60, 90)
"""The last day of each age band; older debts are in the band after them."""


class Person(NamedTuple):
    """Somebody by id and name."""

    id: int
    name: str


class LateInvoice(NamedTuple):
    """A row of the board."""

    id: int
    number: str
    number_key: str
    client_id: int
    client: str
    contract: str
    due_on: date
    open_minor: int
    currency: str
    home_minor: int
    """What is open in the firm's currency at today's rate."""
    days_late: int
    band: int
    """0 for 1–30 days, 1 for 31–60, 2 for 61–90, 3 for more."""
    reminded_on: date | None
    outcome: str
    """What the last reminder brought (a code), or an empty text."""
    promised_on: date | None
    collector: Person | None
    """Who gets the money in: by the contract, or whom that was handed over to."""
    manager: Person | None
    """Who runs the project: theirs is the task when the client is dissatisfied."""


class Board(NamedTuple):
    """The board: its rows, the longest late first, and who works here (who may have reminded)."""

    rows: tuple[LateInvoice, ...]
    people: tuple[Person, ...]


LATE = """
SELECT debt.id, debt.number, debt.number_key, debt.client_id, k.name AS client, c.number AS contract, debt.due_on,
       debt.open_minor, debt.currency, debt.reminded_on, debt.outcome, debt.promised_on, debt.contract_id, c.signed_on
FROM debt JOIN contract c ON c.id = debt.contract_id JOIN client k ON k.id = debt.client_id
WHERE debt.open_minor > 0 ORDER BY debt.due_on, debt.number_key
"""

ROLES = """
SELECT r.contract_id, r.function, p.id, p.name FROM contract_role r JOIN person p ON p.id = r.person_id
WHERE r.function IN ('collecting', 'delivering') ORDER BY r.contract_id, r.weight, p.staff_no_key DESC
"""

HANDOVERS = """
SELECT h.client_id, h.function, h.on_date, p.id, p.name FROM handover h JOIN person p ON p.id = h.person_id
WHERE h.function IN ('collecting', 'delivering') AND h.on_date <= :today ORDER BY h.on_date, h.id
"""

PEOPLE = "SELECT id, name FROM person WHERE left_on IS NULL OR left_on >= :today ORDER BY name_key, id"


class _Holders:
    """Who holds a function of an order now: a hand-over after the signing counts, else its own role (SEMANTICS 6)."""

    def __init__(self, db: Db, today: date) -> None:
        self._roles = {
            (whole(contract_id), text(function)): Person(whole(key), text(name))
            for contract_id, function, key, name in db.rows(ROLES)
        }
        self._taken = {
            (whole(client_id), text(function)): (day(on_date), Person(whole(key), text(name)))
            for client_id, function, on_date, key, name in db.rows(HANDOVERS, {"today": today.isoformat()})
        }

    def of(self, contract_id: int, client_id: int, signed_on: date, function: str) -> Person | None:
        """The one with the greatest share; nobody where nobody is named."""
        taken = self._taken.get((client_id, function))
        if taken is not None and taken[0] > signed_on:
            return taken[1]
        return self._roles.get((contract_id, function)) or (taken[1] if taken else None)


def band_of(days_late: int) -> int:
    """The age band of a debt (see ``LateInvoice.band``)."""
    return sum(days_late > last for last in BANDS)


def totals(rows: tuple[LateInvoice, ...]) -> Mapping[int, tuple[int, int]]:
    """Band → how many invoices, and what is open on them in the firm's currency."""
    found = dict.fromkeys(range(len(BANDS) + 1), (0, 0))
    for row in rows:
        number, amount_minor = found[row.band]
        found[row.band] = (number + 1, amount_minor + row.home_minor)
    return found


def board(db: Db, today: date) -> Board:
    """Every invoice that is late as of ``today``."""
    rates, holders = Rates(db), _Holders(db, today)
    span: dict[str, Cell] = {"today": today.isoformat()}
    return Board(
        tuple(_late(row, rates, holders, today) for row in db.query(MONEY + DEBTS + LATE, span)),
        tuple(Person(whole(key), text(name)) for key, name in db.rows(PEOPLE, span)),
    )


def _late(row: Row, rates: Rates, holders: _Holders, today: date) -> LateInvoice:
    due_on, open_minor, currency = day(row["due_on"]), whole(row["open_minor"]), text(row["currency"])
    order = (whole(row["contract_id"]), whole(row["client_id"]), day(row["signed_on"]))
    days_late = (today - due_on).days
    return LateInvoice(
        id=whole(row["id"]),
        number=text(row["number"]),
        number_key=text(row["number_key"]),
        client_id=whole(row["client_id"]),
        client=text(row["client"]),
        contract=text(row["contract"]),
        due_on=due_on,
        open_minor=open_minor,
        currency=currency,
        home_minor=rates.at_home(open_minor, currency, today),
        days_late=days_late,
        band=band_of(days_late),
        reminded_on=day_or_none(row["reminded_on"]),
        outcome=text(row["outcome"] or ""),
        promised_on=day_or_none(row["promised_on"]),
        collector=holders.of(*order, "collecting"),
        manager=holders.of(*order, "delivering"),
    )
