"""What the rule editor knows of the firm: its language, currency and people, and the schemes that stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.bootstrap import Office
from app.calc.scheme import Scheme
from app.i18n.words import Words
from app.wording.scheme_people import Speech
from ui.kit.form_fields import Choice
from ui.runtime.context import UiContext


@dataclass(frozen=True, slots=True)
class Bench:
    """Frozen: read once when an editor opens."""

    words: Words
    today: Callable[[], date]
    currency: str
    people: Mapping[str, str]
    """Names by staff number."""
    schemes: tuple[Scheme, ...] = ()
    """Those in force, whose rules an override may be paid on."""

    @property
    def speech(self) -> Speech:
        """How rules are put into words."""
        return Speech(self.words, self.currency, self.people)

    @property
    def people_choices(self) -> list[Choice]:
        """Everybody on the staff, by name."""
        ordered = sorted(self.people.items(), key=lambda one: one[1].casefold())
        return [Choice(staff_no, name, staff_no) for staff_no, name in ordered]


def load_bench(office: Office, context: UiContext[Office]) -> Bench:
    """Read it. Raises Refused: the user may not see schemes."""
    actor = context.actor
    people = {person.staff_no: person.name for person in office.staff.list(actor)}
    schemes = tuple(office.motivation.scheme(actor, one.scheme.key) for one in office.motivation.schemes(actor))
    return Bench(context.words, context.clock.today, context.currency, people, schemes)
