"""What is wrong with a person or with pay terms before they are written. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.kernel.errors import Finding
from app.kernel.money import AMOUNT_LIMIT_MINOR
from app.kernel.period import Month
from app.staff.model import DaysWorked, NewPerson, OpeningBalance, PayTerms


def person_problems(new: NewPerson) -> Iterator[Finding]:
    """Everything wrong with a person by itself."""
    if not new.staff_no.strip():
        yield Finding("number_missing", "staff_no")
    if not new.name.strip():
        yield Finding("name_missing", "name")
    if new.email and "@" not in new.email:
        yield Finding("email_wrong", "email", {"email": new.email})
    if new.hired_on and new.left_on and new.left_on < new.hired_on:
        yield Finding("left_before_hired", "left_on", {"hired_on": new.hired_on.isoformat()})


def _size(place: str, amount_minor: int) -> Iterator[Finding]:
    if abs(amount_minor) >= AMOUNT_LIMIT_MINOR:
        yield Finding("amount_too_large", place, {"amount_minor": amount_minor})


def _amount(place: str, amount_minor: int) -> Iterator[Finding]:
    if amount_minor < 0:
        yield Finding("amount_negative", place, {"amount_minor": amount_minor})
    yield from _size(place, amount_minor)


def pay_terms_problems(terms: PayTerms) -> Iterator[Finding]:
    """Everything wrong with pay terms by themselves."""
    yield from _amount("salary_minor", terms.salary_minor)
    yield from _amount("guarantee_minor", terms.guarantee_minor)
    yield from _amount("draw_minor", terms.draw_minor)


def closed_problems(place: str, since: date, closed: Month | None) -> Iterator[Finding]:
    """Nothing is written into months that are closed: their pay is settled and is never redone (SEMANTICS 9)."""
    if closed is not None and since <= closed.last:
        yield Finding("pay_month_closed", place, {"first_open": closed.plus(1).first.isoformat()})


def opening_balance_problems(balance: OpeningBalance) -> Iterator[Finding]:
    """A carry is money owed by the person, hence never positive; what is owed of a draw is never negative."""
    if balance.carry_minor > 0:
        yield Finding("carry_positive", "carry_minor", {"amount_minor": balance.carry_minor})
    yield from _size("carry_minor", balance.carry_minor)
    yield from _amount("draw_owed_minor", balance.draw_owed_minor)
    yield from _size("held_minor", balance.held_minor)


def days_worked_problems(worked: DaysWorked) -> Iterator[Finding]:
    """Days worked lie between nothing and the length of the month."""
    length = worked.month.last.day
    if not 0 <= worked.days <= length:
        yield Finding("days_out_of_range", "days", {"days": worked.days, "length": length})
