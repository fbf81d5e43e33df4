"""What a director answers in the steps of the wizard. Amounts in the firm's currency, rates in ppm of the base.

An answer keeps what was typed for the ways that were not chosen: who goes back to one finds it as it was left.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import Base, HoldBack, Limits, Percent, PeriodLimits
from app.calc.tables import LateBand, Tiers

_NO_LIMITS = Limits()
_NO_RATE = Percent(0)


class PayKind(StrEnum):
    """How people are paid."""

    SALARY_AND_BONUS = "salary_and_bonus"
    BONUS_ONLY = "bonus_only"
    SALARY_ONLY = "salary_only"


class Moment(StrEnum):
    """When an order earns."""

    SIGNING = "signing"
    INVOICE = "invoice"
    PAYMENT = "payment"
    PAID_IN_FULL = "paid_in_full"
    PAYMENT_AND_ACT = "payment_and_act"


class FirstWay(StrEnum):
    """What the first order of a client earns."""

    NOTHING = "nothing"
    PREMIUM = "premium"
    PERCENT = "percent"


class LaterWay(StrEnum):
    """Who earns by later orders when the finder no longer takes part."""

    NOBODY = "nobody"
    FINDER_LOWER = "finder_lower"
    FINDER_FADING = "finder_fading"
    FINDER_LIMITED = "finder_limited"
    SELLER = "seller"
    BACK_TO_SALES = "back_to_sales"
    SPLIT = "split"


class CollectingWay(StrEnum):
    """Who sees to it that the money comes, and what for."""

    PART_OF_SALES = "part_of_sales"
    OWN_PAY = "own_pay"
    ANOTHER_PERSON = "another_person"
    AUTOMATED = "automated"


class ExtensionWay(StrEnum):
    """What the enlargement of a running order earns."""

    AS_ORDER = "as_order"
    """As the order that it enlarges."""
    OWN_RULE = "own_rule"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FunctionAnswer:
    """Whether a function is needed, and who does it; not decided while ``needed`` is None."""

    function: Function
    needed: bool | None = None
    people: tuple[str, ...] = ()
    """Staff numbers."""
    position: str = ""
    """Or a position instead of people."""
    automated: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """What a function takes of somebody's month, as the director typed it."""

    function: Function
    staff_no: str
    minutes_per_month: int


@dataclass(frozen=True, slots=True)
class Functions:
    """Step 1: who does what."""

    functions: tuple[FunctionAnswer, ...] = ()
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class Pay:
    """Step 3: how people are paid besides, or instead of, what the rules give."""

    kind: PayKind | None = None
    guarantee_minor: int = 0
    draw_minor: int = 0
    draw_recoverable: bool = True


@dataclass(frozen=True, slots=True)
class FirstShare:
    """What a function earns of first orders."""

    function: Function
    rate_ppm: int
    base: Base = Base.NET


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """Step 4: a premium for the new client, or percentages of its first order."""

    way: FirstWay | None = None
    moment: Moment = Moment.PAYMENT
    premium_to: Function = Function.FINDING
    premium_minor: int = 0
    complex_premium_minor: int | None = None
    """For complex services; None: the same as for standard ones."""
    rising: Tiers | None = None
    """A table of premiums over the number won, instead of one premium."""
    hold_back: HoldBack | None = None
    """Of the premium."""
    shares: tuple[FirstShare, ...] = (FirstShare(Function.FINDING, 0),)


@dataclass(frozen=True, slots=True)
class LaterShare:
    """What a function earns of later orders: of the second, the third …, the last rate repeated."""

    function: Function
    rates_ppm: tuple[int, ...]
    base: Base = Base.NET


@dataclass(frozen=True, slots=True)
class FadingRate:
    """The rate of the second order, less a step with every further one, never below the floor."""

    second_ppm: int = 0
    step_ppm: int = 0
    floor_ppm: int = 0


@dataclass(frozen=True, slots=True)
class HandBack:
    """What whoever runs the project earns for leaving a new need to sales, when the new order is signed."""

    rate_ppm: int = 0
    limits: Limits = _NO_LIMITS


@dataclass(frozen=True, slots=True)
class LaterOrders:
    """Step 5: who earns by the orders after the first."""

    way: LaterWay | None = None
    moment: Moment = Moment.PAYMENT
    base: Base = Base.NET
    """Of what the finder or the seller earns; every share of a split has its own."""
    finder_rates_ppm: tuple[int, ...] = (0,)
    fading: FadingRate = FadingRate()
    limited_ppm: int = 0
    limited_months: int = 0
    """Months since the client was won, the first one among them."""
    finder_sold_ppm: int | None = None
    """What a finder earns who has sold the later order too; None: no more and no less than otherwise."""
    seller_ppm: int = 0
    hand_back: HandBack = HandBack()
    shares: tuple[LaterShare, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPay:
    """What a paper that goes out or comes back signed earns: ``invoicing`` by the invoice, ``accepting`` by the act."""

    function: Function
    fixed_minor: int = 0
    rate_ppm: int = 0
    """Where there is no fixed sum."""
    cap_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Collecting:
    """Step 6: who collects the money, and what lateness costs."""

    way: CollectingWay | None = None
    rate: Percent | Tiers = _NO_RATE
    """Of what is collected; a table goes by days late."""
    late: tuple[LateBand, ...] = ()
    """What of the collector's pay is kept when the money comes late."""
    not_by_seller: bool = False
    """Whoever sold the order earns nothing for collecting its money."""
    staff_no: str = ""
    """Of another person who collects."""
    sales_late: tuple[LateBand, ...] = ()
    """What of the pay by steps 4 and 5 is kept when the money comes late."""
    papers: tuple[PaperPay, ...] = ()


@dataclass(frozen=True, slots=True)
class Growing:
    """Step 7: what growth earns."""

    extensions: ExtensionWay = ExtensionWay.AS_ORDER
    extension_to: Function = Function.UPSELLING
    extension_ppm: int = 0
    extension_base: Base = Base.INCREASE
    larger_to: Function = Function.SELLING
    larger_ppm: int = 0
    """Of what a repeat order is larger than any before it."""
    kept_to: Function = Function.DELIVERING
    kept_ppm: int = 0
    """Of a year's receipts, when the client has stayed another year."""
    kept_cap_minor: int | None = None
    ladder: Tiers | None = None
    """A table over the own receipts of a month, quarter or year."""
    ladder_to: Function = Function.SELLING
    ladder_cap: PeriodLimits | None = None
    accelerator: Tiers | None = None
    """A table over the part of the plan that is fulfilled, on top of all else."""
    accelerator_to: Function = Function.SELLING
    sales_cap: PeriodLimits | None = None
    """What a person may earn in a period by each percentage of steps 4 and 5."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Steps 1 to 7."""

    functions: Functions = Functions()
    services: frozenset[ServiceKind] = frozenset()
    pay: Pay = Pay()
    first: FirstOrder = FirstOrder()
    later: LaterOrders = LaterOrders()
    collecting: Collecting = Collecting()
    growing: Growing = Growing()
