"""Random schemes of the engine's whole scope: whatever ``validate`` lets pass, and nothing that it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Counter,
    Days,
    Deciding,
    Each,
    EventKind,
    Every,
    Extensions,
    Fading,
    Fixed,
    HoldBack,
    Leaving,
    Limits,
    Member,
    Named,
    OrderKind,
    Override,
    Percent,
    PeriodLimits,
    PeriodMeasure,
    PerUnit,
    Pool,
    Rate,
    Recipient,
    Release,
    Rule,
    Scheme,
    SchemeTerms,
    SchemeVersion,
    Source,
    Span,
    WonBy,
)
from app.calc.tables import COUNTS, PERSONAL, TOTALS, Band, LateBand, Measure, TierMode, Tiers
from app.kernel.money import PPM
from tests.support.calc_firms import FIRST, FUNCTIONS, STAFF_NO

BANDS = (Band(10_000_00, 20_000), Band(25_000_00, 40_000), Band(None, 60_000))
COUNT_BANDS = (Band(1, 20_000), Band(2, 30_000), Band(None, 50_000))
PREMIUMS = (Band(1, 0, premium_minor=1_000_00), Band(2, 0, premium_minor=1_500_01), Band(None, 0, premium_minor=2_000))
QUOTA_BANDS = (Band(500_000, 20_000), Band(1_000_000, 40_000), Band(None, 60_000))
DAY_BANDS = (Band(5, 50_000), Band(None, 20_000))
LATE = (LateBand(5, PPM), LateBand(30, 500_000), LateBand(None, 0))
OF_MONEY = frozenset({EventKind.PAYMENT_RECEIVED, EventKind.INVOICE_SETTLED})
OF_NO_ORDER = frozenset({EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END})
SHARE = st.integers(0, 200_000)
MODES = st.sampled_from(list(TierMode))
NAMED = Named((Member(STAFF_NO[1]), Member(STAFF_NO[3], 2), Member("999")))
POOLS = st.sampled_from((Pool((Member(STAFF_NO[2], 2), Member(STAFF_NO[3]))), Pool()))


def totals() -> st.SearchStrategy[Tiers]:
    """Tables over the recipient's total of a period."""
    return st.builds(Tiers, st.sampled_from(sorted(TOTALS)), MODES, st.just(BANDS))


def plain_rates() -> st.SearchStrategy[Rate]:
    """Rates that every event has."""
    return SHARE.map(Percent) | st.integers(1, 1_000_00).map(Fixed)


def rates() -> st.SearchStrategy[Rate]:
    """Any rate of an event that has an order."""
    lists = st.lists(SHARE, min_size=1, max_size=3).map(tuple)
    return (
        plain_rates()
        | st.integers(1, 100_00).map(PerUnit)
        | st.builds(ByOrder, lists, st.sampled_from(list(Counter)))
        | st.builds(Fading, st.just(100_000), st.just(20_000), st.just(10_000), st.sampled_from(list(Counter)))
        | st.builds(Tiers, st.just(Measure.EVENT_AMOUNT), MODES, st.just(BANDS))
        | totals()
        | totals()
        | st.builds(Tiers, st.sampled_from(sorted(COUNTS)), MODES, st.sampled_from((COUNT_BANDS, PREMIUMS)))
        | st.builds(Tiers, st.just(Measure.QUOTA), MODES, st.just(QUOTA_BANDS))
    )


def is_personal(rate: Rate) -> bool:
    """Whether the rate runs along with a recipient's own measure."""
    return isinstance(rate, Tiers) and rate.measure in PERSONAL


