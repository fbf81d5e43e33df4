"""Events of money: payments and refunds, and invoices settled by them (SEMANTICS 2 and 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.calc.events import Advance, Event, Months, Standing, Taken, numbered, rank_of
from app.calc.facts import AllocationFact, Facts, InvoiceFact, RefundFact
from app.calc.orders import Order, Orders
from app.calc.scheme import EventKind
from app.kernel.money import pro_rata, round_half_up, without_vat

ADDS_NOTHING = False
"""A payment is an event of its own; it adds to none."""

_CREDIT, _PAYMENT, _REFUND, _CLOSE = range(4)
"""The order within a day: a credit note first, so that its order with a refund does not matter (SEMANTICS 3)."""


class _Move(NamedTuple):
    """Money that moves on an invoice, or a change of what it asks; sorted as it stands."""

    on: date
    step: int
    number_key: str
    row_id: int
    invoice_id: int
    amount_minor: int
    payment_id: int | None
    payment_number: str
    received_on: date
    firm_minor: int | None


class _Account:
    """One invoice: what came, what was credited, what it has settled."""

    __slots__ = (
        "closed_short",
        "credited_minor",
        "invoice",
        "net_minor",
        "order",
        "received_minor",
        "settled",
        "settled_count",
        "settled_gross_minor",
        "settled_net_minor",
    )

    def __init__(self, invoice: InvoiceFact, order: Order) -> None:
        self.invoice = invoice
        self.order = order
        self.received_minor = 0
        """Allocated less refunded; may exceed the gross."""
        self.net_minor = 0
        """R(net × received / gross)."""
        self.credited_minor = 0
        self.closed_short = False
        self.settled = Standing()
        self.settled_net_minor = 0
        self.settled_gross_minor = 0
        self.settled_count = 0

    @property
    def reached_minor(self) -> int:
        """C: received, clamped to 0…gross."""
        received, gross = self.received_minor, self.invoice.gross_minor
        if received < 0:
            return 0
        return gross if received > gross else received  # ruff: ignore[if-expr-min-max]  twice as fast

    def net_of(self, gross_minor: int) -> int:
        """R(net · C / gross)."""
        whole = self.invoice.gross_minor
        return round_half_up(self.invoice.net_minor * gross_minor, whole) if whole else 0

    @property
    def is_settled(self) -> bool:
        """Received + credited reaches gross, or closed short."""
        return self.closed_short or self.reached_minor + self.credited_minor >= self.invoice.gross_minor


class Receipts:
    """The money of a firm in order; ``run()`` gives payments and settlements as they happen."""

    def __init__(self, facts: Facts, orders: Orders, months: Months, *, settles: bool = True) -> None:
        """Open an account per invoice with what was paid before the books began; settlements only where wanted."""
        self._months = months
        self._settles = settles
        self._ranks: dict[date, int] = {}
        self._accounts = {
            invoice.id: _Account(invoice, orders.by_id[invoice.contract_id]) for invoice in facts.invoices
        }
        self._standing = {refund.invoice_id: Standing() for refund in facts.refunds}
        """Payments that stand, by invoice; kept only where a refund will ask for them."""
        self._paid = Advance()
        self._settled = Advance()
        self._open(facts, orders)
        self._moves = sorted(_moves(facts, self._accounts))

    def run(self) -> tuple[list[Event], list[Event]]:
        """Payments and refunds in order, and settlements in the order of invoice numbers within a day."""
        payments: list[Event] = []
        settlements: list[Event] = []
        for move in self._moves:
            account = self._accounts[move.invoice_id]
            if move.step == _PAYMENT:
                event = self._pay(account, move)
                if event is not None:
                    payments.append(event)
            elif move.step == _REFUND:
                payments.extend(self._refund(account, move))
            elif move.step == _CREDIT:
                account.credited_minor += move.amount_minor
            else:
                account.closed_short = True
            if self._settles and (account.settled_net_minor or account.is_settled):
                settlements.extend(self._settle(account, move))
        settlements.sort(key=_by_invoice)
        return payments, settlements

    def _open(self, facts: Facts, orders: Orders) -> None:
        """Spread what was paid before over the contract's invoices of that time, each up to its gross (SEMANTICS 1).

        An invoice issued since has no event before the books (SEMANTICS 2: the later of received and issued). What is
        left paid invoices that nobody entered; it still counts in the contract's cumulative.
        """
        left = {contract.id: contract.paid_before_minor for contract in facts.contracts if contract.paid_before_minor}
        if not left:
            return
        begin = facts.books_from.first
        for invoice in sorted(facts.invoices, key=lambda i: (i.issued_on, i.number_key, i.id)):
            part = min(left.get(invoice.contract_id, 0), invoice.gross_minor)
            if part <= 0 or invoice.issued_on >= begin:
                continue
            left[invoice.contract_id] -= part
            account = self._accounts[invoice.id]
            account.received_minor = part
            account.net_minor = account.net_of(part)
            self._paid.start(account.order, account.net_minor)
            if invoice.id in self._standing:
                self._standing[invoice.id].add_opening(f"pay_before:{invoice.id}", part)
            if account.is_settled:
                account.settled_net_minor = account.net_minor
                account.settled_gross_minor = part
                account.settled.add_opening(f"settle:{invoice.id}:0", account.net_minor)
                self._settled.start(account.order, account.net_minor)
        for contract_id, rest in left.items():
            order = orders.by_id[contract_id]
            self._paid.start(order, without_vat(rest, order.vat_ppm))

    def _pay(self, account: _Account, move: _Move) -> Event | None:
        """The payment's event; None where it brings nothing that the invoice still asked for."""
        invoice, on = account.invoice, move.on
        before = account.reached_minor
        account.received_minor += move.amount_minor
        reached = account.reached_minor
        if reached == before:
            return None
        net_minor = account.net_of(reached)
        gained = net_minor - account.net_minor
        account.net_minor = net_minor
        late = (move.received_on - invoice.due_on).days if move.received_on > invoice.due_on else 0
        event = Event(
            f"pay:{move.row_id}",
            EventKind.PAYMENT_RECEIVED,
            on,
            self._payment_rank(on),
            self._months.of(on),
            account.order,
            invoice,
            move.payment_id,
            move.payment_number,
            reached - before,
            gained,
            self._paid.move(account.order, on, gained),
            ADDS_NOTHING,
            late,
            on,
            None if move.firm_minor is None else (move.firm_minor, move.amount_minor),
            None,
        )
        if move.invoice_id in self._standing:
            self._standing[move.invoice_id].add(event, reached - before)
        return event

    def _payment_rank(self, on: date) -> int:
        rank = self._ranks.get(on)
        if rank is None:
            rank = self._ranks[on] = rank_of(on, EventKind.PAYMENT_RECEIVED, takes_back=False)
        return rank

    def _refund(self, account: _Account, move: _Move) -> Iterator[Event]:
        """A refund takes back what it lowers: from its own payment first, then from the latest others."""
        before = account.reached_minor
        account.received_minor -= move.amount_minor
        standing = self._standing[move.invoice_id]
        reached = before
        for index, part in enumerate(standing.take(before - account.reached_minor, move.payment_id)):
            reached -= part.amount_minor
            net_minor = account.net_of(reached)
            change = (-part.amount_minor, net_minor - account.net_minor)
            account.net_minor = net_minor
            progress = self._paid.move(account.order, move.on, change[1])
            event = self._taken_back(account, move, EventKind.PAYMENT_RECEIVED, change, part)
            yield event._replace(key=numbered(f"refund:{move.row_id}", index), progress=progress)

    def _settle(self, account: _Account, move: _Move) -> Iterator[Event]:
        """The base of a settled invoice is what was received for it; one that is open again settles nothing."""
        settled = account.is_settled
        net_minor = account.net_minor if settled else 0
        gross_minor = account.reached_minor if settled else 0
        change = (gross_minor - account.settled_gross_minor, net_minor - account.settled_net_minor)
        account.settled_net_minor = net_minor
        account.settled_gross_minor = gross_minor
        if change[1] > 0:
            event = self._settlement(account, move, change)
            account.settled.add(event, change[1])
            yield event
        taken = 0
        for part in account.settled.take(-change[1]):
            before, taken = taken, taken + part.amount_minor
            gross_part = pro_rata(change[0], taken, -change[1]) - pro_rata(change[0], before, -change[1])
            event = self._taken_back(account, move, EventKind.INVOICE_SETTLED, (gross_part, -part.amount_minor), part)
            yield event._replace(
                key=_settle_key(account), progress=self._settled.move(account.order, move.on, -part.amount_minor)
            )

    def _settlement(self, account: _Account, move: _Move, change: tuple[int, int]) -> Event:
        return Event(
            key=_settle_key(account),
            kind=EventKind.INVOICE_SETTLED,
            on=move.on,
            rank=rank_of(move.on, EventKind.INVOICE_SETTLED, takes_back=False),
            month=self._months.of(move.on),
            order=account.order,
            invoice=account.invoice,
            payment_id=move.payment_id,
            payment_number=move.payment_number,
            gross_minor=change[0],
            net_minor=change[1],
            progress=self._settled.move(account.order, move.on, change[1]),
            adds=account.settled_net_minor > change[1],
            days_late=max(0, (move.on - account.invoice.due_on).days),
            rate_on=move.on,
            firm=None,
            reversal=None,
        )

    def _taken_back(
        self, account: _Account, move: _Move, kind: EventKind, change: tuple[int, int], part: Taken
    ) -> Event:
        original = part.original
        return Event(
            key="",
            kind=kind,
            on=move.on,
            rank=rank_of(move.on, kind, takes_back=True),
            month=self._months.of(move.on),
            order=account.order,
            invoice=account.invoice,
            payment_id=move.payment_id,
            payment_number=move.payment_number,
            gross_minor=change[0],
            net_minor=change[1],
            progress=(0, 0, 0, 0),
            adds=False,
            days_late=None if original is None else original.days_late,
            rate_on=move.on if original is None else original.rate_on,
            firm=None if original is None else original.firm,
            reversal=part.reversal,
        )


