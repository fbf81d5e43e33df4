"""How an order is taken to go on: what is still to be invoiced, paid and accepted of it, and when. Pure.

A new contract: one invoice of its whole net on the day of signing, paid in full on its due day, when its act is signed
too. A contract that stands: what was asked and not paid comes on its due day (today, where that has passed), what was
not invoiced yet is invoiced today, and the act accepts what is left. Drafts of invoices count as not invoiced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.calc.exchange import OLDEST_RATE
from app.calc.facts import ActFact, AllocationFact, ContractFact, Facts, InvoiceFact, RateFact
from app.kernel.ids import natural_key
from app.kernel.money import round_half_up, with_vat, without_vat

NOT_YET = "…"
"""The number of a document that is not there yet."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is taken to happen to an order. Amounts in its currency; a day is None where nothing is left for it."""

    net_minor: int
    """What is still to come, without VAT."""
    invoiced_on: date | None
    paid_on: date | None
    accepted_on: date | None
    rate: RateFact | None = None
    """The last known exchange rate, where it is taken to hold for days that are still to come."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which anything happens, in order."""
        return tuple(sorted({day for day in (self.invoiced_on, self.paid_on, self.accepted_on) if day is not None}))


@dataclass(frozen=True, slots=True)
class Going:
    """The course of an order with the documents that make it come true."""

    course: Course
    invoices: tuple[InvoiceFact, ...] = ()
    allocations: tuple[AllocationFact, ...] = ()
    acts: tuple[ActFact, ...] = ()
    rates: tuple[RateFact, ...] = ()

    def put_into(self, facts: Facts) -> Facts:
        """The facts with these documents."""
        return replace(
            facts,
            invoices=(*facts.invoices, *self.invoices),
            allocations=(*facts.allocations, *self.allocations),
            acts=(*facts.acts, *self.acts),
        )


def going_on(facts: Facts, contract: ContractFact, today: date, term_days: int, *, is_new: bool) -> Going:
    """What is taken to happen to ``contract``, which may stand in ``facts`` otherwise or not at all.

    ``term_days``: how long the client has to pay an invoice that is not there yet. A cancelled contract goes nowhere.
    """
    if contract.cancelled_on is not None:
        return Going(Course(0, None, None, None))
    begins_on = contract.signed_on if is_new else max(contract.signed_on, today)
    account = _Account(facts, contract)
    bills, payments = [], []
    net_minor = 0
    for invoice, open_minor in account.open_invoices():
        payments.append((invoice, max(invoice.due_on, begins_on), open_minor))
        net_minor += round_half_up(invoice.net_minor * open_minor, invoice.gross_minor)
    rest_minor = account.rest_minor
    if rest_minor > 0:
        bill = _bill(facts, contract, rest_minor, begins_on, term_days)
        bills.append(bill)
        payments.append((bill, bill.due_on, bill.gross_minor))
        net_minor += rest_minor
    paid_on = max((on for _, on, _ in payments), default=None)
    acts = _acts(facts, contract, account, paid_on or begins_on)
    course = Course(
        net_minor, bills[0].issued_on if bills else None, paid_on, acts[0].accepted_on if acts else None
    )  # fmt: skip
    course, rates = _with_rates(facts, contract, course, [begins_on, *(on for _, on, _ in payments)], today)
    return Going(course, tuple(bills), _allocations(facts, payments), acts, rates)


