"""Use case of asking: what somebody got for a document, event by event, or the rule that came nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.calc.facts import Facts
from app.calc.nothing import Nothing, WhyNothing
from app.calc.results import Accrual
from app.calc.settle import evaluate
from app.kernel.actor import Actor, Permission
from app.kernel.errors import NotFound
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.payroll.model import AccrualLine
from app.payroll.months import Months
from app.payroll.naming import Naming
from app.payroll.neighbours import Neighbours


@dataclass(frozen=True, slots=True)
class Document:
    """A contract or an invoice by its number; the other is ""."""

    contract: str = ""
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One event: what the person got for it, or why nothing. Secret: Permission.SEE_PAY."""

    event_kind: str
    event_on: date
    currency: str
    lines: tuple[AccrualLine, ...]
    nothing: Nothing | None


class Whys:
    """Asks the rules as they stand now, whatever was paid."""

    def __init__(self, use_cases: UseCases, months: Months, neighbours: Neighbours) -> None:
        """Facts, schemes and names come from ``neighbours``."""
        self._use_cases = use_cases
        self._months = months
        self._neighbours = neighbours

    def why(self, actor: Actor, person_id: int, document: Document) -> tuple[Answer, ...]:
        """An answer for every event of the document in order; of a contract, also the events of all its invoices.

        Raises NotFound(kind=contract or invoice), Invalid(rate_missing).
        """

        def work() -> tuple[Answer, ...]:
            facts = self._neighbours.loader.load_facts()
            schemes = self._neighbours.loader.load_schemes()
            places = list(_places(facts, document))
            through = self._through(facts)
            asked = WhyNothing(facts, schemes, through)
            got = [line for line in evaluate(facts, schemes, through).accruals if line.person_id == person_id]
            naming = Naming(self._neighbours)

            def answer(key: str) -> Answer:
                kind, on = asked.event_of(key)
                own = [line for line in got if line.event_key == key]
                nothing = None if own else asked.why(key, person_id)
                if nothing is not None and nothing.code == "nothing_earned":
                    own = [line for line in got if _of_pool(line, nothing.rule, Month.of(on))]
                lines = tuple(naming.line(0, line) for line in own)
                return Answer(kind.value, on, facts.currency, lines, None if lines else nothing)

            return tuple(answer(key) for contract, invoice in places for key in asked.events_of(contract, invoice))

        return self._use_cases.view(actor, Permission.SEE_PAY, work, action="payroll.why")

    def _through(self, facts: Facts) -> Month:
        """The last month of which anything is known, and at least the open one."""
        days = [
            *(row.received_on for row in facts.allocations),
            *(row.refunded_on for row in facts.refunds),
            *(row.accepted_on for row in facts.acts),
            *(row.issued_on for row in facts.invoices),
            *(row.signed_on for row in facts.contracts),
        ]
        return max(self._months.current(), *map(Month.of, days))


def _of_pool(line: Accrual, path: str, month: Month) -> bool:
    """Whether the line is a part of what a team's rule brought in the month of the event."""
    return line.event_key.startswith(f"pool:{month.text}") and path in line.key.split("|")


def _places(facts: Facts, document: Document) -> Iterator[tuple[int, int | None]]:
    """Contract and invoice of the document by their ids. Raises NotFound."""
    kind, number = ("invoice", document.invoice) if document.invoice else ("contract", document.contract)
    found: list[tuple[int, int | None]] = (
        [(row.contract_id, row.id) for row in facts.invoices if row.number == number]
        if document.invoice
        else [(row.id, None) for row in facts.contracts if row.number == number]
    )
    if not found:
        raise NotFound(kind=kind, key=number)
    yield from found
