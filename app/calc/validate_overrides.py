"""What is wrong with overrides: by themselves, and among the rules of one or of all schemes.

Codes and their values::

    list_empty                          no rule is named that the override is paid on
    member_twice                        staff_no
    override_not_percent                an override is a percentage of other people's lines
    override_recipient                  named people or a function, never a pool or everybody
    override_foreign                    key: it belongs to events, and an override has none of its own
    override_source_unknown             scheme, rule: there is no such rule
    override_scheme_unknown             scheme
    override_circle                     rules: overrides that are paid on one another
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.calc.facts import Function
from app.calc.scheme import Base, Deciding, Limits, Named, Override, Percent, Rule, Scheme, Source
from app.calc.validate_report import Report
from app.kernel.ids import natural_key

ALL = "*"


class _Place(NamedTuple):
    """An override: its scheme and rule, and where it stands."""

    scheme_key: str
    rule_key: str
    path: str
    override: Override

    @property
    def name(self) -> str:
        return f"{self.scheme_key}.{self.rule_key}"


def check_override(report: Report, rule: Rule) -> None:
    """What an override may say, and what belongs to other rules only."""
    override = rule.override
    if override is None:
        return
    if not isinstance(rule.rate, Percent):
        report.say("override_not_percent", "rate")
    if not isinstance(rule.recipient, (Named, Function)):
        report.say("override_recipient", "pays")
    for key in _foreign(rule):
        report.say("override_foreign", key, key=key)
    if not override.sources:
        report.say("list_empty", "override.of")
    numbers = [natural_key(staff_no) for staff_no in override.team]
    for number, staff_no in enumerate(override.team):
        if numbers[number] in numbers[:number]:
            report.say("member_twice", f"override.team[{number}]", staff_no=staff_no)


def _foreign(rule: Rule) -> Iterator[str]:
    said = {
        "base": rule.base is not Base.NET,
        "measure": rule.measure is not None,
        "extension_rate": rule.extension_rate is not None,
        "late": bool(rule.late),
        "full_payment": rule.full_payment,
        "paid_and_accepted": rule.paid_and_accepted,
        "per_event": rule.per_event != Limits(),
        "deciding": rule.deciding is not Deciding.EVENT,
    }
    return (key for key, is_said in said.items() if is_said)


def check_sources(report: Report, scheme: Scheme) -> None:
    """Sources within the scheme that nobody knows, and circles among its overrides."""
    places = list(_places(scheme))
    rules = {scheme.key: _rule_keys(scheme)}
    for place in places:
        for number, source in enumerate(place.override.sources):
            if source.scheme_key in {"", scheme.key}:
                _known(report, place, number, rules)
    for place, circle in _circles(places):
        report.say("override_circle", f"{place.path}.override.of", rules=circle)


def check_other_schemes(report: Report, schemes: Sequence[Scheme]) -> None:
    """Sources in other schemes that nobody knows, and circles that go through several schemes.

    Paths begin with the key of the scheme: ``sales: version[0].rule[1].override.of``.
    """
    places = [place for scheme in schemes for place in _places(scheme, f"{scheme.key}: ")]
    rules = {scheme.key: _rule_keys(scheme) for scheme in schemes}
    for place in places:
        for number, source in enumerate(place.override.sources):
            if source.scheme_key not in {"", ALL, place.scheme_key}:
                _known(report, place, number, rules)
    for place, circle in _circles(places):
        if len({name.partition(".")[0] for name in circle.split(" → ")}) > 1:
            report.say("override_circle", f"{place.path}.override.of", rules=circle)


def _places(scheme: Scheme, before: str = "") -> Iterator[_Place]:
    for number, version in enumerate(scheme.versions):
        for index, rule in enumerate(version.rules):
            if rule.override is not None:
                path = f"{before}version[{number}].rule[{index}]"
                yield _Place(scheme.key, rule.key, path, rule.override)


def _rule_keys(scheme: Scheme) -> frozenset[str]:
    return frozenset(rule.key for version in scheme.versions for rule in version.rules)


def _known(report: Report, place: _Place, number: int, rules: Mapping[str, frozenset[str]]) -> None:
    source = place.override.sources[number]
    scheme_key = source.scheme_key or place.scheme_key
    at = report.at(f"{place.path}.override.of[{number}]")
    if scheme_key not in rules:
        at.say("override_scheme_unknown", "scheme", scheme=scheme_key)
    elif source.rule_key not in {ALL, *rules[scheme_key]}:
        at.say("override_source_unknown", "rule", scheme=scheme_key, rule=source.rule_key)


def _circles(places: Sequence[_Place]) -> Iterator[tuple[_Place, str]]:
    """Every override from which a way leads back to itself, with that way. All versions count together."""
    names = {place.name for place in places}
    below: dict[str, set[str]] = {name: set() for name in names}
    for place in places:
        for source in place.override.sources:
            below[place.name] |= {name for name in names if _means(source, place.scheme_key, name)}
    told: set[str] = set()
    for place in places:
        way = _way_back(place.name, below)
        if way and place.name not in told:
            told.add(place.name)
            yield place, " → ".join(way)


def _means(source: Source, own_key: str, name: str) -> bool:
    """Whether the source names that override; a star never does."""
    scheme_key, _, rule_key = name.partition(".")
    return source.rule_key == rule_key and source.scheme_key in {ALL, scheme_key, "" if own_key == scheme_key else ALL}


def _way_back(start: str, below: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The shortest way from ``start`` to itself; empty where there is none."""
    ways: deque[tuple[str, ...]] = deque((start, name) for name in sorted(below[start]))
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways.extend((*way, name) for name in sorted(below[way[-1]]))
    return ()
