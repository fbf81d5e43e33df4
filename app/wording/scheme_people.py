"""Who is paid, as the subject of a sentence about a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.calc.facts import Function
from app.calc.scheme import Each, Member, Pool, Recipient
from app.i18n.words import Words, mark
from app.kernel.money import PPM

_HOLDERS: Mapping[Function, str] = {
    Function.FINDING: mark("Whoever found the client"),
    Function.SELLING: mark("Whoever sold the order"),
    Function.UPSELLING: mark("Whoever enlarged the order"),
    Function.DELIVERING: mark("Whoever runs the project"),
    Function.INVOICING: mark("Whoever issues the invoices"),
    Function.COLLECTING: mark("Whoever collects the money"),
    Function.ACCEPTING: mark("Whoever gets the work accepted"),
}


@dataclass(frozen=True, slots=True)
class Speech:
    """In which language, currency and with which names of people a scheme is put into words."""

    words: Words
    currency: str
    people: Mapping[str, str] = field(default_factory=dict)
    """Names by staff number; who is not here goes by the number."""
    tables_apart: bool = False
    """Tables stand below the sentence that speaks of them (``scheme_tables``), and not in it."""

    def money(self, amount_minor: int) -> str:
        """An amount with its currency."""
        return self.words.coded(amount_minor, self.currency)

    def name(self, staff_no: str) -> str:
        """The person's name, or the number."""
        return self.people.get(staff_no) or self.words.text("No. {staff_no}").format(staff_no=staff_no)

    def all_of(self, parts: Sequence[str]) -> str:
        """One, two and three."""
        if not parts[1:]:
            return "".join(parts)
        return self.words.text("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])

    def any_of(self, parts: Sequence[str]) -> str:
        """One, two or three."""
        if not parts[1:]:
            return "".join(parts)
        return self.words.text("{some} or {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def earns(speech: Speech, recipient: Recipient, what: str) -> str:
    """Who earns ``what``, without a full stop."""
    words = speech.words
    if isinstance(recipient, Function):
        return words.text("{who} earns {what}").format(who=words.text(_HOLDERS[recipient]), what=what)
    if isinstance(recipient, Each):
        return words.text("Everybody who is paid by this scheme earns {what}").format(what=what)
    if recipient == Pool():
        return words.text("All who are paid by this scheme share equally, once a month, {what}").format(what=what)
    who = members(speech, recipient.members)
    if isinstance(recipient, Pool):
        return words.text("{who} share, once a month, {what}").format(who=who, what=what)
    if len(recipient.members) == 1:
        return words.text("{who} earns {what}").format(who=who, what=what)
    return words.text("{who} together earn {what}").format(who=who, what=what)


def members(speech: Speech, people: Sequence[Member]) -> str:
    """Names, with their parts where there are several."""
    names = speech.all_of([speech.name(member.staff_no) for member in people])
    if not people[1:]:
        return names
    weights = [member.weight for member in people]
    if len(set(weights)) == 1:
        parts = speech.words.text("in equal parts")
    elif sum(weights) == PPM:
        parts = " : ".join(map(speech.words.percent, weights))
    else:
        parts = " : ".join(map(speech.words.number, weights))
    return speech.words.text("{names} ({parts})").format(names=names, parts=parts)
