"""Takes an operation back out of the books, whole or not at all; whether it may be, its callers decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.journal.areas import DATED, PLACES
from app.journal.body import images
from app.journal.store import JournalStore
from app.journal.undo import Inverse, inverses, last_seen, stands
from app.kernel.cells import text, whole_or_none
from app.kernel.changes import Area
from app.kernel.database import BulkImage, Image
from app.kernel.errors import NotFound, Refused, Stale
from app.kernel.ids import OperationId

Seen = list[Image | BulkImage]
"""What an operation did, as the journal saw it."""


class TakingBack:
    """Writes inverses inside the caller's transaction."""

    def __init__(self, store: JournalStore, after_undo: Mapping[Area, Callable[[], None]] | None = None) -> None:
        """``after_undo`` recomputes, per area, what a feature derives from rows that were put back."""
        self._store = store
        self._after_undo = after_undo or {}

    def seen(self, operation_id: OperationId) -> Seen:
        """What the journal saw an operation do. Raises NotFound."""
        found = [image for row in self._store.bodies(operation_id) for image in images(text(row["body"]))]
        if not found:
            raise NotFound(kind="operation", key=operation_id)
        return found

    def take_back(self, seen: Seen) -> None:
        """Write the inverses. Raises Refused(rule=undo_changed) when a row no longer stands as it was left."""
        self._check(seen)
        for inverse in inverses(seen):
            self._apply(inverse)
        for area in sorted({PLACES[image.table].area for image in seen} & self._after_undo.keys()):
            self._after_undo[area]()

    def first_day(self, seen: Seen) -> str | None:
        """The earliest day, in ISO form, on which any of these rows stands; None when none has a day."""
        days = []
        for image in seen:
            column = DATED.get(image.table)
            if column is None:
                continue
            if isinstance(image, BulkImage):
                days.append(self._store.first_day(image, column))
            else:
                days += [str(row[column]) for row in (image.before, image.after) if row is not None]
        return min((day for day in days if day is not None), default=None)

    def _check(self, seen: Seen) -> None:
        left = last_seen([image for image in seen if isinstance(image, Image)])
        for (table, row_id), after in left.items():
            if not stands(table, self._store.row(table, row_id), after):
                raise Refused(rule="undo_changed", table=table, row_id=row_id)
        for image in seen:
            if isinstance(image, BulkImage):
                for row_id in self._store.changed(image):
                    if (image.table, row_id) not in left:
                        raise Refused(rule="undo_changed", table=image.table, row_id=row_id)

    def _apply(self, inverse: Inverse) -> None:
        table, row_id = inverse.table, inverse.row_id
        if inverse.added is not None:
            try:
                self._store.remove_many(inverse.added)
            except Stale as stale:
                raise Refused(rule="undo_changed", table=table, row_id=row_id) from stale
            return
        if inverse.restored is not None:
            self._store.restore(table, inverse.restored)
            return
        standing = self._store.row(table, row_id)
        if standing is None:
            raise Refused(rule="undo_changed", table=table, row_id=row_id)
        version = whole_or_none(standing.get("version"))
        if inverse.columns is None or version is None:
            self._store.remove(table, row_id, version)
        else:
            self._store.change(table, row_id, version, inverse.columns)
