"""What is to be done, in words: a title for each code, and a line that says how much and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.i18n.words import Words, mark
from app.kernel.period import Month

TITLES: Mapping[str, str] = {
    "drafts": mark("Invoices to send"),
    "acts": mark("Acts to make out"),
    "acts_out": mark("Acts to get signed"),
    "to_call": mark("Late invoices to call about"),
    "promises": mark("Promises that were not kept"),
    "advances": mark("Payments without an invoice"),
    "run_missing": mark("Payroll to work out"),
    "run_draft": mark("Payroll to check and submit"),
    "run_submitted": mark("Payroll to approve"),
    "run_approved": mark("Payroll to pay out"),
    "run_paid": mark("Payroll to close"),
    "true_ups": mark("True-ups of closed months"),
    "rates": mark("Currencies without a rate"),
    "without_pay": mark("People without salary data"),
    "without_scheme": mark("People whom no scheme pays"),
    "handovers": mark("Clients handed over"),
}

_NOTES: Mapping[str, str] = {
    "drafts": mark("{amount} not asked for yet"),
    "acts": mark("the work is done or paid, and no act says so"),
    "acts_out": mark("the client's signed copy is not back"),
    "to_call": mark("{amount} late, no reminder in the last 7 days"),
    "promises": mark("{amount} should be here by now"),
    "advances": mark("{amount} waits to be allocated"),
    "run_missing": mark("{month} is over"),
    "run_draft": mark("{month} is a draft"),
    "run_submitted": mark("{month} waits for you"),
    "run_approved": mark("{month} is approved"),
    "run_paid": mark("{month} is paid out"),
    "true_ups": mark("{amount} in the run of {month}"),
    "rates": mark("{names}: nothing in the ten days before"),
    "handovers": mark("since {month} began: shares may be others"),
}


class Chore(Protocol):
    """A thing to do, as it is told."""

    @property
    def code(self) -> str:
        """What it is."""

    @property
    def number(self) -> int:
        """How many."""

    @property
    def amount_minor(self) -> int | None:
        """What they come to."""

    @property
    def month(self) -> Month | None:
        """The month it is about."""

    @property
    def names(self) -> tuple[str, ...]:
        """A few of them."""


def title(words: Words, chore: Chore) -> str:
    """What is to be done."""
    return words.text(TITLES[chore.code])


def note(words: Words, chore: Chore, currency: str) -> str:
    """How much it comes to, or why."""
    names = ", ".join(chore.names)
    more = chore.number - len(chore.names)
    if chore.names and more > 0:
        names = words.plural("{names} and {n} more", "{names} and {n} more", more).format(names=names)
    if chore.code not in _NOTES:
        return names
    said = words.text(_NOTES[chore.code]).format(
        amount=words.money(chore.amount_minor or 0, currency),
        month=words.month(chore.month) if chore.month else "",
        names=names,
    )
    return said[:1].upper() + said[1:]
