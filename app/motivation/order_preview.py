"""What an order would earn whom: everything the engine says with the order, less everything it says without it. Pure.

There is no arithmetic here but that difference, taken line by line by the engine's stable keys: so the tables, caps and
plans of a month come out as payroll will have them, and what the order changes in the pay for other orders shows too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from app.calc.facts import ContractFact, Facts, RoleFact
from app.calc.lines import Line, line_key
from app.calc.results import Accrual, Unassigned, Why
from app.calc.scheme import Release, Scheme
from app.calc.settle import refuse_beyond
from app.calc.worked import Worked
from app.contracts.proposing import Proposed
from app.kernel.period import Month

JANUARY = 1


class Gain(NamedTuple):
    """One line that the order brings or changes; amounts in the firm's currency."""

    accrual: Accrual
    """As it is with the order; as it was without it where it is ``gone``."""
    amount_minor: int
    """How much more it is with the order."""
    before_minor: int | None
    """What the line is without the order; None where there is none."""
    gone: bool = False


class Standing:
    """What facts and schemes come to, ready to be compared. Raises ``exchange.RatesMissing``, Invalid."""

    def __init__(self, facts: Facts, schemes: Sequence[Scheme], through: Month) -> None:
        """Work out everything from ``books_from`` to the end of ``through``."""
        worked = Worked(facts, schemes, through, bundled=False)
        self.lines: dict[str, Line] = {line_key(line): line for line in worked.lines}
        refuse_beyond((key, line.amount_minor) for key, line in self.lines.items())
        self.notes: tuple[Unassigned, ...] = tuple(note for _, note in worked.matched.notes)
        self._explainer = worked.explainer

    def accrual(self, key: str) -> Accrual:
        """A line with its reason, which is put together at once: nothing of the firm hangs on it."""
        accrual = self._explainer.accrual(self.lines[key])
        return accrual._replace(why=Why(accrual.why.code, accrual.why.values))


def gains(without: Standing, with_order: Standing) -> tuple[Gain, ...]:
    """Every line whose amount differs, by the day it falls on; what is new first comes in the order of events."""
    return tuple(sorted(_gains(without, with_order), key=lambda gain: gain.accrual.event_on))


def _gains(without: Standing, with_order: Standing) -> Iterator[Gain]:
    for key, line in with_order.lines.items():
        before = without.lines.get(key)
        before_minor = 0 if before is None else before.amount_minor
        if line.amount_minor != before_minor:
            change_minor = line.amount_minor - before_minor
            yield Gain(with_order.accrual(key), change_minor, None if before is None else before_minor)
    for key, line in without.lines.items():
        if key not in with_order.lines and line.amount_minor:
            yield Gain(without.accrual(key), -line.amount_minor, line.amount_minor, gone=True)


def with_proposed(facts: Facts, proposed: Proposed) -> Facts:
    """The facts with the contract added or changed, its group counted anew."""
    own, numbers = proposed.contract.id, proposed.order_numbers

    def counted(row: ContractFact) -> ContractFact:
        number = numbers.get(row.id, row.order_number)
        return row if number == row.order_number else row._replace(order_number=number)

    others: tuple[ContractFact, ...] = tuple(counted(row) for row in facts.contracts if row.id != own)
    roles: tuple[RoleFact, ...] = tuple(row for row in facts.roles if row.contract_id != own)
    return replace(facts, contracts=(*others, proposed.contract), roles=(*roles, *proposed.roles))


def recent(facts: Facts, first_day: date) -> Facts:
    """The facts with books that begin where the periods that run on ``first_day`` begin: what is earlier is history.

    A change on ``first_day`` or later moves no line of an earlier period, so differences stay the same to the cent. A
    firm that brought opening values into its books keeps its beginning, to which they belong.
    """
    if facts.opening_measures or any(row.paid_before_minor for row in facts.contracts):
        return facts
    starts = [Month(first_day.year, JANUARY)]
    starts += [Month.of(row.valid_from) for row in facts.quotas if row.valid_from <= first_day <= row.valid_to]
    return replace(facts, books_from=max(facts.books_from, min(starts)))


def last_month(days: Iterable[date], schemes: Iterable[Scheme]) -> Month:
    """The month through which to work: of the last of ``days``, and as long after it as any rule holds money back."""
    held = [
        rule.hold_back.months
        for scheme in schemes
        for version in scheme.versions
        for rule in version.rules
        if rule.hold_back is not None and rule.hold_back.until is Release.MONTHS
    ]
    return Month.of(max(days)).plus(max(held, default=0))


def of_contracts(facts: Facts, contract_ids: Collection[int]) -> Facts:
    """The facts of some contracts only, with everything that belongs to nobody's contract."""
    invoices = tuple(row for row in facts.invoices if row.contract_id in contract_ids)
    bills = {row.id for row in invoices}
    return replace(
        facts,
        contracts=tuple(row for row in facts.contracts if row.id in contract_ids),
        roles=tuple(row for row in facts.roles if row.contract_id in contract_ids),
        amendments=tuple(row for row in facts.amendments if row.contract_id in contract_ids),
        acts=tuple(row for row in facts.acts if row.contract_id in contract_ids),
        invoices=invoices,
        credit_notes=tuple(row for row in facts.credit_notes if row.invoice_id in bills),
        allocations=tuple(row for row in facts.allocations if row.invoice_id in bills),
        refunds=tuple(row for row in facts.refunds if row.invoice_id in bills),
        reminders=tuple(row for row in facts.reminders if row.invoice_id in bills),
    )


def rules_for(function: str, schemes: Iterable[Scheme]) -> tuple[Scheme, ...]:
    """The schemes with those of their rules that pay for a function."""
    return tuple(
        replace(
            scheme,
            versions=tuple(
                replace(version, rules=tuple(rule for rule in version.rules if rule.recipient == function))
                for version in scheme.versions
            ),
        )
        for scheme in schemes
    )
