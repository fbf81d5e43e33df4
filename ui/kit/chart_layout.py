"""Where everything of a chart lies, in pixels: worked out from the numbers and the room alone, painted elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from ui.kit.chart_model import Chart, Form
from ui.kit.chart_scale import Scale, scale_of

ROW_HEIGHT = 30
"""Of a row of dumbbells."""
_TOP, _RIGHT, _GAP, _AXIS = 12, 12, 8, 26
_BAR_WIDEST = 22
_BAR_GAPS = (2, 1, 0)
_GROUP_LINE = _MARKER_LINE = 16
_FILLED_PER_CENT = 72
_NAMES_PER_CENT = 38
_REACH = 5
_LABEL_GAP = 10
_TICK_PX = 36
"""Room that one tick needs, upright."""
_TICK_WIDE_PX = 90


class Box(NamedTuple):
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Its centre."""
        return self.x + self.width // 2, self.y + self.height // 2

    def distance(self, x: int, y: int) -> int:
        """How far a point lies outside, squared; 0 inside."""
        across = max(self.x - x, 0, x - self.x - self.width)
        down = max(self.y - y, 0, y - self.y - self.height)
        return across * across + down * down


class Item(NamedTuple):
    """One number of the chart: which, and where it is drawn."""

    series: int
    category: int
    value: int
    box: Box


class Label(NamedTuple):
    """A text at a place of an axis."""

    text: str
    at: int


