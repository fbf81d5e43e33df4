"""What is wrong with the conditions of a rule: spans, extensions, and conditions that no event can meet.

Codes and their values::

    span_inverted                       start, end (``_minor`` for amounts)
    span_below_one                      found: order numbers begin at 1
    months_below_one                    found: months since a client was won begin at 1
    late_days_negative                  found
    days_inverted                       start, end (ISO dates): a campaign that ends before it begins
    amount_too_large                    found_minor
    list_empty                          no order kind is named
    condition_foreign                   event: an event of this sort never has what the condition asks for
    extensions_missing                  the rule reads order numbers and does not say what extensions earn (SEMANTICS 5)
    extension_rate_missing              separate_rate without a rate, and no other rule of the event pays extensions
    extension_rate_unused               a rate for extensions without separate_rate
    extension_measure                   both rates are tables over a measure of the recipient, but not the same one
    never_fires                         the conditions exclude one another, or the event, or the version
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.calc.conditions import uses_order_number
from app.calc.facts import Function
from app.calc.scheme import (
    Conditions,
    Deciding,
    EventKind,
    Extensions,
    Leaving,
    OrderKind,
    Rate,
    Rule,
    SchemeVersion,
    Span,
)
from app.calc.tables import PERSONAL, Tiers
from app.calc.validate_rates import check_rate
from app.calc.validate_report import Report, check_size

HAVE_DAYS_LATE = frozenset({EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED})
"""Events that know how late the money came, and so who had reminded of it."""
_MONEY = ("days_late", "recipient_reminded")
_NUMBERS = ("order_number", "order_kind", "extensions")
_ORDERS = ("service", "tag", "months_since_won", "recipient_sold")
_FIRST_ANNIVERSARY = 13
"""A client's first anniversary falls into the 13th month since it was won."""


def check_conditions(report: Report, rule: Rule, version: SchemeVersion, *, first: bool) -> None:
    """The conditions by themselves, against the event, and against one another; ``first``: of the first version."""
    when = report.at("when")
    spans_hold = _spans(when, rule.when)
    if rule.override is None:
        _foreign(when, rule)
    if rule.when.order_kinds is not None and not rule.when.order_kinds:
        when.say("list_empty", "order_kind")
    elif spans_hold and _excluded(rule, version, first=first):
        when.say("never_fires")
    _extensions(report, rule, version.rules)


def _spans(report: Report, when: Conditions) -> bool:
    """Whether a span that runs backwards is not the reason why nothing fires."""
    found = [
        _whole_span(report, "order_number", when.order_number, ("span_below_one", 1)),
        _whole_span(report, "months_since_won", when.months_since_won, ("months_below_one", 1)),
        _whole_span(report, "days_late", when.days_late, ("late_days_negative", 0)),
    ]
    amount, days = when.amount_minor, when.campaign
    if amount is not None:
        for place, bound in (("amount.from", amount.start), ("amount.to", amount.end)):
            if bound is not None:
                check_size(report, place, bound)
        if _backwards(amount):
            report.say("span_inverted", "amount", start_minor=amount.start, end_minor=amount.end)
            found.append(False)
    if days is not None and days.start is not None and days.end is not None and days.start > days.end:
        report.say("days_inverted", "campaign", start=days.start.isoformat(), end=days.end.isoformat())
        found.append(False)
    return all(found)


def _whole_span(report: Report, name: str, span: Span | None, lowest: tuple[str, int]) -> bool:
    if span is None:
        return True
    code, least = lowest
    for place, bound in ((f"{name}.from", span.start), (f"{name}.to", span.end)):
        if bound is not None and bound < least:
            report.say(code, place, found=bound)
    if _backwards(span):
        report.say("span_inverted", name, start=span.start, end=span.end)
        return False
    return True


def _backwards(span: Span) -> bool:
    return span.start is not None and span.end is not None and span.start > span.end


