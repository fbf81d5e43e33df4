"""What a chart shows: series of whole numbers over categories, and what kind of numbers they are. No Qt here."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import Enum

from app.i18n.words import Words, mark
from app.kernel.money import round_half_up

_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000


class Form(Enum):
    """How the numbers are drawn."""

    GROUPED = "grouped"
    """Bars side by side."""
    STACKED = "stacked"
    """Bars on one another; what is negative hangs below the axis."""
    STEPS = "steps"
    """Stairs: a value holds from its category to the next."""
    LINES = "lines"
    """Points joined by lines, each with the range ``lows`` to ``highs`` where a series has one."""
    DUMBBELLS = "dumbbells"
    """A row per category: from the first series to the last one."""


class Kind(Enum):
    """What the numbers are: minor units of money, millionths, or things counted."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    """What kind the numbers are, and of which currency."""

    kind: Kind
    currency: str = ""

    def full(self, words: Words, value: int) -> str:
        """The number as it stands in a table."""
        if self.kind is Kind.MONEY:
            return words.money(value, self.currency)
        return words.percent(value) if self.kind is Kind.SHARE else words.number(value)

    def plain(self, words: Words, value: int) -> str:
        """The number without its currency's sign, as a spreadsheet takes it."""
        return words.amount(value) if self.kind is Kind.MONEY else self.full(words, value)

    @property
    def smallest(self) -> int:
        """The finest step of an axis: one whole unit, a tenth of a percent, one thing."""
        return {Kind.MONEY: 100, Kind.SHARE: 1_000, Kind.COUNT: 1}[self.kind]

    def short(self, words: Words, value: int) -> str:
        """The number beside an axis: whole units, thousands as ``150k``."""
        if self.kind is Kind.SHARE:
            return words.percent(value)
        whole = round_half_up(value, 100) if self.kind is Kind.MONEY else value
        for size, text in ((_BILLION, mark("{n}B")), (_MILLION, mark("{n}M")), (_THOUSAND, mark("{n}k"))):
            if abs(whole) >= size:
                return words.text(text).format(n=_in_units(words, whole, size))
        return words.number(whole)


def _in_units(words: Words, whole: int, size: int) -> str:
    """``whole`` in units of ``size`` with two decimals, less those that are 0."""
    hundredths = round_half_up(whole * 100, size)
    if hundredths % 100 == 0:
        return words.number(hundredths // 100)
    return words.amount(hundredths).removesuffix("0")


@dataclass(frozen=True, slots=True)
class Category:
    """A month, a person, an amount along the axis: ``title`` stands there, ``name`` is said of it alone."""

    key: Hashable
    title: str
    name: str = ""
    group: str = ""
    """What it lies in, a year: stands under the axis where it begins."""

    @property
    def said(self) -> str:
        """The name, or what stands on the axis."""
        return self.name or self.title


@dataclass(frozen=True, slots=True)
class Series:
    """A number for every category; None where there is none."""

    key: Hashable
    title: str
    values: tuple[int | None, ...]
    lows: tuple[int, ...] = ()
    highs: tuple[int, ...] = ()
    """A range around the line: what 10 % lie below, and what 10 % lie above."""
    place: int | None = None
    """The place that its colour goes by, where that is not its own among the series."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A line across the chart at a category, with a word beside it."""

    at: int
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. All series have as many values as there are categories."""

    title: str
    form: Form
    unit: Unit
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    empty: str
    """Said where there is nothing to draw."""
    marker: Marker | None = None
    apart: str = ""
    """Of dumbbells: how the way from the first series to the last is told, with ``{change}``; else as a change."""

    def __post_init__(self) -> None:
        """Raises ValueError where a series is longer or shorter than the categories."""
        for one in self.series:
            for values in (one.values, one.lows or one.values, one.highs or one.values):
                if len(values) != len(self.categories):
                    raise ValueError(f"{one.title}: {len(values)} values for {len(self.categories)} categories")

    @property
    def bare(self) -> bool:
        """Whether there is nothing to draw."""
        return all(value is None for one in self.series for value in one.values)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item of a chart that was clicked: the keys of its series and of its category."""

    series: Hashable
    category: Hashable


def place_of(chart: Chart, at: int) -> int:
    """The place that the colour of the series at ``at`` goes by."""
    own = chart.series[at].place
    return at if own is None else own


def sorted_by_change(chart: Chart) -> Chart:
    """The same with those first who gain most from the first series to the last one; the unknown come last."""

    def change(at: int) -> tuple[bool, int]:
        before, after = chart.series[0].values[at], chart.series[-1].values[at]
        return (True, 0) if before is None or after is None else (False, before - after)

    order = sorted(range(len(chart.categories)), key=change) if chart.series else []

    def sorted_series(one: Series) -> Series:
        values = tuple(one.values[at] for at in order)
        lows, highs = (tuple(ends[at] for at in order) if ends else () for ends in (one.lows, one.highs))
        return replace(one, values=values, lows=lows, highs=highs)

    return replace(
        chart,
        categories=tuple(chart.categories[at] for at in order),
        series=tuple(sorted_series(one) for one in chart.series),
    )
