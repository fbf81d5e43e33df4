"""How much a rule pays, as a part of a sentence: percentages, sums, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from app.calc.scheme import ByOrder, Counter, EventKind, Fading, Fixed, Percent, PerUnit, Rate, Rule
from app.calc.tables import COUNTS, Band, LateBand, Measure, TierMode, Tiers
from app.i18n.words import mark
from app.wording.scheme_events import for_a_sum, for_each, for_units, of_what
from app.wording.scheme_people import Speech

_BY: Mapping[Measure, str] = {
    Measure.EVENT_AMOUNT: mark("depending on the amount of the contract"),
    Measure.MONTH_TOTAL: mark("depending on the person's own total of the month"),
    Measure.QUARTER_TOTAL: mark("depending on the person's own total of the quarter"),
    Measure.YEAR_TOTAL: mark("depending on the person's own total of the year"),
    Measure.MONTH_COUNT: mark("depending on their number in the month"),
    Measure.QUARTER_COUNT: mark("depending on their number in the quarter"),
    Measure.YEAR_COUNT: mark("depending on their number in the year"),
    Measure.QUOTA: mark("depending on how far the person's plan is fulfilled"),
    Measure.DAYS_LATE: mark("depending on the days late"),
}
_MODES: Mapping[TierMode, str] = {
    TierMode.MARGINAL: mark("each part at its own rate"),
    TierMode.WHOLE: mark("the rate reached holds for the whole amount"),
}
_COUNT_MODES: Mapping[TierMode, str] = {
    TierMode.MARGINAL: mark("each by its own place in the count"),
    TierMode.WHOLE: mark("what is reached holds for all of them"),
}


def how_much(speech: Speech, rule: Rule, rate: Rate) -> str:
    """The rate with its base: 10 % of every payment received, without VAT."""
    words = speech.words
    match rate:
        case Percent(rate_ppm):
            return words.text("{rate} {of}").format(rate=words.percent(rate_ppm), of=of_what(speech, rule))
        case Fixed(amount_minor):
            return words.text("{amount} {for_what}").format(
                amount=speech.money(amount_minor), for_what=for_a_sum(speech, rule.event)
            )
        case PerUnit(amount_minor):
            return _per_unit(speech, amount_minor, rule.event)
        case ByOrder():
            return _list(speech, rule, rate)
        case Fading():
            return _fading(speech, rule, rate)
        case Tiers():
            return _table(speech, rule, rate)


def _per_unit(speech: Speech, amount_minor: int, event: EventKind) -> str:
    return speech.words.text("{amount} for each unit ordered, {for_units}").format(
        amount=speech.money(amount_minor), for_units=for_units(speech, event)
    )


def _list(speech: Speech, rule: Rule, rate: ByOrder) -> str:
    words = speech.words
    numbered = [(number, ppm) for number, ppm in enumerate(rate.rates_ppm, start=1)]
    parts = []
    for rate_ppm, group in groupby(numbered, key=itemgetter(1)):
        run = [number for number, _ in group]
        last = run[-1] == len(rate.rates_ppm)
        said = _orders(speech, run, last=last) if rate.by is Counter.ORDER else _months(speech, run, last=last)
        parts.append(words.text("{which}: {rate}").format(which=said, rate=words.percent(rate_ppm)))
    msgid = (
        words.text("a percentage {of}, by the number of the client's order: {parts}")
        if rate.by is Counter.ORDER
        else words.text("a percentage {of}, by the month since the client was won: {parts}")
    )
    return msgid.format(of=of_what(speech, rule), parts="; ".join(parts))


def _orders(speech: Speech, run: Sequence[int], *, last: bool) -> str:
    words, first = speech.words, run[0]
    if last:
        return (
            words.text("for every order")
            if first == 1
            else words.text("from the {nth} order on").format(nth=_nth(speech, first))
        )
    if len(run) == 1:
        return words.text("for the {nth} order").format(nth=_nth(speech, first))
    return words.text("for orders {first}–{last}").format(first=first, last=run[-1])


def _nth(speech: Speech, number: int) -> str:
    return speech.words.ordinal(number)


def _months(speech: Speech, run: Sequence[int], *, last: bool) -> str:
    words, first = speech.words, run[0]
    if last:
        return words.text("in every month") if first == 1 else words.text("from month {n} on").format(n=first)
    if len(run) == 1:
        return words.text("in month {n}").format(n=first)
    return words.text("in months {first}–{last}").format(first=first, last=run[-1])


def _fading(speech: Speech, rule: Rule, rate: Fading) -> str:
    words = speech.words
    msgid = (
        words.text(
            "a percentage {of}: {start} for the client's first order, {step} less for each later one, "
            "but at least {floor}"
        )
        if rate.by is Counter.ORDER
        else words.text(
            "a percentage {of}: {start} in the first month after the client was won, {step} less in each later one, "
            "but at least {floor}"
        )
    )
    return msgid.format(
        of=of_what(speech, rule),
        start=words.percent(rate.start_ppm),
        step=words.percent(rate.step_ppm),
        floor=words.percent(rate.floor_ppm),
    )


def _table(speech: Speech, rule: Rule, rate: Tiers) -> str:
    words = speech.words
    rows = words.text("see the table below") if speech.tables_apart else "; ".join(_bands(speech, rate))
    by = words.text(_BY[rate.measure])
    if len(rate.bands) > 1 and rate.measure is not Measure.DAYS_LATE:
        modes = _COUNT_MODES if rate.measure in COUNTS else _MODES
        by = words.text("{by} ({mode})").format(by=by, mode=words.text(modes[rate.mode]))
    if any(band.premium_minor is not None for band in rate.bands):
        return words.text("a sum {for_each}, {by}: {rows}").format(
            for_each=for_each(speech, rule.event), by=by, rows=rows
        )
    return words.text("a percentage {of}, {by}: {rows}").format(of=of_what(speech, rule), by=by, rows=rows)


def _bands(speech: Speech, rate: Tiers) -> Iterator[str]:
    below: int | None = None
    for band in rate.bands:
        value = _value(speech, band)
        if rate.measure is Measure.DAYS_LATE:
            yield days_row(speech, 0 if below is None else below + 1, band.up_to_minor, value)
        elif rate.measure in COUNTS:
            yield _count_row(speech, 1 if below is None else below + 1, band.up_to_minor, value)
        else:
            yield _row(speech, rate.measure, below, band.up_to_minor, value)
        below = band.up_to_minor


def _value(speech: Speech, band: Band) -> str:
    return speech.words.percent(band.rate_ppm) if band.premium_minor is None else speech.money(band.premium_minor)


def _row(speech: Speech, measure: Measure, below: int | None, up_to: int | None, value: str) -> str:
    words = speech.words
    show = words.percent if measure is Measure.QUOTA else speech.money
    if below is None and up_to is None:
        return words.text("in any case {value}").format(value=value)
    if below is None:
        return words.text("up to {bound}: {value}").format(bound=show(up_to or 0), value=value)
    if up_to is None:
        return words.text("above {bound}: {value}").format(bound=show(below), value=value)
    return words.text("above {low} up to {bound}: {value}").format(low=show(below), bound=show(up_to), value=value)


def _count_row(speech: Speech, start: int, end: int | None, value: str) -> str:
    """A row of a table over a number, both ends inclusive."""
    words = speech.words
    if end is None:
        return words.text("from number {start} on: {value}").format(start=start, value=value)
    if start == end:
        return words.text("number {start}: {value}").format(start=start, value=value)
    return words.text("numbers {start}–{end}: {value}").format(start=start, end=end, value=value)


def days_row(speech: Speech, start: int, end: int | None, value: str) -> str:
    """A row of a table over days late, both ends inclusive."""
    words = speech.words
    if end is None:
        return words.text("from day {start} on: {value}").format(start=start, value=value)
    if end == 0:
        return words.text("in time: {value}").format(value=value)
    return words.text("{start}–{end} days: {value}").format(start=start, end=end, value=value)


def late_rows(speech: Speech, late: Sequence[LateBand]) -> str:
    """What is kept, by days late."""
    if speech.tables_apart:
        return speech.words.text("see the table below")
    rows, start = [], 0
    for band in late:
        rows.append(days_row(speech, start, band.up_to_days, speech.words.percent(band.kept_ppm)))
        start = (band.up_to_days or 0) + 1
    return "; ".join(rows)
