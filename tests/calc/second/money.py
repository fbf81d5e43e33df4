"""Money that came and went: payment_received and invoice_settled with their refunds (SEMANTICS 1, 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.calc.facts import AllocationFact, ContractFact, InvoiceFact, RefundFact
from app.calc.scheme import EventKind
from app.kernel.period import Month
from tests.calc.second.happenings import Firm, Happening, Pile, Price, taken_back
from tests.calc.second.rounding import MILLION, nearest, part_of

CREDIT, PAYMENT, REFUND, CLOSE = range(4)
"""Within a day a credit note comes first: its order with a refund must not matter."""


@dataclass(frozen=True)
class Step:
    """One movement of an invoice, in the order in which it counts."""

    on: date
    rank: int
    number: str
    id: int
    amount: int = 0
    paid: AllocationFact | None = None
    back: RefundFact | None = None


def steps_of(firm: Firm, invoice: InvoiceFact) -> list[Step]:
    """Everything that moves the invoice, by (event date, payment number, id)."""
    found, dates, numbers = [], {}, {}
    for paid in firm.facts.allocations:
        if paid.invoice_id == invoice.id:
            on = dates[paid.payment_id] = max(paid.received_on, invoice.issued_on)
            numbers[paid.payment_id] = paid.payment_number_key
            found.append(Step(on, PAYMENT, paid.payment_number_key, paid.id, paid.amount_minor, paid=paid))
    for back in firm.facts.refunds:
        if back.invoice_id == invoice.id:
            on = max(back.refunded_on, dates.get(back.payment_id, invoice.issued_on))
            found.append(Step(on, REFUND, numbers.get(back.payment_id, ""), back.id, back.amount_minor, back=back))
    found.extend(
        Step(note.issued_on, CREDIT, invoice.number_key, note.id, note.gross_minor)
        for note in firm.facts.credit_notes
        if note.invoice_id == invoice.id
    )
    if invoice.cancelled_on is not None:
        on = max(invoice.cancelled_on, invoice.issued_on)
        found.append(Step(on, CREDIT, invoice.number_key, 0, invoice.gross_minor))
    if invoice.closed_short_on is not None:
        found.append(Step(invoice.closed_short_on, CLOSE, invoice.number_key, 0))
    return sorted(found, key=lambda step: (step.on, step.rank, step.number, step.id))


def clamped(value: int, invoice: InvoiceFact) -> int:
    """0…gross."""
    return max(0, min(value, invoice.gross_minor))


def net_of(invoice: InvoiceFact, received: int) -> int:
    """R(net · C / gross)."""
    return part_of(invoice.net_minor, received, invoice.gross_minor)


def before_the_books(firm: Firm, contract: ContractFact) -> dict[int, tuple[int, int]]:
    """Invoice → (gross, net) paid before the books began; 0 is the key of what paid no invoice that is known.

    Spread over the invoices of that time in the order of issue; a later one has no event before the books.
    """
    left, found = contract.paid_before_minor, {}
    mine = [invoice for invoice in firm.facts.invoices if invoice.contract_id == contract.id]
    for invoice in sorted(mine, key=lambda i: (i.issued_on, i.number_key, i.id)):
        part = min(left, invoice.gross_minor) if Month.of(invoice.issued_on) < firm.facts.books_from else 0
        left -= part
        found[invoice.id] = (part, net_of(invoice, part))
    found[0] = (left, nearest(Fraction(left * MILLION, MILLION + contract.vat_ppm)))
    return found


def settled_before(firm: Firm, contract: ContractFact) -> int:
    """The net of invoices that were settled before the books began."""
    parts = before_the_books(firm, contract)
    return sum(net for i, (gross, net) in parts.items() if i and gross == firm.invoices[i].gross_minor)


def opened(firm: Firm, invoice: InvoiceFact, event: EventKind, whole: int) -> Happening:
    """What stands for history that nobody was paid for here."""
    contract = firm.contracts[invoice.contract_id]
    return Happening(f"history:{invoice.id}", event, date.min, "", contract, whole, whole, Price())


def receipts(firm: Firm) -> list[Happening]:
    """payment_received: the invoice's net in the parts in which its gross came."""
    found: list[Happening] = []
    for invoice in firm.facts.invoices:
        total = before_the_books(firm, firm.contracts[invoice.contract_id])[invoice.id][0]
        pile = Pile()
        if total:
            pile.put(opened(firm, invoice, EventKind.PAYMENT_RECEIVED, total), total)
        for step in steps_of(firm, invoice):
            before = clamped(total, invoice)
            if step.paid is not None:
                total += step.amount
                risen = clamped(total, invoice) - before
                if risen:
                    row = _paid(firm, invoice, step, (before, before + risen))
                    found.append(row)
                    pile.put(row, risen)
            elif step.back is not None:
                total -= step.amount
                found += _refunded(firm, (invoice, step), pile, (before, clamped(total, invoice)))
    return found


