"""The next three months from what is signed and asked already, by the firm's own habits; nothing new is sold in them.

Assumed is, and each assumption is listed:

- an open invoice is paid in full on its due date and the payer's usual days later; where that day has passed, on the
  day that nine of ten come by; where that has passed too, it is doubtful: listed, and not counted on;
- what a standing contract has not invoiced yet is invoiced at once on the usual days after the signing (by the same
  rule of half, nine of ten, doubtful), due after the usual days, and paid like any other;
- where the firm works with acts, what is invoiced and not accepted is accepted on the day of the assumed invoice, and
  where there is none, on the first day;
- a foreign currency keeps the rate that is known last.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.calc.facts import ActFact, AllocationFact, ContractFact, Facts, InvoiceFact
from app.calc.habits import FirmHabits, Habit, habits_of
from app.calc.tally import Window
from app.calc.what_if import with_latest_rates
from app.kernel.money import with_vat, without_vat
from app.kernel.period import Month

MONTHS = 3
UNNUMBERED = "?"
"""The number of a document that does not exist yet."""


class AssumedKind(StrEnum):
    """What is taken to happen."""

    INVOICE = "invoice"
    ACT = "act"
    PAYMENT = "payment"


class Assumed(NamedTuple):
    """One thing that is taken to happen. ``amount_minor``: with VAT, an act's without; in the contract's currency."""

    kind: AssumedKind
    on: date
    client_id: int
    contract_id: int
    invoice_id: int | None
    """The invoice that is paid, where it exists already."""
    amount_minor: int
    currency: str
    days: int
    """An invoice: after the signing; a payment: after the due date; an act: 0."""
    of_client: bool
    """The days are the client's own habit; else that of all clients."""


