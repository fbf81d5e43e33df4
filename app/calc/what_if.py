"""What if: the firm's history with more or fewer new clients, more repeat orders, slower payers, somebody gone.

Each is a change of facts and nothing else, the same for the same question, so that every scheme is tried on the same
changed history. Which clients and orders stand for the others is chosen evenly over time: all of them in their order in
a circle, every n-th from the place that the seed says. In this order:

1. **somebody leaves**: from the day after ``on`` the person is gone, and the scheme's own terms on leavers decide
   (SEMANTICS 6). Nobody works who is gone: on contracts signed since, the person's parts fall to the client's holder;
   where there is none, nobody is paid for them. Hand-overs to the person and reminders by the person since do not
   happen. The salary ends too.
2. **new clients**, those that were won in the window: so many per cent of them, rounded half up, with all their orders
   and money, are there once more (on the same days) or not at all. Clients that ever shared a group go together.
3. **repeat orders** signed in the window: so many per cent of them are there once more, or not at all; an order that
   goes takes its extensions along, one that comes brings none. Later order numbers of the group move along.
4. **slower payers**: all that came in or went back since the window began, came so many days later; what would come
   after the window is outside it. A foreign currency's rate of the new day is the latest that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from app.calc.copying import (
    Stride,
    step_of,
    with_copied_clients,
    with_copied_contracts,
    without_clients,
    without_contracts,
)
from app.calc.exchange import OLDEST_RATE
from app.calc.facts import Facts, RateFact
from app.calc.groups import Groups
from app.calc.orders import Orders
from app.calc.scheme import OrderKind
from app.calc.tally import Window
from app.kernel.money import PPM, round_half_up

Numbering = Callable[[Facts], Mapping[int, int]]
"""Contract id → its order number by SEMANTICS 5, as if nothing had ever been fixed."""
Item = TypeVar("Item")


class Leaver(NamedTuple):
    """Somebody whose last day was ``on``."""

    person_id: int
    on: date


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is asked. Nothing asked leaves the facts as they are."""

    new_clients_ppm: int = 0
    """+200,000: a fifth more; −1,000,000: none."""
    repeat_orders_ppm: int = 0
    days_later: int = 0
    leavers: tuple[Leaver, ...] = ()
    seed: int = 0
    """Which of the clients and orders stand for the others."""


def what_if(facts: Facts, asked: WhatIf, window: Window, numbering: Numbering) -> Facts:
    """The facts of ``window`` as they would have been. Raises ValueError: fewer than none are left."""
    if min(asked.new_clients_ppm, asked.repeat_orders_ppm) < -PPM:
        raise ValueError("no more than all of them can go")
    changed = facts
    for leaver in asked.leavers:
        changed = _left(changed, leaver)
    if asked.new_clients_ppm:
        changed = _new_clients(changed, asked, window)
    if asked.repeat_orders_ppm:
        changed = _repeat_orders(changed, asked, window, numbering)
    if asked.days_later:
        changed = _later(changed, asked.days_later, window)
    return changed


