"""The legend of a chart: how each series looks and is called; a click hides it or brings it back."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.kit.chart_model import Chart, Form, place_of
from ui.kit.chart_paint import paint_swatch
from ui.kit.painted_button import PaintedButton
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, text_font, tokens

_SWATCH, _STROKE, _LINE, _WIDEST, _GAP = 12, 26, 26, 270, 4
_AROUND_TEXT = 22


def _swatch(form: Form) -> int:
    """How wide it is: of lines so that their dashes can be seen."""
    return _STROKE if form in {Form.LINES, Form.STEPS} else _SWATCH


def legend_places(titles: tuple[str, ...], form: Form, width: int) -> tuple[QRect, ...]:
    """Where each title stands with its swatch: side by side, and in a next line where there is no room."""
    metrics, placed, x, y = QFontMetrics(text_font(LABEL_PX)), [], 0, 0
    for title in titles:
        wide = min(metrics.horizontalAdvance(title) + _swatch(form) + _AROUND_TEXT, _WIDEST, max(width, 1))
        if x and x + wide > width:
            x, y = 0, y + _LINE
        placed.append(QRect(x, y, wide, _LINE))
        x += wide + _GAP
    return tuple(placed)


def paint_entry(painter: QPainter, room: QRect, title: str, place: int, form: Form) -> None:
    """A swatch and a title in ``room``."""
    paint_swatch(painter, QRect(room.x() + 4, room.y() + 7, _swatch(form), _SWATCH), place, form)
    inside = room.adjusted(_swatch(form) + 12, 0, 0, 0)
    write(painter, inside, title, text_font(LABEL_PX), "muted")


class LegendButton(PaintedButton):
    """A series; checked while it is shown."""

    def __init__(self, title: str, place: int, form: Form) -> None:
        """``place`` is that of the series among all."""
        super().__init__(title, "", _LINE)
        self.setCheckable(True)
        self.setChecked(True)
        self.setToolTip(title)
        self._title, self._place, self._form = title, place, form

    def minimumSizeHint(self) -> QSize:
        """It is placed by the legend."""
        return QSize(0, _LINE)

    def paint_frame(self, painter: QPainter) -> None:
        """A ring only for the keys."""
        if self.hasFocus():
            painter.setPen(tokens().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def paint_inside(self, painter: QPainter) -> None:
        """Swatch and title; pale while hidden."""
        if not self.isChecked():
            painter.setOpacity(0.4)
        paint_entry(painter, self.rect(), self._title, self._place, self._form)


class Legend(QWidget):
    """Hidden where there is one series only: the chart's title says what it is."""

    changed = Signal()
    """A series was hidden or brought back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``show_series``."""
        super().__init__(parent)
        self.buttons: tuple[LegendButton, ...] = ()
        self._now: tuple[Form, tuple[object, ...]] | None = None
        self.hide()

    def show_series(self, chart: Chart) -> None:
        """The series of ``chart``; those that are shown already stay as they are, hidden ones hidden."""
        now = (chart.form, tuple((one.key, one.title, one.place) for one in chart.series))
        if now == self._now:
            return
        self._now = now
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        several = chart.series if len(chart.series) > 1 else ()
        self.buttons = tuple(LegendButton(one.title, place_of(chart, at), chart.form) for at, one in enumerate(several))
        for button in self.buttons:
            button.setParent(self)
            button.toggled.connect(self.changed)
            button.show()
        self.setVisible(bool(several))
        self._place()

    def shown(self, count: int) -> tuple[int, ...]:
        """The places of the series that are shown, of ``count``."""
        return tuple(at for at in range(count) if not self.buttons or self.buttons[at].isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        form = self._now[0] if self._now else Form.GROUPED
        places = legend_places(tuple(button.accessibleName() for button in self.buttons), form, self.width())
        for button, place in zip(self.buttons, places, strict=True):
            button.setGeometry(place)
        self.setFixedHeight(places[-1].bottom() + 1 if places else 0)