def _foreign(report: Report, rule: Rule) -> None:
    """Conditions that no event of the rule can ever have an answer to."""
    asked = {
        "order_number": rule.when.order_number,
        "order_kind": rule.when.order_kinds,
        "extensions": rule.when.extensions,
        "service": rule.when.service_kind,
        "tag": rule.when.client_tag,
        "months_since_won": rule.when.months_since_won,
        "recipient_sold": rule.when.recipient_sold,
        "days_late": rule.when.days_late,
        "recipient_reminded": rule.when.recipient_reminded,
    }
    strange: tuple[str, ...] = () if rule.event in HAVE_DAYS_LATE else _MONEY
    if rule.event is EventKind.PERIOD_END:
        strange += _NUMBERS + _ORDERS
    elif rule.event is EventKind.CLIENT_ANNIVERSARY:
        strange += _NUMBERS
    for name, condition in asked.items():
        if condition is not None and name in strange:
            report.say("condition_foreign", name, event=rule.event.value)


def _extensions(report: Report, rule: Rule, rules: Sequence[Rule]) -> None:
    said = rule.when.extensions
    if said is None and uses_order_number(rule):
        report.say("extensions_missing", "when.extensions")
    if rule.extension_rate is not None:
        check_rate(report.at("extension_rate"), rule.extension_rate)
        if said is not Extensions.SEPARATE_RATE:
            report.say("extension_rate_unused", "extension_rate")
        if _two_measures(rule.rate, rule.extension_rate):
            report.say("extension_measure", "extension_rate.over")
    elif said is Extensions.SEPARATE_RATE:
        others = (other for other in rules if other is not rule and other.event is rule.event)
        if not any(_pays_extensions(other) for other in others):
            report.say("extension_rate_missing", "extension_rate")


def _two_measures(*rates: Rate) -> bool:
    """A rule keeps one running figure for each person, and takes back within that figure's period (SEMANTICS 3)."""
    return len({rate.measure for rate in rates if isinstance(rate, Tiers) and rate.measure in PERSONAL}) > 1


def _pays_extensions(rule: Rule) -> bool:
    when = rule.when
    if when.order_kinds is not None and OrderKind.EXTENSION not in when.order_kinds:
        return False
    return when.extensions in {None, Extensions.AS_PARENT} or rule.extension_rate is not None


def _excluded(rule: Rule, version: SchemeVersion, *, first: bool) -> bool:
    """Whether no event can meet the conditions."""
    return (
        not _kinds(rule)
        or _out_of_months(rule)
        or _campaign_over(rule, None if first else version.valid_from)
        or _sellers_who_did_not_sell(rule, version)
    )


def _sellers_who_did_not_sell(rule: Rule, version: SchemeVersion) -> bool:
    """Only a new holder in a leaver's place holds selling and has not sold."""
    asked = rule.override is None and rule.when.recipient_sold is False
    return asked and rule.recipient is Function.SELLING and version.terms.leaving is not Leaving.NEW_HOLDER


def _kinds(rule: Rule) -> set[OrderKind]:
    """The kinds of orders that the rule can catch."""
    when = rule.when
    kinds = set(OrderKind) if when.order_kinds is None else set(when.order_kinds)
    wins = rule.event is EventKind.CLIENT_WON and rule.override is None
    if wins or when.extensions is Extensions.NONE:
        kinds.discard(OrderKind.EXTENSION)
    if when.extensions is Extensions.SEPARATE_RATE and rule.extension_rate is None:
        kinds.discard(OrderKind.EXTENSION)
    span = when.order_number
    if span is not None and not span.holds(1):
        kinds.discard(OrderKind.FIRST)
    if span is not None and span.end is not None and span.end <= 1:
        kinds.discard(OrderKind.REPEAT)
    return kinds


def _out_of_months(rule: Rule) -> bool:
    """A client is won in its first month, and a year old in its thirteenth."""
    span = rule.when.months_since_won
    if span is None or rule.override is not None:
        return False
    if rule.event is EventKind.CLIENT_WON:
        return not span.holds(1)
    return rule.event is EventKind.CLIENT_ANNIVERSARY and span.end is not None and span.end < _FIRST_ANNIVERSARY


def _campaign_over(rule: Rule, valid_from: date | None) -> bool:
    """Whether the campaign has ended before the version begins that the event's date would have to choose."""
    campaign = rule.when.campaign
    if campaign is None or campaign.end is None or valid_from is None or rule.deciding is not Deciding.EVENT:
        return False
    return campaign.end < valid_from
