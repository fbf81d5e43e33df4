"""What is wrong with a contract, its roles, an extension, an amendment, an act or a hand-over. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from app.contracts.model import ContractStatus, NewAct, NewAmendment, NewContract, NewHandover, RolePart, ShareKind
from app.contracts.numbering import Groups, Order
from app.kernel.errors import Finding
from app.kernel.money import AMOUNT_LIMIT_MINOR, CURRENCIES, PPM
from app.settings.vat import contradiction


def contract_problems(new: NewContract, people: Collection[int], clients: Collection[int]) -> Iterator[Finding]:
    """Everything wrong with a contract by itself; ``people`` and ``clients`` are all known ids."""
    if not new.number.strip():
        yield Finding("number_missing", "number")
    if new.client_id not in clients:
        yield Finding("client_unknown", "client_id", {"id": new.client_id})
    for place in ("net_minor", "direct_cost_minor", "paid_before_minor"):
        yield from amount_problems(place, getattr(new, place))
    if not 0 <= new.vat_ppm <= PPM:
        yield Finding("vat_out_of_range", "vat_ppm", {"rate_ppm": new.vat_ppm})
    yield from contradiction(new.vat_mode, new.vat_ppm, "vat_mode")
    if new.currency not in CURRENCIES:
        yield Finding("currency_unknown", "currency", {"currency": new.currency})
    if new.quantity <= 0:
        yield Finding("quantity_not_positive", "quantity", {"quantity": new.quantity})
    yield from _status_problems(new)
    yield from role_problems(new.roles, people)


def amount_problems(place: str, amount_minor: int) -> Iterator[Finding]:
    """An amount is not negative and not beyond what the books can hold."""
    if amount_minor < 0:
        yield Finding("amount_negative", place, {"amount_minor": amount_minor})
    yield from size_problems(place, amount_minor)


def size_problems(place: str, amount_minor: int) -> Iterator[Finding]:
    """An amount, of either sign, is not beyond what the books can hold."""
    if abs(amount_minor) >= AMOUNT_LIMIT_MINOR:
        yield Finding("amount_too_large", place, {"amount_minor": amount_minor})


def _status_problems(new: NewContract) -> Iterator[Finding]:
    cancelled = new.status is ContractStatus.CANCELLED
    if cancelled and new.cancelled_on is None:
        yield Finding("cancelled_on_missing", "cancelled_on")
    if cancelled and not new.cancel_reason.strip():
        yield Finding("reason_missing", "cancel_reason")
    if not cancelled and new.cancelled_on is not None:
        yield Finding("not_cancelled", "cancelled_on", {"cancelled_on": new.cancelled_on.isoformat()})
    if new.cancelled_on is not None and new.cancelled_on < new.signed_on:
        yield Finding("cancelled_before_signed", "cancelled_on", {"signed_on": new.signed_on.isoformat()})


def role_problems(roles: Sequence[RolePart], people: Collection[int]) -> Iterator[Finding]:
    """Shares are whole positive weights, or percents that sum to 100 %; nobody twice in a function (SEMANTICS 6)."""
    by_function: dict[str, list[RolePart]] = defaultdict(list)
    for part in roles:
        by_function[part.function.value].append(part)
        if part.person_id not in people:
            yield Finding("person_unknown", "roles", {"id": part.person_id, "function": part.function.value})
        if part.weight <= 0:
            yield Finding("weight_not_positive", "roles", {"weight": part.weight, "function": part.function.value})
    for function, parts in by_function.items():
        if len({part.person_id for part in parts}) < len(parts):
            yield Finding("person_twice", "roles", {"function": function})
        kinds = {part.share for part in parts}
        total_ppm = sum(part.weight for part in parts)
        if len(kinds) > 1:
            yield Finding("shares_mixed", "roles", {"function": function})
        elif kinds == {ShareKind.PERCENT} and total_ppm != PPM:
            yield Finding("percents_wrong_sum", "roles", {"function": function, "sum_ppm": total_ppm})


def extension_problems(order: Order, order_of: Callable[[int], Order | None], groups: Groups) -> Iterator[Finding]:
    """An extension has its root's client or group and currency and is signed no earlier; chains, but no circle."""
    if order.extends_id is None:
        return
    parent = order_of(order.extends_id)
    if parent is None:
        yield Finding("extends_unknown", "extends_id", {"id": order.extends_id})
        return
    root, seen = parent, {order.id}
    while root.extends_id is not None and root.id not in seen:
        seen.add(root.id)
        root = order_of(root.extends_id) or root._replace(extends_id=None)
    if root.id in seen:
        yield Finding("extends_circle", "extends_id", {"number": parent.number})
        return
    if not groups.together(order.client_id, root.client_id, order.signed_on):
        yield Finding("extends_other_client", "extends_id", {"number": root.number})
    if order.currency != root.currency:
        yield Finding("extends_other_currency", "currency", {"number": root.number, "currency": root.currency})
    if order.signed_on < root.signed_on:
        yield Finding("extends_before_root", "signed_on", {"number": root.number, "on": root.signed_on.isoformat()})
    if parent.cancelled_on is not None and parent.cancelled_on < order.signed_on:
        yield Finding("extends_cancelled", "extends_id", {"number": parent.number})


