"""Random small firms for the engine's properties: few people, clients and invoices, so that everything collides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from app.calc.facts import (
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
    PersonFact,
    RateFact,
    RefundFact,
    RoleFact,
)
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    Percent,
    Rate,
    Rule,
    Scheme,
    SchemeVersion,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.kernel.money import PPM
from app.kernel.period import Month

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 180).map(lambda days: FIRST + timedelta(days=days))
MONEY = st.integers(1, 30_000_00)
PEOPLE = (1, 2, 3)
FUNCTIONS = (Function.SELLING, Function.FINDING, Function.COLLECTING)
BANDS = (Band(10_000_00, 20_000), Band(25_000_00, 40_000), Band(None, 60_000))
LATE = (LateBand(5, PPM), LateBand(30, 500_000), LateBand(None, 0))


@st.composite
def contracts(draw: st.DrawFn, number: int) -> tuple[ContractFact, tuple[RoleFact, ...]]:
    """One contract with its roles."""
    signed_on = draw(DAYS)
    cancelled_on = draw(st.none() | st.none() | st.integers(0, 90).map(lambda days: signed_on + timedelta(days=days)))
    contract = ContractFact(
        id=number,
        number=f"C-{number}",
        number_key=f"c-{number:03d}",
        client_id=draw(st.integers(1, 2)),
        signed_on=signed_on,
        net_minor=draw(st.just(0) | MONEY),
        vat_ppm=200_000,
        currency=draw(st.sampled_from(("UAH", "UAH", "USD"))),
        service_kind="standard",
        extends_id=None,
        direct_cost_minor=draw(st.integers(0, 5_000_00)),
        quantity=1,
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


@st.composite
def firms(draw: st.DrawFn) -> Facts:
    """A firm with everything that the engine's first part reads."""
    contracted = [draw(contracts(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    ids = st.integers(1, len(contracted))
    asked = tuple(draw(invoices(number, draw(ids))) for number in range(1, draw(st.integers(2, 4)) + 1))
    invoice_ids = st.integers(1, len(asked))
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
    handed = draw(st.lists(st.tuples(st.integers(1, 2), st.sampled_from(PEOPLE), DAYS), max_size=2))
    return Facts(
        currency="UAH",
        books_from=Month(2024, draw(st.integers(1, 3))),
        people=tuple(PersonFact(person, f"{person:03d}", None, None) for person in PEOPLE),
        clients=(ClientFact(1, 0, None, 1, ()), ClientFact(2, 0, None, None, ())),
        contracts=tuple(contract for contract, _ in contracted),
        roles=tuple(role for _, roles in contracted for role in roles),
        amendments=tuple(AmendmentFact(n, row[0], row[1], row[2]) for n, row in enumerate(amendments, 1)),
        handovers=tuple(HandoverFact(row[0], Function.COLLECTING, row[1], row[2]) for row in set(handed)),
        invoices=asked,
        credit_notes=tuple(CreditNoteFact(n, row[0], row[1], row[2], row[2]) for n, row in enumerate(notes, 1)),
        allocations=paid,
        refunds=refunds,
        rates=tuple(
            RateFact("USD", FIRST + timedelta(days=days), 1, 38_000_000 + days * 12_345) for days in range(-3, 300, 7)
        ),
        assignments=tuple(AssignmentFact(1, person, FIRST, None) for person in PEOPLE),
    )


def rates() -> st.SearchStrategy[Rate]:
    """Any rate of the engine's first part."""
    share = st.integers(0, 200_000)
    return (
        share.map(Percent)
        | st.integers(1, 1_000_00).map(Fixed)
        | st.lists(share, min_size=1, max_size=3).map(lambda parts: ByOrder(tuple(parts)))
        | st.just(Fading(100_000, 20_000, 10_000))
        | st.sampled_from([Tiers(measure, mode, BANDS) for measure in Measure for mode in TierMode])
    )


@st.composite
def rules(draw: st.DrawFn, key: str) -> Rule:
    """One rule."""
    event = draw(
        st.sampled_from((*EventKind, EventKind.PAYMENT_RECEIVED, EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED))
    )
    return Rule(
        key=key,
        event=event,
        recipient=draw(st.sampled_from(FUNCTIONS)),
        rate=draw(rates()),
        when=Conditions(
            extensions=Extensions.AS_PARENT, recipient_sold=draw(st.sampled_from((None, None, True, False)))
        ),
        base=draw(st.sampled_from(list(Base))),
        late=draw(st.sampled_from(((), LATE))),
        pay_after_months=draw(st.sampled_from((0, 0, 1))),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme of one or two versions."""
    first = tuple(draw(rules(key)) for key in ("a", "b", "c"))
    versions = [SchemeVersion(1, FIRST, first)]
    if draw(st.booleans()):
        second = tuple(replace(rule, rate=draw(rates())) for rule in first)
        versions.append(SchemeVersion(2, date(2024, 3, 15), second))
    return Scheme(1, "scheme", "Scheme", tuple(versions))
