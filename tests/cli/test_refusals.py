"""Whatever goes wrong is a sentence and an exit code, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.model import NewUser
from app.bootstrap import Office
from app.cli import list_commands
from app.kernel.actor import Role
from tests.cli.conftest import Command
from tests.support.database import office_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A firm without anything in it."""
    return office_file(tmp_path / "firm.premia")


def test_a_file_that_is_not_there(premia: Command) -> None:
    answer = premia("list", "clients", "nowhere.premia")
    assert answer.code == 3
    assert answer.err == "There is no such file: nowhere.premia. It may have been moved or renamed.\n"


def test_a_file_of_something_else(premia: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.premia").write_text("Dear all", encoding="utf-8")
    assert premia("check", "letter.premia").code == 3


def test_a_file_is_never_made_over_another(premia: Command, file: Path) -> None:
    assert premia("new", file, "--name", "X", "--books-from", "2026-01").code == 3
    assert premia("sample", file).code == 3


def test_a_command_that_nobody_understands(premia: Command, file: Path) -> None:
    for command in (("fly",), ("run", file), ("run", file, "2026-13"), ("adjust", file, "2026-01", "1", "much")):
        answer = premia(*command)
        assert answer.code == 2
        assert "usage: premia-cli" in answer.err


def test_a_month_out_of_its_order(premia: Command, file: Path) -> None:
    answer = premia("run", file, "2024-02")
    assert answer.code == 1
    assert answer.err.startswith("February\u00a02024 is not the next month")


def test_a_step_out_of_its_order(premia: Command, file: Path) -> None:
    premia("run", file, "2024-01")
    answer = premia("approve", file, "2024-01")
    assert answer.code == 1
    assert "cannot go from" in answer.err


def test_a_person_and_a_scheme_that_nobody_knows(premia: Command, file: Path) -> None:
    premia("run", file, "2024-01")
    assert "«99»" in premia("adjust", file, "2024-01", "99", "1.00", "--reason", "x").err
    assert "«gold»" in premia("scheme", "show", file, "gold").err
    assert premia("list", "accruals", file, "--month", "2030-01").code == 1


def test_a_scheme_with_mistakes_is_told_by_their_paths(premia: Command, file: Path, tmp_path: Path) -> None:
    text = (
        'premia_scheme = 1\nkey = "x"\nname = "X"\n[[version]]\nvalid_from = 2024-01-01\n[[version.rule]]\nkey = "r"\n'
    )
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    answer = premia("scheme", "add", file, "x.toml")
    assert answer.code == 1
    assert "version[0].rule[0].event" in answer.err
    assert premia("scheme", "add", file, "missing.toml").code == 3


def test_several_users_must_say_who_they_are(premia: Command, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Office.open(file) as office:
        director = office.access.sole_user()
        assert director is not None
        office.access.set_password(director, director.user_id, "long enough 1")
        office.access.add_user(director, NewUser("ira", Role.OFFICE_MANAGER, "long enough 2"))
    assert premia("list", "clients", file).code == 1
    assert premia("list", "clients", file, "--user", "ira").code == 1, "nobody can type a password here"
    monkeypatch.setenv("PREMIA_PASSWORD", "long enough 2")
    assert premia("list", "clients", file, "--user", "ira").code == 0
    assert premia("list", "clients", file, "--user", "olha").code == 1
    refused = premia("list", "runs", file, "--user", "ira")
    assert refused.code == 1
    assert refused.err.startswith("Your role lacks the right")


def test_a_damaged_journal_is_found(premia: Command, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.journal.chain import Broken, Verdict
    from app.journal.service import JournalService

    monkeypatch.setattr(JournalService, "verify", lambda *_: Verdict(3, "", Broken(2, "hash")))
    answer = premia("check", file)
    assert answer.code == 4
    assert "the chain is broken at entry 2" in answer.err


def test_a_mistake_of_ours_is_told_as_one(premia: Command, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the details")

    monkeypatch.setitem(list_commands.TABLES, "clients", broken)
    answer = premia("list", "clients", file)
    assert answer.code == 70
    assert "Traceback" not in answer.err
    log = Path(answer.err.rpartition(" ")[2].strip())
    assert "the details" in log.read_text(encoding="utf-8")
    log.unlink()


def test_the_firms_language_unless_another_is_asked_for(
    premia: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREMIA_LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    assert "приклади" in premia("--help").out
    premia("run", file, "2024-01")
    assert "Payroll of" in premia("run", file, "2024-01").out, "the firm's own language is English"
    assert "Payroll of" not in premia("run", file, "2024-01", "--language", "uk").out


@pytest.mark.parametrize("command", ["new", "import", "run", "export", "check", "scheme", "list", "restore"])
def test_every_command_has_help_with_examples(premia: Command, command: str) -> None:
    answer = premia(command, "--help")
    assert answer.code == 0
    assert f"  premia-cli {command} " in answer.out
