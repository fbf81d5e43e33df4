"""Rules and schemes in the words of a case, which are those of a scheme file; people go by name here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

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
    SchemeTerms,
    SchemeVersion,
    Source,
    Span,
    WonBy,
)
from app.calc.tables import COUNTS, Band, LateBand, Measure, TierMode, Tiers
from tests.support.calc_words import Row, minor, ppm

StaffNo = Callable[[str], str]
"""The staff number of a name."""

_WHOLE = COUNTS | {Measure.DAYS_LATE}
"""Measures whose bounds are plain numbers."""


def versions(stated: Row, staff_no: StaffNo, long_ago: date) -> tuple[SchemeVersion, ...]:
    """The versions of a scheme; one without dates where ``rules`` stand there by themselves."""
    rows = stated.get("versions") or [{"rules": stated["rules"], "terms": stated.get("terms", {})}]
    return tuple(
        SchemeVersion(
            number,
            row.get("from", long_ago),
            tuple(rule(r, staff_no) for r in row["rules"]),
            terms(row.get("terms", {})),
        )
        for number, row in enumerate(rows, 1)
    )


def terms(row: Row) -> SchemeTerms:
    """What holds for a version as a whole."""
    return SchemeTerms(
        row.get("silence_months"),
        Leaving(row.get("leaving", "keep")),
        row.get("leaving_months", 0),
        row.get("floor_negative", False),
    )


def rule(row: Row, staff_no: StaffNo) -> Rule:
    """A rule in the words of a scheme file."""
    return Rule(
        key=row.get("key", "rule"),
        event=EventKind(row.get("event", "payment_received")),
        recipient=_recipient(row["pays"], staff_no),
        rate=rate(row["rate"]),
        when=_conditions(row.get("when", {})),
        base=Base(row.get("base", "net")),
        late=tuple(LateBand(band.get("up_to_days"), ppm(band["keep"])) for band in row.get("late", ())),
        deciding=Deciding(row.get("deciding", "event")),
        pay_after_months=row.get("pay_after_months", 0),
        extension_rate=None if "extension_rate" not in row else rate(row["extension_rate"]),
        won_by=WonBy(row.get("won_by", "contract")),
        full_payment=row.get("full_payment", False),
        paid_and_accepted=row.get("paid_and_accepted", False),
        measure=None if "measure" not in row else PeriodMeasure(row["measure"]),
        measured_by=Function(row.get("measured_by", "selling")),
        per_event=Limits(*_limits(row.get("per_event", {}))),
        per_period=None if "per_period" not in row else _per_period(row["per_period"]),
        hold_back=None if "hold_back" not in row else _hold_back(row["hold_back"]),
        override=None if "override" not in row else _override(row["override"], staff_no),
    )


def named_people(row: Row) -> Iterator[str]:
    """The names that a rule speaks of."""
    pays = row.get("pays")
    if isinstance(pays, Mapping):
        for people in pays.values():
            yield from (name for name, _ in _members(people) if not name.startswith("#"))
    yield from row.get("override", {}).get("team", ())


def _recipient(value: object, staff_no: StaffNo) -> Recipient:
    if isinstance(value, str):
        return Each() if value == "each" else Function(value)
    if not isinstance(value, Mapping):
        raise TypeError(f"neither a function nor people: {value!r}")
    ((kind, people),) = value.items()
    members = tuple(Member(staff_no(name), weight) for name, weight in _members(people))
    return Named(members) if kind == "named" else Pool(members)


def _members(people: object) -> list[tuple[str, int]]:
    """Names with weights; "everybody" has none."""
    if isinstance(people, str):
        return [] if people == "everybody" else [(people, 1)]
    if isinstance(people, Mapping):
        return [(str(name), int(weight)) for name, weight in people.items()]
    raise TypeError(f"neither a person nor weights: {people!r}")


def _conditions(when: Row) -> Conditions:
    kinds = when.get("order_kind")
    extensions = when.get("extensions")
    truth = {"yes": True, "no": False}
    campaign = when.get("campaign")
    return Conditions(
        order_number=_span(when.get("order_number")),
        order_kinds=None if kinds is None else frozenset(OrderKind(kind) for kind in kinds),
        extensions=None if extensions is None else Extensions(extensions),
        service_kind=when.get("service"),
        recipient_sold=truth.get(when.get("recipient_sold", "either")),
        months_since_won=_span(when.get("months_since_won")),
        client_tag=when.get("tag"),
        amount_minor=_span(when.get("amount"), minor),
        days_late=_span(when.get("days_late")),
        campaign=None if campaign is None else Days(campaign.get("from"), campaign.get("to")),
        recipient_reminded=truth.get(when.get("recipient_reminded", "either")),
    )


def _span(span: Row | None, unit: Callable[[object], int] = lambda value: int(str(value))) -> Span | None:
    if span is None:
        return None
    return Span(*(None if end not in span else unit(span[end]) for end in ("from", "to")))


def _limits(row: Row) -> tuple[int | None, int | None]:
    return tuple(None if key not in row else minor(row[key]) for key in ("minimum", "cap"))  # type: ignore[return-value]


def _per_period(row: Row) -> PeriodLimits:
    minimum, cap = _limits(row)
    return PeriodLimits(Every(row["every"]), minimum, cap)


def _hold_back(row: Row) -> HoldBack:
    return HoldBack(ppm(row["percent"]), Release(row["until"]), row.get("months", 0))


def _override(row: Row, staff_no: StaffNo) -> Override:
    sources = tuple(Source(source.get("scheme", ""), source.get("rule", "*")) for source in row["of"])
    return Override(sources, tuple(staff_no(name) for name in row.get("team", ())))


def rate(row: Row) -> Rate:
    """A rate in the words of a scheme file."""
    if "percent" in row:
        return Percent(ppm(row["percent"]))
    if "fixed" in row:
        return Fixed(minor(row["fixed"]))
    if "per_unit" in row:
        return PerUnit(minor(row["per_unit"]))
    if "by_order" in row:
        return ByOrder(tuple(ppm(part) for part in row["by_order"]))
    if "by_month" in row:
        return ByOrder(tuple(ppm(part) for part in row["by_month"]), Counter.MONTH)
    if "start" in row:
        return Fading(ppm(row["start"]), ppm(row["step"]), ppm(row["floor"]), Counter(row.get("by", "order")))
    measure = Measure(row["over"])
    return Tiers(measure, TierMode(row["tiers"]), tuple(_band(band, measure) for band in row["bands"]))


def _band(band: Row, measure: Measure) -> Band:
    return Band(
        None if "up_to" not in band else _bound(band["up_to"], measure),
        ppm(band.get("percent", 0)),
        None if "from" not in band else _bound(band["from"], measure),
        None if "premium" not in band else minor(band["premium"]),
    )


def _bound(value: object, measure: Measure) -> int:
    if measure in _WHOLE:
        return int(str(value))
    return ppm(value) if measure is Measure.QUOTA else minor(value)
