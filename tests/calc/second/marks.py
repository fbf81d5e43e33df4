"""Happenings that only some rules listen to: both paid and accepted, anniversaries, ends of months (SEMANTICS 7, 9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from app.calc.facts import ActFact, ContractFact, Function
from app.calc.scheme import EventKind, PeriodMeasure, WonBy
from app.kernel.period import Month, add_months
from tests.calc.second.happenings import Firm, Happening, Pile, Price, life_of, taken_back, with_vat
from tests.calc.second.lives import Lives, Setting
from tests.calc.second.money import before_the_books, receipts
from tests.calc.second.receivers import holders
from tests.calc.second.rounding import nearest, shared
from tests.calc.second.stream import cumulated
from tests.calc.second.winning import stands, together

AFTER_PAYMENTS = "\U0010ffff"
"""What is both paid and accepted comes after the payments of its day."""
NOBODYS = ContractFact(0, "", "", 0, date.min, 0, 0, "", "", None, 0, 0, None, 0, 0)
"""What is of a month and of no order."""


def payments_of(firm: Firm) -> list[Happening]:
    """Payments and refunds of all time, with their cumulatives."""
    rows = receipts(firm)
    done: list[Happening] = []
    for contract in firm.facts.contracts:
        mine = [row for row in rows if row.contract.id == contract.id]
        done += cumulated(firm, contract, EventKind.PAYMENT_RECEIVED, sorted(mine, key=lambda row: row.count_turn))
    return sorted(done, key=lambda row: row.turn)


def won(firm: Firm, lives: Lives, setting: Setting) -> list[Happening]:
    """Clients won under a setting."""
    found: list[Happening] = []
    for contract_id, on in lives.wins(setting):
        contract = firm.contracts[contract_id]
        rows = life_of(firm, contract, EventKind.CLIENT_WON, on)
        found += cumulated(firm, contract, EventKind.CLIENT_WON, sorted(rows, key=lambda row: row.count_turn))
    if setting.won_by is WonBy.MONEY:
        return [
            replace(row, source=_by_money(row.source), undoes=row.undoes and _by_money(row.undoes)) for row in found
        ]
    return found


def _by_money(source: str) -> str:
    return source.replace("client_won:", "client_won_by_money:")


def gated(firm: Firm) -> list[Happening]:
    """Rises and falls of min(paid, accepted), per contract."""
    payments = payments_of(firm)
    found: list[Happening] = []
    for contract in firm.facts.contracts:
        mine = [row for row in payments if row.contract.id == contract.id]
        rows = _gate(firm, contract, mine, _places(firm, payments))
        paid = sum(net for _, net in before_the_books(firm, contract).values())
        found += cumulated(firm, contract, EventKind.PAYMENT_RECEIVED, rows, opened=0 if firm.facts.uses_acts else paid)
    return found


def _places(firm: Firm, payments: list[Happening]) -> dict[str, int]:
    """The order of documents within a day: payments, then acts."""
    acts = sorted(firm.facts.acts, key=lambda act: (act.accepted_on, act.number_key, act.id))
    sources = [row.source.partition(">")[0] for row in payments] + [f"act:{act.id}" for act in acts]
    return {source: at for at, source in reversed(list(enumerate(sources)))}


def _gate(firm: Firm, contract: ContractFact, payments: list[Happening], places: dict[str, int]) -> list[Happening]:
    gate = _Gate(firm, contract)
    documents: dict[str, list[Happening]] = {}
    for row in payments:
        documents.setdefault(row.source.partition(">")[0], []).append(row)
    steps = [(rows[0].on, 0, places[source], source) for source, rows in documents.items()]
    acts = {f"act:{act.id}": act for act in firm.facts.acts if act.contract_id == contract.id and firm.facts.uses_acts}
    steps += [(act.accepted_on, 1, places[source], source) for source, act in acts.items()]
    found: list[Happening] = []
    for on, _, place, source in sorted(steps):
        invoice = documents[source][0].invoice if source in documents else None
        if source in acts:
            gate.accept(acts[source])
        else:
            gate.pay(documents[source])
        kind, price = EventKind.PAYMENT_RECEIVED, firm.price(contract, on)
        row = Happening(f"both:{_named(source)}", kind, on, AFTER_PAYMENTS, contract, 0, 0, price)
        found += gate.changes(replace(row, invoice=invoice, days_late=gate.late, row=place))
    return found


class _Gate:
    """How far one contract has come."""

    def __init__(self, firm: Firm, contract: ContractFact) -> None:
        self.paid = sum(net for _, net in before_the_books(firm, contract).values())
        self.accepted = 0
        self.final = not firm.facts.uses_acts
        self.late: int | None = None
        self.pile = Pile()
        self.reached = max(self.paid, 0) if self.final else 0
        if self.reached:
            opened = Happening(
                "both:before", EventKind.PAYMENT_RECEIVED, date.min, "", contract, self.reached, 0, Price()
            )
            self.pile.put(opened, self.reached)

    def accept(self, act: ActFact) -> None:
        """Work is accepted, or no longer."""
        self.accepted += act.net_minor
        self.final = act.net_minor >= 0 and (self.final or act.final)

    def pay(self, rows: list[Happening]) -> None:
        """Money comes or goes."""
        change = sum(row.net for row in rows)
        self.paid += change
        if change > 0:
            self.late = rows[0].days_late

    def changes(self, row: Happening) -> list[Happening]:
        """What the document changes."""
        now = max(0, self.paid if self.final else min(self.paid, self.accepted))
        rise, self.reached = now - self.reached, now
        row = replace(row, net=rise, gross=with_vat(row.contract, rise))
        if rise > 0:
            self.pile.put(row, rise)
            return [row]
        late_of = {original.source: original.days_late for original, _ in self.pile.originals}
        return [
            replace(part, days_late=late_of.get(part.undoes or "")) for part in taken_back(row, self.pile.take(-rise))
        ]


def _named(source: str) -> str:
    kind, _, number = source.partition(":")
    return f"{'pay' if kind == 'allocation' else kind}:{number}"


def anniversaries(firm: Firm, lives: Lives, setting: Setting, last: date) -> list[Happening]:
    """Each year after a group was won, if it paid in the last twelve months."""
    payments = payments_of(firm)
    begin = firm.facts.books_from.first
    found: dict[tuple[str, date], Happening] = {}
    for client in firm.facts.clients:
        for won_on in _may_be_won(firm, lives, setting):
            for years in count(1):
                day = add_months(won_on, 12 * years)
                if day > last:
                    break
                if day >= begin and lives.won_on(client.id, day, setting) == won_on:
                    row = _year(firm, payments, client.id, lives, (won_on, years))
                    if row is not None:
                        found[row.source, day] = row
    return sorted(found.values(), key=lambda row: row.turn)


def _may_be_won(firm: Firm, lives: Lives, setting: Setting) -> set[date]:
    days = {c.won_on for c in firm.facts.clients if c.won_on is not None}
    days |= {root.signed_on for root in lives.roots}
    if setting.won_by is WonBy.MONEY:
        days |= {on for on, _, _, _ in lives.money()}
    return days


def _year(firm: Firm, payments: list[Happening], client: int, lives: Lives, when: tuple[date, int]) -> Happening | None:
    won_on, years = when
    day, since = add_months(won_on, 12 * years), add_months(won_on, 12 * (years - 1))
    members = together(firm.facts, client, day)
    roots = [r for r in lives.roots if r.client_id in members and r.signed_on <= day and stands(r, day)]
    mine = [row for row in payments if row.contract.client_id in members and since < row.on <= day]
    net = sum(row.price.of(row.net) for row in mine)
    if not roots or net <= 0:
        return None
    gross = sum(row.price.of(row.gross) for row in mine)
    source = f"year:{lives.home(client, day)}:{day.isoformat()}"
    return Happening(
        source, EventKind.CLIENT_ANNIVERSARY, day, roots[0].number_key, roots[0], net, gross, Price(), row=roots[0].id,
        margin=net, whole=net,
    )  # fmt: skip


def month_ends(firm: Firm, measure: PeriodMeasure, function: Function | None, last: Month) -> list[Happening]:
    """The last day of each month with the firm's figure."""
    payments = payments_of(firm)
    found = []
    month = firm.facts.books_from
    while month <= last:
        rows = [row for row in payments if Month.of(row.on) == month]
        amount = 0
        if function is None:
            amount = sum(row.price.of(row.margin if measure is PeriodMeasure.FIRM_MARGIN else row.net) for row in rows)
        found.append(month_end(month, amount))
        month = month.plus(1)
    return found


