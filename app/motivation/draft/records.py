"""Drafts, approvals and the director's limit as the service gives them. Secret: Permission.EDIT_SCHEMES and SEE_PAY."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import Finding
from app.kernel.period import Month
from app.motivation.draft.examining import Acceptance, DraftRemark
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import Point
from app.motivation.draft.steps import Step
from app.motivation.draft.work_history import WorkHistory


class Source(StrEnum):
    """What a draft begins with."""

    TEMPLATE = "template"
    IN_FORCE = "in_force"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as listed."""

    id: int
    version: int
    name: str
    login: str
    """Whose it is: who began it."""
    step: Step
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as it was saved last."""

    row: DraftRow
    draft: Draft


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """Step 9: what is wrong or open, what the history says, and the names that its sentences need."""

    points: tuple[Point, ...]
    remarks: tuple[DraftRemark, ...]
    """Nothing while something is wrong."""
    limit_ppm: int
    """The share of margin that all bonuses may cost."""
    through: Month
    """The last month of the history that was looked at."""
    currency: str
    people: Mapping[int, str]
    contracts: Mapping[int, str]

    def obstacles(self) -> tuple[Finding, ...]:
        """What keeps the draft from being put in force: what is wrong, and findings neither mended nor accepted."""
        wrong = tuple(point.finding for point in self.points if point.wrong)
        return (*wrong, *(self._as_finding(one) for one in self.remarks if one.open))

    def _as_finding(self, one: DraftRemark) -> Finding:
        values = dict(one.remark.values)
        names = {
            "remark": one.remark.code,
            "currency": self.currency,
            "person": self.people.get(int(values.get("person_id") or 0), ""),
            "contract": self.contracts.get(int(values.get("contract_id") or 0), ""),
        }
        return Finding("remark_open", one.remark.place, {**values, **names})


@dataclass(frozen=True, slots=True)
class WorkTable:
    """Step 1 from history, with the names that it needs."""

    history: WorkHistory
    currency: str
    people: Mapping[int, str]
    staff_nos: Mapping[int, str]
    contracts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a version of a scheme, and what was accepted with it."""

    number: int
    valid_from: date
    login: str
    approved_at: datetime
    limit_ppm: int
    accepted: tuple[Acceptance, ...]
