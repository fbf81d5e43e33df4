"""How money is put on invoices: what a payment and its allocations must satisfy. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from app.contracts.numbering import Groups
from app.invoices.model import Claim, InvoiceStatus
from app.kernel.errors import Finding, Plain
from app.kernel.money import AMOUNT_LIMIT_MINOR, CURRENCIES
from app.payments.model import Allocation, NewAllocation, NewPayment, NewRefund, Payable, Payment


class Purse(NamedTuple):
    """The payment that allocations are taken from; ``rest_minor`` is what of it is not allocated yet."""

    client_id: int
    received_on: date
    currency: str
    rest_minor: int


class Books:
    """What allocations are checked against; what is open of an invoice sinks as allocations are accepted."""

    def __init__(
        self,
        firm_currency: str,
        groups: Groups,
        claims: Mapping[int, Claim],
        received_minor: Mapping[int, int],
    ) -> None:
        """``claims`` and ``received_minor`` are by invoice."""
        self.firm_currency = firm_currency
        self._groups = groups
        self._claims = claims
        self._taken_minor = dict(received_minor)

    def problems(self, purse: Purse, allocations: Sequence[NewAllocation]) -> list[Finding]:
        """Everything wrong with allocations of one payment, in their order; each finding has the ``part`` from 0.

        More than there is concerns the part at which the money ran out.
        """
        found: list[Finding] = []
        rest_minor, ran_out_at = purse.rest_minor, 0
        for at, allocation in enumerate(allocations):
            found += (_of_part(finding, at) for finding in self._part_problems(purse, allocation))
            if allocation.invoice_id in self._claims:
                ran_out_at = at if rest_minor >= 0 else ran_out_at
                rest_minor -= taken_minor(allocation)
        if rest_minor < 0:
            over = Finding("allocated_exceeds_payment", "allocations", {"over_minor": -rest_minor})
            found.append(_of_part(over, ran_out_at))
        return found

    def _part_problems(self, purse: Purse, allocation: NewAllocation) -> list[Finding]:
        claim = self._claims.get(allocation.invoice_id)
        if claim is None:
            return [Finding("invoice_unknown", "allocations", {"id": allocation.invoice_id})]
        return [
            *self._claim_problems(purse, claim),
            *self._amount_problems(allocation, claim),
            *self._currency_problems(purse, allocation, claim),
        ]

    def payable(self, purse: Purse) -> Iterator[Payable]:
        """Invoices of the client and its group that the payment could pay, the oldest first."""
        for claim in sorted(self._claims.values(), key=lambda one: (one.issued_on, one.invoice_id)):
            open_minor = claim.due_minor - self._taken_minor.get(claim.invoice_id, 0)
            meets = purse.currency in {claim.currency, self.firm_currency}
            if open_minor > 0 and meets and not self._claim_problems(purse, claim):
                yield Payable(claim.invoice_id, claim.number, claim.client_id, claim.currency, open_minor)

    def _claim_problems(self, purse: Purse, claim: Claim) -> list[Finding]:
        found: list[Finding] = []
        named = {"invoice": claim.number}
        if claim.status is InvoiceStatus.DRAFT:
            found.append(Finding("invoice_draft", "allocations", named))
        if claim.cancelled_on is not None and claim.cancelled_on <= purse.received_on:
            found.append(Finding("invoice_cancelled", "allocations", named))
        if claim.client_id != purse.client_id and not self._groups.together(
            claim.client_id, purse.client_id, purse.received_on
        ):
            found.append(Finding("invoice_of_other_client", "allocations", named))
        return found

    def _amount_problems(self, allocation: NewAllocation, claim: Claim) -> Sequence[Finding]:
        amount_minor = allocation.amount_minor
        if amount_minor <= 0:
            return (Finding("amount_not_positive", "allocations", {"amount_minor": amount_minor}),)
        taken_minor = self._taken_minor.get(claim.invoice_id, 0)
        self._taken_minor[claim.invoice_id] = taken_minor + amount_minor
        open_minor = claim.due_minor - taken_minor
        if amount_minor <= open_minor:
            return ()
        values: dict[str, Plain] = {"invoice": claim.number, "open_minor": open_minor, "amount_minor": amount_minor}
        return (Finding("allocated_exceeds_open", "allocations", values),)

    def _currency_problems(self, purse: Purse, allocation: NewAllocation, claim: Claim) -> Sequence[Finding]:
        """Money of another currency pays an invoice only as the firm's own, and then says how much of it."""
        firm_minor = allocation.firm_amount_minor
        code = ""
        if claim.currency == purse.currency:
            code = "" if firm_minor is None else "firm_amount_not_meant"
        elif purse.currency != self.firm_currency:
            code = "currency_differs"
        elif firm_minor is None:
            code = "firm_amount_missing"
        elif firm_minor <= 0:
            return (Finding("amount_not_positive", "allocations", {"firm_amount_minor": firm_minor}),)
        return (Finding(code, "allocations", {"invoice": claim.number, "currency": purse.currency}),) if code else ()


def _of_part(finding: Finding, at: int) -> Finding:
    return replace(finding, values={**finding.values, "part": at})


def taken_minor(allocation: NewAllocation | Allocation) -> int:
    """What an allocation takes from its payment, in the payment's currency."""
    return allocation.amount_minor if allocation.firm_amount_minor is None else allocation.firm_amount_minor


def payment_problems(new: NewPayment, clients: Collection[int]) -> list[Finding]:
    """Everything wrong with a payment before its allocations."""
    found: list[Finding] = []
    if not new.number.strip():
        found.append(Finding("number_missing", "number"))
    if new.client_id not in clients:
        found.append(Finding("client_unknown", "client_id", {"id": new.client_id}))
    if new.amount_minor <= 0:
        found.append(Finding("amount_not_positive", "amount_minor", {"amount_minor": new.amount_minor}))
    if new.amount_minor >= AMOUNT_LIMIT_MINOR:
        found.append(Finding("amount_too_large", "amount_minor", {"amount_minor": new.amount_minor}))
    if new.currency not in CURRENCIES:
        found.append(Finding("currency_unknown", "currency", {"currency": new.currency}))
    return found


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


def refundable_minor(payment: Payment, refunds: Iterable[NewRefund]) -> dict[int, int]:
    """Invoice id → what the payment brought for it, less its ``refunds`` so far, in the order of its allocations."""
    rest: dict[int, int] = {}
    for part in payment.allocations:
        rest[part.invoice_id] = rest.get(part.invoice_id, 0) + part.amount_minor
    for refund in refunds:
        rest[refund.invoice_id] = rest.get(refund.invoice_id, 0) - refund.amount_minor
    return rest


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
