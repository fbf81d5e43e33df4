"""Every reconciliation can fail: each figure is bent once, and the check that watches it says so."""

from __future__ import annotations

import pytest

from app.calc.results import AccrualKind, Balance, PersonMonth
from app.payroll.checks import Books, reconcile
from app.payroll.rows import AdjustmentRow, Totals
from tests.support.pay_lines import accrual

OLENA = 1
PAY = PersonMonth(
    person_id=OLENA,
    engagement="employee",
    salary_minor=2_000_000,
    bonus_minor=10_000,
    adjustments_minor=-4_000,
    true_ups_minor=1_000,
    carry_in_minor=-9_000,
    carry_out_minor=-2_000,
    draw_top_up_minor=0,
    draw_repaid_minor=0,
    guarantee_top_up_minor=500,
    floored_minor=0,
    gross_minor=2_000_500,
)
TRUE_UP = accrual(
    1_000,
    key="1|1.first|payment:4:30|main|true_up|2026-10",
    kind=AccrualKind.TRUE_UP,
    before_minor=0,
    after_minor=1_000,
)
TOTALS = Totals(lines_minor=11_000, adjustments_minor=-4_000, top_ups_minor=500, paid_minor=500)
BOOKS = Books(
    people=(PAY,),
    lines=(accrual(10_000), TRUE_UP),
    adjustments=(AdjustmentRow(1, 1, OLENA, -4_000, "a fine", "olha"),),
    totals={OLENA: TOTALS},
    opening=(Balance(OLENA, carry_minor=-9_000),),
    closing=(Balance(OLENA, carry_minor=-2_000),),
)


def wrong(books: Books) -> set[str]:
    """Codes of the reconciliations that do not hold."""
    return {check.code for check in reconcile(books, {OLENA: "Olena"}) if not check.holds}


def test_sound_books_agree_in_every_way() -> None:
    assert wrong(BOOKS) == set()
    checks = list(reconcile(BOOKS, {OLENA: "Olena"}))
    assert [check.code for check in checks] == [
        "sheet_is_lines",
        "bonus_is_lines",
        "true_ups_are_lines",
        "adjustments_are_lines",
        "gross_is_columns",
        "balance_carried",
    ]
    assert {check.subject for check in checks[1:]} == {"Olena"}


@pytest.mark.parametrize(
    ("bent", "codes"),
    [
        (
            BOOKS._replace(people=(PAY._replace(bonus_minor=10_001),)),
            {"sheet_is_lines", "bonus_is_lines", "gross_is_columns"},
        ),
        (BOOKS._replace(lines=(accrual(10_000),)), {"sheet_is_lines", "true_ups_are_lines"}),
        (BOOKS._replace(adjustments=()), {"sheet_is_lines", "adjustments_are_lines"}),
        (BOOKS._replace(people=(PAY._replace(gross_minor=2_000_501),)), {"gross_is_columns"}),
        (BOOKS._replace(opening=()), {"balance_carried"}),
        (BOOKS._replace(closing=()), {"balance_carried"}),
        (BOOKS._replace(totals={OLENA: TOTALS._replace(paid_minor=501)}), {"balance_carried"}),
    ],
)
def test_a_bent_figure_is_noticed(bent: Books, codes: set[str]) -> None:
    assert wrong(bent) == codes


def test_somebody_of_earlier_months_only_is_still_proved() -> None:
    books = BOOKS._replace(totals={**BOOKS.totals, 7: Totals(lines_minor=100, paid_minor=100)})
    assert [check.subject for check in reconcile(books, {OLENA: "Olena", 7: "Petro"})][-1] == "Petro"
    assert wrong(books) == set()
