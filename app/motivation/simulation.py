"""Use case of step 8: the firm's own months under up to four schemes side by side. Secret."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.calc.tally import Window
from app.kernel.actor import Actor, Permission
from app.kernel.errors import Finding, Invalid
from app.kernel.use_cases import UseCases
from app.motivation.candidates import AsNow, Candidate
from app.motivation.loading import FactsLoader, last_month_with_money
from app.motivation.neighbours import Clients, People
from app.motivation.trial import Ground, Trial, tried

MONTHS = (12, 24, 36)
"""How far back may be looked."""


class SimulationService:
    """Reads the books once; all that follows is worked out from what was read."""

    def __init__(self, use_cases: UseCases, loader: FactsLoader, people: People, clients: Clients) -> None:
        """Facts and schemes come from ``loader``, names from the stores."""
        self._use_cases = use_cases
        self._loader = loader
        self._people = people
        self._clients = clients

    def trial(self, actor: Actor, candidates: Sequence[Candidate] = (AsNow(),), months: int = MONTHS[0]) -> Trial:
        """The last 12, 24 or 36 months, ending with the last one in which money came, under one to four candidates.

        Raises Invalid: ``months_not_offered``, ``candidates_count``, a rate of exchange is missing; Denied without
        Permission.EDIT_SCHEMES and SEE_PAY.
        """
        return tried(self.ground(actor, months), candidates)

    def ground(self, actor: Actor, months: int = MONTHS[0]) -> Ground:
        """What ``trial.tried`` stands on, read from the books once: the facts, schemes, names and months.

        Raises Invalid: ``months_not_offered``; Denied as ``trial``.
        """

        def read() -> Ground:
            facts = self._loader.load_facts()
            last = last_month_with_money(facts)
            return Ground(
                facts,
                self._loader.load_schemes(),
                Window(last.plus(1 - months), last),
                {person.id: person.name for person in self._people.list()},
                {client.id: client.name for client in self._clients.list()},
                {contract.id: contract.number for contract in facts.contracts},
            )

        def seen() -> Ground:
            return self._use_cases.view(actor, Permission.SEE_PAY, read, action="motivation.simulate")

        if months not in MONTHS:
            raise Invalid((Finding("months_not_offered", "months", {"count": months}),))
        return self._use_cases.view(actor, Permission.EDIT_SCHEMES, seen, action="motivation.simulate")

    def holding(self, actor: Actor, positions: Collection[str]) -> frozenset[int]:
        """Everybody who holds one of these positions, for ``Tried.people``."""

        def work() -> frozenset[int]:
            return frozenset(person.id for person in self._people.list() if person.position in positions)

        return self._use_cases.view(actor, Permission.EDIT_SCHEMES, work, action="motivation.simulate")
