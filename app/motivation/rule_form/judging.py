"""What is wrong with one rule of a scheme while it is being written, and with the terms of its version."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.calc.scheme import Named, Pool, Rule, Scheme, SchemeTerms
from app.calc.validate import problems
from app.kernel.errors import Finding
from app.kernel.ids import natural_key


def rule_problems(scheme: Scheme, at: int, rule: Rule, staff_nos: Collection[str]) -> tuple[Finding, ...]:
    """What is wrong with ``rule`` as the rule ``at`` (from 0) of the latest version; one more where ``at`` is behind.

    Paths are of the rule: ``rate.bands[1].up_to``. Other rules are spoken of where they are themselves edited.
    """
    latest = scheme.versions[-1]
    rules = (*latest.rules[:at], rule, *latest.rules[at + 1 :])
    changed = replace(scheme, versions=(*scheme.versions[:-1], replace(latest, rules=rules)))
    before = f"version[{len(scheme.versions) - 1}].rule[{min(at, len(latest.rules))}]"
    found = [
        replace(one, place=one.place.removeprefix(before).removeprefix("."))
        for one in problems(changed)
        if one.place == before or one.place.startswith(f"{before}.")
    ]
    return (*found, *_strangers(rule, staff_nos))


def terms_problems(scheme: Scheme, terms: SchemeTerms) -> tuple[Finding, ...]:
    """What is wrong with ``terms`` as those of the latest version, by field."""
    latest = scheme.versions[-1]
    changed = replace(scheme, versions=(*scheme.versions[:-1], replace(latest, terms=terms)))
    before = f"version[{len(scheme.versions) - 1}].terms."
    return tuple(
        replace(one, place=one.place.removeprefix(before)) for one in problems(changed) if one.place.startswith(before)
    )


def _strangers(rule: Rule, staff_nos: Collection[str]) -> Iterator[Finding]:
    """People who are not on the staff."""
    known = {natural_key(staff_no) for staff_no in staff_nos}
    members = rule.recipient.members if isinstance(rule.recipient, Named | Pool) else ()
    for member in members:
        if natural_key(member.staff_no) not in known:
            yield Finding("person_unknown", "pays.named", {"staff_no": member.staff_no})
    for number, staff_no in enumerate(rule.override.team if rule.override else ()):
        if natural_key(staff_no) not in known:
            yield Finding("person_unknown", f"override.team[{number}]", {"staff_no": staff_no})
