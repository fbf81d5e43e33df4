"""How an operation is taken back: which inverse writes, and whether it can be at all; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.journal.areas import DERIVED, PLACES
from app.kernel.actor import Permission
from app.kernel.database import BulkImage, Cell, Image, Row

IMPORT = "import_batch"
"""What came in as an import goes as one: by ``ImportService.undo``, which asks whether its months are still open."""


class Inverse(NamedTuple):
    """One write that takes an image back: a row to put back, columns to set back, or neither for a row to remove.

    Rows that were ``added`` at once go at once.
    """

    table: str
    row_id: int
    restored: Row | None = None
    columns: Row | None = None
    added: BulkImage | None = None


def obstacle(images: Sequence[Image | BulkImage]) -> str:
    """The rule that forbids undoing, or nothing."""
    for image in images:
        if isinstance(image, BulkImage) and (image.removed or not image.first_id):
            return "undo_bulk"
        if image.table == IMPORT:
            return "undo_import"
        if not PLACES[image.table].undoable:
            return "undo_final"
    return ""


def permissions(images: Iterable[Image | BulkImage]) -> tuple[Permission, ...]:
    """What whoever takes these back must be allowed to edit."""
    return tuple(sorted({PLACES[image.table].permission for image in images}))


def last_seen(images: Sequence[Image]) -> dict[tuple[str, int], Row | None]:
    """How the operation left every row that it touched."""
    return {(image.table, image.row_id): image.after for image in images}


def stands(table: str, row: Row | None, after: Row | None) -> bool:
    """Whether a row still stands as the operation left it, what is derived left aside.

    A later schema may have given the row columns that its image has not: whoever filled one raised the version.
    """
    if row is None or after is None:
        return row is after
    derived = DERIVED.get(table, frozenset())
    return after.keys() <= row.keys() and all(row[name] == after[name] for name in after.keys() - derived)


def inverses(images: Sequence[Image | BulkImage]) -> tuple[Inverse, ...]:
    """The inverse writes, last first, so that a child goes before its parent and comes back after it."""
    return tuple(_inverse(image) for image in reversed(images))


def _inverse(image: Image | BulkImage) -> Inverse:
    if isinstance(image, BulkImage):
        return Inverse(image.table, image.first_id, added=image)
    if image.before is None:
        return Inverse(image.table, image.row_id)
    if image.after is None:
        return Inverse(image.table, image.row_id, restored=image.before)
    after = image.after
    columns: dict[str, Cell] = {
        name: value for name, value in image.before.items() if name != "version" and after[name] != value
    }
    return Inverse(image.table, image.row_id, columns=columns)
