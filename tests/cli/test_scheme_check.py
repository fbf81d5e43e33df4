"""The scheme check on the command line: a file before it is in force, and the schemes that are."""

from __future__ import annotations

from pathlib import Path

from tests.app.motivation.test_checking import FALLING
from tests.cli.conftest import Command
from tests.support.sample import sample_path


def test_a_scheme_file_is_examined_before_it_is_in_force(premia: Command, tmp_path: Path) -> None:
    sample_path(tmp_path)
    (tmp_path / "new.toml").write_text(FALLING, encoding="utf-8")
    said = premia("scheme", "check", "sample.premia", "new.toml")
    assert (said.code, said.err) == (0, "")
    first, *_ = said.out.splitlines()
    assert first.startswith("Fault new.sale: More turnover, less pay: at 100,000.00")
    assert first.endswith("Pay slice by slice, or make the steps smaller.")
    assert (
        "Помилка new.sale: Більше обороту"
        in premia("scheme", "check", "sample.premia", "new.toml", "--language", "uk").out
    )
    assert "new" not in premia("scheme", "list", "sample.premia").out


def test_a_scheme_file_that_is_no_text_or_is_not_there_is_named(premia: Command, tmp_path: Path) -> None:
    sample_path(tmp_path)
    (tmp_path / "old.toml").write_bytes("name = 'Продажі'".encode("cp1251"))
    for deed in ("check", "add"):
        said = premia("scheme", deed, "sample.premia", "old.toml")
        assert (said.code, said.err.strip()) == (
            3,
            "This is no text file in UTF-8: old.toml. Open it in a text editor and save it in UTF-8.",
        )
        said = premia("scheme", deed, "sample.premia", "new.toml")
        assert said.err.strip() == "There is no such file: new.toml. It may have been moved or renamed."


def test_the_limit_is_the_directors(premia: Command, tmp_path: Path) -> None:
    sample_path(tmp_path)
    assert "your limit is" not in premia("scheme", "check", "sample.premia").out
    assert "your limit is 1 %." in premia("scheme", "check", "sample.premia", "--limit", "1").out.replace("\xa0", " ")
    assert premia("scheme", "limit", "sample.premia").out == "All bonuses may cost 30\xa0% of the margin.\n"
    assert premia("scheme", "limit", "sample.premia", "1").out == "All bonuses may cost 1\xa0% of the margin.\n"
    assert "your limit is 1 %." in premia("scheme", "check", "sample.premia").out.replace("\xa0", " ")
    said = premia("scheme", "limit", "sample.premia", "101")
    assert (said.code != 0, said.out) == (True, "")
    assert "The limit must lie between 0 and 100 % of the margin." in said.err.replace("\xa0", " ")


def test_of_books_without_history_there_is_nothing_to_say(premia: Command) -> None:
    premia("new", "orion.premia", "--name", "Orion", "--currency", "EUR", "--books-from", "2026-01")
    said = premia("scheme", "check", "orion.premia")
    assert (said.code, said.out.strip().replace("\xa0", " ")) == (
        0,
        "Nothing to say against it on the history up to January 2026.",
    )
