"""Cases of the engine as an accountant writes them (YAML), made into facts and schemes.

Amounts are text ("1000.00") or whole numbers, never fractions of YAML; people, clients and documents go by name. People
are numbered in the order in which ``staff`` names them, or else by name, and everybody is assigned unless ``assigned``
says otherwise. A fact with ``entered: 2026-11`` is known only from that month's run on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AmendmentFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    CreditNoteFact,
    DaysWorkedFact,
    Facts,
    Function,
    HandoverFact,
    InvoiceFact,
    MembershipFact,
    PayTermsFact,
    PersonFact,
    RateFact,
    RefundFact,
    RoleFact,
)
from app.calc.scheme import Scheme, SchemeVersion
from app.kernel.ids import natural_key
from app.kernel.money import RATE_SCALE, with_vat
from app.kernel.period import Month, add_months
from tests.support.calc_words import Row, as_text, minor, ppm, rule, scaled

LONG_AGO = date(1990, 1, 1)
FUNCTIONS = tuple(function.value for function in Function)


class _Loader(yaml.SafeLoader):
    """Safe, and "on", "yes" and "no" are words: only true and false are truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load_cases(folder: Path) -> list[Row]:
    """All cases of a folder, each with its ``file``."""
    cases: list[Row] = []
    for path in sorted(folder.glob("*.yaml")):
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # ruff: ignore[unsafe-yaml-load]  a safe loader
        cases.extend({"file": path.stem, **row} for row in rows)
    return cases


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


