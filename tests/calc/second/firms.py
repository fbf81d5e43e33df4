"""Random small firms: few people, few days, many collisions. One seed, one firm."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from app.calc.facts import (
    ActFact,
    AmendmentFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    DaysWorkedFact,
    Facts,
    Function,
    HandoverFact,
    MembershipFact,
    OpeningMeasureFact,
    PayTermsFact,
    PersonFact,
    QuotaFact,
    RateFact,
    ReminderFact,
    RoleFact,
)
from app.calc.scheme import Scheme
from app.kernel.period import add_months
from tests.calc.second.draft import BOOKS, DAYS, FIRST, LAST, Draft
from tests.calc.second.invoicing import invoice_with_money
from tests.calc.second.numbers import renumbered
from tests.calc.second.paper import random_schemes

PLANS = (
    ((date(2025, 10, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 3, 31))),
    ((date(2025, 12, 10), date(2026, 2, 14)),),
    ((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 4, 30))),
)
"""Quarters, months, and spans that begin and end inside a month; never two on one day."""
WON_BEFORE = tuple(FIRST - timedelta(days=days) for days in (100, 260, 300, 340))
EDGES = sorted({
    BOOKS.first,
    *(day for spans in PLANS for span in spans for day in span if day >= FIRST),
    *(add_months(day, 12) for day in WON_BEFORE if add_months(day, 12) <= LAST.last),
})


def random_firm(seed: int) -> tuple[Facts, tuple[Scheme, ...]]:
    """A firm and its schemes; the same for the same seed."""
    draft = Draft(random.Random(seed))  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a test's dice)
    draft.people = draft.dice.randint(2, 4)
    draft.days = _busy_days(draft)
    clients = _clients(draft)
    memberships = _memberships(draft, clients)
    for _ in range(draft.dice.randint(2, 6)):
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
        uses_acts=draft.chance(0.85),
        reminders=_reminders(draft),
        quotas=_quotas(draft),
        opening_measures=_opening(draft, schemes),
    )
    return _stored(draft, renumbered(facts)), schemes


def _busy_days(draft: Draft) -> list[date]:
    """Any days, and some on which a plan, a month, a quarter or a year begins or ends."""
    some = [FIRST + timedelta(days=draft.dice.randint(0, DAYS)) for _ in range(draft.dice.randint(3, 12))]
    return sorted((*some, *draft.dice.sample(EDGES, draft.dice.randint(0, 3))))


def _stored(draft: Draft, facts: Facts) -> Facts:
    """Numbers that a closed month has fixed, or that the director chose: cancelled orders may keep theirs."""
    return replace(
        facts,
        contracts=tuple(
            contract._replace(order_number=draft.dice.randint(1, 3)) if draft.chance(0.15) else contract
            for contract in facts.contracts
        ),
    )


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
        stated = draft.chance(0.8 if before else 0.2)
        won = draft.dice.choice(WON_BEFORE) if stated else None
        finder = _person(draft) if draft.chance(0.7) else None
        found.append(ClientFact(client, before, won, finder, ("key",) if draft.chance(0.5) else ()))
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
    net = draft.amount() if draft.chance(0.97) else 0
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
        quantity=dice.choice((1, 1, 3, 40)),
        cancelled_on=draft.day(signed) if draft.chance(0.15) else None,
        order_number=0,
        paid_before_minor=dice.choice((0, 0, 0, 0, net // 4)),
    )
    draft.contracts.append(contract)
    _roles(draft, contract)
    _amendments(draft, contract)
    for _ in range(dice.randint(0, 3)):
        invoice_with_money(draft, contract)
    _acts(draft, contract)


def _roles(draft: Draft, contract: ContractFact) -> None:
    for function in Function:
        if draft.chance(0.75):
            count = draft.dice.randint(1, draft.people)
            for person in draft.dice.sample(range(1, draft.people + 1), count):
                draft.roles.append(RoleFact(contract.id, function, person, draft.dice.choice((1, 1, 2, 7))))


def _amendments(draft: Draft, contract: ContractFact) -> None:
    net = contract.net_minor
    found: list[AmendmentFact] = []
    while draft.chance(0.2):
        day = draft.day(contract.signed_on) if draft.chance(0.9) else draft.day()
        if contract.cancelled_on is not None and day > contract.cancelled_on:
            continue
        change = draft.dice.choice((-net // 3, -net // 2, -min(net, 100_00), draft.amount()))
        if change and net + change >= 0:
            net += change
            found.append(AmendmentFact(draft.new_id(), contract.id, max(day, contract.signed_on), change))
    for row in sorted(found, key=lambda row: (row.on_date, row.id)):
        earlier = [a for a in draft.amendments if a.contract_id == contract.id]
        if contract.net_minor + sum(a.net_change_minor for a in earlier) + row.net_change_minor >= 0:
            draft.amendments.append(row)


def _acts(draft: Draft, contract: ContractFact) -> None:
    total = 0
    day = contract.signed_on
    while draft.chance(0.4):
        day = draft.day(day)
        net = draft.dice.choice((contract.net_minor // 2 or 1, draft.amount()))
        if total and draft.chance(0.35):
            net = -draft.dice.choice((total, max(1, total // 3)))
        total += net
        draft.acts.append(
            ActFact(draft.new_id(), draft.number("A"), contract.id, day, net, final=net > 0 and draft.chance(0.2))
        )


def _handovers(draft: Draft, clients: tuple[ClientFact, ...]) -> None:
    taken = set()
    for client in clients:
        for function in Function:
            while draft.chance(0.35):
                day = draft.day()
                if client.won_on is not None and draft.chance(0.25):
                    day = add_months(client.won_on, 12)
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
            day += timedelta(days=draft.dice.randint(1, 11))
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


def _reminders(draft: Draft) -> tuple[ReminderFact, ...]:
    """On any day, or on the very day on which money came."""
    came: dict[int, list[date]] = {}
    for row in draft.allocations:
        came.setdefault(row.invoice_id, []).append(row.received_on)
    return tuple(
        ReminderFact(
            invoice.id,
            _person(draft),
            draft.dice.choice(came[invoice.id]) if invoice.id in came and draft.chance(0.4) else draft.day(),
        )
        for invoice in draft.invoices
        if draft.chance(0.5)
    )


def _quotas(draft: Draft) -> tuple[QuotaFact, ...]:
    spans = draft.dice.choice(PLANS)
    return tuple(
        QuotaFact(person, first, last, draft.dice.choice((1_000_00, 10_000_00, 20_000_00)))
        for person in range(1, draft.people + 1)
        if draft.chance(0.8)
        for first, last in spans
    )


def _opening(draft: Draft, schemes: tuple[Scheme, ...]) -> tuple[OpeningMeasureFact, ...]:
    return tuple(
        OpeningMeasureFact(
            scheme.key, rule.key, person, draft.dice.choice((0, 999_99, 5_000_00)), draft.dice.randint(0, 2)
        )
        for scheme in schemes
        for rule in scheme.versions[0].rules
        for person in range(1, draft.people + 1)
        if draft.chance(0.1)
    )


def _calendar(draft: Draft) -> dict[date, bool]:
    return {draft.day(): draft.chance(0.5) for _ in range(3)}
