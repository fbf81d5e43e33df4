"""The SHA-256 of a file's schema: a table, index or guard that was changed or dropped shows at the next opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.db.driver import Connection

_SCHEMA = """
SELECT type, name, tbl_name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name <> '_sqlite_migrations'
ORDER BY type, name"""


def fingerprint(connection: Connection) -> str:
    """Hexadecimal; SQLite's own tables and the record of migrations are left out."""
    from hashlib import sha256  # loads OpenSSL, 6 ms of the start

    digest = sha256()
    for row in connection.execute(_SCHEMA).fetchall():
        digest.update("\x1f".join(str(part) for part in row).encode())
        digest.update(b"\x1e")
    return digest.hexdigest()
