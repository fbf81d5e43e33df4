"""Bases in the firm's currency: VAT out in the invoice's currency → R → convert → R (SEMANTICS 10)."""

from __future__ import annotations

from app.calc.events import Event
from app.calc.exchange import Exchange
from app.calc.increases import Increases
from app.calc.orders import Order
from app.calc.scheme import Base, EventKind
from app.kernel.money import pro_rata

_NET, _GROSS, _INCREASE = Base.NET, Base.GROSS, Base.INCREASE
"""Looked up once: reading an enum's member costs as much as a call (Python 3.11)."""

_OF_PERIODS = frozenset({EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END})


class Bases:
    """What a rate is applied to, event by event."""

    def __init__(self, exchange: Exchange, increases: Increases) -> None:
        """Convert by ``exchange``."""
        self.exchange = exchange
        self._increases = increases

    def of(self, event: Event, base: Base) -> int:
        """The base of an event in the firm's currency."""
        if base is _NET or not event.order.id:
            amount_minor = event.net_minor
        elif base is _GROSS:
            amount_minor = event.gross_minor
        elif base is _INCREASE:
            return self._increase(event)
        else:
            amount_minor = _margin(event)
        exchange = self.exchange
        return amount_minor if event.order.currency == exchange.firm_currency else exchange.to_firm(event, amount_minor)

    def asked_amount(self, event: Event) -> int:
        """What a condition on amounts reads: the contract's net on the day, never the part; or the period's figure."""
        if event.kind in _OF_PERIODS:
            return event.net_minor
        order = event.order
        return self.exchange.by_rate(order, order.net_on(event.on), event.rate_on)

    def whole(self, order: Order, base: Base) -> int:
        """The margin or increase of a whole contract that was never amended, in the firm's currency."""
        if base is _INCREASE:
            return self._increases.of(order, order.net_minor)
        return order.net_minor - order.direct_cost_minor

    def _increase(self, event: Event) -> int:
        """By the cumulative formula over the contract's own increase, which is in the firm's currency already."""
        before_minor, whole_before, after_minor, whole_after = event.progress
        risen, fallen = (self._increases.of(event.order, whole) for whole in (whole_after, whole_before))
        return pro_rata(risen, after_minor, whole_after) - pro_rata(fallen, before_minor, whole_before)


def _margin(event: Event) -> int:
    """Net less direct cost, by the cumulative formula over the contract's own margin (SEMANTICS 2)."""
    before_minor, whole_before, after_minor, whole_after = event.progress
    cost_minor = event.order.direct_cost_minor
    return pro_rata(whole_after - cost_minor, after_minor, whole_after) - pro_rata(
        whole_before - cost_minor, before_minor, whole_before
    )
