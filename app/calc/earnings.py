"""A person's month: carry, draw, guarantee, in the order of SEMANTICS 9."""

from __future__ import annotations

from typing import NamedTuple

from app.calc.results import Balance, PersonMonth
from app.calc.salary import MonthlyPay


class Earned(NamedTuple):
    """What came together for a person in a month: lines, manual lines, true-ups."""

    bonus_minor: int = 0
    adjustments_minor: int = 0
    true_ups_minor: int = 0
    held_minor: int = 0
    """How much more is held back at the month's end than at its beginning; the lines are without it already."""
    forgiven: bool = False
    """A month below zero is not carried on (SEMANTICS 9, "or floor it")."""


def month_of(person_id: int, pay: MonthlyPay, earned: Earned, opening: Balance) -> tuple[PersonMonth, Balance]:
    """The person's row, and what is carried on.

    B = lines + adjustments + true-ups + carry; below zero nothing is paid and B is carried. The draw tops P up, or is
    repaid out of what exceeds it. The guarantee comes last and is never owed back.
    """
    balance = earned.bonus_minor + earned.adjustments_minor + earned.true_ups_minor + opening.carry_minor
    payable = max(0, balance)
    below = min(0, balance)
    carry, floored = (0, -below) if earned.forgiven else (below, 0)
    top_up = max(0, pay.draw_minor - payable)
    repaid = min(opening.draw_owed_minor, max(0, payable - pay.draw_minor))
    paid = payable + top_up - repaid
    guarantee = max(0, pay.guarantee_minor - pay.salary_minor - paid)
    owed = opening.draw_owed_minor - repaid + (top_up if pay.draw_recoverable else 0)
    row = PersonMonth(
        person_id=person_id,
        engagement=pay.engagement,
        salary_minor=pay.salary_minor,
        bonus_minor=earned.bonus_minor,
        adjustments_minor=earned.adjustments_minor,
        true_ups_minor=earned.true_ups_minor,
        carry_in_minor=opening.carry_minor,
        carry_out_minor=carry,
        draw_top_up_minor=top_up,
        draw_repaid_minor=repaid,
        guarantee_top_up_minor=guarantee,
        floored_minor=floored,
        gross_minor=pay.salary_minor + paid + guarantee,
    )
    return row, Balance(person_id, carry, owed, opening.held_minor + earned.held_minor)
