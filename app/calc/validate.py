"""What is wrong with a scheme: every finding, with its path in the scheme file, never the first only (PRODUCT).

Codes and their values (ppm, minor units, ISO dates)::

    versions_empty, rules_empty         nothing there
    version_order                       after: not later than the version before it
    rule_key_duplicate                  key
    rate_out_of_range                   found_ppm: outside 0…100 %
    fixed_not_positive                  found_minor
    amount_too_large                    found_minor: beyond what the books can hold
    list_empty                          a list of rates, bands or order kinds without an entry
    fading_step_zero                    a rate that does not fade
    fading_floor_above_start            start_ppm, floor_ppm
    bound_not_positive                  found_minor: an upper bound at or below 0
    band_inverted                       from_minor, up_to_minor
    bands_unsorted                      up_to_minor, after_minor (the bound before it)
    band_gap, band_overlap              from_minor, after_minor (the bound before it; 0 before the first band)
    band_open_inside                    a band without a bound that is not the last
    last_band_closed                    up_to_minor: nothing is said of what lies above
    extensions_missing                  the rule reads order numbers and does not say what extensions earn (SEMANTICS 5)
    extension_rate_missing              separate_rate without a rate, and no other rule of the event pays extensions
    extension_rate_unused               a rate for extensions without separate_rate
    span_inverted                       start, end
    span_below_one                      found: order numbers begin at 1
    never_fires                         the conditions exclude one another
    base_unused                         a fixed sum reads no base
    late_without_due                    event: it has no days late
    late_days_negative                  found
    late_unsorted                       up_to_days, after
    late_open_inside                    a late band without days that is not the last
    late_last_closed                    up_to_days: nothing is said of later days
    late_keeps_more                     found_ppm, before_ppm: more is kept for coming later
    pay_after_negative                  found
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.calc.conditions import uses_order_number
from app.calc.scheme import (
    Base,
    ByOrder,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rate,
    Rule,
    Scheme,
    Span,
)
from app.calc.tables import Band, LateBand
from app.kernel.errors import Finding, Plain
from app.kernel.money import AMOUNT_LIMIT_MINOR, PPM

HAVE_DAYS_LATE = frozenset({EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED})
"""Events that know how late the money came."""


class _Report:
    """Collects findings under a path."""

    def __init__(self, found: list[Finding], path: str) -> None:
        self._found = found
        self._path = path

    def at(self, step: str) -> _Report:
        return _Report(self._found, f"{self._path}.{step}" if self._path else step)

    def say(self, code: str, place: str = "", **values: Plain) -> None:
        path = f"{self._path}.{place}" if self._path and place else self._path or place
        self._found.append(Finding(code, path, values))


def problems(scheme: Scheme) -> tuple[Finding, ...]:
    """Everything that is wrong with the scheme; nothing where it can be put in force."""
    found: list[Finding] = []
    report = _Report(found, "")
    if not scheme.versions:
        report.say("versions_empty", "version")
    for number, version in enumerate(scheme.versions):
        place = report.at(f"version[{number}]")
        if number and version.valid_from <= scheme.versions[number - 1].valid_from:
            place.say("version_order", "valid_from", after=scheme.versions[number - 1].valid_from.isoformat())
        if not version.rules:
            place.say("rules_empty", "rule")
        _rules(place, version.rules)
    return tuple(found)


def _rules(report: _Report, rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for number, rule in enumerate(rules):
        place = report.at(f"rule[{number}]")
        if rule.key in seen:
            place.say("rule_key_duplicate", "key", key=rule.key)
        seen.add(rule.key)
        _rule(place, rule)
        _extensions(place, rule, rules)


def _rule(report: _Report, rule: Rule) -> None:
    _rate(report.at("rate"), rule.rate)
    if isinstance(rule.rate, Fixed) and rule.base is not Base.NET:
        report.say("base_unused", "base")
    if rule.pay_after_months < 0:
        report.say("pay_after_negative", "pay_after_months", found=rule.pay_after_months)
    if rule.late and rule.event not in HAVE_DAYS_LATE:
        report.say("late_without_due", "late", event=rule.event.value)
    _late(report, rule.late)
    when = report.at("when")
    if rule.when.order_number is not None:
        _span(when, rule.when.order_number)
    if rule.when.order_kinds is not None and not rule.when.order_kinds:
        when.say("list_empty", "order_kind")
    elif _excluded(rule):
        report.say("never_fires", "when")


def _rate(report: _Report, rate: Rate) -> None:
    if isinstance(rate, Percent):
        _share(report, "percent", rate.rate_ppm)
    elif isinstance(rate, Fixed):
        if rate.amount_minor <= 0:
            report.say("fixed_not_positive", "fixed", found_minor=rate.amount_minor)
        _size(report, "fixed", rate.amount_minor)
    elif isinstance(rate, ByOrder):
        if not rate.rates_ppm:
            report.say("list_empty", "by_order")
        for number, rate_ppm in enumerate(rate.rates_ppm):
            _share(report, f"by_order[{number}]", rate_ppm)
    elif isinstance(rate, Fading):
        _fading(report, rate)
    else:
        _bands(report, rate.bands)


def _fading(report: _Report, rate: Fading) -> None:
    _share(report, "start", rate.start_ppm)
    _share(report, "step", rate.step_ppm)
    _share(report, "floor", rate.floor_ppm)
    if rate.step_ppm == 0:
        report.say("fading_step_zero", "step")
    if rate.floor_ppm > rate.start_ppm:
        report.say("fading_floor_above_start", "floor", start_ppm=rate.start_ppm, floor_ppm=rate.floor_ppm)


def _bands(report: _Report, bands: Sequence[Band]) -> None:
    """(from, to], the first from 0, no gap, no overlap, the last one open (SEMANTICS 4)."""
    if not bands:
        report.say("list_empty", "bands")
        return
    below: int | None = 0
    for number, band in enumerate(bands):
        place = report.at(f"bands[{number}]")
        _share(place, "percent", band.rate_ppm)
        _lower_bound(place, band, below)
        if band.up_to_minor is None:
            if number < len(bands) - 1:
                place.say("band_open_inside", "up_to")
        else:
            _upper_bound(place, band.up_to_minor, below, first=number == 0)
        below = band.up_to_minor
    if bands[-1].up_to_minor is not None:
        report.say("last_band_closed", f"bands[{len(bands) - 1}].up_to", up_to_minor=bands[-1].up_to_minor)


def _lower_bound(report: _Report, band: Band, below: int | None) -> None:
    start, end = band.from_minor, band.up_to_minor
    if start is None:
        return
    if end is not None and start >= end:
        report.say("band_inverted", from_minor=start, up_to_minor=end)
    elif below is not None and start != below:
        report.say("band_gap" if start > below else "band_overlap", "from", from_minor=start, after_minor=below)


def _upper_bound(report: _Report, up_to_minor: int, below: int | None, *, first: bool) -> None:
    _size(report, "up_to", up_to_minor)
    if up_to_minor <= 0:
        report.say("bound_not_positive", "up_to", found_minor=up_to_minor)
    elif not first and below is not None and up_to_minor <= below:
        report.say("bands_unsorted", "up_to", up_to_minor=up_to_minor, after_minor=below)


def _late(report: _Report, late: Sequence[LateBand]) -> None:
    for number, band in enumerate(late):
        place = report.at(f"late[{number}]")
        _share(place, "keep", band.kept_ppm)
        last = number == len(late) - 1
        if band.up_to_days is None and not last:
            place.say("late_open_inside", "up_to_days")
        if band.up_to_days is not None and last:
            place.say("late_last_closed", "up_to_days", up_to_days=band.up_to_days)
        if band.up_to_days is not None and band.up_to_days < 0:
            place.say("late_days_negative", "up_to_days", found=band.up_to_days)
    for number, (earlier, later) in enumerate(pairwise(late), start=1):
        place = report.at(f"late[{number}]")
        if earlier.up_to_days is not None and later.up_to_days is not None and later.up_to_days <= earlier.up_to_days:
            place.say("late_unsorted", "up_to_days", up_to_days=later.up_to_days, after=earlier.up_to_days)
        if later.kept_ppm > earlier.kept_ppm:
            place.say("late_keeps_more", "keep", found_ppm=later.kept_ppm, before_ppm=earlier.kept_ppm)


def _span(report: _Report, span: Span) -> None:
    for place, bound in (("order_number.from", span.start), ("order_number.to", span.end)):
        if bound is not None and bound < 1:
            report.say("span_below_one", place, found=bound)
    if span.start is not None and span.end is not None and span.start > span.end:
        report.say("span_inverted", "order_number", start=span.start, end=span.end)


def _extensions(report: _Report, rule: Rule, rules: Sequence[Rule]) -> None:
    said = rule.when.extensions
    if said is None and uses_order_number(rule):
        report.say("extensions_missing", "when.extensions")
    if rule.extension_rate is not None:
        _rate(report.at("extension_rate"), rule.extension_rate)
        if said is not Extensions.SEPARATE_RATE:
            report.say("extension_rate_unused", "extension_rate")
    elif said is Extensions.SEPARATE_RATE:
        others = (other for other in rules if other is not rule and other.event is rule.event)
        if not any(_pays_extensions(other) for other in others):
            report.say("extension_rate_missing", "extension_rate")


def _pays_extensions(rule: Rule) -> bool:
    when = rule.when
    if when.order_kinds is not None and OrderKind.EXTENSION not in when.order_kinds:
        return False
    return when.extensions in {None, Extensions.AS_PARENT} or rule.extension_rate is not None


def _excluded(rule: Rule) -> bool:
    """Whether no order can meet the conditions."""
    kinds = set(OrderKind) if rule.when.order_kinds is None else set(rule.when.order_kinds)
    if rule.when.extensions is Extensions.NONE or rule.event is EventKind.CLIENT_WON:
        kinds.discard(OrderKind.EXTENSION)
    span = rule.when.order_number
    if span is not None and not span.holds(1):
        kinds.discard(OrderKind.FIRST)
    if span is not None and span.end is not None and span.end <= 1:
        kinds.discard(OrderKind.REPEAT)
    return not kinds


def _share(report: _Report, place: str, rate_ppm: int) -> None:
    if not 0 <= rate_ppm <= PPM:
        report.say("rate_out_of_range", place, found_ppm=rate_ppm)


def _size(report: _Report, place: str, amount_minor: int) -> None:
    if abs(amount_minor) >= AMOUNT_LIMIT_MINOR:
        report.say("amount_too_large", place, found_minor=amount_minor)
