"""The firm's exchange rates (SEMANTICS 10)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta

from app.calc.events import Event
from app.calc.facts import Facts, RateFact
from app.calc.orders import Order
from app.kernel.errors import Finding, Invalid
from app.kernel.money import convert, round_half_up

OLDEST_RATE = timedelta(days=10)
"""A rate that is older than this is none."""


class RatesMissing(Invalid):
    """Exchange rates that somebody must enter first: findings ``rate_missing`` with ``currency`` and ``date``."""


class Exchange:
    """The rates of a firm. What is missing is remembered, so that all of it can be listed at once."""

    def __init__(self, facts: Facts) -> None:
        """Index the rates by currency and date."""
        self.firm_currency = facts.currency
        self._dates: dict[str, list[date]] = defaultdict(list)
        self._rates: dict[str, list[RateFact]] = defaultdict(list)
        for rate in sorted(facts.rates, key=lambda r: (r.currency, r.on_date)):
            self._dates[rate.currency].append(rate.on_date)
            self._rates[rate.currency].append(rate)
        self._missing: set[tuple[str, date]] = set()

    def rate_for(self, currency: str, day: date) -> RateFact | None:
        """The latest rate on or before ``day``, at most 10 days old; None where there is none, and it is remembered."""
        index = bisect_right(self._dates.get(currency, []), day)
        if index:
            rate = self._rates[currency][index - 1]
            if day - rate.on_date <= OLDEST_RATE:
                return rate
        self._missing.add((currency, day))
        return None

    def to_firm(self, event: Event, amount_minor: int) -> int:
        """An amount of the event's order in the firm's currency, by what came in it or by the rate of the event."""
        if event.order.currency == self.firm_currency:
            return amount_minor
        if event.firm is not None:
            firm_minor, allocated_minor = event.firm
            return round_half_up(firm_minor * amount_minor, allocated_minor)
        return self.by_rate(event.order, amount_minor, event.rate_on)

    def on_signing(self, order: Order, amount_minor: int) -> int:
        """An amount of the order in the firm's currency by the rate of its signing (SEMANTICS 10)."""
        return self.by_rate(order, amount_minor, order.signed_on)

    def by_rate(self, order: Order, amount_minor: int, day: date) -> int:
        """An amount of the order in the firm's currency by the rate of ``day``."""
        if order.currency == self.firm_currency:
            return amount_minor
        rate = self.rate_for(order.currency, day)
        return 0 if rate is None else convert(amount_minor, rate.rate_micro, rate.units)

    def raise_missing(self) -> None:
        """Raises RatesMissing with every missing rate."""
        if self._missing:
            raise RatesMissing(
                tuple(
                    Finding("rate_missing", "rates", {"currency": currency, "date": day.isoformat()})
                    for currency, day in sorted(self._missing)
                )
            )
