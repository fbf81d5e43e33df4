"""The next three months from what is signed and asked already, with everything that is assumed."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.chart import ChartCard
from ui.kit.chart_model import Chosen
from ui.kit.labels import label, muted
from ui.motivation.trial.asides import forecast_chart
from ui.motivation.trial.bench import Outlook
from ui.motivation.trial.charts import View, bar_of
from ui.motivation.trial.fold import Fold

_LIST_PX = 200


class ForecastPanel(Fold):
    """Worked out when it is opened, and again when a rate has moved."""

    asked = Signal()
    opened_bar = Signal(object)

    def __init__(self, words: Words, currency: str) -> None:
        """Folded."""
        super().__init__(
            words.text("Forecast of three months"),
            words.text("From open contracts and unpaid invoices, with the delays that your clients are used to."),
        )
        self._words, self._currency = words, currency
        self.chart = ChartCard(words)
        self.chart.setMinimumHeight(250)
        self.chart.chosen.connect(self._chosen)
        self.count = label("")
        self.count.setWordWrap(True)
        self.list = QListView()
        self.list.setModel(QStringListModel(self.list))
        self.list.setWordWrap(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # a large firm has thousands of lines
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(words.text("What the forecast assumes"))
        self.list.setFixedHeight(_LIST_PX)
        self.result = QWidget()
        column = QVBoxLayout(self.result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chart)
        column.addWidget(muted(words.text("Nothing new is sold in it, and it is no promise."), wrap=True))
        column.addWidget(self.count)
        column.addWidget(self.list)
        self.result.hide()
        self.lines.addWidget(self.result)
        self.opened.connect(self.asked)

    def show_outlook(self, outlook: Outlook) -> None:
        """The answer."""
        words = self._words
        self.chart.show_chart(forecast_chart(outlook, self._currency, words))
        model = self.list.model()
        if isinstance(model, QStringListModel):
            model.setStringList(outlook.lines)
        assumed = words.plural("{n} thing is assumed", "{n} things are assumed", outlook.assumed_count)
        doubtful = words.plural("{n} is not counted on", "{n} are not counted on", outlook.doubtful_count)
        self.count.setText(f"{assumed}; {doubtful}.")
        self.result.show()

    def _chosen(self, chosen: Chosen) -> None:
        bar = bar_of(View.COST, chosen)
        if bar is not None:
            self.opened_bar.emit(bar)
