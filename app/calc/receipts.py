"""Events of money: payments and refunds, and invoices settled by them (SEMANTICS 2 and 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from app.calc.events import Advance, Event, Months, Progress, Span, Standing, Taken, numbered, rank_of
from app.calc.facts import AllocationFact, Facts, InvoiceFact
from app.calc.moves import CREDIT, REFUND, Other, Source, moves_of, moving_contracts
from app.calc.orders import Order, Orders
from app.calc.scheme import EventKind
from app.kernel.money import pro_rata, round_half_up, without_vat
from app.kernel.period import Month

Wanted = Callable[[int], bool]
_PAID = EventKind.PAYMENT_RECEIVED
ADDS_NOTHING = False
"""A payment is an event of its own; it adds to none."""


class _Account:
    """One invoice: what came, what was credited, what it has settled."""

    __slots__ = (
        "closed_short",
        "credited_minor",
        "gross_minor",
        "invoice",
        "net_minor",
        "order",
        "reached_minor",
        "received_minor",
        "settled",
        "settled_count",
        "settled_gross_minor",
        "settled_net_minor",
        "standing",
    )

    def __init__(self, invoice: InvoiceFact, order: Order, standing: Standing | None) -> None:
        self.invoice = invoice
        self.order = order
        self.standing = standing
        """Payments that stand; kept only where a refund will ask for them."""
        self.gross_minor = invoice.gross_minor
        self.received_minor = 0
        """Allocated less refunded; may exceed the gross."""
        self.reached_minor = 0
        """C: received, clamped to 0…gross."""
        self.net_minor = 0
        """R(net × C / gross)."""
        self.credited_minor = 0
        self.closed_short = False
        self.settled = Standing()
        self.settled_net_minor = 0
        self.settled_gross_minor = 0
        self.settled_count = 0

    def receive(self, amount_minor: int) -> int:
        """Money comes, or goes where it is negative; gives the change of C."""
        before, gross = self.reached_minor, self.gross_minor
        reached = self.received_minor = self.received_minor + amount_minor
        if reached < 0:
            reached = 0
        elif reached > gross:
            reached = gross
        self.reached_minor = reached
        return reached - before

    def net_of(self, gross_minor: int) -> int:
        """R(net · C / gross)."""
        whole = self.gross_minor
        if gross_minor == whole:
            return self.invoice.net_minor if whole else 0
        return round_half_up(self.invoice.net_minor * gross_minor, whole)

    @property
    def is_settled(self) -> bool:
        """Received + credited reaches gross, or closed short."""
        return self.closed_short or self.reached_minor + self.credited_minor >= self.gross_minor


class Receipts:
    """The money of a firm in order; ``run()`` gives payments and settlements of ``span`` as they happen.

    What the money of one contract does concerns no other contract: those of which nothing moves from the span's first
    day on are left alone.
    """

    def __init__(
        self,
        facts: Facts,
        orders: Orders,
        months: Months,
        span: Span,
        wanted: Wanted | None = None,
        *,
        settles: bool = True,
    ) -> None:
        """Open an account per invoice with what was paid before the books began; settlements only where wanted.

        ``wanted`` tells of a contract whether its money is looked at.
        """
        self._months = months
        self._first = span.first
        self._settles = settles
        self._days: dict[date, tuple[int, Month]] = {}
        standing = {refund.invoice_id: Standing() for refund in facts.refunds}
        moving = moving_contracts(facts, span)
        if wanted is not None:
            moving = frozenset(filter(wanted, moving))
        self._accounts = {
            invoice.id: _Account(invoice, orders.of(invoice.contract_id), standing.get(invoice.id))
            for invoice in facts.invoices
            if invoice.contract_id in moving
        }
        paid_before = {
            row.id: row.paid_before_minor for row in facts.contracts if row.paid_before_minor and row.id in moving
        }
        self._paid = Advance()
        self._settled = Advance()
        self._open(facts.books_from.first, orders, paid_before)
        invoices = {account.invoice.id: account.invoice for account in self._accounts.values()}
        self._moves = sorted(move for move in moves_of(facts, invoices) if move[0] <= span.last)

    def opened(self) -> dict[int, int]:
        """Net paid before the books began, by contract. Ask before ``run``."""
        return self._paid.reached()

    def run(self) -> tuple[list[Event], list[Event]]:
        """Payments and refunds in order, and settlements in the order of invoice numbers within a day."""
        payments: list[Event] = []
        settlements: list[Event] = []
        accounts, settles, first = self._accounts, self._settles, self._first
        for on, step, _, row_id, invoice_id, source in self._moves:
            account = accounts[invoice_id]
            if isinstance(source, AllocationFact):
                event = self._pay(account, on, source)
                if event is not None:
                    payments.append(event)
            elif step == REFUND:
                refunded = self._refund(account, on, row_id, source)
                payments.extend(event for event in refunded if event.on >= first)
            elif step == CREDIT:
                account.credited_minor += source.amount_minor
            else:
                account.closed_short = True
            if settles and (account.settled_net_minor or account.is_settled):
                settled = self._settle(account, on, source)
                settlements.extend(event for event in settled if event.on >= first)
        settlements.sort(key=by_invoice)
        return payments, settlements

    def _open(self, begin: date, orders: Orders, left: dict[int, int]) -> None:
        """Spread what was paid before over the contract's invoices of that time, each up to its gross (SEMANTICS 1).

        An invoice issued since has no event before the books (SEMANTICS 2: the later of received and issued). What is
        left paid invoices that nobody entered; it still counts in the contract's cumulative.
        """
        invoices = [account.invoice for account in self._accounts.values() if account.invoice.contract_id in left]
        for invoice in sorted(invoices, key=lambda i: (i.issued_on, i.number_key, i.id)):
            part = min(left[invoice.contract_id], invoice.gross_minor)
            if part <= 0 or invoice.issued_on >= begin:
                continue
            left[invoice.contract_id] -= part
            account = self._accounts[invoice.id]
            account.receive(part)
            account.net_minor = account.net_of(part)
            self._paid.start(account.order, account.net_minor)
            if account.standing is not None:
                account.standing.add_opening(f"pay_before:{invoice.id}", part)
            if account.is_settled:
                account.settled_net_minor = account.net_minor
                account.settled_gross_minor = part
                account.settled.add_opening(f"settle:{invoice.id}:0", account.net_minor)
                self._settled.start(account.order, account.net_minor)
        for contract_id, rest in left.items():
            order = orders.of(contract_id)
            self._paid.start(order, without_vat(rest, order.vat_ppm))

    def _pay(self, account: _Account, on: date, row: AllocationFact) -> Event | None:
        """The payment's event; None before the span, or where it brings nothing that the invoice still asked for."""
        moved = account.receive(row.amount_minor)
        if not moved:
            return None
        net_minor = account.net_of(account.reached_minor)
        gained = net_minor - account.net_minor
        account.net_minor = net_minor
        progress = self._paid.move(account.order, on, gained)
        standing = account.standing
        if on < self._first and standing is None:
            return None
        day = self._days.get(on) or self._day(on)
        event = payment_event(row, day, (account.order, account.invoice), (on, moved, gained), progress)
        if standing is not None:
            standing.add(event, moved)
        return None if on < self._first else event

    def _day(self, on: date) -> tuple[int, Month]:
        """Rank and month of a day's payments, made once."""
        day = rank_of(on, _PAID, takes_back=False), self._months.of(on)
        self._days[on] = day
        return day

    def _refund(self, account: _Account, on: date, row_id: int, refund: Other) -> Iterator[Event]:
        """A refund takes back what it lowers: from its own payment first, then from the latest others."""
        reached = account.reached_minor
        lowered = -account.receive(-refund.amount_minor)
        standing = account.standing or Standing()
        for index, part in enumerate(standing.take(lowered, refund.payment_id)):
            reached -= part.amount_minor
            net_minor = account.net_of(reached)
            change = (-part.amount_minor, net_minor - account.net_minor)
            account.net_minor = net_minor
            progress = self._paid.move(account.order, on, change[1])
            event = self._taken_back(account, on, refund, _PAID, change, part)
            yield event._replace(key=numbered(f"refund:{row_id}", index), progress=progress)

    def _settle(self, account: _Account, on: date, source: Source) -> Iterator[Event]:
        """The base of a settled invoice is what was received for it; one that is open again settles nothing."""
        settled = account.is_settled
        net_minor = account.net_minor if settled else 0
        gross_minor = account.reached_minor if settled else 0
        change = (gross_minor - account.settled_gross_minor, net_minor - account.settled_net_minor)
        account.settled_net_minor = net_minor
        account.settled_gross_minor = gross_minor
        if change[1] > 0:
            event = self._settlement(account, on, source, change)
            account.settled.add(event, change[1])
            yield event
        taken = 0
        for part in account.settled.take(-change[1]):
            before, taken = taken, taken + part.amount_minor
            gross_part = pro_rata(change[0], taken, -change[1]) - pro_rata(change[0], before, -change[1])
            part_of_change = (gross_part, -part.amount_minor)
            event = self._taken_back(account, on, source, EventKind.INVOICE_SETTLED, part_of_change, part)
            yield event._replace(
                key=_settle_key(account), progress=self._settled.move(account.order, on, -part.amount_minor)
            )

    def _settlement(self, account: _Account, on: date, source: Source, change: tuple[int, int]) -> Event:
        return Event(
            key=_settle_key(account),
            kind=EventKind.INVOICE_SETTLED,
            on=on,
            rank=rank_of(on, EventKind.INVOICE_SETTLED, takes_back=False),
            month=self._months.of(on),
            order=account.order,
            invoice=account.invoice,
            payment_id=source.payment_id,
            payment_number=source.payment_number,
            gross_minor=change[0],
            net_minor=change[1],
            progress=self._settled.move(account.order, on, change[1]),
            adds=account.settled_net_minor > change[1],
            days_late=max(0, (on - account.invoice.due_on).days),
            rate_on=on,
            firm=None,
            reversal=None,
        )

    def _taken_back(
        self, account: _Account, on: date, source: Source, kind: EventKind, change: tuple[int, int], part: Taken
    ) -> Event:
        original = part.original
        return Event(
            key="",
            kind=kind,
            on=on,
            rank=rank_of(on, kind, takes_back=True),
            month=self._months.of(on),
            order=account.order,
            invoice=account.invoice,
            payment_id=source.payment_id,
            payment_number=source.payment_number,
            gross_minor=change[0],
            net_minor=change[1],
            progress=(0, 0, 0, 0),
            adds=False,
            days_late=None if original is None else original.days_late,
            rate_on=on if original is None else original.rate_on,
            firm=None if original is None else original.firm,
            reversal=part.reversal,
        )


def payment_event(
    row: AllocationFact,
    day: tuple[int, Month],
    paid: tuple[Order, InvoiceFact],
    came: tuple[date, int, int],
    progress: Progress,
) -> Event:
    """A payment's part as an event: its row; rank and month of its day; order and invoice; day, gross and net."""
    (order, invoice), (on, gross_minor, net_minor), received_on = paid, came, row.received_on
    return Event(
        f"pay:{row.id}",
        _PAID,
        on,
        day[0],
        day[1],
        order,
        invoice,
        row.payment_id,
        row.payment_number,
        gross_minor,
        net_minor,
        progress,
        ADDS_NOTHING,
        (received_on - invoice.due_on).days if received_on > invoice.due_on else 0,
        on,
        None if row.firm_amount_minor is None else (row.firm_amount_minor, row.amount_minor),
        None,
    )


def by_invoice(event: Event) -> tuple[date, str, int]:
    """The order of settlements."""
    invoice = event.invoice
    return (event.on, "", 0) if invoice is None else (event.on, invoice.number_key, invoice.id)


def _settle_key(account: _Account) -> str:
    account.settled_count += 1
    return f"settle:{account.invoice.id}:{account.settled_count}"
