"""What a function costs by the hour, beside what it is paid: from hours that the director typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.calc.facts import Facts, Function
from app.calc.salary import Payroll, working_days
from app.kernel.ids import natural_key
from app.kernel.money import round_half_up
from app.kernel.period import Month
from app.motivation.draft.answers import Hours

_HOURS_A_DAY = 8
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class TimeCost:
    """A function of a person by the hour, in the firm's currency; sums are of the months with a salary, or of all."""

    function: Function
    person_id: int
    minutes_per_month: int
    cost_minor_per_hour: int
    """Salary by the working hours of the firm's calendar, eight a day."""
    cost_minor: int
    pay_minor: int
    """What the schemes in force gave for the function."""
    pay_minor_per_hour: int


def time_costs(
    facts: Facts, hours: Sequence[Hours], pay: Mapping[tuple[Function, int], int], since: Month, through: Month
) -> tuple[TimeCost, ...]:
    """A row for everything that was typed; nobody's hours and no hours are left out."""
    people = {person.staff_no_key: person.id for person in facts.people}
    months = [since.plus(place) for place in range(through.months_since(since) + 1)]
    hours_of = [_HOURS_A_DAY * len(working_days(month, facts.working_days)) for month in months]
    payrolls = [Payroll(facts, month) for month in months]
    rows = []
    for typed in hours:
        person_id = people.get(natural_key(typed.staff_no))
        if person_id is None or typed.minutes_per_month <= 0:
            continue
        salaries = [payroll.of(person_id).salary_minor for payroll in payrolls]
        paid = [place for place, salary in enumerate(salaries) if salary] or range(len(months))
        salary_minor, worked_hours = sum(salaries), sum(hours_of[place] for place in paid)
        minutes = typed.minutes_per_month * len(paid)
        pay_minor = pay.get((typed.function, person_id), 0)
        rows.append(
            TimeCost(
                typed.function,
                person_id,
                typed.minutes_per_month,
                round_half_up(salary_minor, worked_hours),
                round_half_up(salary_minor * minutes, worked_hours * _MINUTES),
                pay_minor,
                round_half_up(pay_minor * _MINUTES, minutes),
            )
        )
    return tuple(rows)
