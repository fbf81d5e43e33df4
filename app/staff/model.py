"""People and their pay terms as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.period import Month


class Engagement(StrEnum):
    """How a person works for the firm (SEMANTICS 11)."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A member of staff to be added; ``staff_no`` is unique and decides ties in splits."""

    staff_no: str
    name: str
    position: str = ""
    email: str = ""
    hired_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as stored."""

    id: int
    version: int
    staff_no: str
    name: str
    position: str
    email: str
    hired_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PayTerms:
    """What a person is paid from a date on, per month in the firm's currency. Secret."""

    person_id: int
    valid_from: date
    engagement: Engagement
    salary_minor: int
    guarantee_minor: int = 0
    draw_minor: int = 0
    draw_recoverable: bool = True


@dataclass(frozen=True, slots=True)
class StoredTerms:
    """Pay terms as stored. Secret."""

    id: int
    version: int
    terms: PayTerms


@dataclass(frozen=True, slots=True)
class OpeningBalance:
    """What a person brings into the books (SEMANTICS 1). Secret."""

    person_id: int
    carry_minor: int = 0
    draw_owed_minor: int = 0
    held_minor: int = 0


@dataclass(frozen=True, slots=True)
class DaysWorked:
    """Days worked in a month when they differ from the calendar. Secret."""

    person_id: int
    month: Month
    days: int
    note: str = ""