def _by_invoice(event: Event) -> tuple[date, str, int]:
    invoice = event.invoice
    return (event.on, "", 0) if invoice is None else (event.on, invoice.number_key, invoice.id)


def _settle_key(account: _Account) -> str:
    account.settled_count += 1
    return f"settle:{account.invoice.id}:{account.settled_count}"


def _moves(facts: Facts, accounts: dict[int, _Account]) -> Iterator[_Move]:
    for row in facts.allocations:
        issued_on = accounts[row.invoice_id].invoice.issued_on
        yield _Move(
            max(issued_on, row.received_on),
            _PAYMENT,
            row.payment_number_key,
            row.id,
            row.invoice_id,
            row.amount_minor,
            row.payment_id,
            row.payment_number,
            row.received_on,
            row.firm_amount_minor,
        )
    yield from _refunds(facts.refunds, facts.allocations, accounts)
    for note in facts.credit_notes:
        invoice = accounts[note.invoice_id].invoice
        yield _on_invoice(max(note.issued_on, invoice.issued_on), _CREDIT, note.id, invoice, note.gross_minor)
    for invoice in facts.invoices:
        if invoice.cancelled_on is not None:
            on = max(invoice.cancelled_on, invoice.issued_on)
            yield _on_invoice(on, _CREDIT, 0, invoice, invoice.gross_minor)
        if invoice.closed_short_on is not None:
            yield _on_invoice(max(invoice.closed_short_on, invoice.issued_on), _CLOSE, 0, invoice, 0)


