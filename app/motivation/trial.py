"""The firm's own months under up to four candidates; every change gives another trial, and what stays is shared.

Nothing here reads the books: ``SimulationService`` has read them. So a page may ask on a lane of its own, one call at a
time: what is worked out when it is first asked for is shared by the trials that come of one another.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from app.calc.comparison import Comparison, Draws, compare
from app.calc.explain import function_name
from app.calc.facts import Facts
from app.calc.forecast import Assumed, Doubtful, forecast_of
from app.calc.income import Income, income_of
from app.calc.outcome import Outcome, outcome_of
from app.calc.parts import Part
from app.calc.results import Accrual
from app.calc.scheme import Rate, Scheme
from app.calc.tally import Window
from app.calc.tryout import Tryout, try_out
from app.calc.what_if import WhatIf, what_if
from app.clients.model import Membership
from app.contracts.numbering import Order, order_numbers
from app.kernel.collector import collector_at_rest
from app.kernel.errors import Finding, Invalid
from app.motivation.candidates import AsNow, Candidate, applied

MOST_CANDIDATES = 4
YEARS = 1_000
"""How many years are put together for a range."""
_YEAR = 12
_SEED = 2_024
_FEWEST_PPM = -1_000_000


@dataclass(frozen=True, slots=True)
class Ground:
    """What all candidates stand on: facts, schemes in force, the months, and the names that sentences need."""

    facts: Facts
    standing: tuple[Scheme, ...]
    window: Window
    people: dict[int, str]
    clients: dict[int, str]
    contracts: dict[int, str]


class Slider(NamedTuple):
    """A rate that may be moved, as it stands now."""

    scheme_key: str
    rule_key: str
    rate: Rate


class BarLine(NamedTuple):
    """An accrual behind a bar, with the names of its sentence (``wording.accruals.accrual_sentence``)."""

    accrual: Accrual
    person_name: str
    client_name: str
    contract_number: str
    source_name: str


class _Entry:
    """A candidate that has been tried; its outcome is put together when it is first asked for."""

    def __init__(self, candidate: Candidate, tryout: Tryout, income: Income) -> None:
        self.candidate = candidate
        self.tryout = tryout
        self._income = income

    @cached_property
    def outcome(self) -> Outcome:
        """What it comes to."""
        return outcome_of(self._income, self.tryout.tallies())

    def moved(self, scheme_key: str, rule_key: str, rate: Rate) -> _Entry:
        """The same at another rate."""
        return _Entry(self.candidate, self.tryout.with_rate(scheme_key, rule_key, rate), self._income)


class Trial:
    """One to four candidates on the same months. Secret: Permission.EDIT_SCHEMES and SEE_PAY."""

    def __init__(self, ground: Ground, income: Income, entries: tuple[_Entry, ...], seed: int) -> None:
        """Made by ``tried`` and by its own methods. ``ground`` has the names of people, clients and contracts."""
        self.ground = ground
        self._income = income
        self._entries = entries
        self._seed = seed

    @property
    def window(self) -> Window:
        """The months."""
        return self.ground.window

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What is tried, as it was handed in; ``sliders`` says at which rates."""
        return tuple(entry.candidate for entry in self._entries)

    @cached_property
    def comparison(self) -> Comparison:
        """All candidates side by side, at the rates of now; put together once."""
        as_now = [at for at, entry in enumerate(self._entries) if isinstance(entry.candidate, AsNow)]
        outcomes = [entry.outcome for entry in self._entries]
        return compare(self._income, outcomes, as_now[0] if as_now else 0, self._draws)

    def sliders(self, place: int) -> tuple[Slider, ...]:
        """The rules of a candidate with their rates of now, those of its latest versions.

        Where versions have different sorts of rate, none of them can be moved, and the rule is left out.
        """
        found = []
        for scheme in self._entries[place].tryout.schemes:
            for rule in scheme.versions[-1].rules if scheme.versions else ():
                rates = [one.rate for version in scheme.versions for one in version.rules if one.key == rule.key]
                if len({_sort(rate) for rate in rates}) == 1:
                    found.append(Slider(scheme.key, rule.key, rule.rate))
        return tuple(found)

    @property
    def functions(self) -> dict[str, str]:
        """By ``scheme.rule`` of any candidate: the code of what it pays for, for ``wording.trials.reason_sentence``."""
        return {
            f"{scheme.key}.{rule.key}": function_name(rule.recipient)
            for entry in self._entries
            for scheme in entry.tryout.schemes
            for version in scheme.versions
            for rule in version.rules
        }

    def with_rate(self, place: int, scheme_key: str, rule_key: str, rate: Rate) -> Trial:
        """A slider of the candidate at ``place`` has moved. Raises KeyError (no such rule), TypeError (other sort)."""
        with collector_at_rest():
            moved = self._entries[place].moved(scheme_key, rule_key, rate)
        entries = (*self._entries[:place], moved, *self._entries[place + 1 :])
        made = Trial(self.ground, self._income, entries, self._seed)
        made.__dict__["_draws"] = self._draws
        return made

    def warm_up(self) -> None:
        """Make every slider ready, so that its first move is as quick as those after it. Changes nothing."""
        for place in range(len(self._entries)):
            for slider in self.sliders(place):
                self.with_rate(place, *slider)

    def with_candidates(self, candidates: Sequence[Candidate]) -> Trial:
        """Other candidates on the same months; those that stay keep their moved rates.

        Raises Invalid: not one to four, rates of exchange missing.
        """
        known = {entry.candidate: entry for entry in self._entries}
        return _made(self.ground, self._income, candidates, known, self._seed)

    def with_seed(self, seed: int) -> Trial:
        """The same with other draws of the years."""
        return Trial(self.ground, self._income, self._entries, seed)

    def what_if(self, asked: WhatIf) -> Trial:
        """The same candidates, at their moved rates, on a history changed as ``asked``: to be set beside this one.

        Raises Invalid: ``fewer_than_none`` (more is to go than there is), rates of exchange missing.
        """
        ppm = min(asked.new_clients_ppm, asked.repeat_orders_ppm)
        if ppm < _FEWEST_PPM:
            raise Invalid((Finding("fewer_than_none", "what_if", {"found_ppm": ppm}),))
        facts = what_if(self.ground.facts, asked, self.window, numbers_of)
        return self._on(replace(self.ground, facts=facts))

    def forecast(self) -> Outlook:
        """The three months after the window, from open contracts and unpaid invoices. Raises Invalid: as above."""
        made = forecast_of(self.ground.facts, self.window.last)
        trial = self._on(replace(self.ground, facts=made.facts, window=made.window))
        return Outlook(trial, made.assumed, made.doubtful)

    def behind(
        self,
        place: int,
        window: Window | None = None,
        *,
        person_id: int | None = None,
        part: Part | None = None,
        rule: str | None = None,
    ) -> tuple[BarLine, ...]:
        """The accruals behind a bar of the candidate at ``place``: of months, a person, a part, a ``scheme.rule``."""
        accruals = self._entries[place].tryout.accruals(
            window or self.window, person_id=person_id, part=part, rule=rule
        )
        return tuple(map(self._named, accruals))

    def _on(self, ground: Ground) -> Trial:
        """The same candidates at the rates of now on other facts."""
        income = income_of(ground.facts, ground.window)
        with collector_at_rest():
            entries = tuple(_tried(ground, income, entry.candidate, entry.tryout.schemes) for entry in self._entries)
        return Trial(ground, income, entries, self._seed)

    def _named(self, accrual: Accrual) -> BarLine:
        ground, reason = self.ground, dict(accrual.why.values)
        return BarLine(
            accrual,
            ground.people.get(accrual.person_id, ""),
            ground.clients.get(accrual.client_id or 0, ""),
            str(reason.get("contract", "")),
            ground.people.get(int(reason.get("source_person", 0)), ""),
        )

    @cached_property
    def _draws(self) -> Draws:
        """Years of twelve of the window's months each, drawn with return."""
        dice = random.Random(self._seed)  # ruff: ignore[suspicious-non-cryptographic-random-usage] (no secret)
        months = range(len(self._income.months))
        return [dice.choices(months, k=_YEAR) for _ in range(YEARS)]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast: its own trial over three months, what it assumes, and what it does not count on."""

    trial: Trial
    assumed: tuple[Assumed, ...]
    doubtful: tuple[Doubtful, ...]


def tried(ground: Ground, candidates: Sequence[Candidate]) -> Trial:
    """Work out the candidates. Raises Invalid: not one to four of them, rates of exchange missing."""
    return _made(ground, income_of(ground.facts, ground.window), candidates, {}, _SEED)


def numbers_of(facts: Facts) -> dict[int, int]:
    """Every contract's order number by counting, as if none had been fixed (SEMANTICS 5)."""
    return order_numbers(
        [
            Order(
                row.id, row.number, row.number_key, row.client_id, row.signed_on, row.currency, row.extends_id,
                row.cancelled_on, row.order_number, fixed=False,
            )
            for row in facts.contracts
        ],
        [Membership(row.client_id, row.valid_from, row.group_id) for row in facts.memberships],
        {client.id: client.orders_before for client in facts.clients},
    )  # fmt: skip


def _made(
    ground: Ground, income: Income, candidates: Sequence[Candidate], known: dict[Candidate, _Entry], seed: int
) -> Trial:
    if not 0 < len(candidates) <= MOST_CANDIDATES:
        raise Invalid((Finding("candidates_count", "candidates", {"count": len(candidates), "most": MOST_CANDIDATES}),))
    with collector_at_rest():
        entries = tuple(known.get(one) or _tried(ground, income, one) for one in candidates)
    return Trial(ground, income, entries, seed)


def _tried(ground: Ground, income: Income, candidate: Candidate, schemes: tuple[Scheme, ...] | None = None) -> _Entry:
    facts, own = applied(ground.facts, ground.standing, candidate, ground.window.last.last)
    return _Entry(candidate, try_out(facts, own if schemes is None else schemes, ground.window), income)


def _sort(rate: Rate) -> tuple[object, ...]:
    return type(rate), getattr(rate, "by", None), getattr(rate, "measure", None)
