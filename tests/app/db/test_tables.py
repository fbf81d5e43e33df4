"""The set of known tables is the schema's, and the schema is written in the SQL that two engines share."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.connect import SqliteDb
from app.db.tables import KNOWN, ddl

APP = Path(__file__).resolve().parents[3] / "app"

BANNED = {
    "a cast that only PostgreSQL knows": r"::",
    "a function that only SQLite knows": r"\bstrftime\b",
    "the time of the computer instead of the Clock's": r"\b(datetime|date)\(\s*'now'|current_(date|time)",
    "a key that only SQLite knows": r"\b_?rowid_?\b",
    "rounding, which differs between versions": r"\bround\(",
    "an insert that only SQLite knows": r"\b(insert|update)\s+or\s+(abort|fail|ignore|replace|rollback)\b",
    "a number that is not whole": r"(?<![\w.'-])\d+\.\d+",
}
SQL = re.compile(r"^\s*(select|insert|update|delete|with|create|alter|drop)\b", re.IGNORECASE)


def statements(source: str) -> Iterator[str]:
    """Every text of a program that begins like SQL, its f-string parts blank; docstrings begin like English."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else " " for part in node.values)
        if SQL.search(text):
            yield text


def foreign_words(source: str) -> list[str]:
    return [why for text in statements(source) for why, word in BANNED.items() if re.search(word, text, re.IGNORECASE)]


def test_sql_stays_within_what_two_engines_understand() -> None:
    found = {
        str(file.relative_to(APP)): words
        for file in APP.rglob("*.py")
        if (words := foreign_words(file.read_text(encoding="utf-8"))) and file.parent.name != "migrations"
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a::text FROM t",
        "SELECT strftime('%Y', d) FROM t",
        "SELECT date('now')",
        "SELECT rowid FROM t",
        "SELECT round(x) FROM t",
        "INSERT OR REPLACE INTO t VALUES (1)",
        "UPDATE t SET x = x * 1.5",
    ],
)
def test_a_foreign_word_is_noticed(text: str) -> None:
    assert foreign_words(f"db.query({text!r})")
    assert foreign_words(f'db.query(f"{text} {{more}}")')


def test_the_known_tables_are_those_of_the_schema(db: SqliteDb) -> None:
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 1) <> '_' AND name NOT LIKE 'sqlite%'"
    )
    assert {row[0] for row in db.rows(names)} == KNOWN


def test_every_table_is_strict(db: SqliteDb) -> None:
    strict = {row[0] for row in db.rows("SELECT name FROM pragma_table_list WHERE strict = 1")}
    assert strict == KNOWN


def test_the_phrases_of_a_schema_text_are_written_out() -> None:
    text = "CREATE TABLE a(d TEXT CHECK ({day:d}));\nCREATE TABLE b(x_minor INTEGER CHECK ({money:x_minor}));\n"
    assert ddl(text) == (
        "CREATE TABLE a(d TEXT CHECK (d IS date(d, '+0 days')))",
        "CREATE TABLE b(x_minor INTEGER CHECK (abs(x_minor) < 1000000000000000))",
    )
