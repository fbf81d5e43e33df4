"""What the scheme check found, as a director reads it, in three languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.calc import check_scheme
from app.calc.check_scheme import check_schemes
from app.calc.remarks import Remark, Severity, remark
from app.i18n.words import Words
from app.kernel.period import Month
from app.wording.remarks import CODES, MENDS, Naming, mend_sentence, remark_sentence
from tests.support.calc_cases import Case, load_cases

CHECKS = Path(__file__).parents[2] / "calc" / "checks"
NAMING = Naming({1: "Olha", 2: "Petro"}, {1: "A-1", 2: "A-2"}, "UAH")
EN, UK = Words.of("en"), Words.of("uk")


def every_remark() -> list[tuple[Case, Remark]]:
    found = []
    for row in load_cases(CHECKS):
        case = Case({**row, "expect": {}})
        limit_ppm = int(row.get("limit", 100)) * 10_000
        found += [(case, one) for one in check_schemes(case.facts(), case.schemes, Month(2024, 12), limit_ppm)]
    return found


SAID = {
    "unpaid": (
        remark("function_unpaid", Severity.WARNING, "", "add_rule", function="collecting", person_id=2,
               net_minor=100000, contract_id=1, event_on="2024-02-01"),
        ("Nobody is paid for «Collecting the money». Petro did the most of it, for receipts of 1,000.00 UAH (contract "
        "A-1, 01.02.2024)."),
    ),
    "a leap with somebody who made it": (
        remark("pay_jumps", Severity.WARNING, "s.r", "slice_the_table", measure="month_total", bound=10000000,
               at_minor=200000, above_minor=400000, before_ppm=20000, after_ppm=40000, person_id=1, month="2024-02",
               reached=10200000, pay_minor=408000),
        ("A leap: at 100,000.00 UAH it is 2,000.00 UAH, right above it 4,000.00 UAH. Olha came to 102,000.00 UAH "
        "(February 2024) and got 4,080.00 UAH."),
    ),
    "a plan that nobody has": (
        remark("pay_jumps", Severity.WARNING, "s.r", "slice_the_table", measure="quota", bound=1200000, at_minor=0,
               above_minor=0, before_ppm=20000, after_ppm=40000),
        "A leap: above 120 % the rate rises from 2 % to 4 %.",
    ),
    "a hole": (
        remark("hole", Severity.WARNING, "s.r", "join_ranges", dimension="order_number", after=1, before=3, count=1,
               contract_id=2, event_on="2024-01-06", base_minor=200000),
        ("The rules leave something out: nothing is said of what lies between 1 and 3 (order numbers). Contract A-2 of "
        "06.01.2024 (2,000.00 UAH) earned nothing."),
    ),
    "a share is never shown as less than it is": (
        remark("cost_above_limit", Severity.FAULT, "", "lower_rates", cost_minor=100, margin_minor=300,
               share_ppm=300001, limit_ppm=300000),
        "All bonuses came to 1.00 UAH, which is 30.01 % of the margin; your limit is 30 %.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "said"), SAID.values(), ids=SAID.keys())
def test_a_remark_is_said(one: Remark, said: str) -> None:
    assert remark_sentence(EN, one, NAMING).replace("\xa0", " ") == said


def test_every_remark_of_every_case_is_said_in_every_language() -> None:
    cases = every_remark()
    for language in ("en", "uk", "ru"):
        words = Words.of(language)
        for case, one in cases:
            ids = range(1, 20)
            naming = Naming(
                dict.fromkeys(ids, "Олена"),
                {contract.id: contract.number for contract in case.facts().contracts},
                "UAH",
            )
            said = f"{remark_sentence(words, one, naming)} {mend_sentence(words, one)}"
            assert not re.search(r"[{}]|None|_minor|_ppm", said), said
    assert {one.mend for _, one in cases} == MENDS


def test_every_code_of_the_page_has_a_sentence() -> None:
    stated = set(re.findall(r"^    ([a-z_]+) {2,}", check_scheme.__doc__ or "", re.MULTILINE))
    assert stated == CODES
    assert mend_sentence(UK, remark("hole", Severity.NOTE, "", "join_ranges")) == "Зімкніть проміжки."
