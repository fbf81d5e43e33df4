"""The picture beneath a table of tiers: what it gives along the way, beside one rate that gives the same at the end."""

from __future__ import annotations

from app.calc.tables import COUNTS, Measure, Tiers
from app.i18n.words import Words, mark
from app.kernel.money import PPM, round_half_up
from app.motivation.rule_form.curve import SUMS, Point, bonus_at, points
from ui.kit.chart_model import Category, Chart, Form, Kind, Series, Unit

_TITLES = {
    Measure.EVENT_AMOUNT: mark("Bonus by amount of the contract"),
    Measure.MONTH_TOTAL: mark("Bonus by own total of the month"),
    Measure.QUARTER_TOTAL: mark("Bonus by own total of the quarter"),
    Measure.YEAR_TOTAL: mark("Bonus by own total of the year"),
    Measure.MONTH_COUNT: mark("Bonus by number in the month"),
    Measure.QUARTER_COUNT: mark("Bonus by number in the quarter"),
    Measure.YEAR_COUNT: mark("Bonus by number in the year"),
}
_RATES = {
    Measure.QUOTA: mark("Rate by fulfilment of the plan"),
    Measure.DAYS_LATE: mark("Rate by days late"),
}


def curve(tiers: Tiers, words: Words, currency: str) -> Chart:
    """A line of sums; where the table alone gives no sum, of the rate that is reached."""
    found = points(tiers)
    sums = all(point.bonus_minor is not None for point in found)
    if sums:
        title, unit = words.text(_TITLES[tiers.measure]), Unit(Kind.MONEY, currency)
        values: tuple[int | None, ...] = tuple(point.bonus_minor for point in found)
    else:
        named = _RATES.get(tiers.measure)
        title = words.text(named) if named else words.text("Rate by number")
        unit, values = Unit(Kind.SHARE), tuple(point.rate_ppm for point in found)
    own = Series("table", words.text("This table"), values)
    series = (own, *_flat(tiers, found, words)) if tiers.measure in SUMS else (own,)
    categories = tuple(_category(tiers.measure, point, words, currency) for point in found)
    form = Form.LINES if sums else Form.STEPS  # a rate holds up to its bound, then jumps
    return Chart(title, form, unit, categories, series, words.text("The table gives nothing."))


def _flat(tiers: Tiers, found: tuple[Point, ...], words: Words) -> tuple[Series, ...]:
    """One rate for everything that gives the same at the last bound."""
    bounds = [band.up_to_minor for band in tiers.bands if band.up_to_minor]
    bonus = bonus_at(tiers, bounds[-1]) if bounds else None
    if not bonus:
        return ()
    rate_ppm = round_half_up(bonus * PPM // bounds[-1], 1_000) * 1_000
    title = words.text("At one rate of {rate}").format(rate=words.percent(rate_ppm))
    return (Series("flat", title, tuple(round_half_up(point.at * rate_ppm, PPM) for point in found)),)


def _category(measure: Measure, point: Point, words: Words, currency: str) -> Category:
    if measure in SUMS:
        unit = Unit(Kind.MONEY, currency)
        return Category(point.at, unit.short(words, point.at), unit.full(words, point.at))
    if measure in COUNTS or measure is Measure.DAYS_LATE:
        return Category(point.at, words.number(point.at))
    return Category(point.at, words.percent(point.at))
