"""A scheme as the TOML text that ``scheme_file`` reads back to the same scheme, always written the same way.

What has its usual value is left out; conditions and rates stand on one line each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Counter,
    Days,
    Deciding,
    Each,
    EventKind,
    Fading,
    Fixed,
    HoldBack,
    Leaving,
    Limits,
    Member,
    OrderKind,
    Override,
    Percent,
    PeriodLimits,
    PerUnit,
    Pool,
    Rate,
    Recipient,
    Rule,
    Scheme,
    SchemeTerms,
    SchemeVersion,
    Source,
    Span,
    WonBy,
)
from app.calc.tables import COUNTS, Band, Measure, Tiers
from app.kernel.money import PPM
from app.motivation.read_people import EVERYBODY
from app.motivation.scheme_file import FORMAT

_WHOLE = COUNTS | {Measure.DAYS_LATE}
"""Measures whose bounds are plain numbers."""


def scheme_text(scheme: Scheme) -> str:
    """The scheme with all its versions."""
    lines = [f"premia_scheme = {FORMAT}", f"key = {_text(scheme.key)}", f"name = {_text(scheme.name)}"]
    for version in scheme.versions:
        lines += _version(version)
    return "\n".join(lines) + "\n"


def _version(version: SchemeVersion) -> Iterator[str]:
    yield from ("", "[[version]]", f"valid_from = {version.valid_from.isoformat()}")
    if version.terms != SchemeTerms():
        yield f"terms = {_table(_terms(version.terms))}"
    for rule in version.rules:
        yield from _rule(rule)


def _terms(terms: SchemeTerms) -> Iterator[str]:
    if terms.silence_months is not None:
        yield f"silence_months = {terms.silence_months}"
    if terms.leaving is not Leaving.KEEP:
        yield f'leaving = "{terms.leaving}"'
    if terms.leaving_months or terms.leaving is Leaving.KEEP_MONTHS:
        yield f"leaving_months = {terms.leaving_months}"
    if terms.floor_negative:
        yield "floor_negative = true"


def _rule(rule: Rule) -> Iterator[str]:
    yield from ("", "[[version.rule]]", f"key = {_text(rule.key)}")
    if rule.override is None or rule.event is not EventKind.PAYMENT_RECEIVED:
        yield f'event = "{rule.event}"'
    yield f"pays = {_recipient(rule.recipient)}"
    if rule.override is not None:
        yield f"override = {_table(_override(rule.override))}"
    if rule.when != Conditions():
        yield f"when = {_table(_conditions(rule.when))}"
    yield from _of_the_event(rule)
    yield f"rate = {_table(_rate(rule.rate))}"
    if rule.extension_rate is not None:
        yield f"extension_rate = {_table(_rate(rule.extension_rate))}"
    yield from _around_the_rate(rule)


def _of_the_event(rule: Rule) -> Iterator[str]:
    """What is counted, and when it counts."""
    if rule.won_by is not WonBy.CONTRACT:
        yield f'won_by = "{rule.won_by}"'
    if rule.full_payment:
        yield "full_payment = true"
    if rule.paid_and_accepted:
        yield "paid_and_accepted = true"
    if rule.measure is not None:
        yield f'measure = "{rule.measure}"'
    if rule.measured_by is not Function.SELLING:
        yield f'measured_by = "{rule.measured_by}"'
    if rule.base is not Base.NET:
        yield f'base = "{rule.base}"'


def _around_the_rate(rule: Rule) -> Iterator[str]:
    """What lowers, limits or puts off."""
    if rule.late:
        bands = (
            _table(
                ([] if band.up_to_days is None else [f"up_to_days = {band.up_to_days}"])
                + [f"keep = {_percent(band.kept_ppm)}"]
            )
            for band in rule.late
        )
        yield f"late = [{', '.join(bands)}]"
    if rule.per_event != Limits():
        yield f"per_event = {_table(_limits(rule.per_event))}"
    if rule.per_period is not None:
        every = f'every = "{rule.per_period.every}"'
        yield f"per_period = {_table([every, *_limits(rule.per_period)])}"
    if rule.hold_back is not None:
        yield f"hold_back = {_table(_hold_back(rule.hold_back))}"
    if rule.deciding is not Deciding.EVENT:
        yield f'deciding = "{rule.deciding}"'
    if rule.pay_after_months:
        yield f"pay_after_months = {rule.pay_after_months}"


def _recipient(recipient: Recipient) -> str:
    if isinstance(recipient, Function):
        return f'"{recipient}"'
    if isinstance(recipient, Each):
        return '"each"'
    kind = "pool" if isinstance(recipient, Pool) else "named"
    members = _text(EVERYBODY) if recipient == Pool() else _members(recipient.members)
    return f"{{ {kind} = {members} }}"


def _members(members: Sequence[Member]) -> str:
    if all(member.weight == 1 for member in members) and members:
        numbers = [_text(member.staff_no) for member in members]
        return f"[{', '.join(numbers)}]" if len(members) > 1 or members[0].staff_no == EVERYBODY else numbers[0]
    if sum(member.weight for member in members) == PPM:
        return _table([f'{_text(member.staff_no)} = "{_percent(member.weight)} %"' for member in members])
    return _table([f"{_text(member.staff_no)} = {member.weight}" for member in members])


def _override(override: Override) -> Iterator[str]:
    yield f"of = [{', '.join(_table(_source(source)) for source in override.sources)}]"
    if override.team:
        yield f"team = [{', '.join(map(_text, override.team))}]"


def _source(source: Source) -> Iterator[str]:
    if source.scheme_key:
        yield f"scheme = {_text(source.scheme_key)}"
    if source.rule_key != "*" or not source.scheme_key:
        yield f"rule = {_text(source.rule_key)}"


def _limits(limits: Limits | PeriodLimits) -> Iterator[str]:
    if limits.minimum_minor is not None:
        yield f"minimum = {_amount(limits.minimum_minor)}"
    if limits.cap_minor is not None:
        yield f"cap = {_amount(limits.cap_minor)}"


def _hold_back(held: HoldBack) -> Iterator[str]:
    yield from (f"percent = {_percent(held.share_ppm)}", f'until = "{held.until}"')
    if held.months:
        yield f"months = {held.months}"


def _conditions(when: Conditions) -> Iterator[str]:
    if when.order_number is not None:
        yield f"order_number = {_table(_span(when.order_number))}"
    if when.extensions is not None:
        yield f'extensions = "{when.extensions}"'
    if when.order_kinds is not None:
        kinds = (f'"{kind}"' for kind in OrderKind if kind in when.order_kinds)
        yield f"order_kind = [{', '.join(kinds)}]"
    if when.service_kind is not None:
        yield f"service = {_text(when.service_kind)}"
    if when.client_tag is not None:
        yield f"tag = {_text(when.client_tag)}"
    yield from _conditions_of_the_event(when)


def _conditions_of_the_event(when: Conditions) -> Iterator[str]:
    if when.months_since_won is not None:
        yield f"months_since_won = {_table(_span(when.months_since_won))}"
    if when.amount_minor is not None:
        yield f"amount = {_table(_span(when.amount_minor, _amount))}"
    if when.days_late is not None:
        yield f"days_late = {_table(_span(when.days_late))}"
    if when.campaign is not None:
        yield f"campaign = {_table(_days(when.campaign))}"
    for key, asked in (("recipient_sold", when.recipient_sold), ("recipient_reminded", when.recipient_reminded)):
        if asked is not None:
            yield f'{key} = "{"yes" if asked else "no"}"'


def _span(span: Span, unit: Callable[[int], str] = str) -> Iterator[str]:
    if span.start is not None:
        yield f"from = {unit(span.start)}"
    if span.end is not None:
        yield f"to = {unit(span.end)}"


def _days(days: Days) -> Iterator[str]:
    if days.start is not None:
        yield f"from = {days.start.isoformat()}"
    if days.end is not None:
        yield f"to = {days.end.isoformat()}"


def _rate(rate: Rate) -> Iterator[str]:
    match rate:
        case Percent(rate_ppm):
            yield f"percent = {_percent(rate_ppm)}"
        case Fixed(amount_minor):
            yield f"fixed = {_amount(amount_minor)}"
        case PerUnit(amount_minor):
            yield f"per_unit = {_amount(amount_minor)}"
        case ByOrder(rates_ppm, counter):
            yield f"by_{counter} = [{', '.join(map(_percent, rates_ppm))}]"
        case Fading(start_ppm, step_ppm, floor_ppm, counter):
            yield from (f"start = {_percent(start_ppm)}", f"step = {_percent(step_ppm)}")
            yield f"floor = {_percent(floor_ppm)}"
            if counter is not Counter.ORDER:
                yield f'by = "{counter}"'
        case Tiers(measure, mode, bands):
            yield from (f'tiers = "{mode}"', f'over = "{measure}"')
            yield f"bands = [{', '.join(_table(_band(band, measure)) for band in bands)}]"


def _band(band: Band, measure: Measure) -> Iterator[str]:
    if band.from_minor is not None:
        yield f"from = {_bound(band.from_minor, measure)}"
    if band.up_to_minor is not None:
        yield f"up_to = {_bound(band.up_to_minor, measure)}"
    if band.premium_minor is not None:
        yield f"premium = {_amount(band.premium_minor)}"
    if band.rate_ppm or band.premium_minor is None:
        yield f"percent = {_percent(band.rate_ppm)}"


def _bound(bound: int, measure: Measure) -> str:
    """A bound in the unit of the measure."""
    if measure in _WHOLE:
        return str(bound)
    return _percent(bound) if measure is Measure.QUOTA else _amount(bound)


def _table(pairs: Iterator[str] | list[str]) -> str:
    return "{ " + ", ".join(pairs) + " }"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _percent(rate_ppm: int) -> str:
    """Four decimals at most: 25000 ppm → 2.5."""
    return _decimal(rate_ppm, 4).rstrip("0").rstrip(".")


def _amount(amount_minor: int) -> str:
    return _decimal(amount_minor, 2)


def _decimal(number: int, decimals: int) -> str:
    whole, rest = divmod(abs(number), 10**decimals)
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{decimals}d}"
