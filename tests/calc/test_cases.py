"""Every worked number of SEMANTICS.md and of other systems that the engine covers, as cases an accountant can read.

A case states facts, rules and what must come out: ``lines`` (every accrual line, in order unless ``in_any_order``),
``among`` (some of the lines), ``totals`` (per person), ``by_month`` (per month and person), ``months`` (the payroll,
month after month, closed as it goes), ``notes`` (what ``Checks`` says), ``findings`` and ``findings_together`` (what a
scheme, or several of them, are refused for), ``shares_refused`` (what the parts of a contract are refused for) or
``missing`` (exchange rates that are asked for).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.calc.exchange import RatesMissing
from app.calc.facts import Function
from app.calc.results import Accrual, AdjustmentFact, Balance, Given, MonthInputs, MonthResult, PersonMonth
from app.calc.scheme import Scheme
from app.calc.settle import evaluate, settle
from app.calc.validate import problems, problems_together
from app.contracts.checks import role_problems
from app.contracts.model import RolePart, ShareKind
from app.kernel.period import Month
from tests.support.calc_cases import Case, load_cases, months_between, summed
from tests.support.calc_words import Row, as_text, minor

CASES = load_cases(Path(__file__).parent / "cases")
FAR = Month(2030, 12)

WORKED = {
    "head: T(12,000) = 280",
    "1: Northwind with books_from 1998-01",
    "2: 100.00 gross, 83.33 net",
    "3: An invoice of 12,000 (net 10,000), paid, then credited and refunded",
    "3: 12,000, paid 6,000, credited 6,000",
    "3: T monthly: 8,000 → 160",
    "3: Cap 1,000: 800 and 500",
    "3: Whole-amount T, 8,000 and 5,000",
    "3: Next month: −160",
    "3: Next month: −800",
    "4: 30 days or more",
    "4: premiums 1,000 / 1,500 / 2,000",
    "4: v1 = T, v2 from 1 Nov",
    "4: Quarter, whole-amount T",
    "4: 20,000 shared 50/50",
    "4: premium 200, order 10,000",
    "4: 20 % of 4,000 capped at 500",
    "4: 5 % of 55,601.84",
    "5: 1,000 grows by 19,000",
    "5: Won 31 Jan, paid 1 Feb",
    "6: Role collecting Ivan",
    "6: 100.00 in thirds",
    "7: 10,000 at 5 %; paid 6,000",
    "8: v1 10 %, v2 5 % from 1 Oct",
    "9: Salary 20,000, guarantee 22,000",
    "10: 1,000.00 USD with 20 % VAT inside",
    "11: 20,000 raised to 24,000",
}
"""Every worked number of SEMANTICS.md: its section and first words. A case that shows one says so (``worked``)."""


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
        "part": accrual.key.rpartition("|")[2],
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


def in_the_order_wanted(case: Case, accruals: Sequence[Accrual], wanted: list[Row]) -> list[Accrual]:
    """The accruals, each at the place of a row that it is, as far as every row can have one of its own."""
    holder: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for at, row in enumerate(wanted):
            if at not in tried and seen(case, accruals[number], row) == row:
                tried.add(at)
                if at not in holder or place(holder[at], tried):
                    holder[at] = number
                    return True
        return False

    for number in range(len(accruals)):
        place(number, set())
    rest = iter([accrual for number, accrual in enumerate(accruals) if number not in holder.values()])
    placed = [accruals[holder[at]] if at in holder else next(rest, None) for at in range(len(wanted))]
    return [accrual for accrual in placed if accrual is not None] + list(rest)


@pytest.mark.parametrize("row", named("lines"))
def test_lines(row: Row) -> None:
    case = Case(row)
    accruals: Sequence[Accrual] = evaluate(case.facts(), case.schemes, FAR).accruals
    wanted = [as_wanted(line) for line in row["expect"]["lines"]]
    if row["expect"].get("in_any_order"):
        accruals = in_the_order_wanted(case, accruals, wanted)
    found = [seen(case, accrual, line) for accrual, line in zip(accruals, wanted, strict=False)]
    assert found == wanted
    assert len(accruals) == len(wanted)


@pytest.mark.parametrize("row", named("among"))
def test_lines_that_stand_among_others(row: Row) -> None:
    case = Case(row)
    accruals = evaluate(case.facts(), case.schemes, FAR).accruals
    for wanted in map(as_wanted, row["expect"]["among"]):
        assert wanted in [seen(case, accrual, wanted) for accrual in accruals]


@pytest.mark.parametrize("row", named("by_month"))
def test_sums_by_month(row: Row) -> None:
    """What each person gets for each month; months and people without a sum are left out."""
    case = Case(row)
    sums: dict[str, dict[str, int]] = {}
    for accrual in evaluate(case.facts(), case.schemes, FAR).accruals:
        month = sums.setdefault(accrual.pay_month.text, {})
        name = case.people.name(accrual.person_id)
        month[name] = month.get(name, 0) + accrual.amount_minor
    found = {month: {n: as_text(amount) for n, amount in people.items() if amount} for month, people in sums.items()}
    wanted = row["expect"]["by_month"].items()
    assert {month: people for month, people in found.items() if people} == {
        month: {name: as_text(minor(amount)) for name, amount in people.items()} for month, people in wanted
    }


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


@pytest.mark.parametrize("row", named("findings_together"))
def test_findings_of_schemes_together(row: Row) -> None:
    """Each of them may be right by itself."""
    found = [f"{finding.code} {finding.place}" for finding in problems_together(Case(row).schemes)]
    assert found == row["expect"]["findings_together"]


@pytest.mark.parametrize("row", named("shares_refused"))
def test_shares_are_checked_where_contracts_are_entered(row: Row) -> None:
    facts = Case(row).facts()
    parts = [RolePart(Function(r.function), r.person_id, r.weight, ShareKind.PERCENT) for r in facts.roles]
    found = role_problems(parts, {person.id for person in facts.people})
    assert [finding.code for finding in found] == row["expect"]["shares_refused"]


def run_months(case: Case) -> dict[Month, MonthResult]:
    """Every month worked out and closed, one after the other, each knowing what was known then."""
    opening = tuple(
        Balance(case.people.id(r["person"]), *(minor(r.get(word, 0)) for word in ("carry", "owed", "held")))
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


CARRIED_AS = {"owed": "draw_owed_minor", "held": "held_minor"}
CARRIED = frozenset(CARRIED_AS)
"""Words of a month that are not on the sheet: what is carried on."""


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
            shown = {field: value for field, value in wanted.items() if field not in {"lines", *CARRIED}}
            expected = {field: as_text(minor(value)) for field, value in shown.items()}
            assert sheet_row(rows[name], shown) == expected, (text, name)
            if "lines" in wanted:
                lines = [line for line in result.lines if case.people.name(line.person_id) == name]
                expectations = [as_wanted(line) for line in wanted["lines"]]
                assert [seen(case, a, w) for a, w in zip(lines, expectations, strict=True)] == expectations, text
            for word in CARRIED & set(wanted):
                balance = next(b for b in result.closing if case.people.name(b.person_id) == name)
                assert as_text(getattr(balance, CARRIED_AS[word])) == as_text(minor(wanted[word])), (text, word)


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


def test_every_number_of_other_systems_is_covered() -> None:
    covered = [int(n) for case in CASES for n in re.findall(r"peer-cases (\d+)", str(case["origin"]))]
    assert set(covered) == set(range(1, 33))


def test_every_worked_number_of_the_page_is_covered() -> None:
    covered = [text for case in CASES for text in case.get("worked", ())]
    assert sorted(covered) == sorted(WORKED)


def test_every_case_names_its_origin_and_stands_once() -> None:
    names = [(case["file"], case["name"]) for case in CASES]
    assert len(names) == len(set(names))
    assert all(case["origin"] for case in CASES)
