"""A rule and the terms of a version as fields of a form, and back."""

from __future__ import annotations

from typing import Any

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    Conditions,
    Days,
    Deciding,
    Each,
    EventKind,
    Every,
    Extensions,
    HoldBack,
    Leaving,
    Limits,
    Named,
    Override,
    Percent,
    PeriodLimits,
    PeriodMeasure,
    Pool,
    Recipient,
    Release,
    Rule,
    SchemeTerms,
    Span,
    WonBy,
)
from app.motivation.rule_form.rates import EXTENSION, Values, rate_of, rate_values

OVERRIDE = "override"
"""``paid_on`` of a rule that is paid on other people's accruals; else the event."""
NAMED, POOL, EACH = "named", "pool", "each"
"""``pays`` where it is no function."""


def values_of(rule: Rule) -> dict[str, Any]:
    """Every field of the editor, as ``rule`` has it."""
    override = rule.override
    return {
        "key": rule.key,
        "paid_on": rule.event if override is None else OVERRIDE,
        "sources": () if override is None else override.sources,
        "team": () if override is None else override.team,
        "measure": rule.measure,
        "measured_by": rule.measured_by,
        **_recipient_values(rule.recipient),
        "base": rule.base,
        **rate_values(rule.rate),
        **rate_values(rule.extension_rate, EXTENSION),
        **_conditions_values(rule.when),
        "late": rule.late,
        **_limits_values(rule),
        "deciding": rule.deciding,
        "pay_after_months": rule.pay_after_months,
        "won_by": rule.won_by,
        "full_payment": rule.full_payment,
        "paid_and_accepted": rule.paid_and_accepted,
    }


def rule_of(values: Values, before: Rule) -> Rule:
    """The rule that the fields say; a field that is not there says what is usual. ``before`` is what was opened.

    A rule that is paid on other people's accruals keeps its event, which means nothing in it.
    """
    override = values["paid_on"] == OVERRIDE
    return Rule(
        key=values.get("key") or before.key,
        event=before.event if override else EventKind(values["paid_on"]),
        recipient=_recipient(values),
        rate=rate_of(values) or Percent(0),
        when=_conditions(values),
        base=Base(values.get("base") or Base.NET),
        late=tuple(values.get("late") or ()),
        deciding=Deciding(values.get("deciding") or Deciding.EVENT),
        pay_after_months=values.get("pay_after_months") or 0,
        extension_rate=rate_of(values, EXTENSION),
        won_by=WonBy(values.get("won_by") or WonBy.CONTRACT),
        full_payment=bool(values.get("full_payment")),
        paid_and_accepted=bool(values.get("paid_and_accepted")),
        measure=PeriodMeasure(values["measure"]) if values.get("measure") else None,
        measured_by=Function(values.get("measured_by") or Function.SELLING),
        per_event=Limits(values.get("minimum"), values.get("cap")),
        per_period=_per_period(values),
        hold_back=_hold_back(values),
        override=Override(tuple(values.get("sources") or ()), tuple(values.get("team") or ())) if override else None,
    )


def terms_values(terms: SchemeTerms) -> dict[str, Any]:
    """The fields of what holds for a version as a whole."""
    return {
        "silence_months": terms.silence_months,
        "leaving": terms.leaving,
        "leaving_months": terms.leaving_months,
        "floor_negative": terms.floor_negative,
    }


def terms_of(values: Values) -> SchemeTerms:
    """The terms that the fields say."""
    return SchemeTerms(
        values.get("silence_months"),
        Leaving(values.get("leaving") or Leaving.KEEP),
        values.get("leaving_months") or 0,
        bool(values.get("floor_negative")),
    )


def _recipient_values(recipient: Recipient) -> dict[str, Any]:
    match recipient:
        case Named(members):
            return {"pays": NAMED, "members": members}
        case Pool(members):
            return {"pays": POOL, "members": members}
        case Each():
            return {"pays": EACH, "members": ()}
        case Function():
            return {"pays": recipient, "members": ()}


def _recipient(values: Values) -> Recipient:
    pays, members = values["pays"], tuple(values.get("members") or ())
    if pays == NAMED:
        return Named(members)
    if pays == POOL:
        return Pool(members)
    return Each() if pays == EACH else Function(pays)


def _conditions_values(when: Conditions) -> dict[str, Any]:
    return {
        **_span_values("number", when.order_number),
        "kinds": when.order_kinds,
        "extensions": when.extensions,
        "service": when.service_kind,
        "sold": when.recipient_sold,
        **_span_values("months", when.months_since_won),
        "tag": when.client_tag,
        **_span_values("amount", when.amount_minor),
        **_span_values("days_late", when.days_late),
        **_span_values("campaign", when.campaign),
        "reminded": when.recipient_reminded,
    }


def _conditions(values: Values) -> Conditions:
    start, end = values.get("campaign_from"), values.get("campaign_to")
    return Conditions(
        order_number=_span(values, "number"),
        order_kinds=values.get("kinds"),
        extensions=Extensions(values["extensions"]) if values.get("extensions") else None,
        service_kind=values.get("service") or None,
        recipient_sold=values.get("sold"),
        months_since_won=_span(values, "months"),
        client_tag=values.get("tag") or None,
        amount_minor=_span(values, "amount"),
        days_late=_span(values, "days_late"),
        campaign=None if start is None and end is None else Days(start, end),
        recipient_reminded=values.get("reminded"),
    )


def _span_values(name: str, span: Span | Days | None) -> dict[str, Any]:
    return {f"{name}_from": span.start if span else None, f"{name}_to": span.end if span else None}


def _span(values: Values, name: str) -> Span | None:
    start, end = values.get(f"{name}_from"), values.get(f"{name}_to")
    return None if start is None and end is None else Span(start, end)


def _limits_values(rule: Rule) -> dict[str, Any]:
    period, held = rule.per_period, rule.hold_back
    return {
        "minimum": rule.per_event.minimum_minor,
        "cap": rule.per_event.cap_minor,
        "every": period.every if period else None,
        "period_minimum": period.minimum_minor if period else None,
        "period_cap": period.cap_minor if period else None,
        "held_until": held.until if held else None,
        "held": held.share_ppm if held else None,
        "held_months": held.months if held else None,
    }


def _per_period(values: Values) -> PeriodLimits | None:
    if not values.get("every"):
        return None
    return PeriodLimits(Every(values["every"]), values.get("period_minimum"), values.get("period_cap"))


def _hold_back(values: Values) -> HoldBack | None:
    if not values.get("held_until"):
        return None
    return HoldBack(values.get("held") or 0, Release(values["held_until"]), values.get("held_months") or 0)
