"""A table of tiers: what it goes by, how it pays, its rows with the bonus at the top of each, and its picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.calc.tables import COUNTS, Band, Measure, TierMode, Tiers
from app.i18n.words import mark
from app.kernel.errors import Finding
from app.motivation.rule_form.curve import top_bonuses
from app.motivation.rule_form.rates import FIRST_TABLE
from app.wording.errors import finding_text
from ui.kit.chart import ChartCard
from ui.kit.form_fields import ChoiceField, Field, MoneyField, PercentField, WholeField
from ui.kit.form_inputs import ChoiceInput, Input, WrongInput
from ui.kit.labels import field_label
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.curve import curve
from ui.motivation.rules.rows import Rows, narrow

MEASURES: Mapping[Measure, str] = {
    Measure.EVENT_AMOUNT: mark("The amount of the contract"),
    Measure.MONTH_TOTAL: mark("The person's total of the month"),
    Measure.QUARTER_TOTAL: mark("The person's total of the quarter"),
    Measure.YEAR_TOTAL: mark("The person's total of the year"),
    Measure.MONTH_COUNT: mark("Their number in the month"),
    Measure.QUARTER_COUNT: mark("Their number in the quarter"),
    Measure.YEAR_COUNT: mark("Their number in the year"),
    Measure.QUOTA: mark("The part of the plan that is fulfilled"),
    Measure.DAYS_LATE: mark("The days late"),
}
MODES: Mapping[TierMode, str] = {
    TierMode.MARGINAL: mark("Each part at its own rate"),
    TierMode.WHOLE: mark("The rate reached, for everything"),
}
_PERCENT, _SUM = "percent", "sum"
_GIVES = ((_PERCENT, mark("A percentage")), (_SUM, mark("A sum for each")))
_STEPPED = COUNTS | {Measure.DAYS_LATE}
"""Measures of whole things: a row begins one behind the bound of the row above."""
_COLUMNS = {"percent": "rate", "premium": "rate"}
"""Names of columns in findings, where they are others here."""


class TiersInput(Input):
    """One table. ``measures`` are those that it may go by."""

    def __init__(self, field: Field, bench: Bench, measures: tuple[Measure, ...] = tuple(Measure)) -> None:
        """The first table: everything at 0 %."""
        words = bench.words
        usual = FIRST_TABLE.measure if FIRST_TABLE.measure in measures else measures[0]
        self._bench, self._first = bench, replace(FIRST_TABLE, measure=usual)
        offered = [(one, MEASURES[one]) for one in measures]
        self.over = ChoiceInput(_choice("over", mark("The table goes by"), offered), words)
        self.mode = ChoiceInput(_choice("mode", mark("How it pays"), list(MODES.items())), words)
        self.gives = ChoiceInput(_choice("gives", mark("A row gives"), list(_GIVES)), words)
        self.rows = Rows(words, bench.today, words.text("Add tier"), least=1)
        self.picture = ChartCard(words)
        self._gives_cell = _cell(self.gives, words.text("A row gives"))
        self._shape: tuple[Any, ...] = ()
        super().__init__(field, words, self._built())
        self.show_value(None)
        for made in (self.over, self.mode, self.gives):
            narrow(made)
            made.edited.connect(self._typed)
        self.rows.edited.connect(self._typed)

    def read(self) -> Tiers:
        """The table. Raises WrongInput: a row is marked."""
        try:
            rows = self.rows.read()
        except WrongInput as wrong:
            raise WrongInput(replace(wrong.finding, place=self.field.key)) from None
        measure = self._measure()
        bands = tuple(self._band(at, row, measure) for at, row in enumerate(rows))
        return Tiers(measure, TierMode(self.mode.read()), bands)

    def show_value(self, value: Any) -> None:
        """Show a table; None is the first one."""
        tiers = value or self._first
        self.over.show_value(tiers.measure)
        self.mode.show_value(tiers.mode)
        sums = any(band.premium_minor is not None for band in tiers.bands)
        self.gives.show_value(_SUM if sums else _PERCENT)
        self._reshape()
        self.rows.show_rows([self._cells(at, band, tiers.measure) for at, band in enumerate(tiers.bands)])
        self._follow()

    def text(self) -> str:
        """Everything that stands here."""
        texts = {"over": self.over.text(), "mode": self.mode.text(), "gives": self.gives.text()}
        return json.dumps({**texts, "rows": self.rows.texts()}, ensure_ascii=False)

    def retype(self, text: str) -> None:
        """Put it back."""
        told = json.loads(text)
        for key, made in (("over", self.over), ("mode", self.mode), ("gives", self.gives)):
            made.retype(told[key])
        self._reshape()
        self.rows.retype(told["rows"])
        self._typed()

    def said(self, value: Any) -> str:
        """How many tiers."""
        return self.words.plural("{n} tier", "{n} tiers", len(value.bands)) if value else "—"

    def blame(self, *, wrong: bool) -> None:
        """Each row tells by itself."""

    def say_rows(self, findings: Mapping[tuple[int, str], Finding]) -> None:
        """What is wrong with rows, by row and by column of the scheme file."""
        shift = 1 if self._measure() in _STEPPED else 0
        self.rows.say({
            (at, _COLUMNS.get(column, column or "up_to")): finding_text(self.words, _shifted(one, shift))
            for (at, column), one in findings.items()
        })

    def _built(self) -> QWidget:
        inside = QWidget()
        top = QGridLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setHorizontalSpacing(12)
        words = self._bench.words
        inside.setFocusProxy(self.over.box)
        over, mode = _cell(self.over, words.text("The table goes by")), _cell(self.mode, words.text("How it pays"))
        for place, cell in enumerate((over, mode, self._gives_cell)):
            top.addWidget(cell, 0, place)
            top.setColumnStretch(place, 1 if cell is not self._gives_cell else 0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.rows)
        column.addWidget(self.picture)
        return inside

    def _measure(self) -> Measure:
        return Measure(self.over.read())

    def _typed(self) -> None:
        self._reshape()
        self._follow()
        self.edited.emit()

    def _reshape(self) -> None:
        """The columns follow the measure."""
        measure = self._measure()
        sums = measure in COUNTS and self.gives.read() == _SUM
        shape = (_unit(measure), sums, measure is Measure.DAYS_LATE)
        self._gives_cell.setVisible(measure in COUNTS)
        self.mode.setEnabled(measure is not Measure.DAYS_LATE)
        if measure is Measure.DAYS_LATE:
            self.mode.show_value(TierMode.WHOLE)
        if shape == self._shape:
            return
        self._shape = shape
        unit, currency, words = _unit(measure), self._bench.currency, self._bench.words
        rate: Field = PercentField("rate", mark("Rate, %"), required=True)
        if sums:
            rate = MoneyField("rate", mark("Sum for each"), required=True, currency=currency)
        named = {"money": currency, "share": "%", "days": words.text("days"), "count": words.text("number")}[unit]
        start = words.text("From, {unit}").format(unit=named)
        end = words.text("To, {unit}").format(unit=named)
        columns = (_bound("from", start, unit, currency), _bound("up_to", end, unit, currency), rate)
        outcome = "" if unit in {"share", "days"} or (unit == "count" and not sums) else words.text("Bonus at the top")
        self.rows.set_columns(columns, outcome)

    def _follow(self) -> None:
        """What follows from the rows: hints, bonuses, the picture."""
        bench = self._bench
        try:
            tiers = self.read()
        except WrongInput:
            return
        below = 0
        for at, band in enumerate(tiers.bands):
            start = below + (1 if tiers.measure in COUNTS or (tiers.measure is Measure.DAYS_LATE and at) else 0)
            self.rows.hint(at, "from", _shown(start, tiers.measure, bench))
            last = at == len(tiers.bands) - 1
            self.rows.hint(at, "up_to", bench.words.text("no limit") if last else "")
            below = band.up_to_minor or below
        tops = top_bonuses(tiers)
        self.rows.say_outcomes(["—" if top is None else bench.words.money(top, bench.currency) for top in tops])
        if _drawable(tiers):
            self.picture.show_chart(curve(tiers, bench.words, bench.currency))

    def _cells(self, at: int, band: Band, measure: Measure) -> dict[str, Any]:
        start = band.from_minor
        if start is not None:
            start += _shift(at, measure)
        given = band.rate_ppm if band.premium_minor is None else band.premium_minor
        return {"from": start, "up_to": band.up_to_minor, "rate": given}

    def _band(self, at: int, row: Mapping[str, Any], measure: Measure) -> Band:
        start = row["from"]
        if start is not None:
            start -= _shift(at, measure)
        if measure in COUNTS and self.gives.read() == _SUM:
            return Band(row["up_to"], 0, start, row["rate"])
        return Band(row["up_to"], row["rate"], start)


def _choice(key: str, title: str, choices: list[tuple[Any, str]]) -> ChoiceField:
    return ChoiceField(key, title, required=True, choices=tuple(choices))


def _cell(made: ChoiceInput, title: str) -> QWidget:
    cell = QWidget()
    made.inner.setAccessibleName(title)
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(field_label(title, made.inner))
    column.addWidget(made)
    return cell


def _unit(measure: Measure) -> str:
    if measure in COUNTS:
        return "count"
    return {Measure.QUOTA: "share", Measure.DAYS_LATE: "days"}.get(measure, "money")


def _bound(key: str, title: str, unit: str, currency: str) -> Field:
    if unit == "money":
        return MoneyField(key, title, currency=currency)
    return PercentField(key, title) if unit == "share" else WholeField(key, title)


def _shift(at: int, measure: Measure) -> int:
    """By how much the first thing of a row lies behind the bound above it."""
    return 1 if measure in COUNTS or (measure is Measure.DAYS_LATE and at > 0) else 0


def _shifted(finding: Finding, by: int) -> Finding:
    """The same with the first thing of the row instead of the bound above it, as it is typed."""
    start = finding.values.get("start")
    if not by or not isinstance(start, int):
        return finding
    return replace(finding, values={**finding.values, "start": start + by})


def _shown(value: int, measure: Measure, bench: Bench) -> str:
    unit = _unit(measure)
    if unit == "money":
        return bench.words.amount(value)
    return bench.words.percent(value) if unit == "share" else bench.words.number(value)


def _drawable(tiers: Tiers) -> bool:
    """Whether the bounds go upwards to an open end: else there is nothing to draw yet."""
    bounds = [band.up_to_minor for band in tiers.bands]
    closed = [bound for bound in bounds[:-1] if bound is not None]
    upward = all(low < high for low, high in pairwise(closed))
    return bounds[-1] is None and len(closed) == len(bounds) - 1 and upward and all(bound >= 0 for bound in closed)
