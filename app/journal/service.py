"""The journal for its readers: what happened, whether it stands unchanged, and taking an operation back."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping

from app.journal.areas import PLACES
from app.journal.body import images
from app.journal.chain import Verdict, verify
from app.journal.model import Changes, Entry, Outcome, Question
from app.journal.store import JournalStore
from app.journal.undo import Inverse, inverses, last_seen, obstacle, permissions, stands
from app.kernel.actor import Actor, Permission
from app.kernel.cells import text, whole
from app.kernel.changes import SECRET_AREAS, Area, Done
from app.kernel.database import BulkImage, Cell, Image, Row
from app.kernel.errors import NotFound, Refused
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases


class JournalService:
    """Reads the journal and undoes."""

    def __init__(
        self, use_cases: UseCases, store: JournalStore, after_undo: Mapping[Area, Callable[[], None]] | None = None
    ) -> None:
        """``after_undo`` recomputes, per area, what a feature derives from rows that were put back."""
        self._use_cases = use_cases
        self._store = store
        self._after_undo = after_undo or {}

    def entries(self, actor: Actor, question: Question | None = None) -> tuple[Entry, ...]:
        """Entries, newest first; bodies only of areas that the actor may see."""
        asked = question or Question()

        def work() -> tuple[Entry, ...]:
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

        return self._use_cases.view(actor, Permission.SEE_JOURNAL, work, action="journal.entries")

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

    def undo(self, actor: Actor, undone_id: OperationId, operation_id: OperationId | None = None) -> Done[None]:
        """Take the operation ``undone_id`` back, whole or not at all.

        Raises NotFound, and Refused with rule ``undo_bulk``, ``undo_final`` (payments, payroll, users, the firm) or
        ``undo_changed`` (a row no longer stands as the operation left it), Denied without the right to edit its tables.
        """
        seen = self._images(undone_id)
        needed = permissions(seen)
        lacking = [permission for permission in needed if not actor.may(permission)]

        def work() -> None:
            rule = obstacle(seen)
            if rule:
                raise Refused(rule=rule)
            rows = [image for image in seen if isinstance(image, Image)]
            for (table, row_id), after in last_seen(rows).items():
                if not stands(table, self._store.row(table, row_id), after):
                    raise Refused(rule="undo_changed", table=table, row_id=row_id)
            for inverse in inverses(rows):
                self._apply(inverse)
            for area in sorted({PLACES[image.table].area for image in rows} & self._after_undo.keys()):
                self._after_undo[area]()

        return self._use_cases.perform(actor, (lacking or needed)[0], operation_id, work, action="journal.undo")

    def _images(self, operation_id: OperationId) -> list[Image | BulkImage]:
        seen = [image for row in self._store.bodies(operation_id) for image in images(text(row["body"]))]
        if not seen:
            raise NotFound(kind="operation", key=operation_id)
        return seen

    def _apply(self, inverse: Inverse) -> None:
        if inverse.restored is not None:
            self._store.restore(inverse.table, inverse.restored)
            return
        standing = self._store.row(inverse.table, inverse.row_id)
        if standing is None:
            raise Refused(rule="undo_changed", table=inverse.table, row_id=inverse.row_id)
        version = whole(standing["version"])
        if inverse.columns is None:
            self._store.remove(inverse.table, inverse.row_id, version)
        else:
            self._store.change(inverse.table, inverse.row_id, version, inverse.columns)


def visible_areas(actor: Actor) -> frozenset[Area]:
    """Areas whose contents the actor may see."""
    return frozenset(Area) if actor.may(Permission.SEE_PAY) else frozenset(Area) - SECRET_AREAS


def _entry(row: Row) -> Entry:
    area, body = text(row["area"]), row["body"]
    refused = row["outcome"] == Outcome.REFUSED.value
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
        permission=str(json.loads(text(body))["permission"]) if refused and body is not None else "",
    )
