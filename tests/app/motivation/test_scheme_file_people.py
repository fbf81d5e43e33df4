"""Whom a rule of a scheme file pays, and what belongs to a version or a rule beside the rate."""

from __future__ import annotations

from datetime import date

import pytest

from app.calc.facts import Function
from app.calc.scheme import (
    Conditions,
    Counter,
    Days,
    Each,
    EventKind,
    Every,
    Fading,
    HoldBack,
    Leaving,
    Limits,
    Member,
    Named,
    Override,
    Percent,
    PeriodLimits,
    PeriodMeasure,
    PerUnit,
    Pool,
    Recipient,
    Release,
    Rule,
    SchemeTerms,
    Source,
    Span,
    WonBy,
)
from app.calc.tables import Band, Measure, TierMode, Tiers
from app.motivation.scheme_file import examine, read_scheme
from tests.support.schemes import simple_file

EVERYTHING = """
premia_scheme = 1
key = "everything"
name = "Everything"

[[version]]
valid_from = 2026-01-01
terms = { silence_months = 12, leaving = "keep_months", leaving_months = 3, floor_negative = true }

[[version.rule]]
key = "paid"
event = "payment_received"
pays = { named = { "04" = "60 %", "05" = "40 %" } }
base = "increase"
won_by = "money"
rate = { start = 10, step = 1, floor = 5, by = "month" }
paid_and_accepted = true
per_event = { minimum = 100, cap = 500.50 }
per_period = { every = "quarter", cap = 50000 }
hold_back = { percent = 20, until = "months", months = 3 }

[version.rule.when]
months_since_won = { to = 24 }
tag = "retail"
amount = { from = 10000, to = 20000.99 }
days_late = { from = 0, to = 30 }
campaign = { from = 2026-03-01, to = 2026-05-31 }
recipient_reminded = "yes"

[[version.rule]]
key = "month"
event = "period_end"
pays = "each"
measure = "own_receipts"
measured_by = "delivering"
rate = { tiers = "whole", over = "quota", bands = [{ up_to = 99.5, percent = 1 }, { percent = 2 }] }

[[version.rule]]
key = "head"
pays = { named = "04" }
rate = { percent = 10 }
override = { of = [{ rule = "paid" }, { scheme = "*" }, {}], team = ["05"] }
"""


def test_everything_that_a_file_can_say() -> None:
    (version,) = read_scheme(EVERYTHING).versions
    paid, month, head = version.rules
    assert version.terms == SchemeTerms(12, Leaving.KEEP_MONTHS, 3, floor_negative=True)
    assert paid.recipient == Named((Member("04", 600_000), Member("05", 400_000)))
    assert paid.rate == Fading(100_000, 10_000, 50_000, Counter.MONTH)
    assert paid.when == Conditions(
        months_since_won=Span(None, 24),
        client_tag="retail",
        amount_minor=Span(1_000_000, 2_000_099),
        days_late=Span(0, 30),
        campaign=Days(date(2026, 3, 1), date(2026, 5, 31)),
        recipient_reminded=True,
    )
    assert (paid.won_by, paid.paid_and_accepted, paid.full_payment) == (WonBy.MONEY, True, False)
    assert (paid.per_event, paid.per_period) == (Limits(10_000, 50_050), PeriodLimits(Every.QUARTER, None, 5_000_000))
    assert paid.hold_back == HoldBack(200_000, Release.MONTHS, 3)
    assert (month.recipient, month.measure, month.measured_by) == (
        Each(),
        PeriodMeasure.OWN_RECEIPTS,
        Function.DELIVERING,
    )
    assert month.rate == Tiers(Measure.QUOTA, TierMode.WHOLE, (Band(995_000, 10_000), Band(None, 20_000)))
    assert head == Rule(
        "head",
        EventKind.PAYMENT_RECEIVED,
        Named((Member("04"),)),
        Percent(100_000),
        override=Override((Source("", "paid"), Source("*", "*"), Source("", "*")), ("05",)),
    )


def file(pays: str, rest: str = "") -> str:
    return simple_file(rest=rest).replace('pays = "finding"', f"pays = {pays}")