@st.composite
def conditions(draw: st.DrawFn, event: EventKind) -> Conditions:
    """None in a half of the rules, else one of those that the event can be asked for."""
    of_any = [Conditions(amount_minor=Span(2_000_00, 20_000_00))]
    of_clients = [
        Conditions(service_kind="standard"),
        Conditions(client_tag="key"),
        Conditions(campaign=Days(date(2024, 2, 1), date(2024, 4, 30))),
        Conditions(months_since_won=Span(1, 13)),
    ]
    of_orders = [
        Conditions(order_number=Span(1, 2)),
        Conditions(order_kinds=frozenset({OrderKind.FIRST, OrderKind.EXTENSION})),
        Conditions(recipient_sold=True),
        Conditions(recipient_sold=False),
    ]
    of_money = [Conditions(days_late=Span(0, 10)), *(Conditions(recipient_reminded=asked) for asked in (True, False))]
    asked = [*of_any, *([] if event is EventKind.PERIOD_END else of_clients)]
    asked += [] if event in OF_NO_ORDER else of_orders
    asked += of_money if event in OF_MONEY else []
    found = draw(st.just(Conditions()) | st.sampled_from(asked))
    return found if event in OF_NO_ORDER else replace(found, extensions=Extensions.AS_PARENT)


@st.composite
def period_limits(draw: st.DrawFn, rate: Rate) -> PeriodLimits | None:
    """A minimum, a cap, both or neither, never a cap shorter than a table of the whole amount."""
    every = draw(st.sampled_from(list(Every)))
    minimum, cap = draw(st.sampled_from(((None, None), (50_00, None), (None, 300_00), (50_00, 300_00))))
    whole = isinstance(rate, Tiers) and rate.mode is TierMode.WHOLE
    if whole and isinstance(rate, Tiers) and rate.measure in PERSONAL - {Measure.MONTH_TOTAL, Measure.MONTH_COUNT}:
        every, cap = Every.YEAR, None if rate.measure is Measure.QUOTA else cap
    return None if minimum is None and cap is None else PeriodLimits(every, minimum, cap)


@st.composite
def recipients(draw: st.DrawFn, event: EventKind, rate: Rate) -> Recipient:
    """Functions mostly; named people; a pool where nothing is personal."""
    named: st.SearchStrategy[Recipient] = st.just(NAMED)
    functions: st.SearchStrategy[Recipient] = st.sampled_from(FUNCTIONS)
    pools: st.SearchStrategy[Recipient] = named if is_personal(rate) else POOLS
    if event is EventKind.PERIOD_END:
        return draw(st.one_of(named, pools, st.just(Each())))
    return draw(st.one_of(functions, functions, named, pools))


def bases(event: EventKind, rate: Rate) -> st.SearchStrategy[Base]:
    """What the rate may be applied to."""
    if isinstance(rate, (Fixed, PerUnit)) or event is EventKind.PERIOD_END:
        return st.just(Base.NET)
    if isinstance(rate, Tiers) and rate.bands == PREMIUMS:
        return st.just(Base.NET)
    return st.sampled_from((Base.NET, Base.GROSS) if event is EventKind.CLIENT_ANNIVERSARY else list(Base))


@st.composite
def rules(draw: st.DrawFn, key: str, event: EventKind | None = None) -> Rule:
    """One rule that is not an override."""
    many = st.sampled_from([*EventKind, *[EventKind.PAYMENT_RECEIVED] * 4, EventKind.INVOICE_SETTLED])
    event = event or draw(many)
    if event in OF_NO_ORDER:
        rate = draw(plain_rates() | totals())
    elif event in OF_MONEY:
        rate = draw(rates() | st.just(Tiers(Measure.DAYS_LATE, TierMode.WHOLE, DAY_BANDS)))
    else:
        rate = draw(rates())
    recipient = draw(recipients(event, rate))
    way = draw(st.sampled_from(("", "", "full", "gate"))) if event is EventKind.PAYMENT_RECEIVED else ""
    pooled = isinstance(recipient, Pool)
    when = draw(conditions(event))
    if recipient is Function.SELLING:
        when = replace(when, recipient_sold=None)
    measures = [measure for measure in PeriodMeasure if measure is not PeriodMeasure.OWN_RECEIPTS]
    own = isinstance(recipient, Each)
    return Rule(
        key=key,
        event=event,
        recipient=recipient,
        rate=rate,
        when=when,
        base=draw(bases(event, rate)),
        late=draw(st.sampled_from(((), LATE, LATE))) if event in OF_MONEY else (),
        deciding=draw(st.sampled_from(list(Deciding))) if event not in OF_NO_ORDER else Deciding.EVENT,
        pay_after_months=draw(st.sampled_from((0, 0, 1))),
        won_by=draw(st.sampled_from(list(WonBy))) if _asks_when_won(event, rate, when) else WonBy.CONTRACT,
        full_payment=way == "full",
        paid_and_accepted=way == "gate",
        measure=None
        if event is not EventKind.PERIOD_END
        else PeriodMeasure.OWN_RECEIPTS
        if own
        else draw(st.sampled_from(measures)),
        per_event=draw(st.sampled_from((Limits(), Limits(), Limits(20_00, None), Limits(20_00, 200_00)))),
        per_period=None if pooled else draw(period_limits(rate)),
        hold_back=draw(st.none() | hold_backs(event, way, pooled=pooled)),
    )


