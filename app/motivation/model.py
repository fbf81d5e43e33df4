"""Schemes, assignments, quotas as the services give and take them. Secret: Permission.SEE_PAY or EDIT_SCHEMES."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calc.scheme import Scheme


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """A person is paid by a scheme from–to (inclusive)."""

    scheme_id: int
    person_id: int
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class NewQuota:
    """A person's plan for a period, in the firm's currency."""

    person_id: int
    valid_from: date
    valid_to: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class OpeningMeasure:
    """A measure reached before the books begin, per rule and person."""

    scheme_key: str
    rule_key: str
    person_id: int
    amount_minor: int = 0
    matched_count: int = 0


@dataclass(frozen=True, slots=True)
class SchemeSummary:
    """A scheme as listed: with the people it pays today."""

    scheme: Scheme
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person's assignment to a scheme as stored."""

    id: int
    version: int
    scheme_id: int
    person_id: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Quota:
    """A person's plan as stored."""

    id: int
    version: int
    person_id: int
    valid_from: date
    valid_to: date
    amount_minor: int
