"""The SQL of imports: which files came in when, and by whom."""

from __future__ import annotations

from app.kernel.database import Db


class ImportStore:
    """Writes ``import_batch``."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def add(self, imported_at: str, user_id: int, digests: tuple[str, str], counts: str) -> int:
        """Note an import with the digests of its mapping and of its files; give the id that its rows carry."""
        mapping_digest, source_digest = digests
        return self._db.insert(
            "import_batch",
            {
                "imported_at": imported_at,
                "user_id": user_id,
                "mapping_digest": mapping_digest,
                "source_digest": source_digest,
                "counts": counts,
            },
        )
