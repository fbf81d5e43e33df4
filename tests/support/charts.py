"""Charts of every kind with awkward contents: long names, negatives, gaps, many months, many people, nothing."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import Words
from app.kernel.period import Month
from ui.kit.chart_model import Category, Chart, Form, Kind, Marker, Series, Unit

HRYVNIA = Unit(Kind.MONEY, "UAH")
_NAMES = {
    "en": ("New scheme", "As now", "Higher rate for the first order", "Bonus only, nothing in the first month"),
    "uk": (
        "Нова схема мотивації", "Як зараз", "Вища ставка за перше замовлення", "Лише премія, без виплат торік",
    ),
}  # fmt: skip
_PEOPLE = {
    "en": ("Nadia Bondar", "Alexander Featherstonehaugh-Cholmondeley", "Li Wu"),
    "uk": ("Надія Бондар", "Олександра-Владислава Переяславець-Хмельницька", "Іван Ґудзь"),
}
_TITLES = {
    "en": ("Bonus fund by month", "Share of receipts", "Range of the fund", "Each person", "Rate by receipts"),
    "uk": (
        "Преміальний фонд за місяцями",
        "Частка надходжень",
        "Межі фонду",
        "Кожна людина",
        "Ставка за надходженнями",
    ),
}
_EMPTY = {"en": "No money came in these months.", "uk": "За ці місяці не надійшло жодної оплати."}


def months(words: Words, count: int) -> tuple[Category, ...]:
    """The months up to October 2026."""
    found = [Month(2026, 10).plus(-back) for back in reversed(range(count))]
    return tuple(Category(one, words.month_name(one.month)[:3], words.month(one), str(one.year)) for one in found)


def wave(place: int, count: int, base: int = 80_000_00) -> tuple[int, ...]:
    """Amounts that go up and down, others for each series and every ``base``."""
    return tuple(base + (at * 7919 + place * 104_729) % 997 * base // 1500 + at * base // 60 for at in range(count))


def of_months(words: Words, form: Form, series: int, count: int, base: int = 80_000_00) -> Chart:
    """Amounts by month under several schemes."""
    names = _NAMES[words.language]
    return Chart(
        _TITLES[words.language][0], form, HRYVNIA, months(words, count),
        tuple(Series(at, names[at % len(names)], wave(at, count, base)) for at in range(series)),
        _EMPTY[words.language],
    )  # fmt: skip


def of_people(words: Words, count: int) -> Chart:
    """Pay before and after."""
    names = _PEOPLE[words.language]
    people = tuple(Category(at, f"{names[at % len(names)]} {at + 1}") for at in range(count))
    before, after = _NAMES[words.language][1], _NAMES[words.language][0]
    series = (Series("now", before, wave(3, count, 9_000_00)), Series("new", after, wave(1, count, 11_000_00)))
    return Chart(_TITLES[words.language][3], Form.DUMBBELLS, HRYVNIA, people, series, _EMPTY[words.language])


def gallery(words: Words) -> Mapping[str, Chart]:
    """Every kind by a name for its picture."""
    titles, names, empty = _TITLES[words.language], _NAMES[words.language], _EMPTY[words.language]
    year = months(words, 12)
    shares = tuple(tuple(31_000 + (at * 7919 + place * 5) % 11 * 900 for at in range(12)) for place in range(2))
    gap = (*shares[1][:4], None, None, *shares[1][6:])
    middle = wave(0, 12)
    ups_and_downs = tuple(
        Series(at, names[at], tuple(value * (1 if (at + of) % 3 else -1) for of, value in enumerate(wave(at, 12))))
        for at in range(4)
    )
    tiers = tuple(Category(at * 250_000_00, HRYVNIA.short(words, at * 250_000_00)) for at in range(7))
    ranged = Series(
        0, names[0], middle, tuple(value * 8 // 10 for value in middle), tuple(value * 13 // 10 for value in middle)
    )
    return {
        "grouped": of_months(words, Form.GROUPED, 2, 12),
        "grouped-36": of_months(words, Form.GROUPED, 4, 36),
        "stacked": Chart(titles[0], Form.STACKED, HRYVNIA, year, ups_and_downs, empty),
        "lines": Chart(
            titles[1], Form.LINES, Unit(Kind.SHARE), year,
            (Series(0, names[0], shares[0]), Series(1, names[1], gap)), empty, Marker(7, names[1]),
        ),
        "lines-36": of_months(words, Form.LINES, 4, 36),
        "range": Chart(titles[2], Form.LINES, HRYVNIA, year, (ranged,), empty),
        "people": of_people(words, 6),
        "people-60": of_people(words, 60),
        "steps": Chart(
            titles[4], Form.STEPS, Unit(Kind.SHARE), tiers,
            (
                Series(0, names[0], (15_000, 15_000, 25_000, 25_000, 35_000, 35_000, 50_000)),
                Series(1, names[1], (30_000,) * 7),
            ),
            empty, Marker(3, names[1]),
        ),
        "empty": Chart(titles[0], Form.GROUPED, HRYVNIA, (), (), empty),
    }  # fmt: skip
