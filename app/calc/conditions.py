"""Whether a rule catches an event, and at which rate: what the order settles, and what each event says."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.calc.bases import Bases
from app.calc.events import Event
from app.calc.facts import ClientFact
from app.calc.orders import Order
from app.calc.places import Place
from app.calc.scheme import ByOrder, Conditions, Counter, Extensions, Fading, Percent, Rate, Rule

_AS_PARENT, _SEPARATE_RATE = Extensions.AS_PARENT, Extensions.SEPARATE_RATE


def uses_order_number(rule: Rule) -> bool:
    """Whether the rule reads order numbers, in a condition or in its rate, and so must speak of extensions."""
    by_number = isinstance(rule.rate, (ByOrder, Fading)) and rule.rate.by is Counter.ORDER
    return rule.when.uses_order_number or by_number


def uses_months(rate: Rate | None) -> bool:
    """Whether the rate reads months since the client was won."""
    return isinstance(rate, (ByOrder, Fading)) and rate.by is Counter.MONTH


class Failed(NamedTuple):
    """A condition that an event does not meet: its name, and what it found instead."""

    condition: str
    found: int | str | None


def order_failure(rule: Rule, order: Order, place: Place, client: ClientFact | None) -> Failed | None:
    """The first condition that the order itself does not meet; None where it meets all of them (SEMANTICS 5)."""
    when = rule.when
    if uses_order_number(rule) and place.number < 1:
        return Failed("not_counted", place.number)
    if when.order_number is not None and not when.order_number.holds(place.number):
        return Failed("order_number", place.number)
    if when.order_kinds is not None and place.kind not in when.order_kinds:
        return Failed("order_kind", "" if place.kind is None else place.kind.value)
    if when.service_kind is not None and when.service_kind != order.service_kind:
        return Failed("service_kind", order.service_kind)
    if when.client_tag is not None and (client is None or when.client_tag not in client.tags):
        return Failed("client_tag", "")
    if rate_for(rule, order) is None:
        return Failed("extensions", "extension")
    return None


def rate_for(rule: Rule, order: Order) -> Rate | None:
    """The rate for this order: an extension may have its own, or none."""
    said = rule.when.extensions
    if not order.is_extension or said is None or said is _AS_PARENT:
        return rule.rate
    return rule.extension_rate if said is _SEPARATE_RATE else None


def asks_orders(rule: Rule) -> bool:
    """Whether orders may be caught differently."""
    when = rule.when
    asked = (when.order_number, when.order_kinds, when.service_kind, when.client_tag, when.extensions)
    return any(one is not None for one in asked) or uses_order_number(rule)


def asks_events(rule: Rule) -> bool:
    """Whether events of one order may be caught differently, or at different rates."""
    when = rule.when
    asked = (when.months_since_won, when.amount_minor, when.days_late, when.campaign, when.recipient_reminded)
    return any(one is not None for one in asked) or uses_months(rule.rate) or uses_months(rule.extension_rate)


def event_failure(when: Conditions, rate: Rate, event: Event, place: Place, bases: Bases) -> Failed | None:
    """The first condition that the event does not meet; None where it meets all of them."""
    if when.months_since_won is not None or uses_months(rate):
        months = place.months_on(event.on)
        if months < 1 or (when.months_since_won is not None and not when.months_since_won.holds(months)):
            return Failed("months_since_won", months)
    if when.amount_minor is not None:
        amount_minor = bases.asked_amount(event)
        if not when.amount_minor.holds(amount_minor):
            return Failed("amount", amount_minor)
    if when.days_late is not None and (event.days_late is None or not when.days_late.holds(event.days_late)):
        return Failed("days_late", event.days_late)
    if when.campaign is not None and not when.campaign.holds(event.on):
        return Failed("campaign", event.on.isoformat())
    return None


class Reminders:
    """Who reminded of which invoice, and when first."""

    def __init__(self, rows: dict[tuple[int, int], date], received: dict[int, date]) -> None:
        """``rows``: first reminder by invoice and person; ``received``: day by allocation."""
        self._rows = rows
        self._received = received

    def made(self, event: Event, person_id: int) -> bool:
        """Whether the person made a reminder on the event's invoice on a day before the money came (SEMANTICS 6)."""
        if event.invoice is None:
            return False
        first = self._rows.get((event.invoice.id, person_id))
        kind, _, row = event.key.partition(":")
        came = self._received.get(int(row), event.on) if kind == "pay" else event.on
        return first is not None and first < came


class Percentage(NamedTuple):
    """One percentage of the base, and the code of its reason."""

    code: str
    rate_ppm: int


def percentage(rate: Percent | ByOrder | Fading, number: int) -> Percentage:
    """The percentage of the n-th order or month."""
    if isinstance(rate, Percent):
        return Percentage("percent", rate.rate_ppm)
    name = "order_list" if isinstance(rate, ByOrder) else "fading"
    code = name if rate.by is Counter.ORDER else f"month_{name.removeprefix('order_')}"
    return Percentage(code, rate.rate_at(number))
