"""Users and encryption on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.keys.door import is_encrypted, unlock
from app.keys.sidecar import keys_path
from tests.cli.conftest import Command
from tests.support.database import office_file

PAPER = re.compile(r"(?:[0-9A-Z]{4}-){13}[0-9A-Z]{4}")
FIRST, SECOND, THIRD = "correct horse", "battery staple", "a third password"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A firm without anything in it."""
    return office_file(tmp_path / "firm.premia")


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> Passwords:
    return Passwords(monkeypatch)


class Passwords:
    """What is typed when a password is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._set = monkeypatch.setenv

    def __call__(self, own: str = "", new: str = "", paper: str = "") -> None:
        for name, value in (("PASSWORD", own), ("NEW_PASSWORD", new), ("RECOVERY_KEY", paper)):
            self._set(f"PREMIA_{name}", value)


def test_a_password_encrypts_the_file_and_a_second_user_opens_it(
    premia: Command, file: Path, password: Passwords
) -> None:
    assert premia("backup", file).code == 0
    password(new=FIRST)
    answer = premia("user", "password", file)
    assert (answer.code, answer.err) == (0, "")
    assert "The file is encrypted" in answer.out
    assert PAPER.search(answer.out)
    assert "1 older copy is not encrypted" in answer.out
    assert is_encrypted(file)

    password(own=FIRST, new=SECOND)
    answer = premia("user", "add", file, "iryna", "--role", "accountant", "--user", "olha")
    assert (answer.code, answer.err) == (0, "")
    password(own=SECOND)
    assert premia("list", "runs", file, "--user", "iryna").code == 0
    assert premia("user", "list", file, "--user", "iryna").code == 1
    password(own=FIRST)
    listed = premia("user", "list", file, "--user", "olha", "--csv").out.splitlines()
    assert listed[1:] == ["iryna,accountant,yes,yes,yes", "olha,director,yes,yes,yes"]


def test_a_second_user_encrypts_a_file_that_was_left_plain(premia: Command, file: Path, password: Passwords) -> None:
    password(new=FIRST)
    assert premia("user", "password", file, "--plain").code == 0
    assert not is_encrypted(file)
    password(own=FIRST, new=SECOND)
    answer = premia("user", "add", file, "iryna", "--role", "accountant", "--user", "olha")
    assert (answer.code, answer.err) == (0, "")
    assert is_encrypted(file)
    assert unlock(file, "iryna", SECOND) == unlock(file, "olha", FIRST)


def test_nobody_is_let_in_by_a_wrong_password_or_without_a_name(
    premia: Command, file: Path, password: Passwords
) -> None:
    password(new=FIRST)
    premia("user", "password", file)
    assert premia("check", file).err == "The file asks who you are: name your login (--user).\n"
    for login, wrong in (("olha", SECOND), ("nobody", FIRST)):
        password(own=wrong)
        answer = premia("check", file, "--user", login)
        assert (answer.code, answer.err) == (1, "The login or the password is wrong. Try again.\n")
    password(own=FIRST)
    assert premia("check", file, "--user", "olha").code == 0


def test_a_user_is_shut_out_and_let_in_with_a_new_password(premia: Command, file: Path, password: Passwords) -> None:
    password(new=FIRST)
    premia("user", "password", file)
    password(own=FIRST, new=SECOND)
    premia("user", "add", file, "iryna", "--role", "office_manager", "--user", "olha")
    assert premia("user", "off", file, "iryna", "--user", "olha").code == 0
    password(own=SECOND)
    assert premia("list", "clients", file, "--user", "iryna").code == 1
    password(own=FIRST, new=THIRD)
    assert premia("user", "on", file, "iryna", "--user", "olha").code == 0
    password(own=THIRD)
    assert premia("list", "clients", file, "--user", "iryna").code == 0
    password(own=THIRD, new=SECOND)
    assert premia("user", "password", file, "--user", "iryna").code == 0
    password(own=SECOND)
    assert premia("list", "clients", file, "--user", "iryna").code == 0
    assert premia("user", "off", file, "nobody", "--user", "olha").code == 1


def test_a_forgotten_password_and_lost_keys(premia: Command, file: Path, password: Passwords) -> None:
    password(new=FIRST)
    found = PAPER.search(premia("user", "password", file).out)
    assert found
    password(own=FIRST)
    assert found[0] in premia("user", "key", file, "--user", "olha").out
    keys_path(file).unlink()
    answer = premia("check", file, "--user", "olha")
    assert answer.code == 3
    assert "recovery key" in answer.err

    password(new=SECOND, paper=found[0][:-1])
    answer = premia("recover", file, "olha")
    assert (answer.code, "no recovery key" in answer.err) == (1, True)
    password(new=SECOND, paper=found[0].lower())
    assert premia("recover", file, "nobody").code == 1
    assert premia("recover", file, "olha").code == 0
    password(own=SECOND)
    assert premia("check", file, "--user", "olha").code == 0


def test_there_and_back(premia: Command, file: Path, password: Passwords) -> None:
    password(new=FIRST)
    assert premia("encrypt", file).code == 0
    password(own=FIRST)
    assert premia("encrypt", file, "--user", "olha").err == "The file is encrypted already.\n"
    assert premia("decrypt", file, "--user", "olha").code == 0
    assert not is_encrypted(file)
    assert premia("check", file, "--user", "olha").code == 0
    assert premia("recover", file, "olha").code == 1


def test_copies_are_weighed_and_put_back(premia: Command, file: Path, password: Passwords) -> None:
    password(new=FIRST)
    found = PAPER.search(premia("encrypt", file).out)
    assert found
    password(own=FIRST, paper=found[0])
    assert premia("backup", file, "--user", "olha").code == 0
    (copy,) = (file.parent / "firm.premia.backups").glob("*.premia")
    assert premia("copies", file).code == 1
    assert premia("copies", file, "--user", "olha").code == 0
    assert premia("copies", file, "--recovery-key").code == 0
    assert premia("restore", copy, file).code == 1
    assert premia("restore", copy, file, "--user", "olha", "--preview").out == "Nothing would be lost.\n"
    assert premia("restore", copy, file, "--user", "olha").code == 0
    keys_path(copy).unlink()
    assert premia("restore", copy, file, "--recovery-key").code == 0
    assert is_encrypted(file)
    assert premia("check", file, "--user", "olha").code == 0


def test_a_new_file_with_a_password_is_encrypted(premia: Command, tmp_path: Path, password: Passwords) -> None:
    password(own=FIRST)
    new = ("--name", "Orion", "--books-from", "2026-01", "--with-password")
    answer = premia("new", "a.premia", *new)
    assert (answer.code, answer.err) == (0, "")
    assert is_encrypted(tmp_path / "a.premia")
    assert premia("check", "a.premia", "--user", "director").code == 0
    assert premia("new", "b.premia", *new, "--plain").code == 0
    assert not is_encrypted(tmp_path / "b.premia")


def test_a_new_password_is_typed_twice(premia: Command, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([FIRST, SECOND, FIRST, FIRST])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    answer = premia("user", "password", file, "--plain")
    assert (answer.code, answer.err) == (1, "Password: The two passwords are not the same. Type them again.\n")
    assert premia("user", "password", file, "--plain").code == 0
