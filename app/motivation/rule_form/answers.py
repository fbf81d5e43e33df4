"""The answers of steps 4 to 7 as fields of a form, and back. A field that is not there leaves its answer as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.calc.facts import Function
from app.calc.scheme import Base, Every, HoldBack, Limits, Percent, PeriodLimits, Release
from app.calc.tables import Band, Measure, TierMode, Tiers
from app.motivation.draft.answers import (
    Collecting,
    CollectingWay,
    FadingRate,
    FirstOrder,
    FirstWay,
    Growing,
    HandBack,
    LaterOrders,
    LaterWay,
    Moment,
)
from app.motivation.rule_form.rates import Values

Answer = TypeVar("Answer")
RISING = Tiers(Measure.QUARTER_COUNT, TierMode.MARGINAL, (Band(None, 0, None, 0),))
"""Premiums that nobody has written yet."""
BY_DAYS_LATE = Tiers(Measure.DAYS_LATE, TierMode.WHOLE, (Band(None, 0),))
LADDER = Tiers(Measure.MONTH_TOTAL, TierMode.MARGINAL, (Band(None, 0),))
ACCELERATOR = Tiers(Measure.QUOTA, TierMode.MARGINAL, (Band(None, 0),))


def first_values(first: FirstOrder) -> dict[str, Any]:
    """The fields of step 4."""
    held = first.hold_back
    return {
        "way": first.way,
        "moment": first.moment,
        "premium_to": first.premium_to,
        "premium_minor": first.premium_minor or None,
        "complex_premium_minor": first.complex_premium_minor,
        "rises": first.rising is not None,
        "rising": first.rising or RISING,
        "held_until": held.until if held else None,
        "held": held.share_ppm if held else None,
        "held_months": held.months if held else None,
        "shares": first.shares,
    }


def first_of(values: Values, before: FirstOrder) -> FirstOrder:
    """Step 4 as the fields say it."""
    rising = before.rising
    if "rises" in values:
        rising = values.get("rising", before.rising or RISING) if values["rises"] else None
    return replace(
        before,
        way=FirstWay(values["way"]) if values.get("way") else before.way,
        moment=Moment(values.get("moment") or before.moment),
        premium_to=Function(values.get("premium_to") or before.premium_to),
        premium_minor=_there(values, "premium_minor", before.premium_minor) or 0,
        complex_premium_minor=_there(values, "complex_premium_minor", before.complex_premium_minor),
        rising=rising,
        hold_back=_hold_back(values, before.hold_back),
        shares=_there(values, "shares", before.shares),
    )


def later_values(later: LaterOrders) -> dict[str, Any]:
    """The fields of step 5."""
    return {
        "way": later.way,
        "moment": later.moment,
        "base": later.base,
        "finder_rates": later.finder_rates_ppm,
        "second": later.fading.second_ppm or None,
        "step": later.fading.step_ppm or None,
        "floor": later.fading.floor_ppm,
        "limited": later.limited_ppm or None,
        "limited_months": later.limited_months or None,
        "finder_sold": later.finder_sold_ppm,
        "seller": later.seller_ppm or None,
        "hand_back": later.hand_back.rate_ppm or None,
        "hand_back_minimum": later.hand_back.limits.minimum_minor,
        "hand_back_cap": later.hand_back.limits.cap_minor,
        "shares": later.shares,
    }


def later_of(values: Values, before: LaterOrders) -> LaterOrders:
    """Step 5 as the fields say it."""
    fading, back = before.fading, before.hand_back
    return replace(
        before,
        way=LaterWay(values["way"]) if values.get("way") else before.way,
        moment=Moment(values.get("moment") or before.moment),
        base=Base(values.get("base") or before.base),
        finder_rates_ppm=_there(values, "finder_rates", before.finder_rates_ppm) or (0,),
        fading=FadingRate(
            _there(values, "second", fading.second_ppm) or 0,
            _there(values, "step", fading.step_ppm) or 0,
            _there(values, "floor", fading.floor_ppm) or 0,
        ),
        limited_ppm=_there(values, "limited", before.limited_ppm) or 0,
        limited_months=_there(values, "limited_months", before.limited_months) or 0,
        finder_sold_ppm=_there(values, "finder_sold", before.finder_sold_ppm),
        seller_ppm=_there(values, "seller", before.seller_ppm) or 0,
        hand_back=HandBack(
            _there(values, "hand_back", back.rate_ppm) or 0,
            Limits(
                _there(values, "hand_back_minimum", back.limits.minimum_minor),
                _there(values, "hand_back_cap", back.limits.cap_minor),
            ),
        ),
        shares=_there(values, "shares", before.shares),
    )


def collecting_values(collecting: Collecting) -> dict[str, Any]:
    """The fields of step 6."""
    table = isinstance(collecting.rate, Tiers)
    return {
        "way": collecting.way,
        "staff_no": collecting.staff_no or None,
        "by_days": table,
        "rate": collecting.rate.rate_ppm or None if isinstance(collecting.rate, Percent) else None,
        "table": collecting.rate if table else BY_DAYS_LATE,
        "late": collecting.late,
        "not_by_seller": collecting.not_by_seller,
        "sales_late": collecting.sales_late,
        "papers": collecting.papers,
    }


def collecting_of(values: Values, before: Collecting) -> Collecting:
    """Step 6 as the fields say it."""
    rate = before.rate
    if "by_days" in values:
        table = rate if isinstance(rate, Tiers) else BY_DAYS_LATE
        percent = rate.rate_ppm if isinstance(rate, Percent) else 0
        rate = values.get("table", table) if values["by_days"] else Percent(_there(values, "rate", percent) or 0)
    return replace(
        before,
        way=CollectingWay(values["way"]) if values.get("way") else before.way,
        staff_no=_there(values, "staff_no", before.staff_no) or "",
        rate=rate,
        late=_there(values, "late", before.late),
        not_by_seller=_there(values, "not_by_seller", before.not_by_seller),
        sales_late=_there(values, "sales_late", before.sales_late),
        papers=_there(values, "papers", before.papers),
    )


def growing_values(growing: Growing) -> dict[str, Any]:
    """The fields of step 7."""
    return {
        "extensions": growing.extensions,
        "extension_to": growing.extension_to,
        "extension": growing.extension_ppm or None,
        "extension_base": growing.extension_base,
        "larger_to": growing.larger_to,
        "larger": growing.larger_ppm or None,
        "kept_to": growing.kept_to,
        "kept": growing.kept_ppm or None,
        "kept_cap": growing.kept_cap_minor,
        "has_ladder": growing.ladder is not None,
        "ladder": growing.ladder or LADDER,
        "ladder_to": growing.ladder_to,
        **_period_values("ladder", growing.ladder_cap),
        "has_accelerator": growing.accelerator is not None,
        "accelerator": growing.accelerator or ACCELERATOR,
        "accelerator_to": growing.accelerator_to,
        **_period_values("sales", growing.sales_cap),
    }


def growing_of(values: Values, before: Growing) -> Growing:
    """Step 7 as the fields say it."""
    functions = {
        key: Function(values.get(key) or getattr(before, key))
        for key in ("extension_to", "larger_to", "kept_to", "ladder_to", "accelerator_to")
    }
    return replace(
        before,
        extensions=values.get("extensions") or before.extensions,
        extension_ppm=_there(values, "extension", before.extension_ppm) or 0,
        extension_base=Base(values.get("extension_base") or before.extension_base),
        larger_ppm=_there(values, "larger", before.larger_ppm) or 0,
        kept_ppm=_there(values, "kept", before.kept_ppm) or 0,
        kept_cap_minor=_there(values, "kept_cap", before.kept_cap_minor),
        ladder=_table(values, "ladder", before.ladder, LADDER),
        ladder_cap=_period(values, "ladder", before.ladder_cap),
        accelerator=_table(values, "accelerator", before.accelerator, ACCELERATOR),
        sales_cap=_period(values, "sales", before.sales_cap),
        **functions,
    )


def _there(values: Values, key: str, before: Answer) -> Answer:
    """The field, or as it was where the field is not there."""
    found: Answer = values.get(key, before)
    return found


def _table(values: Values, key: str, before: Tiers | None, blank: Tiers) -> Tiers | None:
    if f"has_{key}" not in values:
        return before
    return _there(values, key, before or blank) if values[f"has_{key}"] else None


def _hold_back(values: Values, before: HoldBack | None) -> HoldBack | None:
    if "held_until" not in values:
        return before
    if values["held_until"] is None:
        return None
    return HoldBack(values.get("held") or 0, Release(values["held_until"]), values.get("held_months") or 0)


def _period_values(name: str, limits: PeriodLimits | None) -> Mapping[str, Any]:
    return {
        f"{name}_every": limits.every if limits else None,
        f"{name}_minimum": limits.minimum_minor if limits else None,
        f"{name}_cap": limits.cap_minor if limits else None,
    }


def _period(values: Values, name: str, before: PeriodLimits | None) -> PeriodLimits | None:
    every = f"{name}_every"
    if every not in values:
        return before
    if values[every] is None:
        return None
    return PeriodLimits(Every(values[every]), values.get(f"{name}_minimum"), values.get(f"{name}_cap"))
