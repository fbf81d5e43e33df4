"""Cases of the engine as an accountant writes them (YAML), made into facts and schemes.

Amounts are text ("1000.00") or whole numbers, never fractions of YAML; people, clients and documents go by name. People
are numbered in the order in which ``staff`` names them, or else by name, and everybody is assigned unless ``assigned``
says otherwise. A fact with ``entered: 2026-11`` is known only from that month's run on. ``calc_rules`` reads the rules,
``calc_papers`` the documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from app.calc.facts import (
    AssignmentFact,
    ClientFact,
    DaysWorkedFact,
    Facts,
    HandoverFact,
    MembershipFact,
    OpeningMeasureFact,
    PayTermsFact,
    PersonFact,
    QuotaFact,
    RateFact,
)
from app.calc.scheme import Scheme
from app.kernel.ids import natural_key
from app.kernel.money import RATE_SCALE
from app.kernel.period import Month
from tests.support.calc_papers import FUNCTIONS, Names, Papers, weights
from tests.support.calc_rules import named_people, versions
from tests.support.calc_words import Row, as_text, minor, scaled

LONG_AGO = date(1990, 1, 1)


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

    def staff_no(self, name: str) -> str:
        """The staff number of somebody; "#77" is number 77, whoever that may be."""
        return name[1:] if name.startswith("#") else f"{self.people.id(name):03d}"

    def facts(self, known: Month | None = None) -> Facts:
        """The facts that are known in a month's run."""
        papers = Papers(self, known)
        return Facts(
            currency=self.row.get("currency", "UAH"),
            books_from=self.books_from,
            uses_acts=self.row.get("uses_acts", True),
            people=tuple(self._people()),
            clients=tuple(self._clients()),
            memberships=tuple(
                MembershipFact(self.clients.id(r["client"]), r.get("since", LONG_AGO), r.get("group"))
                for r in self.rows("groups", known)
            ),
            contracts=tuple(papers.contracts()),
            roles=tuple(papers.roles()),
            amendments=tuple(papers.amendments()),
            acts=tuple(papers.acts()),
            handovers=tuple(
                HandoverFact(self.clients.id(r["client"]), r["function"], self.people.id(r["to"]), r["on"])
                for r in self.rows("handovers", known)
            ),
            invoices=tuple(papers.invoices()),
            credit_notes=tuple(papers.credit_notes()),
            allocations=tuple(papers.allocations()),
            refunds=tuple(papers.refunds()),
            reminders=tuple(papers.reminders()),
            rates=tuple(
                RateFact(r["currency"], r["on"], r.get("units", 1), scaled(r["rate"], RATE_SCALE))
                for r in self.rows("rates", known)
            ),
            assignments=tuple(self._assignments()),
            quotas=tuple(
                QuotaFact(self.people.id(r["person"]), r["from"], r["to"], minor(r["amount"]))
                for r in self.rows("quotas", known)
            ),
            pay_terms=tuple(self._terms()),
            days_worked=tuple(
                DaysWorkedFact(self.people.id(r["person"]), Month.parse(r["month"]), r["days"])
                for r in self.rows("days_worked", known)
            ),
            opening_measures=tuple(self._opening_measures()),
            working_days={r["day"]: r["works"] for r in self.rows("calendar", known)},
        )

    def rows(self, key: str, known: Month | None) -> list[Row]:
        """The rows of a table that are known in a month's run."""
        rows = self.row.get(key, ())
        return [row for row in rows if known is None or Month.parse(row.get("entered", "0001-01")) <= known]

    def _people(self) -> Iterator[PersonFact]:
        dates: Mapping[str, Row] = self.row.get("employment", {})
        for name, person_id in self.people:
            row = dates.get(name, {})
            yield PersonFact(person_id, natural_key(f"{person_id:03d}"), row.get("hired"), row.get("left"))

    def _clients(self) -> Iterator[ClientFact]:
        stated = {str(row["name"]): row for row in self.row.get("clients", ())}
        for name in [*stated, *(c["client"] for c in self.row.get("contracts", ()))]:
            self.clients.id(name)
        for name, client_id in self.clients:
            row = stated.get(name, {})
            finder = None if "found_by" not in row else self.people.id(row["found_by"])
            tags = tuple(row.get("tags", ()))
            yield ClientFact(client_id, row.get("orders_before", 0), row.get("won_on"), finder, tags)

    def _opening_measures(self) -> Iterator[OpeningMeasureFact]:
        for row in self.row.get("opening_measures", ()):
            yield OpeningMeasureFact(
                str(row.get("scheme", "scheme")),
                str(row.get("rule", "rule")),
                self.people.id(row["person"]),
                minor(row.get("amount", 0)),
                row.get("count", 0),
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
            stated = [{"name": "scheme", "rules": self.row["rules"], "terms": self.row.get("terms", {})}]
        for row in stated:
            name = str(row["name"])
            yield Scheme(self.schemes_by_name.id(name), name, name, versions(row, self.staff_no, LONG_AGO))


_TABLES_OF_PEOPLE = ("pay", "adjustments", "opening", "opening_measures", "quotas", "reminders", "assigned")


def _mentioned(row: Row) -> set[str]:
    found: set[str] = set()
    for contract in row.get("contracts", ()):
        for function in FUNCTIONS:
            found.update(name for name, _ in weights(contract.get(function)))
    found.update(str(r["to"]) for r in row.get("handovers", ()))
    found.update(str(r["found_by"]) for r in row.get("clients", ()) if "found_by" in r)
    found.update(str(r["person"]) for key in _TABLES_OF_PEOPLE for r in row.get(key, ()))
    stated = [*row.get("schemes", ()), row]
    for version in [*stated, *(version for scheme in stated for version in scheme.get("versions", ()))]:
        found.update(name for rule in version.get("rules", ()) for name in named_people(rule))
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
