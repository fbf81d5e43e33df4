"""Step 9: a draft examined as if what is to come had always been so; which findings the director has accepted. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from app.calc.check_scheme import check_schemes
from app.calc.facts import AssignmentFact, Facts
from app.calc.remarks import Remark, Severity
from app.calc.scheme import Rule, Scheme, SchemeTerms, SchemeVersion
from app.motivation import canonical
from app.motivation.draft.assigning import moves
from app.motivation.draft.model import Draft
from app.motivation.loading import last_month_with_money
from app.motivation.model import Assignment

_SUBJECT = frozenset({
    "after", "before", "bound", "days", "dimension", "event", "function", "limit_ppm", "measure", "other", "person_id"
})  # fmt: skip
"""Values that say what a finding is about; the others are its example, which moves on with the history."""
_OF_ONE = {"order_at_a_loss": "contract_id"}
_EXAMPLES = {
    "function_unpaid": "person_id",
    "paid_twice": "person_id",
    "pay_falls": "person_id",
    "pay_jumps": "person_id",
}
"""Whose example names a person who is not what the finding is about."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the director has accepted; what it said then, and of which rules."""

    id: int
    version: int
    code: str
    place: str
    subject: str
    said: str
    rules_hash: str
    reason: str
    login: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class DraftRemark:
    """A finding of the check, with its acceptance where it has one that still holds."""

    remark: Remark
    accepted: Acceptance | None = None

    @property
    def open(self) -> bool:
        """Whether it keeps the draft from being put in force."""
        return self.accepted is None and self.remark.severity is not Severity.NOTE


def subject_of(remark: Remark) -> str:
    """What a finding is about, as canonical text: the same while the history moves on."""
    example = _EXAMPLES.get(remark.code)
    named = [
        (name, value)
        for name, value in remark.values
        if (name in _SUBJECT and name != example) or name == _OF_ONE.get(remark.code)
    ]
    return json.dumps(sorted(named), ensure_ascii=False)


def said_by(remark: Remark) -> str:
    """All that a finding says, as canonical text."""
    return json.dumps(sorted(remark.values), ensure_ascii=False)


def rules_hash(draft: Draft) -> str:
    """The SHA-256 of the rules and terms of the draft's version."""
    text = canonical.dumps(tuple(one.rule for one in draft.rules), tuple[Rule, ...])
    return sha256((text + canonical.dumps(draft.terms, SchemeTerms)).encode()).hexdigest()


def with_acceptances(
    draft: Draft, remarks: Iterable[Remark], accepted: Collection[Acceptance]
) -> tuple[DraftRemark, ...]:
    """Findings with what was accepted. Once the rules change it holds only where the finding says the same still."""
    current = rules_hash(draft)
    known = {(one.code, one.place, one.subject): one for one in accepted}
    found = []
    for one in remarks:
        own = known.get((one.code, one.place, subject_of(one)))
        holds = own is not None and (own.rules_hash == current or own.said == said_by(one))
        found.append(DraftRemark(one, own if holds else None))
    return tuple(found)


def examined(
    facts: Facts,
    standing: Collection[Scheme],
    assignments: Collection[Assignment],
    draft: Draft,
    limit_ppm: int,
) -> tuple[Remark, ...]:
    """What the check finds on the firm's history, as if all schemes had always been as they are to be from that day on.

    Where the draft says nobody whom it is to pay, everybody is. Raises ``exchange.RatesMissing``.
    """
    scheme_id = draft.scheme_id or max((scheme.id for scheme in standing), default=0) + 1
    people = draft.people or frozenset(person.id for person in facts.people)
    plan = moves(scheme_id, people, draft.valid_from, assignments, draft.keeps)
    gone = {item.id for item in (*plan.end, *plan.remove)}
    paid = {(scheme_id, person_id) for person_id in people}
    paid |= {
        (item.scheme_id, item.person_id)
        for item in assignments
        if item.id not in gone and item.valid_from <= draft.valid_from <= (item.valid_to or date.max)
    }
    schemes = [_always(draft.scheme(), scheme_id, draft.version())]
    schemes += [
        _always(scheme, scheme.id, scheme.version_on(draft.valid_from))
        for scheme in standing
        if scheme.id != scheme_id and any(scheme.id == paid_by for paid_by, _ in paid)
    ]
    rows = tuple(AssignmentFact(paid_by, person_id, date.min, None) for paid_by, person_id in sorted(paid))
    asked = replace(facts, assignments=rows, opening_measures=())
    found = check_schemes(asked, schemes, last_month_with_money(facts), limit_ppm)
    return tuple(one for one in found if _concerns(one, draft.key))


def _always(scheme: Scheme, scheme_id: int, version: SchemeVersion) -> Scheme:
    return replace(scheme, id=scheme_id, versions=(replace(version, number=1, valid_from=date.min),))


def _concerns(one: Remark, key: str) -> bool:
    other = str(dict(one.values).get("other", ""))
    return not one.place or one.place.startswith((f"{key}.", f"{key}:")) or other.startswith(f"{key}.")
