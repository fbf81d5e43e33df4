"""What an order will bring whom, in words: what is assumed, each line, and who gets nothing and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.calc.facts import RateFact
from app.calc.nothing import Nothing
from app.calc.results import Accrual
from app.i18n.words import Words, mark
from app.kernel.period import Month
from app.wording.accruals import accrual_sentence
from app.wording.nothing import nothing_sentence
from app.wording.terms import event_kind, function

Days = tuple[date | None, date | None, date | None]
"""When it is invoiced, paid and accepted; None where nothing is left for it."""

_COURSES: Mapping[tuple[bool, bool, bool], str] = {
    (True, True, True): mark("If it is invoiced on {invoiced}, paid in full by {paid} and accepted on {accepted}."),
    (True, True, False): mark("If it is invoiced on {invoiced} and paid in full by {paid}."),
    (False, True, True): mark("If what is asked is paid by {paid} and the work is accepted on {accepted}."),
    (False, True, False): mark("If what is asked is paid by {paid}."),
    (False, False, True): mark("If the work is accepted on {accepted}."),
    (False, False, False): mark("Nothing is left to be invoiced, paid or accepted."),
}
_UNPAID: Mapping[str, str] = {
    "no_scheme": mark("No scheme pays this person on that day."),
    "nobody_holds": mark("A rule pays for this part, and nobody is named for it."),
    "unassigned_leaver": mark("This person has left, and nobody has taken the part over."),
    "no_quota": mark("This person has no plan for the period, so the first rate of the table holds."),
}
"""By the codes of ``calc.results.Unassigned`` that concern one order."""


def course_sentence(words: Words, days: Days, rate: RateFact | None = None) -> str:
    """What is taken to happen to the order, and the exchange rate that is taken to hold until then."""
    invoiced_on, paid_on, accepted_on = days
    course = _COURSES.get((invoiced_on is not None, paid_on is not None, accepted_on is not None))
    said = words.text(course or _COURSES[True, True, False]).format(
        invoiced=words.date(invoiced_on), paid=words.date(paid_on), accepted=words.date(accepted_on)
    )
    if rate is None:
        return said
    price = words.exchange_rate(rate.rate_micro)
    price = price if rate.units == 1 else f"{price} / {rate.units}"
    last = words.text("At the last known rate: {rate} of {date}.").format(rate=price, date=words.date(rate.on_date))
    return f"{said} {last}"


def horizon_sentence(words: Words, through: Month) -> str:
    """How far it was counted."""
    return words.text(
        "Everything until the end of this month is counted: {month}. Guarantees and what comes later are left out."
    ).format(month=words.month(through))


def closed_sentence(words: Words, first_open: Month) -> str:
    """What falls into closed months."""
    return words.text("What falls into closed months is paid as a true-up with the month: {month}.").format(
        month=words.month(first_open)
    )


def before_books_sentence(words: Words, books_from: Month) -> str:
    """What lies before the books begin."""
    return words.text("What lies before the beginning of the books earns nobody anything: {month}.").format(
        month=words.month(books_from)
    )


def line_title(words: Words, accrual: Accrual, source_name: str) -> str:
    """The part that is paid: ``Selling · 5 %``, ``Payment received · 1 %`` for a team."""
    part = function(words, accrual.function)
    if accrual.why.code == "override":
        part = words.text("A share of what {person} earns").format(person=source_name)
    elif accrual.contract_id is None:
        part = f"{part} · {event_kind(words, accrual.event_kind)}"
    return part if not accrual.rate_ppm else f"{part} · {words.percent(accrual.rate_ppm)}"


def line_sentence(
    words: Words, accrual: Accrual, names: tuple[str, str], before_minor: int | None, *, gone: bool
) -> str:
    """Why a line is what it is; what it would be without the order, where it stands already.

    ``names``: of the client, and of who earned the line that an override is paid on.
    """
    said = accrual_sentence(words, accrual, *names)
    if gone:
        return words.text("No longer earned with this order: {line}").format(line=said)
    if before_minor is None:
        return said
    without = words.text("Without this order: {amount}.").format(amount=words.amount(before_minor))
    return f"{said} {without}"


def unpaid_sentence(words: Words, code: str, nothing: Nothing | None, currency: str) -> str:
    """Why a part brings nothing; "" for a code that is of no order. ``currency``: the firm's."""
    if code in _UNPAID:
        return words.text(_UNPAID[code])
    if code != "nothing":
        return ""
    if nothing is None or nothing.code == "no_rule":
        return words.text("Under today's schemes no rule pays for this part.")
    return nothing_sentence(words, nothing, currency)
