"""Rules, amounts and percentages in the words of a case."""

from __future__ import annotations

from typing import Any

from app.calc.facts import Function
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
    Rate,
    Rule,
    Span,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.kernel.money import PPM

Row = dict[str, Any]


def scaled(value: object, scale: int) -> int:
    """ "12.5" × scale, exactly. Raises TypeError on a fraction of YAML, ValueError on too many decimals."""
    if isinstance(value, float):
        raise TypeError(f"write {value} as text")
    whole, _, decimals = str(value).replace(",", "").removeprefix("-").partition(".")
    size = len(str(scale)) - 1
    if len(decimals) > size:
        raise ValueError(f"too many decimals: {value}")
    magnitude = int(whole) * scale + int(decimals.ljust(size, "0") or "0")
    return -magnitude if str(value).startswith("-") else magnitude


def minor(value: object) -> int:
    """Text of an amount → minor units."""
    return scaled(value, 100)


def ppm(value: object) -> int:
    """Text of a percentage → ppm."""
    return scaled(value, PPM // 100)


def as_text(amount_minor: int) -> str:
    """Minor units → text of an amount."""
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{abs(amount_minor) // 100}.{abs(amount_minor) % 100:02d}"


def rule(row: Row) -> Rule:
    """A rule in the words of a scheme file."""
    when = row.get("when", {})
    span = when.get("order_number")
    kinds = when.get("order_kind")
    extensions = when.get("extensions")
    return Rule(
        key=row.get("key", "rule"),
        event=EventKind(row["event"]),
        recipient=Function(row["pays"]),
        rate=rate(row["rate"]),
        when=Conditions(
            order_number=None if span is None else Span(span.get("from"), span.get("to")),
            order_kinds=None if kinds is None else frozenset(OrderKind(kind) for kind in kinds),
            extensions=None if extensions is None else Extensions(extensions),
            service_kind=when.get("service"),
            recipient_sold={"yes": True, "no": False}.get(when.get("recipient_sold", "either")),
        ),
        base=Base(row.get("base", "net")),
        late=tuple(LateBand(band.get("up_to_days"), ppm(band["keep"])) for band in row.get("late", ())),
        deciding=Deciding(row.get("deciding", "event")),
        pay_after_months=row.get("pay_after_months", 0),
        extension_rate=None if "extension_rate" not in row else rate(row["extension_rate"]),
    )


def rate(row: Row) -> Rate:
    """A rate in the words of a scheme file."""
    if "percent" in row:
        return Percent(ppm(row["percent"]))
    if "fixed" in row:
        return Fixed(minor(row["fixed"]))
    if "by_order" in row:
        return ByOrder(tuple(ppm(part) for part in row["by_order"]))
    if "start" in row:
        return Fading(ppm(row["start"]), ppm(row["step"]), ppm(row["floor"]))
    return Tiers(
        Measure(row["over"]),
        TierMode(row["tiers"]),
        tuple(
            Band(
                None if "up_to" not in band else minor(band["up_to"]),
                ppm(band["percent"]),
                None if "from" not in band else minor(band["from"]),
            )
            for band in row["bands"]
        ),
    )