@pytest.mark.parametrize(
    ("pays", "recipient"),
    [
        ('{ named = "04" }', Named((Member("04"),))),
        ('{ named = ["04", "05"] }', Named((Member("04"), Member("05")))),
        ('{ named = { "04" = 2, "05" = 1 } }', Named((Member("04", 2), Member("05", 1)))),
        ('{ named = { "04" = "33.5%", "05" = "66,5 %" } }', Named((Member("04", 335_000), Member("05", 665_000)))),
        ('{ pool = "everybody" }', Pool()),
        ('{ pool = "04" }', Pool((Member("04"),))),
        ('{ pool = { "everybody" = 1 } }', Pool((Member("everybody"),))),
        ('"accepting"', Function.ACCEPTING),
    ],
)
def test_who_is_paid(pays: str, recipient: Recipient) -> None:
    assert read_scheme(file(pays)).versions[0].rules[0].recipient == recipient


@pytest.mark.parametrize(
    ("pays", "found"),
    [
        ('"sellers"', [("word_unknown", "pays")]),
        ("4", [("word_unknown", "pays")]),
        ("{ }", [("people_missing", "pays")]),
        ('{ person = "04" }', [("key_unknown", "pays.person"), ("people_missing", "pays")]),
        ('{ named = "04", pool = "everybody" }', [("people_several", "pays")]),
        ("{ named = {} }", [("list_empty", "pays.named")]),
        ("{ named = 4 }", [("value_type", "pays.named")]),
        ('{ named = { "04" = "half" } }', [("part_unreadable", "pays.named.04"), ("parts_wrong_sum", "pays.named")]),
        ('{ named = { "04" = 1.5 } }', [("part_unreadable", "pays.named.04")]),
        ('{ named = { "04" = "60 %", "05" = "30 %" } }', [("parts_wrong_sum", "pays.named")]),
        ('{ pool = { "04" = "60 %", "05" = 40 } }', [("parts_mixed", "pays.pool")]),
        ('{ pool = { "04" = 0 } }', [("share_not_positive", "pays.pool.04")]),
    ],
)
def test_who_cannot_be_read(pays: str, found: list[tuple[str, str]]) -> None:
    findings = examine(file(pays))[1]
    assert [(one.code, one.place.removeprefix("version[0].rule[0].")) for one in findings] == found


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("per_event = {}", ("limits_empty", "per_event")),
        ("per_period = { cap = 5 }", ("key_missing", "per_period.every")),
        ("hold_back = { percent = 20 }", ("key_missing", "hold_back.until")),
        ('full_payment = "yes"', ("value_type", "full_payment")),
        ("override = { team = ['04'] }", ("key_missing", "override.of")),
        ("when = { campaign = {} }", ("span_empty", "when.campaign")),
        ("when = { amount = { from = 1.005 } }", ("amount_fine", "when.amount.from")),
        ("when = { days_late = { from = -1 } }", ("number_range", "when.days_late.from")),
        ("when = { campaign = { to = 5 } }", ("value_type", "when.campaign.to")),
        ("when = { tag = ' ' }", ("text_empty", "when.tag")),
    ],
)
def test_what_cannot_be_read(rest: str, found: tuple[str, str]) -> None:
    (finding,) = examine(simple_file(rest=rest))[1]
    assert (finding.code, finding.place.removeprefix("version[0].rule[0].")) == found


def test_bounds_are_in_the_unit_of_their_table() -> None:
    bands = "bands = [{ up_to = 1.5, percent = 1 }, { percent = 2 }]"
    for over, code in (("quarter_count", "value_type"), ("days_late", "value_type")):
        text = simple_file(f"{{ tiers = 'whole', over = '{over}', {bands} }}")
        assert (code, "version[0].rule[0].rate.bands[0].up_to") in [(one.code, one.place) for one in examine(text)[1]]
    assert read_scheme(simple_file("{ per_unit = 15.50 }")).versions[0].rules[0].rate == PerUnit(1_550)


def test_how_long_a_leaver_keeps_must_be_said() -> None:
    text = simple_file().replace(
        "valid_from = 2024-01-01", "valid_from = 2024-01-01\nterms = { leaving = 'keep_months' }"
    )
    assert [(one.code, one.place) for one in examine(text)[1]] == [("key_missing", "version[0].terms.leaving_months")]


def test_sources_of_overrides_are_not_missed_while_their_rule_cannot_be_read() -> None:
    """The rule that the override names may be the one whose key is mistyped."""
    text = EVERYTHING.replace('key = "paid"', 'key = "Paid"')
    assert [(one.code, one.place) for one in examine(text)[1]] == [("key_form", "version[0].rule[0].key")]
    text = EVERYTHING.replace('rule = "paid"', 'rule = "pied"')
    assert [one.code for one in examine(text)[1]] == ["override_source_unknown"]
