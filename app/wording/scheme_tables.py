"""The tables of a rule row by row: what a row is for, and what it gives; for documents that set them out as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.calc.scheme import Rule
from app.calc.tables import COUNTS, Band, LateBand, Measure, Tiers
from app.i18n.words import mark
from app.wording.scheme_people import Speech

_HEADS: Mapping[Measure, str] = {
    Measure.EVENT_AMOUNT: mark("Amount of the contract, without VAT"),
    Measure.MONTH_TOTAL: mark("Own total of the month"),
    Measure.QUARTER_TOTAL: mark("Own total of the quarter"),
    Measure.YEAR_TOTAL: mark("Own total of the year"),
    Measure.MONTH_COUNT: mark("Number in the month"),
    Measure.QUARTER_COUNT: mark("Number in the quarter"),
    Measure.YEAR_COUNT: mark("Number in the year"),
    Measure.QUOTA: mark("Plan fulfilled"),
    Measure.DAYS_LATE: mark("Days late"),
}


@dataclass(frozen=True, slots=True)
class RateTable:
    """A table of two columns: its headings and its rows."""

    measure: str
    gives: str
    rows: tuple[tuple[str, str], ...]


def rate_tables(speech: Speech, rule: Rule) -> Iterator[RateTable]:
    """Every table that the rule pays or reduces by."""
    for rate in (rule.rate, rule.extension_rate):
        if isinstance(rate, Tiers):
            yield _of_tiers(speech, rate)
    if rule.late:
        yield _of_late(speech, rule.late)


def _of_tiers(speech: Speech, rate: Tiers) -> RateTable:
    words = speech.words
    sums = any(band.premium_minor is not None for band in rate.bands)
    gives = words.text("Sum") if sums else words.text("Rate")
    rows, below = [], None
    for band in rate.bands:
        rows.append((_label(speech, rate.measure, below, band.up_to_minor), _value(speech, band)))
        below = band.up_to_minor
    return RateTable(words.text(_HEADS[rate.measure]), gives, tuple(rows))


def _of_late(speech: Speech, late: Sequence[LateBand]) -> RateTable:
    words, rows, start = speech.words, [], 0
    for band in late:
        rows.append((_whole(speech, start, band.up_to_days), words.percent(band.kept_ppm)))
        start = (band.up_to_days or 0) + 1
    return RateTable(words.text(_HEADS[Measure.DAYS_LATE]), words.text("Share paid"), tuple(rows))


def _value(speech: Speech, band: Band) -> str:
    return speech.words.percent(band.rate_ppm) if band.premium_minor is None else speech.money(band.premium_minor)


def _label(speech: Speech, measure: Measure, below: int | None, up_to: int | None) -> str:
    if measure is Measure.DAYS_LATE:
        return _whole(speech, 0 if below is None else below + 1, up_to)
    if measure in COUNTS:
        return _whole(speech, 1 if below is None else below + 1, up_to)
    words = speech.words
    show = words.percent if measure is Measure.QUOTA else speech.money
    if below is None:
        return words.text("up to {bound}").format(bound=show(up_to)) if up_to is not None else words.text("any")
    if up_to is None:
        return words.text("above {bound}").format(bound=show(below))
    return words.text("above {low} up to {bound}").format(low=show(below), bound=show(up_to))


def _whole(speech: Speech, start: int, end: int | None) -> str:
    """Whole numbers from–to, both inclusive."""
    number = speech.words.number
    if end is None:
        return speech.words.text("{start} and more").format(start=number(start))
    return number(start) if start == end else f"{number(start)}–{number(end)}"
