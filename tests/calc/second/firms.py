"""Random small firms: few people, few days, many collisions. One seed, one firm."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AmendmentFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    CreditNoteFact,
    DaysWorkedFact,
    Facts,
    Function,
    HandoverFact,
    InvoiceFact,
    MembershipFact,
    PayTermsFact,
    PersonFact,
    RateFact,
    RefundFact,
    RoleFact,
)
from app.calc.scheme import Scheme
from app.kernel.period import Month

from tests.calc.second.numbers import renumbered
from tests.calc.second.paper import random_schemes
from tests.calc.second.rounding import MILLION, nearest

FIRST = date(2025, 11, 1)
BOOKS = Month(2025, 12)
LAST = Month(2026, 4)
DAYS = (LAST.last - FIRST).days
ROUND = (100_00, 1_000_00, 5_000_00, 10_000_00, 12_000_00, 20_000_00)


@dataclass
class Draft:
    """A firm being made up."""

    dice: random.Random
    days: list[date] = field(default_factory=list)
    contracts: list[ContractFact] = field(default_factory=list)
    roles: list[RoleFact] = field(default_factory=list)
    amendments: list[AmendmentFact] = field(default_factory=list)
    acts: list[ActFact] = field(default_factory=list)
    invoices: list[InvoiceFact] = field(default_factory=list)
    credit_notes: list[CreditNoteFact] = field(default_factory=list)
    allocations: list[AllocationFact] = field(default_factory=list)
    refunds: list[RefundFact] = field(default_factory=list)
    handovers: list[HandoverFact] = field(default_factory=list)
    people: int = 3
    last_id: int = 0

    def new_id(self) -> int:
        """The next id."""
        self.last_id += 1
        return self.last_id

    def day(self, not_before: date = FIRST) -> date:
        """One of the firm's few busy days, mostly."""
        later = [day for day in self.days if day >= not_before]
        if later and self.dice.random() < 0.8:
            return self.dice.choice(later)
        return not_before + timedelta(days=self.dice.randint(0, 40))

    def amount(self) -> int:
        """A round sum, a bound of a table, or an odd one."""
        if self.dice.random() < 0.5:
            return self.dice.choice(ROUND)
        return self.dice.randint(1, 25_000_00)

    def number(self, prefix: str) -> str:
        """A sort key that does not follow the ids."""
        return f"{prefix}{self.dice.randint(0, 30):04d}-{self.new_id():04d}"

    def chance(self, probability: float) -> bool:
        """Whether it happens."""
        return self.dice.random() < probability


def random_firm(seed: int) -> tuple[Facts, tuple[Scheme, ...]]:
    """A firm and its schemes; the same for the same seed."""
    draft = Draft(random.Random(seed))  # noqa: S311 (a test's dice)
    draft.people = draft.dice.randint(2, 4)
    draft.days = sorted(FIRST + timedelta(days=draft.dice.randint(0, DAYS)) for _ in range(draft.dice.randint(4, 14)))
    clients = _clients(draft)
    memberships = _memberships(draft, clients)
    for _ in range(draft.dice.randint(1, 5)):
        _contract(draft, clients)
    _handovers(draft, clients)
    schemes = random_schemes(draft.dice, draft.days)
    facts = Facts(
        currency="UAH",
        books_from=BOOKS,
        people=_people(draft),
        clients=clients,
        memberships=memberships,
        contracts=tuple(draft.contracts),
        roles=tuple(draft.roles),
        amendments=tuple(draft.amendments),
        acts=tuple(draft.acts),
        handovers=tuple(draft.handovers),
        invoices=tuple(draft.invoices),
        credit_notes=tuple(draft.credit_notes),
        allocations=tuple(draft.allocations),
        refunds=tuple(draft.refunds),
        rates=_rates(draft),
        assignments=_assignments(draft, schemes),
        pay_terms=_pay_terms(draft),
        days_worked=_days_worked(draft),
        working_days=_calendar(draft),
    )
    return renumbered(facts), schemes


def _people(draft: Draft) -> tuple[PersonFact, ...]:
    """Staff numbers run against the ids, so that ties show."""
    found = []
    for person in range(1, draft.people + 1):
        hired = draft.day() if draft.chance(0.3) else None
        left = draft.day(hired or FIRST) if draft.chance(0.2) else None
        found.append(PersonFact(person, f"S{9 - person:02d}", hired, left))
    return tuple(found)


