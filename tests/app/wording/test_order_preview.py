"""The sentences of an order's preview: what is assumed, what a line is with and without the order, who gets nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from app.calc.facts import Function, RateFact
from app.calc.nothing import Nothing
from app.contracts.model import RolePart
from app.i18n.words import LANGUAGES, Words
from app.kernel.period import Month
from app.wording.order_preview import (
    before_books_sentence,
    closed_sentence,
    course_sentence,
    horizon_sentence,
    line_sentence,
    line_title,
    unpaid_sentence,
)
from tests.app.motivation.test_order_preview import HEADS, MARGINAL, scheme
from tests.support.promised import Promised

EN = Words.of("en")
INVOICED, PAID, ACCEPTED = date(2024, 3, 15), date(2024, 3, 29), date(2024, 4, 2)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_course_is_said_with_its_days_and_no_others(language: str) -> None:
    words = Words.of(language)
    shapes = set(product((INVOICED, None), (PAID, None), (ACCEPTED, None))) - {
        (INVOICED, None, None),
        (INVOICED, None, ACCEPTED),  # what is invoiced is paid
    }
    said = {days: course_sentence(words, days) for days in shapes}
    assert len(set(said.values())) == len(shapes)
    for days, sentence in said.items():
        assert "{" not in sentence
        for day in (INVOICED, PAID, ACCEPTED):
            assert (words.date(day) in sentence) is (day in days)


def test_the_rate_that_is_taken_to_hold_is_said() -> None:
    rate = RateFact("JPY", date(2024, 3, 14), 100, 27_500_000)
    assert course_sentence(EN, (INVOICED, PAID, None), rate).endswith(
        "At the last known rate: 27.5000 / 100 of 14.03.2024."
    )
    one = course_sentence(EN, (INVOICED, PAID, None), rate._replace(units=1))
    assert one.endswith("At the last known rate: 27.5000 of 14.03.2024.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_named(language: str) -> None:
    words, month = Words.of(language), Month(2024, 3)
    for say in (horizon_sentence, closed_sentence, before_books_sentence):
        assert words.month(month) in say(words, month)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["no_scheme", "nobody_holds", "unassigned_leaver", "no_quota", "nothing"])
def test_why_a_part_brings_nothing(language: str, code: str) -> None:
    assert unpaid_sentence(Words.of(language), code, None, "UAH")
    assert not unpaid_sentence(Words.of(language), "two_assignments", None, "UAH")


def test_the_nearest_rule_for_the_part_is_named() -> None:
    nothing = Nothing("pay:1", 1, "order_number", "all.found", 3)
    assert "all.found" in unpaid_sentence(EN, "nothing", nothing, "UAH")
    none = unpaid_sentence(EN, "nothing", nothing._replace(code="no_rule", rule=""), "UAH")
    assert none == "Under today's schemes no rule pays for this part."


def test_what_the_order_changes_and_what_it_ends_are_said(tmp_path: Path) -> None:
    firm = Promised(tmp_path, scheme(("sold", "selling", MARGINAL.replace("marginal", "whole"))))
    stands = firm.order(number="1", signed_on=date(2024, 2, 10), net_minor=8_000_00)
    iryna = (RolePart(Function.SELLING, firm.person("Iryna")),)
    more = firm.preview(firm.order())
    said = [
        plain(line_sentence(EN, one.gain.accrual, ("Orion", ""), one.gain.before_minor, gone=one.gain.gone))
        for one in more.earnings
    ]
    assert any(sentence.endswith("Without this order: 160.00.") for sentence in said)
    other = firm.preview(replace(stands, roles=iryna), firm.contract("1"))
    gone = [one for one in other.earnings if one.gain.gone]
    assert [one.person_name for one in gone] == ["Petro"]
    sentence = line_sentence(EN, gone[0].gain.accrual, ("Orion", ""), gone[0].gain.before_minor, gone=True)
    assert sentence.startswith("No longer earned with this order: Payment")


def test_a_head_has_a_share_of_what_somebody_earns(tmp_path: Path) -> None:
    firm = Promised(tmp_path, HEADS)
    preview = firm.preview(firm.order())
    titles = {plain(line_title(EN, one.gain.accrual, one.source_name)) for one in preview.earnings}
    assert {"A share of what Petro earns · 10 %", "Selling · 5 %"} <= titles
