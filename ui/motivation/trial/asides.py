"""What is shown beside history: what if, and the forecast with what it assumes. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from app.calc.what_if import WhatIf
from app.i18n.words import Words, mark
from app.kernel.period import Month
from app.wording.trials import range_sentence
from ui.kit.chart_model import Category, Chart, Form, Kind, Series, Unit
from ui.motivation.trial.bench import Changed, Outlook
from ui.motivation.trial.charts import by_month

HISTORY_KEY, WHAT_IF_KEY = "history", "what_if"
_NOTHING = mark("Nothing is paid, neither in history nor in what is asked.")


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """An entrant in history and in what is asked; amounts in the firm's minor units."""

    entrant_id: int
    name: str
    before_minor: int
    after_minor: int
    share_before_ppm: int | None
    share_after_ppm: int | None
    worst: Month
    worst_left_minor: int

    @property
    def difference_minor(self) -> int:
        """What it costs more."""
        return self.after_minor - self.before_minor


def what_if_chart(changed: Changed, currency: str, words: Words) -> Chart:
    """The cost of each entrant in history, and if it were so."""
    found = (changed.history, changed.comparison)
    titles = (words.text("In history"), words.text("What if"))
    series = tuple(
        Series(key, title, tuple(one.outcome.cost_minor for one in comparison.candidates))
        for key, title, comparison in zip((HISTORY_KEY, WHAT_IF_KEY), titles, found, strict=True)
    )
    entrants = tuple(Category(one.id, one.name) for one in changed.entrants)
    title = words.text("What if: bonuses of the whole time")
    return Chart(title, Form.DUMBBELLS, Unit(Kind.MONEY, currency), entrants, series, words.text(_NOTHING))


def changed_rows(changed: Changed) -> tuple[ChangedRow, ...]:
    """Every entrant, before and after."""
    rows = []
    pairs = zip(changed.entrants, changed.history.candidates, changed.comparison.candidates, strict=True)
    for entrant, before, after in pairs:
        outcome = after.outcome
        worst_at = changed.comparison.income.months.index(outcome.worst)
        rows.append(
            ChangedRow(
                entrant.id,
                entrant.name,
                before.outcome.cost_minor,
                outcome.cost_minor,
                before.outcome.receipts_share_ppm,
                outcome.receipts_share_ppm,
                outcome.worst,
                outcome.left_by_month[worst_at],
            )
        )
    return tuple(rows)


def asked_sentence(what: WhatIf, people: dict[int, str], words: Words) -> str:
    """What is asked, so that nobody takes it for history."""
    parts = []
    for ppm, more, fewer in (
        (what.new_clients_ppm, mark("{share} more new clients"), mark("{share} fewer new clients")),
        (what.repeat_orders_ppm, mark("{share} more repeat orders"), mark("{share} fewer repeat orders")),
    ):
        if ppm:
            parts.append(words.text(more if ppm > 0 else fewer).format(share=words.percent(abs(ppm))))
    if what.days_later:
        parts.append(words.plural("clients pay {n} day later", "clients pay {n} days later", what.days_later))
    parts += [
        words.text("{person} gone after {date}").format(person=people.get(one.person_id, ""), date=words.date(one.on))
        for one in what.leavers
    ]
    return words.text("What if, not history: {parts}.").format(parts="; ".join(parts))


def range_of(changed: Changed, place: int, currency: str, words: Words) -> str:
    """The range of the entrant at ``place`` if it were so; nothing where there is none."""
    one = changed.comparison.candidates[place]
    if one.range is None:
        return ""
    return f"«{changed.entrants[place].name}»: {range_sentence(words, one.range, currency)}"


def forecast_chart(outlook: Outlook, currency: str, words: Words) -> Chart:
    """What each entrant would cost in the three months."""
    title = words.text("Forecast: bonuses by month, {currency}").format(currency=currency)
    return by_month(title, outlook.comparison, outlook.entrants, currency, words)
