"""Team pools: the month of a rule is summed exactly, rounded and split once (SEMANTICS 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.calc.lines import MAIN, Line, new_line
from app.calc.match_terms import Catch, Undone
from app.calc.orders import no_order
from app.calc.period_ends import end_of
from app.calc.plans import Plan
from app.calc.recipients import Holders
from app.calc.results import AccrualKind
from app.calc.scheme import Leaving, Pool
from app.calc.stream import World
from app.kernel.money import round_half_up, split
from app.kernel.period import Month, add_months


@dataclass(slots=True)
class _Sum:
    catch: Catch
    """The first of the month: it names scheme, version and rule."""
    exact: Fraction
    base_minor: int
    count: int


class Pools:
    """The pools of all schemes."""

    def __init__(self, world: World, plans: Sequence[Plan]) -> None:
        """Every pool is empty."""
        self._world = world
        self._plans = {plan.scheme.id: plan for plan in plans}
        self._sums: dict[tuple[int, str, int], _Sum] = {}
        self._exact: dict[tuple[str, str], Fraction] = {}
        """Originals' exact amounts by event and rule."""

    def add(self, catch: Catch, base_minor: int, numerator: int, denominator: int) -> None:
        """An event's part of the month's sum."""
        terms = catch.terms
        exact = Fraction(numerator, denominator)
        if catch.of is None:
            self._exact[catch.event.key, terms.path] = exact
        key = (terms.scheme.id, terms.path, terms.version)
        known = self._sums.get(key)
        if known is None:
            self._sums[key] = _Sum(catch, exact, base_minor, 1)
            return
        known.exact += exact
        known.base_minor += base_minor
        known.count += 1

    def undone(self, catch: Catch, of: Undone) -> tuple[int, int]:
        """What takes back lowers the sum of its own month, pro rata of the original's exact amount."""
        exact = self._exact.get((of.original.event.key, catch.terms.path), Fraction(0))
        reversal = of.reversal
        part = exact * Fraction(reversal.before_minor - reversal.after_minor, max(reversal.whole_minor, 1))
        return part.numerator, part.denominator

    def close(self, month: Month) -> Iterator[Line]:
        """One line for each member and pool of the month."""
        for key in sorted(self._sums):
            yield from self._lines(self._sums[key], month)
        self._sums.clear()

    def _lines(self, pool: _Sum, month: Month) -> Iterator[Line]:
        terms = pool.catch.terms
        plan = self._plans[terms.scheme.id]
        holders = self._members(plan, terms.rule.recipient, month)
        if not holders.people:
            return
        total_minor = round_half_up(pool.exact.numerator, pool.exact.denominator)
        bases, amounts = split(pool.base_minor, holders.weights), split(total_minor, holders.weights)
        event = end_of(month, no_order(self._world.facts.currency), self._world.months, pool.base_minor, None)
        event = event._replace(key=f"pool:{month.text}:{terms.version}", kind=pool.catch.event.kind)
        catch = Catch(event, terms._replace(holders=holders))
        for place, person_id in enumerate(holders.people):
            if self._is_paid(plan, terms.version, person_id, month) and (bases[place] or amounts[place]):
                worked = (AccrualKind.ACCRUAL, MAIN, "pool")
                numbers = (total_minor, pool.count)
                yield new_line(catch, place, worked, (bases[place], None, amounts[place]), numbers=numbers)

    def _members(self, plan: Plan, recipient: object, month: Month) -> Holders:
        if isinstance(recipient, Pool) and recipient.members:
            return self._world.recipients.named(recipient.members)
        assigned = (person for person in plan.assigned.people() if plan.assigned.holds(person, month.last))
        return self._world.recipients.equally(assigned)

    def _is_paid(self, plan: Plan, version: int, person_id: int, month: Month) -> bool:
        if not plan.assigned.holds(person_id, month.last):
            return False
        left_on = self._world.recipients.left_on(person_id)
        terms = next(one.terms for one in plan.scheme.versions if one.number == version)
        if left_on is None or terms.leaving is Leaving.KEEP:
            return True
        kept = terms.leaving_months if terms.leaving is Leaving.KEEP_MONTHS else 0
        return month.last <= (add_months(left_on, kept) if kept else left_on)
