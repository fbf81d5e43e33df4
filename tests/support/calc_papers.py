"""The documents of a case: contracts, acts, invoices, money, reminders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AmendmentFact,
    ContractFact,
    CreditNoteFact,
    Function,
    InvoiceFact,
    RefundFact,
    ReminderFact,
    RoleFact,
)
from app.kernel.ids import natural_key
from app.kernel.money import with_vat
from app.kernel.period import Month, add_months
from tests.support.calc_words import Row, minor, ppm

FUNCTIONS = tuple(function.value for function in Function)


class Names:
    """Ids of names, and names of ids."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def id(self, name: object) -> int:
        return self._ids.setdefault(str(name), len(self._ids) + 1)

    def name(self, row_id: int) -> str:
        return next(name for name, known in self._ids.items() if known == row_id)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._ids.items())


def weights(value: object) -> list[tuple[str, int]]:
    """People with their weights: nobody, a name, or names with weights."""
    if value is None:
        return []
    if isinstance(value, str):
        return [(value, 1)]
    if isinstance(value, Mapping):
        return [(str(name), int(weight)) for name, weight in value.items()]
    raise ValueError(f"neither a person nor shares: {value!r}")


class _Case(Protocol):
    """What the documents need of their case."""

    row: Row
    people: Names
    clients: Names
    contracts: Names
    invoices: Names
    payments: Names

    def rows(self, key: str, known: Month | None) -> list[Row]: ...


class Papers:
    """The documents that are known in a month's run."""

    def __init__(self, case: _Case, known: Month | None) -> None:
        self._case = case
        self._known = known

    def _rows(self, key: str) -> list[Row]:
        return self._case.rows(key, self._known)

    def contracts(self) -> Iterator[ContractFact]:
        """Rows of the case as facts."""
        for row in self._rows("contracts"):
            yield ContractFact(
                id=self._case.contracts.id(row["number"]),
                number=str(row["number"]),
                number_key=natural_key(str(row["number"])),
                client_id=self._case.clients.id(row["client"]),
                signed_on=row["signed"],
                net_minor=minor(row["net"]),
                vat_ppm=ppm(row.get("vat", 0)),
                currency=str(row.get("currency") or self._case.row.get("currency") or "UAH"),
                service_kind=row.get("service", "standard"),
                extends_id=None if "extends" not in row else self._case.contracts.id(row["extends"]),
                direct_cost_minor=minor(row.get("cost", 0)),
                quantity=row.get("quantity", 1),
                cancelled_on=row.get("cancelled"),
                order_number=row.get("order", 1),
                paid_before_minor=minor(row.get("paid_before", 0)),
            )

    def roles(self) -> Iterator[RoleFact]:
        """Rows of the case as facts."""
        for row in self._rows("contracts"):
            for function in FUNCTIONS:
                for name, weight in weights(row.get(function)):
                    yield RoleFact(self._case.contracts.id(row["number"]), function, self._case.people.id(name), weight)

    def invoices(self) -> Iterator[InvoiceFact]:
        """Rows of the case as facts."""
        for row in self._rows("invoices"):
            gross = minor(row["gross"]) if "gross" in row else with_vat(minor(row["net"]), ppm(row.get("vat", 0)))
            yield InvoiceFact(
                id=self._case.invoices.id(row["number"]),
                number=str(row["number"]),
                number_key=natural_key(str(row["number"])),
                contract_id=self._case.contracts.id(row["contract"]),
                issued_on=row["issued"],
                due_on=row["due"] if "due" in row else row["issued"],
                net_minor=minor(row["net"]),
                gross_minor=gross,
                cancelled_on=row.get("cancelled"),
                closed_short_on=row.get("closed_short"),
            )

    def allocations(self) -> Iterator[AllocationFact]:
        """Rows of the case as facts."""
        number = 0
        for row in self._rows("payments"):
            for later in range(row.get("months_running", 1)):
                number += 1
                firm = None if "firm_amount" not in row else minor(row["firm_amount"])
                yield AllocationFact(
                    id=number,
                    payment_id=self._case.payments.id(row["number"]),
                    payment_number=str(row["number"]),
                    payment_number_key=natural_key(str(row["number"])),
                    invoice_id=self._case.invoices.id(row["invoice"]),
                    received_on=add_months(row["received"], later),
                    amount_minor=minor(row["amount"]),
                    firm_amount_minor=firm,
                )

    def amendments(self) -> Iterator[AmendmentFact]:
        """Dated changes of a contract's net."""
        for number, row in enumerate(self._rows("amendments"), 1):
            yield AmendmentFact(number, self._case.contracts.id(row["contract"]), row["on"], minor(row["change"]))

    def acts(self) -> Iterator[ActFact]:
        """Acceptance certificates; without a number they are numbered as they stand."""
        for n, row in enumerate(self._rows("acts"), 1):
            key = natural_key(str(row.get("number", n)))
            contract_id, final = self._case.contracts.id(row["contract"]), row.get("final", False)
            yield ActFact(n, key, contract_id, row["on"], minor(row["net"]), final=final)

    def credit_notes(self) -> Iterator[CreditNoteFact]:
        """Money taken back from invoices."""
        for n, row in enumerate(self._rows("credit_notes"), 1):
            invoice_id = self._case.invoices.id(row["invoice"])
            yield CreditNoteFact(n, invoice_id, row["on"], minor(row["net"]), minor(row["gross"]))

    def refunds(self) -> Iterator[RefundFact]:
        """Money given back."""
        for n, row in enumerate(self._rows("refunds"), 1):
            payment_id, invoice_id = self._case.payments.id(row["payment"]), self._case.invoices.id(row["invoice"])
            yield RefundFact(n, payment_id, invoice_id, row["on"], minor(row["amount"]))

    def reminders(self) -> Iterator[ReminderFact]:
        """Attempts to collect."""
        for row in self._rows("reminders"):
            yield ReminderFact(self._case.invoices.id(row["invoice"]), self._case.people.id(row["person"]), row["on"])
