"""Tables of a scheme as data: bands over a measure, and what lateness keeps (SEMANTICS 4). ``tiers`` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TierMode(StrEnum):
    """How a tier table pays: slice by slice, or the reached rate on everything."""

    MARGINAL = "marginal"
    WHOLE = "whole"


class Measure(StrEnum):
    """What a tier table is read by; its bounds are in the measure's own unit."""

    EVENT_AMOUNT = "event_amount"
    """The contract's net (minor units of the firm's currency)."""
    MONTH_TOTAL = "month_total"
    QUARTER_TOTAL = "quarter_total"
    YEAR_TOTAL = "year_total"
    """The recipient's bases under the rule in the running period (minor units)."""
    MONTH_COUNT = "month_count"
    QUARTER_COUNT = "quarter_count"
    YEAR_COUNT = "year_count"
    """The recipient's matched events in the running period."""
    QUOTA = "quota"
    """The recipient's bases as a part of the plan that covers the day (ppm of the plan, 1,000,000 = fulfilled)."""
    DAYS_LATE = "days_late"
    """Whole days; a table over them is always of the whole amount."""


TOTALS = frozenset({Measure.MONTH_TOTAL, Measure.QUARTER_TOTAL, Measure.YEAR_TOTAL})
COUNTS = frozenset({Measure.MONTH_COUNT, Measure.QUARTER_COUNT, Measure.YEAR_COUNT})
PERSONAL = TOTALS | COUNTS | {Measure.QUOTA}
"""Measures of the recipient: they run along with the events, person by person."""


@dataclass(frozen=True, slots=True)
class Band:
    """(previous bound, up_to] at a rate; the last band has no bound (SEMANTICS 4).

    Bounds are in the unit of the measure. Over a count a band may give a premium instead of a rate.
    """

    up_to_minor: int | None
    rate_ppm: int
    from_minor: int | None = None
    """The lower bound where somebody stated it: it must be the previous bound, or saving is refused."""
    premium_minor: int | None = None
    """Over counts: the sum for each event in the band; ``rate_ppm`` is 0 then."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """A table of bands over a measure."""

    measure: Measure
    mode: TierMode
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class LateBand:
    """Up to and with ``up_to_days`` late the share ``kept_ppm`` is kept; None is every later day."""

    up_to_days: int | None
    kept_ppm: int
