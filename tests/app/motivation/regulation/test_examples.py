"""Worked examples: found for every sort of rule, and what they say is what the engine says of the whole scheme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.calc.scheme import EventKind, Rule, Scheme, SchemeVersion
from app.calc.worked import Worked
from app.motivation.regulation.examples import Example, example_of, left, pays_nothing, refunded
from app.motivation.regulation.story import COLLEAGUE, EARNER
from app.motivation.scheme_file import examine
from app.motivation.templates import TEMPLATES, Template, template_text

NEXT_MONTH = date(2026, 12, 1)
HEAD = """premia_scheme = 1
key = "own"
name = "Own"
[[version]]
valid_from = 2026-12-01
"""


def scheme_of(rules: str, terms: str = "") -> Scheme:
    """A scheme of these rules, without a finding."""
    file, findings = examine(f"{HEAD}{terms}\n{rules}")
    assert findings == ()
    return file.as_scheme(1)


def rule_text(key: str, event: str, pays: str, rate: str, *more: str) -> str:
    """A rule of a scheme file."""
    lines = (f'key = "{key}"', f'event = "{event}"', f"pays = {pays}", f"rate = {{ {rate} }}", *more)
    return "\n".join(("[[version.rule]]", *lines))


def example(scheme: Scheme, key: str, standing: tuple[Scheme, ...] = ()) -> Example | None:
    """The example of one rule of the newest version."""
    version = scheme.versions[-1]
    rule = next(rule for rule in version.rules if rule.key == key)
    return example_of(rule, version, scheme, standing, "UAH", 200_000)


def by_the_engine(found: Example, scheme: Scheme, version: SchemeVersion, rule: Rule) -> dict[str, int]:
    """What the engine says of the example's facts when all rules of the version stand."""
    whole = replace(scheme, versions=(replace(version, valid_from=date.min),))
    others = tuple(one for one in found.schemes if one.id != scheme.id)
    worked = Worked(found.facts, (whole, *others), found.through, bundled=False)
    path = f"{scheme.key}.{rule.key}"
    accruals = [worked.explainer.accrual(line) for line in worked.lines if line.catch.terms.path == path]
    return {one.key: one.amount_minor for one in accruals if one.person_id == found.person_id}


@pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])
def test_every_rule_of_a_template_has_an_example_of_the_engines_own(template: Template) -> None:
    scheme = examine(template_text(template, "Own", NEXT_MONTH))[0].as_scheme(1)
    version = scheme.versions[-1]
    for rule in version.rules:
        found = example(scheme, rule.key)
        assert found is not None
        assert found.total_minor > 0
        assert {one.key: one.amount_minor for one in found.accruals} == by_the_engine(found, scheme, version, rule)


