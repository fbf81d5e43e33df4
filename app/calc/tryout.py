"""One set of schemes on a window of months, some of which may lie before the books (SEMANTICS 12).

From ``books_from`` on everything is as payroll works it out, to the cent. Months before the books are tried by
themselves, as if the books had begun with the window: opening measures stand for them otherwise and are left out there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.calc.facts import Facts
from app.calc.parts import Part
from app.calc.results import Accrual
from app.calc.scheme import Rate, Scheme
from app.calc.simulate import Simulation, prepare
from app.calc.tally import Tally, Window, joined


@dataclass(frozen=True, slots=True)
class Tryout:
    """Simulations that follow one another, each for its months; every change gives another try-out."""

    runs: tuple[tuple[Window, Simulation], ...]

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """What is tried, at the rates of now."""
        return self.runs[-1][1].schemes

    def tallies(self) -> dict[str, Tally]:
        """What each ``scheme.rule`` gives in the window."""
        found: dict[str, Tally] = {}
        for window, run in self.runs:
            for path, own in run.tallies(window).items():
                found[path] = joined(found[path], own) if path in found else own
        return found

    def with_rate(self, scheme_key: str, rule_key: str, rate: Rate) -> Tryout:
        """As ``Simulation.with_rate``. Raises KeyError, TypeError."""
        return Tryout(tuple((window, run.with_rate(scheme_key, rule_key, rate)) for window, run in self.runs))

    def accruals(
        self, asked: Window, *, person_id: int | None = None, part: Part | None = None, rule: str | None = None
    ) -> tuple[Accrual, ...]:
        """The lines of the months that are asked for, by day; what lies outside the window is left out."""
        found: list[Accrual] = []
        for window, run in self.runs:
            both = Window(max(window.first, asked.first), min(window.last, asked.last))
            if both.first <= both.last:
                found += run.accruals(both, person_id=person_id, part=part, rule=rule)
        return tuple(found)


def try_out(facts: Facts, schemes: Sequence[Scheme], window: Window) -> Tryout:
    """Work the window out. Raises ``exchange.RatesMissing`` with every missing rate."""
    runs = []
    before = facts.books_from.plus(-1)
    if window.first <= before:
        last = min(before, window.last)
        history = replace(facts, books_from=window.first, opening_measures=())
        runs.append((Window(window.first, last), prepare(history, schemes, last)))
    if window.last > before:
        own = Window(max(window.first, facts.books_from), window.last)
        runs.append((own, prepare(facts, schemes, window.last)))
    return Tryout(tuple(runs))
