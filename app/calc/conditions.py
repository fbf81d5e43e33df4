"""Whether a rule catches an order, and at which rate: everything that one contract settles once for all its events."""

from __future__ import annotations

from typing import NamedTuple

from app.calc.orders import Order
from app.calc.scheme import ByOrder, Extensions, Fading, Percent, Rate, Rule

_AS_PARENT, _SEPARATE_RATE = Extensions.AS_PARENT, Extensions.SEPARATE_RATE


def uses_order_number(rule: Rule) -> bool:
    """Whether the rule reads order numbers, in a condition or in its rate, and so must speak of extensions."""
    return rule.when.uses_order_number or isinstance(rule.rate, (ByOrder, Fading))


def rate_for(rule: Rule, order: Order) -> Rate | None:
    """The rate by which the rule pays events of this order; None where it does not catch them (SEMANTICS 5)."""
    when = rule.when
    if uses_order_number(rule) and order.order_number < 1:
        return None
    if when.order_number is not None and not when.order_number.holds(order.order_number):
        return None
    if when.order_kinds is not None and order.kind not in when.order_kinds:
        return None
    if when.service_kind is not None and when.service_kind != order.service_kind:
        return None
    if not order.is_extension or when.extensions is None or when.extensions is _AS_PARENT:
        return rule.rate
    return rule.extension_rate if when.extensions is _SEPARATE_RATE else None


class Percentage(NamedTuple):
    """One percentage of the base, and the code of its reason."""

    code: str
    rate_ppm: int


def percentage(rate: Percent | ByOrder | Fading, order: Order) -> Percentage:
    """The percentage that the order settles."""
    if isinstance(rate, Percent):
        return Percentage("percent", rate.rate_ppm)
    code = "order_list" if isinstance(rate, ByOrder) else "fading"
    return Percentage(code, rate.rate_at(order.order_number))
