"""The journal for its readers: what happened, whether it stands unchanged, and taking an operation back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from app.export.text_table import csv_lines, json_lines
from app.journal.areas import PLACES
from app.journal.body import images
from app.journal.chain import Verdict, verify
from app.journal.model import Changes, Entry, Outcome, Question
from app.journal.report import HEADER, lines
from app.journal.store import JournalStore
from app.journal.taking_back import TakingBack
from app.journal.undo import obstacle, permissions
from app.kernel.actor import Actor, Permission
from app.kernel.cells import text, whole
from app.kernel.changes import SECRET_AREAS, Area, Done
from app.kernel.database import Cell, Image, Row
from app.kernel.errors import Refused
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases

_PAGE_ENTRIES = 2_000


class JournalService:
    """Reads the journal and undoes."""

    def __init__(self, use_cases: UseCases, store: JournalStore, taking_back: TakingBack | None = None) -> None:
        """``taking_back`` knows what features derive from rows that are put back."""
        self._use_cases = use_cases
        self._store = store
        self._taking_back = taking_back or TakingBack(store)

    def entries(self, actor: Actor, question: Question | None = None) -> tuple[Entry, ...]:
        """Entries, newest first; bodies only of areas that the actor may see."""
        return self._use_cases.view(
            actor,
            Permission.SEE_JOURNAL,
            lambda: self._entries(actor, question or Question()),
            action="journal.entries",
        )

    def export(self, actor: Actor, path: Path, question: Question | None = None) -> int:
        """Write entries into a file (``.csv``, or else JSON lines), oldest first; give the number of its lines.

        As in ``entries``, what the actor may not see is hidden; ``limit`` does not count. Raises ExportLocked.
        """
        asked = question or Question()

        def work() -> int:
            found = tuple(self._all(actor, asked))
            rows = tuple(lines(reversed(found)))
            write = csv_lines if path.suffix.casefold() == ".csv" else json_lines
            try:
                path.write_text(write(HEADER, rows), encoding="utf-8", newline="")
            except OSError as error:
                from app.export.placing import ExportLocked

                raise ExportLocked(path=str(path)) from error
            return len(rows)

        return self._use_cases.view(actor, Permission.SEE_JOURNAL, work, action="journal.export")

    def verify(self, actor: Actor) -> Verdict:
        """Whether the chain holds from the first row to the last; everybody who sees the journal may ask."""
        return self._use_cases.view(
            actor, Permission.SEE_JOURNAL, lambda: verify(self._store.links()), action="journal.verify"
        )

    def token(self, actor: Actor, areas: Collection[Area] = frozenset(Area)) -> int:
        """A number that rises when something in ``areas`` is written."""
        return self._use_cases.view(
            actor, Permission.SEE_OWN, lambda: self._store.newest(areas), action="journal.token"
        )

    def changes_since(self, actor: Actor, token: int, own: Collection[str] = ()) -> Changes:
        """Areas written after ``token`` by others: operations named in ``own`` do not count."""

        def work() -> Changes:
            rows = self._store.since(token)
            areas = frozenset(Area(text(area)) for _, area, operation_id in rows if operation_id not in own)
            return Changes(whole(rows[-1][0]) if rows else token, areas)

        return self._use_cases.view(actor, Permission.SEE_OWN, work, action="journal.changes_since")

    def last_change(self, actor: Actor, table: str, row_id: int) -> Entry | None:
        """Who wrote a row last, and when, among the newest entries of its area; None when it is not found there.

        Nothing is told of an area that the actor may not see.
        """

        def work() -> Entry | None:
            area = PLACES[table].area
            recent = self._entries(actor, Question(area=area)) if area in visible_areas(actor) else ()
            return next((entry for entry in recent if _wrote(entry, table, row_id)), None)

        return self._use_cases.view(actor, Permission.SEE_RECORDS, work, action="journal.last_change")

    def undo(self, actor: Actor, undone_id: OperationId, operation_id: OperationId | None = None) -> Done[None]:
        """Take the operation ``undone_id`` back, whole or not at all.

        Raises NotFound, and Refused with rule ``undo_import``, ``undo_bulk`` (many rows that were removed at once),
        ``undo_final`` (payments, payroll, users, the firm) or ``undo_changed`` (a row no longer stands as the operation
        left it), Denied without the right to edit its tables.
        """
        seen = self._use_cases.view(
            actor, Permission.SEE_OWN, lambda: self._taking_back.seen(undone_id), action="journal.undo"
        )
        needed = permissions(seen)
        lacking = [permission for permission in needed if not actor.may(permission)]

        def work() -> None:
            rule = obstacle(seen)
            if rule:
                raise Refused(rule=rule)
            self._taking_back.take_back(seen)

        return self._use_cases.perform(actor, (lacking or needed)[0], operation_id, work, action="journal.undo")

    # inside

    def _entries(self, actor: Actor, asked: Question) -> tuple[Entry, ...]:
        conditions: dict[str, Cell] = {
            "area": asked.area,
            "user_id": asked.user_id,
            "operation_id": asked.operation_id,
            "since": asked.since,
            "until": asked.until,
            "before_id": asked.before_id,
        }
        where = {name: value for name, value in conditions.items() if value is not None}
        visible = {"", *(area.value for area in visible_areas(actor))}
        return tuple(_entry(row) for row in self._store.entries(visible, where, asked.limit))

    def _all(self, actor: Actor, asked: Question) -> Iterator[Entry]:
        """Page by page, newest first."""
        before_id = asked.before_id
        while True:
            page = self._entries(actor, replace(asked, before_id=before_id, limit=_PAGE_ENTRIES))
            yield from page
            if len(page) < _PAGE_ENTRIES:
                return
            before_id = page[-1].id


def visible_areas(actor: Actor) -> frozenset[Area]:
    """Areas whose contents the actor may see."""
    return frozenset(Area) if actor.may(Permission.SEE_PAY) else frozenset(Area) - SECRET_AREAS


def _wrote(entry: Entry, table: str, row_id: int) -> bool:
    return any(
        image.table == table and image.row_id == row_id for image in entry.images or () if isinstance(image, Image)
    )


def _entry(row: Row) -> Entry:
    area, body = text(row["area"]), row["body"]
    refused = row["outcome"] == Outcome.REFUSED.value
    why = json.loads(text(body)) if refused and body is not None else {}
    return Entry(
        id=whole(row["id"]),
        at=text(row["at"]),
        user_id=whole(row["user_id"]),
        login=text(row["login"]),
        operation_id=OperationId(text(row["operation_id"])),
        action=text(row["action"]),
        outcome=Outcome(text(row["outcome"])),
        area=Area(area) if area else None,
        images=None if refused or body is None else tuple(images(text(body))),
        permission=str(why.get("permission", "")),
        reason=str(why.get("reason", "")),
        hash=text(row["hash"]),
        about={name: value for name, value in why.items() if name not in {"permission", "reason"}},
    )
