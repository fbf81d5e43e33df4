"""One import under way: whose it is, what was read, and the names that cells may use by now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from app.calc.facts import OpeningMeasureFact
from app.importing.fields import Kind
from app.importing.intake import Entry, Made, New, Reader, fresh
from app.importing.names import Names
from app.importing.reading import Line, Rows
from app.journal.taking_back import TakingBack
from app.kernel.actor import Actor
from app.kernel.period import Month

if TYPE_CHECKING:
    from app.clients.groups import GroupService
    from app.clients.service import ClientService
    from app.contracts.model import Contract
    from app.contracts.service import ContractService
    from app.invoices.model import Invoice
    from app.invoices.service import InvoiceService
    from app.payments.service import PaymentService
    from app.settings.service import SettingsService
    from app.staff.pay_terms import PayTermsService
    from app.staff.service import StaffService


class Measures(Protocol):
    """Motivation, as importing sees it: it lies above, hence the program's start hands it in."""

    def opening_measures(self, actor: Actor) -> Sequence[OpeningMeasureFact]:
        """What people had reached under rules before the books began."""

    def set_opening_measure(self, actor: Actor, measure: OpeningMeasureFact) -> object:
        """Add such a measure. Raises Invalid."""


@dataclass(frozen=True)
class Records:
    """The features that keep what is imported."""

    settings: SettingsService
    staff: StaffService
    pay_terms: PayTermsService
    clients: ClientService
    groups: GroupService
    contracts: ContractService
    invoices: InvoiceService
    payments: PaymentService
    measures: Measures


@dataclass(frozen=True)
class Care:
    """What keeps the file from a bad import; payroll lies above, hence the program's start hands it in."""

    taking_back: TakingBack
    copy_first: Callable[[Actor], object]
    """Copies the file as it was before the open transaction."""
    journal_head: Callable[[], str]
    """The hash of the journal's last row: another one when anything was written."""
    fixed_through: Callable[[], Month | None]
    """The last month whose payroll is more than a draft."""


class Session:
    """What the kinds of an import share. Names are made when first asked for: after their kind was taken."""

    def __init__(
        self,
        records: Records,
        actor: Actor,
        currency: str,
        rows: Mapping[Kind, Sequence[Rows]],
        begin: Callable[[], int],
        made: dict[Kind, Made],
    ) -> None:
        """``begin`` notes the import in the books and gives its id; it is called when the first record is added.

        ``made`` is what a dry run over the same books made already; what this one makes is put into it.
        """
        self.records = records
        self.actor = actor
        self.currency = currency
        self._rows = rows
        self._begin = begin
        self._made = made
        self.kept: list[object] = []
        """What is large and done with: to be freed at the end, and in pieces."""

    def made(self, kind: Kind, make: Callable[[], Made]) -> Made:
        """What ``make`` makes of the rows of a kind, or made of them before: for kinds by the hundred thousand."""
        if kind not in self._made:
            self._made[kind] = make()
        return self._made[kind]

    def fresh(
        self,
        entries: Sequence[Entry[New]],
        stored: Mapping[Any, object],
        readers: Mapping[str, Reader],
        *,
        may_repeat: bool = False,
    ) -> tuple[list[Entry[New]], int]:
        """As ``intake.fresh``."""
        self.kept += (entries, stored)
        return fresh(entries, stored, readers, may_repeat=may_repeat)

    @cached_property
    def import_id(self) -> int:
        """The id that the added rows carry."""
        return self._begin()

    def of(self, kind: Kind) -> Sequence[Rows]:
        """The tables of a kind."""
        return self._rows.get(kind, ())

    def lines(self, kind: Kind) -> Iterator[Line]:
        """The rows of a kind that nothing is wrong with so far."""
        for rows in self.of(kind):
            yield from rows.lines()

    @cached_property
    def people(self) -> Names:
        """People by staff number and by name."""
        people = self.records.staff.list(self.actor)
        names = Names("person", {one.staff_no: one.id for one in people}, [(one.name, one.id) for one in people])
        names.spoil(self._bad(Kind.STAFF, "staff_no", "name"))
        return names

    @cached_property
    def clients(self) -> Names:
        """Clients by code and by name."""
        clients = self.records.clients.list(self.actor)
        names = Names("client", {one.code: one.id for one in clients}, [(one.name, one.id) for one in clients])
        names.spoil(self._bad(Kind.CLIENTS, "code", "name"))
        return names

    @cached_property
    def client_codes(self) -> dict[int, str]:
        """Clients' codes by id."""
        return {one.id: one.code for one in self.records.clients.list(self.actor)}

    @cached_property
    def contracts(self) -> dict[int, Contract]:
        """Contracts by id."""
        return {one.id: one for one in self.records.contracts.list(self.actor)}

    @cached_property
    def contract_names(self) -> Names:
        """Contracts by number."""
        names = Names("contract", {one.number: one.id for one in self.contracts.values()})
        names.spoil(self._bad(Kind.CONTRACTS, "number"))
        return names

    @cached_property
    def invoices(self) -> dict[int, Invoice]:
        """Invoices by id: only where more than their ids is needed, there may be many."""
        return {one.id: one for one in self.records.invoices.list(self.actor)}

    @cached_property
    def invoice_names(self) -> Names:
        """Invoices by number."""
        names = Names("invoice", self.records.invoices.ids(self.actor))
        names.spoil(self._bad(Kind.INVOICES, "number"))
        return names

    def _bad(self, kind: Kind, *fields: str) -> list[str]:
        return [Line(rows, at).text(field) for rows in self.of(kind) for field in fields for at in rows.bad]
