"""What is wrong with rates, tables of bands and late tables.

Codes and their values (``_minor``, ``_ppm`` or a plain number, as the measure of the table counts)::

    rate_out_of_range                   found_ppm: outside 0…100 %
    fixed_not_positive                  found_minor: a fixed sum, or one per unit
    amount_too_large                    found_minor: beyond what the books can hold
    list_empty                          a list of rates or bands without an entry
    fading_step_zero                    a rate that does not fade
    fading_floor_above_start            start_ppm, floor_ppm
    bound_not_positive                  found: an upper bound at or below 0 (days late: below 0)
    band_inverted                       start, up_to
    bands_unsorted                      up_to, after (the bound before it)
    band_gap, band_overlap              start, after (the bound before it; 0 before the first band)
    band_open_inside                    a band without a bound that is not the last
    last_band_closed                    up_to: nothing is said of what lies above
    premium_outside_counts              measure: sums belong to tables over counts
    premium_with_percent                a band gives both
    premiums_mixed                      some bands give sums, others percentages
    premium_negative                    found_minor
    days_late_marginal                  a table over days late has no slices
    late_days_negative                  found
    late_unsorted                       up_to_days, after
    late_open_inside                    a late band without days that is not the last
    late_last_closed                    up_to_days: nothing is said of later days
    late_keeps_more                     found_ppm, before_ppm: more is kept for coming later
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.calc.scheme import ByOrder, Counter, Fading, Fixed, Percent, PerUnit, Rate
from app.calc.tables import COUNTS, Band, LateBand, Measure, TierMode, Tiers
from app.calc.validate_report import Report, check_share, check_size

_UNITS = dict.fromkeys((*COUNTS, Measure.DAYS_LATE), "") | {Measure.QUOTA: "_ppm"}
"""How the values of a finding about a bound end; amounts otherwise."""


def check_rate(report: Report, rate: Rate) -> None:
    """Everything about the rate by itself."""
    if isinstance(rate, Percent):
        check_share(report, "percent", rate.rate_ppm)
    elif isinstance(rate, Fixed):
        _sum(report, "fixed", rate.amount_minor)
    elif isinstance(rate, PerUnit):
        _sum(report, "per_unit", rate.amount_minor)
    elif isinstance(rate, ByOrder):
        _list(report, "by_order" if rate.by is Counter.ORDER else "by_month", rate.rates_ppm)
    elif isinstance(rate, Fading):
        _fading(report, rate)
    else:
        _tiers(report, rate)


def has_premiums(rate: Rate | None) -> bool:
    """Whether the rate is a table of sums."""
    return isinstance(rate, Tiers) and any(band.premium_minor is not None for band in rate.bands)


def _sum(report: Report, place: str, amount_minor: int) -> None:
    if amount_minor <= 0:
        report.say("fixed_not_positive", place, found_minor=amount_minor)
    check_size(report, place, amount_minor)


def _list(report: Report, place: str, rates_ppm: Sequence[int]) -> None:
    if not rates_ppm:
        report.say("list_empty", place)
    for number, rate_ppm in enumerate(rates_ppm):
        check_share(report, f"{place}[{number}]", rate_ppm)


def _fading(report: Report, rate: Fading) -> None:
    check_share(report, "start", rate.start_ppm)
    check_share(report, "step", rate.step_ppm)
    check_share(report, "floor", rate.floor_ppm)
    if rate.step_ppm == 0:
        report.say("fading_step_zero", "step")
    if rate.floor_ppm > rate.start_ppm:
        report.say("fading_floor_above_start", "floor", start_ppm=rate.start_ppm, floor_ppm=rate.floor_ppm)


def _tiers(report: Report, rate: Tiers) -> None:
    """(from, to], the first from 0, no gap, no overlap, the last one open (SEMANTICS 4)."""
    if rate.measure is Measure.DAYS_LATE and rate.mode is TierMode.MARGINAL:
        report.say("days_late_marginal", "tiers")
    if not rate.bands:
        report.say("list_empty", "bands")
        return
    below: int | None = 0
    for number, band in enumerate(rate.bands):
        place = report.at(f"bands[{number}]")
        check_share(place, "percent", band.rate_ppm)
        _premium(place, band, rate.measure)
        _lower_bound(place, band, below, rate.measure)
        if band.up_to_minor is None:
            if number < len(rate.bands) - 1:
                place.say("band_open_inside", "up_to")
        else:
            _upper_bound(place, band.up_to_minor, below if number else None, rate.measure)
        below = band.up_to_minor
    if below is not None:
        values = {f"up_to{_unit(rate.measure)}": below}
        report.say("last_band_closed", f"bands[{len(rate.bands) - 1}].up_to", **values)
    if len({band.premium_minor is None for band in rate.bands}) > 1:
        report.say("premiums_mixed", "bands")


def _premium(report: Report, band: Band, measure: Measure) -> None:
    if band.premium_minor is None:
        return
    if measure not in COUNTS:
        report.say("premium_outside_counts", "premium", measure=measure.value)
    if band.rate_ppm:
        report.say("premium_with_percent", "premium")
    if band.premium_minor < 0:
        report.say("premium_negative", "premium", found_minor=band.premium_minor)
    check_size(report, "premium", band.premium_minor)


def _lower_bound(report: Report, band: Band, below: int | None, measure: Measure) -> None:
    start, end, unit = band.from_minor, band.up_to_minor, _unit(measure)
    if start is None:
        return
    if end is not None and (start > end if end == 0 and measure is Measure.DAYS_LATE else start >= end):
        report.say("band_inverted", **{f"start{unit}": start, f"up_to{unit}": end})
    elif below is not None and start != below:
        values = {f"start{unit}": start, f"after{unit}": below}
        report.say("band_gap" if start > below else "band_overlap", "from", **values)


def _upper_bound(report: Report, up_to: int, below: int | None, measure: Measure) -> None:
    unit = _unit(measure)
    check_size(report, "up_to", up_to)
    if up_to < 0 or (up_to == 0 and measure is not Measure.DAYS_LATE):
        report.say("bound_not_positive", "up_to", **{f"found{unit}": up_to})
    elif below is not None and up_to <= below:
        report.say("bands_unsorted", "up_to", **{f"up_to{unit}": up_to, f"after{unit}": below})


def _unit(measure: Measure) -> str:
    return _UNITS.get(measure, "_minor")


def check_late(report: Report, late: Sequence[LateBand]) -> None:
    """Days go upwards, what is kept goes down, the last row is for all later days."""
    for number, band in enumerate(late):
        place = report.at(f"late[{number}]")
        check_share(place, "keep", band.kept_ppm)
        last = number == len(late) - 1
        if band.up_to_days is None and not last:
            place.say("late_open_inside", "up_to_days")
        if band.up_to_days is not None and last:
            place.say("late_last_closed", "up_to_days", up_to_days=band.up_to_days)
        if band.up_to_days is not None and band.up_to_days < 0:
            place.say("late_days_negative", "up_to_days", found=band.up_to_days)
    for number, (earlier, later) in enumerate(pairwise(late), start=1):
        place = report.at(f"late[{number}]")
        if earlier.up_to_days is not None and later.up_to_days is not None and later.up_to_days <= earlier.up_to_days:
            place.say("late_unsorted", "up_to_days", up_to_days=later.up_to_days, after=earlier.up_to_days)
        if later.kept_ppm > earlier.kept_ppm:
            place.say("late_keeps_more", "keep", found_ppm=later.kept_ppm, before_ppm=earlier.kept_ppm)