def _paid(firm: Firm, invoice: InvoiceFact, step: Step, reached: tuple[int, int]) -> Happening:
    contract, paid = firm.contracts[invoice.contract_id], step.paid
    assert paid is not None
    price = firm.price(contract, step.on) if paid.firm_amount_minor is None else Price()
    if paid.firm_amount_minor is not None and contract.currency != firm.facts.currency:
        price = Price(booked=paid.firm_amount_minor, booked_for=paid.amount_minor)
    return Happening(
        f"allocation:{paid.id}",
        EventKind.PAYMENT_RECEIVED,
        step.on,
        paid.payment_number_key,
        contract,
        net_of(invoice, reached[1]) - net_of(invoice, reached[0]),
        reached[1] - reached[0],
        price,
        invoice=invoice,
        row=paid.id,
        days_late=max(0, (paid.received_on - invoice.due_on).days),
    )


def _refunded(firm: Firm, what: tuple[InvoiceFact, Step], pile: Pile, reached: tuple[int, int]) -> list[Happening]:
    """Its own payment first; what that no longer has was paid twice, and comes from the others."""
    invoice, step = what
    assert step.back is not None
    payment = step.back.payment_id
    mine = [a.id for a in firm.facts.allocations if (a.payment_id, a.invoice_id) == (payment, invoice.id)]
    taken = pile.take(reached[0] - reached[1], first=f"allocation:{mine[0]}" if mine else None)
    if not taken:
        return []
    row = replace(taken[0][0], source=f"refund:{step.back.id}", on=step.on, number=step.number)
    row = replace(row, row=step.id, invoice=invoice, counted=None)
    found, high = [], reached[0]
    for back, (_, less, _, _) in zip(taken_back(row, taken), taken, strict=True):
        net = net_of(invoice, high - less) - net_of(invoice, high)
        found.append(replace(back, net=net, gross=-less))
        high -= less
    return found


def settlements(firm: Firm) -> list[Happening]:
    """invoice_settled: what a settled invoice has received; more of it, or less of it, as money moves."""
    found: list[Happening] = []
    for invoice in firm.facts.invoices:
        contract = firm.contracts[invoice.contract_id]
        received = before_the_books(firm, contract)[invoice.id][0]
        credited, closed, pile = 0, False, Pile()
        given = received if received == invoice.gross_minor else 0
        if given:
            pile.put(opened(firm, invoice, EventKind.INVOICE_SETTLED, invoice.net_minor), invoice.net_minor)
        for nth, step in enumerate(steps_of(firm, invoice)):
            received += step.amount if step.rank == PAYMENT else -step.amount if step.rank == REFUND else 0
            credited += step.amount if step.rank == CREDIT else 0
            closed = closed or step.rank == CLOSE
            came = clamped(received, invoice)
            due = came if closed or came + credited >= invoice.gross_minor else 0
            more = net_of(invoice, due) - net_of(invoice, given)
            row = _settled(firm, invoice, step, (nth, more, due - given))
            if more > 0:
                row = replace(row, adds=given > 0)
                pile.put(row, more)
                found.append(row)
            elif more < 0:
                backs = taken_back(row, pile.take(-more))
                found += _with_gross(backs, given - due)
            given = due
    return found


def _with_gross(backs: list[Happening], gross: int) -> list[Happening]:
    """The gross that is taken back, in parts as the net goes."""
    net, done, found = sum(back.net for back in backs), 0, []
    for back in backs:
        before, after = part_of(gross, -done, -net), part_of(gross, -done - back.net, -net)
        found.append(replace(back, gross=before - after))
        done += back.net
    return found


def _settled(firm: Firm, invoice: InvoiceFact, step: Step, amounts: tuple[int, int, int]) -> Happening:
    contract, (nth, net, gross) = firm.contracts[invoice.contract_id], amounts
    return Happening(
        f"settled:{invoice.id}:{nth}",
        EventKind.INVOICE_SETTLED,
        step.on,
        invoice.number_key,
        contract,
        net,
        gross,
        firm.price(contract, step.on),
        invoice=invoice,
        row=invoice.id,
        nth=nth,
        counted=(step.on, step.rank, step.number, step.id),
        days_late=max(0, (step.on - invoice.due_on).days),
    )
