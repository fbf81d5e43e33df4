"""How tables over a person's own total, plan or count made the amount, and what they catch up on later."""

from __future__ import annotations

from collections.abc import Mapping

from app.wording.accrual_rates import Calculation
from app.wording.accrual_values import Reason

_MOST_SLICES = 12


def _tier_marginal(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text("your total for {period} goes from {before} to {after}: {slices} = {amount}").format(
        period=reason.period(),
        before=reason.amount("from_minor"),
        after=reason.amount("to_minor"),
        slices=_slices(reason),
        amount=words.amount(amount_minor),
    )


def _quota_marginal(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text(
        "your total for {period} goes from {before} to {after}, the plan is {plan}: {slices} = {amount}"
    ).format(
        period=reason.period(),
        before=reason.amount("from_minor"),
        after=reason.amount("to_minor"),
        plan=reason.amount("plan_minor"),
        slices=_slices(reason),
        amount=words.amount(amount_minor),
    )


def _slices(reason: Reason) -> str:
    """The parts of the base, each with its rate."""
    count = reason.whole("slices")
    slices = [
        f"{reason.amount(f'slice_{n}_minor')} × {reason.percent(f'slice_{n}_ppm')}"
        for n in range(1, min(count, _MOST_SLICES) + 1)
    ]
    if count > _MOST_SLICES:
        slices.append("…")
    return " + ".join(slices) or reason.rate


def _tier_whole(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text(
        "your total for {period} is {total}, the rate of everything {rate}: {base} × {rate} = {amount}"
    ).format(
        period=reason.period_so_far(),
        total=reason.amount("total_minor"),
        rate=reason.rate,
        base=words.amount(reason.accrual.base_minor),
        amount=words.amount(amount_minor),
    )


def _quota_whole(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text(
        "your total for {period} is {total}, {attained} of the plan of {plan}, "
        "the rate of everything {rate}: {base} × {rate} = {amount}"
    ).format(
        period=reason.period_so_far(),
        total=reason.amount("total_minor"),
        attained=reason.percent("attained_ppm"),
        plan=reason.amount("plan_minor"),
        rate=reason.rate,
        base=words.amount(reason.accrual.base_minor),
        amount=words.amount(amount_minor),
    )


def _quota_missing(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text(
        "no plan is set for you, so the lowest band's rate {rate} holds: {base} × {rate} = {amount}"
    ).format(rate=reason.rate, base=words.amount(reason.accrual.base_minor), amount=words.amount(amount_minor))


def _count_marginal(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text(
        "in your count for {period} this is number {n}, its rate {rate}: {base} × {rate} = {amount}"
    ).format(
        period=reason.period(),
        n=words.number(reason.whole("count")),
        rate=reason.rate,
        base=words.amount(reason.accrual.base_minor),
        amount=words.amount(amount_minor),
    )


def _premium(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    return _with_share(
        reason,
        words.text("in your count for {period} this is number {n}, its premium {premium}").format(
            period=reason.period(),
            n=words.number(reason.whole("count")),
            premium=reason.amount("premium_minor", amount_minor),
        ),
        amount_minor,
    )


def _count_whole(reason: Reason, amount_minor: int) -> str:
    words, count = reason.words, _count(reason)
    if "premium_minor" in reason.values:
        said = words.text("your count for {period} is {n}, the premium for each of them {premium}").format(
            period=reason.period_so_far(), n=count, premium=reason.amount("premium_minor")
        )
        return _with_share(reason, said, amount_minor)
    return words.text(
        "your count for {period} is {n}, the rate of all of them {rate}: {base} × {rate} = {amount}"
    ).format(
        period=reason.period_so_far(),
        n=count,
        rate=reason.rate,
        base=words.amount(reason.accrual.base_minor),
        amount=words.amount(amount_minor),
    )


def _count(reason: Reason) -> str:
    """How many events the recipient has."""
    return reason.words.number(reason.whole("count"))


def _with_share(reason: Reason, said: str, amount_minor: int) -> str:
    """A premium, and what of it is the recipient's: a share, or what is taken back."""
    if reason.whole("premium_minor", amount_minor) == amount_minor:
        return said
    return reason.words.text("{made}, of this yours: {amount}").format(
        made=said, amount=reason.words.amount(amount_minor)
    )


def _catch_up(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    if "count" in reason.values:
        level = words.text("your count for {period} is now {n}").format(period=reason.period_so_far(), n=_count(reason))
    else:
        level = words.text("your total for {period} is now {total}").format(
            period=reason.period_so_far(), total=reason.amount("total_minor")
        )
    if reason.text("part") == "late":
        template = words.text(
            "{level}, so the reduction for the late payment comes to {now} instead of {given}, difference {amount}"
        )
    elif "rate_ppm" in reason.values:
        template = words.text("{level}, so the rate {rate} holds: {now} instead of {given}, difference {amount}")
    else:
        template = words.text("{level}, so this comes to {now} instead of {given}, difference {amount}")
    return template.format(
        level=level,
        rate=reason.rate,
        now=reason.amount("now_minor"),
        given=reason.amount("given_minor"),
        amount=words.amount(amount_minor),
    )


TABLES: Mapping[str, Calculation] = {
    "tier_marginal": _tier_marginal,
    "tier_whole": _tier_whole,
    "quota_marginal": _quota_marginal,
    "quota_whole": _quota_whole,
    "quota_missing": _quota_missing,
    "count_marginal": _count_marginal,
    "count_whole": _count_whole,
    "premium": _premium,
    "catch_up": _catch_up,
}
"""Tables over a person's own: the base is shared first."""
