"""How a draft begins: from a scheme (one in force, a template, a file), or empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.calc.scheme import Scheme
from app.motivation.draft.model import Draft
from app.motivation.draft.reading import answered_steps, read_rules


def empty_draft(key: str, name: str, valid_from: date) -> Draft:
    """No answer, no rule."""
    return Draft(key, name, valid_from)


def draft_of(scheme: Scheme) -> Draft:
    """The latest version as answers as far as it fits, all else as rules that somebody wrote: nothing is lost."""
    latest = scheme.versions[-1]
    answers, rules = read_rules(latest.rules)
    return Draft(
        key=scheme.key,
        name=scheme.name,
        valid_from=latest.valid_from,
        answers=answers,
        rules=rules,
        terms=latest.terms,
        answered=answered_steps(answers),
        keys=tuple(sorted((one.slot, one.rule.key) for one in rules if one.slot)),
        scheme_id=scheme.id,
        number=latest.number,
        past=scheme.versions[:-1],
    )


def next_version_of(scheme: Scheme, valid_from: date) -> Draft:
    """A draft of the version that comes after those that stand; it begins as the latest one is."""
    draft = draft_of(scheme)
    return replace(draft, valid_from=valid_from, number=draft.number + 1, past=scheme.versions)
