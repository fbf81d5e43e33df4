"""Planted faults of schemes, each found with its example in money, and sound schemes of which there is nothing to say.

A case of ``checks`` states a history and a scheme as those of ``cases`` do, and every remark that must come out; what
is not named must not come, but for notes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.calc.check_scheme import check_schemes
from app.calc.remarks import Remark, Severity
from app.kernel.period import Month
from tests.support.calc_cases import Case, load_cases
from tests.support.calc_words import Row, minor

CASES = load_cases(Path(__file__).parent / "checks")
THROUGH = Month(2024, 12)
PLANTED = 30
"""So many faults at least are planted, each in a scheme that is sound but for it."""
WHOLE_PPM = 1_000_000
MONEY = {
    "net", "amount", "total", "cost", "margin", "at", "above", "pay", "lost", "base",
}  # fmt: skip


def named(found: bool) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in CASES if bool(case["remarks"]) is found]


def remarks_of(row: Row) -> tuple[Case, tuple[Remark, ...]]:
    case = Case({**row, "expect": {}})
    limit_ppm = int(row.get("limit", 100)) * WHOLE_PPM // 100
    return case, check_schemes(case.facts(), case.schemes, THROUGH, limit_ppm)


def as_value(case: Case, name: str, stated: Any, measure: object) -> tuple[str, object]:
    if name == "person":
        return "person_id", case.people.id(stated)
    if name == "contract":
        return "contract_id", case.contracts.id(stated)
    if name == "other_amount":
        return "other_minor", minor(stated)
    if name in MONEY:
        return f"{name}_minor", minor(stated)
    if name in {"bound", "reached"} and not str(measure).endswith("_count"):
        return name, minor(stated)
    if name in {"start", "after"} and measure == "band":
        return f"{name}_minor", minor(stated)
    return name, stated if isinstance(stated, int) else str(stated)


@pytest.mark.parametrize("row", named(found=True))
def test_a_planted_fault_is_found_with_its_example(row: Row) -> None:
    case, found = remarks_of(row)
    for stated in row["remarks"]:
        place = stated.get("place", "")
        other = stated.get("other")
        (one,) = [
            one
            for one in found
            if (one.code, one.place) == (stated["code"], place) and dict(one.values).get("other") in {other, None}
        ]
        values = dict(one.values)
        measure = "band" if one.code == "band_gap" else values.get("measure")
        assert one.severity.value == stated["severity"], one
        assert one.mend
        for name, value in stated.items():
            if name not in {"code", "severity", "place"}:
                key, wanted = as_value(case, name, value, measure)
                assert values[key] == wanted, (name, one)
    above = {(one.code, one.place) for one in found if one.severity is not Severity.NOTE}
    assert above == {(one["code"], one.get("place", "")) for one in row["remarks"] if one["severity"] != "note"}


@pytest.mark.parametrize("row", named(found=False))
def test_of_a_sound_scheme_there_is_nothing_above_a_note(row: Row) -> None:
    _, found = remarks_of(row)
    assert [one for one in found if one.severity is not Severity.NOTE] == []


def test_thirty_faults_are_planted_and_five_schemes_are_sound() -> None:
    planted = [one for row in CASES for one in row["remarks"]]
    assert len([one for one in planted if one["severity"] != "note"]) >= PLANTED
    assert len(named(found=False)) >= 5
