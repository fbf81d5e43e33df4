"""Rows of the read-only tables: records with the names and sums a reader wants beside them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class ClientRow(NamedTuple):
    """A client with its orders and its money in ``currency``."""

    id: int
    code: str
    name: str
    group: str
    country: str
    found_by: str
    orders: int
    last_order_on: date | None
    invoiced_minor: int
    received_minor: int
    overdue_minor: int
    currency: str
    """The currency of the three sums: the one most of the client's invoices are in; the others are left out of them."""


class ContractRow(NamedTuple):
    """A contract with its client, people and money, in the contract's currency."""

    id: int
    number: str
    number_key: str
    client: str
    signed_on: date
    net_minor: int
    vat_ppm: int
    currency: str
    service_kind: str
    order_number: int
    extends: str
    """The number of the contract it extends, or an empty text."""
    found_by: str
    sold_by: str
    delivered_by: str
    invoiced_minor: int
    received_minor: int
    status: str
    act: str = ""
    """``missing``: done or paid, and no act accepts it; ``out``: a signed act is not back; else empty."""


class InvoiceRow(NamedTuple):
    """An invoice with what was received; ``state``: draft, sent, partial, paid, overdue, cancelled, closed_short."""

    id: int
    number: str
    number_key: str
    client: str
    contract: str
    issued_on: date
    due_on: date
    gross_minor: int
    received_minor: int
    """Allocated less refunded."""
    credited_minor: int
    currency: str
    state: str
    days_late: int
    """Days past due today while money is open, else 0."""


class PaymentRow(NamedTuple):
    """A payment with what it pays; ``state`` is allocated, partly, advance, storno or undone."""

    id: int
    number: str
    number_key: str
    client: str
    received_on: date
    entered_on: date
    amount_minor: int
    allocated_minor: int
    currency: str
    invoices: str
    """Invoice numbers, comma separated."""
    state: str


class StaffRow(NamedTuple):
    """A person without any pay figure."""

    id: int
    staff_no: str
    staff_no_key: str
    name: str
    position: str
    email: str
    hired_on: date | None
    left_on: date | None
    clients_found: int
    contracts_sold: int


class Figures(NamedTuple):
    """The firm's figures of a month in its own currency, for the row of key figures."""

    invoiced_minor: int
    received_minor: int
    overdue_minor: int
    overdue_count: int
    contracts_signed: int
    clients_active: int
    """Clients with an order in the twelve months up to and with this one."""
