"""The engine's doors: everything that facts and schemes come to, and one month with what it has to pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.calc.earnings import Earned, month_of
from app.calc.events import Span
from app.calc.explain import Explainer, true_up
from app.calc.facts import Facts
from app.calc.lines import Line, line_key
from app.calc.match import TWO_ASSIGNMENTS, Matched, Matcher
from app.calc.rating import Rater
from app.calc.recipients import Assigned
from app.calc.results import (
    Accrual,
    AccrualKind,
    AdjustmentFact,
    Balance,
    Evaluation,
    Given,
    MonthInputs,
    MonthResult,
    PersonMonth,
    Unassigned,
    is_held,
)
from app.calc.salary import Payroll
from app.calc.scheme import Scheme
from app.calc.stream import World
from app.kernel.period import Month


@dataclass(frozen=True, slots=True)
class _Worked:
    """Light lines in the order of events, with what turns them into accruals."""

    lines: list[Line]
    matched: Matched
    explainer: Explainer


def evaluate(facts: Facts, schemes: Sequence[Scheme], through: Month) -> Evaluation:
    """All accruals from ``books_from`` to the events of ``through``, in the order of events, and what nobody earns.

    Raises ``exchange.RatesMissing`` with every missing exchange rate.
    """
    worked = _work(facts, schemes, through)
    return Evaluation(
        tuple(worked.explainer.accrual(line) for line in worked.lines),
        tuple(note for _, note in worked.matched.notes),
    )


def settle(inputs: MonthInputs) -> MonthResult:
    """One month: its lines and true-ups, a row for everybody concerned, and what is carried on (SEMANTICS 9).

    What closed months paid is input (``given``): it is compared with what their lines come to now, and never redone.
    Raises ``exchange.RatesMissing`` with every missing exchange rate.
    """
    worked = _work(inputs.facts, inputs.schemes, inputs.month)
    lines, earlier = _by_pay_month(worked.lines, inputs.month)
    accruals = [worked.explainer.accrual(line) for line in lines]
    accruals.extend(_true_ups(earlier, inputs.given, inputs.month, worked.explainer))
    people, closing = _people(inputs, accruals)
    return MonthResult(tuple(accruals), people, closing, _notes(inputs, worked.matched))


def _work(facts: Facts, schemes: Sequence[Scheme], through: Month) -> _Worked:
    world = World(facts)
    matcher = Matcher(world, schemes)
    stream = world.events(matcher.strands, Span(matcher.since, through.last))
    matched = matcher.match(stream, through)
    lines = Rater(world, matcher, stream).rate(matched, through)
    world.exchange.raise_missing()
    return _Worked(lines, matched, Explainer(world))


def _by_pay_month(lines: Iterable[Line], month: Month) -> tuple[list[Line], dict[str, Line]]:
    """The lines that ``month`` pays, and by key those that earlier months paid."""
    due: list[Line] = []
    earlier: dict[str, Line] = {}
    for line in lines:
        after, pay_month = line.catch.terms.rule.pay_after_months, line.month
        if after:
            pay_month = pay_month.plus(after)
        if pay_month < month:
            earlier[line_key(line)] = line
        elif pay_month == month:
            due.append(line)
    return due, earlier


def _true_ups(
    earlier: dict[str, Line], given: Iterable[Given], month: Month, explainer: Explainer
) -> Iterable[Accrual]:
    """One line per key whose earlier months come to something else now than they paid (SEMANTICS 9)."""
    paid = {row.key: row for row in given}
    for key, line in earlier.items():
        row = paid.get(key)
        before_minor = 0 if row is None else row.amount_minor
        if line.amount_minor != before_minor:
            yield true_up(explainer.accrual(line), month, before_minor)
    for key, row in paid.items():
        if row.amount_minor and key not in earlier:
            yield true_up(row.line, month, row.amount_minor, gone=True)


def _people(inputs: MonthInputs, accruals: Iterable[Accrual]) -> tuple[tuple[PersonMonth, ...], tuple[Balance, ...]]:
    """A row for everybody who has pay terms, lines, adjustments or something carried; by staff number."""
    forgiven, earned = _forgiven(inputs), _earned(accruals, inputs.adjustments)
    opening = {balance.person_id: balance for balance in inputs.opening}
    carried = (person for person, balance in opening.items() if balance[1:] != (0, 0, 0))
    payroll = Payroll(inputs.facts, inputs.month)
    everybody = {*payroll.people(), *earned, *carried}
    places = {person.id: person.staff_no_key for person in inputs.facts.people}
    rows, closing = [], []
    for person_id in sorted(everybody, key=lambda person: (places.get(person, ""), person)):
        own = earned.get(person_id, Earned())._replace(forgiven=person_id in forgiven)
        row, balance = month_of(person_id, payroll.of(person_id), own, opening.get(person_id, Balance(person_id)))
        rows.append(row)
        closing.append(balance)
    return tuple(rows), tuple(closing)


def _forgiven(inputs: MonthInputs) -> frozenset[int]:
    """People whose month below zero is not carried on: every scheme that pays them on its last day says so."""
    day = inputs.month.last
    says: dict[int, bool] = {}
    schemes = {scheme.id: scheme for scheme in inputs.schemes if scheme.versions}
    for row in inputs.facts.assignments:
        if row.scheme_id in schemes and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
            floors = schemes[row.scheme_id].version_on(day).terms.floor_negative
            says[row.person_id] = says.get(row.person_id, True) and floors
    return frozenset(person_id for person_id, floors in says.items() if floors)


def _earned(accruals: Iterable[Accrual], adjustments: Iterable[AdjustmentFact]) -> dict[int, Earned]:
    """What came together for each person: lines, manual lines, true-ups, and the change of what is held."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for accrual in accruals:
        own = sums[accrual.person_id]
        own[2 if accrual.kind is AccrualKind.TRUE_UP else 0] += accrual.amount_minor
        if is_held(accrual.key):
            own[3] -= accrual.amount_minor
    for row in adjustments:
        sums[row.person_id][1] += row.amount_minor
    return {person_id: Earned(own[0], own[1], own[2], own[3]) for person_id, own in sums.items()}


def _notes(inputs: MonthInputs, matched: Matched) -> tuple[Unassigned, ...]:
    """What concerns this month's events, and who is paid twice in it."""
    month = inputs.month
    notes = [note for on, note in matched.notes if month.first <= on <= month.last]
    doubled = Assigned(inputs.facts.assignments).doubled(month.first, month.last)
    notes.extend(Unassigned(TWO_ASSIGNMENTS, "", 0, "", person_id) for person_id in doubled)
    return tuple(notes)
