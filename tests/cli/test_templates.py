"""Schemes to start from, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command


def test_the_list_says_what_each_is_about(premia: Command) -> None:
    answer = premia("scheme", "templates")
    assert (answer.code, answer.err) == (0, "")
    assert "high-then-low" in answer.out
    assert "Whoever found the client earns 10 % of its first order and 1 % of the later ones." in answer.out
    ukrainian = json.loads(premia("scheme", "templates", "--language", "uk", "--json").out)
    assert {"key": "by-function", "title": "Оплата за функціями"}.items() <= ukrainian[6].items()


def test_a_template_is_written_with_its_day_and_added_as_it_is(premia: Command, tmp_path: Path) -> None:
    written = premia("scheme", "template", "clean-cut", "--from", "2026-02-01", "--language", "ru")
    assert (written.code, written.err) == (0, "")
    assert 'name = "Чёткое разделение"' in written.out
    (tmp_path / "ours.toml").write_text(written.out, encoding="utf-8")
    premia("new", "orion.premia", "--name", "Orion", "--currency", "EUR", "--books-from", "2026-01")
    added = premia("scheme", "add", "orion.premia", "ours.toml")
    assert (added.code, added.err) == (0, "")
    listed = json.loads(premia("scheme", "list", "orion.premia", "--json").out)
    assert [(row["key"], row["valid_from"], row["rules"]) for row in listed] == [("clean-cut", "2026-02-01", 2)]


def test_a_template_may_have_another_name(premia: Command) -> None:
    answer = premia("scheme", "template", "clean-cut", "--from", "2026-02-01", "--name", 'Sales "2026"')
    assert 'name = "Sales \\"2026\\""' in answer.out


def test_an_unknown_template_is_refused(premia: Command) -> None:
    answer = premia("scheme", "template", "gold-rush", "--from", "2026-02-01")
    assert answer.code == 2
    assert "clean-cut" in answer.err
