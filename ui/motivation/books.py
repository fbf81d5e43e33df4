"""What the page of schemes shows, read at once: schemes with those whom they pay, approvals, and drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.bootstrap import Office
from app.calc.scheme import Scheme, SchemeVersion
from app.kernel.actor import Actor
from app.motivation.draft.records import Approval, StoredDraft
from app.motivation.model import Assignment

_SCHEME, _DRAFT = "scheme/", "draft/"


def scheme_place(key: str) -> str:
    """The place of a scheme in the list."""
    return f"{_SCHEME}{key}"


def draft_place(draft_id: int) -> str:
    """The place of a draft in the list."""
    return f"{_DRAFT}{draft_id}"


@dataclass(frozen=True, slots=True)
class Paid:
    """Somebody whom a scheme pays, from–to."""

    person_id: int
    name: str
    valid_from: date
    valid_to: date | None

    def on(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return self.valid_from <= day <= (self.valid_to or date.max)


class Standing(StrEnum):
    """How a scheme stands today."""

    IN_FORCE = "in_force"
    FUTURE = "future"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """A scheme with its people and approvals."""

    scheme: Scheme
    paid: tuple[Paid, ...]
    approvals: Mapping[int, Approval]
    """By the number of the version; one that came from a file has none."""

    def standing(self, today: date) -> tuple[Standing, date]:
        """How it stands, and since when, from when, or with which last day."""
        if all(version.valid_from > today for version in self.scheme.versions):
            return Standing.FUTURE, self.scheme.versions[0].valid_from
        last = max((one.valid_to or date.max for one in self.paid), default=date.max)
        if last < today:
            return Standing.ENDED, last
        return Standing.IN_FORCE, self.current(today).valid_from

    def current(self, today: date) -> SchemeVersion:
        """The version in force; before the first one begins, that one."""
        begun = [version for version in self.scheme.versions if version.valid_from <= today]
        return begun[-1] if begun else self.scheme.versions[0]

    def people(self, today: date) -> int:
        """How many it pays today; of a scheme that has not begun: how many it is going to pay."""
        begun = self.standing(today)[0] is not Standing.FUTURE
        return len({one.person_id for one in self.paid if one.on(today) or (not begun and one.valid_from > today)})


@dataclass(frozen=True, slots=True)
class Reading:
    """A version that can be read and compared: of a scheme, or as a draft would be."""

    place: str
    """What it belongs to, as the list knows it: ``scheme/KEY`` or ``draft/ID``."""
    family: str
    """The place of its scheme: for a draft that continues one, of that one."""
    name: str
    version: SchemeVersion

    @property
    def is_draft(self) -> bool:
        """Whether it is not in force yet, and may still change."""
        return self.place.startswith(_DRAFT)


@dataclass(frozen=True, slots=True)
class SchemeBooks:
    """Everything on the page."""

    cards: tuple[SchemeCard, ...]
    drafts: tuple[StoredDraft, ...]
    names: Mapping[str, str]
    """Of people by staff number."""

    def card(self, place: str) -> SchemeCard | None:
        """The scheme at a place of the list."""
        return next((card for card in self.cards if scheme_place(card.scheme.key) == place), None)

    def draft(self, place: str) -> StoredDraft | None:
        """The draft at a place of the list."""
        return next((stored for stored in self.drafts if draft_place(stored.row.id) == place), None)

    def readings(self) -> tuple[Reading, ...]:
        """Every version of every scheme, the latest first, then the drafts."""
        versions = [
            Reading(place, place, card.scheme.name, version)
            for card in self.cards
            for place in (scheme_place(card.scheme.key),)
            for version in reversed(card.scheme.versions)
        ]
        return (*versions, *(self._as_reading(stored) for stored in self.drafts))

    def before(self, reading: Reading) -> Reading | None:
        """What it is compared with at first: the version before it, else another of its scheme, else anything."""
        others = [one for one in self.readings() if one != reading]
        same = [one for one in others if one.family == reading.family]
        earlier = [one for one in same if one.version.number < reading.version.number]
        return next(iter((*earlier, *same, *others)), None)

    def _as_reading(self, stored: StoredDraft) -> Reading:
        place, draft = draft_place(stored.row.id), stored.draft
        own = (scheme_place(card.scheme.key) for card in self.cards if card.scheme.id == draft.scheme_id)
        return Reading(place, next(own, place), draft.name, draft.version())


def load_books(office: Office, actor: Actor) -> SchemeBooks:
    """Read it, on the read lane."""
    staff = office.staff.list(actor)
    by_id = {person.id: person.name for person in staff}
    assignments, drafts = office.motivation.assignments(actor), office.scheme_drafts
    cards = tuple(
        SchemeCard(
            one.scheme,
            _paid(one.scheme.id, assignments, by_id),
            {approval.number: approval for approval in drafts.approvals(actor, one.scheme.key)},
        )
        for one in office.motivation.schemes(actor)
    )
    stored = tuple(drafts.get(actor, row.id) for row in drafts.list(actor))
    return SchemeBooks(cards, stored, {person.staff_no: person.name for person in staff})


def _paid(scheme_id: int, assignments: Sequence[Assignment], names: Mapping[int, str]) -> tuple[Paid, ...]:
    """By name, then by the first day."""
    own = [one for one in assignments if one.scheme_id == scheme_id]
    paid = [Paid(one.person_id, names[one.person_id], one.valid_from, one.valid_to) for one in own]
    return tuple(sorted(paid, key=lambda one: (one.name, one.valid_from)))
