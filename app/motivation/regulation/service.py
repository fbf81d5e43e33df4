"""Use cases of regulations: the document of a draft, or of a version in force, in the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.calc.scheme import Scheme
from app.kernel.actor import Actor, Permission
from app.kernel.errors import Finding, Invalid, NotFound
from app.kernel.use_cases import UseCases
from app.motivation.draft.records import StoredDraft
from app.motivation.model import Assignment
from app.motivation.regulation.model import RegulationPaper
from app.settings.model import Firm
from app.settings.vat import DatedVat, vat_on
from app.staff.model import Person

if TYPE_CHECKING:
    from app.export.document import Document

_EDIT = Permission.EDIT_SCHEMES


class Schemes(Protocol):
    """Schemes in force and whom they pay."""

    def schemes(self) -> tuple[Scheme, ...]:
        """Every scheme."""

    def assignments(self) -> tuple[Assignment, ...]:
        """Every assignment."""


class Drafts(Protocol):
    """Schemes in the making."""

    def get(self, draft_id: int) -> StoredDraft:
        """One draft. Raises NotFound."""


class Firms(Protocol):
    """The firm of the file."""

    def firm(self) -> Firm | None:
        """It, as soon as it is there."""


class Taxes(Protocol):
    """Value added tax of the firm."""

    def dated(self) -> tuple[DatedVat, ...]:
        """Its terms by date."""


class Staff(Protocol):
    """People."""

    def list(self) -> tuple[Person, ...]:
        """Everybody."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everybody whom a regulation asks."""

    schemes: Schemes
    drafts: Drafts
    firms: Firms
    taxes: Taxes
    staff: Staff


class RegulationService:
    """Makes regulations; ``app.export.paper_file.write_paper`` writes one as PDF or HTML."""

    def __init__(self, use_cases: UseCases, sources: Sources) -> None:
        """Read from ``sources``; nothing is ever written."""
        self._use_cases = use_cases
        self._sources = sources

    def of_draft(self, actor: Actor, draft_id: int, language: str) -> Document:
        """The regulation that a draft would bring, for the people whom it is to pay.

        Raises NotFound; Invalid: the draft has no rules yet.
        """

        def work() -> Document:
            draft = self._sources.drafts.get(draft_id).draft
            if not draft.rules:
                raise Invalid((Finding("rules_empty", "rule"),))
            staff = self._sources.staff.list()
            people = tuple(person for person in staff if person.id in draft.people)
            return self._document(draft.scheme(), draft.valid_from, people, language)

        return self._see(actor, work, "regulations.of_draft")

    def of_scheme(self, actor: Actor, key: str, language: str, on: date | None = None) -> Document:
        """The regulation of the version that is in force on ``on`` (today), for the people whom it pays then.

        A version that is still to come is asked for by its first day. Raises NotFound.
        """

        def work() -> Document:
            scheme = next((one for one in self._sources.schemes.schemes() if one.key == key), None)
            if scheme is None or not scheme.versions:
                raise NotFound(kind="scheme", key=key)
            day = on or self._use_cases.clock.today()
            version = scheme.version_on(day)
            day = max(day, version.valid_from)
            paid = {
                item.person_id
                for item in self._sources.schemes.assignments()
                if item.scheme_id == scheme.id and item.valid_from <= day <= (item.valid_to or date.max)
            }
            people = tuple(person for person in self._sources.staff.list() if person.id in paid)
            return self._document(scheme, version.valid_from, people, language)

        return self._see(actor, work, "regulations.of_scheme")

    def _see(self, actor: Actor, work: Callable[[], Document], action: str) -> Document:
        """Read what only who designs schemes and may see pay may read."""
        see = self._use_cases.view
        return see(actor, _EDIT, lambda: see(actor, Permission.SEE_PAY, work, action=action), action=action)

    def _document(self, scheme: Scheme, valid_from: date, people: tuple[Person, ...], language: str) -> Document:
        from app.i18n.words import Words
        from app.motivation.regulation.report import regulation_document

        firm, near = self._sources.firms.firm(), self._sources
        if firm is None:
            raise NotFound(kind="firm", key=1)
        version = next(one for one in reversed(scheme.versions) if one.valid_from == valid_from)
        vat = vat_on(near.taxes.dated(), valid_from)
        paper = RegulationPaper(
            firm=firm,
            scheme=scheme,
            version=version,
            people=tuple(sorted(people, key=lambda person: person.name)),
            names={person.staff_no: person.name for person in near.staff.list()},
            standing=tuple(one for one in near.schemes.schemes() if one.key != scheme.key),
            vat_ppm=0 if vat is None else vat.rate_ppm,
        )
        return regulation_document(paper, Words.of(language))
