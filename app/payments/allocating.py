"""How money is put on invoices: what a payment and its allocations must satisfy. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.contracts.numbering import Groups
from app.invoices.model import InvoiceStatus
from app.kernel.errors import Finding, Plain
from app.kernel.money import AMOUNT_LIMIT_MINOR, CURRENCIES
from app.payments.model import Allocation, NewAllocation, NewPayment, NewRefund, Payment


class Target(NamedTuple):
    """An invoice that money may be put on."""

    number: str
    client_id: int
    currency: str
    status: InvoiceStatus
    cancelled_on: date | None


class Purse(NamedTuple):
    """The payment that allocations are taken from; ``rest_minor`` is what of it is not allocated yet."""

    client_id: int
    received_on: date
    currency: str
    rest_minor: int


class Books:
    """What allocations are checked against; ``open_minor`` per invoice sinks as allocations are accepted."""

    def __init__(
        self, firm_currency: str, groups: Groups, targets: Mapping[int, Target], open_minor: dict[int, int]
    ) -> None:
        self.firm_currency = firm_currency
        self._groups = groups
        self._targets = targets
        self._open_minor = open_minor

    def problems(self, purse: Purse, allocations: Sequence[NewAllocation]) -> Iterator[Finding]:
        """Everything wrong with allocations of one payment, in their order."""
        rest_minor = purse.rest_minor
        for allocation in allocations:
            target = self._targets.get(allocation.invoice_id)
            if target is None:
                yield Finding("invoice_unknown", "allocations", {"id": allocation.invoice_id})
                continue
            yield from self._target_problems(purse, target)
            yield from self._amount_problems(allocation, target)
            yield from self._currency_problems(purse, allocation, target)
            rest_minor -= taken_minor(allocation)
        if rest_minor < 0:
            yield Finding("allocated_exceeds_payment", "allocations", {"over_minor": -rest_minor})

    def _target_problems(self, purse: Purse, target: Target) -> Iterator[Finding]:
        named = {"invoice": target.number}
        if target.status is InvoiceStatus.DRAFT:
            yield Finding("invoice_draft", "allocations", named)
        if target.cancelled_on is not None and target.cancelled_on <= purse.received_on:
            yield Finding("invoice_cancelled", "allocations", named)
        if target.client_id != purse.client_id and not self._groups.together(
            target.client_id, purse.client_id, purse.received_on
        ):
            yield Finding("invoice_of_other_client", "allocations", named)

    def _amount_problems(self, allocation: NewAllocation, target: Target) -> Iterator[Finding]:
        if allocation.amount_minor <= 0:
            yield Finding("amount_not_positive", "allocations", {"amount_minor": allocation.amount_minor})
            return
        open_minor = self._open_minor.get(allocation.invoice_id, 0)
        if allocation.amount_minor > open_minor:
            values: dict[str, Plain] = {"invoice": target.number, "open_minor": open_minor}
            values["amount_minor"] = allocation.amount_minor
            yield Finding("allocated_exceeds_open", "allocations", values)
        self._open_minor[allocation.invoice_id] = open_minor - allocation.amount_minor

    def _currency_problems(self, purse: Purse, allocation: NewAllocation, target: Target) -> Iterator[Finding]:
        """Money of another currency pays an invoice only as the firm's own, and then says how much of it."""
        firm_minor = allocation.firm_amount_minor
        named = {"invoice": target.number, "currency": purse.currency}
        if target.currency == purse.currency:
            if firm_minor is not None:
                yield Finding("firm_amount_not_meant", "allocations", named)
        elif purse.currency != self.firm_currency:
            yield Finding("currency_differs", "allocations", named)
        elif firm_minor is None:
            yield Finding("firm_amount_missing", "allocations", named)
        elif firm_minor <= 0:
            yield Finding("amount_not_positive", "allocations", {"amount_minor": firm_minor})


def taken_minor(allocation: NewAllocation | Allocation) -> int:
    """What an allocation takes from its payment, in the payment's currency."""
    return allocation.amount_minor if allocation.firm_amount_minor is None else allocation.firm_amount_minor


def payment_problems(new: NewPayment, clients: Collection[int]) -> Iterator[Finding]:
    """Everything wrong with a payment before its allocations."""
    if not new.number.strip():
        yield Finding("number_missing", "number")
    if new.client_id not in clients:
        yield Finding("client_unknown", "client_id", {"id": new.client_id})
    if new.amount_minor <= 0:
        yield Finding("amount_not_positive", "amount_minor", {"amount_minor": new.amount_minor})
    if new.amount_minor >= AMOUNT_LIMIT_MINOR:
        yield Finding("amount_too_large", "amount_minor", {"amount_minor": new.amount_minor})
    if new.currency not in CURRENCIES:
        yield Finding("currency_unknown", "currency", {"currency": new.currency})


def refund_problems(new: NewRefund, received_on: date, refundable_minor: int) -> Iterator[Finding]:
    """A refund says why, comes after its payment and gives back no more than the payment brought for the invoice."""
    if new.amount_minor <= 0:
        yield Finding("amount_not_positive", "amount_minor", {"amount_minor": new.amount_minor})
    if new.amount_minor > refundable_minor:
        values = {"refundable_minor": refundable_minor, "amount_minor": new.amount_minor}
        yield Finding("refund_exceeds_payment", "amount_minor", values)
    if new.refunded_on < received_on:
        yield Finding("refunded_before_received", "refunded_on", {"received_on": received_on.isoformat()})
    if not new.reason.strip():
        yield Finding("reason_missing", "reason")


def problems_of_refunds(
    items: Sequence[NewRefund], payments: Mapping[int, Payment], standing: Iterable[NewRefund]
) -> Iterator[Finding]:
    """Problems of many refunds, each beside those before it."""
    refunded: dict[tuple[int, int], int] = {}
    for one in standing:
        key = (one.payment_id, one.invoice_id)
        refunded[key] = refunded.get(key, 0) + one.amount_minor
    undone = {payment.storno_of for payment in payments.values()}
    for index, new in enumerate(items):
        payment = payments.get(new.payment_id)
        if payment is None or payment.storno_of is not None or payment.id in undone:
            code = "payment_unknown" if payment is None else "payment_undone"
            yield Finding(code, "payment_id", {"value": new.payment_id}).of_item(index)
            continue
        key = (new.payment_id, new.invoice_id)
        allocated_minor = sum(part.amount_minor for part in payment.allocations if part.invoice_id == new.invoice_id)
        refunded_minor = refunded.get(key, 0)
        for finding in refund_problems(new, payment.received_on, allocated_minor - refunded_minor):
            yield finding.of_item(index)
        refunded[key] = refunded_minor + new.amount_minor
