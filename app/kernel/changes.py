"""What a use case changed: the areas that screens refresh by and that the journal is filtered by."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from app.kernel.ids import OperationId

Value = TypeVar("Value")


class Area(StrEnum):
    """A part of the books that is open or secret as a whole (ARCHITECTURE, "Secrecy is per table")."""

    SETTINGS = "settings"
    USERS = "users"
    STAFF = "staff"
    CLIENTS = "clients"
    CONTRACTS = "contracts"
    INVOICES = "invoices"
    PAYMENTS = "payments"
    TASKS = "tasks"
    IMPORTS = "imports"
    PAY_TERMS = "pay_terms"
    SCHEMES = "schemes"
    PAYROLL = "payroll"


SECRET_AREAS = frozenset({Area.PAY_TERMS, Area.SCHEMES, Area.PAYROLL})
"""Only who may see pay sees what happened here."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Value]):
    """What a use case gave back, and what it touched."""

    value: Value
    areas: frozenset[Area]
    operation_id: OperationId
    undoable: bool = field(default=False, compare=False)
    """Whether the journal can take it back while nothing of it is changed again; not known of a repeat."""
