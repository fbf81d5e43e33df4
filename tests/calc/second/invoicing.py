"""Random invoices with their payments, refunds and credit notes."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from app.calc.facts import AllocationFact, ContractFact, CreditNoteFact, InvoiceFact, RefundFact
from tests.calc.second.draft import Draft
from tests.calc.second.rounding import MILLION, nearest


def invoice_with_money(draft: Draft, contract: ContractFact) -> None:
    """One invoice: cancelled, closed short or neither; a cent off the tax that its net would have, sometimes."""
    dice = draft.dice
    net = dice.choice((contract.net_minor, contract.net_minor // 2 or 1, draft.amount()))
    gross = net + part(net, contract.vat_ppm) + (dice.choice((0, 0, 0, 1)) if contract.vat_ppm else 0)
    issued = draft.day(contract.signed_on)
    number = draft.number("I")
    cancelled = draft.day(issued) if draft.chance(0.1) else None
    due = issued + timedelta(days=dice.choice((0, 5, 14, 30)))
    short = draft.day(issued) if cancelled is None and draft.chance(0.08) else None
    invoice = InvoiceFact(draft.new_id(), number, number, contract.id, issued, due, net, gross, cancelled, short)
    draft.invoices.append(invoice)
    room = invoice.gross_minor
    while room > 0 and draft.chance(0.75 if cancelled is None else 0.1):
        amount = dice.choice((room, min(room, 33_33), max(1, room // 2), max(1, room // 3)))
        room -= amount
        _payment(draft, contract, invoice, amount)
    if draft.chance(0.06):
        _payment(draft, contract, invoice, dice.choice((1, 50_00, invoice.gross_minor)))
    _credit_notes(draft, invoice, room)


def _payment(draft: Draft, contract: ContractFact, invoice: InvoiceFact, amount: int) -> None:
    """A payment, or a further part of one that already paid another invoice; and what was given back of it."""
    dice = draft.dice
    received = draft.day(contract.signed_on)
    number, payment = draft.number("P"), draft.new_id()
    others = [a for a in draft.allocations if a.invoice_id != invoice.id]
    if others and draft.chance(0.15):
        other = dice.choice(others)
        taken = {a.payment_id for a in draft.allocations if a.invoice_id == invoice.id}
        if other.payment_id not in taken:
            received, number, payment = other.received_on, other.payment_number, other.payment_id
    booked = part(amount, dice.choice((39_500_000, 41_000_000))) if draft.chance(0.3) else None
    if contract.currency == "UAH":
        booked = None
    draft.allocations.append(
        AllocationFact(draft.new_id(), payment, number, number, invoice.id, received, amount, booked)
    )
    left = amount
    while left > 0 and draft.chance(0.25):
        back = dice.choice((left, max(1, left // 2)))
        left -= back
        draft.refunds.append(RefundFact(draft.new_id(), payment, invoice.id, _later(draft, received), back))


def _later(draft: Draft, day: date) -> date:
    return draft.day(day) if draft.chance(0.95) else draft.day()


def _credit_notes(draft: Draft, invoice: InvoiceFact, room: int) -> None:
    """Up to the whole invoice, mostly what is still open."""
    left = invoice.gross_minor
    while left > 0 and draft.chance(0.2):
        gross = draft.dice.choice((left, max(1, left // 2), max(1, min(room, left))))
        net = _net(invoice, left) - _net(invoice, left - gross)
        left -= gross
        if net > 0:
            day = draft.day(invoice.issued_on) if draft.chance(0.95) else draft.day()
            draft.credit_notes.append(CreditNoteFact(draft.new_id(), invoice.id, day, net, gross))


def _net(invoice: InvoiceFact, gross: int) -> int:
    return invoice.net_minor * gross // invoice.gross_minor


def part(amount: int, rate_ppm: int) -> int:
    """R(amount × rate)."""
    return nearest(Fraction(amount) * rate_ppm / MILLION)
