"""What a draft becomes when it is put in force, and what among schemes, people and months forbids it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from app.calc.scheme import Scheme
from app.kernel.errors import Finding
from app.kernel.period import Month
from app.motivation.draft.changing import free_key
from app.motivation.draft.model import Draft
from app.motivation.scheme_file import SchemeFile
from app.motivation.terms import company_problems, staff_problems, version_problems
from app.staff.model import Person


def version_to_enter(draft: Draft, standing: Sequence[Scheme]) -> Scheme:
    """The scheme with the new version only; a new scheme gets a key that is free."""
    scheme = Scheme(draft.scheme_id, draft.key, draft.name.strip(), (replace(draft.version(), number=1),))
    if draft.scheme_id:
        return scheme
    return replace(scheme, key=free_key(draft.key, (one.key for one in standing)))


def entry_problems(
    draft: Draft, entered: Scheme, standing: Sequence[Scheme], staff: Collection[Person], first_open: Month
) -> Iterator[Finding]:
    """Beside what the check finds.

    Codes: ``version_says_the_same`` (nothing is changed), ``person_unknown``, and those of ``motivation.terms``.
    """
    stored = next((one for one in standing if one.id == draft.scheme_id), None)
    file = SchemeFile(entered.key, entered.name, entered.versions)
    yield from version_problems(file, stored, first_open)
    yield from company_problems(file, standing)
    yield from staff_problems(file, staff)
    if stored is not None:
        newest = stored.versions[-1]
        if newest not in draft.past and newest.valid_from > draft.valid_from:  # it came while the draft was made
            yield Finding("version_order", "version[0].valid_from", {"after": newest.valid_from.isoformat()})
        valid = stored.version_on(draft.valid_from)
        if (valid.rules, valid.terms) == (entered.versions[0].rules, entered.versions[0].terms):
            yield Finding("version_says_the_same", "", {"valid_from": valid.valid_from.isoformat()})
    known = {person.id for person in staff}
    for person_id in sorted(draft.people - known):
        yield Finding("person_unknown", "person_id", {"id": person_id})
