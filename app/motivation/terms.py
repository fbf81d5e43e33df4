"""What a new version, assignment or quota must keep to, lest a closed month be judged anew (SEMANTICS 8). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.calc.scheme import Named, Pool, Scheme, SchemeVersion
from app.calc.validate import problems_together
from app.kernel.errors import Finding
from app.kernel.ids import natural_key
from app.kernel.money import AMOUNT_LIMIT_MINOR
from app.kernel.period import Month
from app.motivation.model import Assignment, NewAssignment, NewQuota, OpeningMeasure, Quota
from app.motivation.scheme_file import SchemeFile
from app.staff.model import Person


def version_problems(file: SchemeFile, stored: Scheme | None, first_open: Month) -> Iterator[Finding]:
    """New versions begin in an open month; a stored version may be repeated but never changed."""
    in_force = {version.valid_from: version for version in stored.versions} if stored else {}
    for index, version in enumerate(file.versions):
        place = f"version[{index}]"
        if version.valid_from in in_force:
            if replace(in_force[version.valid_from], number=version.number) != version:
                yield Finding("version_in_force", place, {"valid_from": version.valid_from.isoformat()})
        elif version.valid_from < first_open.first:
            yield Finding("version_too_early", f"{place}.valid_from", {"first_open": first_open.first.isoformat()})


def company_problems(file: SchemeFile, standing: Collection[Scheme]) -> Iterator[Finding]:
    """What the file breaks among the schemes that stand: sources of overrides that are not there, circles.

    Versions that the file leaves out count too; places within the file are written as in the file.
    """
    of_file = {version.valid_from for version in file.versions}
    kept = (version for scheme in standing if scheme.key == file.key for version in scheme.versions)
    versions = (*file.versions, *(version for version in kept if version.valid_from not in of_file))
    others = (scheme for scheme in standing if scheme.key != file.key)
    for finding in problems_together((Scheme(0, file.key, file.name, versions), *others)):
        yield replace(finding, place=finding.place.removeprefix(f"{file.key}: "))


def staff_problems(file: SchemeFile, staff: Collection[Person]) -> Iterator[Finding]:
    """Whoever a scheme names by staff number must be on the staff."""
    known = {natural_key(person.staff_no) for person in staff}
    for at, version in enumerate(file.versions):
        for place, staff_no in _named(version):
            if natural_key(staff_no) not in known:
                yield Finding("person_unknown", f"version[{at}].{place}", {"staff_no": staff_no})


def named_people(version: SchemeVersion, staff: Collection[Person]) -> frozenset[int]:
    """Those whom a version names by staff number."""
    ids = {natural_key(person.staff_no): person.id for person in staff}
    return frozenset(ids[natural_key(staff_no)] for _, staff_no in _named(version))


def _named(version: SchemeVersion) -> Iterator[tuple[str, str]]:
    """Staff numbers in the rules of a version, with their paths in it."""
    for index, rule in enumerate(version.rules):
        place = f"rule[{index}]"
        if isinstance(rule.recipient, Named | Pool):
            kind = "named" if isinstance(rule.recipient, Named) else "pool"
            yield from ((f"{place}.pays.{kind}.{one.staff_no}", one.staff_no) for one in rule.recipient.members)
        if rule.override is not None:
            yield from ((f"{place}.override.team[{n}]", one) for n, one in enumerate(rule.override.team))


def assignment_problems(
    new: NewAssignment, standing: Collection[Assignment], scheme_ids: Collection[int], first_open: Month
) -> Iterator[Finding]:
    """Starts in an open month; one scheme pays a person once at a time."""
    if new.scheme_id not in scheme_ids:
        yield Finding("scheme_unknown", "scheme_id", {"id": new.scheme_id})
    if new.valid_from < first_open.first:
        yield Finding("assignment_too_early", "valid_from", {"first_open": first_open.first.isoformat()})
    if new.valid_to is not None and new.valid_to < new.valid_from:
        yield Finding("ends_before_start", "valid_to")
    for other in standing:
        same = (other.scheme_id, other.person_id) == (new.scheme_id, new.person_id)
        if same and _overlap(new.valid_from, new.valid_to, other.valid_from, other.valid_to):
            values = {"valid_from": other.valid_from.isoformat(), "valid_to": _text(other.valid_to)}
            yield Finding("assignment_overlaps", "valid_from", values)


def ending_problems(
    assignment: Assignment, valid_to: date | None, standing: Collection[Assignment], first_open: Month
) -> Iterator[Finding]:
    """Another last day may change open months only, and may not run into the next assignment."""
    if valid_to is not None and valid_to < assignment.valid_from:
        yield Finding("ends_before_start", "valid_to")
    earlier = min(valid_to or date.max, assignment.valid_to or date.max)
    if valid_to != assignment.valid_to and earlier < first_open.first - timedelta(days=1):
        yield Finding("assignment_month_closed", "valid_to", {"first_open": first_open.first.isoformat()})
    for other in standing:
        same = (other.scheme_id, other.person_id) == (assignment.scheme_id, assignment.person_id)
        if (
            same
            and other.id != assignment.id
            and _overlap(assignment.valid_from, valid_to, other.valid_from, other.valid_to)
        ):
            values = {"valid_from": other.valid_from.isoformat(), "valid_to": _text(other.valid_to)}
            yield Finding("assignment_overlaps", "valid_to", values)


def quota_problems(new: NewQuota, standing: Collection[Quota]) -> Iterator[Finding]:
    """A positive plan; periods of one person do not overlap, except that the same period may be set anew."""
    if not 0 < new.amount_minor < AMOUNT_LIMIT_MINOR:
        yield Finding("amount_not_positive", "amount_minor")
    if new.valid_to < new.valid_from:
        yield Finding("ends_before_start", "valid_to")
    for other in standing:
        again = (other.valid_from, other.valid_to) == (new.valid_from, new.valid_to)
        if (
            other.person_id == new.person_id
            and not again
            and _overlap(new.valid_from, new.valid_to, other.valid_from, other.valid_to)
        ):
            values = {"valid_from": other.valid_from.isoformat(), "valid_to": other.valid_to.isoformat()}
            yield Finding("quota_overlaps", "valid_from", values)


def measure_problems(new: OpeningMeasure, schemes: Collection[Scheme]) -> Iterator[Finding]:
    """The rule must exist; neither figure may be out of range."""
    rules = {rule.key for s in schemes if s.key == new.scheme_key for version in s.versions for rule in version.rules}
    if not any(scheme.key == new.scheme_key for scheme in schemes):
        yield Finding("scheme_unknown", "scheme_key", {"key": new.scheme_key})
    elif new.rule_key not in rules:
        yield Finding("rule_unknown", "rule_key", {"key": new.rule_key})
    if abs(new.amount_minor) >= AMOUNT_LIMIT_MINOR:
        yield Finding("amount_range", "amount_minor")
    if new.matched_count < 0:
        yield Finding("count_negative", "matched_count")


def person_problem(person_id: int, people: Collection[int]) -> Iterator[Finding]:
    """The person must exist."""
    if person_id not in people:
        yield Finding("person_unknown", "person_id", {"id": person_id})


def _overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    return start <= (other_end or date.max) and other_start <= (end or date.max)


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()