class _Account:
    """What was asked, credited and paid on a contract."""

    def __init__(self, facts: Facts, contract: ContractFact) -> None:
        self._contract = contract
        self._invoices = sorted(
            (row for row in facts.invoices if row.contract_id == contract.id and row.cancelled_on is None),
            key=lambda row: (row.issued_on, row.number_key, row.id),
        )
        own = {row.id for row in self._invoices}
        self._came: dict[int, int] = defaultdict(int)
        self._credited: dict[int, int] = defaultdict(int)
        for paid in facts.allocations:
            if paid.invoice_id in own:
                self._came[paid.invoice_id] += paid.amount_minor
        for refund in facts.refunds:
            if refund.invoice_id in own:
                self._came[refund.invoice_id] -= refund.amount_minor
        credited_net_minor = 0
        for note in facts.credit_notes:
            if note.invoice_id in own:
                self._credited[note.invoice_id] += note.gross_minor
                credited_net_minor += note.net_minor
        before_minor = self._spread(contract.paid_before_minor, facts.books_from.first)
        self.net_minor = contract.net_minor + sum(
            row.net_change_minor for row in facts.amendments if row.contract_id == contract.id
        )
        invoiced_minor = sum(row.net_minor for row in self._invoices) - credited_net_minor
        self.rest_minor = self.net_minor - invoiced_minor - without_vat(before_minor, contract.vat_ppm)
        """What was not asked yet, without VAT; not above 0 where all of it was."""

    def open_invoices(self) -> list[tuple[InvoiceFact, int]]:
        """Invoices on which money is still to come, with how much of it."""
        found = []
        for row in self._invoices:
            open_minor = row.gross_minor - self._credited[row.id] - self._came[row.id]
            if open_minor > 0 and row.closed_short_on is None:
                found.append((row, open_minor))
        return found

    def _spread(self, left_minor: int, begin: date) -> int:
        """Put what was paid before the books on invoices of that time; gives what paid others (SEMANTICS 1)."""
        for row in self._invoices:
            if row.issued_on < begin:
                part_minor = min(left_minor, row.gross_minor)
                self._came[row.id] += part_minor
                left_minor -= part_minor
        return left_minor


def _bill(facts: Facts, contract: ContractFact, net_minor: int, on: date, term_days: int) -> InvoiceFact:
    return InvoiceFact(
        _next(row.id for row in facts.invoices), NOT_YET, natural_key(NOT_YET), contract.id, on,
        on + timedelta(days=term_days), net_minor, with_vat(net_minor, contract.vat_ppm), None, None,
    )  # fmt: skip


def _allocations(facts: Facts, payments: list[tuple[InvoiceFact, date, int]]) -> tuple[AllocationFact, ...]:
    first = _next(row.id for row in facts.allocations)
    payment = _next(row.payment_id for row in facts.allocations)
    return tuple(
        AllocationFact(first + at, payment + at, NOT_YET, natural_key(NOT_YET), bill.id, on, amount_minor, None)
        for at, (bill, on, amount_minor) in enumerate(payments)
    )


def _acts(facts: Facts, contract: ContractFact, account: _Account, on: date) -> tuple[ActFact, ...]:
    """The act of what is not accepted yet, which is the last one."""
    own = [row for row in facts.acts if row.contract_id == contract.id]
    if not facts.uses_acts or any(row.final for row in own):
        return ()
    left_minor = account.net_minor - sum(row.net_minor for row in own)
    if left_minor <= 0:
        return ()
    last = max((row.accepted_on for row in own), default=on)
    return (
        ActFact(
            _next(row.id for row in facts.acts),
            natural_key(NOT_YET),
            contract.id,
            max(on, last),
            left_minor,
            final=True,
        ),
    )


def _with_rates(
    facts: Facts, contract: ContractFact, course: Course, days: list[date], today: date
) -> tuple[Course, tuple[RateFact, ...]]:
    """The last known rate for days that are still to come and have none; no day that has passed is helped."""
    if contract.currency == facts.currency:
        return course, ()
    known = [row for row in facts.rates if row.currency == contract.currency]
    made = []
    for day in sorted({*days, *course.days, contract.signed_on}):
        before = [row for row in known if row.on_date <= day]
        last = max(before, key=lambda row: row.on_date, default=None)
        if last is None or day <= today or today - last.on_date > OLDEST_RATE:
            continue
        course = replace(course, rate=last)
        if day - last.on_date > OLDEST_RATE:
            made.append(last._replace(on_date=day))
    return course, tuple(made)


def _next(ids: Iterable[int]) -> int:
    return max(ids, default=0) + 1