class Case:
    """One case: its facts as known in a month, its schemes."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.people, self.clients, self.contracts, self.invoices, self.payments = (Names() for _ in range(5))
        self.schemes_by_name = Names()
        for name in row.get("staff", ()):
            self.people.id(name)
        for name in sorted(_mentioned(row)):
            self.people.id(name)
        for key, names in (("contracts", self.contracts), ("invoices", self.invoices), ("payments", self.payments)):
            for record in row.get(key, ()):
                names.id(record["number"])
        self.schemes = tuple(self._schemes())

    @property
    def books_from(self) -> Month:
        return Month.parse(str(self.row.get("books_from", "2020-01")))

    def facts(self, known: Month | None = None) -> Facts:
        """The facts that are known in a month's run."""
        return Facts(
            currency=self.row.get("currency", "UAH"),
            books_from=self.books_from,
            people=tuple(self._people()),
            clients=tuple(self._clients()),
            memberships=tuple(
                MembershipFact(self.clients.id(r["client"]), r.get("since", LONG_AGO), r.get("group"))
                for r in self._rows("groups", known)
            ),
            contracts=tuple(self._contracts(known)),
            roles=tuple(self._roles(known)),
            amendments=tuple(
                AmendmentFact(n, self.contracts.id(r["contract"]), r["on"], minor(r["change"]))
                for n, r in enumerate(self._rows("amendments", known), 1)
            ),
            acts=tuple(
                ActFact(n, natural_key(str(n)), self.contracts.id(r["contract"]), r["on"], minor(r["net"]), final=False)
                for n, r in enumerate(self._rows("acts", known), 1)
            ),
            handovers=tuple(
                HandoverFact(self.clients.id(r["client"]), r["function"], self.people.id(r["to"]), r["on"])
                for r in self._rows("handovers", known)
            ),
            invoices=tuple(self._invoices(known)),
            credit_notes=tuple(
                CreditNoteFact(n, self.invoices.id(r["invoice"]), r["on"], minor(r["net"]), minor(r["gross"]))
                for n, r in enumerate(self._rows("credit_notes", known), 1)
            ),
            allocations=tuple(self._allocations(known)),
            refunds=tuple(
                RefundFact(
                    n, self.payments.id(r["payment"]), self.invoices.id(r["invoice"]), r["on"], minor(r["amount"])
                )
                for n, r in enumerate(self._rows("refunds", known), 1)
            ),
            rates=tuple(
                RateFact(r["currency"], r["on"], r.get("units", 1), scaled(r["rate"], RATE_SCALE))
                for r in self._rows("rates", known)
            ),
            assignments=tuple(self._assignments()),
            pay_terms=tuple(self._terms()),
            days_worked=tuple(
                DaysWorkedFact(self.people.id(r["person"]), Month.parse(r["month"]), r["days"])
                for r in self._rows("days_worked", known)
            ),
            working_days={r["day"]: r["works"] for r in self._rows("calendar", known)},
        )

    def _rows(self, key: str, known: Month | None) -> list[Row]:
        rows = self.row.get(key, ())
        return [row for row in rows if known is None or Month.parse(row.get("entered", "0001-01")) <= known]

    def _people(self) -> Iterator[PersonFact]:
        dates: Mapping[str, Row] = self.row.get("employment", {})
        for name, person_id in self.people:
            row = dates.get(name, {})
            yield PersonFact(person_id, f"{person_id:03d}", row.get("hired"), row.get("left"))

    def _clients(self) -> Iterator[ClientFact]:
        stated = {str(row["name"]): row for row in self.row.get("clients", ())}
        for name in [*stated, *(c["client"] for c in self.row.get("contracts", ()))]:
            self.clients.id(name)
        for name, client_id in self.clients:
            row = stated.get(name, {})
            finder = None if "found_by" not in row else self.people.id(row["found_by"])
            yield ClientFact(client_id, row.get("orders_before", 0), row.get("won_on"), finder, ())

    def _contracts(self, known: Month | None) -> Iterator[ContractFact]:
        for row in self._rows("contracts", known):
            yield ContractFact(
                id=self.contracts.id(row["number"]),
                number=str(row["number"]),
                number_key=natural_key(str(row["number"])),
                client_id=self.clients.id(row["client"]),
                signed_on=row["signed"],
                net_minor=minor(row["net"]),
                vat_ppm=ppm(row.get("vat", 0)),
                currency=str(row.get("currency") or self.row.get("currency") or "UAH"),
                service_kind=row.get("service", "standard"),
                extends_id=None if "extends" not in row else self.contracts.id(row["extends"]),
                direct_cost_minor=minor(row.get("cost", 0)),
                quantity=1,
                cancelled_on=row.get("cancelled"),
                order_number=row.get("order", 1),
                paid_before_minor=minor(row.get("paid_before", 0)),
            )

    def _roles(self, known: Month | None) -> Iterator[RoleFact]:
        for row in self._rows("contracts", known):
            for function in FUNCTIONS:
                for name, weight in _weights(row.get(function)):
                    yield RoleFact(self.contracts.id(row["number"]), function, self.people.id(name), weight)

    def _invoices(self, known: Month | None) -> Iterator[InvoiceFact]:
        for row in self._rows("invoices", known):
            gross = minor(row["gross"]) if "gross" in row else with_vat(minor(row["net"]), ppm(row.get("vat", 0)))
            yield InvoiceFact(
                id=self.invoices.id(row["number"]),
                number=str(row["number"]),
                number_key=natural_key(str(row["number"])),
                contract_id=self.contracts.id(row["contract"]),
                issued_on=row["issued"],
                due_on=row["due"] if "due" in row else row["issued"],
                net_minor=minor(row["net"]),
                gross_minor=gross,
                cancelled_on=row.get("cancelled"),
                closed_short_on=row.get("closed_short"),
            )

    def _allocations(self, known: Month | None) -> Iterator[AllocationFact]:
        number = 0
        for row in self._rows("payments", known):
            for later in range(row.get("months_running", 1)):
                number += 1
                firm = None if "firm_amount" not in row else minor(row["firm_amount"])
                yield AllocationFact(
                    id=number,
                    payment_id=self.payments.id(row["number"]),
                    payment_number=str(row["number"]),
                    payment_number_key=natural_key(str(row["number"])),
                    invoice_id=self.invoices.id(row["invoice"]),
                    received_on=add_months(row["received"], later),
                    amount_minor=minor(row["amount"]),
                    firm_amount_minor=firm,
                )

    def _assignments(self) -> Iterator[AssignmentFact]:
        if "assigned" not in self.row:
            for scheme in self.schemes:
                for _, person_id in self.people:
                    yield AssignmentFact(scheme.id, person_id, LONG_AGO, None)
        for row in self.row.get("assigned", ()):
            scheme_id = self.schemes_by_name.id(row.get("scheme", "scheme"))
            yield AssignmentFact(scheme_id, self.people.id(row["person"]), row.get("from", LONG_AGO), row.get("to"))

    def _terms(self) -> Iterator[PayTermsFact]:
        for row in self.row.get("pay", ()):
            yield PayTermsFact(
                self.people.id(row["person"]),
                row.get("from", LONG_AGO),
                row.get("engagement", "employee"),
                minor(row.get("salary", 0)),
                minor(row.get("guarantee", 0)),
                minor(row.get("draw", 0)),
                row.get("recoverable", True),
            )

    def _schemes(self) -> Iterator[Scheme]:
        stated: Sequence[Row] = self.row.get("schemes", ())
        if "rules" in self.row:
            stated = [{"name": "scheme", "versions": [{"rules": self.row["rules"]}]}]
        for row in stated:
            versions = row.get("versions") or [{"rules": row["rules"]}]
            yield Scheme(
                self.schemes_by_name.id(row["name"]),
                str(row["name"]),
                str(row["name"]),
                tuple(
                    SchemeVersion(number, version.get("from", LONG_AGO), tuple(rule(r) for r in version["rules"]))
                    for number, version in enumerate(versions, 1)
                ),
            )


def _weights(value: object) -> list[tuple[str, int]]:
    if value is None:
        return []
    if isinstance(value, str):
        return [(value, 1)]
    if isinstance(value, Mapping):
        return [(str(name), int(weight)) for name, weight in value.items()]
    raise ValueError(f"neither a person nor shares: {value!r}")


def _mentioned(row: Row) -> set[str]:
    found: set[str] = set()
    for contract in row.get("contracts", ()):
        for function in FUNCTIONS:
            found.update(name for name, _ in _weights(contract.get(function)))
    found.update(str(r["to"]) for r in row.get("handovers", ()))
    found.update(str(r["found_by"]) for r in row.get("clients", ()) if "found_by" in r)
    found.update(str(r["person"]) for key in ("pay", "adjustments", "opening") for r in row.get(key, ()))
    return found


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from first to last."""
    for step in range(last.months_since(first) + 1):
        yield first.plus(step)


def summed(rows: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Sums by name, as text."""
    sums: dict[str, int] = defaultdict(int)
    for name, amount_minor in rows:
        sums[name] += amount_minor
    return {name: as_text(amount_minor) for name, amount_minor in sums.items()}
