"""The engine alone: eight rules over a million payments, a changed rate, growth, and memory.

``simulate.prepare`` goes through events, rules and amounts of the whole history and adds them up by rule, person and
month; then the lines of one month are made with their reasons. Beside it stands one SQL window pass over the same rows.
"""

from __future__ import annotations

import gc
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
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
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    EventKind,
    Extensions,
    Member,
    Named,
    OrderKind,
    Percent,
    Rule,
    Scheme,
    SchemeVersion,
)
from app.calc.simulate import Simulation, prepare
from app.calc.tally import Window
from app.kernel.period import Month
from tests.benchmarks.measure import Contest, Figure

MANY, FEW, INSTALMENTS, PEOPLE, ORDERS_OF_CLIENT = 1_000_000, 10_000, 10, 40, 8
START, DAYS, MONTH = date(2024, 1, 2), 900, Month(2026, 6)
BYTES_AIM = 600
WINDOW = """
WITH numbered AS (
  SELECT staff_id, paid, minor, ROW_NUMBER() OVER (PARTITION BY client_id ORDER BY paid, id) AS n FROM payment)
SELECT staff_id, substr(paid, 1, 7), COUNT(*),
  SUM((minor * CASE n WHEN 1 THEN 100000 WHEN 2 THEN 50000 WHEN 3 THEN 20000 ELSE 10000 END + 500000) / 1000000)
FROM numbered GROUP BY 1, 2
"""
"""The n-th payment of a client at one of four rates, rounded row by row, summed by person and month."""
_WORK = (Function.SELLING, Function.DELIVERING, Function.COLLECTING)


def rules() -> tuple[Rule, ...]:
    """Eight rules: six of them catch every payment, one every first order, one nothing here."""
    paid = EventKind.PAYMENT_RECEIVED
    by_order = Conditions(extensions=Extensions.AS_PARENT)
    return (
        Rule("found", paid, Function.FINDING, ByOrder((100_000, 10_000)), by_order),
        Rule("sold", paid, Function.SELLING, Percent(50_000)),
        Rule("led", paid, Function.DELIVERING, Percent(20_000)),
        Rule("collected", paid, Function.COLLECTING, Percent(10_000)),
        Rule("first", paid, Function.SELLING, Percent(5_000), Conditions(order_kinds=frozenset({OrderKind.FIRST}))),
        Rule("margin", paid, Function.DELIVERING, Percent(4_000), base=Base.MARGIN),
        Rule("director", paid, Named((Member("040"),)), Percent(1_000)),
        Rule("complex", paid, Function.SELLING, Percent(30_000), Conditions(service_kind="complex")),
    )


def scheme() -> Scheme:
    """One version, in force from the beginning."""
    return Scheme(1, "bench", "Bench", (SchemeVersion(1, START, rules()),))


