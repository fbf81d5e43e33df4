"""Schemes for tests: any scheme that a file can say (hypothesis), and short texts of files."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Deciding,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rule,
    Scheme,
    SchemeVersion,
    Span,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.kernel.money import PPM

_PPM = st.integers(0, PPM)
_KEYS = st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,11}\Z")
_NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(str.strip).filter(bool)
_AMOUNTS = st.integers(1, 10**11)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.none() | st.integers(1, 20))
    end = draw((st.none() if start is not None else st.nothing()) | st.integers(start or 1, 40))
    return Span(start, end)


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
    )


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    bounds = sorted(draw(st.sets(_AMOUNTS, max_size=4)))
    stated = draw(st.booleans())
    lowers = [0, *bounds] if stated else [None] * (len(bounds) + 1)
    bands = tuple(Band(bound, draw(_PPM), lower) for bound, lower in zip([*bounds, None], lowers, strict=True))
    return Tiers(draw(st.sampled_from(Measure)), draw(st.sampled_from(TierMode)), bands)


@st.composite
def fading(draw: st.DrawFn) -> Fading:
    start = draw(_PPM)
    return Fading(start, draw(_PPM), draw(st.integers(0, start)))


@st.composite
def late_bands(draw: st.DrawFn) -> tuple[LateBand, ...]:
    days = sorted(draw(st.sets(st.integers(0, 365), max_size=3)))
    return tuple(LateBand(day, draw(_PPM)) for day in [*days, None]) if draw(st.booleans()) else ()


@st.composite
def rules(draw: st.DrawFn, key: str) -> Rule:
    by_order = st.builds(ByOrder, st.lists(_PPM, min_size=1, max_size=5).map(tuple))
    rates = st.builds(Percent, _PPM) | st.builds(Fixed, _AMOUNTS) | by_order | fading() | tiers()
    rate = draw(rates)
    return Rule(
        key=key,
        event=draw(st.sampled_from(EventKind)),
        recipient=draw(st.sampled_from(Function)),
        rate=rate,
        when=draw(conditions(by_order=isinstance(rate, ByOrder | Fading))),
        base=draw(st.sampled_from(Base)),
        late=draw(late_bands()),
        deciding=draw(st.sampled_from(Deciding)),
        pay_after_months=draw(st.integers(0, 36)),
        extension_rate=draw(st.none() | rates),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Any scheme of well-formed parts: it can be written and read, though it need not make sense."""
    days = sorted(draw(st.sets(st.dates(date(1996, 1, 1), date(2030, 12, 31)), min_size=1, max_size=3)))
    versions = []
    for number, day in enumerate(days, start=1):
        keys = draw(st.lists(_KEYS, min_size=1, max_size=3, unique=True))
        versions.append(SchemeVersion(number, day, tuple(draw(rules(key)) for key in keys)))
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
