"""What is wrong with a scheme: every finding, with its path in the scheme file, never the first only (PRODUCT).

The codes and their values (ppm, minor units, ISO dates) stand at the heads of the parts: ``validate_rates``,
``validate_conditions``, ``validate_events``, ``validate_people``, ``validate_limits``, ``validate_overrides``. And::

    versions_empty, rules_empty         nothing there
    version_order                       after: not later than the version before it
    rule_key_duplicate                  key
    silence_not_positive                found: months without a sign of life
    leaving_months_negative             found
    leaving_months_unused               months, and not "keep_months"
"""

from __future__ import annotations

from collections.abc import Sequence

from app.calc.scheme import Leaving, Rule, Scheme, SchemeTerms, SchemeVersion
from app.calc.validate_conditions import check_conditions
from app.calc.validate_events import check_event
from app.calc.validate_limits import check_hold_back, check_limits
from app.calc.validate_overrides import check_other_schemes, check_override, check_sources
from app.calc.validate_people import check_recipient
from app.calc.validate_rates import check_rate
from app.calc.validate_report import Report
from app.kernel.errors import Finding


def problems(scheme: Scheme) -> tuple[Finding, ...]:
    """Everything that is wrong with the scheme; nothing where it can be put in force."""
    found: list[Finding] = []
    report = Report(found)
    if not scheme.versions:
        report.say("versions_empty", "version")
    for number, version in enumerate(scheme.versions):
        place = report.at(f"version[{number}]")
        if number and version.valid_from <= scheme.versions[number - 1].valid_from:
            place.say("version_order", "valid_from", after=scheme.versions[number - 1].valid_from.isoformat())
        if not version.rules:
            place.say("rules_empty", "rule")
        _terms(place.at("terms"), version.terms)
        _rules(place, version, first=number == 0)
    check_sources(report, scheme)
    return tuple(found)


def problems_together(schemes: Sequence[Scheme]) -> tuple[Finding, ...]:
    """What is wrong with schemes that stand in force together; of each alone ``problems`` speaks.

    Paths begin with the key of the scheme: ``sales: version[0].rule[1].override.of``.
    """
    found: list[Finding] = []
    check_other_schemes(Report(found), schemes)
    return tuple(found)


def _terms(report: Report, terms: SchemeTerms) -> None:
    if terms.silence_months is not None and terms.silence_months < 1:
        report.say("silence_not_positive", "silence_months", found=terms.silence_months)
    if terms.leaving_months < 0:
        report.say("leaving_months_negative", "leaving_months", found=terms.leaving_months)
    elif terms.leaving_months and terms.leaving is not Leaving.KEEP_MONTHS:
        report.say("leaving_months_unused", "leaving_months")


def _rules(report: Report, version: SchemeVersion, *, first: bool) -> None:
    seen: set[str] = set()
    for number, rule in enumerate(version.rules):
        place = report.at(f"rule[{number}]")
        if rule.key in seen:
            place.say("rule_key_duplicate", "key", key=rule.key)
        seen.add(rule.key)
        _rule(place, rule)
        check_conditions(place, rule, version, first=first)


def _rule(report: Report, rule: Rule) -> None:
    check_recipient(report, rule)
    check_rate(report.at("rate"), rule.rate)
    check_event(report, rule)
    check_limits(report, rule)
    check_hold_back(report, rule)
    check_override(report, rule)
