"""A table read from TOML text, and the findings that most of its readers leave."""

from __future__ import annotations

from app.kernel.errors import Finding
from app.kernel.toml_table import Table, load

ROOT = ("key", "other", "rule", "rules")
MISSING = Finding("key_missing", "key", {"key": "key"})


def read(toml: str) -> Table:
    """The table of a text that is valid TOML; it may have the keys of ROOT."""
    content, syntax = load(toml)
    assert syntax == ()
    return Table(content, "", [], ROOT)


def wrong(expected: str, found: str, place: str = "key") -> Finding:
    """The finding about a value of another type."""
    return Finding("value_type", place, {"expected": expected, "found": found})
