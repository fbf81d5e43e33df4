"""Use case of asking what a client has earned whom: the stored lines of the runs, summed by person and rule."""

from __future__ import annotations

from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.errors import NotFound
from app.kernel.use_cases import UseCases
from app.payroll.model import ClientEarnings, EarnedLine
from app.payroll.months import Months
from app.payroll.neighbours import Neighbours
from app.payroll.store import Earned, ResultStore, RunStore


class Earnings:
    """Sums lines by client."""

    def __init__(
        self,
        use_cases: UseCases,
        runs: RunStore,
        results: ResultStore,
        months: Months,
        neighbours: Neighbours,
    ) -> None:
        """Read ``runs`` and ``results`` in ``use_cases``; names come from ``neighbours``."""
        self._use_cases = use_cases
        self._runs = runs
        self._results = results
        self._months = months
        self._neighbours = neighbours

    def client_earnings(self, actor: Actor, client_id: int) -> ClientEarnings:
        """Of one client, and of the group that it belongs to today. Raises NotFound(kind=client)."""
        today = self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_PAY, lambda: self._earnings(client_id, today), action="payroll.client_earnings"
        )

    def _earnings(self, client_id: int, today: date) -> ClientEarnings:
        clients = self._neighbours.clients
        if all(client.id != client_id for client in clients.list()):
            raise NotFound(kind="client", key=client_id)
        group_of: dict[int, int | None] = {}
        for membership in clients.memberships():  # the oldest first: the last one that has begun holds
            if membership.valid_from <= today:
                group_of[membership.client_id] = membership.group_id
        group_id = group_of.get(client_id)
        members = [member for member, group in group_of.items() if group is not None and group == group_id]
        closed = self._runs.last_closed()
        open_run = self._runs.open_run()
        if closed is not None and open_run is not None and open_run.month == closed.month:
            before = closed.month.plus(-1)  # it was opened again: the month counts as it is worked out now
            through = before if self._runs.run(before) is not None else None
        else:
            through = None if closed is None else closed.month
        return ClientEarnings(
            currency=self._months.firm().currency,
            closed_through=through,
            open_run=open_run,
            own=self._lines(self._results.earned((client_id,))),
            group_name=next((group.name for group in self._neighbours.groups.list() if group.id == group_id), ""),
            group_size=len(members),
            group=self._lines(self._results.earned(members)) if members else (),
        )

    def _lines(self, sums: tuple[Earned, ...]) -> tuple[EarnedLine, ...]:
        """With names; what was earned and taken back in full is nothing."""
        people = {person.id: person.name for person in self._neighbours.people.list()}
        schemes = {scheme.id: scheme.name for scheme in self._neighbours.loader.load_schemes()}
        return tuple(
            EarnedLine(
                one.person_id,
                people[one.person_id],
                one.function,
                schemes.get(one.scheme_id, ""),
                one.rule_key,
                one.closed_minor,
                one.open_minor,
                one.held_minor,
            )
            for one in sums
            if one.closed_minor or one.open_minor or one.held_minor
        )
