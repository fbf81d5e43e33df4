"""What changes an amount or is paid on one: lateness, reversals, minima and caps, pools, overrides, hold-backs."""

from __future__ import annotations

from collections.abc import Mapping

from app.wording.accrual_rates import Calculation
from app.wording.accrual_values import Reason, period_text


def _late(reason: Reason, amount_minor: int) -> str:
    return reason.words.plural(
        "paid {n} day late (due {due}), so {kept} of {full} is kept: {amount}",
        "paid {n} days late (due {due}), so {kept} of {full} is kept: {amount}",
        reason.whole("days_late"),
    ).format(
        due=reason.date("due_on"),
        kept=reason.percent("kept_ppm"),
        full=reason.amount("full_minor"),
        amount=reason.words.amount(amount_minor),
    )


def _reversal(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    template = (
        words.text("the reduction of {date}, {original}, is taken back for {part} of {total}: {amount}")
        if reason.text("part") == "late"
        else words.text("the accrual of {date}, {original}, is taken back for {part} of {total}: {amount}")
    )
    return template.format(
        date=reason.date("original_on"),
        original=reason.amount("original_minor"),
        part=words.amount(abs(reason.whole("reversed_minor"))),
        total=words.amount(abs(reason.whole("of_minor"))),
        amount=words.amount(amount_minor),
    )


def _minimum(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text("by this rule you had earned {given}, the minimum is {minimum}: {amount}").format(
        given=reason.amount("given_minor"),
        minimum=reason.amount("period_minimum_minor"),
        amount=words.amount(amount_minor),
    )


def _pool(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.plural(
        "{n} event brought the team {total}", "{n} events brought the team {total}", reason.whole("events")
    ).format(total=reason.amount("total_minor", amount_minor))


def _override(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    template = (
        words.text("{rate} of {source} taken back ({name}, accrual of {date}){share} = {amount}")
        if "original_on" in reason.values
        else words.text("{rate} of the line of {source} ({name}){share} = {amount}")
    )
    return template.format(
        rate=reason.rate,
        share=f" × {reason.share}" if reason.share else "",
        source=reason.amount("source_minor"),
        name=reason.colleague,
        date=reason.date("original_on"),
        amount=words.amount(amount_minor),
    )


def _hold_back(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    if "original_on" in reason.values:
        return words.text("{line} is taken back, {share} of which was held back and is no longer: {amount}").format(
            line=reason.amount("line_minor"), share=reason.percent("share_ppm"), amount=words.amount(amount_minor)
        )
    until, months = reason.text("until"), reason.whole("months")
    if until == "accepted":
        template = words.text("{share} of {line} is held back until the work is accepted: {amount}")
    elif until == "settled":
        template = words.text("{share} of {line} is held back until an invoice is paid in full: {amount}")
    else:
        template = words.plural(
            "{share} of {line} is held back for {n} month: {amount}",
            "{share} of {line} is held back for {n} months: {amount}",
            months,
        )
    return template.format(
        share=reason.percent("share_ppm"), line=reason.amount("line_minor"), amount=words.amount(amount_minor)
    )


def _release(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    until, months = reason.text("until"), reason.whole("months")
    if "original_on" in reason.values:
        template = words.text("{line} was taken back on {date}, so less is released: {amount}")
    elif until == "accepted":
        template = words.text("the work is accepted, so {share} of {line}, held back on {date}, is released: {amount}")
    elif until == "settled":
        template = words.text(
            "an invoice is paid in full, so {share} of {line}, held back on {date}, is released: {amount}"
        )
    else:
        template = words.plural(
            "{n} month has passed, so {share} of {line}, held back on {date}, is released: {amount}",
            "{n} months have passed, so {share} of {line}, held back on {date}, is released: {amount}",
            months,
        )
    return template.format(
        share=reason.percent("share_ppm"),
        line=reason.amount("line_minor"),
        date=reason.date("held_on"),
        amount=words.amount(amount_minor),
    )


CHANGES: Mapping[str, Calculation] = {
    "late": _late,
    "reversal": _reversal,
    "minimum": _minimum,
    "pool": _pool,
    "override": _override,
    "hold_back": _hold_back,
    "release": _release,
}
"""Lines that stand on other lines, or on a whole month."""


def limited_text(reason: Reason, made: str, part: str, amount_minor: int) -> str:
    """``made`` with what the limits of one document left of it; ``part``: the share of the limits, or ""."""
    words, times = reason.words, f" × {part}" if part else ""
    if "minimum_minor" not in reason.values:
        template = words.text("{made}; at most {cap} for one document: {amount}")
    elif "cap_minor" not in reason.values:
        template = words.text("{made}; at least {minimum} for one document: {amount}")
    else:
        template = words.text("{made}; at least {minimum} and at most {cap} for one document: {amount}")
    return template.format(
        made=made,
        cap=reason.amount("cap_minor") + times,
        minimum=reason.amount("minimum_minor") + times,
        amount=words.amount(amount_minor),
    )


def capped_text(reason: Reason, made: str, amount_minor: int) -> str:
    """``made`` with what the cap of a person's period left of it."""
    words = reason.words
    return words.text("{made}; by this rule at most {cap} for {period}: {amount}").format(
        made=made,
        cap=reason.amount("period_cap_minor"),
        period=period_text(words, reason.text("cap_every"), reason.accrual.month),
        amount=words.amount(amount_minor),
    )