def _person(draft: Draft) -> int:
    return draft.dice.randint(1, draft.people)


def _clients(draft: Draft) -> tuple[ClientFact, ...]:
    found = []
    for client in range(1, draft.dice.randint(1, 3) + 1):
        before = draft.dice.choice((0, 0, 0, 2))
        won = FIRST - timedelta(days=100) if before else None
        finder = _person(draft) if draft.chance(0.7) else None
        found.append(ClientFact(client, before, won, finder, ()))
    return tuple(found)


def _memberships(draft: Draft, clients: tuple[ClientFact, ...]) -> tuple[MembershipFact, ...]:
    found: dict[tuple[int, date], MembershipFact] = {}
    for client in clients:
        while draft.chance(0.4):
            day = draft.day()
            group = draft.dice.choice((1, 1, 2, None))
            found[client.id, day] = MembershipFact(client.id, day, group)
    return tuple(found.values())


def _contract(draft: Draft, clients: tuple[ClientFact, ...]) -> None:
    dice = draft.dice
    parent = dice.choice(draft.contracts) if draft.contracts and draft.chance(0.3) else None
    signed = draft.day() if parent is None else draft.day(parent.signed_on)
    net = draft.amount()
    number = draft.number("C")
    contract = ContractFact(
        id=draft.new_id(),
        number=number,
        number_key=number,
        client_id=dice.choice(clients).id if parent is None else parent.client_id,
        signed_on=signed,
        net_minor=net,
        vat_ppm=dice.choice((0, 200_000, 200_000, 70_000)),
        currency=dice.choice(("UAH", "UAH", "USD", "EUR")),
        service_kind=dice.choice(("standard", "complex")),
        extends_id=None if parent is None else parent.id,
        direct_cost_minor=dice.choice((0, net // 3, net // 2)),
        quantity=1,
        cancelled_on=draft.day(signed) if draft.chance(0.15) else None,
        order_number=0,
        paid_before_minor=dice.choice((0, 0, 0, 0, net // 4)),
    )
    draft.contracts.append(contract)
    _roles(draft, contract)
    _amendments(draft, contract)
    for _ in range(dice.randint(0, 3)):
        _invoice(draft, contract)
    _acts(draft, contract)


def _roles(draft: Draft, contract: ContractFact) -> None:
    for function in Function:
        if draft.chance(0.6):
            count = draft.dice.randint(1, draft.people)
            for person in draft.dice.sample(range(1, draft.people + 1), count):
                draft.roles.append(RoleFact(contract.id, function, person, draft.dice.choice((1, 1, 2, 7))))


def _amendments(draft: Draft, contract: ContractFact) -> None:
    net = contract.net_minor
    while draft.chance(0.2):
        day = draft.day(contract.signed_on)
        if contract.cancelled_on is not None and day > contract.cancelled_on:
            continue
        change = draft.dice.choice((-net // 3, -net // 2, -min(net, 100_00), draft.amount()))
        if change and net + change >= 0:
            net += change
            draft.amendments.append(AmendmentFact(draft.new_id(), contract.id, day, change))


def _acts(draft: Draft, contract: ContractFact) -> None:
    total = 0
    day = contract.signed_on
    while draft.chance(0.4):
        day = draft.day(day)
        net = draft.dice.choice((contract.net_minor // 2 or 1, draft.amount()))
        if total and draft.chance(0.35):
            net = -draft.dice.choice((total, max(1, total // 3)))
        total += net
        draft.acts.append(ActFact(draft.new_id(), draft.number("A"), contract.id, day, net, final=False))


def _invoice(draft: Draft, contract: ContractFact) -> None:
    dice = draft.dice
    net = dice.choice((contract.net_minor, contract.net_minor // 2 or 1, draft.amount()))
    gross = net + nearest_vat(net, contract.vat_ppm)
    issued = draft.day(contract.signed_on)
    number = draft.number("I")
    invoice_id = draft.new_id()
    cancelled = draft.day(issued) if draft.chance(0.1) else None
    due = issued + timedelta(days=dice.choice((0, 5, 14, 30)))
    short = draft.day(issued) if cancelled is None and draft.chance(0.08) else None
    invoice = InvoiceFact(
        invoice_id, number, number, contract.id, issued, due, net, gross, cancelled, short
    )
    draft.invoices.append(invoice)
    if cancelled is None:
        _money(draft, contract, invoice)


def nearest_vat(net: int, vat_ppm: int) -> int:
    """The tax on a net amount."""
    from fractions import Fraction

    return nearest(Fraction(net) * vat_ppm / MILLION)


def _money(draft: Draft, contract: ContractFact, invoice: InvoiceFact) -> None:
    """Payments up to the gross, credit notes for a part, refunds of what came."""
    dice = draft.dice
    room = credit_room = invoice.gross_minor
    while room > 0 and draft.chance(0.75):
        amount = dice.choice((room, min(room, 33_33), max(1, room // 2), max(1, room // 3)))
        room -= amount
        received = draft.day(contract.signed_on)
        if invoice.closed_short_on is not None:
            received = min(received, invoice.closed_short_on)
        firm_amount = nearest_vat(amount, dice.choice((39_500_000, 41_000_000))) if draft.chance(0.3) else None
        if contract.currency == "UAH":
            firm_amount = None
        number = draft.number("P")
        payment = draft.new_id()
        draft.allocations.append(
            AllocationFact(draft.new_id(), payment, number, number, invoice.id, received, amount, firm_amount)
        )
        left = amount
        while left > 0 and draft.chance(0.25):
            back = dice.choice((left, max(1, left // 2)))
            left -= back
            day = draft.day(max(received, invoice.issued_on))
            draft.refunds.append(RefundFact(draft.new_id(), payment, invoice.id, day, back))
    while credit_room > 0 and draft.chance(0.2):
        gross = dice.choice((credit_room, max(1, credit_room // 2), max(1, min(room, credit_room))))
        net = nearest_net(invoice, credit_room) - nearest_net(invoice, credit_room - gross)
        credit_room -= gross
        if net > 0:
            day = draft.day(invoice.issued_on)
            draft.credit_notes.append(CreditNoteFact(draft.new_id(), invoice.id, day, net, gross))


def nearest_net(invoice: InvoiceFact, gross: int) -> int:
    """The net of a part of the invoice's gross."""
    return invoice.net_minor * gross // invoice.gross_minor


def _handovers(draft: Draft, clients: tuple[ClientFact, ...]) -> None:
    taken = set()
    for client in clients:
        for function in Function:
            while draft.chance(0.35):
                day = draft.day()
                if (client.id, function, day) not in taken:
                    taken.add((client.id, function, day))
                    draft.handovers.append(HandoverFact(client.id, function, _person(draft), day))


def _rates(draft: Draft) -> tuple[RateFact, ...]:
    """A rate every few days, from before the first day until after the last."""
    found = []
    for currency, units in (("USD", 1), ("EUR", 100)):
        day = FIRST - timedelta(days=8)
        while day < LAST.last + timedelta(days=200):
            found.append(RateFact(currency, day, units, draft.dice.randint(38_000_000, 46_000_000)))
            day += timedelta(days=draft.dice.randint(1, 10))
    return tuple(found)


def _assignments(draft: Draft, schemes: tuple[Scheme, ...]) -> tuple[AssignmentFact, ...]:
    found = []
    for scheme in schemes:
        for person in range(1, draft.people + 1):
            if draft.chance(0.85):
                start = draft.dice.choice((FIRST, FIRST, draft.day()))
                end = draft.day(start) if draft.chance(0.2) else None
                found.append(AssignmentFact(scheme.id, person, start, end))
    return tuple(found)


def _pay_terms(draft: Draft) -> tuple[PayTermsFact, ...]:
    found: dict[tuple[int, date], PayTermsFact] = {}
    for person in range(1, draft.people + 1):
        for _ in range(draft.dice.randint(0, 3)):
            start = draft.dice.choice((FIRST, draft.day()))
            found[person, start] = PayTermsFact(
                person_id=person,
                valid_from=start,
                engagement="employee",
                salary_minor=draft.dice.choice((0, 20_000_00, 24_000_01)),
                guarantee_minor=draft.dice.choice((0, 0, 22_000_00)),
                draw_minor=draft.dice.choice((0, 0, 2_000_00)),
                draw_recoverable=draft.chance(0.6),
            )
    return tuple(found.values())


def _days_worked(draft: Draft) -> tuple[DaysWorkedFact, ...]:
    return tuple(
        DaysWorkedFact(person, BOOKS.plus(offset), draft.dice.randint(0, 20))
        for person in range(1, draft.people + 1)
        for offset in range(5)
        if draft.chance(0.1)
    )


def _calendar(draft: Draft) -> dict[date, bool]:
    return {draft.day(): draft.chance(0.5) for _ in range(3)}
