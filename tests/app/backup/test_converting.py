"""From a plain file to an encrypted one and back: nothing is lost on the way, however it ends."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.backup import converting
from app.backup.converting import decrypt_file, encrypt_file, left_over
from app.backup.soundness import examine
from app.bootstrap import Office
from app.db.driver import connect
from app.db.files import companions, part_of
from app.kernel.errors import Busy, CorruptFile, EncryptedFile, Invalid, PremiaError, Refused, SignInFailed
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted, unlock
from app.keys.recovery import read
from app.keys.sidecar import keys_path
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.encrypted import KEY, LOGIN, PASSWORD, WORD, add_word, encrypted_copy, readable, sound


@pytest.fixture
def books(tmp_path: Path) -> Path:
    path = office_file(tmp_path / "books.premia")
    add_word(path, None)
    return path


def everything(path: Path, key: DataKey | None) -> list[str]:
    """All rows of all tables, the schema and the two numbers of a file."""
    with closing(connect(path, key)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        told = [repr(row) for row in schema]
        for kind, name, _sql in schema:
            if kind == "table":
                rows = connection.execute(f'SELECT rowid, * FROM "{name!s}"').fetchall()  # ruff: ignore[hardcoded-sql-expression]
                told += sorted(repr(row) for row in rows)
        for pragma in ("application_id", "user_version"):
            told += [repr(connection.execute(f"PRAGMA {pragma}").fetchall())]
    return told


def test_there_and_back_everything_is_the_same(books: Path) -> None:
    before = everything(books, None)
    key = encrypt_file(books, LOGIN, PASSWORD)
    assert is_encrypted(books)
    assert readable(books.parent) == []
    assert everything(books, key) == before
    assert sound(books, key)
    assert unlock(books, LOGIN, PASSWORD) == key
    decrypt_file(books, key)
    assert not is_encrypted(books)
    assert everything(books, None) == before
    assert [file.name for file in books.parent.iterdir()] == ["books.premia"]


@pytest.mark.skipif(sys.platform == "win32", reason="other rights")
def test_whoever_could_read_the_file_still_can(books: Path) -> None:
    books.chmod(0o660)
    key = encrypt_file(books, LOGIN, PASSWORD)
    assert [file.stat().st_mode & 0o777 for file in (books, keys_path(books))] == [0o660] * 2
    decrypt_file(books, key)
    assert books.stat().st_mode & 0o777 == 0o660


def test_every_encryption_has_a_key_of_its_own(books: Path) -> None:
    first = encrypt_file(books, LOGIN, PASSWORD)
    decrypt_file(books, first)
    assert encrypt_file(books, LOGIN, PASSWORD) != first


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_file_that_is_open_elsewhere_is_left_alone(tmp_path: Path, encrypted: bool) -> None:
    plain = office_file(tmp_path / "plain.premia")
    path, key = (encrypted_copy(plain, tmp_path / "books.premia"), KEY) if encrypted else (plain, None)
    with Office.open(path, FrozenClock(), key) as elsewhere:
        elsewhere.data_version()
        before = path.read_bytes()
        with pytest.raises(Busy):
            decrypt_file(path, KEY) if encrypted else encrypt_file(path, LOGIN, PASSWORD)
        assert path.read_bytes() == before
    assert is_encrypted(path) == keys_path(path).exists() == encrypted


def test_a_conversion_that_went_wrong_leaves_the_file_as_it_was(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(books, None)
    monkeypatch.setattr(converting, "quick_check", lambda _connection: ("page 7",))
    with pytest.raises(CorruptFile):
        encrypt_file(books, LOGIN, PASSWORD)
    monkeypatch.undo()
    assert everything(books, None) == before
    assert not part_of(books).exists()
    assert not keys_path(books).exists()


def test_a_damaged_file_is_not_converted(books: Path) -> None:
    with books.open("r+b") as file:
        file.seek(4096 * 3 + 8)
        file.write(b"\xff" * 3000)
    with pytest.raises(PremiaError):
        encrypt_file(books, LOGIN, PASSWORD)
    assert not is_encrypted(books)
    assert not part_of(books).exists()


KILLED = """
import sys
from pathlib import Path
from app.backup import converting
from app.keys.data_key import DataKey
path, way = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
if way == "encrypt":
    converting.encrypt_file(path, "olha", "correct horse")
else:
    converting.decrypt_file(path, DataKey(bytes(range(32))))
"""


@pytest.mark.parametrize("way", ["encrypt", "decrypt"])
def test_a_kill_at_any_moment_leaves_one_good_file(tmp_path: Path, way: str) -> None:
    plain = office_file(tmp_path / "plain.premia")
    add_word(plain, None)
    before = everything(plain, None)
    for delay_ms in (0, 5, 15, 30, 60, 100, 160, 300):
        folder = tmp_path / f"{way}-{delay_ms}"
        folder.mkdir()
        path = folder / "books.premia"
        if way == "encrypt":
            path.write_bytes(plain.read_bytes())
        else:
            encrypted_copy(plain, path)
        worker = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), way], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert worker.stdin
        assert worker.stdout
        worker.stdout.readline()
        worker.stdin.write(b"\n")
        worker.stdin.flush()
        time.sleep(delay_ms / 1000)
        worker.kill()
        worker.communicate()
        key = unlock(path, LOGIN, PASSWORD) if is_encrypted(path) else None
        assert everything(path, key) == before
        assert examine(path, key).sound
        Office.open(path, FrozenClock(), key).close()
        assert not part_of(path).exists()
        beside = {file for file in companions(path)[1:] if file.exists()}
        assert beside <= ({left_over(path)} if is_encrypted(path) == (way == "decrypt") else set())


# through the office


def test_the_director_encrypts_the_file_and_signs_in_as_before(books: Path) -> None:
    office = Office.open(books, FrozenClock())
    director = office.access.sole_user()
    assert director is not None
    with pytest.raises(Invalid):
        office.encrypt(director, "short")
    key = office.encrypt(director, PASSWORD)
    with pytest.raises(EncryptedFile):
        Office.open(books, FrozenClock())
    with Office.open(books, FrozenClock(), unlock(books, LOGIN, PASSWORD)) as office:
        director = office.access.sign_in(LOGIN, PASSWORD)
        assert office.access.encrypted
        assert read(office.access.recovery_key(director)) == key
        assert office.journal.verify(director).broken is None
        assert office.journal.entries(director)[0].action == "access.confirm"
        with pytest.raises(Refused, match="file_encrypted_already"):
            office.encrypt(director, PASSWORD)
        with pytest.raises(SignInFailed):
            office.decrypt(director, "wrong password")
        office.decrypt(director, PASSWORD)
    with Office.open(books, FrozenClock()) as office, pytest.raises(Refused, match="file_plain"):
        office.access.recovery_key(office.access.sign_in(LOGIN, PASSWORD))
    assert not keys_path(books).exists()


def test_neither_key_nor_password_stands_in_the_file(books: Path) -> None:
    office = Office.open(books, FrozenClock())
    director = office.access.sole_user()
    assert director is not None
    key = office.encrypt(director, PASSWORD)
    told = "".join(everything(books, key))
    assert WORD in told
    assert key.raw.hex() not in told.lower()
    assert repr(key.raw) not in told
    assert PASSWORD not in told
