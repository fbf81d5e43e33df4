"""Money that came and went: payment_received and invoice_settled with their refunds (SEMANTICS 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.calc.facts import AllocationFact, ContractFact, InvoiceFact, RefundFact
from app.calc.scheme import EventKind
from tests.calc.second.happenings import Firm, Happening, Price, received_on_event, taking
from tests.calc.second.rounding import part_of


@dataclass(frozen=True)
class Step:
    """One movement of an invoice, in the order in which it counts."""

    on: date
    rank: int
    number: str
    id: int
    what: AllocationFact | RefundFact | str
    amount: int = 0


def money_steps(firm: Firm, invoice: InvoiceFact) -> list[Step]:
    """Allocations and refunds of the invoice in order (event date, payment number, id), refunds of a day last."""
    found = []
    dates: dict[int, date] = {}
    numbers: dict[int, str] = {}
    for paid in firm.facts.allocations:
        if paid.invoice_id == invoice.id:
            dates[paid.payment_id] = received_on_event(firm, invoice.id, paid.received_on)
            numbers[paid.payment_id] = paid.payment_number_key
            found.append(Step(dates[paid.payment_id], 0, paid.payment_number_key, paid.id, paid, paid.amount_minor))
    for back in firm.facts.refunds:
        if back.invoice_id == invoice.id:
            on = max(back.refunded_on, dates[back.payment_id])
            found.append(Step(on, 2, numbers[back.payment_id], back.id, back, -back.amount_minor))
    return sorted(found, key=lambda step: (step.on, step.rank, step.number, step.id))


def clamped(value: int, whole: int) -> int:
    """0…whole."""
    return max(0, min(value, whole))


def receipts(firm: Firm) -> list[Happening]:
    """payment_received: the invoice's net in the parts in which its gross came."""
    found: list[Happening] = []
    for invoice in firm.facts.invoices:
        contract = firm.contracts[invoice.contract_id]
        total = 0
        rows: dict[int, Happening] = {}
        gone: dict[int, int] = {}
        amounts: dict[int, int] = {}
        for step in money_steps(firm, invoice):
            before, total = total, total + step.amount
            whole = invoice.gross_minor
            net = part_of(invoice.net_minor, total, whole) - part_of(invoice.net_minor, before, whole)
            gross = clamped(total, whole) - clamped(before, whole)
            if isinstance(step.what, AllocationFact):
                row = _paid(firm, invoice, step.what, net, gross)
                rows[step.what.payment_id] = row
                amounts[step.what.payment_id] = step.what.amount_minor
                found.append(row)
            elif isinstance(step.what, RefundFact):
                payment = step.what.payment_id
                back = replace(
                    rows[payment],
                    source=f"refund:{step.what.id}",
                    on=step.on,
                    net=net,
                    gross=gross,
                    undoes=rows[payment].source,
                )
                already = gone.get(payment, 0)
                gone[payment] = already + step.what.amount_minor
                found.append(taking(back, already, gone[payment], amounts[payment]))
        del contract
    return found


def _paid(firm: Firm, invoice: InvoiceFact, paid: AllocationFact, net: int, gross: int) -> Happening:
    contract = firm.contracts[invoice.contract_id]
    on = received_on_event(firm, invoice.id, paid.received_on)
    return Happening(
        f"allocation:{paid.id}",
        EventKind.PAYMENT_RECEIVED,
        on,
        paid.payment_number_key,
        contract,
        net,
        gross,
        _price(firm, contract, paid, on),
        invoice=invoice,
        days_late=max(0, (paid.received_on - invoice.due_on).days),
    )


def _price(firm: Firm, contract: ContractFact, paid: AllocationFact, on: date) -> Price:
    if paid.firm_amount_minor is not None and contract.currency != firm.facts.currency:
        return Price(booked=paid.firm_amount_minor, booked_for=paid.amount_minor)
    return firm.price(contract, on)


def settlements(firm: Firm) -> list[Happening]:
    """invoice_settled, again after every re-opening."""
    found: list[Happening] = []
    for invoice in firm.facts.invoices:
        if invoice.cancelled_on is None:
            found += _one_invoice(firm, invoice)
    return found


def _settling_steps(firm: Firm, invoice: InvoiceFact) -> list[Step]:
    steps = money_steps(firm, invoice)
    for note in firm.facts.credit_notes:
        if note.invoice_id == invoice.id:
            steps.append(Step(note.issued_on, 1, "", note.id, "credit", note.gross_minor))
    if invoice.closed_short_on is not None:
        steps.append(Step(invoice.closed_short_on, 3, "", 0, "close"))
    return sorted(steps, key=lambda step: (step.on, step.rank, step.number, step.id))


def _one_invoice(firm: Firm, invoice: InvoiceFact) -> list[Happening]:
    found: list[Happening] = []
    received = credited = reversed_so_far = received_then = 0
    closed = False
    current: Happening | None = None
    for step in _settling_steps(firm, invoice):
        if step.what == "credit":
            credited += step.amount
        elif step.what == "close":
            closed = True
        else:
            received += step.amount
        is_settled = closed or received + credited >= invoice.gross_minor
        came = clamped(received, invoice.gross_minor)
        if current is None and is_settled:
            current = _settled(firm, invoice, step.on, came, len(found))
            found.append(current)
            received_then, reversed_so_far = came, 0
        elif current is not None and isinstance(step.what, RefundFact):
            now = came if is_settled else 0
            lost = max(reversed_so_far, received_then - now)
            back = _unsettled(current, invoice, step, (received_then - reversed_so_far, received_then - lost))
            if lost > reversed_so_far or not is_settled:
                row = taking(back, reversed_so_far, lost, received_then)
                found.append(row)
            reversed_so_far = lost
            if not is_settled:
                current = None
    return found


def _settled(firm: Firm, invoice: InvoiceFact, on: date, came: int, nth: int) -> Happening:
    contract = firm.contracts[invoice.contract_id]
    return Happening(
        f"settled:{invoice.id}:{nth}",
        EventKind.INVOICE_SETTLED,
        on,
        invoice.number_key,
        contract,
        part_of(invoice.net_minor, came, invoice.gross_minor),
        came,
        firm.price(contract, on),
        invoice=invoice,
        days_late=max(0, (on - invoice.due_on).days),
    )


def _unsettled(current: Happening, invoice: InvoiceFact, step: Step, moved: tuple[int, int]) -> Happening:
    before, after = moved
    net = part_of(invoice.net_minor, after, invoice.gross_minor) - part_of(
        invoice.net_minor, before, invoice.gross_minor
    )
    return replace(
        current,
        source=f"{current.source}>refund:{step.id}",
        on=step.on,
        net=net,
        gross=after - before,
        undoes=current.source,
    )
