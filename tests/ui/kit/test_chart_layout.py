"""The numbers behind a chart: its scale, and where bars, points and rows lie. No window."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n.words import Words
from ui.kit.chart_layout import Box, Layout, Room, height_of, lay_out
from ui.kit.chart_model import Category, Chart, Form, Kind, Marker, Series, Unit, sorted_by_change
from ui.kit.chart_scale import scale_of
from ui.kit.chart_words import as_tsv, beside, described

WORDS = Words.of("en")
HRYVNIA = Unit(Kind.MONEY, "UAH")
ROOM = Room(430, 338, lambda text: 6 * len(text))
"""A plot of 300 pixels upright; every letter has 6."""


def chart(form: Form, *series: tuple[int | None, ...], names: str = "ABCD", **other: object) -> Chart:
    count = len(series[0])
    return Chart(
        "Cost", form, HRYVNIA, tuple(Category(name, name) for name in names[:count]),
        tuple(Series(at, f"S{at}", values) for at, values in enumerate(series)), "Nothing yet.", **other,  # type: ignore[arg-type]
    )  # fmt: skip


def laid(made: Chart, room: Room = ROOM) -> Layout:
    return lay_out(made, room, lambda value: HRYVNIA.short(WORDS, value))


@pytest.mark.parametrize(
    ("least", "most", "ticks"),
    [
        (0, 150_000, (0, 50_000, 100_000, 150_000)),
        (-4_000, 11_000, (-5_000, 0, 5_000, 10_000, 15_000)),
        (0, 0, (0, 100)),
        (-1, -1, (-100, 0)),
        (70_000, 90_000, (0, 20_000, 40_000, 60_000, 80_000, 100_000)),
        (0, 10**17, tuple(range(0, 10**17 + 1, 2 * 10**16))),
    ],
)
def test_an_axis_has_round_numbers_and_a_zero(least: int, most: int, ticks: tuple[int, ...]) -> None:
    assert scale_of(least, most, 200, smallest=100).ticks == ticks


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15), st.integers(2, 12))
def test_every_scale_holds_its_numbers_in_few_steps(one: int, other: int, ticks: int) -> None:
    least, most = sorted((one, other))
    scale = scale_of(least, most, 300, ticks)
    assert scale.low <= min(least, 0) <= max(most, 0) <= scale.high
    assert len(scale.ticks) <= ticks + 2
    assert scale.ticks[-1] == scale.high
    assert 0 <= scale.place(least) <= scale.place(most) <= 300
    assert set(str(scale.step).rstrip("0")) <= {"1", "2", "5"}


@pytest.mark.parametrize(
    ("language", "value", "short"),
    [
        ("en", 0, "0"), ("en", 999_00, "999"), ("en", 1_500_00, "1.5k"), ("en", 150_000_00, "150k"),
        ("en", -2_500_000_00, "−2.5M"), ("uk", 1_500_00, "1,5 тис."),
        ("en", 1_250_000_00, "1.25M"), ("en", 3_000_000_000_00, "3B"), ("ru", 2_000_000_00, "2 млн"),
    ],
)  # fmt: skip
def test_an_axis_is_short(language: str, value: int, short: str) -> None:
    assert HRYVNIA.short(Words.of(language), value).replace("\u00a0", " ") == short


def test_bars_stand_side_by_side_on_the_axis() -> None:
    layout = laid(chart(Form.GROUPED, (100_00, 200_00), (50_00, -100_00)))
    assert [tick.text for tick in layout.ticks] == ["−100", "−50", "0", "50", "100", "150", "200"]
    zero = layout.plot.y + layout.plot.height - layout.zero
    first, second, third, fourth = layout.items
    assert [(item.series, item.category) for item in layout.items] == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert first.box.y + first.box.height == zero
    assert first.box.height == 2 * second.box.height
    assert third.box.height == 2 * first.box.height
    assert fourth.box.y == zero, "what is negative hangs below"
    assert first.box.x + first.box.width < second.box.x < third.box.x


def test_parts_stand_on_one_another_and_what_is_negative_hangs() -> None:
    layout = laid(chart(Form.STACKED, (100_00,), (50_00,), (-50_00,), (0,), (None,)))
    low, high, below = (item.box for item in layout.items)
    zero = layout.plot.y + layout.plot.height - layout.zero
    assert low.y + low.height == zero
    assert high.y + high.height == low.y
    assert below.y == zero
    assert low.height == 2 * high.height == 2 * below.height


def test_a_range_lies_around_its_line() -> None:
    made = chart(Form.LINES, (100_00, 200_00))
    median = Series(0, "Median", (100_00, 200_00), (50_00, 80_00), (300_00, 400_00))
    ranged = replace(made, series=(median,), marker=Marker(1, "here"))
    layout = laid(ranged)
    ((series, span),) = layout.ranges
    assert series == 0
    for (x, high, low), item in zip(span, layout.items, strict=True):
        assert high < item.box.middle[1] < low
        assert x == item.box.middle[0]
    assert layout.marker_x == layout.items[1].box.middle[0]


def test_people_have_a_row_each_from_before_to_after() -> None:
    made = chart(Form.DUMBBELLS, (100_00, 0, 0), (0, 200_00, 0))
    layout = laid(made)
    assert [name.text for name in layout.names] == ["A", "B", "C"]
    before, after = layout.items[0].box.middle, layout.items[1].box.middle
    assert before[1] == after[1] == layout.names[0].at
    assert before[0] - after[0] == layout.items[3].box.middle[0] - (before[0] + after[0]) // 2 or before[0] > after[0]
    assert height_of(made) == 12 + 26 + 3 * 30


def test_people_are_sorted_by_what_they_gain() -> None:
    made = sorted_by_change(chart(Form.DUMBBELLS, (100, 100, None, 100), (90, 300, 5, 100)))
    assert [one.title for one in made.categories] == ["B", "D", "A", "C"]
    assert [one.values for one in made.series] == [(100, 100, 100, None), (300, 100, 90, 5)]


@given(st.integers(1, 6), st.integers(1, 48), st.integers(200, 2_000))
def test_bars_do_not_touch_where_a_pixel_is_left_for_each(series: int, months: int, wide: int) -> None:
    made = chart(Form.GROUPED, *((100_00,) * months for _ in range(series)), names="x" * months)
    layout = laid(made, Room(wide, 338, lambda text: 6 * len(text)))
    if layout.spacing * 72 // 100 >= series:
        for before, after in pairwise(layout.items):
            assert before.box.x + before.box.width <= after.box.x


def test_years_stand_where_they_begin_and_the_short_one_gives_way() -> None:
    made = chart(Form.GROUPED, (1_00,) * 4)
    groups = ("2023", "2024", "2024", "2024")
    ranked = replace(made, categories=tuple(Category(at, "M", group=one) for at, one in enumerate(groups)))
    assert [label.text for label in laid(ranked).groups] == ["2023", "2024"]
    assert [label.text for label in laid(ranked, Room(120, 338, lambda text: 6 * len(text))).groups] == ["2024"]


def test_what_stands_beside_a_number() -> None:
    stacked, rows = (chart(form, (100_00, 50_00), (300_00, 20_00)) for form in (Form.STACKED, Form.DUMBBELLS))
    assert list(beside(stacked, 0, 0, WORDS)) == ["In all ₴400.00"]
    assert [list(beside(rows, 1, at, WORDS)) for at in (0, 1)] == [["Change: +₴200.00"], ["Change: −₴30.00"]]
    ranged = replace(chart(Form.LINES, (5_00,)), series=(Series(0, "Median", (5_00,), (1_00,), (9_00,)),))
    assert list(beside(ranged, 0, 0, WORDS)) == ["10–90 %: ₴1.00 … ₴9.00"]
    assert as_tsv(ranged, WORDS) == "Cost\tMedian, UAH\tMedian, 10 %, UAH\tMedian, 90 %, UAH\nA\t5.00\t1.00\t9.00\n"


def test_names_are_left_out_where_they_would_touch() -> None:
    many = chart(Form.GROUPED, tuple(range(40)), names="x" * 40)
    wide = Room(430, 338, lambda text: 30 * len(text))
    assert [len(laid(many).names), len(laid(many, wide).names)] == [20, 8]


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="S1: 1 values for 2 categories"):
        chart(Form.GROUPED, (1, 2), (1,))


def test_a_point_is_near_a_box_or_far_from_it() -> None:
    box = Box(10, 10, 20, 20)
    assert [box.distance(15, 15), box.distance(33, 34), box.distance(0, 10)] == [0, 25, 100]


def test_the_picture_is_told_in_words() -> None:
    assert list(described(chart(Form.GROUPED, (100_00, 50_00), (None, None)), WORDS)) == [
        "S0: highest ₴100.00 (A), lowest ₴50.00 (B). In all ₴150.00."
    ]
    assert list(described(chart(Form.GROUPED, (None,)), WORDS)) == ["Nothing yet."]
