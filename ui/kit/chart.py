"""A chart on a card: title, legend, picture, and the menu by which it is taken along."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.banner import Banner
from ui.kit.chart_legend import Legend
from ui.kit.chart_model import Chart, Form, place_of
from ui.kit.chart_takeaway import Takeaway
from ui.kit.chart_view import ChartView
from ui.kit.labels import label, tool_button
from ui.kit.scrolling import scrolled

_HIGHEST, _MARGIN_PX = 420, 50


class ChartCard(QFrame):
    """Give it a chart as often as its numbers change: nothing is built anew, what is hidden or looked at stays so."""

    chosen = Signal(object)
    """The Chosen that was clicked."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty until ``show_chart``."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.chart: Chart | None = None
        self.legend = Legend()
        self.view = ChartView(words)
        self.banner = Banner(words)
        self.more = tool_button("ellipsis", words.text("Copy, save or print the chart"))
        self._words = words
        self._title = label("", "ChartTitle")
        self._title.setWordWrap(True)
        self._area = scrolled(self.view)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.more)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 8, 16, 12)
        lines.setSpacing(4)
        lines.addLayout(head)
        lines.addWidget(self.legend)
        lines.addWidget(self.banner)
        lines.addWidget(self._area, 1)
        self.legend.changed.connect(self._draw)
        self.view.chosen.connect(self.chosen)
        self.view.walked.connect(self._follow)
        self._area.verticalScrollBar().valueChanged.connect(self.view.update)  # the axis stays in sight at the foot
        self.takeaway = Takeaway(self, words)

    def show_chart(self, chart: Chart) -> None:
        """Draw it; series of the same keys as before keep their places and stay hidden where they were."""
        self.chart = chart
        self._title.setText(chart.title)
        self.legend.show_series(chart)
        self._draw()
        rows = chart.form is Form.DUMBBELLS
        self._area.setMinimumHeight(min(self.view.minimumHeight(), _HIGHEST))
        self._area.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred if rows else QSizePolicy.Policy.Expanding
        )

    @property
    def places(self) -> tuple[int, ...]:
        """What the colours of the shown series go by: their places among all, or those that they say."""
        if self.chart is None:
            return ()
        return tuple(place_of(self.chart, at) for at in self._shown_at)

    @property
    def _shown_at(self) -> tuple[int, ...]:
        return self.legend.shown(len(self.chart.series) if self.chart else 0)

    @property
    def shown(self) -> Chart:
        """The chart without the series that are hidden. Raises LookupError while there is none."""
        if self.chart is None:
            raise LookupError("no chart yet")
        series = tuple(self.chart.series[at] for at in self._shown_at)
        if series or not self.chart.series:
            return replace(self.chart, series=series)
        hidden = self._words.text("Everything is hidden. Click a name above to show it again.")
        return replace(self.chart, series=(), empty=hidden)

    def _draw(self) -> None:
        self.view.show_chart(self.shown, self.places)

    def _follow(self, where: QRect) -> None:
        middle = where.center()
        self._area.ensureVisible(middle.x(), middle.y(), _MARGIN_PX, _MARGIN_PX)
