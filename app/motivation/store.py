"""The SQL of schemes, assignments, quotas and opening measures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, starmap
from operator import itemgetter
from typing import cast

from app.calc.scheme import Rule, Scheme, SchemeTerms, SchemeVersion
from app.kernel.cells import day, day_or_none, iso, text, whole
from app.kernel.database import Cell, Db
from app.motivation import canonical
from app.motivation.model import Assignment, NewAssignment, NewQuota, OpeningMeasure, Quota

_ASSIGNMENT = "SELECT id, version, scheme_id, person_id, valid_from, valid_to FROM assignment"
_RULES = tuple[Rule, ...]


class MotivationStore:
    """Reads and writes the motivation tables."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    # schemes

    def schemes(self) -> tuple[Scheme, ...]:
        """Every scheme in force, by key, its versions in the order of their dates."""
        rows = self._db.rows(
            "SELECT s.id, s.key, s.name, v.number, v.valid_from, v.terms, v.definition FROM scheme s"
            " JOIN scheme_version v ON v.scheme_id = s.id AND v.state = 'in_force' ORDER BY s.key, v.valid_from"
        )
        schemes = []
        for (scheme_id, key, name), group in groupby(rows, key=itemgetter(0, 1, 2)):
            versions = tuple(_version(*cells) for _, _, _, *cells in group)
            schemes.append(Scheme(whole(scheme_id), text(key), text(name), versions))
        return tuple(schemes)

    def scheme_version(self, scheme_id: int) -> int:
        """The row version of a scheme."""
        ((version,),) = self._db.rows("SELECT version FROM scheme WHERE id = :id", {"id": scheme_id})
        return whole(version)

    def add_scheme(self, key: str, name: str) -> int:
        """A scheme that has no version yet."""
        return self._db.insert("scheme", {"key": key, "name": name})

    def rename(self, scheme_id: int, version: int, name: str) -> None:
        """Set the name; the version rises even when the name stays, so that children can be added safely."""
        self._db.change("scheme", scheme_id, version, name=name)

    def add_version(self, scheme_id: int, version: SchemeVersion, named: Iterable[int]) -> None:
        """Put a version in force; ``named`` are the people whom it names by their staff numbers."""
        version_id = self._db.insert(
            "scheme_version",
            {
                "scheme_id": scheme_id,
                "number": version.number,
                "valid_from": version.valid_from.isoformat(),
                "terms": canonical.dumps(version.terms, SchemeTerms),
                "definition": canonical.dumps(version.rules, _RULES),
            },
        )
        for person_id in sorted(named):
            self._db.insert("scheme_person", {"version_id": version_id, "person_id": person_id})

    # assignments

    def assignments(self) -> tuple[Assignment, ...]:
        """Every assignment, by person, start and scheme."""
        rows = self._db.rows(f"{_ASSIGNMENT} ORDER BY person_id, valid_from, scheme_id")
        return tuple(starmap(_assignment, rows))

    def assignment(self, assignment_id: int) -> Assignment | None:
        """One assignment."""
        rows = self._db.rows(f"{_ASSIGNMENT} WHERE id = :id", {"id": assignment_id})
        return _assignment(*rows[0]) if rows else None

    def add_assignment(self, new: NewAssignment) -> int:
        """Store an assignment, give its id."""
        return self._db.insert(
            "assignment",
            {
                "scheme_id": new.scheme_id,
                "person_id": new.person_id,
                "valid_from": new.valid_from.isoformat(),
                "valid_to": iso(new.valid_to),
            },
        )

    def end_assignment(self, assignment_id: int, version: int, valid_to: str | None) -> None:
        """Set the last day."""
        self._db.change("assignment", assignment_id, version, valid_to=valid_to)

    def remove_assignment(self, assignment_id: int, version: int) -> None:
        """Delete an assignment that never counted."""
        self._db.remove("assignment", assignment_id, version)

    # quotas and opening measures

    def quotas(self) -> tuple[Quota, ...]:
        """Every quota, by person and start."""
        rows = self._db.rows(
            "SELECT id, version, person_id, valid_from, valid_to, amount_minor FROM quota"
            " ORDER BY person_id, valid_from"
        )
        return tuple(starmap(_quota, rows))

    def add_quota(self, new: NewQuota) -> int:
        """Store a quota, give its id."""
        return self._db.insert(
            "quota",
            {
                "person_id": new.person_id,
                "valid_from": new.valid_from.isoformat(),
                "valid_to": new.valid_to.isoformat(),
                "amount_minor": new.amount_minor,
            },
        )

    def change_quota(self, quota: Quota, amount_minor: int) -> None:
        """Set the amount of a stored quota."""
        self._db.change("quota", quota.id, quota.version, amount_minor=amount_minor)

    def remove_quota(self, quota_id: int, version: int) -> None:
        """Delete a quota. Raises Stale."""
        self._db.remove("quota", quota_id, version)

    def opening_measures(self) -> tuple[OpeningMeasure, ...]:
        """Every opening measure."""
        rows = self._db.rows(
            "SELECT scheme_key, rule_key, person_id, amount_minor, matched_count FROM opening_measure"
            " ORDER BY scheme_key, rule_key, person_id"
        )
        return tuple(starmap(OpeningMeasure, cast("list[tuple[str, str, int, int, int]]", rows)))

    def set_opening_measure(self, measure: OpeningMeasure) -> int:
        """Add or replace the measure of (scheme, rule, person), give its id."""
        rows = self._db.rows(
            "SELECT id, version FROM opening_measure"
            " WHERE scheme_key = :scheme_key AND rule_key = :rule_key AND person_id = :person_id",
            {"scheme_key": measure.scheme_key, "rule_key": measure.rule_key, "person_id": measure.person_id},
        )
        values = {"amount_minor": measure.amount_minor, "matched_count": measure.matched_count}
        if rows:
            row_id, version = whole(rows[0][0]), whole(rows[0][1])
            self._db.change("opening_measure", row_id, version, **values)
            return row_id
        keys: dict[str, Cell] = {"scheme_key": measure.scheme_key, "rule_key": measure.rule_key}
        return self._db.insert("opening_measure", {**keys, "person_id": measure.person_id, **values})


def _version(number: Cell, valid_from: Cell, terms: Cell, definition: Cell) -> SchemeVersion:
    """Fields that a stored text does not know have their usual values: they came after it."""
    rules = canonical.loads(text(definition), _RULES)
    return SchemeVersion(whole(number), day(valid_from), rules, canonical.loads(text(terms), SchemeTerms))


def _assignment(*cells: Cell) -> Assignment:
    row_id, version, scheme_id, person_id, valid_from, valid_to = cells
    return Assignment(
        whole(row_id), whole(version), whole(scheme_id), whole(person_id), day(valid_from), day_or_none(valid_to)
    )


def _quota(*cells: Cell) -> Quota:
    row_id, version, person_id, valid_from, valid_to, amount_minor = cells
    return Quota(whole(row_id), whole(version), whole(person_id), day(valid_from), day(valid_to), whole(amount_minor))
