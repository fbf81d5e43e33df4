"""A motivation scheme as data: frozen, validated, never code (PRODUCT, "Rules")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calc.facts import Function
from app.calc.tables import LateBand, Tiers


class EventKind(StrEnum):
    """What can earn (PRODUCT, "Events")."""

    CONTRACT_SIGNED = "contract_signed"
    INVOICE_ISSUED = "invoice_issued"
    PAYMENT_RECEIVED = "payment_received"
    WORK_ACCEPTED = "work_accepted"
    INVOICE_SETTLED = "invoice_settled"
    CLIENT_WON = "client_won"
    CLIENT_ANNIVERSARY = "client_anniversary"
    PERIOD_END = "period_end"


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


class WonBy(StrEnum):
    """What wins a client: the group's first contract, or the first money of the group."""

    CONTRACT = "contract"
    MONEY = "money"


class Base(StrEnum):
    """What the rate is applied to. ``INCREASE`` is over the group's largest earlier project (SEMANTICS 5)."""

    NET = "net"
    GROSS = "gross"
    MARGIN = "margin"
    INCREASE = "increase"


class PeriodMeasure(StrEnum):
    """What a ``period_end`` rule is about: a figure of the month in the firm's currency."""

    FIRM_RECEIPTS = "firm_receipts"
    """Bases (net) of all payments and refunds of the month."""
    FIRM_MARGIN = "firm_margin"
    """Their margins."""
    OWN_RECEIPTS = "own_receipts"
    """The recipient's shares of those on whose orders the recipient holds ``Rule.measured_by``."""


class Counter(StrEnum):
    """What a list of rates counts."""

    ORDER = "order"
    MONTH = "month"
    """Months since the client was won."""


class Every(StrEnum):
    """The periods of caps and minima."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Release(StrEnum):
    """What releases a hold-back (SEMANTICS 7)."""

    ACCEPTED = "accepted"
    SETTLED = "settled"
    MONTHS = "months"


class Leaving(StrEnum):
    """What becomes of a leaver's later accruals (SEMANTICS 6)."""

    KEEP = "keep"
    KEEP_MONTHS = "keep_months"
    NEW_HOLDER = "new_holder"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from–to, both inclusive; None is open."""

    start: int | None = None
    end: int | None = None

    def holds(self, value: int) -> bool:
        """Whether ``value`` lies in the span."""
        return (self.start is None or value >= self.start) and (self.end is None or value <= self.end)


@dataclass(frozen=True, slots=True)
class Days:
    """Days from–to, both inclusive; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the span."""
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a rule catches an event; a condition that is None always holds."""

    order_number: Span | None = None
    order_kinds: frozenset[OrderKind] | None = None
    extensions: Extensions | None = None
    service_kind: str | None = None
    recipient_sold: bool | None = None
    """The thread's question: did the recipient also sell this order?"""
    months_since_won: Span | None = None
    client_tag: str | None = None
    amount_minor: Span | None = None
    """The contract's net in the firm's currency, never the part (SEMANTICS 4)."""
    days_late: Span | None = None
    campaign: Days | None = None
    recipient_reminded: bool | None = None
    """The recipient made a reminder on this invoice on a day before the money came (SEMANTICS 6)."""

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
class PerUnit:
    """A fixed sum in the firm's currency for each unit of the contract's quantity."""

    amount_minor: int


@dataclass(frozen=True, slots=True)
class ByOrder:
    """A list of rates by order number or by month since won, the last one repeated."""

    rates_ppm: tuple[int, ...]
    by: Counter = Counter.ORDER

    def rate_at(self, number: int) -> int:
        """The rate of the n-th order or month, n ≥ 1."""
        return self.rates_ppm[min(number, len(self.rates_ppm)) - 1]


@dataclass(frozen=True, slots=True)
class Fading:
    """max(start − step × (n − 1), floor) by order number or by month since won."""

    start_ppm: int
    step_ppm: int
    floor_ppm: int
    by: Counter = Counter.ORDER

    def rate_at(self, number: int) -> int:
        """The rate of the n-th order or month, n ≥ 1."""
        return max(self.start_ppm - self.step_ppm * (number - 1), self.floor_ppm)


Rate = Percent | Fixed | PerUnit | ByOrder | Fading | Tiers


@dataclass(frozen=True, slots=True)
class Member:
    """A person by staff number, with a whole weight."""

    staff_no: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """Named people share every event by their weights."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """A team: the month of the rule is summed, rounded and split once (SEMANTICS 6). No members: everybody assigned."""

    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Each:
    """Every person assigned to the scheme, each by an own measure: for ``period_end`` only."""


Recipient = Function | Named | Pool | Each


@dataclass(frozen=True, slots=True)
class Limits:
    """A minimum and a cap in the firm's currency; None is none."""

    minimum_minor: int | None = None
    cap_minor: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodLimits:
    """What a person may earn under the rule in a calendar period."""

    every: Every
    minimum_minor: int | None = None
    cap_minor: int | None = None


@dataclass(frozen=True, slots=True)
class HoldBack:
    """``share_ppm`` of each line is held until the contract's first act or settled invoice, or for ``months``."""

    share_ppm: int
    until: Release
    months: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Rules whose accruals an override is paid on: of a scheme ("" this one, "*" every one), a rule or all ("*").

    A star never means rules that are overrides themselves: those must be named.
    """

    scheme_key: str
    rule_key: str


@dataclass(frozen=True, slots=True)
class Override:
    """The rule pays its people a percentage of other people's accruals, line by line (SEMANTICS 7)."""

    sources: tuple[Source, ...]
    team: tuple[str, ...] = ()
    """Staff numbers whose accruals count; empty: everybody's but the recipient's own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a scheme. ``key`` stays the same through all versions of the scheme."""

    key: str
    event: EventKind
    recipient: Recipient
    rate: Rate
    when: Conditions = Conditions()
    base: Base = Base.NET
    late: tuple[LateBand, ...] = ()
    deciding: Deciding = Deciding.EVENT
    pay_after_months: int = 0
    """The accrual is paid in the event's month + n (SEMANTICS 8)."""
    extension_rate: Rate | None = None
    """What extensions earn under ``Extensions.SEPARATE_RATE``."""
    won_by: WonBy = WonBy.CONTRACT
    """What wins a client, for ``client_won``, anniversaries and months since won."""
    full_payment: bool = False
    """``payment_received`` only: the whole line moves to the settling date (SEMANTICS 4)."""
    paid_and_accepted: bool = False
    """``payment_received`` only: the gate of SEMANTICS 7."""
    measure: PeriodMeasure | None = None
    """``period_end`` only."""
    measured_by: Function = Function.SELLING
    """Whose receipts ``own_receipts`` are."""
    per_event: Limits = Limits()
    per_period: PeriodLimits | None = None
    hold_back: HoldBack | None = None
    override: Override | None = None
    """The event does not matter then: whatever the source lines are for."""


@dataclass(frozen=True, slots=True)
class SchemeTerms:
    """What holds for a version as a whole."""

    silence_months: int | None = None
    """After so many months without a sign of life a group is new again, inside this scheme (SEMANTICS 5)."""
    leaving: Leaving = Leaving.KEEP
    leaving_months: int = 0
    """With ``Leaving.KEEP_MONTHS``."""
    floor_negative: bool = False
    """A month below zero is forgiven instead of carried on (SEMANTICS 9)."""


@dataclass(frozen=True, slots=True)
class SchemeVersion:
    """The rules in force from a date on."""

    number: int
    valid_from: date
    rules: tuple[Rule, ...]
    terms: SchemeTerms = SchemeTerms()


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
