"""What if: four questions, and what the schemes would have come to, beside history and called so."""

from __future__ import annotations

import operator
from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.calc.tally import Window
from app.calc.what_if import Leaver, WhatIf
from app.i18n.words import Words, mark
from ui.kit.chart import ChartCard
from ui.kit.chart_model import Chosen
from ui.kit.columns import Column, Kind
from ui.kit.labels import field_label, muted, push_button
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.motivation.trial.asides import WHAT_IF_KEY, ChangedRow, asked_sentence, changed_rows, range_of, what_if_chart
from ui.motivation.trial.bench import HISTORY, WHAT_IF, Changed
from ui.motivation.trial.charts import Bar
from ui.motivation.trial.figures import share
from ui.motivation.trial.fold import Fold
from ui.motivation.trial.tables import fit_height
from ui.motivation.trial.whole_slider import WholeSlider

_PAUSE_MS = 250
_PERCENT = 10_000
_NOTHING = WhatIf()


class WhatIfPanel(Fold):
    """Asks whenever the hand pauses; the same question is asked again after a rate has moved."""

    asked = Signal(object)
    """A WhatIf."""
    opened_bar = Signal(object, object)
    """Where (HISTORY or WHAT_IF) and which Bar was chosen."""

    def __init__(self, words: Words, currency: str) -> None:
        """Folded, with nothing asked."""
        super().__init__(
            words.text("What if …"),
            words.text("More or fewer new clients, more repeat orders, slower payers, somebody leaving."),
        )
        self._words, self._currency = words, currency
        self._people: dict[int, str] = {}
        self._seed = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        self.new_clients = WholeSlider(words, words.text("New clients, more or fewer"), "%", (-100, 200), 5)
        self.repeat_orders = WholeSlider(words, words.text("Repeat orders, more or fewer"), "%", (-100, 200), 5)
        self.days_later = WholeSlider(words, words.text("Clients pay later"), words.text("days"), (0, 180), 1)
        self.leaver, self.last_month = QComboBox(), QComboBox()
        self.leaver.setAccessibleName(words.text("Who leaves"))
        self.last_month.setAccessibleName(words.text("Until the end of"))
        self.others = push_button(words.text("Choose other clients and orders"), self._draw_others, link=True)
        self.others.setToolTip(
            words.text("Which clients and orders are more, or gone, is chosen evenly over time. Choose others.")
        )
        self._lay_out_questions()
        self.result = QWidget()
        self.said = muted("", wrap=True)
        self.said.setProperty("tone", "warn")
        self.chart = ChartCard(words)
        self.chart.chosen.connect(self._chosen)
        self.model: RowsModel[ChangedRow] = RowsModel(self._columns(), words)
        self.table = RowsView(self.model, lambda row: row.entrant_id)
        self.table.setAccessibleName(words.text("What if, beside history"))
        self.range = muted("", wrap=True)
        column = QVBoxLayout(self.result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.said, self.chart, framed(self.table), self.range):
            column.addWidget(part)
        self.result.hide()
        self.lines.addWidget(self.result)
        for one in (self.new_clients, self.repeat_orders, self.days_later):
            one.moved.connect(self._pause.start)
        for box in (self.leaver, self.last_month):
            box.activated.connect(self._pause.start)

    @property
    def question(self) -> WhatIf:
        """What is asked."""
        person_id, month = self.leaver.currentData(), self.last_month.currentData()
        leavers = (Leaver(person_id, month.last),) if person_id and month is not None else ()
        return WhatIf(
            self.new_clients.value * _PERCENT, self.repeat_orders.value * _PERCENT, self.days_later.value, leavers,
            self._seed,
        )  # fmt: skip

    @property
    def asks(self) -> bool:
        """Whether anything is asked."""
        question = self.question
        return question != WhatIf(seed=question.seed)

    def offer(self, people: Mapping[int, str], window: Window) -> None:
        """Who may leave, and when; what was chosen stays chosen."""
        self._people = dict(people)
        person_id, month = self.leaver.currentData(), self.last_month.currentData()
        self.leaver.clear()
        self.leaver.addItem(self._words.text("nobody"), 0)
        for one, name in sorted(people.items(), key=operator.itemgetter(1)):
            self.leaver.addItem(name, one)
        self.last_month.clear()
        for each in window.months:
            self.last_month.addItem(self._words.month(each), each)
        self.leaver.setCurrentIndex(max(self.leaver.findData(person_id), 0))
        self.last_month.setCurrentIndex(window.months.index(month) if month in window.months else 0)

    def ask(self) -> None:
        """Ask, or show nothing where nothing is asked."""
        self._pause.stop()
        if self.asks:
            self.asked.emit(self.question)
        else:
            self.result.hide()

    def show_changed(self, changed: Changed, focus: int) -> None:
        """The answer; an answer to an older question is left out."""
        if changed.what != self.question or not self.asks:
            return
        self.said.setText(asked_sentence(changed.what, self._people, self._words))
        self.chart.show_chart(what_if_chart(changed, self._currency, self._words))
        rows = changed_rows(changed)
        self.model.set_rows(rows)
        fit_height(self.table, len(rows))
        self.range.setText(range_of(changed, min(focus, len(rows) - 1), self._currency, self._words))
        self.result.show()

    def _columns(self) -> tuple[Column[ChangedRow], ...]:
        words = self._words

        def worst(row: ChangedRow) -> str:
            return f"{words.month(row.worst)}: {words.money(row.worst_left_minor, self._currency)}"

        return (
            Column("scheme", mark("Scheme"), lambda row: row.name, width=130, stretch=True),
            Column("before", mark("In history"), lambda row: row.before_minor, Kind.MONEY, width=112, rank=1),
            Column("after", mark("What if"), lambda row: row.after_minor, Kind.MONEY, width=112),
            Column("difference", mark("Difference"), lambda row: row.difference_minor, Kind.MONEY, width=112,
                   tone=lambda row: "bad" if row.difference_minor > 0 else None),
            Column("shares", mark("Of receipts"), lambda row: f"{share(words, row.share_before_ppm)} → "
                   f"{share(words, row.share_after_ppm)}", width=130, rank=2),
            Column("worst", mark("Worst month, and what it leaves"), worst, width=210, rank=3,
                   sort=lambda row: row.worst_left_minor),
        )  # fmt: skip

    def _lay_out_questions(self) -> None:
        words, grid = self._words, QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        leaving = QHBoxLayout()
        leaving.setSpacing(8)
        for title, box in ((words.text("Who leaves"), self.leaver), (words.text("Until the end of"), self.last_month)):
            one = QVBoxLayout()
            one.setSpacing(2)
            one.addWidget(field_label(title, box))
            one.addWidget(box)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            leaving.addLayout(one, 1)
        grid.addWidget(self.new_clients, 0, 0)
        grid.addWidget(self.repeat_orders, 0, 1)
        grid.addWidget(self.days_later, 1, 0)
        grid.addLayout(leaving, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.lines.addLayout(grid)
        self.lines.addWidget(self.others)

    def _draw_others(self) -> None:
        self._seed += 1
        self.ask()

    def _chosen(self, chosen: Chosen) -> None:
        on = WHAT_IF if chosen.series == WHAT_IF_KEY else HISTORY
        if isinstance(chosen.category, int):
            self.opened_bar.emit(on, Bar(chosen.category))
