"""Contracts with roles, amendments, acts and hand-overs as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calc.facts import Function, ServiceKind
from app.settings.vat import VatMode


class ContractStatus(StrEnum):
    """Where a contract stands."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ShareKind(StrEnum):
    """How the weights of one function are meant: whole parts (1 : 1 : 1) or millionths that sum to 1,000,000."""

    PARTS = "parts"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class RolePart:
    """A person's weight in a function; all parts of one function have the same kind (SEMANTICS 6)."""

    function: Function
    person_id: int
    weight: int = 1
    share: ShareKind = ShareKind.PARTS


@dataclass(frozen=True, slots=True)
class NewContract:
    """One order to be added. Amounts are net, in minor units of ``currency``.

    ``extends_number`` names the extended contract where its id is not known yet: it may come in the same list.
    ``paid_before_minor`` is the gross money that the client had paid on it before the books began (SEMANTICS 1).
    ``vat_mode`` None: as the firm has it on the day of signing; afterwards the contract keeps it.
    """

    number: str
    client_id: int
    signed_on: date
    net_minor: int
    currency: str
    vat_ppm: int = 0
    service_kind: ServiceKind = ServiceKind.STANDARD
    subject: str = ""
    extends_id: int | None = None
    direct_cost_minor: int = 0
    quantity: int = 1
    unit: str = ""
    status: ContractStatus = ContractStatus.ACTIVE
    cancelled_on: date | None = None
    cancel_reason: str = ""
    paid_before_minor: int = 0
    roles: tuple[RolePart, ...] = ()
    extends_number: str = ""
    vat_mode: VatMode | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """One order as stored; ``order_number`` is 0 while it does not count."""

    id: int
    version: int
    number: str
    client_id: int
    signed_on: date
    net_minor: int
    currency: str
    vat_ppm: int
    service_kind: ServiceKind
    subject: str
    extends_id: int | None
    direct_cost_minor: int
    quantity: int
    unit: str
    status: ContractStatus
    cancelled_on: date | None
    cancel_reason: str
    paid_before_minor: int
    order_number: int
    order_number_fixed: bool
    roles: tuple[RolePart, ...]
    vat_mode: VatMode


@dataclass(frozen=True, slots=True)
class NewAmendment:
    """A dated change of a contract's net."""

    contract_id: int
    on_date: date
    net_change_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class NewAct:
    """An acceptance certificate; negative amounts take acceptance back.

    ``subject`` says what was done, else the contract's does; ``returned_on`` is the day its signed copy came back.
    """

    contract_id: int
    number: str
    accepted_on: date
    net_minor: int
    vat_minor: int = 0
    final: bool = False
    subject: str = ""
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewHandover:
    """From ``on_date`` the person holds the function for the client."""

    client_id: int
    function: Function
    person_id: int
    on_date: date
    reason: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment as stored."""

    id: int
    amendment: NewAmendment


@dataclass(frozen=True, slots=True)
class Act:
    """An acceptance certificate as stored."""

    id: int
    act: NewAct
    version: int


@dataclass(frozen=True, slots=True)
class Handover:
    """A hand-over as stored."""

    id: int
    handover: NewHandover
