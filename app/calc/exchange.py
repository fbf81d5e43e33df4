"""Bases in the firm's currency: VAT out in the invoice's currency → R → convert → R (SEMANTICS 10)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta

from app.calc.events import Event
from app.calc.facts import Facts, RateFact
from app.calc.scheme import Base
from app.kernel.errors import Finding, Invalid
from app.kernel.money import convert, pro_rata, round_half_up

_NET, _GROSS = Base.NET, Base.GROSS
"""Looked up once: reading an enum's member costs as much as a call (Python 3.11)."""

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
        rate = self.rate_for(event.order.currency, event.rate_on)
        return 0 if rate is None else convert(amount_minor, rate.rate_micro, rate.units)

    def base_of(self, event: Event, base: Base) -> int:
        """The base of an event in the firm's currency."""
        if base is _NET:
            amount_minor = event.net_minor
        elif base is _GROSS:
            amount_minor = event.gross_minor
        else:
            amount_minor = _margin(event)
        return amount_minor if event.order.currency == self.firm_currency else self.to_firm(event, amount_minor)

    def raise_missing(self) -> None:
        """Raises RatesMissing with every missing rate."""
        if self._missing:
            raise RatesMissing(
                tuple(
                    Finding("rate_missing", "rates", {"currency": currency, "date": day.isoformat()})
                    for currency, day in sorted(self._missing)
                )
            )


def _margin(event: Event) -> int:
    """Net less direct cost, by the cumulative formula over the contract's own margin (SEMANTICS 2)."""
    before_minor, whole_before, after_minor, whole_after = event.progress
    cost_minor = event.order.direct_cost_minor
    return pro_rata(whole_after - cost_minor, after_minor, whole_after) - pro_rata(
        whole_before - cost_minor, before_minor, whole_before
    )