def facts(payments: int) -> Facts:
    """Contracts of ten payments each, over two and a half years; the same for the same number."""
    numbers = range(1, payments // INSTALMENTS + 1)
    clients = len(numbers) // ORDERS_OF_CLIENT + 1
    people = range(1, PEOPLE + 1)
    return Facts(
        currency="UAH",
        books_from=Month.of(START),
        people=tuple(PersonFact(person, f"{person:03d}", None, None) for person in people),
        clients=tuple(ClientFact(client, 0, None, client % PEOPLE + 1, ()) for client in range(1, clients + 1)),
        contracts=tuple(_contract(number, clients) for number in numbers),
        roles=tuple(
            RoleFact(number, name, (number + at) % PEOPLE + 1, 1) for number in numbers for at, name in enumerate(_WORK)
        ),
        invoices=tuple(_invoice(number) for number in numbers),
        allocations=tuple(row for number in numbers for row in _payments(number)),
        assignments=tuple(AssignmentFact(1, person, START.replace(day=1), None) for person in people),
    )


def _day(number: int) -> date:
    return START + timedelta(days=number * 7919 % DAYS)


def _net(number: int) -> int:
    return 100_000 + number * 37 % 900_000


def _contract(number: int, clients: int) -> ContractFact:
    key, net = f"{number:08d}", _net(number)
    client, order = (number - 1) % clients + 1, (number - 1) // clients + 1
    return ContractFact(
        number, key, key, client, _day(number), net, 200_000, "UAH", "standard", None, net // 5, 1, None, order, 0
    )


def _invoice(number: int) -> InvoiceFact:
    key, net, day = f"{number:08d}", _net(number), _day(number)
    return InvoiceFact(number, key, key, number, day, day + timedelta(days=60), net, net + net // 5, None, None)


def _payments(number: int) -> Iterator[AllocationFact]:
    day, gross = _day(number), _net(number) + _net(number) // 5
    for part in range(INSTALMENTS):
        row = (number - 1) * INSTALMENTS + part + 1
        key = f"{row:09d}"
        yield AllocationFact(row, row, key, key, number, day + timedelta(days=5 * part), gross // INSTALMENTS, None)


def contests(_folder: Path) -> Iterator[Contest | Figure]:
    """A million payments, growth, memory, a changed rate."""
    yield from _many(facts(MANY), facts(FEW))
    yield _memory()
    yield _rerating(facts(FEW))


def _many(many: Facts, few: Facts) -> Iterator[Contest]:
    connection = _table(many)
    yield Contest(
        "engine",
        f"eight rules over {MANY:,} payments, summed by rule, person and month; one person's month with its reasons",
        "one SQL window pass over the same rows, one rate each, sums by person and month",
        _resting(lambda: prepare(many, (scheme(),), MONTH).accruals(Window(MONTH, MONTH), person_id=1)),
        lambda: len(connection.execute(WINDOW).fetchall()),
        aim=6,
        pairs=3,
        note="facts in memory on both sides; the collector rests, as it does in the program",
    )
    connection.close()
    yield Contest(
        "growth",
        f"the same over {MANY:,} payments",
        f"over {FEW:,} payments, {MANY // FEW} times",
        _resting(lambda: prepare(many, (scheme(),), MONTH)),
        _resting(lambda: [len(prepare(few, (scheme(),), MONTH).by_rule) for _ in range(MANY // FEW)]),
        aim=1.3,
        pairs=1,
    )


def _rerating(few: Facts) -> Contest:
    ready = prepare(few, (scheme(),), MONTH).with_rate("bench", "sold", Percent(60_000))
    rates = iter(range(1, 1_000_000))
    return Contest(
        "rerate",
        f"one rate changed over {FEW:,} payments: its rule anew, all sums (the aim besides: under 16 ms)",
        "the whole evaluation",
        lambda: ready.with_rate("bench", "sold", Percent(next(rates))).by_month(),
        _resting(lambda: prepare(few, (scheme(),), MONTH).by_month()),
        aim=0.05,
        pairs=20,
    )


def _memory() -> Figure:
    """Bytes that a prepared simulation holds for each payment, by ``tracemalloc``; facts do not count."""
    payments = 100_000
    known = facts(payments)
    tracemalloc.start()
    ready: Simulation = prepare(known, (scheme(),), MONTH)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    note = f"{held / payments:.0f} bytes stay, {peak / payments:.0f} at the most; the aim is {BYTES_AIM} bytes an event"
    ours = f"bytes a payment while {len(ready.by_rule)} rules are worked out over {payments:,} payments"
    ratio = round(peak / payments / BYTES_AIM, 2)
    return Figure("bytes", ours, f"{BYTES_AIM} bytes", peak / payments, BYTES_AIM, ratio, 1.0, 1, note)


def _resting(work: Callable[[], object]) -> Callable[[], None]:
    """Pause the collector, as ``payroll.settling`` does."""

    def run() -> None:
        gc.disable()
        try:
            work()
        finally:
            gc.enable()

    return run


def _table(known: Facts) -> sqlite3.Connection:
    client_of = {row.id: row.client_id for row in known.contracts}
    sellers = {row.contract_id: row.person_id for row in known.roles if row.function == Function.SELLING}
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE payment(id INTEGER PRIMARY KEY, client_id, paid, staff_id, minor)")
    connection.executemany(
        "INSERT INTO payment VALUES (?, ?, ?, ?, ?)",
        (
            (
                row.id,
                client_of[row.invoice_id],
                row.received_on.isoformat(),
                sellers[row.invoice_id],
                row.amount_minor,
            )
            for row in known.allocations
        ),
    )
    connection.execute("CREATE INDEX payment_client ON payment(client_id, paid, id, staff_id, minor)")
    return connection
