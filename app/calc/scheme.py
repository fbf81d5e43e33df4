"""A motivation scheme as data: frozen, validated, never code (PRODUCT, "Rules")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calc.facts import Function


class EventKind(StrEnum):
    """What can earn (PRODUCT, "Events")."""

    CONTRACT_SIGNED = "contract_signed"
    INVOICE_ISSUED = "invoice_issued"
    PAYMENT_RECEIVED = "payment_received"
    WORK_ACCEPTED = "work_accepted"
    INVOICE_SETTLED = "invoice_settled"
    CLIENT_WON = "client_won"


class OrderKind(StrEnum):
    """The place of an order among the group's orders."""

    FIRST = "first"
    REPEAT = "repeat"
    EXTENSION = "extension"


class Extensions(StrEnum):
    """What a rule that uses order numbers does with extensions (SEMANTICS 5).

    ``SEPARATE_RATE`` pays them at the rule's ``extension_rate``; without one it leaves them to another rule.
    """

    AS_PARENT = "as_parent"
    SEPARATE_RATE = "separate_rate"
    NONE = "none"


class Deciding(StrEnum):
    """Which date decides the version of the scheme (SEMANTICS 8)."""

    EVENT = "event"
    SIGNING = "signing"


class Base(StrEnum):
    """What the rate is applied to."""

    NET = "net"
    GROSS = "gross"
    MARGIN = "margin"


class TierMode(StrEnum):
    """How a tier table pays: slice by slice, or the reached rate on everything."""

    MARGINAL = "marginal"
    WHOLE = "whole"


class Measure(StrEnum):
    """What a tier table is read by."""

    EVENT_AMOUNT = "event_amount"
    MONTH_TOTAL = "month_total"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from–to, both inclusive; None is open."""

    start: int | None = None
    end: int | None = None

    def holds(self, value: int) -> bool:
        """Whether ``value`` lies in the span."""
        return (self.start is None or value >= self.start) and (self.end is None or value <= self.end)


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a rule catches an event; a condition that is None always holds."""

    order_number: Span | None = None
    order_kinds: frozenset[OrderKind] | None = None
    extensions: Extensions | None = None
    service_kind: str | None = None
    recipient_sold: bool | None = None
    """The thread's question: did the recipient also sell this order?"""

    @property
    def uses_order_number(self) -> bool:
        """Whether extensions must be spoken of."""
        return self.order_number is not None


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage of the base."""

    rate_ppm: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed sum in the firm's currency."""

    amount_minor: int


@dataclass(frozen=True, slots=True)
class ByOrder:
    """A list of rates by order number, the last one repeated."""

    rates_ppm: tuple[int, ...]

    def rate_at(self, order_number: int) -> int:
        """The rate of the n-th order, n ≥ 1."""
        return self.rates_ppm[min(order_number, len(self.rates_ppm)) - 1]


@dataclass(frozen=True, slots=True)
class Fading:
    """max(start − step × (n − 1), floor) by order number."""

    start_ppm: int
    step_ppm: int
    floor_ppm: int

    def rate_at(self, order_number: int) -> int:
        """The rate of the n-th order, n ≥ 1."""
        return max(self.start_ppm - self.step_ppm * (order_number - 1), self.floor_ppm)


@dataclass(frozen=True, slots=True)
class Band:
    """(previous bound, up_to] at a rate; the last band has no bound (SEMANTICS 4)."""

    up_to_minor: int | None
    rate_ppm: int
    from_minor: int | None = None
    """The lower bound where somebody stated it: it must be the previous bound, or saving is refused."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """A table of bands over a measure."""

    measure: Measure
    mode: TierMode
    bands: tuple[Band, ...]


Rate = Percent | Fixed | ByOrder | Fading | Tiers


@dataclass(frozen=True, slots=True)
class LateBand:
    """Up to and with ``up_to_days`` late the share ``kept_ppm`` is kept; None is every later day."""

    up_to_days: int | None
    kept_ppm: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a scheme. ``key`` stays the same through all versions of the scheme."""

    key: str
    event: EventKind
    recipient: Function
    rate: Rate
    when: Conditions = Conditions()
    base: Base = Base.NET
    late: tuple[LateBand, ...] = ()
    deciding: Deciding = Deciding.EVENT
    pay_after_months: int = 0
    """The accrual is paid in the event's month + n (SEMANTICS 8)."""
    extension_rate: Rate | None = None
    """What extensions earn under ``Extensions.SEPARATE_RATE``."""


@dataclass(frozen=True, slots=True)
class SchemeVersion:
    """The rules in force from a date on."""

    number: int
    valid_from: date
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme with its versions in order of ``valid_from``."""

    id: int
    key: str
    name: str
    versions: tuple[SchemeVersion, ...]

    def version_on(self, day: date) -> SchemeVersion:
        """The version that decides on ``day``; before the first one, the earliest (SEMANTICS 8)."""
        found = self.versions[0]
        for version in self.versions:
            if version.valid_from <= day:
                found = version
        return found
