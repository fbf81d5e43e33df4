"""Clients won, under each setting: by the group's first contract or its first money, anew after silence."""

from __future__ import annotations

from collections.abc import Iterator

from app.calc.orders import Orders, Win
from app.calc.places import Activity, Money, Places
from app.calc.scheme import WonBy


def wins_of(orders: Orders, places: Places, activity: Activity, won_by: WonBy) -> Iterator[Win]:
    """Every win, one for each contract at most."""
    if won_by is WonBy.MONEY:
        yield from _by_money(orders, places, activity)
        return
    seen = set()
    for win in orders.wins():
        seen.add(win.contract_id)
        yield win
    yield from (win for win in places.restarts() if win.contract_id not in seen)


def _by_money(orders: Orders, places: Places, activity: Activity) -> Iterator[Win]:
    """The first money of each life of a group, on the day it came; a contract wins once at most."""
    paid: dict[int, list[Money]] = {}
    winners: set[int] = set()
    for part in activity.money:
        members = orders.groups.members(part.client_id, part.on)
        restart = places.restart_on(part.client_id, part.on)
        earlier = (other for member in members for other in paid.get(member, ()))
        if restart is None:
            opened = any(client.won_on is not None or client.orders_before > 0 for client in orders.opened(members))
            won = opened or any(activity.paid_before(member) for member in members) or any(True for _ in earlier)
        else:
            won = any(other.on >= restart.signed_on for other in earlier)
        if not won and part.contract_id not in winners:
            winners.add(part.contract_id)
            yield Win(part.contract_id, part.on, orders.contracts[part.contract_id].cancelled_on)
        paid.setdefault(part.client_id, [])[:] = [part]
