"""The SQL of imports: which files came in when, and by whom."""

from __future__ import annotations

import json
from typing import NamedTuple

from app.importing.plan import ImportBatch
from app.kernel.cells import text, whole
from app.kernel.database import Db, Row
from app.kernel.ids import OperationId


class NewBatch(NamedTuple):
    """An import to be noted: the digests are of its mapping and of all its files."""

    imported_at: str
    user_id: int
    mapping_digest: str
    source_digest: str
    counts: str
    operation_id: str


class ImportStore:
    """Writes ``import_batch``."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def add(self, new: NewBatch) -> int:
        """Note an import; give the id that its rows carry."""
        return self._db.insert("import_batch", dict(new._asdict()))

    def batches(self, import_id: int | None = None) -> tuple[ImportBatch, ...]:
        """Imports, the newest first; all of them, or the one."""
        found = self._db.query(
            "SELECT b.id, b.imported_at, u.login, b.counts, b.operation_id, b.undone_at, b.version "
            "FROM import_batch b JOIN user_account u ON u.id = b.user_id "
            "WHERE b.id = coalesce(:id, b.id) ORDER BY b.id DESC",
            {"id": import_id},
        )
        return tuple(_batch(row) for row in found)

    def set_undone(self, batch: ImportBatch, undone_at: str) -> None:
        """Note that an import is taken back. Raises Stale, Refused(rule=import_in_closed_month)."""
        self._db.change("import_batch", batch.id, batch.version, undone_at=undone_at)


def _batch(row: Row) -> ImportBatch:
    undone_at = row["undone_at"]
    return ImportBatch(
        id=whole(row["id"]),
        imported_at=text(row["imported_at"]),
        login=text(row["login"]),
        counts=json.loads(text(row["counts"])),
        operation_id=OperationId(text(row["operation_id"])),
        undone_at=None if undone_at is None else text(undone_at),
        version=whole(row["version"]),
    )
