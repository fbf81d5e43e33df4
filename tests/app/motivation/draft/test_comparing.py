"""Two versions of a scheme, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.calc.facts import Function
from app.calc.scheme import EventKind, Percent, Rule, SchemeTerms, SchemeVersion
from app.motivation.draft.comparing import Kind, compared


def version(*rules: Rule, terms: SchemeTerms | None = None) -> SchemeVersion:
    return SchemeVersion(1, date(2026, 12, 1), rules, terms or SchemeTerms())


def rule(key: str, rate_ppm: int = 10_000) -> Rule:
    return Rule(key, EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(rate_ppm))


def test_rules_that_came_went_and_changed_stand_where_people_look_for_them() -> None:
    dearer = replace(rule("b", 20_000), when=replace(rule("b").when, client_tag="key"))
    found = compared(version(rule("a"), rule("b"), rule("c")), version(rule("b"), rule("d"), rule("a")))
    assert [(line.kind, line.key) for line in found.lines] == [
        (Kind.SAME, "b"),
        (Kind.REMOVED, "c"),
        (Kind.ADDED, "d"),
        (Kind.SAME, "a"),
    ]
    (line,) = compared(version(rule("b")), version(dearer)).lines
    assert (line.kind, line.parts, line.before, line.after) == (
        Kind.CHANGED,
        ("rate", "client_tag"),
        rule("b"),
        dearer,
    )


def test_a_rule_that_stood_first_and_went_stands_first() -> None:
    found = compared(version(rule("a"), rule("b")), version(rule("b")))
    assert [line.key for line in found.lines] == ["a", "b"]


def test_what_holds_for_the_version_counts_too() -> None:
    assert compared(version(), version(terms=SchemeTerms(silence_months=12))).terms_differ
    assert not compared(version(), version()).terms_differ
