"""Events of documents: contracts signed, clients won, invoices issued, work accepted, and what takes each back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.calc.events import Advance, Event, Months, Standing, Strand, Taken, numbered, rank_of
from app.calc.facts import AmendmentFact, ContractFact, Facts, InvoiceFact
from app.calc.orders import Order, Orders, Win
from app.calc.scheme import EventKind, WonBy
from app.kernel.money import with_vat

_WON = ("won", "won_amend", "unwon")
_WON_BY_MONEY = ("won_money", "won_money_amend", "unwon_money")
_SIGNED = (EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON)


class _Movement(NamedTuple):
    """A document that adds to its scope or takes back from it; ``net_minor`` None takes back all that stands."""

    on: date
    takes_back: bool
    number_key: str
    row_id: int
    key: str
    scope: int
    """What takes back takes from the originals of the same scope."""
    order: Order
    invoice: InvoiceFact | None
    net_minor: int | None
    rate_on: date
    adds: bool = False


def document_events(facts: Facts, orders: Orders, months: Months, kinds: Collection[EventKind]) -> Iterator[Event]:
    """The wanted ones of the four kinds, each in its own order."""
    for kind, movements in (
        (EventKind.CONTRACT_SIGNED, _signed),
        (EventKind.INVOICE_ISSUED, _issued),
        (EventKind.WORK_ACCEPTED, _accepted),
    ):
        if kind in kinds:
            yield from _events(kind, movements(facts, orders), months)
    if EventKind.CLIENT_WON in kinds:
        yield from won_events(facts, orders, months, orders.wins())


def _events(kind: EventKind, movements: Iterable[_Movement], months: Months) -> Iterator[Event]:
    standing: dict[int, Standing] = defaultdict(Standing)
    advance = Advance()
    for movement in sorted(movements, key=lambda m: (m.on, m.takes_back, m.number_key, m.row_id)):
        scope = standing[movement.scope]
        if not movement.takes_back:
            event = _event(kind, movement, months, advance, None)
            scope.add(event, event.net_minor)
            yield event
            continue
        taken = scope.take_all() if movement.net_minor is None else scope.take(-movement.net_minor)
        for index, part in enumerate(taken):
            event = _event(kind, movement, months, advance, part)
            yield event._replace(key=numbered(movement.key, index))


def _event(kind: EventKind, movement: _Movement, months: Months, advance: Advance, taken: Taken | None) -> Event:
    order = movement.order
    net_minor = (movement.net_minor or 0) if taken is None else -taken.amount_minor
    rate_on = movement.rate_on
    if taken is not None and taken.original is not None:
        rate_on = taken.original.rate_on
    return Event(
        key=movement.key,
        kind=kind,
        on=movement.on,
        rank=rank_of(movement.on, kind, takes_back=movement.takes_back),
        month=months.of(movement.on),
        order=order,
        invoice=movement.invoice,
        payment_id=None,
        payment_number="",
        gross_minor=_gross(movement, net_minor, taken),
        net_minor=net_minor,
        progress=advance.sign(order, net_minor) if kind in _SIGNED else advance.move(order, movement.on, net_minor),
        adds=movement.adds,
        days_late=None,
        rate_on=rate_on,
        firm=None,
        reversal=None if taken is None else taken.reversal,
    )


def _gross(movement: _Movement, net_minor: int, taken: Taken | None) -> int:
    """As issued, or with tax; of what takes back, the part of its original's gross (SEMANTICS 2)."""
    if taken is not None and taken.original is not None:
        return taken.reversal.of(taken.original.gross_minor)
    invoice = movement.invoice
    return with_vat(net_minor, movement.order.vat_ppm) if invoice is None else invoice.gross_minor


def _signed(facts: Facts, orders: Orders) -> Iterator[_Movement]:
    amendments = _amendments(facts)
    for contract in facts.contracts:
        if contract.cancelled_on is None or contract.cancelled_on > contract.signed_on:
            yield from _lifetime(contract, orders, amendments, ("sign", "amend", "cancel"), contract.signed_on)


