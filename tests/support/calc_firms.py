"""Random small firms for the engine's properties: few people, clients and invoices, so that everything collides.

``calc_schemes`` has the schemes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import starmap

from hypothesis import strategies as st

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AmendmentFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    CreditNoteFact,
    Facts,
    Function,
    HandoverFact,
    InvoiceFact,
    MembershipFact,
    OpeningMeasureFact,
    PersonFact,
    QuotaFact,
    RateFact,
    RefundFact,
    ReminderFact,
    RoleFact,
)
from app.kernel.ids import natural_key
from app.kernel.period import Month

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 180).map(lambda days: FIRST + timedelta(days=days))
MONEY = st.integers(1, 30_000_00)
PEOPLE = (1, 2, 3)
FUNCTIONS = (Function.SELLING, Function.FINDING, Function.COLLECTING)
STAFF_NO = {person: f"{person:03d}" for person in PEOPLE}


@st.composite
def contracts(
    draw: st.DrawFn, number: int, earlier: Sequence[ContractFact]
) -> tuple[ContractFact, tuple[RoleFact, ...]]:
    """One contract with its roles; now and then it extends one that was signed before it."""
    signed_on, client_id, currency = draw(DAYS), draw(st.integers(1, 2)), draw(st.sampled_from(("UAH", "UAH", "USD")))
    root = draw(st.none() | st.none() | st.sampled_from(earlier)) if earlier else None
    if root is not None:
        signed_on, client_id, currency = max(signed_on, root.signed_on), root.client_id, root.currency
    cancelled_on = draw(st.none() | st.none() | st.integers(0, 90).map(lambda days: signed_on + timedelta(days=days)))
    contract = ContractFact(
        id=number,
        number=f"C-{number}",
        number_key=f"c-{number:03d}",
        client_id=client_id,
        signed_on=signed_on,
        net_minor=draw(st.just(0) | MONEY),
        vat_ppm=200_000,
        currency=currency,
        service_kind=draw(st.sampled_from(("standard", "complex"))),
        extends_id=None if root is None else root.id,
        direct_cost_minor=draw(st.integers(0, 5_000_00)),
        quantity=draw(st.integers(1, 4)),
        cancelled_on=cancelled_on,
        order_number=draw(st.integers(1, 3)),
        paid_before_minor=draw(st.sampled_from((0, 0, 1_000_00))),
    )
    roles = tuple(
        RoleFact(number, function, person, draw(st.integers(1, 3)))
        for function in FUNCTIONS
        for person in sorted(draw(st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=3)))
    )
    return contract, roles


@st.composite
def invoices(draw: st.DrawFn, number: int, contract_id: int) -> InvoiceFact:
    """One invoice."""
    net, issued_on = draw(MONEY), draw(DAYS)
    closed = draw(st.none() | st.none() | st.integers(0, 60).map(lambda days: issued_on + timedelta(days=days)))
    due_on = issued_on + timedelta(days=draw(st.integers(0, 30)))
    gross = net + draw(st.integers(0, net))
    return InvoiceFact(
        number, f"I-{number}", f"i-{number:03d}", contract_id, issued_on, due_on, net, gross, None, closed
    )


@dataclass(frozen=True, slots=True)
class _Orders:
    """What was ordered and asked for."""

    contracts: tuple[ContractFact, ...]
    roles: tuple[RoleFact, ...]
    invoices: tuple[InvoiceFact, ...]

    @property
    def contract_ids(self) -> st.SearchStrategy[int]:
        return st.integers(1, len(self.contracts))

    @property
    def invoice_ids(self) -> st.SearchStrategy[int]:
        return st.integers(1, len(self.invoices))


@st.composite
def _orders(draw: st.DrawFn) -> _Orders:
    signed: list[ContractFact] = []
    roles: list[RoleFact] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        contract, parts = draw(contracts(number, signed))
        signed.append(contract)
        roles.extend(parts)
    ids = st.integers(1, len(signed))
    asked = tuple(draw(invoices(number, draw(ids))) for number in range(1, draw(st.integers(2, 4)) + 1))
    return _Orders(tuple(signed), tuple(roles), asked)


@st.composite
def people(draw: st.DrawFn) -> tuple[PersonFact, ...]:
    """Everybody; some have left."""
    left = [draw(st.none() | st.none() | DAYS) for _ in PEOPLE]
    return tuple(
        PersonFact(person, natural_key(STAFF_NO[person]), None, day) for person, day in zip(PEOPLE, left, strict=True)
    )


@st.composite
def clients(draw: st.DrawFn) -> tuple[ClientFact, ClientFact]:
    """Two clients, perhaps won before the books."""
    orders_before, won_on = draw(st.sampled_from((0, 0, 2))), draw(st.none() | st.just(date(2023, 2, 28)))
    return ClientFact(1, orders_before, None, 1, ("key",)), ClientFact(2, 0, won_on, None, ())


@st.composite
def firms(draw: st.DrawFn) -> Facts:
    """A firm with everything that the engine reads."""
    orders: _Orders = draw(_orders())
    ids, invoice_ids, person = orders.contract_ids, orders.invoice_ids, st.sampled_from(PEOPLE)
    paid = tuple(
        AllocationFact(n, n, f"P-{n}", f"p-{n:03d}", draw(invoice_ids), draw(DAYS), draw(MONEY), None)
        for n in range(1, draw(st.integers(2, 8)) + 1)
    )
    refunds = tuple(
        RefundFact(n, row.payment_id, row.invoice_id, draw(DAYS), draw(st.integers(1, row.amount_minor)))
        for n, row in enumerate(paid, 1)
        if draw(st.booleans())
    )
    notes = draw(st.lists(st.tuples(invoice_ids, DAYS, MONEY), max_size=2))
    amendments = draw(st.lists(st.tuples(ids, DAYS, st.integers(-3_000_00, 3_000_00)), max_size=2))
    acts = draw(st.lists(st.tuples(ids, DAYS, st.integers(-3_000_00, 20_000_00), st.booleans()), max_size=4))
    handed = draw(st.sets(st.tuples(st.integers(1, 2), st.sampled_from(FUNCTIONS), person, DAYS), max_size=3))
    reached = draw(st.lists(st.tuples(person, MONEY, st.integers(0, 3)), max_size=1))
    return Facts(
        currency="UAH",
        books_from=Month(2024, draw(st.integers(1, 3))),
        uses_acts=draw(st.booleans()),
        people=draw(people()),
        clients=draw(clients()),
        memberships=tuple(MembershipFact(client, draw(DAYS), 1) for client in draw(st.sets(st.integers(1, 2)))),
        contracts=orders.contracts,
        roles=orders.roles,
        amendments=tuple(AmendmentFact(n, *row) for n, row in enumerate(amendments, 1)),
        acts=tuple(ActFact(n, f"{n:03d}", *row) for n, row in enumerate(acts, 1)),
        handovers=tuple(starmap(HandoverFact, sorted(handed))),
        invoices=orders.invoices,
        credit_notes=tuple(CreditNoteFact(n, row[0], row[1], row[2], row[2]) for n, row in enumerate(notes, 1)),
        allocations=paid,
        refunds=refunds,
        reminders=tuple(starmap(ReminderFact, draw(st.lists(st.tuples(invoice_ids, person, DAYS), max_size=3)))),
        rates=tuple(
            RateFact("USD", FIRST + timedelta(days=days), 1, 38_000_000 + days * 12_345) for days in range(-3, 400, 7)
        ),
        assignments=tuple(AssignmentFact(1, who, FIRST, None) for who in PEOPLE),
        quotas=tuple(
            QuotaFact(who, FIRST, date(2024, 3, 31), 20_000_00) for who in sorted(draw(st.sets(person, max_size=2)))
        ),
        opening_measures=tuple(OpeningMeasureFact("scheme", "a", *row) for row in reached),
    )
