"""The engine's doors: everything that facts and schemes come to, and one month with what it has to pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.calc.earnings import Earned, month_of
from app.calc.facts import Facts
from app.calc.match import TWO_ASSIGNMENTS, Matched
from app.calc.recipients import Assigned
from app.calc.results import (
    Accrual,
    AccrualKind,
    AdjustmentFact,
    Balance,
    Evaluation,
    MonthInputs,
    MonthResult,
    PersonMonth,
    Unassigned,
    is_held,
)
from app.calc.salary import Payroll
from app.calc.scheme import Scheme
from app.calc.worked import Worked
from app.kernel.errors import Finding, Invalid
from app.kernel.money import AMOUNT_LIMIT_MINOR
from app.kernel.period import Month


def evaluate(facts: Facts, schemes: Sequence[Scheme], through: Month) -> Evaluation:
    """All accruals from ``books_from`` to the events of ``through``, in the order of events, and what nobody earns.

    Raises ``exchange.RatesMissing`` with every missing exchange rate.
    """
    worked = Worked(facts, schemes, through, bundled=False)
    accruals = tuple(worked.explainer.accrual(line) for line in worked.lines)
    refuse_beyond((accrual.key, accrual.amount_minor) for accrual in accruals)
    return Evaluation(accruals, tuple(note for _, note in worked.matched.notes))


def settle(inputs: MonthInputs) -> MonthResult:
    """One month: its lines and true-ups, a row for everybody concerned, and what is carried on (SEMANTICS 9).

    What closed months paid is input (``given``): it is compared with what their lines come to now, and never redone.
    Raises ``exchange.RatesMissing`` with every missing exchange rate.
    """
    month = inputs.month
    worked = Worked(inputs.facts, inputs.schemes, month)
    accruals = [worked.explainer.accrual(line) for line in worked.due(month)]
    accruals.extend(worked.true_ups(inputs.given, month))
    refuse_beyond((accrual.key, accrual.amount_minor) for accrual in accruals)
    people, closing = _people(inputs, accruals)
    refuse_beyond((f"person {row.person_id}", row.gross_minor) for row in people)
    return MonthResult(tuple(accruals), people, closing, _notes(inputs, worked.matched))


def refuse_beyond(amounts: Iterable[tuple[str, int]]) -> None:
    """Raises Invalid(amount_too_large) with every amount, by its place, that the books cannot hold."""
    found = tuple(
        Finding("amount_too_large", place, {"found_minor": amount_minor})
        for place, amount_minor in amounts
        if not -AMOUNT_LIMIT_MINOR < amount_minor < AMOUNT_LIMIT_MINOR
    )
    if found:
        raise Invalid(found)


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
