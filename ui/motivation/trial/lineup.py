"""Which schemes are tried side by side, under which names, and what else could be. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.bootstrap import Office
from app.calc.validate import problems
from app.i18n.words import Words, mark
from app.kernel.actor import Actor
from app.motivation.candidates import AsNow, Candidate, Tried

AS_NOW, DRAFTS, IN_FORCE, TEMPLATE = mark("As now"), mark("Drafts"), mark("Schemes in force"), mark("Templates")
_EVERY_MONTH = mark("As now, in every month")


@dataclass(frozen=True, slots=True)
class Entrant:
    """One of up to four; ``id`` stays its own while the line-up changes."""

    id: int
    name: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be added; ``group`` is a marked headline, ``note`` says whom it pays."""

    group: str
    name: str
    candidate: Candidate


def as_now(words: Words) -> Offer:
    """What payroll pays."""
    return Offer(AS_NOW, words.text(AS_NOW), AsNow())


def offers(office: Office, actor: Actor, words: Words, today: date) -> tuple[Offer, ...]:
    """As now, sound drafts, schemes in force for everybody, templates: read from the books.

    Raises Denied without Permission.EDIT_SCHEMES and SEE_PAY.
    """
    return (
        as_now(words),
        Offer(AS_NOW, words.text(_EVERY_MONTH), AsNow(always=True)),
        *_drafts(office, actor),
        *(
            Offer(IN_FORCE, words.text("{scheme}, for everybody").format(scheme=one.scheme.name), Tried(one.scheme))
            for one in office.motivation.schemes(actor)
            if one.scheme.versions
        ),
        *_templates(words, today),
    )


def joined(entrants: Collection[Entrant], offer: Offer) -> Entrant:
    """The next one of the line-up. The same scheme a second time is called so, and has rates of its own."""
    names = {one.name for one in entrants}
    name, number = offer.name, 2
    while name in names:
        name, number = f"{offer.name} ({number})", number + 1
    candidate = offer.candidate
    if isinstance(candidate, Tried) and name != offer.name:
        candidate = replace(candidate, scheme=replace(candidate.scheme, name=name))
    return Entrant(max((one.id for one in entrants), default=0) + 1, name, candidate)


def addable(entrants: Collection[Entrant], found: Collection[Offer]) -> tuple[Offer, ...]:
    """What may still be added: as now stands there once."""
    standing = {one.candidate for one in entrants if isinstance(one.candidate, AsNow)}
    return tuple(one for one in found if one.candidate not in standing)


def _drafts(office: Office, actor: Actor) -> Iterator[Offer]:
    for row in office.scheme_drafts.list(actor):
        draft = office.scheme_drafts.get(actor, row.id).draft
        if draft.rules and not problems(draft.scheme()):
            yield Offer(DRAFTS, draft.name, Tried(draft.scheme(), draft.people or None))


def _templates(words: Words, today: date) -> Iterator[Offer]:
    from app.motivation.scheme_file import read_form
    from app.motivation.templates import TEMPLATES, template_text

    for one in TEMPLATES:
        file, wrong = read_form(template_text(one, words.text(one.title), today))
        if not wrong:
            yield Offer(TEMPLATE, words.text(one.title), Tried(file.as_scheme(1)))
