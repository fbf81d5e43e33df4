"""What a use case leaves in the journal: a row for each area that it wrote, or for its refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.journal.body import bodies, text
from app.journal.chain import Link, body_hash, sealed
from app.journal.store import JournalStore, Written
from app.journal.undo import obstacle
from app.kernel.cells import instant
from app.kernel.changes import Area
from app.kernel.database import BulkImage, Db, Image
from app.kernel.errors import Plain
from app.kernel.ids import OperationId
from app.kernel.use_cases import Clock

if TYPE_CHECKING:
    from app.journal.use_case import Order

Images = Sequence[Image | BulkImage]


class Entries:
    """Appends to the chain, inside the open write."""

    def __init__(self, db: Db, clock: Clock) -> None:
        """Write over ``db``; the times come from ``clock``."""
        self._store = JournalStore(db)
        self._clock = clock

    def written(self, operation_id: OperationId) -> Written | None:
        """What is known of an operation that was done."""
        return self._store.written(operation_id)

    def done(self, order: Order, value: object, images: Images) -> frozenset[Area]:
        """Note what was written, give the areas that it touched."""
        grouped = bodies(images)
        for area, body in grouped.items():
            self._append(order, "done", area.value, _result(value), body)
        return frozenset(grouped)

    def refused(self, order: Order, why: Mapping[str, Plain]) -> None:
        """Note a refusal."""
        self._append(order, "refused", "", None, text(why))

    @staticmethod
    def areas_of(images: Images) -> frozenset[Area]:
        """The areas that rows belong to."""
        return frozenset(bodies(images))

    @staticmethod
    def undoable(images: Images) -> bool:
        """Whether nothing among the rows stands in the way of taking them back."""
        return not obstacle(images)

    @staticmethod
    def value_of(written: Written) -> int | str | None:
        """What a repeat of an operation gives back."""
        value: int | str | None = None if written.result is None else json.loads(written.result)
        return value

    def _append(self, order: Order, outcome: str, area: str, result: str | None, body: str) -> None:
        last_id, last_hash = self._store.head()
        at = instant(self._clock.now())
        link = Link(
            id=last_id + 1,
            at=at,
            user_id=order.actor.user_id,
            login=order.actor.login,
            operation_id=order.operation_id,
            action=order.action,
            outcome=outcome,
            area=area,
            result=result,
            body_hash=body_hash(body),
            prev_hash=last_hash,
            hash="",
        )
        self._store.append(sealed(link), body)


def _result(value: object) -> str | None:
    """What a repeat gives back: an id, a text or nothing; anything else cannot be repeated and gives None."""
    plain = isinstance(value, int | str) and not isinstance(value, bool)
    return json.dumps(value, ensure_ascii=False) if plain else None
