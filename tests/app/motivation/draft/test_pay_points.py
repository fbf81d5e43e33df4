"""Step 3 beside the pay terms that stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.calc.facts import Facts, PayTermsFact
from app.i18n.words import LANGUAGES, Words
from app.kernel.period import Month
from app.motivation.draft.answers import Answers, Pay, PayKind
from app.motivation.draft.opening import empty_draft
from app.motivation.draft.pay_points import pay_points
from app.wording.errors import finding_text

NAMES = {1: "Olena", 2: "Petro"}
FACTS = Facts(
    "UAH",
    Month(2024, 1),
    pay_terms=(
        PayTermsFact(1, date(2024, 1, 1), "employee", 0, 0, 0, draw_recoverable=True),
        PayTermsFact(1, date(2025, 1, 1), "employee", 2_000_000, 2_200_000, 50_000, draw_recoverable=True),
        PayTermsFact(1, date(2027, 1, 1), "employee", 0, 0, 0, draw_recoverable=True),
    ),
)


def codes(pay: Pay, *people: int) -> list[tuple[str, str]]:
    draft = replace(empty_draft("s", "S", date(2026, 12, 1)), answers=Answers(pay=pay), people=frozenset(people))
    return [(point.finding.code, str(point.finding.values["person"])) for point in pay_points(draft, FACTS, NAMES)]


def test_terms_of_the_first_day_are_compared() -> None:
    meant = Pay(PayKind.SALARY_AND_BONUS, 2_200_000, 50_000)
    assert codes(meant, 1) == []
    assert codes(meant, 1, 2) == [("pay_no_salary", "Petro"), ("pay_guarantee", "Petro"), ("pay_draw", "Petro")]
    assert codes(Pay(PayKind.BONUS_ONLY, 2_200_000, 50_000), 1) == [("pay_has_salary", "Olena")]
    assert codes(Pay(PayKind.BONUS_ONLY), 2, 99) == []


def test_nothing_is_said_before_the_question_is_answered() -> None:
    assert codes(Pay(), 1, 2) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_is_said(language: str) -> None:
    draft = replace(
        empty_draft("s", "S", date(2026, 12, 1)), answers=Answers(pay=Pay(PayKind.BONUS_ONLY)), people=frozenset({1})
    )
    said = [finding_text(Words.of(language), point.finding) for point in pay_points(draft, FACTS, NAMES)]
    assert len(said) == 3
    assert [line for line in said if "Olena" not in line or "{" in line or "…" in line] == []
