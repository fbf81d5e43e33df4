"""Use cases of invoices: asking for money, taking it back, closing what will not come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.contracts.numbering import Order
from app.invoices.checks import credit_note_problems, end_problems, invoice_problems, problems_of_credit_notes
from app.invoices.model import CreditNote, Invoice, InvoiceStatus, NewCreditNote, NewInvoice
from app.invoices.neighbours import Neighbours
from app.invoices.store import InvoiceStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.settings.series import NumberedKind

EDIT = Permission.EDIT_INVOICES
SEE = Permission.SEE_RECORDS


class InvoiceService:
    """Invoices and their credit notes."""

    def __init__(self, use_cases: UseCases, store: InvoiceStore, neighbours: Neighbours) -> None:
        self._use_cases = use_cases
        self._store = store
        self._neighbours = neighbours

    def add(self, actor: Actor, new: NewInvoice, operation_id: OperationId | None = None) -> Done[int]:
        """Add an invoice (sent, or a draft), give the id. Raises Invalid."""

        def work() -> int:
            raise_if_any(self._problems(new))
            return self._store.add(new)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.add")

    def add_many(
        self,
        actor: Actor,
        items: Sequence[NewInvoice],
        import_id: int | None = None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Add many invoices, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._problems_of_many(items))
            self._store.add_many(items, import_id)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.add_many")

    def duplicate(self, actor: Actor, invoice_id: int, operation_id: OperationId | None = None) -> Done[int]:
        """A draft like the invoice, of today, with the next number and the same term; gives its id.

        Raises NotFound, Invalid (the contract was cancelled meanwhile).
        """

        def work() -> int:
            model, today = self._one(invoice_id), self._use_cases.clock.today()
            new = NewInvoice(
                number=self._neighbours.numbering.next_number(NumberedKind.INVOICE, today),
                contract_id=model.contract_id,
                issued_on=today,
                due_on=today + (model.due_on - model.issued_on),
                net_minor=model.net_minor,
                gross_minor=model.gross_minor,
                status=InvoiceStatus.DRAFT,
                subject=model.subject,
            )
            raise_if_any(self._problems(new))
            return self._store.add(new)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.duplicate")

    def change(
        self, actor: Actor, invoice_id: int, version: int, new: NewInvoice, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Replace an invoice's fields; its status stays what it is.

        Once money or a credit note stands on it only its number and due date may be corrected: what is sent is taken
        back by credit note or cancellation. Raises Invalid, NotFound, Stale, Refused (invoice_cancelled,
        invoice_has_money).
        """

        def work() -> None:
            before = self._one(invoice_id)
            kept = replace(new, status=before.status, cancelled_on=None, cancel_reason="")
            if before.status is InvoiceStatus.CANCELLED:
                raise Refused(rule="invoice_cancelled")
            if _asked(kept) != _asked(before) and self._has_money(before):
                raise Refused(rule="invoice_has_money")
            raise_if_any(self._problems(kept, invoice_id))
            self._store.change(invoice_id, version, kept)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.change")

    def send(self, actor: Actor, invoice_id: int, version: int, operation_id: OperationId | None = None) -> Done[None]:
        """Make a draft an invoice. Raises Refused (invoice_not_draft), NotFound, Stale."""

        def work() -> None:
            self._draft(invoice_id)
            self._store.send(invoice_id, version)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.send")

    def remove(
        self, actor: Actor, invoice_id: int, version: int, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Delete a draft. Raises Refused (invoice_not_draft), NotFound, Stale."""

        def work() -> None:
            self._draft(invoice_id)
            self._store.remove(invoice_id, version)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.remove")

    def cancel(
        self,
        actor: Actor,
        invoice_id: int,
        version: int,
        on: date,
        reason: str,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Cancel a sent invoice that holds no money and no credit note (SEMANTICS 3).

        Raises Invalid, NotFound, Stale, Refused (invoice_not_sent, invoice_has_money: refund or credit instead).
        """

        def work() -> None:
            invoice = self._sent(invoice_id)
            if self._has_money(invoice):
                raise Refused(rule="invoice_has_money")
            raise_if_any(end_problems(invoice, on, reason))
            self._store.cancel(invoice_id, version, on, reason.strip())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.cancel")

    def close_short(
        self,
        actor: Actor,
        invoice_id: int,
        version: int,
        on: date,
        reason: str,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Ask no more money for a sent invoice: a bank fee, a bad debt (SEMANTICS 2).

        Raises Invalid, NotFound, Stale, Refused (invoice_not_sent, invoice_closed_short).
        """

        def work() -> None:
            invoice = self._sent(invoice_id)
            if invoice.closed_short_on is not None:
                raise Refused(rule="invoice_closed_short")
            raise_if_any(end_problems(invoice, on, reason))
            self._store.close_short(invoice_id, version, on, reason.strip())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.close_short")

    def credit_note(self, actor: Actor, new: NewCreditNote, operation_id: OperationId | None = None) -> Done[int]:
        """Take money back from a sent invoice, give the note's id. Raises Invalid, Refused (invoice_not_sent)."""

        def work() -> int:
            invoice = self._sent(new.invoice_id)
            earlier = [each.note for each in self._store.credit_notes(new.invoice_id)]
            number = new.number.strip()
            taken = number and self._store.credit_note_number_taken(number)
            raise_if_any((
                *credit_note_problems(new, invoice, earlier),
                *((Finding("number_taken", "number", {"number": number}),) if taken else ()),
            ))
            return self._store.credit(new, invoice.version)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.credit_note")

    def add_credit_notes(
        self, actor: Actor, items: Sequence[NewCreditNote], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Add many credit notes, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            invoices = {one.id: one for one in self._store.list()}
            raise_if_any(problems_of_credit_notes(items, invoices, [one.note for one in self._store.credit_notes()]))
            self._store.credit_many(items, {one.id: one.version for one in invoices.values()})

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="invoices.add_credit_notes")

    def get(self, actor: Actor, invoice_id: int) -> Invoice:
        """One invoice. Raises NotFound."""
        return self._use_cases.view(actor, SEE, lambda: self._one(invoice_id), action="invoices.get")

    def list(self, actor: Actor) -> tuple[Invoice, ...]:
        """All invoices by day and number."""
        return self._use_cases.view(actor, SEE, self._store.list, action="invoices.list")

    def ids(self, actor: Actor) -> dict[str, int]:
        """Number → id."""
        return self._use_cases.view(actor, SEE, self._store.ids_by_number, action="invoices.ids")

    def credit_notes(self, actor: Actor, invoice_id: int | None = None) -> tuple[CreditNote, ...]:
        """An invoice's credit notes, oldest first."""
        return self._use_cases.view(
            actor, SEE, lambda: self._store.credit_notes(invoice_id), action="invoices.credit_notes"
        )

    def _one(self, invoice_id: int) -> Invoice:
        invoice = self._store.get(invoice_id)
        if invoice is None:
            raise NotFound(kind="invoice", key=invoice_id)
        return invoice

    def _draft(self, invoice_id: int) -> Invoice:
        invoice = self._one(invoice_id)
        if invoice.status is not InvoiceStatus.DRAFT:
            raise Refused(rule="invoice_not_draft")
        return invoice

    def _sent(self, invoice_id: int) -> Invoice:
        invoice = self._one(invoice_id)
        if invoice.status is not InvoiceStatus.SENT:
            raise Refused(rule="invoice_not_sent")
        return invoice

    def _has_money(self, invoice: Invoice) -> bool:
        received_minor = self._neighbours.money.received_minor(invoice.id)
        return received_minor != 0 or bool(self._store.credit_notes(invoice.id))

    def _problems(self, new: NewInvoice, own_id: int | None = None) -> Iterator[Finding]:
        yield from invoice_problems(new, self._neighbours.contracts.order(new.contract_id))
        number = new.number.strip()
        if number and self._store.id_of(number) not in {None, own_id}:
            yield Finding("number_taken", "number", {"number": number})

    def _problems_of_many(self, items: Sequence[NewInvoice]) -> Iterator[Finding]:
        contracts: Mapping[int, Order] = {order.id: order for order in self._neighbours.contracts.orders()}
        taken = set(self._store.ids_by_number())
        for index, new in enumerate(items):
            number = new.number.strip()
            for finding in invoice_problems(new, contracts.get(new.contract_id)):
                yield finding.of_item(index)
            if number and number in taken:
                yield Finding("number_taken", "number", {"number": number}).of_item(index)
            taken.add(number)


def _asked(invoice: NewInvoice | Invoice) -> tuple[int, date, int, int]:
    """What money or a credit note stands on."""
    return invoice.contract_id, invoice.issued_on, invoice.net_minor, invoice.gross_minor
