"""Key figures, the schemes side by side, and who gains and loses, made of a comparison. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from app.calc.gains import Gain
from app.calc.outcome import Outcome
from app.i18n.words import Words
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month
from ui.kit.cards import Figure, whole_money
from ui.kit.columns import NOTHING
from ui.motivation.trial.charts import Scene

_TENTH = PPM // 1000


@dataclass(frozen=True, slots=True)
class SideRow:
    """An entrant beside the others; amounts in the firm's minor units."""

    entrant_id: int
    name: str
    cost_minor: int
    difference_minor: int | None
    """To the reference; None for the reference itself."""
    receipts_share_ppm: int | None
    margin_share_ppm: int | None
    paid_more: int | None
    worst: Month
    worst_left_minor: int
    best: Month
    best_left_minor: int
    months_below: int
    break_even_minor: int | None
    low_minor: int | None
    high_minor: int | None


@dataclass(frozen=True, slots=True)
class GainRow:
    """A person before and after."""

    person_id: int
    name: str
    gain: Gain

    @property
    def change_ppm(self) -> int | None:
        """The difference as a part of what was; None where that was nothing."""
        return change_ppm(self.gain.before_minor, self.gain.after_minor)


def change_ppm(before_minor: int, after_minor: int) -> int | None:
    """How much more, as a part of what was."""
    return None if before_minor <= 0 else round_half_up((after_minor - before_minor) * PPM, before_minor)


def share(words: Words, ppm: int | None) -> str:
    """A share to a tenth of a percent; a dash where there is none."""
    return NOTHING if ppm is None else words.percent(round_half_up(ppm, _TENTH) * _TENTH)


def signed(words: Words, ppm: int | None) -> str:
    """A change with its sign."""
    said = share(words, ppm)
    return f"+{said}" if ppm is not None and ppm > 0 else said


def key_figures(scene: Scene, limit_ppm: int) -> tuple[Figure, ...]:
    """Cost, share, people, worst month, break-even of the one in focus. ``limit_ppm``: the director's, of margin."""
    outcome = scene.comparison.candidates[scene.focus].outcome
    return (
        _cost(scene, outcome),
        _share(scene, outcome, limit_ppm),
        _people(scene),
        _worst(scene, outcome),
        _break_even(scene, outcome),
    )


def side_rows(scene: Scene) -> tuple[SideRow, ...]:
    """Every entrant beside the others."""
    found, months = scene.comparison, scene.comparison.income.months
    before_minor = found.candidates[found.reference].outcome.cost_minor
    rows = []
    for at, (entrant, one) in enumerate(zip(scene.entrants, found.candidates, strict=True)):
        outcome, reference = one.outcome, at == found.reference
        rows.append(
            SideRow(
                entrant.id,
                entrant.name,
                outcome.cost_minor,
                None if reference else outcome.cost_minor - before_minor,
                outcome.receipts_share_ppm,
                outcome.margin_share_ppm,
                None if reference else _risen(one.gains),
                outcome.worst,
                outcome.left_by_month[months.index(outcome.worst)],
                outcome.best,
                outcome.left_by_month[months.index(outcome.best)],
                outcome.months_below,
                outcome.break_even_minor,
                one.range.low_minor if one.range else None,
                one.range.high_minor if one.range else None,
            )
        )
    return tuple(rows)


def gain_rows(scene: Scene) -> tuple[GainRow, ...]:
    """Everybody whom either of the two pays, the largest gain first."""
    return tuple(
        GainRow(gain.person_id, scene.people.get(gain.person_id, ""), gain)
        for gain in scene.comparison.candidates[scene.after].gains
    )


def _risen(gains: tuple[Gain, ...]) -> int:
    return sum(1 for gain in gains if gain.difference_minor > 0)


def _cost(scene: Scene, outcome: Outcome) -> Figure:
    words, found = scene.words, scene.comparison
    count = len(found.income.months)
    title = words.plural("Bonuses, {n} month", "Bonuses, {n} months", count)
    value = whole_money(words, outcome.cost_minor, scene.currency)
    if scene.focus == found.reference:
        mean_minor = round_half_up(outcome.cost_minor, count)
        note = words.text("{amount} a month").format(amount=whole_money(words, mean_minor, scene.currency))
        return Figure(title, value, note)
    before_minor = found.candidates[found.reference].outcome.cost_minor
    ppm = change_ppm(before_minor, outcome.cost_minor)
    difference = whole_money(words, outcome.cost_minor - before_minor, scene.currency)
    change = signed(words, ppm) if ppm is not None else difference
    name = scene.entrants[found.reference].name
    return Figure(title, value, words.text("{change} to «{scheme}»").format(change=change, scheme=name))


def _share(scene: Scene, outcome: Outcome, limit_ppm: int) -> Figure:
    words = scene.words
    note = words.text("of margin {share}, limit {limit}").format(
        share=share(words, outcome.margin_share_ppm), limit=words.percent(limit_ppm)
    )
    over = outcome.margin_share_ppm is None or outcome.margin_share_ppm > limit_ppm
    value = share(words, outcome.receipts_share_ppm)
    return Figure(words.text("Share of receipts"), value, note, "bad" if over and outcome.cost_minor else "")


def _people(scene: Scene) -> Figure:
    words = scene.words
    title = words.text("People paid more")
    if scene.focus == scene.before:
        return Figure(title, NOTHING, words.text("the others are compared with it"))
    gains = scene.comparison.candidates[scene.focus].gains
    value = f"{words.number(_risen(gains))} / {words.number(len(gains))}"
    first = gains[0] if gains else None
    if first is None or first.difference_minor <= 0:
        return Figure(title, value, words.text("nobody gains"))
    ppm = change_ppm(first.before_minor, first.after_minor)
    rise = share(words, ppm) if ppm is not None else whole_money(words, first.difference_minor, scene.currency)
    return Figure(title, value, words.text("largest rise: {rise}").format(rise=rise))


def _worst(scene: Scene, outcome: Outcome) -> Figure:
    words = scene.words
    left_minor = outcome.left_by_month[scene.comparison.income.months.index(outcome.worst)]
    left = whole_money(words, left_minor, scene.currency)
    tone = "bad" if left_minor < 0 else ""
    return Figure(
        words.text("Worst month"), words.month(outcome.worst), words.text("leaves {amount}").format(amount=left), tone
    )


def _break_even(scene: Scene, outcome: Outcome) -> Figure:
    words, title = scene.words, scene.words.text("Break-even")
    if outcome.break_even_minor is None:
        return Figure(title, words.text("never"), words.text("bonuses take the whole margin"), "bad")
    value = whole_money(words, outcome.break_even_minor, scene.currency)
    return Figure(title, value, words.text("of receipts a month, without VAT"))
