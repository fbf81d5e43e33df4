"""Identities: the numbers of rows, the numbers on documents, and the name of one operation."""

from __future__ import annotations

import re
from typing import NewType

OperationId = NewType("OperationId", str)
"""Names one use case once, so that a repeat after a lost answer is harmless."""

_DIGITS = re.compile(r"(\d+)")


def new_operation_id() -> OperationId:
    """A fresh, unique operation id."""
    import uuid  # 4 ms of the start, which changes nothing

    return OperationId(uuid.uuid4().hex)


def natural_key(number: str) -> str:
    """A text that sorts document numbers naturally: digits compare as numbers, "A-9" before "A-10" (SEMANTICS, head).

    Each run of digits is led by its length, so that plain text order is number order, in Python and in SQL alike.
    """
    parts = []
    for part in _DIGITS.split(number.casefold()):
        if part.isdigit():
            digits = part.lstrip("0") or "0"
            parts.append(f"{len(digits):03d}{digits}")
        else:
            parts.append(part)
    return "".join(parts)


def name_key(name: str) -> str:
    """The form by which names are compared and searched, Cyrillic included (SQLite folds only ASCII)."""
    return " ".join(name.split()).casefold()
