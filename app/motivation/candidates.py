"""What may be tried on history: the schemes in force as they are, or a scheme that is still a draft, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.calc.facts import AssignmentFact, Facts
from app.calc.scheme import Scheme, Source


@dataclass(frozen=True, slots=True)
class AsNow:
    """The schemes in force, each from its day on, for the people whom they really pay: what payroll pays, to the cent.

    ``always``: as they stand at the end of the months that are looked at, as if they had always stood so, for those
    whom they pay then. So they can be compared with a draft on months before anybody was paid by them.
    """

    always: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """A scheme as if its latest version had always been in force.

    ``people``: whom it pays; everybody else is paid as now. None: it alone pays everybody.
    """

    scheme: Scheme
    people: frozenset[int] | None = None


Candidate = AsNow | Tried


def applied(
    facts: Facts, standing: tuple[Scheme, ...], candidate: Candidate, last: date
) -> tuple[Facts, tuple[Scheme, ...]]:
    """The facts and schemes of a candidate; ``standing`` are the schemes in force, ``last`` the last day looked at.

    Beside schemes that stay, the tried one has an id and a key of its own (``own_key``).
    """
    if isinstance(candidate, AsNow):
        return _always_so(facts, standing, last) if candidate.always else (facts, standing)
    staying: tuple[Scheme, ...] = () if candidate.people is None else standing
    people = frozenset(person.id for person in facts.people) if candidate.people is None else candidate.people
    scheme = _always(candidate.scheme, staying)
    return (
        replace(
            facts,
            assignments=(
                *(row for row in facts.assignments if staying and row.person_id not in people),
                *(AssignmentFact(scheme.id, person_id, date.min, None) for person_id in sorted(people)),
            ),
            opening_measures=facts.opening_measures if staying else (),
        ),
        (*staying, scheme),
    )


def _always_so(facts: Facts, standing: tuple[Scheme, ...], last: date) -> tuple[Facts, tuple[Scheme, ...]]:
    rows = tuple(
        row._replace(valid_from=date.min, valid_to=None)
        for row in facts.assignments
        if row.valid_from <= last and (row.valid_to is None or row.valid_to >= last)
    )
    schemes = tuple(
        replace(scheme, versions=(replace(scheme.version_on(last), number=1, valid_from=date.min),))
        for scheme in standing
    )
    return replace(facts, assignments=rows), schemes


def own_key(key: str, taken: Iterable[str]) -> str:
    """A key that no scheme beside it has: as it is, or with as many ``-x`` behind it as are needed."""
    known = frozenset(taken)
    while key in known:
        key = f"{key}-x"
    return key


def _always(scheme: Scheme, beside: tuple[Scheme, ...]) -> Scheme:
    """The latest version from the beginning of time on."""
    key = own_key(scheme.key, (other.key for other in beside))
    scheme_id = max((other.id for other in beside), default=0) + 1
    latest = [replace(version, number=1, valid_from=date.min) for version in scheme.versions[-1:]]
    if key != scheme.key:
        latest = [
            replace(
                version,
                rules=tuple(
                    rule
                    if rule.override is None
                    else replace(
                        rule,
                        override=replace(
                            rule.override,
                            sources=tuple(_renamed(one, scheme.key, key) for one in rule.override.sources),
                        ),
                    )
                    for rule in version.rules
                ),
            )
            for version in latest
        ]
    return replace(scheme, id=scheme_id, key=key, versions=tuple(latest))


def _renamed(source: Source, before: str, after: str) -> Source:
    return replace(source, scheme_key=after) if source.scheme_key == before else source
