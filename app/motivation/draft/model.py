"""A draft of a scheme: answers, the rules they made or somebody wrote, and everything else that a version says.

The steps are a friendly view over the rules, and the rules are the truth: what a hand has changed in one stays there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calc.scheme import Rule, Scheme, SchemeTerms, SchemeVersion
from app.motivation.draft.answers import Answers
from app.motivation.draft.made import keyless
from app.motivation.draft.steps import Step

_NO_ANSWERS = Answers()
_USUAL_TERMS = SchemeTerms()


@dataclass(frozen=True, slots=True)
class DraftRule:
    """A rule with where it comes from; without a ``slot`` somebody wrote it in the rule editor."""

    rule: Rule
    slot: str = ""
    """The answer that made it."""
    step: Step | None = None
    made: Rule | None = None
    """As the answer made it."""

    @property
    def edited_by_hand(self) -> bool:
        """Whether somebody wrote it, or changed what an answer made."""
        return self.made is None or keyless(self.made) != keyless(self.rule)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a director has said so far. Frozen: every change gives another draft."""

    key: str
    name: str
    valid_from: date
    """Of the new version."""
    answers: Answers = _NO_ANSWERS
    rules: tuple[DraftRule, ...] = ()
    terms: SchemeTerms = _USUAL_TERMS
    step: Step = Step.FUNCTIONS
    """Where the director is."""
    answered: frozenset[Step] = frozenset()
    """Steps whose answers are the director's own, or were read from the scheme that the draft began with."""
    people: frozenset[int] = frozenset()
    """Whom it is to pay (ids), step 10."""
    keeps: frozenset[int] = frozenset()
    """Assignments (ids) of these people to other schemes that go on beside it; all others end."""
    dropped: tuple[DraftRule, ...] = ()
    """What an answer made and a hand removed."""
    keys: tuple[tuple[str, str], ...] = ()
    """The key of every slot that ever had a rule here: a rule that comes back keeps it."""
    scheme_id: int = 0
    """Of the scheme in force that it continues; 0 for a new one."""
    number: int = 1
    past: tuple[SchemeVersion, ...] = ()
    """The versions before this one."""

    def version(self) -> SchemeVersion:
        """The version that it would be."""
        return SchemeVersion(self.number, self.valid_from, tuple(one.rule for one in self.rules), self.terms)

    def scheme(self) -> Scheme:
        """The scheme that it would be, with the versions that stand."""
        return Scheme(self.scheme_id, self.key, self.name, (*self.past, self.version()))

    def rule(self, key: str) -> DraftRule:
        """The rule of that key. Raises KeyError."""
        for one in self.rules:
            if one.rule.key == key:
                return one
        raise KeyError(key)
