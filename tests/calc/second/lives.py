"""Places of orders in the lives of their groups: silence, first money, months since won (SEMANTICS 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from app.calc.facts import AllocationFact, ContractFact, Facts
from app.calc.scheme import OrderKind, WonBy
from app.kernel.period import add_months
from tests.calc.second.winning import group_on, stands, together, wins


@dataclass(frozen=True)
class Setting:
    """What a scheme sets."""

    silence: int | None = None
    won_by: WonBy = WonBy.CONTRACT


@dataclass(frozen=True)
class Place:
    """Number, kind and the day of winning inside a scheme."""

    number: int
    kind: OrderKind | None
    won_on: date | None

    def months(self, day: date) -> int:
        """M1 runs until the day before the same day next month; 0: not won, or unknown."""
        if self.won_on is None or day < self.won_on:
            return 0
        count = 1
        while add_months(self.won_on, count) <= day:
            count += 1
        return count


class Lives:
    """Asked by setting; brute force over the facts."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.contracts = {contract.id: contract for contract in facts.contracts}
        self.client_of = {row.id: self.contracts[row.contract_id].client_id for row in facts.invoices}
        self.contract_of = {row.id: row.contract_id for row in facts.invoices}
        self.issued = {row.id: row.issued_on for row in facts.invoices}
        self.roots = sorted(
            (c for c in facts.contracts if c.extends_id is None and stands(c, c.signed_on)), key=self.turn
        )

    @staticmethod
    def turn(contract: ContractFact) -> tuple[date, str, int]:
        """The order of orders."""
        return contract.signed_on, contract.number_key, contract.id

    def root(self, contract: ContractFact) -> ContractFact:
        """Where the extensions began."""
        while contract.extends_id is not None:
            contract = self.contracts[contract.extends_id]
        return contract

    def signs_of_life(self, members: set[int]) -> Iterator[date]:
        """Signings that were never cancelled, invoices, acts, payments."""
        for contract in self.facts.contracts:
            if contract.client_id in members and contract.cancelled_on is None:
                yield contract.signed_on
        for invoice in self.facts.invoices:
            if self.client_of[invoice.id] in members:
                yield invoice.issued_on
        for act in self.facts.acts:
            if act.net_minor >= 0 and self.contracts[act.contract_id].client_id in members:
                yield act.accepted_on
        for row in self.facts.allocations:
            if self.client_of[row.invoice_id] in members:
                yield row.received_on

    def restarts(self, root: ContractFact, setting: Setting) -> bool:
        """Whether the group was silent for so long before this order."""
        if setting.silence is None or root.cancelled_on is not None:
            return False
        members = together(self.facts, root.client_id, root.signed_on)
        earlier = [day for day in self.signs_of_life(members) if day < root.signed_on]
        return bool(earlier) and add_months(max(earlier), setting.silence) <= root.signed_on

    def life(self, client: int, day: date, setting: Setting, until: tuple[date, str, int]) -> ContractFact | None:
        """The order that the group's present life began with; None in its first life."""
        members = together(self.facts, client, day)
        begun = [
            r for r in self.roots if r.client_id in members and self.turn(r) <= until and self.restarts(r, setting)
        ]
        return begun[-1] if begun else None

    def money(self) -> list[tuple[date, str, int, AllocationFact]]:
        """Payments on contracts that stood that day, in order."""
        found = []
        for row in self.facts.allocations:
            on = max(row.received_on, self.issued[row.invoice_id])
            contract = self.contracts[self.contract_of[row.invoice_id]]
            if contract.cancelled_on is None or contract.cancelled_on > on:
                found.append((on, row.payment_number_key, row.id, row))
        return sorted(found, key=itemgetter(0, 1, 2))

    def unknown(self, members: set[int]) -> bool:
        """Orders before the books, and no day of winning."""
        return any(c.orders_before > 0 for c in self.facts.clients if c.id in members)

    def paid_before(self, members: set[int]) -> bool:
        """Money before the books."""
        return any(c.paid_before_minor for c in self.facts.contracts if c.client_id in members)

    def won_on(self, client: int, day: date, setting: Setting) -> date | None:
        """When the group of the day was won, in its life of the day."""
        life = self.life(client, day, setting, (day, "\U0010ffff", 0))
        members = together(self.facts, client, day)
        return self._won(members, life, setting)

    def _won(self, members: set[int], life: ContractFact | None, setting: Setting) -> date | None:
        by_money = setting.won_by is WonBy.MONEY
        if life is not None and not by_money:
            return life.signed_on
        came = [on for on, _, _, row in self.money() if self.client_of[row.invoice_id] in members]
        if life is not None:
            return min((on for on in came if on >= life.signed_on), default=None)
        stated = [c.won_on for c in self.facts.clients if c.id in members and c.won_on is not None]
        if stated:
            return min(stated)
        if self.unknown(members) or (by_money and self.paid_before(members)):
            return None
        signed = [r.signed_on for r in self.roots if r.client_id in members and r.cancelled_on is None]
        return min(came if by_money else signed, default=None)

    def place(self, contract: ContractFact, setting: Setting) -> Place:
        """Where the order stands."""
        root = self.root(contract)
        number = contract.order_number
        life = self.life(root.client_id, root.signed_on, setting, self.turn(root))
        if life is not None and number > 0:
            number = number - life.order_number + 1
        kind = None
        if number > 0:
            kind = OrderKind.FIRST if number == 1 else OrderKind.REPEAT
            if contract.extends_id is not None:
                kind = OrderKind.EXTENSION
        if setting.won_by is WonBy.MONEY or life is None:
            won_on = self.won_on(contract.client_id, contract.signed_on, setting)
            if setting.won_by is WonBy.CONTRACT:
                won_on = self._won(together(self.facts, contract.client_id, contract.signed_on), None, setting)
        else:
            won_on = life.signed_on
        return Place(number, kind, won_on)

    def wins(self, setting: Setting) -> list[tuple[int, date]]:
        """(contract, day) of every win."""
        if setting.won_by is WonBy.CONTRACT:
            found = dict(wins(self.facts))
            again = {root.id: root.signed_on for root in self.roots if self.restarts(root, setting)}
            return list({**again, **found}.items())
        return self._by_money(setting)

    def _by_money(self, setting: Setting) -> list[tuple[int, date]]:
        found: list[tuple[int, date]] = []
        before: list[tuple[int, date]] = []
        for on, _, _, row in self.money():
            client = self.client_of[row.invoice_id]
            members = together(self.facts, client, on)
            life = self.life(client, on, setting, (on, "\U0010ffff", 0))
            if life is None:
                opened = [c for c in self.facts.clients if c.id in members and (c.won_on or c.orders_before > 0)]
                won = bool(opened) or self.paid_before(members) or any(who in members for who, _ in before)
            else:
                won = any(who in members and day >= life.signed_on for who, day in before)
            if not won and self.contract_of[row.invoice_id] not in [contract for contract, _ in found]:
                found.append((self.contract_of[row.invoice_id], on))
            before.append((client, on))
        return found

    def home(self, client: int, day: date) -> str:
        """The group as events name it."""
        kind, number = group_on(self.facts, client, day)
        return f"{kind}:{number}"