def amendment_problems(new: NewAmendment, signed_on: date, net_minor: int) -> Iterator[Finding]:
    """An amendment changes something, says why, and leaves no negative net; ``net_minor`` is the net before it."""
    if new.net_change_minor == 0:
        yield Finding("amount_zero", "net_change_minor")
    yield from size_problems("net_change_minor", new.net_change_minor)
    if net_minor + new.net_change_minor < 0:
        yield Finding("net_below_zero", "net_change_minor", {"net_minor": net_minor})
    if new.on_date < signed_on:
        yield Finding("before_signed", "on_date", {"signed_on": signed_on.isoformat()})
    if not new.reason.strip():
        yield Finding("reason_missing", "reason")


def act_problems(
    new: NewAct, signed_on: date, accepted_minor: int, numbers: Collection[str], today: date
) -> Iterator[Finding]:
    """An act has its number and takes back no more than was accepted; ``accepted_minor`` is the net accepted so far."""
    number = new.number.strip()
    if not number:
        yield Finding("number_missing", "number")
    if number in numbers:
        yield Finding("number_taken", "number", {"number": number})
    yield from size_problems("net_minor", new.net_minor)
    yield from size_problems("vat_minor", new.vat_minor)
    if accepted_minor + new.net_minor < 0:
        yield Finding("accepted_below_zero", "net_minor", {"accepted_minor": accepted_minor})
    if new.accepted_on < signed_on:
        yield Finding("before_signed", "accepted_on", {"signed_on": signed_on.isoformat()})
    yield from return_problems(new, today)


def return_problems(act: NewAct, today: date) -> Iterator[Finding]:
    """A signed copy comes back no earlier than the act was made, and not tomorrow."""
    if act.returned_on is None:
        return
    if act.returned_on < act.accepted_on:
        yield Finding("returned_before_made", "returned_on", {"accepted_on": act.accepted_on.isoformat()})
    if act.returned_on > today:
        yield Finding("date_in_future", "returned_on", {"on": act.returned_on.isoformat()})


def problems_of_acts(
    items: Sequence[NewAct], begun: Mapping[int, tuple[date, int]], standing: Iterable[NewAct], today: date
) -> Iterator[Finding]:
    """Problems of many acts, each beside those before it; ``begun`` holds the contracts' signing days first."""
    numbers: dict[int, set[str]] = {}
    accepted: dict[int, int] = {}
    for act in standing:
        numbers.setdefault(act.contract_id, set()).add(act.number)
        accepted[act.contract_id] = accepted.get(act.contract_id, 0) + act.net_minor
    for index, new in enumerate(items):
        if new.contract_id not in begun:
            yield Finding("contract_unknown", "contract_id", {"id": new.contract_id}).of_item(index)
            continue
        earlier, accepted_minor = numbers.setdefault(new.contract_id, set()), accepted.get(new.contract_id, 0)
        for finding in act_problems(new, begun[new.contract_id][0], accepted_minor, earlier, today):
            yield finding.of_item(index)
        earlier.add(new.number.strip())
        accepted[new.contract_id] = accepted_minor + new.net_minor


def handover_problems(
    new: NewHandover, people: Collection[int], clients: Collection[int], *, same_day: bool
) -> Iterator[Finding]:
    """A hand-over names a known client and person and says why; one a day for each function."""
    if new.client_id not in clients:
        yield Finding("client_unknown", "client_id", {"id": new.client_id})
    if new.person_id not in people:
        yield Finding("person_unknown", "person_id", {"id": new.person_id})
    if same_day:
        yield Finding("handover_taken", "on_date", {"on": new.on_date.isoformat(), "function": new.function.value})
    if not new.reason.strip():
        yield Finding("reason_missing", "reason")
