"""What the panel says of lines that are of no order, and of every sort of line."""

from __future__ import annotations

import pytest

from app.calc.results import AccrualKind
from app.i18n.words import LANGUAGES, Words
from app.wording.terms import ACCRUAL_KINDS
from tests.support.pay_lines import accrual, line, reason
from ui.kit.columns import NOTHING
from ui.payroll.columns import KIND_CHIPS
from ui.payroll.details import line_detail
from ui.payroll.lines_list import tell

POOL = accrual(
    500,
    reason("pool", total_minor=1_000, events=3, contract="", invoice="", payment="", order_number=0, function="pool"),
    event_key="pool:2026-10",
    client_id=None,
    contract_id=None,
    order_number=0,
    function="pool",
    rate_ppm=None,
)


def test_every_kind_of_line_has_its_name_and_its_chip() -> None:
    assert set(ACCRUAL_KINDS) == set(KIND_CHIPS) == {kind.value for kind in AccrualKind}


@pytest.mark.parametrize("kind", AccrualKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_line_can_be_shown(kind: AccrualKind, language: str) -> None:
    shown = line_detail(line(1, POOL._replace(kind=kind), "Olena", ""), "UAH", Words.of(language))
    assert shown.chip is not None
    assert shown.chip[0] == Words.of(language).text(ACCRUAL_KINDS[kind])


def test_a_line_of_no_order_says_nothing_of_client_contract_and_order() -> None:
    of_pool = line(1, POOL, "Olena", "")
    facts = {
        fact.title: fact.value for group in line_detail(of_pool, "UAH", Words.of("en")).facts for fact in group.lines
    }
    assert facts["Client"] == facts["Order of the client"] == NOTHING
    assert facts["Function"] == "Team"
    assert tell(of_pool, Words.of("en")).about.endswith("Team")
