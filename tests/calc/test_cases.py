"""Every worked number of SEMANTICS.md and of other systems that the engine covers, as cases an accountant can read.

A case states facts, rules and what must come out: ``lines`` (every accrual line, in order), ``totals`` (per person),
``months`` (the whole payroll month after month, closed as it goes), ``findings`` (what a scheme is refused for) or
``missing`` (exchange rates that are asked for).
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.calc.exchange import RatesMissing
from app.calc.results import Accrual, AdjustmentFact, Balance, Given, MonthInputs, MonthResult, PersonMonth
from app.calc.scheme import Scheme
from app.calc.settle import evaluate, settle
from app.calc.validate import problems
from app.kernel.period import Month
from tests.support.calc_cases import Case, load_cases, months_between, summed
from tests.support.calc_words import Row, as_text, minor

CASES = load_cases(Path(__file__).parent / "cases")
FAR = Month(2030, 12)

PEER_ROWS_NOT_YET = {
    6: "overrides",
    10: "shares are checked where contracts are entered",
    13: "year totals (the same table over a month's total is covered)",
    15: "quotas",
    20: "rates by months since the client was won",
    21: "the condition on months since the client was won",
    22: "rates by months since the client was won",
    23: "minimum and cap per event (its first two numbers are covered)",
    24: "caps",
    27: "caps",
}
"""Rows of the worked numbers from other systems that wait for the rest of the engine, with what they wait for."""

SEMANTICS_NOT_YET = (
    "3: cap 1,000",
    "4: premiums by the count of new clients",
    "4: a quarter's table across versions",
    "4: catch-ups of a quarter's whole-amount table",
    "4: cap per event",
    "5: increase over the largest earlier project; silence; months since won as a condition",
    "7: paid and accepted; hold-backs; overrides",
    "9: floor instead of carry",
)
"""Worked numbers of SEMANTICS.md that wait for the rest of the engine."""


def named(kind: str) -> list[Any]:
    return [pytest.param(case, id=f"{case['file']}: {case['name']}") for case in CASES if kind in case["expect"]]


def seen(case: Case, accrual: Accrual, wanted: Row) -> Row:
    """The accrual in the words of the expectation, as far as it speaks."""
    why = dict(accrual.why.values)
    words: Row = {
        "person": case.people.name(accrual.person_id),
        "on": accrual.event_on,
        "event": accrual.event_key,
        "kind": accrual.kind.value,
        "rule": accrual.rule_key,
        "order": accrual.order_number,
        "base": as_text(accrual.base_minor),
        "amount": as_text(accrual.amount_minor),
        "rate": accrual.rate_ppm,
        "month": accrual.pay_month.text,
        "version": accrual.scheme_version,
        "why": accrual.why.code,
        "because": {name: why.get(name) for name in wanted.get("because", ())},
    }
    return {name: words[name] for name in wanted}


def as_wanted(row: Row) -> Row:
    wanted: Row = {name: as_text(minor(value)) if name in {"base", "amount"} else value for name, value in row.items()}
    if "because" in wanted:
        because = wanted["because"].items()
        wanted["because"] = {n: value.isoformat() if isinstance(value, date) else value for n, value in because}
    return wanted


@pytest.mark.parametrize("row", named("lines"))
def test_lines(row: Row) -> None:
    case = Case(row)
    accruals = evaluate(case.facts(), case.schemes, FAR).accruals
    wanted = [as_wanted(line) for line in row["expect"]["lines"]]
    found = [seen(case, accrual, line) for accrual, line in zip(accruals, wanted, strict=False)]
    assert found == wanted
    assert len(accruals) == len(wanted)


@pytest.mark.parametrize("row", named("totals"))
def test_totals(row: Row) -> None:
    case = Case(row)
    accruals = evaluate(case.facts(), case.schemes, FAR).accruals
    found = summed([(case.people.name(accrual.person_id), accrual.amount_minor) for accrual in accruals])
    assert found == {name: as_text(minor(value)) for name, value in row["expect"]["totals"].items()}


@pytest.mark.parametrize("row", named("notes"))
def test_notes(row: Row) -> None:
    case = Case(row)
    notes = evaluate(case.facts(), case.schemes, FAR).notes
    assert [note.code for note in notes] == row["expect"]["notes"]


@pytest.mark.parametrize("row", named("missing"))
def test_missing_rates(row: Row) -> None:
    case = Case(row)
    with pytest.raises(RatesMissing) as refused:
        evaluate(case.facts(), case.schemes, FAR)
    found = [f"{finding.values['currency']} {finding.values['date']}" for finding in refused.value.findings]
    assert found == row["expect"]["missing"]
    assert {finding.code for finding in refused.value.findings} == {"rate_missing"}


@pytest.mark.parametrize("row", named("findings"))
def test_findings(row: Row) -> None:
    schemes = Case(row).schemes or (Scheme(1, "empty", "empty", ()),)
    found = [f"{finding.code} {finding.place}" for scheme in schemes for finding in problems(scheme)]
    assert found == row["expect"]["findings"]


def run_months(case: Case) -> dict[Month, MonthResult]:
    """Every month worked out and closed, one after the other, each knowing what was known then."""
    opening = tuple(
        Balance(case.people.id(r["person"]), minor(r.get("carry", 0)), minor(r.get("owed", 0)))
        for r in case.row.get("opening", ())
    )
    months = [Month.parse(month) for month in case.row["expect"]["months"]]
    given: dict[str, Given] = {}
    results: dict[Month, MonthResult] = {}
    for month in months_between(months[0], months[-1]):
        adjustments = tuple(
            AdjustmentFact(case.people.id(r["person"]), minor(r["amount"]))
            for r in case.row.get("adjustments", ())
            if r["month"] == month.text
        )
        inputs = MonthInputs(month, case.facts(month), case.schemes, tuple(given.values()), opening, adjustments)
        result = settle(inputs)
        for line in result.lines:
            key = Given(0, line).key
            before = given[key].amount_minor if key in given else 0
            given[key] = Given(before + line.amount_minor, line)
        opening = result.closing
        results[month] = result
    return results


def sheet_row(person: PersonMonth, wanted: Row) -> Row:
    return {name: as_text(getattr(person, f"{name}_minor")) for name in wanted}


@pytest.mark.parametrize("row", named("months"))
def test_months(row: Row) -> None:
    case = Case(row)
    results = run_months(case)
    for text, people in row["expect"]["months"].items():
        result = results[Month.parse(text)]
        rows = {case.people.name(person.person_id): person for person in result.people}
        assert sorted(rows) == sorted(people), text
        for name, wanted in people.items():
            shown = {field: value for field, value in wanted.items() if field not in {"lines", "owed"}}
            expected = {field: as_text(minor(value)) for field, value in shown.items()}
            assert sheet_row(rows[name], shown) == expected, (text, name)
            if "lines" in wanted:
                lines = [line for line in result.lines if case.people.name(line.person_id) == name]
                expectations = [as_wanted(line) for line in wanted["lines"]]
                assert [seen(case, a, w) for a, w in zip(lines, expectations, strict=True)] == expectations, text
            if "owed" in wanted:
                balance = next(b for b in result.closing if case.people.name(b.person_id) == name)
                assert as_text(balance.draw_owed_minor) == as_text(minor(wanted["owed"])), text


def test_the_sheet_adds_up() -> None:
    """Salary, lines, manual lines, true-ups, what is carried and the draw give the gross, in every month."""
    for row in (param.values[0] for param in named("months")):
        for result in run_months(Case(row)).values():
            for person in result.people:
                earned = person.bonus_minor + person.adjustments_minor + person.true_ups_minor
                carried = person.carry_in_minor - person.carry_out_minor
                draw = person.draw_top_up_minor - person.draw_repaid_minor
                paid = earned + carried + draw + person.floored_minor
                assert person.gross_minor == person.salary_minor + paid + person.guarantee_top_up_minor


def test_every_number_of_other_systems_is_covered_or_waits() -> None:
    covered = {int(n) for case in CASES for n in re.findall(r"peer-cases (\d+)", str(case["origin"]))}
    assert covered | set(PEER_ROWS_NOT_YET) == set(range(1, 33))
    assert covered & set(PEER_ROWS_NOT_YET) <= {13, 23}


def test_every_case_names_its_origin_and_stands_once() -> None:
    names = [(case["file"], case["name"]) for case in CASES]
    assert len(names) == len(set(names))
    assert all(case["origin"] for case in CASES)
    assert all(text.partition(":")[0].isdigit() for text in SEMANTICS_NOT_YET)
