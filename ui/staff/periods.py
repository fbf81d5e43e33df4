"""Months, quarters and years as a form asks for them and as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.i18n.words import Words, mark
from app.kernel.errors import Finding
from app.kernel.period import Month
from ui.kit.form_fields import Choice, ChoiceField, Field, TextField, Values

FIRST_YEAR, LAST_YEAR = 2000, 2099
_QUARTER = 3

SPANS = (("month", mark("Month")), ("quarter", mark("Quarter")), ("year", mark("Year")))


def span_fields() -> tuple[Field, ...]:
    """What kind of period, and which."""
    return (
        ChoiceField("span", mark("Plan for a"), required=True, short=True, choices=SPANS),
        TextField("year", mark("Year"), required=True, short=True, check=_year),
        ChoiceField("month", mark("Month"), required=True, short=True, when=lambda values: values["span"] == "month"),
        ChoiceField(
            "quarter", mark("Quarter"), required=True, short=True, when=lambda values: values["span"] == "quarter"
        ),
    )


def month_fields() -> tuple[Field, ...]:
    """Which month."""
    return (
        ChoiceField("month", mark("Month"), required=True, short=True),
        TextField("year", mark("Year"), required=True, short=True, check=_year),
    )


def offers(words: Words) -> dict[str, Sequence[Choice]]:
    """The months and quarters by name."""
    return {
        "month": [Choice(number, words.month_name(number)) for number in range(1, 13)],
        "quarter": [Choice(number, words.text("Quarter {n}").format(n=number)) for number in range(1, 5)],
    }


def month_of(values: Values) -> Month:
    """The month that was typed."""
    return Month(int(values["year"]), values["month"])


def span_of(values: Values) -> tuple[date, date]:
    """The first and the last day of the period that was typed."""
    year = int(values["year"])
    if values["span"] == "year":
        return Month(year, 1).first, Month(year, 12).last
    if values["span"] == "quarter":
        last = values["quarter"] * _QUARTER
        return Month(year, last - _QUARTER + 1).first, Month(year, last).last
    return month_of(values).first, month_of(values).last


def said(words: Words, first: date, last: date) -> str:
    """A period as people call it."""
    begin, end = Month.of(first), Month.of(last)
    if (first, last) != (begin.first, end.last):
        return words.text("{first} – {last}").format(first=words.date(first), last=words.date(last))
    if begin == end:
        return words.month(begin)
    if (begin.month, end) == (1, begin.plus(11)):
        return str(begin.year)
    if begin.month % _QUARTER == 1 and end == begin.plus(_QUARTER - 1):
        return words.text("Quarter {n} of {year}").format(n=end.month // _QUARTER, year=end.year)
    return words.text("{first} – {last}").format(first=words.month(begin), last=words.month(end))


def _year(typed: str, _values: Values) -> Finding | None:
    """A text, because a year is written without a space between its thousands."""
    if not typed or (typed.isdecimal() and FIRST_YEAR <= int(typed) <= LAST_YEAR):
        return None
    return Finding("year_out_of_range", "year", {"first_year": str(FIRST_YEAR), "last_year": str(LAST_YEAR)})
