"""Clients, groups, memberships, contacts as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewClient:
    """A payer to be added; ``code`` is the office's own unique short name or number."""

    code: str
    name: str
    legal_name: str = ""
    tax_no: str = ""
    country: str = ""
    address: str = ""
    note: str = ""
    orders_before: int = 0
    won_on: date | None = None
    found_by: int | None = None
    tags: tuple[str, ...] = ()
    bank_details: str = ""
    signatory: str = ""
    signatory_position: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """A payer as stored; ``signatory`` signs its papers."""

    id: int
    version: int
    code: str
    name: str
    legal_name: str
    tax_no: str
    country: str
    address: str
    note: str
    orders_before: int
    won_on: date | None
    found_by: int | None
    tags: tuple[str, ...]
    bank_details: str
    signatory: str
    signatory_position: str


@dataclass(frozen=True, slots=True)
class NewGroup:
    """Several legal entities of one owner."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group as stored."""

    id: int
    version: int
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """From ``valid_from`` the client belongs to the group, or to none; works forward only (SEMANTICS 5)."""

    client_id: int
    valid_from: date
    group_id: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at the client."""

    client_id: int
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A person at the client as stored."""

    id: int
    version: int
    contact: Contact
