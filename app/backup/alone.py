"""Holding a company file alone: for what takes its name away from it."""

from __future__ import annotations

from app.db.driver import Connection, driver
from app.kernel.errors import Busy

PATIENCE_MS = 500


def alone(connection: Connection) -> None:
    """Fold the log into the file and keep everybody else out until ``connection`` is closed. Raises Busy."""
    try:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver().Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Busy from error
        raise
