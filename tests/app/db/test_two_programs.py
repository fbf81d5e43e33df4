"""Two programs at one file: nothing is lost, and nobody is told "locked" who only had to wait."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.db.files import create_file
from app.db.migrations.chain import NEWEST
from tests.support.database import empty_file, open_db

ROOT = Path(__file__).resolve().parents[3]
EACH = 150

COUNT_UP = """
import sys
from pathlib import Path
from app.db.connect import SqliteDb
db = SqliteDb(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    with db.write():
        row = db.query("SELECT id, version, orders_before FROM client")[0]
        db.change("client", row["id"], row["version"], orders_before=row["orders_before"] + 1)
print("done")
"""

MIGRATE = """
import sys
from pathlib import Path
from app.db.migrate import migrate
print(migrate(Path(sys.argv[1]), lambda connection, standing: None))
"""


def together(code: str, path: Path, programs: int) -> list[str]:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(EACH)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(programs)
    ]
    return [program.communicate(timeout=60)[0].strip() for program in running]


def test_reading_and_then_writing_loses_nothing(tmp_path: Path) -> None:
    path = empty_file(tmp_path / "books.premia")
    db = open_db(path)
    with db.write():
        db.insert("client", {"code": "C1", "name": "Обрій", "name_key": "обрій"})
    assert together(COUNT_UP, path, 2) == ["done", "done"]
    assert db.rows("SELECT orders_before, version FROM client") == [(2 * EACH, 2 * EACH + 1)]
    db.close()


def test_of_programs_that_migrate_at_once_one_does_it(tmp_path: Path) -> None:
    path = tmp_path / "books.premia"
    path.touch()
    assert sorted(together(MIGRATE, path, 2)) == ["0", str(NEWEST)]
    fresh = create_file(tmp_path / "fresh.premia")
    db = open_db(path)
    tables = "SELECT count(*) FROM sqlite_master"
    assert db.rows(tables) == fresh.rows(tables)
    db.close()
    fresh.close()
