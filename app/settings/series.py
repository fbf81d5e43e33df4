"""Number series of papers: what a pattern says, and which number comes next; pure.

A pattern is text with ``{n}``, the running number, and ``{year}``: ``INV-{year}-{n:4}`` gives INV-2026-0001. With a
year in it the series begins anew every year; without, it runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from app.kernel.errors import Finding

LONGEST_PATTERN = 40


class NumberedKind(StrEnum):
    """Papers that have a number series."""

    CONTRACT = "contract"
    INVOICE = "invoice"
    ACT = "act"
    CREDIT_NOTE = "credit_note"


USUAL: Mapping[NumberedKind, str] = {
    NumberedKind.CONTRACT: "{year}-{n:3}",
    NumberedKind.INVOICE: "INV-{year}-{n:4}",
    NumberedKind.ACT: "ACT-{year}-{n:4}",
    NumberedKind.CREDIT_NOTE: "CN-{year}-{n:3}",
}
"""The pattern of a kind for which the firm has chosen none."""

_FIELD = re.compile(r"\{(year|year:2|n|n:[1-9])\}")


def pattern_problems(pattern: str) -> Iterator[Finding]:
    """A pattern has one running number, at most one year, and no other braces."""
    fields = [name.partition(":")[0] for name in _FIELD.findall(pattern)]
    if len(pattern) > LONGEST_PATTERN:
        yield Finding("pattern_too_long", "pattern", {"most": LONGEST_PATTERN})
    if re.search(r"[{}]", _FIELD.sub("", pattern)) or fields.count("year") > 1:
        yield Finding("pattern_unreadable", "pattern", {"pattern": pattern, "example": USUAL[NumberedKind.INVOICE]})
    elif fields.count("n") != 1:
        yield Finding("pattern_without_number", "pattern", {"pattern": pattern, "example": "{n:4}"})


def next_number(pattern: str, year: int, taken: Iterable[str]) -> str:
    """The number after the greatest of the series among those taken: gaps stay, whoever typed one by hand is heeded.

    ``pattern`` must have no problems.
    """
    texts = _FIELD.split(pattern)
    literals, fields = texts[::2], texts[1::2]
    of_series = "".join(
        re.escape(literal) + (r"(\d+)" if field.startswith("n") else _year(field, year))
        for literal, field in zip(literals, [*fields, ""], strict=True)
    )
    matches = (re.fullmatch(of_series, number.strip(), re.IGNORECASE) for number in taken)
    last = max((int(match[1]) for match in matches if match), default=0)
    return "".join(
        literal + (f"{last + 1:0{int(field[2:] or 1)}}" if field.startswith("n") else _year(field, year))
        for literal, field in zip(literals, [*fields, ""], strict=True)
    )


def _year(field: str, year: int) -> str:
    return {"year": f"{year:04}", "year:2": f"{year % 100:02}"}.get(field, "")
