"""Which pictures are made of a comparison, and what a click on one of their numbers is about. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.calc.comparison import Comparison
from app.calc.parts import Part
from app.calc.tally import Window
from app.i18n.words import Words, mark
from app.kernel.period import Month
from app.wording.trials import part_name
from ui.kit.chart_model import Category, Chart, Chosen, Form, Kind, Series, Unit, sorted_by_change
from ui.motivation.trial.lineup import Entrant

_NO_COST = mark("Nothing is paid in these months. Add a scheme, or look further back.")
_NO_RECEIPTS = mark("No money came in these months.")
_NO_RANGE = mark("There are too few months to put years together of them.")


class View(StrEnum):
    """The pictures, in the order in which they stand."""

    COST = "cost"
    SHARE = "share"
    PARTS = "parts"
    PEOPLE = "people"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Scene:
    """What pictures are made of. ``focus`` is the place of the entrant that is looked at."""

    comparison: Comparison
    entrants: tuple[Entrant, ...]
    focus: int
    people: Mapping[int, str]
    currency: str
    words: Words

    @property
    def before(self) -> int:
        """The place of whoever the one that is looked at is compared with."""
        return self.comparison.reference

    @property
    def after(self) -> int:
        """The place of the other one: that in focus, or where it is the reference itself, the first other."""
        if self.focus != self.before:
            return self.focus
        return next((at for at in range(len(self.entrants)) if at != self.before), self.before)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a number of a picture stands for: the accruals of an entrant, of a month, a person, a part."""

    entrant_id: int
    window: Window | None = None
    person_id: int | None = None
    part: Part | None = None


def charts_of(scene: Scene) -> dict[View, Chart]:
    """All pictures, at the rates of now."""
    return {view: make(scene) for view, make in _MAKERS.items()}


def bar_of(view: View, chosen: Chosen) -> Bar | None:
    """What was chosen; None where no accruals lie behind it: years that were put together never were."""
    series, category = chosen.series, chosen.category
    if view in {View.COST, View.SHARE} and isinstance(series, int) and isinstance(category, Month):
        return Bar(series, Window(category, category))
    if view is View.PARTS and isinstance(series, Part) and isinstance(category, int):
        return Bar(category, part=series)
    if view is View.PEOPLE and isinstance(series, int) and isinstance(category, int):
        return Bar(series, person_id=category)
    return None


def month_categories(words: Words, months: Sequence[Month]) -> tuple[Category, ...]:
    """Months along an axis."""
    return tuple(Category(one, words.month_name(one.month)[:3], words.month(one), str(one.year)) for one in months)


def by_month(title: str, comparison: Comparison, entrants: Sequence[Entrant], currency: str, words: Words) -> Chart:
    """What each entrant costs month by month."""
    series = tuple(
        Series(entrant.id, entrant.name, one.outcome.by_month)
        for entrant, one in zip(entrants, comparison.candidates, strict=True)
    )
    months = month_categories(words, comparison.income.months)
    return Chart(title, Form.GROUPED, Unit(Kind.MONEY, currency), months, series, words.text(_NO_COST))


def _cost(scene: Scene) -> Chart:
    title = scene.words.text("Bonuses by month, {currency}").format(currency=scene.currency)
    return by_month(title, scene.comparison, scene.entrants, scene.currency, scene.words)


def _share(scene: Scene) -> Chart:
    words = scene.words
    series = tuple(
        Series(entrant.id, entrant.name, one.outcome.receipts_share_by_month_ppm)
        for entrant, one in zip(scene.entrants, scene.comparison.candidates, strict=True)
    )
    months = month_categories(words, scene.comparison.income.months)
    title = words.text("Share of receipts, %")
    return Chart(title, Form.LINES, Unit(Kind.SHARE), months, series, words.text(_NO_RECEIPTS))


def _parts(scene: Scene) -> Chart:
    words, found = scene.words, scene.comparison.candidates
    parts = [part for part in Part if any(part in one.outcome.by_part for one in found)]
    series = tuple(
        Series(part, part_name(words, part.value), tuple(one.outcome.by_part.get(part, 0) for one in found))
        for part in parts
    )
    title = words.text("What is paid for")
    unit = Unit(Kind.MONEY, scene.currency)
    return Chart(title, Form.STACKED, unit, _entrants(scene), series, words.text(_NO_COST))


def _people(scene: Scene) -> Chart:
    words = scene.words
    places = (scene.before,) if scene.before == scene.after else (scene.before, scene.after)
    outcomes = [scene.comparison.candidates[at].outcome.by_person for at in places]
    people = sorted({person_id for one in outcomes for person_id in one}, key=lambda one: scene.people.get(one, ""))
    series = tuple(
        Series(
            scene.entrants[at].id,
            scene.entrants[at].name,
            tuple(own.get(person_id, 0) for person_id in people),
            place=at,
        )
        for at, own in zip(places, outcomes, strict=True)
    )
    categories = tuple(Category(person_id, scene.people.get(person_id, "")) for person_id in people)
    title, unit = words.text("Each person"), Unit(Kind.MONEY, scene.currency)
    chart = Chart(title, Form.DUMBBELLS, unit, categories, series, words.text(_NO_COST))
    return sorted_by_change(chart) if len(series) > 1 else chart


def _range(scene: Scene) -> Chart:
    words, found = scene.words, [one.range for one in scene.comparison.candidates]
    ends = (
        (10, words.text("1 year of 10 costs less"), [one and one.low_minor for one in found]),
        (50, words.text("The middle"), [one and one.middle_minor for one in found]),
        (90, words.text("1 year of 10 costs more"), [one and one.high_minor for one in found]),
    )
    series = tuple(Series(key, title, tuple(values)) for key, title, values in ends)
    return Chart(
        words.text("Range of a year (10–90 %), not a promise"),
        Form.DUMBBELLS,
        Unit(Kind.MONEY, scene.currency),
        _entrants(scene),
        series,
        words.text(_NO_RANGE),
        apart=words.text("Apart: {change}"),
    )


def _entrants(scene: Scene) -> tuple[Category, ...]:
    return tuple(Category(one.id, one.name) for one in scene.entrants)


_MAKERS: Mapping[View, Callable[[Scene], Chart]] = {
    View.COST: _cost,
    View.SHARE: _share,
    View.PARTS: _parts,
    View.PEOPLE: _people,
    View.RANGE: _range,
}
