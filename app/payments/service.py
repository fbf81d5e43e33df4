"""Use cases of payments: money in, put on invoices, given back, and wrong entries undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.contracts.numbering import Groups
from app.invoices.model import Claim
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import Finding, NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.payments.allocating import (
    Books,
    Purse,
    payment_problems,
    problems_of_refunds,
    refund_problems,
    refundable_minor,
    taken_minor,
)
from app.payments.model import NewAllocation, NewPayment, NewRefund, Payable, Payment, Refund, Refundable
from app.payments.neighbours import Neighbours
from app.payments.store import PaymentKey, PaymentStore

EDIT = Permission.EDIT_PAYMENTS
SEE = Permission.SEE_RECORDS


class PaymentService:
    """Payments; what stands is never changed: a storno undoes it and the right one is entered (SEMANTICS 9)."""

    def __init__(self, use_cases: UseCases, store: PaymentStore, neighbours: Neighbours) -> None:
        self._use_cases = use_cases
        self._store = store
        self._neighbours = neighbours

    def add(self, actor: Actor, new: NewPayment, operation_id: OperationId | None = None) -> Done[int]:
        """Add a payment with its allocations, give the id; the rest stays an advance. Raises Invalid."""

        def work() -> int:
            raise_if_any((
                *payment_problems(new, self._neighbours.clients.known()),
                *([_number_taken(new)] if self._store.key_taken(_key(new)) else ()),
                *self._books(_invoices(new.allocations)).problems(_purse(new), new.allocations),
            ))
            return self._store.add(new, self._use_cases.clock.today())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="payments.add")

    def add_many(
        self,
        actor: Actor,
        items: Sequence[NewPayment],
        import_id: int | None = None,
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Add many payments, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            raise_if_any(self._problems_of_many(items))
            self._store.add_many(items, self._use_cases.clock.today(), import_id)

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="payments.add_many")

    def allocate(
        self,
        actor: Actor,
        payment_id: int,
        allocations: Sequence[NewAllocation],
        operation_id: OperationId | None = None,
    ) -> Done[None]:
        """Put a part of an advance on invoices. Raises Invalid, NotFound, Refused (payment_undone)."""

        def work() -> None:
            payment = self._standing(payment_id)
            raise_if_any(self._books(_invoices(allocations)).problems(_purse_of(payment), allocations))
            self._store.allocate(payment_id, allocations, self._use_cases.clock.today())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="payments.allocate")

    def refund(self, actor: Actor, new: NewRefund, operation_id: OperationId | None = None) -> Done[int]:
        """Give money back out of what a payment brought for an invoice, give the refund's id (SEMANTICS 3).

        Raises Invalid, NotFound, Refused (payment_undone).
        """

        def work() -> int:
            payment = self._standing(new.payment_id)
            raise_if_any(refund_problems(new, payment.received_on, self._refundable(payment).get(new.invoice_id, 0)))
            return self._store.refund(new, self._use_cases.clock.today())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="payments.refund")

    def add_refunds(
        self, actor: Actor, items: Sequence[NewRefund], operation_id: OperationId | None = None
    ) -> Done[None]:
        """Add many refunds, or none of them. Raises Invalid; every finding carries its ``item`` from 0."""

        def work() -> None:
            payments = {one.id: one for one in self._store.list()}
            raise_if_any(problems_of_refunds(items, payments, [one.refund for one in self._store.refunds()]))
            self._store.refund_many(items, self._use_cases.clock.today())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="payments.add_refunds")

    def storno(self, actor: Actor, payment_id: int, reason: str, operation_id: OperationId | None = None) -> Done[int]:
        """Undo a payment that was entered wrongly, with its allocations and refunds; give the storno row's id.

        The pair has the original date and today's entry date (SEMANTICS 9). Raises Invalid, NotFound, Refused
        (payment_undone).
        """

        def work() -> int:
            payment = self._standing(payment_id)
            if not reason.strip():
                raise_if_any([Finding("reason_missing", "reason")])
            return self._store.storno(payment, self._use_cases.clock.today(), reason.strip())

        return self._use_cases.perform(actor, EDIT, operation_id, work, action="payments.storno")

    def get(self, actor: Actor, payment_id: int) -> Payment:
        """One payment with its allocations. Raises NotFound."""
        return self._use_cases.view(actor, SEE, lambda: self._one(payment_id), action="payments.get")

    def list(self, actor: Actor) -> tuple[Payment, ...]:
        """All payments with their allocations, storno rows among them, by day and number."""
        return self._use_cases.view(actor, SEE, self._store.list, action="payments.list")

    def ids(self, actor: Actor) -> dict[PaymentKey, int]:
        """(Client id, number, day received) → id of the payments that stand."""
        return self._use_cases.view(actor, SEE, self._store.ids_by_key, action="payments.ids")

    def refunds(self, actor: Actor, payment_id: int | None = None) -> tuple[Refund, ...]:
        """A payment's refunds (of all payments without an id), oldest first."""
        return self._use_cases.view(actor, SEE, lambda: self._store.refunds(payment_id), action="payments.refunds")

    def payable(self, actor: Actor, payment_id: int) -> tuple[Payable, ...]:
        """What the rest of a payment could pay, oldest invoice first. Raises NotFound, Refused (payment_undone)."""

        def work() -> tuple[Payable, ...]:
            payment = self._standing(payment_id)
            near = self._neighbours
            kin = Groups(near.clients.memberships()).related({payment.client_id})
            found = tuple(self._books_of(near.invoices.claims(kin)).payable(_purse_of(payment)))
            names = {one.client_id: near.clients.name(one.client_id) for one in found}
            return tuple(one._replace(client=names[one.client_id]) for one in found)

        return self._use_cases.view(actor, SEE, work, action="payments.payable")

    def refundable(self, actor: Actor, payment_id: int) -> tuple[Refundable, ...]:
        """Out of which invoices' money of a payment some can be given back, in the order it was put on them.

        Raises NotFound, Refused (payment_undone).
        """

        def work() -> tuple[Refundable, ...]:
            rest = self._refundable(self._standing(payment_id))
            claims = ((self._neighbours.invoices.claim(key), minor) for key, minor in rest.items() if minor > 0)
            return tuple(
                Refundable(claim.invoice_id, claim.number, claim.currency, minor) for claim, minor in claims if claim
            )

        return self._use_cases.view(actor, SEE, work, action="payments.refundable")

    def _refundable(self, payment: Payment) -> dict[int, int]:
        return refundable_minor(payment, (each.refund for each in self._store.refunds(payment.id)))

    def _one(self, payment_id: int) -> Payment:
        payment = self._store.get(payment_id)
        if payment is None:
            raise NotFound(kind="payment", key=payment_id)
        return payment

    def _standing(self, payment_id: int) -> Payment:
        payment = self._one(payment_id)
        if payment.storno_of is not None or self._store.undone(payment_id):
            raise Refused(rule="payment_undone")
        return payment

    def _books(self, invoice_ids: Iterable[int]) -> Books:
        """What allocations to these invoices are checked against."""
        found = {invoice_id: self._neighbours.invoices.claim(invoice_id) for invoice_id in invoice_ids}
        return self._books_of({invoice_id: claim for invoice_id, claim in found.items() if claim is not None})

    def _books_of(self, claims: Mapping[int, Claim], received_minor: Mapping[int, int] | None = None) -> Books:
        near, firm = self._neighbours, self._neighbours.settings.firm()
        received = (
            received_minor
            if received_minor is not None
            else {invoice_id: self._store.received_minor(invoice_id) for invoice_id in claims}
        )
        return Books(firm.currency if firm else "", Groups(near.clients.memberships()), claims, received)

    def _problems_of_many(self, items: Sequence[NewPayment]) -> Iterator[Finding]:
        near = self._neighbours
        clients, books = near.clients.known(), self._books_of(near.invoices.claims(), self._store.received())
        taken = set(self._store.ids_by_key())
        for index, new in enumerate(items):
            key = _key(new)
            found = payment_problems(new, clients)
            if key in taken:
                found.append(_number_taken(new))
            taken.add(key)
            found += books.problems(_purse(new), new.allocations)
            if found:
                yield from (finding.of_item(index) for finding in found)


def _key(new: NewPayment) -> PaymentKey:
    return new.client_id, new.number.strip(), new.received_on


def _number_taken(new: NewPayment) -> Finding:
    return Finding("number_taken", "number", {"number": new.number.strip()})


def _purse(new: NewPayment) -> Purse:
    return Purse(new.client_id, new.received_on, new.currency, new.amount_minor)


def _invoices(allocations: Sequence[NewAllocation]) -> frozenset[int]:
    return frozenset(allocation.invoice_id for allocation in allocations)


def _purse_of(payment: Payment) -> Purse:
    rest_minor = payment.amount_minor - sum(map(taken_minor, payment.allocations))
    return Purse(payment.client_id, payment.received_on, payment.currency, rest_minor)
