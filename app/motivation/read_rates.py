"""Rates of a scheme file: one of several forms, each with its own keys (``scheme_file`` shows them)."""

from __future__ import annotations

from app.calc.scheme import ByOrder, Counter, Fading, Fixed, Percent, PerUnit, Rate
from app.calc.tables import COUNTS, Band, Measure, TierMode, Tiers
from app.kernel.toml_table import Table

_SHAPES = {
    "percent": ("percent",),
    "fixed": ("fixed",),
    "per_unit": ("per_unit",),
    "by_order": ("by_order",),
    "by_month": ("by_month",),
    "start": ("start", "step", "floor", "by"),
    "tiers": ("tiers", "over", "bands"),
}
_RATE = tuple(key for keys in _SHAPES.values() for key in keys)
_WHOLE = COUNTS | {Measure.DAYS_LATE}
"""Measures whose bounds are plain numbers."""


def read_rate(rule: Table, key: str) -> Rate:
    """The rate under ``key``, which must be there."""
    table = rule.table(key, _RATE)
    if table is None:
        if key not in rule:
            rule.report("key_missing", key, key=key)
        return Percent(0)
    shapes = [shape for shape in _SHAPES if shape in table]
    if len(shapes) != 1:
        allowed = ", ".join(_SHAPES)
        table.report("rate_several" if shapes else "rate_missing", found=", ".join(shapes), allowed=allowed)
        return Percent(0)
    for other in _RATE:
        if other in table and other not in _SHAPES[shapes[0]]:
            table.report("rate_foreign_key", other, key=other, shape=shapes[0])
    return _rate_of(shapes[0], table)


def _rate_of(shape: str, table: Table) -> Rate:
    if shape == "percent":
        return Percent(table.percent("percent"))
    if shape == "fixed":
        return Fixed(table.amount("fixed"))
    if shape == "per_unit":
        return PerUnit(table.amount("per_unit"))
    if shape in {"by_order", "by_month"}:
        return ByOrder(table.percents(shape), Counter.ORDER if shape == "by_order" else Counter.MONTH)
    if shape == "start":
        counter = table.choice("by", Counter, Counter.ORDER)
        return Fading(table.percent("start"), table.percent("step"), table.percent("floor"), counter)
    measure = table.choice("over", Measure)
    bands = table.tables("bands", ("from", "up_to", "percent", "premium"))
    return Tiers(measure, table.choice("tiers", TierMode), tuple(_band(band, measure) for band in bands))


def _band(table: Table, measure: Measure) -> Band:
    premium = "premium" in table
    return Band(
        up_to_minor=_bound(table, "up_to", measure),
        rate_ppm=0 if premium and "percent" not in table else table.percent("percent"),
        from_minor=_bound(table, "from", measure),
        premium_minor=table.amount("premium") if premium else None,
    )


def _bound(table: Table, key: str, measure: Measure) -> int | None:
    """A bound in the unit of the measure."""
    if key not in table:
        return None
    if measure in _WHOLE:
        return table.whole(key) or 0
    return table.percent(key) if measure is Measure.QUOTA else table.amount(key)
