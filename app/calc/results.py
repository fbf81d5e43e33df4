"""What the engine gives back: accruals with their reasons, and a person's month. Codes and numbers, never text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.calc.facts import Facts
from app.calc.scheme import Scheme
from app.kernel.period import Month

SEMANTICS = 1
"""The meaning of a stored result: a fix that changes one raises this and keeps the old rule as a named branch."""


class AccrualKind(StrEnum):
    """What sort of line an accrual is."""

    ACCRUAL = "accrual"
    LATE = "late"
    REVERSAL = "reversal"
    CATCH_UP = "catch_up"
    MINIMUM = "minimum"
    """Lifts a period to the rule's minimum."""
    HOLD_BACK = "hold_back"
    """What is held of a line; negative."""
    RELEASE = "release"
    """What was held of a line and is paid now."""
    TRUE_UP = "true_up"


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for an amount, as a code of ``wording.accruals`` and the numbers that fill its sentence.

    ``app.calc.explain`` lists the codes with the names of their values. Dates are ISO text, rates ppm, amounts minor
    units.
    """

    code: str
    values: tuple[tuple[str, int | str], ...] = ()


class Accrual(NamedTuple):
    """One earned line, in the firm's currency. ``month`` is the event's month, ``pay_month`` the one it is paid in."""

    key: str
    """person | scheme.rule | event | part: the same in every computation."""
    kind: AccrualKind
    person_id: int
    scheme_id: int
    scheme_version: int
    rule_key: str
    event_key: str
    event_kind: str
    event_on: date
    month: Month
    pay_month: Month
    client_id: int | None
    """None where the event is of the month and of no order."""
    contract_id: int | None
    invoice_id: int | None
    payment_id: int | None
    order_number: int
    function: str
    base_minor: int
    rate_ppm: int | None
    amount_minor: int
    why: Why
    before_minor: int | None = None
    after_minor: int | None = None


_TRUE_UP = "|true_up|"


def true_up_key(key: str, month: Month) -> str:
    """The key of the line by which ``month`` pays the difference under ``key``."""
    return f"{key}{_TRUE_UP}{month.text}"


def earned_key(key: str) -> str:
    """The key under which a line is earned: a true-up's is the key of the line that it corrects."""
    return key.partition(_TRUE_UP)[0]


def is_held(key: str) -> bool:
    """Whether the line holds a part of another back, or releases it; its true-ups too."""
    return earned_key(key).rpartition("|")[2].startswith(("hold:", "release:"))


class Given(NamedTuple):
    """What closed months have paid under one accrual key, true-ups included, and the line that was stored last."""

    amount_minor: int
    line: Accrual

    @property
    def key(self) -> str:
        """The key under which it was earned."""
        return earned_key(self.line.key)


class Balance(NamedTuple):
    """What a person carries from month to month: ``carry_minor`` ≤ 0, ``draw_owed_minor`` ≥ 0."""

    person_id: int
    carry_minor: int = 0
    draw_owed_minor: int = 0
    held_minor: int = 0


class AdjustmentFact(NamedTuple):
    """A manual line of the month."""

    person_id: int
    amount_minor: int


class PersonMonth(NamedTuple):
    """One person's row on the payroll sheet (SEMANTICS 9)."""

    person_id: int
    engagement: str
    salary_minor: int
    bonus_minor: int
    adjustments_minor: int
    true_ups_minor: int
    carry_in_minor: int
    carry_out_minor: int
    draw_top_up_minor: int
    draw_repaid_minor: int
    guarantee_top_up_minor: int
    floored_minor: int
    gross_minor: int


class Unassigned(NamedTuple):
    """Somebody should have earned and nobody could, or somebody earns twice: for ``Checks``.

    ``nobody_holds``: a rule catches the event, and nobody holds the function. ``no_scheme``: ``person_id`` holds it
    and is paid by no scheme on that day. ``two_assignments``: ``person_id`` is paid by two assignments at once; no
    event and no contract (0). ``unassigned_leaver``: ``person_id`` has left, and nobody holds the client in this
    function since. ``no_quota``: a table goes by the plan of ``person_id``, who has none on that day.
    ``reversal_of_history``: takes back an event from before the books, which is a manual line of the director.
    """

    code: str
    event_key: str
    contract_id: int
    function: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All accruals from the beginning of the books on, whatever was paid: what facts and schemes come to now."""

    accruals: tuple[Accrual, ...]
    notes: tuple[Unassigned, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthInputs:
    """All inputs of one month: this, made canonical, is the snapshot that closing stores."""

    month: Month
    facts: Facts
    schemes: tuple[Scheme, ...]
    given: tuple[Given, ...] = ()
    opening: tuple[Balance, ...] = ()
    adjustments: tuple[AdjustmentFact, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthResult:
    """One month worked out: the lines, a row per person, and what is carried on."""

    lines: tuple[Accrual, ...]
    people: tuple[PersonMonth, ...]
    closing: tuple[Balance, ...]
    notes: tuple[Unassigned, ...] = field(default=())