def _asks_when_won(event: EventKind, rate: Rate, when: Conditions) -> bool:
    by_month = isinstance(rate, (ByOrder, Fading)) and rate.by is Counter.MONTH
    of_clients = event in {EventKind.CLIENT_WON, EventKind.CLIENT_ANNIVERSARY}
    return by_month or of_clients or when.months_since_won is not None


def hold_backs(event: EventKind, way: str, *, pooled: bool) -> st.SearchStrategy[HoldBack]:
    """A third held for some months, or until what has not happened already when the line is earned."""
    for_months = st.integers(1, 3).map(lambda months: HoldBack(333_333, Release.MONTHS, months))
    until = []
    if event not in OF_NO_ORDER and not pooled:
        if event is not EventKind.WORK_ACCEPTED and way != "gate":
            until.append(HoldBack(333_333, Release.ACCEPTED))
        if event is not EventKind.INVOICE_SETTLED and way != "full":
            until.append(HoldBack(333_333, Release.SETTLED))
    return st.sampled_from(until) | for_months if until else for_months


def overrides() -> st.SearchStrategy[Rule]:
    """A head of everybody and one of the first rule's team."""
    heads = st.sampled_from((Named((Member(STAFF_NO[2]),)), Named((Member(STAFF_NO[1], 2), Member(STAFF_NO[3])))))
    sources = st.sampled_from((Override((Source("", "*"),)), Override((Source("scheme", "a"),), (STAFF_NO[1],))))
    return st.builds(
        lambda head, rate, of: Rule("head", EventKind.PAYMENT_RECEIVED, head, Percent(rate), override=of),
        heads,
        SHARE,
        sources,
    )


@st.composite
def terms(draw: st.DrawFn) -> SchemeTerms:
    """What holds for a version as a whole."""
    leaving = draw(st.sampled_from(list(Leaving)))
    return SchemeTerms(
        draw(st.none() | st.integers(1, 3)),
        leaving,
        draw(st.integers(0, 2)) if leaving is Leaving.KEEP_MONTHS else 0,
        draw(st.booleans()),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme of one or two versions."""
    first = tuple(draw(rules(key)) for key in ("a", "b", "c"))
    head = draw(st.lists(overrides(), max_size=1))
    second_head = Rule(
        "head of the head",
        EventKind.PAYMENT_RECEIVED,
        Named((Member(STAFF_NO[3]),)),
        Percent(500_000),
        override=Override((Source("", "head"),)),
    )
    heads = (*head, second_head) if head else ()
    versions = [SchemeVersion(1, FIRST, (*first, *heads), draw(terms()))]
    if draw(st.booleans()):
        second = tuple(draw(rules(rule.key, rule.event)) for rule in first)
        versions.append(SchemeVersion(2, date(2024, 3, 15), (*second, *heads), draw(terms())))
    return Scheme(1, "scheme", "Scheme", tuple(versions))
