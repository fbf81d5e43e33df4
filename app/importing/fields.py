"""What can be imported: every kind of record with its fields, and how a cell of each is read."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from app.calc.facts import Function, ServiceKind
from app.contracts.model import ContractStatus
from app.invoices.model import InvoiceStatus
from app.settings.vat import VatMode
from app.staff.model import Engagement


class Kind(StrEnum):
    """The kinds of records, in the order they enter the books: what others refer to comes first."""

    RATES = "rates"
    STAFF = "staff"
    PAY_TERMS = "pay_terms"
    OPENING_BALANCES = "opening_balances"
    OPENING_MEASURES = "opening_measures"
    GROUPS = "groups"
    CLIENTS = "clients"
    CONTRACTS = "contracts"
    ROLES = "roles"
    AMENDMENTS = "amendments"
    ACTS = "acts"
    HANDOVERS = "handovers"
    INVOICES = "invoices"
    CREDIT_NOTES = "credit_notes"
    PAYMENTS = "payments"
    REFUNDS = "refunds"


class Reads(StrEnum):
    """How a cell becomes a value."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    """Minor units."""
    COUNT = "count"
    PERCENT = "percent"
    """Millionths."""
    RATE = "rate"
    """A price with at most six decimals, in millionths."""
    FLAG = "flag"
    LIST = "list"
    """Texts parted by semicolons."""
    CHOICE = "choice"


class Field(NamedTuple):
    """One field of a kind; ``choices`` are what a CHOICE may be."""

    name: str
    reads: Reads = Reads.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()


def _needed(name: str, reads: Reads = Reads.TEXT, choices: tuple[str, ...] = ()) -> Field:
    return Field(name, reads, required=True, choices=choices)


def _choice(name: str, choices: type[StrEnum]) -> Field:
    return Field(name, Reads.CHOICE, choices=tuple(choices))


_FUNCTIONS = tuple(Function)

_STAFF = (
    _needed("staff_no"),
    _needed("name"),
    Field("position"),
    Field("email"),
    Field("hired_on", Reads.DATE),
    Field("left_on", Reads.DATE),
)
_PAY_TERMS = (
    _needed("person"),
    _needed("valid_from", Reads.DATE),
    _needed("engagement", Reads.CHOICE, tuple(Engagement)),
    _needed("salary", Reads.MONEY),
    Field("guarantee", Reads.MONEY),
    Field("draw", Reads.MONEY),
    Field("draw_recoverable", Reads.FLAG),
)
_OPENING_BALANCES = (
    _needed("person"),
    Field("carry", Reads.MONEY),
    Field("draw_owed", Reads.MONEY),
    Field("held", Reads.MONEY),
)
_OPENING_MEASURES = (
    _needed("scheme"),
    _needed("rule"),
    _needed("person"),
    Field("amount", Reads.MONEY),
    Field("count", Reads.COUNT),
)
_CLIENTS = (
    _needed("code"),
    _needed("name"),
    Field("legal_name"),
    Field("tax_no"),
    Field("country"),
    Field("address"),
    Field("bank_details"),
    Field("signatory"),
    Field("signatory_position"),
    Field("note"),
    Field("orders_before", Reads.COUNT),
    Field("won_on", Reads.DATE),
    Field("found_by"),
    Field("tags", Reads.LIST),
    Field("group"),
    Field("group_from", Reads.DATE),
    Field("contact"),
    Field("contact_position"),
    Field("contact_phone"),
    Field("contact_email"),
)
_CONTRACTS = (
    _needed("number"),
    _needed("client"),
    _needed("signed_on", Reads.DATE),
    Field("net", Reads.MONEY),
    Field("gross", Reads.MONEY),
    Field("vat", Reads.PERCENT),
    _choice("vat_mode", VatMode),
    Field("currency"),
    _choice("service_kind", ServiceKind),
    Field("subject"),
    Field("extends"),
    Field("direct_cost", Reads.MONEY),
    Field("quantity", Reads.COUNT),
    Field("unit"),
    _choice("status", ContractStatus),
    Field("cancelled_on", Reads.DATE),
    Field("cancel_reason"),
    Field("paid_before", Reads.MONEY),
    *(Field(function, Reads.LIST) for function in _FUNCTIONS),
)
_ROLES = (
    _needed("contract"),
    _needed("function", Reads.CHOICE, _FUNCTIONS),
    _needed("person"),
    Field("weight", Reads.COUNT),
    Field("percent", Reads.PERCENT),
)
_AMENDMENTS = (
    _needed("contract"),
    _needed("on_date", Reads.DATE),
    _needed("net_change", Reads.MONEY),
    _needed("reason"),
)
_ACTS = (
    _needed("contract"),
    _needed("number"),
    _needed("accepted_on", Reads.DATE),
    Field("net", Reads.MONEY),
    Field("gross", Reads.MONEY),
    Field("vat", Reads.PERCENT),
    Field("final", Reads.FLAG),
    Field("subject"),
    Field("returned_on", Reads.DATE),
)
_HANDOVERS = (
    _needed("client"),
    _needed("function", Reads.CHOICE, _FUNCTIONS),
    _needed("person"),
    _needed("on_date", Reads.DATE),
    _needed("reason"),
)
_INVOICES = (
    _needed("number"),
    _needed("contract"),
    _needed("issued_on", Reads.DATE),
    Field("due_on", Reads.DATE),
    Field("net", Reads.MONEY),
    Field("gross", Reads.MONEY),
    Field("vat", Reads.PERCENT),
    Field("currency"),
    _choice("status", InvoiceStatus),
    Field("cancelled_on", Reads.DATE),
    Field("cancel_reason"),
    Field("subject"),
)
_CREDIT_NOTES = (
    _needed("number"),
    _needed("invoice"),
    _needed("issued_on", Reads.DATE),
    Field("net", Reads.MONEY),
    Field("gross", Reads.MONEY),
    _needed("reason"),
)
_PAYMENTS = (
    _needed("number"),
    Field("client"),
    _needed("received_on", Reads.DATE),
    _needed("amount", Reads.MONEY),
    Field("invoice"),
    Field("invoice_amount", Reads.MONEY),
    Field("currency"),
    Field("note"),
)
_REFUNDS = (
    _needed("payment"),
    Field("client"),
    Field("received_on", Reads.DATE),
    Field("invoice"),
    _needed("refunded_on", Reads.DATE),
    _needed("amount", Reads.MONEY),
    _needed("reason"),
)
_RATES = (
    _needed("currency"),
    _needed("on_date", Reads.DATE),
    _needed("rate", Reads.RATE),
    Field("units", Reads.COUNT),
)

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.RATES: _RATES,
    Kind.STAFF: _STAFF,
    Kind.PAY_TERMS: _PAY_TERMS,
    Kind.OPENING_BALANCES: _OPENING_BALANCES,
    Kind.OPENING_MEASURES: _OPENING_MEASURES,
    Kind.GROUPS: (_needed("name"),),
    Kind.CLIENTS: _CLIENTS,
    Kind.CONTRACTS: _CONTRACTS,
    Kind.ROLES: _ROLES,
    Kind.AMENDMENTS: _AMENDMENTS,
    Kind.ACTS: _ACTS,
    Kind.HANDOVERS: _HANDOVERS,
    Kind.INVOICES: _INVOICES,
    Kind.CREDIT_NOTES: _CREDIT_NOTES,
    Kind.PAYMENTS: _PAYMENTS,
    Kind.REFUNDS: _REFUNDS,
}
"""Every kind with its fields."""


def fields_of(kind: Kind) -> dict[str, Field]:
    """The fields of a kind by name."""
    return {field.name: field for field in FIELDS[kind]}
