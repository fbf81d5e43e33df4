"""Use cases of the wizard: drafts that save themselves, the check with what was accepted, and the way into force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from app.calc.facts import Facts
from app.calc.remarks import Remark
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid, NotFound, Stale, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.motivation.checking import USUAL_LIMIT_PPM
from app.motivation.draft.answers import Hours
from app.motivation.draft.assigning import Moves, moves
from app.motivation.draft.beginning import begun
from app.motivation.draft.entering import entry_problems, version_to_enter
from app.motivation.draft.examining import examined, subject_of, with_acceptances
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import in_steps, points
from app.motivation.draft.pay_points import pay_points
from app.motivation.draft.records import Approval, CheckedDraft, DraftRow, Source, StoredDraft, WorkTable
from app.motivation.draft.store import SchemeDraftStore
from app.motivation.draft.work_history import work_history
from app.motivation.loading import FactsLoader, last_month_with_money
from app.motivation.model import NewAssignment
from app.motivation.neighbours import Neighbours
from app.motivation.scheme_text import scheme_text
from app.motivation.service import MotivationService

_EDIT = Permission.EDIT_SCHEMES
_MOST_PPM = 1_000_000
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Look:
    """A check with what it was made of: while that stands, it need not be made again."""

    checked: CheckedDraft
    draft_version: int
    limit_ppm: int
    token: str


class SchemeDraftService:
    """Everything of the wizard that is kept; its steps themselves are pure functions beside this file."""

    def __init__(
        self,
        use_cases: UseCases,
        store: SchemeDraftStore,
        motivation: MotivationService,
        loader: FactsLoader,
        neighbours: Neighbours,
    ) -> None:
        """Work in ``use_cases`` over ``store``; schemes and assignments are changed by ``motivation``."""
        self._use_cases = use_cases
        self._store = store
        self._motivation = motivation
        self._loader = loader
        self._neighbours = neighbours

    # drafts

    def list(self, actor: Actor) -> tuple[DraftRow, ...]:
        """Everybody's drafts, the one that was saved last first."""
        return self._see(actor, self._store.list, "scheme_drafts.list")

    def start(
        self, actor: Actor, source: Source, key: str, name: str, operation_id: OperationId | None = None
    ) -> Done[int]:
        """Begin a draft called ``name``, give its id.

        ``key``: of the template, or of the scheme in force that gets another version; of no meaning for an empty one.
        Raises NotFound; Invalid: the name is missing.
        """

        def work() -> int:
            if not name.strip():
                raise Invalid((Finding("name_missing", "name"),))
            first_open = self._neighbours.months.first_open().first
            draft = begun(source, key, name.strip(), self._loader.load_schemes(), first_open)
            return self._store.add(draft, actor, self._use_cases.clock.now())

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.start")

    def get(self, actor: Actor, draft_id: int) -> StoredDraft:
        """One draft. Raises NotFound."""
        return self._see(actor, lambda: self._store.get(draft_id), "scheme_drafts.get")

    def save(
        self, actor: Actor, draft_id: int, version: int, draft: Draft, operation_id: OperationId | None = None
    ) -> Done[int]:
        """Keep the draft as it is now, give its new version; no journal. Raises NotFound, Stale."""

        def work() -> int:
            return self._store.save(draft_id, version, draft, self._use_cases.clock.now())

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.save")

    def remove(self, actor: Actor, draft_id: int, version: int, operation_id: OperationId | None = None) -> Done[None]:
        """Forget a draft with what was accepted for it. Raises NotFound, Stale."""

        def work() -> None:
            self._store.remove(draft_id, version)

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.remove")

    # what history says

    def history(self, actor: Actor, hours: Iterable[Hours] = ()) -> WorkTable:
        """Step 1: who did what in the last twelve months, and what the typed hours cost. Raises Invalid: rates miss."""

        def work() -> WorkTable:
            facts, schemes = self._loader.load_facts(), self._loader.load_schemes()
            history = work_history(facts, schemes, last_month_with_money(facts), hours)
            staff_nos = {person.id: person.staff_no for person in self._neighbours.people.list()}
            return WorkTable(history, facts.currency, self._names(), staff_nos, _numbers(facts))

        return self._see(actor, work, "scheme_drafts.history")

    def check(self, actor: Actor, draft_id: int) -> CheckedDraft:
        """Step 9: all that is open or wrong, and the findings on the firm's history. Raises NotFound, Invalid."""
        return self._see(actor, lambda: self._look(draft_id).checked, "scheme_drafts.check")

    def moves(self, actor: Actor, draft_id: int) -> Moves:
        """Step 10: whose assignments begin and end when the draft is put in force. Raises NotFound."""

        def work() -> Moves:
            draft, standing = self._store.get(draft_id).draft, self._motivation.assignments(actor)
            return moves(draft.scheme_id, draft.people, draft.valid_from, standing, draft.keeps)

        return self._see(actor, work, "scheme_drafts.moves")

    # what the director says to it

    def accept_finding(
        self, actor: Actor, draft_id: int, remark: Remark, reason: str, operation_id: OperationId | None = None
    ) -> Done[int]:
        """Accept a finding of the check with a reason, give the acceptance's id; it holds while the rules stay.

        Raises NotFound; Invalid: no reason, or the check finds it no longer.
        """
        looked = self._before(actor, draft_id, "scheme_drafts.accept_finding")

        def work() -> int:
            stored, checked = self._standing(draft_id, looked)
            known = {(one.remark.code, one.remark.place, subject_of(one.remark)): one for one in checked.remarks}
            found = known.get((remark.code, remark.place, subject_of(remark)))
            if found is None or not reason.strip():
                missing = () if reason.strip() else (Finding("reason_missing", "reason"),)
                raise Invalid((*missing, *(() if found else (Finding("finding_gone"),))))
            return self._store.accept(stored, found.remark, reason.strip(), actor, self._use_cases.clock.now())

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.accept_finding")

    def withdraw_acceptance(
        self, actor: Actor, acceptance_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Accept a finding no longer. Raises Stale; Refused: its version is in force."""

        def work() -> None:
            self._store.withdraw(acceptance_id, version)

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.withdraw_acceptance")

    def limit(self, actor: Actor) -> int:
        """The share of margin (ppm) that all bonuses may cost: the director's, or the usual one."""
        return self._see(actor, self._limit_ppm, "scheme_drafts.limit")

    def set_limit(self, actor: Actor, limit_ppm: int, operation_id: OperationId | None = None) -> Done[None]:
        """Set the share of margin that all bonuses may cost. Raises Invalid."""

        def work() -> None:
            if not 0 < limit_ppm <= _MOST_PPM:
                raise Invalid((Finding("limit_out_of_range", "limit_ppm", {"found_ppm": limit_ppm}),))
            self._store.set_limit(limit_ppm)

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.set_limit")

    # into force

    def put_in_force(
        self,
        actor: Actor,
        draft_id: int,
        version: int,
        operation_id: OperationId | None = None,
    ) -> Done[int]:
        """Put the draft in force from its ``valid_from`` on for its ``people``, give the scheme's id. The draft goes.

        In one transaction: the scheme or its new version, assignments that end and begin (``moves``), the approval with
        what was accepted. Raises NotFound, Stale; Invalid with everything that is wrong and
        every finding above a note that is neither mended nor accepted.
        """
        looked = self._before(actor, draft_id, "scheme_drafts.put_in_force")

        def work() -> int:
            stored, checked = self._standing(draft_id, looked)
            if stored.row.version != version:
                raise Stale(table="scheme_draft", row_id=draft_id)
            schemes, staff = self._loader.load_schemes(), self._neighbours.people.list()
            first_open = self._neighbours.months.first_open()
            entered = version_to_enter(stored.draft, schemes)
            raise_if_any((*checked.obstacles(), *entry_problems(stored.draft, entered, schemes, staff, first_open)))
            scheme_id = self._motivation.add_scheme(actor, scheme_text(entered)).value
            self._assign(actor, stored.draft, scheme_id)
            accepted = tuple(one.accepted for one in checked.remarks if one.accepted is not None)
            self._store.approve(
                scheme_id, stored.draft.valid_from, accepted, limit_ppm=checked.limit_ppm, actor=actor,
                now=self._use_cases.clock.now(),
            )  # fmt: skip
            self._store.remove(draft_id, version)
            return scheme_id

        return self._use_cases.perform(actor, _EDIT, operation_id, work, action="scheme_drafts.put_in_force")

    def approvals(self, actor: Actor, key: str) -> tuple[Approval, ...]:
        """Who approved the versions of a scheme, and what was accepted with them; a file's versions have none."""
        return self._see(actor, lambda: self._store.approvals(key), "scheme_drafts.approvals")

    def _assign(self, actor: Actor, draft: Draft, scheme_id: int) -> None:
        change = self._motivation
        plan = moves(scheme_id, draft.people, draft.valid_from, change.assignments(actor), draft.keeps)
        for item in plan.remove:
            change.remove_assignment(actor, item.id, item.version)
        for item in plan.end:
            change.end_assignment(actor, item.id, item.version, draft.valid_from - timedelta(days=1))
        for item in plan.prolong:
            change.end_assignment(actor, item.id, item.version, None)
        for person_id in plan.begin:
            change.assign(actor, NewAssignment(scheme_id, person_id, draft.valid_from))

    # how it is looked at

    def _see(self, actor: Actor, work: Callable[[], Value], action: str) -> Value:
        """Read what only who designs schemes and may see pay may read."""
        see = self._use_cases.view
        return see(actor, _EDIT, lambda: see(actor, Permission.SEE_PAY, work, action=action), action=action)

    def _before(self, actor: Actor, draft_id: int, action: str) -> _Look | None:
        """The check before the write transaction begins, which nobody else has to wait for; None: no such draft."""

        def work() -> _Look | None:
            try:
                return self._look(draft_id)
            except NotFound:  # done already, when the call is a repeat
                return None

        return self._see(actor, work, action)

    def _standing(self, draft_id: int, looked: _Look | None) -> tuple[StoredDraft, CheckedDraft]:
        """The draft and its check, which is made again when the books, the draft or the limit moved meanwhile."""
        stored = self._store.get(draft_id)
        mark = (stored.row.version, self._limit_ppm(), self._loader.token())
        if looked is None or mark != (looked.draft_version, looked.limit_ppm, looked.token):
            looked = self._look(draft_id)
        return stored, looked.checked

    def _look(self, draft_id: int) -> _Look:
        stored, limit_ppm = self._store.get(draft_id), self._limit_ppm()
        draft, facts, names = stored.draft, self._loader.load_facts(), self._names()
        found = in_steps([*points(draft), *pay_points(draft, facts, names)])
        remarks: tuple[Remark, ...] = ()
        if draft.rules and not any(point.wrong and point.finding.code != "draft_people_missing" for point in found):
            remarks = examined(facts, self._loader.load_schemes(), self._loader.load_assignments(), draft, limit_ppm)
        checked = CheckedDraft(
            found,
            with_acceptances(draft, remarks, self._store.accepted(draft_id)),
            limit_ppm,
            last_month_with_money(facts),
            facts.currency,
            names,
            _numbers(facts),
        )
        return _Look(checked, stored.row.version, limit_ppm, self._loader.token())

    def _limit_ppm(self) -> int:
        standing = self._store.limit()
        return USUAL_LIMIT_PPM if standing is None else standing[0]

    def _names(self) -> dict[int, str]:
        return {person.id: person.name for person in self._neighbours.people.list()}


def _numbers(facts: Facts) -> dict[int, str]:
    return {contract.id: contract.number for contract in facts.contracts}
