"""Use cases of importing: a dry run with every problem, and the import itself, all or nothing.

The dry run is the import itself, undone at the end: what it says is what will happen. Records pass through the services
of their features, which check them as if they were typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app.importing import money_records, order_records, people_records
from app.importing.fields import Kind
from app.importing.intake import KindCount
from app.importing.looking import Look, Tell, look, silent
from app.importing.mapping import ImportMapping
from app.importing.mapping_file import read_mapping
from app.importing.plan import ImportBatch, ImportPlan, ImportReport, Rehearsal, Source
from app.importing.reading import Rows, read_rows
from app.importing.session import Care, Records, Session
from app.importing.store import ImportStore, NewBatch
from app.journal.taking_back import Seen
from app.journal.undo import IMPORT, permissions
from app.kernel.actor import Actor, Permission
from app.kernel.cells import instant
from app.kernel.changes import Done
from app.kernel.collector import collector_at_rest, large_parts, let_go
from app.kernel.errors import Finding, Invalid, NotFound, Refused
from app.kernel.ids import OperationId, new_operation_id
from app.kernel.use_cases import UseCases
from app.paths import written_text
from app.sheets.sheet import Sheet, SheetProblem

TAKE: dict[Kind, Callable[[Session], KindCount]] = {
    Kind.RATES: people_records.rates,
    Kind.STAFF: people_records.staff,
    Kind.PAY_TERMS: people_records.pay_terms,
    Kind.OPENING_BALANCES: people_records.opening_balances,
    Kind.OPENING_MEASURES: people_records.opening_measures,
    Kind.GROUPS: people_records.groups,
    Kind.CLIENTS: people_records.clients,
    Kind.CONTRACTS: order_records.contracts,
    Kind.ROLES: order_records.roles,
    Kind.AMENDMENTS: order_records.amendments,
    Kind.ACTS: order_records.acts,
    Kind.HANDOVERS: order_records.handovers,
    Kind.INVOICES: money_records.invoices,
    Kind.CREDIT_NOTES: money_records.credit_notes,
    Kind.PAYMENTS: money_records.payments,
    Kind.REFUNDS: money_records.refunds,
}
"""How the rows of each kind become records."""


class ImportService:
    """Plans and runs imports."""

    def __init__(self, use_cases: UseCases, store: ImportStore, records: Records, care: Care) -> None:
        """Hand records over to the services in ``records``; ``care`` is how the file is kept from a bad import."""
        self._use_cases = use_cases
        self._store = store
        self._records = records
        self._care = care

    def look(self, actor: Actor, paths: Sequence[Path], tell: Tell = silent) -> Look:
        """The first rows of every sheet of the files, with what each is proposed to be; and what cannot be read.

        ``tell`` hears how many files are behind; what it raises ends the looking.
        """
        self._use_cases.view(actor, Permission.IMPORT, lambda: None, action="importing.look")
        with collector_at_rest():
            return look(paths, tell)

    def plan(self, actor: Actor, mapping: Path | str, folder: Path, tell: Tell = silent) -> ImportPlan:
        """A dry run over the files in ``folder``; nothing is changed. ``mapping`` is its file, or the text of one.

        ``tell`` hears how many tables and kinds are behind; what it raises ends the run, and nothing is changed.
        Raises FileProblem, and Invalid with every mistake in the mapping by its path.
        """
        self._use_cases.view(actor, Permission.IMPORT, lambda: None, action="importing.plan")  # before any file is read
        text = mapping if isinstance(mapping, str) else written_text(mapping)
        raw = text.encode() if isinstance(mapping, str) else mapping.read_bytes()
        with collector_at_rest():
            return self._plan(actor, read_source(text, raw, folder, tell), tell)

    def _plan(self, actor: Actor, source: Source, tell: Tell) -> ImportPlan:
        if source.unreadable:
            return ImportPlan((), source.unreadable, source)

        def work() -> None:
            rehearsal = Rehearsal(self._care.journal_head(), _copied(source.rows), {})
            raise _Rehearsed(*self._take(actor, source, rehearsal, new_operation_id(), tell), rehearsal)

        try:
            self._use_cases.perform(actor, Permission.IMPORT, None, work, action="importing.plan")
        except _Rehearsed as rehearsed:
            _free(rehearsed.rehearsal.kept)
            again = None if rehearsed.problems else rehearsed.rehearsal
            return ImportPlan(rehearsed.report.counts, rehearsed.problems, source, again)
        raise AssertionError

    def run(
        self, actor: Actor, plan: ImportPlan, operation_id: OperationId | None = None, tell: Tell = silent
    ) -> Done[ImportReport]:
        """Import what ``plan`` read, all or nothing, after a copy of the file. ``tell`` is as for ``plan``.

        Raises Invalid with every problem, also with new ones, and FileProblem when the copy cannot be made.
        """
        named, used = operation_id or new_operation_id(), list[Rehearsal]()

        def work() -> str:
            if plan.source.unreadable:
                raise Invalid(plan.source.unreadable)
            used.append(self._rehearsed(plan))
            report, problems = self._take(actor, plan.source, used[-1], named, tell)
            if problems:
                raise Invalid(problems)
            if report.import_id is not None:
                self._care.copy_first(actor)  # of what is committed so far: the file as it was before this import
            return report.text

        with collector_at_rest():
            try:
                done = self._use_cases.perform(actor, Permission.IMPORT, named, work, action="importing.run")
            finally:
                for rehearsal in used:
                    _free(rehearsal.kept)
        return Done(ImportReport.parse(done.value), done.areas, done.operation_id, done.undoable)

    def imports(self, actor: Actor) -> tuple[ImportBatch, ...]:
        """Imports so far, the newest first."""
        return self._use_cases.view(actor, Permission.IMPORT, self._store.batches, action="importing.imports")

    def undo(self, actor: Actor, import_id: int, operation_id: OperationId | None = None) -> Done[None]:
        """Take an import back as a whole, money included, while nobody's pay is fixed on it.

        Raises NotFound; Denied without the right to edit what it brought; Refused with rule ``import_undone``,
        ``import_in_closed_month`` (one of its rows stands in a month whose run is no draft any more), ``import_in_use``
        (something entered later hangs on its rows), ``undo_changed`` (one of them was changed since).
        """

        def work() -> None:
            batch = next(iter(self._store.batches(import_id)), None)
            if batch is None:
                raise NotFound(kind="import_batch", key=import_id)
            if batch.undone_at is not None:
                raise Refused(rule="import_undone", on=batch.undone_at[:10])
            seen = [image for image in self._care.taking_back.seen(batch.operation_id) if image.table != IMPORT]
            for permission in permissions(seen):
                self._use_cases.view(actor, permission, lambda: None, action="importing.undo")
            self._refuse_fixed(seen)
            self._store.set_undone(batch, self._now())
            try:
                self._care.taking_back.take_back(seen)
            except Refused as refused:
                if refused.rule == "foreign_key":
                    raise Refused(rule="import_in_use") from refused
                raise

        return self._use_cases.perform(actor, Permission.IMPORT, operation_id, work, action="importing.undo")

    def _refuse_fixed(self, seen: Seen) -> None:
        fixed, first_day = self._care.fixed_through(), self._care.taking_back.first_day(seen)
        if fixed is not None and first_day is not None and first_day[:7] <= fixed.text:
            raise Refused(rule="import_in_closed_month", month=fixed.text)

    def _now(self) -> str:
        return instant(self._use_cases.clock.now(), "seconds")

    def _rehearsed(self, plan: ImportPlan) -> Rehearsal:
        """What the dry run made, while the books stand as they stood then and nothing was found since; else nothing."""
        head, kept = self._care.journal_head(), plan.rehearsal
        if kept is not None and kept.head == head and not any(rows.findings for rows in kept.rows):
            return kept
        return Rehearsal(head, _copied(plan.source.rows), {})

    def _take(
        self, actor: Actor, source: Source, rehearsal: Rehearsal, operation_id: OperationId, tell: Tell
    ) -> tuple[ImportReport, tuple[Finding, ...]]:
        """Add everything that is new and sound, inside the open write; the caller undoes it when there is a problem."""
        tables = rehearsal.rows
        begun: list[int] = []

        def begin() -> int:
            begun.append(self._begin(actor, source, operation_id))
            return begun[0]

        by_kind = {kind: [rows for rows in tables if rows.table.kind is kind] for kind in Kind}
        currency = source.currency or self._records.settings.firm(actor).currency
        session = Session(self._records, actor, currency, by_kind, begin, rehearsal.made)
        session.kept = rehearsal.kept
        taken = [kind for kind in Kind if by_kind[kind] or _implied(kind, by_kind)]
        counts = []
        for at, kind in enumerate(taken, start=len(tables)):
            tell(at, len(tables) + len(taken))
            counts.append(TAKE[kind](session))
        if any(count.new for count in counts):
            _ = session.import_id  # also of imports whose rows carry none
        report = ImportReport(begun[0] if begun else None, tuple(counts))
        return report, tuple(finding for rows in tables for finding in sorted(rows.findings, key=_row))

    def _begin(self, actor: Actor, source: Source, operation_id: OperationId) -> int:
        counts: dict[str, int] = {}
        for rows in source.rows:
            counts[rows.table.kind.value] = counts.get(rows.table.kind.value, 0) + len(rows.numbers)
        text = json.dumps(counts, sort_keys=True)
        return self._store.add(NewBatch(self._now(), actor.user_id, *source.digests, text, operation_id))


class _Rehearsed(Exception):
    """Ends a dry run, so that its write is undone."""

    def __init__(self, report: ImportReport, problems: tuple[Finding, ...], rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal
        self.report = report
        self.problems = problems


def _free(kept: list[object]) -> None:
    """What a rehearsal has kept is freed in pieces; the list itself is empty afterwards."""
    parts = large_parts(*kept)
    kept.clear()
    let_go(parts)


def _copied(tables: tuple[Rows, ...]) -> tuple[Rows, ...]:
    """The tables with findings of their own: what is found in these books does not stick to what was read."""
    return tuple(replace(rows, bad=set(rows.bad), findings=list(rows.findings)) for rows in tables)


def _implied(kind: Kind, by_kind: dict[Kind, list[Rows]]) -> bool:
    """Clients bring their groups along."""
    return kind is Kind.GROUPS and any("group" in rows.table.mapped for rows in by_kind[Kind.CLIENTS])


def _row(finding: Finding) -> int:
    row = finding.values.get("row")
    return row if isinstance(row, int) else 0


def read_source(text: str, raw: bytes, folder: Path, tell: Tell) -> Source:
    """Read every file that a mapping names; ``raw`` is the mapping as it is known again. Raises Invalid."""
    mapping = read_mapping(text)
    sheets: dict[tuple[str, ...], Sheet] = {}
    tables, unreadable = [], []
    for at, table in enumerate(mapping.tables):
        tell(at, len(mapping.tables) * 2)
        try:
            rows = read_rows(table, folder, sheets)
        except SheetProblem as problem:
            unreadable.append(Finding(problem.code, f"{table.path}.file", problem.values))
            continue
        tables.append(rows)
        if not rows.readable:
            unreadable += rows.findings
    digests = (sha256(raw).hexdigest(), _digest(mapping, folder))
    return Source(mapping.currency, tuple(tables), digests, tuple(unreadable))


def _digest(mapping: ImportMapping, folder: Path) -> str:
    digest = sha256()
    for name in sorted({table.file for table in mapping.tables}):
        path = folder / name
        digest.update(name.encode())
        digest.update(sha256(path.read_bytes()).digest() if path.is_file() else b"")
    return digest.hexdigest()
