"""A firm's facts with some orders or clients once more, or without them: what the what-if beside history is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from app.calc.facts import ContractFact, Facts

Row = TypeVar("Row")


class Stride(NamedTuple):
    """How the ids and numbers of a copy are made of those of its original."""

    copy: int
    """1 for the first copy."""
    step: int
    """More than any id of the facts."""

    def id(self, original: int) -> int:
        """The copy's id."""
        return original + self.copy * self.step

    def number(self, original: str) -> str:
        """The copy's number, and its sort key: right after the original."""
        return f"{original}*{self.copy}"


def without_contracts(facts: Facts, gone: Collection[int]) -> Facts:
    """The facts without these contracts and all that hangs on them: roles, acts, invoices, money, reminders."""
    invoices = {row.id for row in facts.invoices if row.contract_id in gone}
    return replace(
        facts,
        contracts=tuple(row for row in facts.contracts if row.id not in gone),
        roles=tuple(row for row in facts.roles if row.contract_id not in gone),
        amendments=tuple(row for row in facts.amendments if row.contract_id not in gone),
        acts=tuple(row for row in facts.acts if row.contract_id not in gone),
        invoices=tuple(row for row in facts.invoices if row.contract_id not in gone),
        credit_notes=tuple(row for row in facts.credit_notes if row.invoice_id not in invoices),
        allocations=tuple(row for row in facts.allocations if row.invoice_id not in invoices),
        refunds=tuple(row for row in facts.refunds if row.invoice_id not in invoices),
        reminders=tuple(row for row in facts.reminders if row.invoice_id not in invoices),
    )


def without_clients(facts: Facts, gone: Collection[int]) -> Facts:
    """The facts without these clients and their contracts."""
    left = without_contracts(facts, {row.id for row in facts.contracts if row.client_id in gone})
    return replace(
        left,
        clients=tuple(row for row in left.clients if row.id not in gone),
        memberships=tuple(row for row in left.memberships if row.client_id not in gone),
        handovers=tuple(row for row in left.handovers if row.client_id not in gone),
    )


def step_of(facts: Facts) -> int:
    """More than any id of the facts."""
    payments = (row.payment_id for row in facts.allocations)
    groups = (row.group_id or 0 for row in facts.memberships)
    tables: Iterable[Iterable[tuple[Any, ...]]] = (
        facts.clients, facts.contracts, facts.amendments, facts.acts, facts.invoices, facts.credit_notes,
        facts.allocations, facts.refunds,
    )  # fmt: skip
    ids: Iterable[int] = (row[0] for table in tables for row in table)
    return 1 + max(0, *payments, *groups, *ids)


def with_copied_contracts(facts: Facts, copied: Collection[int], stride: Stride) -> Facts:
    """The facts with these contracts once more, on the same days, with all that hangs on them.

    The copy of an extension extends the copy of what it extended, where that is copied too.
    """

    def extended(row: ContractFact) -> ContractFact:
        parent = row.extends_id
        return row if parent not in copied or parent is None else row._replace(extends_id=stride.id(parent))

    invoices = {row.id for row in facts.invoices if row.contract_id in copied}
    more, own, asked = _Copier(stride), "contract_id", "invoice_id"
    contracts = more.of(facts.contracts, "id", copied, ("id",), ("number", "number_key"))
    return replace(
        facts,
        contracts=(*facts.contracts, *map(extended, contracts)),
        roles=(*facts.roles, *more.of(facts.roles, own, copied, (own,))),
        amendments=(*facts.amendments, *more.of(facts.amendments, own, copied, ("id", own))),
        acts=(*facts.acts, *more.of(facts.acts, own, copied, ("id", own), ("number_key",))),
        invoices=(*facts.invoices, *more.of(facts.invoices, own, copied, ("id", own), ("number", "number_key"))),
        credit_notes=(*facts.credit_notes, *more.of(facts.credit_notes, asked, invoices, ("id", asked))),
        allocations=(
            *facts.allocations,
            *more.of(
                facts.allocations,
                asked,
                invoices,
                ("id", asked, "payment_id"),
                ("payment_number", "payment_number_key"),
            ),
        ),
        refunds=(*facts.refunds, *more.of(facts.refunds, asked, invoices, ("id", asked, "payment_id"))),
        reminders=(*facts.reminders, *more.of(facts.reminders, asked, invoices, (asked,))),
    )


def with_copied_clients(facts: Facts, copied: Collection[int], stride: Stride) -> Facts:
    """The facts with these clients once more: their groups, hand-overs and contracts too."""
    contracts = {row.id for row in facts.contracts if row.client_id in copied}
    made = with_copied_contracts(facts, contracts, stride)
    own = {stride.id(contract_id) for contract_id in contracts}
    more = _Copier(stride)
    return replace(
        made,
        contracts=tuple(
            row._replace(client_id=stride.id(row.client_id)) if row.id in own else row for row in made.contracts
        ),
        clients=(*facts.clients, *more.of(facts.clients, "id", copied, ("id",))),
        memberships=(
            *facts.memberships,
            *more.of(facts.memberships, "client_id", copied, ("client_id", "group_id")),
        ),
        handovers=(*facts.handovers, *more.of(facts.handovers, "client_id", copied, ("client_id",))),
    )


class _Copier:
    """Copies rows of any table."""

    def __init__(self, stride: Stride) -> None:
        self._stride = stride

    def of(
        self, rows: Iterable[Row], by: str, wanted: Collection[int], ids: tuple[str, ...], numbers: tuple[str, ...] = ()
    ) -> Iterator[Row]:
        """A copy of every row whose ``by`` is wanted, with new ``ids`` and ``numbers``; an id of None stays None."""
        for row in rows:
            if getattr(row, by) in wanted:
                known: Any = row
                own = {name: getattr(row, name) for name in ids}
                changed = {name: None if at is None else self._stride.id(at) for name, at in own.items()}
                yield known._replace(**changed, **{name: self._stride.number(getattr(row, name)) for name in numbers})
