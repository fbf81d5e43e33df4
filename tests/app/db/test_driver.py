"""One SQLite for everything: ours, also under sqlite_utils."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.db.connect import SqliteDb
from app.db.driver import driver, sqlite_utils

ROOT = Path(__file__).resolve().parents[3]


def test_sqlite_utils_runs_on_our_driver(db: SqliteDb) -> None:
    version = sqlite_utils().Database(memory=True).execute("SELECT sqlite_version()").fetchone()
    assert db.rows("SELECT sqlite_version()") == [version]
    assert driver().sqlite_version == version[0]


def in_a_fresh_program(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_sqlite_utils_on_another_driver_is_noticed() -> None:
    code = """
import sqlite_utils
from app.db.driver import driver, sqlite_utils
try:
    sqlite_utils()
except RuntimeError as error:
    print(error)
"""
    assert "before app.db.driver named the driver" in in_a_fresh_program(code)


def test_without_sqlcipher_the_standard_driver_serves(tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules["sqlcipher3"] = None
from pathlib import Path
from app.db.driver import driver
from app.db.files import create_file
db = create_file(Path({str(tmp_path / "a.premia")!r}))
with db.write():
    print(driver().__name__, db.insert("client_group", {{"name": "a", "name_key": "a"}}))
"""
    assert in_a_fresh_program(code) == "sqlite3.dbapi2 1"