def won_events(
    facts: Facts, orders: Orders, months: Months, wins: Iterable[Win], strand: Strand | None = None
) -> Iterator[Event]:
    """Clients won, what follows the net of their contracts, and their cancellations."""
    by_money = strand is not None and strand.won_by is WonBy.MONEY
    keys = _WON_BY_MONEY if by_money else _WON
    amendments = _amendments(facts)
    movements = (
        movement
        for win in wins
        for movement in _lifetime(orders.contracts[win.contract_id], orders, amendments, keys, win.on)
    )
    for event in _events(EventKind.CLIENT_WON, movements, months):
        yield event if strand is None else event._replace(strand=strand)


def _lifetime(
    contract: ContractFact,
    orders: Orders,
    amendments: dict[int, list[AmendmentFact]],
    keys: tuple[str, str, str],
    start: date,
) -> Iterator[_Movement]:
    """A contract from ``start`` on: its net then, dated changes of it, and its cancellation (SEMANTICS 3)."""
    order = orders.of(contract.id)
    begun, changed, ended = keys
    end = contract.cancelled_on
    known = amendments.get(contract.id, [])
    before_minor = contract.net_minor + sum(a.net_change_minor for a in known if _amended_on(a, contract) < start)

    def movement(on: date, key: str, row_id: int, net_minor: int | None) -> _Movement:
        takes_back = net_minor is None or (net_minor < 0)
        return _Movement(
            on, takes_back, order.number_key, row_id, key, order.id, order, None, net_minor, order.signed_on
        )

    yield movement(start, f"{begun}:{contract.id}", 0, before_minor)
    for amendment in known:
        on = _amended_on(amendment, contract)
        if on >= start and (end is None or on < end):
            yield movement(on, f"{changed}:{amendment.id}", amendment.id, amendment.net_change_minor)._replace(
                adds=True
            )
    if end is not None:
        yield movement(end, f"{ended}:{contract.id}", 0, None)


def _amended_on(amendment: AmendmentFact, contract: ContractFact) -> date:
    return max(amendment.on_date, contract.signed_on)


def _amendments(facts: Facts) -> dict[int, list[AmendmentFact]]:
    known: dict[int, list[AmendmentFact]] = defaultdict(list)
    for amendment in sorted(facts.amendments, key=lambda a: (a.on_date, a.id)):
        known[amendment.contract_id].append(amendment)
    return known


def _issued(facts: Facts, orders: Orders) -> Iterator[_Movement]:
    invoices = {invoice.id: invoice for invoice in facts.invoices}

    def movement(invoice: InvoiceFact, on: date, key: str, row_id: int, net_minor: int | None) -> _Movement:
        order = orders.of(invoice.contract_id)
        takes_back = key != f"inv:{invoice.id}"
        return _Movement(
            on, takes_back, invoice.number_key, row_id, key, invoice.id, order, invoice, net_minor, invoice.issued_on
        )

    for invoice in facts.invoices:
        if invoice.cancelled_on is not None and invoice.cancelled_on <= invoice.issued_on:
            continue
        yield movement(invoice, invoice.issued_on, f"inv:{invoice.id}", invoice.id, invoice.net_minor)
        if invoice.cancelled_on is not None:
            yield movement(invoice, invoice.cancelled_on, f"inv_cancel:{invoice.id}", invoice.id, None)
    for note in facts.credit_notes:
        invoice = invoices[note.invoice_id]
        on = max(note.issued_on, invoice.issued_on)
        yield movement(invoice, on, f"credit:{note.id}", note.id, -note.net_minor)


def _accepted(facts: Facts, orders: Orders) -> Iterator[_Movement]:
    for act in facts.acts:
        order = orders.of(act.contract_id)
        yield _Movement(
            act.accepted_on,
            act.net_minor < 0,
            act.number_key,
            act.id,
            f"act:{act.id}",
            order.id,
            order,
            None,
            act.net_minor,
            act.accepted_on,
        )