def evenly(items: Sequence[Item], count: int, seed: int) -> list[Item]:
    """``count`` different items, evenly spread over their order, beginning at the place of ``seed``."""
    whole = len(items)
    return [items[(seed + at * whole // count) % whole] for at in range(count)]


def with_latest_rates(facts: Facts, needed: Iterable[tuple[str, date]]) -> Facts:
    """The facts with a rate for each currency and day: where none is young enough, the latest one known by then."""
    known: dict[str, list[RateFact]] = defaultdict(list)
    for row in sorted(facts.rates, key=lambda row: row.on_date):
        known[row.currency].append(row)
    more = []
    for currency, day in sorted(set(needed)):
        latest = next((row for row in reversed(known[currency]) if row.on_date <= day), None)
        if latest is not None and day - latest.on_date > OLDEST_RATE:
            more.append(latest._replace(on_date=day))
    return replace(facts, rates=(*facts.rates, *more))


def _left(facts: Facts, leaver: Leaver) -> Facts:
    person_id, on = leaver
    since = {row.id for row in facts.contracts if row.signed_on > on}

    def stands(by: int, day: date) -> bool:
        return by != person_id or day <= on

    return replace(
        facts,
        people=tuple(
            row._replace(left_on=min(on, row.left_on or on)) if row.id == person_id else row for row in facts.people
        ),
        roles=tuple(row for row in facts.roles if row.person_id != person_id or row.contract_id not in since),
        handovers=tuple(row for row in facts.handovers if stands(row.person_id, row.on_date)),
        reminders=tuple(row for row in facts.reminders if stands(row.person_id, row.on_date)),
    )


def _new_clients(facts: Facts, asked: WhatIf, window: Window) -> Facts:
    new = _won_together(facts, window)
    changed, step = facts, step_of(facts)
    for copy, chosen in _chosen(new, asked.new_clients_ppm, asked.seed):
        clients = {client_id for unit in chosen for client_id in unit}
        if asked.new_clients_ppm < 0:
            changed = without_clients(facts, clients)
        else:
            changed = with_copied_clients(changed, clients, Stride(copy, step))
    return changed


def _won_together(facts: Facts, window: Window) -> list[tuple[int, ...]]:
    """The clients won in the window, by the day of winning; those that ever shared a group together."""
    groups, orders = Groups(facts), Orders(facts)
    units, seen = [], set[int]()
    for client in facts.clients:
        if client.id in seen:
            continue
        unit, fresh = {client.id}, [client.id]
        while fresh:
            mates = set(groups.mates(fresh.pop())) - unit
            unit |= mates
            fresh += mates
        seen |= unit
        opened = orders.opened(unit)
        days = [row.signed_on for member in unit for row in orders.roots.get(member, ())]
        days += [row.won_on for row in opened if row.won_on is not None]
        won_on = min(days, default=None)
        if won_on is not None and window.first.first <= won_on <= window.last.last and not orders.began_before(unit):
            units.append((won_on, tuple(sorted(unit))))
    return [unit for _, unit in sorted(units)]


def _repeat_orders(facts: Facts, asked: WhatIf, window: Window, numbering: Numbering) -> Facts:
    orders = Orders(facts)
    repeats = [
        row.id
        for row in sorted(facts.contracts, key=lambda row: (row.signed_on, row.number_key, row.id))
        if row.extends_id is None
        and row.cancelled_on is None
        and orders.of(row.id).kind is OrderKind.REPEAT
        and window.first.first <= row.signed_on <= window.last.last
    ]
    changed, step = facts, step_of(facts)
    for copy, chosen in _chosen(repeats, asked.repeat_orders_ppm, asked.seed):
        if asked.repeat_orders_ppm < 0:
            roots = set(chosen)
            changed = without_contracts(facts, {row.id for row in facts.contracts if orders.root_of(row).id in roots})
        else:
            changed = with_copied_contracts(changed, set(chosen), Stride(copy, step))
    return _renumbered(facts, changed, numbering)


def _renumbered(before: Facts, after: Facts, numbering: Numbering) -> Facts:
    """Stored numbers moved by what the counting moves; a copy comes right after its original."""
    was, now = numbering(before), numbering(after)
    stored = {row.id: row.order_number for row in before.contracts}
    step = step_of(before)

    def moved(contract_id: int) -> int:
        original = contract_id if contract_id in stored else contract_id % step
        return now[contract_id] - was[original] + stored[original]

    return replace(
        after,
        contracts=tuple(
            row._replace(order_number=moved(row.id)) if row.order_number > 0 else row for row in after.contracts
        ),
    )


def _chosen(items: Sequence[Item], change_ppm: int, seed: int) -> list[tuple[int, list[Item]]]:
    """What is copied or goes, copy by copy: whole rounds of all, then the rest."""
    count = round_half_up(len(items) * abs(change_ppm), PPM)
    copies: list[tuple[int, list[Item]]] = []
    while count > 0:
        part = min(count, len(items))
        copies.append((len(copies) + 1, evenly(items, part, seed)))
        count -= part
    return copies


def _later(facts: Facts, days: int, window: Window) -> Facts:
    since, by = window.first.first, timedelta(days=days)
    changed = replace(
        facts,
        allocations=tuple(
            row._replace(received_on=row.received_on + by) if row.received_on >= since else row
            for row in facts.allocations
        ),
        refunds=tuple(
            row._replace(refunded_on=row.refunded_on + by) if row.refunded_on >= since else row for row in facts.refunds
        ),
    )
    foreign = {row.id: row.currency for row in facts.contracts if row.currency != facts.currency}
    currency_of = {row.id: foreign[row.contract_id] for row in facts.invoices if row.contract_id in foreign}
    return with_latest_rates(
        changed,
        (
            (currency_of[row.invoice_id], row.received_on)
            for row in changed.allocations
            if row.invoice_id in currency_of
        ),
    )
