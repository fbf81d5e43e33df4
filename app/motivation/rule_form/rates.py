"""Every kind of rate as fields of a form, and back. ``before`` is what their names begin with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.calc.scheme import ByOrder, Counter, Fading, Fixed, Percent, PerUnit, Rate
from app.calc.tables import Band, Measure, TierMode, Tiers

Values = Mapping[str, Any]
"""What stands in the fields: dates, minor units, millionths, codes, rows of tables; None for nothing."""

OWN, EXTENSION = "", "x_"
"""What the fields of the rule's rate and of its rate for extensions begin with."""


class RateKind(StrEnum):
    """What the rate is."""

    PERCENT = "percent"
    FIXED = "fixed"
    PER_UNIT = "per_unit"
    LIST = "list"
    FADING = "fading"
    TIERS = "tiers"


KEYS = ("kind", "percent", "fixed", "per_unit", "rates", "by", "start", "step", "floor", "tiers")
"""Names of the fields of a rate, after what they begin with."""
FIRST_TABLE = Tiers(Measure.MONTH_TOTAL, TierMode.MARGINAL, (Band(None, 0),))
"""A table that nobody has written yet."""


def rate_values(rate: Rate | None, before: str = OWN) -> dict[str, Any]:
    """The fields of a rate; all of them are empty where there is none."""
    found: dict[str, Any] = dict.fromkeys(KEYS)
    match rate:
        case None:
            pass
        case Percent(rate_ppm):
            found |= {"kind": RateKind.PERCENT, "percent": rate_ppm}
        case Fixed(amount_minor):
            found |= {"kind": RateKind.FIXED, "fixed": amount_minor}
        case PerUnit(amount_minor):
            found |= {"kind": RateKind.PER_UNIT, "per_unit": amount_minor}
        case ByOrder(rates_ppm, by):
            found |= {"kind": RateKind.LIST, "rates": rates_ppm, "by": by}
        case Fading(start_ppm, step_ppm, floor_ppm, by):
            found |= {"kind": RateKind.FADING, "start": start_ppm, "step": step_ppm, "floor": floor_ppm, "by": by}
        case Tiers():
            found |= {"kind": RateKind.TIERS, "tiers": rate}
    return {before + key: value for key, value in found.items()}


def rate_of(values: Values, before: str = OWN) -> Rate | None:
    """The rate that the fields say; None where no kind is chosen. What is empty counts as zero."""
    said = {key: values.get(before + key) for key in KEYS}
    if said["kind"] is None:
        return None
    by = Counter(said["by"] or Counter.ORDER)
    match RateKind(said["kind"]):
        case RateKind.PERCENT:
            return Percent(said["percent"] or 0)
        case RateKind.FIXED:
            return Fixed(said["fixed"] or 0)
        case RateKind.PER_UNIT:
            return PerUnit(said["per_unit"] or 0)
        case RateKind.LIST:
            return ByOrder(tuple(said["rates"] or ()), by)
        case RateKind.FADING:
            return Fading(said["start"] or 0, said["step"] or 0, said["floor"] or 0, by)
        case RateKind.TIERS:
            return said["tiers"] or FIRST_TABLE