def _refunds(
    refunds: Iterable[RefundFact], allocations: Iterable[AllocationFact], accounts: dict[int, _Account]
) -> Iterator[_Move]:
    """A refund is never dated before its payment's event."""
    wanted = {refund.payment_id for refund in refunds}
    numbers: dict[int, tuple[str, str]] = {}
    received: dict[tuple[int, int], list[date]] = defaultdict(list)
    for row in allocations:
        if row.payment_id in wanted:
            numbers[row.payment_id] = (row.payment_number, row.payment_number_key)
            received[row.payment_id, row.invoice_id].append(row.received_on)
    for refund in refunds:
        number, number_key = numbers.get(refund.payment_id, ("", ""))
        invoice = accounts[refund.invoice_id].invoice
        known = received.get((refund.payment_id, refund.invoice_id), [])
        on = max([refund.refunded_on, invoice.issued_on, *known])
        yield _Move(
            on,
            _REFUND,
            number_key,
            refund.id,
            invoice.id,
            refund.amount_minor,
            refund.payment_id,
            number,
            on,
            None,
        )


def _on_invoice(on: date, step: int, row_id: int, invoice: InvoiceFact, amount_minor: int) -> _Move:
    return _Move(on, step, invoice.number_key, row_id, invoice.id, amount_minor, None, "", on, None)
