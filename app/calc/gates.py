"""What is both paid and accepted, per contract: M = min(paid net, accepted net), its rises and falls (SEMANTICS 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.calc.events import Advance, Event, Months, Standing, Strand, Taken, numbered, rank_of
from app.calc.facts import Facts, InvoiceFact
from app.calc.orders import Order, Orders
from app.calc.scheme import EventKind
from app.kernel.money import with_vat

BOTH = Strand(EventKind.PAYMENT_RECEIVED, paid_and_accepted=True)
_PAYMENTS, _ACTS = range(2)
_NOT_FINAL = False


class _Step(NamedTuple):
    """A document that changes what is paid or what is accepted; sorted as it stands."""

    on: date
    source: int
    place: int
    key: str
    contract_id: int
    paid_minor: int
    accepted_minor: int
    final: bool
    invoice: InvoiceFact | None
    payment_id: int | None
    payment_number: str
    days_late: int | None


@dataclass(slots=True)
class _Contract:
    """How far a contract has come."""

    order: Order
    paid_minor: int = 0
    accepted_minor: int = 0
    final: bool = False
    """A final act stands: everything counts as accepted."""
    reached_minor: int = 0
    days_late: int | None = None
    standing: Standing = field(default_factory=Standing)

    def rise(self) -> int:
        """The change of M."""
        reached = self.paid_minor if self.final else min(self.paid_minor, self.accepted_minor)
        before, self.reached_minor = self.reached_minor, max(reached, 0)
        return self.reached_minor - before


def gated_events(
    facts: Facts, orders: Orders, payments: Sequence[Event], opened: Mapping[int, int], months: Months
) -> Iterator[Event]:
    """The changes of M; ``payments`` from the very first on, ``opened``: net paid before the books, by contract."""
    advance = Advance()
    contracts: dict[int, _Contract] = {}
    for contract_id, net_minor in opened.items():
        contract = contracts[contract_id] = _Contract(orders.of(contract_id), net_minor, final=not facts.uses_acts)
        risen_minor = contract.rise()
        if risen_minor:
            contract.standing.add_opening(f"both_before:{contract_id}", risen_minor)
            advance.start(contract.order, risen_minor)
    for step in sorted(_steps(facts, payments)):
        known = contracts.get(step.contract_id)
        if known is None:
            known = contracts[step.contract_id] = _Contract(orders.of(step.contract_id), final=not facts.uses_acts)
        yield from _walk(known, step, advance, months)


def _walk(contract: _Contract, step: _Step, advance: Advance, months: Months) -> Iterator[Event]:
    contract.paid_minor += step.paid_minor
    contract.accepted_minor += step.accepted_minor
    if step.source == _ACTS:
        contract.final = step.final or (contract.final and step.accepted_minor >= 0)
    elif step.paid_minor > 0:
        contract.days_late = step.days_late
    risen_minor = contract.rise()
    if risen_minor > 0:
        event = _event(contract, step, months, risen_minor, None)
        event = event._replace(progress=advance.move(contract.order, step.on, risen_minor))
        contract.standing.add(event, risen_minor)
        yield event
        return
    for index, part in enumerate(contract.standing.take(-risen_minor)):
        event = _event(contract, step, months, -part.amount_minor, part)
        progress = advance.move(contract.order, step.on, -part.amount_minor)
        yield event._replace(key=numbered(event.key, index), progress=progress)


def _event(contract: _Contract, step: _Step, months: Months, net_minor: int, taken: Taken | None) -> Event:
    order = contract.order
    original = None if taken is None else taken.original
    gross_minor = with_vat(net_minor, order.vat_ppm)
    if taken is not None and original is not None:
        gross_minor = taken.reversal.of(original.gross_minor)
    return Event(
        key=f"both:{step.key}",
        kind=EventKind.PAYMENT_RECEIVED,
        on=step.on,
        rank=rank_of(step.on, EventKind.PAYMENT_RECEIVED, takes_back=taken is not None),
        month=months.of(step.on),
        order=order,
        invoice=step.invoice,
        payment_id=step.payment_id,
        payment_number=step.payment_number,
        gross_minor=gross_minor,
        net_minor=net_minor,
        progress=(0, 0, 0, 0),
        adds=False,
        days_late=contract.days_late if original is None else original.days_late,
        rate_on=step.on if original is None else original.rate_on,
        firm=None,
        reversal=None if taken is None else taken.reversal,
        strand=BOTH,
    )


def _steps(facts: Facts, payments: Sequence[Event]) -> Iterator[_Step]:
    yield from _of_payments(payments)
    if not facts.uses_acts:
        return
    acts = sorted(facts.acts, key=lambda act: (act.accepted_on, act.number_key, act.id))
    for place, act in enumerate(acts):
        net = act.net_minor
        yield _Step(
            act.accepted_on, _ACTS, place, f"act:{act.id}", act.contract_id, 0, net, act.final and net >= 0, None, None,
            "", None,
        )  # fmt: skip


def _of_payments(payments: Iterable[Event]) -> Iterator[_Step]:
    """One step for each document: a refund may have taken back several payments."""
    parts: dict[str, list[Event]] = defaultdict(list)
    for event in payments:
        parts[event.key.partition("/")[0]].append(event)
    for place, (key, events) in enumerate(parts.items()):
        first, net = events[0], sum(event.net_minor for event in events)
        yield _Step(
            first.on, _PAYMENTS, place, key, first.order.id, net, 0, _NOT_FINAL, first.invoice, first.payment_id,
            first.payment_number, first.days_late,
        )  # fmt: skip
