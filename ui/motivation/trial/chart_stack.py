"""The pictures under one another: those in sight follow the hand, the others when it rests or they come into sight."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.chart import ChartCard
from ui.kit.chart_model import Chart, Chosen
from ui.motivation.trial.charts import Bar, View, bar_of

_REST_MS = 90
_HEIGHTS = {View.COST: 270, View.SHARE: 230, View.PARTS: 250}


class ChartStack(QWidget):
    """One card for each View."""

    opened = Signal(object)
    """The Bar that was chosen."""
    rested = Signal()
    """The hand rests: every picture is that of now, and what is slower may follow."""

    def __init__(self, words: Words) -> None:
        """Empty until ``show_charts``."""
        super().__init__()
        self.cards: dict[View, ChartCard] = {}
        self._late: dict[View, Chart] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.settle)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for view in View:
            card = ChartCard(words)
            card.setMinimumHeight(_HEIGHTS.get(view, 0))
            card.chosen.connect(partial(self._chosen, view))
            self.cards[view] = card
            lines.addWidget(card)

    @property
    def moving(self) -> bool:
        """Whether pictures out of sight still wait for the hand to rest."""
        return self._timer.isActive()

    def show_charts(self, charts: Mapping[View, Chart]) -> None:
        """Draw those in sight now."""
        for view, card in self.cards.items():
            if card.chart is None or not card.visibleRegion().isEmpty():
                self._late.pop(view, None)
                card.show_chart(charts[view])
            else:
                self._late[view] = charts[view]
        self._timer.start()

    def come_into_sight(self) -> None:
        """Draw what was late and is in sight now."""
        for view in list(self._late):
            if not self.cards[view].visibleRegion().isEmpty():
                self.cards[view].show_chart(self._late.pop(view))

    def settle(self) -> None:
        """Draw everything."""
        self._timer.stop()
        for view, chart in self._late.items():
            self.cards[view].show_chart(chart)
        self._late.clear()
        self.rested.emit()

    def _chosen(self, view: View, chosen: Chosen) -> None:
        bar: Bar | None = bar_of(view, chosen)
        if bar is not None:
            self.opened.emit(bar)
