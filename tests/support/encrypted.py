"""Encrypted company files for tests: two users, cheap to open, with a word that must not be readable on any disk."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.db.connect import SqliteDb
from app.db.copying import quick_check
from app.db.driver import connect
from app.keys.data_key import DataKey
from app.keys.ring import KeyRing
from app.keys.wrapping import Costs

CHEAP = Costs(rounds=1, memory_kib=64, lanes=1)
KEY = DataKey(bytes(range(32)))
LOGIN, PASSWORD = "olha", "correct horse"
WORD = "Aurora-Borealis-4711"
"""A client's name that is looked for in the bytes of every file."""


def encrypted_copy(plain: Path, path: Path, key: DataKey = KEY) -> Path:
    """The database at ``plain`` encrypted with ``key``, and Olha's wrapping beside it."""
    with closing(connect(plain)) as source:
        source.execute("ATTACH DATABASE :path AS target KEY :key", {"path": str(path), "key": key.literal})
        source.execute("SELECT sqlcipher_export('target')").fetchall()
        for pragma in ("application_id", "user_version"):
            ((number,),) = source.execute(f"PRAGMA main.{pragma}").fetchall()
            source.execute(f"PRAGMA target.{pragma}={int(str(number))}")
    KeyRing(path, key, CHEAP).grant(LOGIN, PASSWORD)
    return path


def add_word(path: Path, key: DataKey | None) -> None:
    """A client called ``WORD``, committed and lying in the log."""
    db = SqliteDb(path, connect(path, key))
    with db.write():
        db.insert("client", {"code": WORD, "name": WORD, "name_key": WORD.casefold()})
    db.close()


def readable(folder: Path, word: str = WORD) -> list[str]:
    """Names of the files in and below a folder in whose bytes the word can be read."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    needles = (word.encode(), word.casefold().encode(), b"CREATE TABLE")
    return [file.name for file in files if any(needle in file.read_bytes() for needle in needles)]


def sound(path: Path, key: DataKey | None) -> bool:
    """Whether nothing is wrong with a file."""
    with closing(connect(path, key)) as connection:
        return quick_check(connection) == ()
