"""Everything that documents are made from, found together: stores of several features, and what is missing said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.clients.model import Client, Contact, StoredContact
from app.clients.report import Side, firm_side
from app.contracts.model import Act, Amendment, Contract
from app.contracts.report import ActPaper
from app.invoices.model import CreditNote, Invoice
from app.invoices.report import InvoicePaper
from app.kernel.errors import NotFound
from app.settings.model import Firm


class Firms(Protocol):
    """Settings, as documents see them."""

    def firm(self) -> Firm | None:
        """The firm of the file."""


class Clients(Protocol):
    """Clients, as documents see them."""

    def get(self, client_id: int) -> Client | None:
        """One client."""

    def contacts(self, client_id: int) -> tuple[StoredContact, ...]:
        """The people at a client."""


class Contracts(Protocol):
    """Contracts, as documents see them."""

    def get(self, contract_id: int) -> Contract | None:
        """One contract."""


class Course(Protocol):
    """What happened to contracts, as documents see it."""

    def acts(self, contract_id: int | None = None) -> tuple[Act, ...]:
        """A contract's acts."""

    def amendments(self, contract_id: int) -> tuple[Amendment, ...]:
        """A contract's amendments."""


class Invoices(Protocol):
    """Invoices, as documents see them."""

    def get(self, invoice_id: int) -> Invoice | None:
        """One invoice."""

    def credit_notes(self, invoice_id: int | None = None) -> tuple[CreditNote, ...]:
        """An invoice's credit notes."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The stores that documents are made from."""

    firms: Firms
    clients: Clients
    contracts: Contracts
    course: Course
    invoices: Invoices

    def firm(self) -> Firm:
        """Us. Raises NotFound."""
        firm = self.firms.firm()
        if firm is None:
            raise NotFound(kind="firm", key=1)
        return firm

    def us(self) -> Side:
        """Us as documents show us."""
        return firm_side(self.firm())

    def client(self, client_id: int) -> Client:
        """A client. Raises NotFound."""
        client = self.clients.get(client_id)
        if client is None:
            raise NotFound(kind="client", key=client_id)
        return client

    def people(self, client_id: int) -> tuple[Contact, ...]:
        """The people at a client, by name."""
        return tuple(one.contact for one in self.clients.contacts(client_id))

    def invoice(self, invoice_id: int) -> InvoicePaper:
        """An invoice with what its document says. Raises NotFound."""
        invoice = self.invoices.get(invoice_id)
        if invoice is None:
            raise NotFound(kind="invoice", key=invoice_id)
        contract = self._contract(invoice.contract_id)
        net_minor = self._net_on(contract, invoice.issued_on)
        return InvoicePaper(self.firm(), self.client(contract.client_id), contract, invoice, net_minor)

    def credit_note(self, invoice_id: int, note_id: int) -> tuple[InvoicePaper, CreditNote]:
        """A credit note with its invoice. Raises NotFound."""
        paper = self.invoice(invoice_id)
        note = next((one for one in self.invoices.credit_notes(invoice_id) if one.id == note_id), None)
        if note is None:
            raise NotFound(kind="credit_note", key=note_id)
        return paper, note

    def act(self, contract_id: int, act_id: int) -> ActPaper:
        """An act with what its document says. Raises NotFound."""
        contract = self._contract(contract_id)
        act = next((one for one in self.course.acts(contract_id) if one.id == act_id), None)
        if act is None:
            raise NotFound(kind="act", key=act_id)
        net_minor = self._net_on(contract, act.act.accepted_on)
        return ActPaper(self.firm(), self.client(contract.client_id), contract, act, net_minor)

    def _contract(self, contract_id: int) -> Contract:
        contract = self.contracts.get(contract_id)
        if contract is None:
            raise NotFound(kind="contract", key=contract_id)
        return contract

    def _net_on(self, contract: Contract, day: date) -> int:
        """A contract's net with its amendments up to and with a day."""
        changes = (one.amendment for one in self.course.amendments(contract.id))
        return contract.net_minor + sum(one.net_change_minor for one in changes if one.on_date <= day)
