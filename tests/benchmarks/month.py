"""A month over 100,000 payments against one SQL window pass over the same rows.

Twice: in books that begin with the month, so that all payments before it are history and only count; and in books that
began 34 months before, where every payment is rated anew and its line compared with what the closed months gave.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.calc.facts import (
    AllocationFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    Facts,
    Function,
    InvoiceFact,
    PersonFact,
    RoleFact,
)
from app.calc.results import Given, MonthInputs
from app.calc.scheme import ByOrder, Conditions, EventKind, Extensions, Rule, Scheme, SchemeVersion
from app.calc.settle import evaluate
from app.kernel.period import Month
from app.payroll.settling import settle
from tests.benchmarks.measure import Contest

PAYMENTS, INSTALMENTS = 100_000, 5
PEOPLE, CLIENTS = 20, 2_000
MONTH = Month(2026, 9)
"""The last but one of 36 months: it is worked out when the next one has begun and its first payments are there."""
START = date(2023, 11, 1)
DAYS = 1_066
"""Contracts are signed on all of them; the last one's fifth instalment falls on 29 October 2026."""

WINDOW = """
WITH numbered AS (
  SELECT staff_id, minor, ROW_NUMBER() OVER (PARTITION BY client_id ORDER BY paid, id) AS n FROM payment)
SELECT staff_id, COUNT(*), SUM((minor * CASE n WHEN 1 THEN 100000 WHEN 2 THEN 50000 ELSE 10000 END + 500000) / 1000000)
FROM numbered GROUP BY staff_id
"""


def facts() -> Facts:
    """20,000 contracts, each with an invoice paid in five weekly instalments, over 36 months; always the same."""
    contracts, roles, invoices = [], [], []
    allocations: list[AllocationFact] = []
    orders: dict[int, int] = {}
    for number in range(1, PAYMENTS // INSTALMENTS + 1):
        day = START + timedelta(days=number * DAYS * INSTALMENTS // PAYMENTS)
        client, net = number * 7919 % CLIENTS + 1, 100_000 + number * 37 % 900_000
        orders[client] = orders.get(client, 0) + 1
        key = f"{number:08d}"
        contracts.append(
            ContractFact(
                number, key, key, client, day, net, 200_000, "UAH", "standard", None, 0, 1, None, orders[client], 0
            )
        )
        roles.append(RoleFact(number, Function.SELLING, number % PEOPLE + 1, 1))
        gross = net + net // 5
        invoices.append(InvoiceFact(number, key, key, number, day, day + timedelta(days=60), net, gross, None, None))
        for part in range(INSTALMENTS):
            received_on, paid = day + timedelta(days=7 * part), gross // INSTALMENTS
            allocations.append(_allocation(len(allocations) + 1, number, received_on, paid))
    people = range(1, PEOPLE + 1)
    return Facts(
        currency="UAH",
        books_from=MONTH,
        people=tuple(PersonFact(person, f"{person:03d}", None, None) for person in people),
        clients=tuple(ClientFact(client, 0, None, None, ()) for client in range(1, CLIENTS + 1)),
        contracts=tuple(contracts),
        roles=tuple(roles),
        invoices=tuple(invoices),
        allocations=tuple(allocations),
        assignments=tuple(AssignmentFact(1, person, START, None) for person in people),
    )


def _allocation(place: int, invoice: int, received_on: date, paid: int) -> AllocationFact:
    key = f"{place:08d}"
    return AllocationFact(place, place, key, key, invoice, received_on, paid, None)


def scheme() -> Scheme:
    """10 % of the first order, 5 % of the second, 1 % of all others, to whoever sold it."""
    when = Conditions(extensions=Extensions.AS_PARENT)
    rule = Rule("sold", EventKind.PAYMENT_RECEIVED, Function.SELLING, ByOrder((100_000, 50_000, 10_000)), when)
    return Scheme(1, "bench", "Bench", (SchemeVersion(1, START, (rule,)),))


def in_long_books(known: Facts) -> MonthInputs:
    """The month in old books, the months before closed as they come to now: nothing is to be trued up."""
    known = replace(known, books_from=Month.of(START))
    accruals = evaluate(known, (scheme(),), MONTH.plus(-1)).accruals
    return MonthInputs(MONTH, known, (scheme(),), tuple(Given(line.amount_minor, line) for line in accruals))


def contests(_folder: Path) -> Iterator[Contest]:
    """``settle``, as the payroll calls it, on facts in memory against the window pass on a table in memory."""
    known = facts()
    connection = _table(known)

    def raw() -> int:
        return len(connection.execute(WINDOW).fetchall())

    def ours(inputs: MonthInputs) -> Callable[[], int]:
        return lambda: len(settle(inputs).lines)

    name = f"the month {MONTH.text} over {PAYMENTS:,} payments: events, rules, lines with reasons, a row per person"
    beside = "one SQL window pass over the same rows, sums per person"
    note = "facts in memory on both sides; the pass makes no lines; the collector rests, as it does in the program"
    yield Contest(
        "month",
        f"{name}; books begin with it",
        beside,
        ours(MonthInputs(MONTH, known, (scheme(),))),
        raw,
        aim=4,
        note=f"{note}; payments before the month only count",
    )
    yield Contest(
        "month_old",
        f"{name}; books of 34 closed months, every line of them worked out and compared",
        beside,
        ours(in_long_books(known)),
        raw,
        note=note,
    )


def _table(known: Facts) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE payment(id INTEGER PRIMARY KEY, client_id, paid, staff_id, minor)")
    connection.executemany(
        "INSERT INTO payment VALUES (?, ?, ?, ?, ?)",
        (
            (
                row.id,
                known.contracts[row.invoice_id - 1].client_id,
                row.received_on.isoformat(),
                known.roles[row.invoice_id - 1].person_id,
                row.amount_minor,
            )
            for row in known.allocations
        ),
    )
    connection.execute("CREATE INDEX payment_client ON payment(client_id, paid, id, staff_id, minor)")
    return connection
