"""Schemes for tests: any scheme that a file can say (hypothesis), and short texts of files."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from app.calc.facts import Function, ServiceKind
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
from app.calc.tables import COUNTS, Band, LateBand, Measure, TierMode, Tiers
from app.kernel.money import PPM

_PPM = st.integers(0, PPM)
_KEYS = st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,11}\Z")
_NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(str.strip).filter(bool)
_AMOUNTS = st.integers(1, 10**11)
_COUNTS = st.integers(1, 1000)
_DAYS = st.dates(date(1996, 1, 1), date(2030, 12, 31))
_MONTHS = st.integers(0, 60)
_STAFF = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
_ORDER = (Counter.ORDER, Counter.MONTH)


@st.composite
def spans(draw: st.DrawFn, low: int = 1, unit: int = 1) -> Span:
    start = draw(st.none() | st.integers(low, 20))
    end = draw((st.none() if start is not None else st.nothing()) | st.integers(start or low, 40))
    return Span(*(None if bound is None else bound * unit for bound in (start, end)))


@st.composite
def days(draw: st.DrawFn) -> Days:
    start = draw(st.none() | _DAYS)
    return Days(start, draw(_DAYS if start is None else st.none() | _DAYS))


@st.composite
def conditions(draw: st.DrawFn, *, by_order: bool) -> Conditions:
    number = draw(st.none() | spans())
    spoken = number is not None or by_order
    kinds = st.frozensets(st.sampled_from(OrderKind), min_size=1)
    return Conditions(
        order_number=number,
        order_kinds=draw(st.none() | kinds),
        extensions=draw(st.sampled_from(Extensions) if spoken else st.none()),
        service_kind=draw(st.none() | st.sampled_from([kind.value for kind in ServiceKind])),
        recipient_sold=draw(st.none() | st.booleans()),
        months_since_won=draw(st.none() | spans()),
        client_tag=draw(st.none() | _NAMES),
        amount_minor=draw(st.none() | spans(-20, 12_345)),
        days_late=draw(st.none() | spans(0)),
        campaign=draw(st.none() | days()),
        recipient_reminded=draw(st.none() | st.booleans()),
    )


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    measure = draw(st.sampled_from(Measure))
    counts = measure in COUNTS
    unit = _COUNTS if counts or measure is Measure.DAYS_LATE else _AMOUNTS
    bounds = sorted(draw(st.sets(unit, max_size=4)))
    lowers = [0, *bounds] if draw(st.booleans()) else [None] * (len(bounds) + 1)
    premiums = counts and draw(st.booleans())
    bands = tuple(
        Band(bound, 0, lower, draw(_AMOUNTS)) if premiums else Band(bound, draw(_PPM), lower)
        for bound, lower in zip([*bounds, None], lowers, strict=True)
    )
    return Tiers(measure, draw(st.sampled_from(TierMode)), bands)


@st.composite
def fading(draw: st.DrawFn) -> Fading:
    start = draw(_PPM)
    return Fading(start, draw(_PPM), draw(st.integers(0, start)), draw(st.sampled_from(_ORDER)))


@st.composite
def late_bands(draw: st.DrawFn) -> tuple[LateBand, ...]:
    days = sorted(draw(st.sets(st.integers(0, 365), max_size=3)))
    return tuple(LateBand(day, draw(_PPM)) for day in [*days, None]) if draw(st.booleans()) else ()


@st.composite
def members(draw: st.DrawFn) -> tuple[Member, ...]:
    """Up to four people, by whole parts or by percentages that make 100 %."""
    numbers = draw(st.lists(_STAFF, min_size=1, max_size=4, unique=True))
    parts = st.integers(1, 9)
    if len(numbers) == 2 and draw(st.booleans()):
        first = draw(st.integers(1, PPM - 1))
        return Member(numbers[0], first), Member(numbers[1], PPM - first)
    return tuple(Member(number, draw(parts)) for number in numbers)


@st.composite
def recipients(draw: st.DrawFn) -> Recipient:
    functions = st.sampled_from(Function)
    return draw(
        functions | st.builds(Named, members()) | st.builds(Pool, members()) | st.just(Pool()) | st.just(Each())
    )


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    return Limits(draw(st.none() | _AMOUNTS), draw(st.none() | _AMOUNTS))


@st.composite
def period_limits(draw: st.DrawFn) -> PeriodLimits:
    return PeriodLimits(draw(st.sampled_from(Every)), draw(st.none() | _AMOUNTS), draw(st.none() | _AMOUNTS))


@st.composite
def overrides(draw: st.DrawFn) -> Override:
    named = st.builds(Source, _KEYS | st.sampled_from(["", "*"]), _KEYS | st.just("*"))
    team = st.lists(_STAFF, max_size=3, unique=True).map(tuple)
    return Override(draw(st.lists(named, min_size=1, max_size=3).map(tuple)), draw(team))


@st.composite
def terms(draw: st.DrawFn) -> SchemeTerms:
    silence = draw(st.none() | st.integers(1, 60))
    return SchemeTerms(silence, draw(st.sampled_from(Leaving)), draw(_MONTHS), draw(st.booleans()))


@st.composite
def rules(draw: st.DrawFn, key: str) -> Rule:
    by_order = st.builds(ByOrder, st.lists(_PPM, min_size=1, max_size=5).map(tuple), st.sampled_from(_ORDER))
    sums = st.builds(Fixed, _AMOUNTS) | st.builds(PerUnit, _AMOUNTS)
    rates = st.builds(Percent, _PPM) | sums | by_order | fading() | tiers()
    rate = draw(rates)
    return Rule(
        key=key,
        event=draw(st.sampled_from(EventKind)),
        recipient=draw(recipients()),
        rate=rate,
        when=draw(conditions(by_order=isinstance(rate, ByOrder | Fading))),
        base=draw(st.sampled_from(Base)),
        late=draw(late_bands()),
        deciding=draw(st.sampled_from(Deciding)),
        pay_after_months=draw(st.integers(0, 36)),
        extension_rate=draw(st.none() | rates),
        won_by=draw(st.sampled_from(WonBy)),
        full_payment=draw(st.booleans()),
        paid_and_accepted=draw(st.booleans()),
        measure=draw(st.none() | st.sampled_from(PeriodMeasure)),
        measured_by=draw(st.sampled_from(Function)),
        per_event=draw(limits()),
        per_period=draw(st.none() | period_limits()),
        hold_back=draw(st.none() | st.builds(HoldBack, _PPM, st.sampled_from(Release), _MONTHS)),
        override=draw(st.none() | overrides()),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Any scheme of well-formed parts: it can be written and read, though it need not make sense."""
    days = sorted(draw(st.sets(_DAYS, min_size=1, max_size=3)))
    versions = []
    for number, day in enumerate(days, start=1):
        keys = draw(st.lists(_KEYS, min_size=1, max_size=3, unique=True))
        versions.append(SchemeVersion(number, day, tuple(draw(rules(key)) for key in keys), draw(terms())))
    return Scheme(0, draw(_KEYS), draw(_NAMES), tuple(versions))


def simple_file(rate: str = "{ percent = 10 }", *, rest: str = "", valid_from: str = "2024-01-01") -> str:
    """A file of one rule: the finder earns ``rate`` of what is paid; ``rest`` goes below the rule."""
    return f"""
premia_scheme = 1
key = "finder"
name = "The finder"
[[version]]
valid_from = {valid_from}
[[version.rule]]
key = "paid"
event = "payment_received"
pays = "finding"
rate = {rate}
{rest}
"""