class Doubtful(NamedTuple):
    """Money that should have come, or been asked for, long ago: not counted on. ``amount_minor`` with VAT."""

    client_id: int
    contract_id: int
    invoice_id: int | None
    """None: it was never invoiced."""
    since: date
    """When it was due, or signed."""
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The facts with what is assumed until the end of ``window``, by day; and what is not counted on."""

    facts: Facts
    window: Window
    assumed: tuple[Assumed, ...]
    doubtful: tuple[Doubtful, ...]


def forecast_of(facts: Facts, after: Month) -> Forecast:
    """What the three months after ``after`` would bring; ``facts`` are known to the end of ``after``."""
    window = Window(after.plus(1), after.plus(MONTHS))
    made = _Assuming(facts, habits_of(facts), window)
    for contract in facts.contracts:
        if contract.cancelled_on is None:
            made.assume(contract)
    return made.result()


@dataclass(slots=True)
class _Books:
    """How far each contract and invoice has come."""

    invoices: dict[int, list[InvoiceFact]] = field(default_factory=lambda: defaultdict(list))
    open_minor: dict[int, int] = field(default_factory=dict)
    whole_minor: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    accepted_minor: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    final: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, facts: Facts) -> _Books:
        """Add up what came, what was credited, what was accepted."""
        books = cls()
        for contract in facts.contracts:
            books.whole_minor[contract.id] = contract.net_minor
        for change in facts.amendments:
            books.whole_minor[change.contract_id] += change.net_change_minor
        for act in facts.acts:
            books.accepted_minor[act.contract_id] += act.net_minor
            if act.final:
                books.final.add(act.contract_id)
        books.ask(facts)
        for contract in facts.contracts:
            if contract.paid_before_minor:
                books.spread(contract, facts.books_from.first)
        return books

    def ask(self, facts: Facts) -> None:
        """What invoices ask for, less what came and what was credited; nothing where they were closed short."""
        for invoice in facts.invoices:
            if invoice.cancelled_on is None:
                self.invoices[invoice.contract_id].append(invoice)
                self.open_minor[invoice.id] = 0 if invoice.closed_short_on is not None else invoice.gross_minor
        moves = (
            *((row.invoice_id, -row.amount_minor) for row in facts.allocations),
            *((row.invoice_id, row.amount_minor) for row in facts.refunds),
            *((row.invoice_id, -row.gross_minor) for row in facts.credit_notes),
        )
        for invoice_id, amount_minor in moves:
            if invoice_id in self.open_minor:
                self.open_minor[invoice_id] += amount_minor

    def spread(self, contract: ContractFact, begin: date) -> None:
        """What was paid before the books paid the invoices of that time, and what is left some that nobody entered."""
        left_minor = contract.paid_before_minor
        for invoice in sorted(self.invoices.get(contract.id, ()), key=lambda i: (i.issued_on, i.number_key, i.id)):
            if invoice.issued_on < begin:
                part = min(left_minor, max(self.open_minor[invoice.id], 0))
                self.open_minor[invoice.id] -= part
                left_minor -= part
        self.whole_minor[contract.id] -= without_vat(left_minor, contract.vat_ppm)


class _Assuming:
    """Goes from contract to contract and writes down what is assumed."""

    def __init__(self, facts: Facts, habits: FirmHabits, window: Window) -> None:
        self._facts = facts
        self._habits = habits
        self._window = window
        self._first, self._last = window.first.first, window.last.last
        self._books = _Books.of(facts)
        self._invoices: list[InvoiceFact] = []
        self._allocations: list[AllocationFact] = []
        self._acts: list[ActFact] = []
        self._assumed: list[Assumed] = []
        self._doubtful: list[Doubtful] = []
        self._invoice_id = max((row.id for row in facts.invoices), default=0)
        self._row_id = max((max(row.id, row.payment_id) for row in facts.allocations), default=0)
        self._act_id = max((row.id for row in facts.acts), default=0)

    def assume(self, contract: ContractFact) -> None:
        """What one contract will bring."""
        invoices = self._books.invoices.get(contract.id, [])
        for invoice in invoices:
            self._pay(contract, invoice, self._books.open_minor[invoice.id], known=True)
        invoiced_minor = sum(invoice.net_minor for invoice in invoices)
        left_minor = self._books.whole_minor[contract.id] - invoiced_minor
        made = self._invoice(contract, left_minor) if left_minor > 0 else None
        if self._facts.uses_acts and contract.id not in self._books.final:
            asked_minor = invoiced_minor + (made.net_minor if made is not None else 0)
            self._accept(contract, asked_minor, self._first if made is None else made.issued_on)

    def result(self) -> Forecast:
        """Everything together."""
        facts = replace(
            self._facts,
            invoices=(*self._facts.invoices, *self._invoices),
            allocations=(*self._facts.allocations, *self._allocations),
            acts=(*self._facts.acts, *self._acts),
        )
        foreign = ((row.currency, row.on) for row in self._assumed if row.currency != facts.currency)
        assumed = sorted(self._assumed, key=lambda row: (row.on, row.contract_id))
        return Forecast(with_latest_rates(facts, foreign), self._window, tuple(assumed), tuple(self._doubtful))

    def _pay(self, contract: ContractFact, invoice: InvoiceFact, open_minor: int, *, known: bool) -> None:
        if open_minor <= 0:
            return
        invoice_id = invoice.id if known else None
        when = self._day(invoice.due_on, self._habits.paying.of(contract.client_id))
        if when is None:
            self._doubt(contract, invoice_id, invoice.due_on, open_minor)
            return
        on, days, of_client = when
        on = max(on, invoice.issued_on)
        if on > self._last:
            return
        self._row_id += 1
        row_id = self._row_id
        self._allocations.append(
            AllocationFact(row_id, row_id, UNNUMBERED, UNNUMBERED, invoice.id, on, open_minor, None)
        )
        self._note(AssumedKind.PAYMENT, contract, (on, days, of_client), open_minor, invoice_id)

    def _invoice(self, contract: ContractFact, left_minor: int) -> InvoiceFact | None:
        """The invoice for all that is left; None where it falls behind the three months or is doubtful."""
        gross_minor = with_vat(left_minor, contract.vat_ppm)
        when = self._day(contract.signed_on, self._habits.invoicing.of(contract.client_id))
        if when is None:
            self._doubt(contract, None, contract.signed_on, gross_minor)
            return None
        if when[0] > self._last:
            return None
        self._invoice_id += 1
        terms = self._habits.terms.of(contract.client_id)
        made = InvoiceFact(
            self._invoice_id, UNNUMBERED, UNNUMBERED, contract.id, when[0], when[0] + timedelta(days=terms.usual),
            left_minor, gross_minor, None, None,
        )  # fmt: skip
        self._invoices.append(made)
        self._note(AssumedKind.INVOICE, contract, when, gross_minor)
        self._pay(contract, made, gross_minor, known=False)
        return made

    def _accept(self, contract: ContractFact, asked_minor: int, on: date) -> None:
        net_minor = asked_minor - self._books.accepted_minor.get(contract.id, 0)
        if net_minor > 0:
            self._act_id += 1
            self._acts.append(ActFact(self._act_id, UNNUMBERED, contract.id, on, net_minor, final=False))
            self._note(AssumedKind.ACT, contract, (on, 0, False), net_minor)

    def _day(self, start: date, habit: Habit) -> tuple[date, int, bool] | None:
        """The usual day, or the late one, whichever has not passed yet; None where both have."""
        for days in (habit.usual, habit.late):
            on = start + timedelta(days=days)
            if on >= self._first:
                return on, days, habit.of_client
        return None

    def _doubt(self, contract: ContractFact, invoice_id: int | None, since: date, amount_minor: int) -> None:
        self._doubtful.append(
            Doubtful(contract.client_id, contract.id, invoice_id, since, amount_minor, contract.currency)
        )

    def _note(
        self,
        kind: AssumedKind,
        contract: ContractFact,
        when: tuple[date, int, bool],
        amount_minor: int,
        invoice_id: int | None = None,
    ) -> None:
        on, days, of_client = when
        self._assumed.append(
            Assumed(
                kind, on, contract.client_id, contract.id, invoice_id, amount_minor, contract.currency, days, of_client
            )
        )