def month_end(month: Month, amount: int) -> Happening:
    """One of them."""
    name = f"month:{month.text}"
    return Happening(
        name, EventKind.PERIOD_END, month.last, "", NOBODYS, amount, amount, Price(), margin=amount, whole=amount
    )


def own_receipts(firm: Firm, function: Function, person: int, month: Month) -> int:
    """The person's shares of what was received on orders that the person holds."""
    total = 0
    for row in payments_of(firm):
        if Month.of(row.on) == month:
            parts = holders(firm.facts, row.contract, function, row.on)
            if parts:
                cents = shared(row.price.of(row.net), [weight for _, weight in parts])
                total += sum(cent for (who, _), cent in zip(parts, cents, strict=True) if who == person)
    return total


def increase_of(firm: Firm, lives: Lives, contract: ContractFact, net: int) -> int:
    """The increase over the group's largest earlier project, in the firm's money (SEMANTICS 5)."""
    day = contract.signed_on
    members = together(firm.facts, contract.client_id, day)
    values: dict[int, int] = {}
    largest = 0
    for other in sorted(firm.facts.contracts, key=lives.turn):
        if other.client_id in members and lives.turn(other) < lives.turn(contract) and stands(other, day):
            root = lives.root(other).id
            value = firm.price(other, other.signed_on).of(firm.net_on(other, day))
            values[root] = values.get(root, 0) + value
            largest = max(largest, values[root])
    own = values.get(lives.root(contract).id, 0)
    return max(0, own + firm.price(contract, day).of(net) - largest)


def increase(firm: Firm, lives: Lives, row: Happening) -> int:
    """A happening's part of it."""
    if not row.contract.id:
        return row.net
    now, before = (increase_of(firm, lives, row.contract, whole) for whole in (row.whole, row.whole_before))
    return nearest(now * row.reached) - nearest(before * row.reached_before)