CASES = {
    "tag": rule_text("r", "payment_received", '"selling"', "percent = 5", 'when = { tag = "key" }'),
    "complex": rule_text("r", "contract_signed", '"finding"', "fixed = 500", 'when = { service = "complex" }'),
    "fifth to ninth order": rule_text(
        "r",
        "payment_received",
        '"finding"',
        "percent = 3",
        'when = { order_number = { from = 5, to = 9 }, extensions = "none" }',
    ),
    "extension": rule_text(
        "r",
        "invoice_issued",
        '"upselling"',
        "percent = 3",
        'when = { order_kind = ["extension"] }',
    ),
    "month 13 to 24": rule_text(
        "r", "payment_received", '"finding"', "percent = 3", "when = { months_since_won = { from = 13, to = 24 } }"
    ),
    "first month": rule_text(
        "r",
        "work_accepted",
        '"accepting"',
        "percent = 3",
        "when = { months_since_won = { to = 1 } }",
    ),
    "late only": rule_text(
        "r",
        "payment_received",
        '"collecting"',
        "percent = 1",
        "when = { days_late = { from = 31 } }",
    ),
    "small only": rule_text(
        "r",
        "payment_received",
        '"selling"',
        "percent = 1",
        "when = { amount = { to = 5 } }",
    ),
    "huge only": rule_text(
        "r",
        "payment_received",
        '"selling"',
        "percent = 1",
        "when = { amount = { from = 90000000 } }",
    ),
    "past campaign": rule_text(
        "r",
        "payment_received",
        '"selling"',
        "percent = 1",
        "when = { campaign = { from = 2026-12-24, to = 2026-12-24 } }",
    ),
    "month's end in a campaign": rule_text(
        "r",
        "period_end",
        '{ pool = "everybody" }',
        "percent = 1",
        'measure = "firm_margin"',
        "when = { campaign = { from = 2027-02-15, to = 2027-03-05 } }",
    ),
    "own receipts": rule_text(
        "r",
        "period_end",
        '"each"',
        "percent = 1",
        'measure = "own_receipts"',
        'measured_by = "delivering"',
        "when = { amount = { from = 300000 } }",
    ),
    "finder sold": rule_text(
        "r",
        "payment_received",
        '"finding"',
        "percent = 1",
        'when = { recipient_sold = "yes" }',
    ),
    "finder did not": rule_text(
        "r",
        "payment_received",
        '"finding"',
        "percent = 1",
        'when = { recipient_sold = "no" }',
    ),
    "reminded": rule_text(
        "r",
        "payment_received",
        '"collecting"',
        "percent = 1",
        'when = { recipient_reminded = "yes" }',
    ),
    "gate": rule_text("r", "payment_received", '"delivering"', "percent = 1", "paid_and_accepted = true"),
    "full payment": rule_text("r", "payment_received", '"delivering"', "per_unit = 20", "full_payment = true"),
    "won by money": rule_text("r", "client_won", '"finding"', "fixed = 10", 'won_by = "money"'),
    "third anniversary": rule_text(
        "r", "client_anniversary", '"delivering"', "percent = 1", "when = { months_since_won = { from = 37 } }"
    ),
    "increase": rule_text("r", "contract_signed", '"selling"', "percent = 1", 'base = "increase"'),
    "margin of shares": rule_text(
        "r", "payment_received", '{ named = { "04" = 2, "05" = 1 } }', "percent = 1", 'base = "margin"'
    ),
    "minimum of the quarter": rule_text(
        "r", "payment_received", '"selling"', "percent = 0.01", 'per_period = { every = "quarter", minimum = 5000 }'
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_rule_with_conditions_has_an_example_that_meets_them(case: str) -> None:
    scheme = scheme_of(CASES[case])
    found = example(scheme, "r")
    assert found is not None
    assert found.total_minor > 0
    rule = scheme.versions[-1].rules[0]
    assert {one.key: one.amount_minor for one in found.accruals} == by_the_engine(
        found, scheme, scheme.versions[-1], rule
    )


def test_a_table_by_days_shows_both_what_is_in_time_and_what_is_late() -> None:
    late = "late = [{ up_to_days = 30, keep = 100 }, { keep = 50 }]"
    found = example(scheme_of(rule_text("r", "payment_received", '"selling"', "percent = 5", late)), "r")
    assert found is not None
    assert [one.amount_minor for one in found.accruals] == [5_000_00, 5_000_00, -2_500_00]


def test_what_is_held_back_is_released_within_the_example() -> None:
    held = 'hold_back = { percent = 20, until = "settled" }'
    found = example(scheme_of(rule_text("r", "payment_received", '"selling"', "percent = 5", held)), "r")
    assert found is not None
    kinds = [(one.kind.value, one.amount_minor) for one in found.accruals]
    assert kinds == [("accrual", 2_000_00), ("hold_back", -400_00), ("accrual", 3_000_00), ("release", 400_00)]


def test_a_list_by_order_number_shows_the_orders_on_which_the_rate_changes() -> None:
    rates = 'when = { extensions = "as_parent" }'
    found = example(scheme_of(rule_text("r", "payment_received", '"selling"', "by_order = [5, 5, 2]", rates)), "r")
    assert found is not None
    assert [one.rate_ppm for one in found.accruals] == [50_000, 50_000, 20_000]


def test_a_rate_for_extensions_is_shown_on_one() -> None:
    of = 'when = { extensions = "separate_rate" }\nextension_rate = { percent = 3 }'
    found = example(scheme_of(rule_text("r", "payment_received", '"selling"', "by_order = [10, 5]", of)), "r")
    assert found is not None
    kinds = [(dict(one.why.values)["order_kind"], one.rate_ppm) for one in found.accruals]
    assert sorted(kinds) == [("extension", 30_000), ("first", 100_000), ("repeat", 50_000)]


def test_a_head_is_paid_on_what_the_team_earns_and_a_head_of_the_head_on_that() -> None:
    sold = rule_text("sold", "payment_received", '"selling"', "percent = 10")
    head = rule_text(
        "head", "payment_received", '{ named = "04" }', "percent = 10",
        'override = { of = [{ rule = "sold" }], team = ["05"] }',
    )  # fmt: skip
    top = rule_text(
        "top", "payment_received", '{ named = "01" }', "percent = 50", 'override = { of = [{ rule = "head" }] }'
    )
    scheme = scheme_of(f"{sold}\n{head}\n{top}")
    amounts = {key: example(scheme, key) for key in ("sold", "head", "top")}
    assert {key: one and one.total_minor for key, one in amounts.items()} == {
        "sold": 10_000_00, "head": 1_000_00, "top": 500_00,
    }  # fmt: skip


def test_a_head_over_another_scheme_needs_that_scheme() -> None:
    other = replace(scheme_of(rule_text("sold", "payment_received", '"selling"', "percent = 10")), id=2, key="other")
    of = 'override = { of = [{ scheme = "other", rule = "sold" }] }'
    text = rule_text("head", "payment_received", '{ named = "04" }', "percent = 10", of)
    file, findings = examine(f"{HEAD}\n{text}")
    assert findings == ()
    scheme = file.as_scheme(1)
    found = example(scheme, "head", (other,))
    assert found is not None
    assert found.total_minor == 1_000_00
    assert example(scheme, "head") is None


def test_a_rule_that_pays_nothing_has_no_example() -> None:
    scheme = scheme_of(rule_text("r", "payment_received", '"selling"', "percent = 0"))
    assert example(scheme, "r") is None
    assert pays_nothing(scheme.versions[-1].rules[0])


def test_money_that_goes_back_takes_the_accrual_back() -> None:
    scheme = scheme_of(rule_text("r", "payment_received", '"selling"', "percent = 10"))
    rule, found = scheme.versions[-1].rules[0], example(scheme, "r")
    assert found is not None
    again = refunded(found, rule, scheme.key)
    assert again is not None
    assert [one.amount_minor for one in again.accruals] == [10_000_00, -5_000_00]
    signed = scheme_of(rule_text("r", "contract_signed", '"selling"', "percent = 10"))
    of_signing = example(signed, "r")
    assert of_signing is not None
    assert of_signing.story.event is EventKind.CONTRACT_SIGNED
    assert refunded(of_signing, signed.versions[-1].rules[0], signed.key) is None


@pytest.mark.parametrize(
    ("terms", "earner"),
    [
        ("", EARNER),
        ('terms = { leaving = "keep_months", leaving_months = 1 }', EARNER),
        ('terms = { leaving = "keep_months", leaving_months = 0 }', None),
        ('terms = { leaving = "new_holder" }', COLLEAGUE),
    ],
)
def test_who_earns_after_somebody_has_left(terms: str, earner: int | None) -> None:
    scheme = scheme_of(rule_text("r", "payment_received", '"collecting"', "percent = 1"), terms)
    version = scheme.versions[-1]
    found = example(scheme, "r")
    assert found is not None
    assert found.person_id == EARNER
    again = left(found, version.rules[0], version, scheme.key)
    assert (again and again.person_id) == earner
