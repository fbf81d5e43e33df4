"""The catalogues say everything the program says, in whole, and the compiled ones are what was written."""

from __future__ import annotations

import ast
import importlib.util
from gettext import c2py
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.i18n.words import Words

pytest.importorskip("babel", reason="Babel is a tool of the workshop")


def catalogues() -> ModuleType:
    path = Path(__file__).resolve().parents[3] / "packaging" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL: Any = catalogues()


def test_nothing_is_missing_fuzzy_unequal_or_out_of_date() -> None:
    assert list(TOOL.problems()) == []


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_plural_forms_of_the_slavic_languages(language: str) -> None:
    rule = c2py(TOOL.read(language).plural_expr)
    assert [rule(n) for n in (1, 21, 101)] == [0, 0, 0]
    assert [rule(n) for n in (2, 3, 4, 22)] == [1] * 4
    assert [rule(n) for n in (0, 5, 11, 12, 14, 25, 111)] == [2] * 7


def test_the_program_reads_the_compiled_catalogue() -> None:
    assert Words.of("uk").text("Payroll") == "Зарплата"
    assert [Words.of("ru").plural("{n} payment", "{n} payments", n) for n in (1, 2, 5)] == [
        "1 оплата",
        "2 оплаты",
        "5 оплат",
    ]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("", "not translated"),
        ("Рядок", "placeholders differ: Рядок"),
        ("Рядок {nn}", "placeholders differ: Рядок {nn}"),
    ],
)
def test_a_bad_translation_is_found(said: str, wrong: str) -> None:
    message = TOOL.Message("Line {n}", said)
    assert list(TOOL.wrong_with(message, 3)) == [wrong]


def test_a_fuzzy_one_and_a_lacking_plural_are_found() -> None:
    message = TOOL.Message(("{n} line", "{n} lines"), ("{n} рядок", "{n} рядки"), flags={"fuzzy"})
    assert list(TOOL.wrong_with(message, 3)) == ["fuzzy", "2 plural forms"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('words.text("Payroll")', ["Payroll"]),
        ('self.context.words.text("A " "b").format(a=1)', []),
        ('words.text("A " "b")', ["A b"]),
        ('words.text("a" if late else "b")', ["a", "b"]),
        ('mark("Draft")', ["Draft"]),
        ('words.plural("{n} day", "{n} days", 3)', [("{n} day", "{n} days")]),
        ('console.complain("No.")', ["No."]),
        ('banner.say(words.text("inner"))', []),
        ('table.text("a key of a file")', []),
        ("words.text(title)", []),
    ],
)
def test_only_what_is_said_to_people_is_a_text(code: str, said: list[object]) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert list(TOOL.said_by(call)) == said


def test_a_plural_whose_texts_come_by_a_name_is_refused() -> None:
    """They would be extracted as two texts, and asked for as one: shown in English to everybody."""
    (call,) = (node for node in ast.walk(ast.parse("words.plural(one, many, 3)")) if isinstance(node, ast.Call))
    with pytest.raises(SystemExit, match=r"not: words\.plural\(one, many, 3\)"):
        list(TOOL.said_by(call))
