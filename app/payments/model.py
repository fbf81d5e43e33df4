"""Payments, their allocations and refunds as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class NewAllocation(NamedTuple):
    """A part of a payment for one invoice, in the invoice's currency. A tuple: an import makes many at once.

    ``firm_amount_minor`` is what came for it in the firm's currency, where the invoice is in another (SEMANTICS 10).
    """

    invoice_id: int
    amount_minor: int
    firm_amount_minor: int | None = None


class NewPayment(NamedTuple):
    """Money received. What is not allocated stays the client's advance and earns nothing (SEMANTICS 2).

    A tuple: an import makes many at once.
    """

    number: str
    client_id: int
    received_on: date
    amount_minor: int
    currency: str
    allocations: tuple[NewAllocation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """An allocation as stored."""

    id: int
    invoice_id: int
    amount_minor: int
    firm_amount_minor: int | None


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as stored; a storno names the payment it undoes and has its negative amount."""

    id: int
    number: str
    client_id: int
    received_on: date
    amount_minor: int
    currency: str
    entered_on: date
    note: str
    storno_of: int | None
    reason: str
    allocations: tuple[Allocation, ...]


class Payable(NamedTuple):
    """An invoice that a payment could still pay: what is open of it, in its own currency."""

    invoice_id: int
    number: str
    client_id: int
    currency: str
    open_minor: int
    client: str = ""
    """The name: an invoice may be another member's of the payer's group."""


class Refundable(NamedTuple):
    """An invoice out of whose money from one payment some can be given back, in the invoice's currency."""

    invoice_id: int
    number: str
    currency: str
    most_minor: int
    """What the payment brought for it, less what was given back already."""


@dataclass(frozen=True, slots=True)
class NewRefund:
    """Money given back out of what a payment brought for an invoice, in the invoice's currency."""

    payment_id: int
    invoice_id: int
    refunded_on: date
    amount_minor: int
    reason: str
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund as stored."""

    id: int
    entered_on: date
    refund: NewRefund