class Room(NamedTuple):
    """The size of the widget, and how wide a text is."""

    width: int
    height: int
    wide: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A chart, laid out."""

    plot: Box
    scale: Scale
    ticks: tuple[Label, ...]
    """Beside the axis of numbers; ``at`` is upright, of dumbbells across."""
    names: tuple[Label, ...]
    """Of the categories; ``at`` is across, of dumbbells upright."""
    items: tuple[Item, ...]
    """By category, then by series: as the arrow keys walk."""
    ranges: tuple[tuple[int, tuple[tuple[int, int, int], ...]], ...] = ()
    """Of each series with a range: (x, highest y, lowest y) at every category."""
    marker_x: int | None = None
    groups: tuple[Label, ...] = ()
    """What categories lie in; ``at`` is the left end."""
    spacing: int = 0
    """Pixels from a category to the next."""

    @property
    def zero(self) -> int:
        """Where 0 lies: upright, of dumbbells across."""
        return self.scale.place(0)


def lay_out(chart: Chart, room: Room, short: Callable[[int], str]) -> Layout:
    """Everything in its place; ``short`` writes the numbers of the axis. The chart has something to show."""
    if chart.form is Form.DUMBBELLS:
        return _rows(chart, room, short)
    least, most = _bounds(chart)
    grouped = any(one.group for one in chart.categories)
    top = _TOP + (_MARKER_LINE if chart.marker else 0)
    height = max(room.height - top - _AXIS - (_GROUP_LINE if grouped else 0), 1)
    scale = scale_of(least, most, height, max(height // _TICK_PX, 2), chart.unit.smallest)
    left = max(room.wide(short(tick)) for tick in scale.ticks) + _GAP
    plot = Box(left, top, max(room.width - left - _RIGHT, 1), height)
    slots = _Slots(plot, len(chart.categories))
    draw = {Form.GROUPED: _grouped, Form.STACKED: _stacked, Form.LINES: _points, Form.STEPS: _points}[chart.form]
    ranges = tuple(
        (
            at,
            tuple(
                (slots.middle(category), _y(plot, scale, high), _y(plot, scale, low))
                for category, (low, high) in enumerate(zip(one.lows, one.highs, strict=True))
            ),
        )
        for at, one in enumerate(chart.series)
        if one.lows
    )
    return Layout(
        plot,
        scale,
        tuple(Label(short(tick), _y(plot, scale, tick)) for tick in scale.ticks),
        tuple(_thinned([(one.title, slots.middle(at)) for at, one in enumerate(chart.categories)], room.wide)),
        tuple(draw(chart, slots, scale)),
        ranges,
        slots.middle(chart.marker.at) if chart.marker else None,
        tuple(_group_labels(chart, slots, room.wide)),
        slots.width,
    )


def height_of(chart: Chart) -> int:
    """The height that a chart of rows needs; other charts take what they get."""
    return _TOP + _AXIS + ROW_HEIGHT * len(chart.categories)


class _Slots:
    """The plot, cut into as many upright slots as there are categories."""

    def __init__(self, plot: Box, count: int) -> None:
        self.plot = plot
        self.count = count

    def left(self, at: int) -> int:
        return self.plot.x + self.plot.width * at // self.count

    def middle(self, at: int) -> int:
        return (self.left(at) + self.left(at + 1)) // 2

    @property
    def width(self) -> int:
        return self.plot.width // self.count


def _bounds(chart: Chart) -> tuple[int, int]:
    """The least and the most that is drawn."""
    if chart.form is Form.STACKED:
        columns = [[one.values[at] or 0 for one in chart.series] for at in range(len(chart.categories))]
        return (
            min(sum(value for value in column if value < 0) for column in columns),
            max(sum(value for value in column if value > 0) for column in columns),
        )
    drawn = [value for one in chart.series for value in (*one.values, *one.lows, *one.highs) if value is not None]
    return min(drawn), max(drawn)


def _y(plot: Box, scale: Scale, value: int) -> int:
    return plot.y + plot.height - scale.place(value)


def _upright(plot: Box, scale: Scale, x: int, width: int, ends: tuple[int, int]) -> Box:
    """A bar between two values; never thinner than a hair, so that it can be seen and pointed at."""
    top, bottom = sorted((_y(plot, scale, ends[0]), _y(plot, scale, ends[1])))
    return Box(x, top, width, max(bottom - top, 1))


def _grouped(chart: Chart, slots: _Slots, scale: Scale) -> Iterator[Item]:
    count = max(len(chart.series), 1)
    width, gap = _bar_and_gap(slots.width * _FILLED_PER_CENT // 100, count)
    whole = width * count + gap * (count - 1)
    for category in range(slots.count):
        left = slots.middle(category) - whole // 2
        for at, one in enumerate(chart.series):
            value = one.values[category]
            if value is not None:
                x = left + at * (width + gap)
                yield Item(at, category, value, _upright(slots.plot, scale, x, width, (0, value)))


def _bar_and_gap(filled: int, count: int) -> tuple[int, int]:
    """How wide a bar is and what is left free to the next: less where room is scarce, for bars must not be thinner."""
    gap = next(gap for gap in _BAR_GAPS if (filled - gap * (count - 1)) // count >= 3 * gap)
    return max(min((filled - gap * (count - 1)) // count, _BAR_WIDEST), 1), gap


def _group_labels(chart: Chart, slots: _Slots, wide: Callable[[str], int]) -> Iterator[Label]:
    """Each group once, where it begins; one that has no room before the next is left out."""
    starts = [
        Label(own[0][1].group, max(slots.middle(own[0][0]) - wide(own[0][1].title) // 2, slots.left(own[0][0])))
        for own in (list(run) for _group, run in groupby(enumerate(chart.categories), key=lambda pair: pair[1].group))
    ]
    end = Label("", slots.plot.x + slots.plot.width + _LABEL_GAP)
    for label, after in pairwise([*starts, end]):
        if label.text and label.at + wide(label.text) + _LABEL_GAP <= after.at:
            yield label


def _stacked(chart: Chart, slots: _Slots, scale: Scale) -> Iterator[Item]:
    width = max(min(slots.width * _FILLED_PER_CENT // 100, 2 * _BAR_WIDEST), 1)
    for category in range(slots.count):
        x, above, below = slots.middle(category) - width // 2, 0, 0
        for at, one in enumerate(chart.series):
            value = one.values[category]
            if not value:
                continue
            start = above if value > 0 else below
            yield Item(at, category, value, _upright(slots.plot, scale, x, width, (start, start + value)))
            if value > 0:
                above += value
            else:
                below += value


def _points(chart: Chart, slots: _Slots, scale: Scale) -> Iterator[Item]:
    for category in range(slots.count):
        x = slots.middle(category)
        for at, one in enumerate(chart.series):
            value = one.values[category]
            if value is not None:
                y = _y(slots.plot, scale, value)
                yield Item(at, category, value, Box(x - _REACH, y - _REACH, 2 * _REACH, 2 * _REACH))


def _rows(chart: Chart, room: Room, short: Callable[[int], str]) -> Layout:
    most_of_width = room.width * _NAMES_PER_CENT // 100
    names = min(max((room.wide(one.title) for one in chart.categories), default=0), most_of_width) + 2 * _GAP
    plot = Box(names, _TOP, max(room.width - names - 2 * _RIGHT - _GAP, 1), ROW_HEIGHT * len(chart.categories))
    least, most = _bounds(chart)
    scale = scale_of(least, most, plot.width, max(plot.width // _TICK_WIDE_PX, 2), chart.unit.smallest)
    items = []
    for category in range(len(chart.categories)):
        y = plot.y + category * ROW_HEIGHT + ROW_HEIGHT // 2
        for at, one in enumerate(chart.series):
            value = one.values[category]
            if value is not None:
                x = plot.x + scale.place(value)
                items.append(Item(at, category, value, Box(x - _REACH, y - _REACH, 2 * _REACH, 2 * _REACH)))
    ticks = [(short(tick), plot.x + scale.place(tick)) for tick in scale.ticks]
    return Layout(
        plot,
        scale,
        tuple(_thinned(ticks, room.wide)),
        tuple(Label(one.title, plot.y + at * ROW_HEIGHT + ROW_HEIGHT // 2) for at, one in enumerate(chart.categories)),
        tuple(items),
    )


def _thinned(labels: Sequence[tuple[str, int]], wide: Callable[[str], int]) -> Iterator[Label]:
    """As many texts as have room beside one another: every one, or every second, or every third."""
    every = 1
    while every < len(labels) and not _fit(labels[::every], wide):
        every += 1
    for text, at in labels[::every]:
        yield Label(text, at)


def _fit(labels: Sequence[tuple[str, int]], wide: Callable[[str], int]) -> bool:
    ends = [(at - wide(text) // 2, at + wide(text) // 2) for text, at in labels]
    return all(before[1] + _LABEL_GAP <= after[0] for before, after in pairwise(ends))
