"""What is wrong with minima, caps and hold-backs.

Codes and their values::

    limits_empty                        limits of a period that limit nothing
    limit_not_positive                  found_minor
    amount_too_large                    found_minor
    minimum_above_cap                   minimum_minor, cap_minor
    cap_shorter_than_table              a whole-amount table runs on after the cap's period has ended
    rate_out_of_range                   found_ppm
    hold_back_zero                      nothing is held
    hold_back_months                    found: "so many months later" needs a number from 1 on
    hold_back_months_unused             months, and until something else
    hold_back_without_contract          until: there is no contract whose act or invoice could release it
    hold_back_at_once                   until: what releases it has happened already when it is earned
"""

from __future__ import annotations

from app.calc.scheme import EventKind, Every, HoldBack, Limits, PeriodLimits, Pool, Release, Rule
from app.calc.tables import Measure, TierMode, Tiers
from app.calc.validate_report import Report, check_share, check_size

_LONGER = {
    Measure.QUARTER_TOTAL: frozenset({Every.MONTH}),
    Measure.QUARTER_COUNT: frozenset({Every.MONTH}),
    Measure.YEAR_TOTAL: frozenset({Every.MONTH, Every.QUARTER}),
    Measure.YEAR_COUNT: frozenset({Every.MONTH, Every.QUARTER}),
    Measure.QUOTA: frozenset({Every.MONTH, Every.QUARTER}),
}
"""Periods that may end before the table's own (a plan is of a year at most)."""


def check_limits(report: Report, rule: Rule) -> None:
    """Minima and caps by themselves, and against the table of the rule."""
    _limits(report.at("per_event"), rule.per_event)
    if rule.per_period is None:
        return
    _limits(report.at("per_period"), rule.per_period)
    if rule.per_period.minimum_minor is None and rule.per_period.cap_minor is None:
        report.say("limits_empty", "per_period")
    if rule.per_period.cap_minor is not None and _table_is_longer(rule, rule.per_period.every):
        report.say("cap_shorter_than_table", "per_period.every")


def _limits(report: Report, limits: Limits | PeriodLimits) -> None:
    for place, amount_minor in (("minimum", limits.minimum_minor), ("cap", limits.cap_minor)):
        if amount_minor is not None:
            if amount_minor <= 0:
                report.say("limit_not_positive", place, found_minor=amount_minor)
            check_size(report, place, amount_minor)
    if limits.minimum_minor is not None and limits.cap_minor is not None and limits.minimum_minor > limits.cap_minor:
        report.say("minimum_above_cap", "minimum", minimum_minor=limits.minimum_minor, cap_minor=limits.cap_minor)


def _table_is_longer(rule: Rule, every: Every) -> bool:
    return any(
        isinstance(rate, Tiers) and rate.mode is TierMode.WHOLE and every in _LONGER.get(rate.measure, ())
        for rate in (rule.rate, rule.extension_rate)
    )


def check_hold_back(report: Report, rule: Rule) -> None:
    """Whether something is held, and released some day but not at once."""
    held = rule.hold_back
    if held is None:
        return
    place = report.at("hold_back")
    check_share(place, "percent", held.share_ppm)
    if held.share_ppm == 0:
        place.say("hold_back_zero", "percent")
    if held.until is Release.MONTHS:
        if held.months < 1:
            place.say("hold_back_months", "months", found=held.months)
        return
    if held.months:
        place.say("hold_back_months_unused", "months")
    if rule.override is not None:
        return
    if isinstance(rule.recipient, Pool) or rule.event is EventKind.PERIOD_END:
        place.say("hold_back_without_contract", "until", until=held.until.value)
    elif _at_once(rule, held):
        place.say("hold_back_at_once", "until", until=held.until.value)


def _at_once(rule: Rule, held: HoldBack) -> bool:
    if held.until is Release.ACCEPTED:
        return rule.event is EventKind.WORK_ACCEPTED or rule.paid_and_accepted
    return rule.event is EventKind.INVOICE_SETTLED or rule.full_payment
