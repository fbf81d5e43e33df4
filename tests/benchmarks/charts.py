"""New numbers in a chart of four series by 36 months, laid out and painted, against as many bare rectangles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n.words import Words
from tests.benchmarks.measure import Contest
from tests.support.charts import of_months
from ui.kit.chart_model import Form

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SERIES, MONTHS, PAIRS = 4, 36, 61
AIM_MS = 8
_SIZE = (900, 320)
_BASES = (60_000_00, 70_000_00, 80_000_00, 90_000_00)


def contests(_folder: Path) -> Iterator[Contest]:
    """Each kind of a chart by month; on the screen that there is, else offscreen."""
    if "DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.kit.theme import Theme, ThemeChoice

    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        Theme(application).choose(ThemeChoice.LIGHT)
    for form in (Form.GROUPED, Form.STACKED, Form.LINES):
        yield Contest(
            form.value,
            f"new numbers of {SERIES} series × {MONTHS} months shown and painted (aim {AIM_MS} ms)",
            f"{SERIES * MONTHS} rectangles painted by Qt",
            _moving(form),
            _repainted(_bare()),
            aim=2,
            pairs=PAIRS,
        )


def _moving(form: Form) -> Callable[[], None]:
    """Other numbers at every call, painted at once."""
    from ui.kit.chart import ChartCard

    words = Words.of("uk")
    card = ChartCard(words)
    charts = [of_months(words, form, SERIES, MONTHS, base) for base in _BASES]
    card.resize(*_SIZE)
    card.show_chart(charts[-1])
    _expose(card)

    def move() -> None:
        charts.append(charts.pop(0))
        card.show_chart(charts[-1])
        card.view.repaint()
        if card.view.layout_now is None:
            raise RuntimeError("the chart was not painted: nothing was measured")

    return move


def _repainted(bare: QWidget) -> Callable[[], None]:
    return bare.repaint


def _bare() -> QWidget:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    class Bare(QWidget):
        """As many rounded bars, and nothing else."""

        def paintEvent(self, _event: QPaintEvent) -> None:
            """Paint them."""
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.GlobalColor.darkBlue)
            for at in range(SERIES * MONTHS):
                painter.drawRoundedRect(QRectF(at * 6, 100, 4, 200), 1, 1)

    made = Bare()
    made.resize(*_SIZE)
    _expose(made)
    return made


def _expose(window: QWidget) -> None:
    """Qt paints only what is on the screen."""
    from PySide6.QtTest import QTest

    window.show()
    if not QTest.qWaitForWindowExposed(window):
        raise RuntimeError("the window does not come to the screen")
