"""The smallest firm that still disagrees: ``python -m tests.calc.second.shrinking 4711`` prints it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any

from app.calc.exchange import RatesMissing
from app.calc.facts import Facts
from app.calc.scheme import Rule, Scheme, SchemeTerms, SchemeVersion
from tests.calc.second.comparing import by_second, disagreements
from tests.calc.second.draft import LAST
from tests.calc.second.firms import random_firm

Firm = tuple[Facts, tuple[Scheme, ...]]
Holds = Callable[[Firm], bool]
"""Whether the firm still shows what is looked for."""
MAY_GO = tuple(f.name for f in fields(Facts) if f.default == ())
MAY_BE_NONE = frozenset({
    "extends_id", "cancelled_on", "closed_short_on", "hired_on", "left_on", "won_on", "found_by", "firm_amount_minor",
    "valid_to",
})  # fmt: skip
PLAIN = {f.name: f.default for f in fields(Rule) if f.default is not MISSING and f.name != "override"}
"""A rule that says nothing but what it must."""


def smallest(firm: Firm, holds: Holds) -> Firm:
    """Takes away whatever can go, until nothing more can; ``holds`` is true of what is given and of what comes back."""
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in smaller_ones(firm):
            if _still(smaller, holds):
                firm, shrunk = smaller, True
                break
    return firm


def _still(firm: Firm, holds: Holds) -> bool:
    try:
        return holds(firm)
    except (
        LookupError,
        RuntimeError,
        StopIteration,
        TypeError,
        ValueError,
        RatesMissing,
    ):  # what is left speaks of something that is gone
        return False


def smaller_ones(firm: Firm) -> Iterator[Firm]:
    """Every firm that lacks one thing, the larger things first."""
    facts, schemes = firm
    for at in range(len(schemes)):
        yield facts, without(schemes, at)
    for at, scheme in enumerate(schemes):
        for less in _smaller_schemes(scheme):
            yield facts, (*schemes[:at], less, *schemes[at + 1 :])
    for name in MAY_GO:
        rows: tuple[Any, ...] = getattr(facts, name)
        size = len(rows)
        while size:
            for start in range(0, len(rows), size):
                yield replace(facts, **_one(name, rows[:start] + rows[start + size :])), schemes
            size //= 2
        for at, row in enumerate(rows):
            for plainer in _plainer(row):
                yield replace(facts, **_one(name, (*rows[:at], plainer, *rows[at + 1 :]))), schemes


def _one(name: str, value: object) -> dict[str, Any]:
    return {name: value}


def _plainer(row: Any) -> Iterator[Any]:
    for name in row._fields:
        if name in MAY_BE_NONE and getattr(row, name) is not None:
            yield row._replace(**{name: None})


def without(rows: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    """The rows but one."""
    return rows[:at] + rows[at + 1 :]


def _smaller_schemes(scheme: Scheme) -> Iterator[Scheme]:
    versions = scheme.versions
    for at, version in enumerate(versions):
        if len(versions) > 1:
            yield replace(scheme, versions=without(versions, at))
        for less in _smaller_versions(version):
            yield replace(scheme, versions=(*versions[:at], less, *versions[at + 1 :]))


def _smaller_versions(version: SchemeVersion) -> Iterator[SchemeVersion]:
    if version.terms != SchemeTerms():
        yield replace(version, terms=SchemeTerms())
    for at, rule in enumerate(version.rules):
        yield replace(version, rules=without(version.rules, at))
        for name, usual in PLAIN.items():
            if getattr(rule, name) != usual:
                plainer = replace(rule, **_one(name, usual))
                yield replace(version, rules=(*version.rules[:at], plainer, *version.rules[at + 1 :]))


def told(firm: Firm) -> str:
    """The firm as text, without what it says nothing of."""
    facts, schemes = firm
    rows = [f"{name}: {row!r}" for name in MAY_GO for row in getattr(facts, name)]
    rules = [
        f"{scheme.key} v{version.number} from {version.valid_from}: {what!r}"
        for scheme in schemes
        for version in scheme.versions
        for what in (version.terms, *version.rules)
    ]
    head = f"books from {facts.books_from.text}, in {facts.currency}, acts: {facts.uses_acts}"
    return "\n".join((head, *rows, *rules))


def disagrees(firm: Firm) -> bool:
    """Whether the two say different lines, or the engine falls where the second implementation does not."""
    by_second(*firm, LAST)
    try:
        return bool(disagreements(*firm, LAST))
    except LookupError:
        return True


def main(arguments: Sequence[str], say: Callable[[str], object] = sys.stdout.write) -> int:
    """The command: the seed of a firm."""
    firm = random_firm(int(arguments[0]))
    if not disagrees(firm):
        say(f"firm {arguments[0]}: no line differs\n")
        return 0
    least = smallest(firm, disagrees)
    say(told(least) + "\n")
    try:
        parted = disagreements(*least, LAST)
    except LookupError as error:
        say(f"the engine falls: {error!r}; the second says {by_second(*least, LAST)}\n")
        return 1
    say("\n".join(f"{name}: engine {one}, second {two}" for name, one, two in parted) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
