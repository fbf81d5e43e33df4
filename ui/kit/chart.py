"""A chart on the page: its legend, its picture, the value under the mouse or the keys, and ways to take it along."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.chart_layout import Item, Layout, Room, height_of, lay_out
from ui.kit.chart_model import Chart, Chosen, Form, described
from ui.kit.chart_paint import Attention, paint, paint_bubble, paint_swatch
from ui.kit.labels import label
from ui.kit.painted_button import PaintedButton
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, TEXT_PX, figures_font, text_font, tokens

_HEIGHT, _LEAST_WIDTH, _NEAR = 200, 280, 24 * 24
_SWATCH = 12
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class ChartView(QWidget):
    """The picture. Tab comes to it as a whole, arrows walk its numbers, Enter chooses one."""

    chosen = Signal(object)
    """The Chosen that was clicked."""
    menu_wished = Signal(QPoint)
    """Where on the screen a menu is wanted."""
    copy_wished = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty until ``show_chart``."""
        super().__init__(parent)
        self.chart: Chart | None = None
        self.layout_now: Layout | None = None
        self._words = words
        self._places: tuple[int, ...] = ()
        self._at: Item | None = None
        self._by_keys = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_chart(self, chart: Chart, places: tuple[int, ...]) -> None:
        """Draw ``chart``; ``places`` are those of its series among all, for their colours."""
        taller = self.chart is None or chart.form is Form.DUMBBELLS
        self.chart, self._places = chart, places
        self.layout_now = None
        self._at = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join(described(chart, self._words)))
        if taller:
            self.setMinimumHeight(height_of(chart) if chart.form is Form.DUMBBELLS and not chart.bare else _HEIGHT)
            self.updateGeometry()
        self.update()

    @property
    def said(self) -> tuple[str, ...]:
        """What is said of the number under the mouse or the keys."""
        if self._at is None or self.chart is None:
            return ()
        series, category = self.chart.series[self._at.series], self.chart.categories[self._at.category]
        lines = [self.chart.unit.full(self._words, self._at.value), f"{series.title}, {category.said}"]
        if series.lows:
            low, high = series.lows[self._at.category], series.highs[self._at.category]
            full = self.chart.unit.full
            lines.append(f"{full(self._words, low)} … {full(self._words, high)}")
        return tuple(lines)

    def sizeHint(self) -> QSize:
        """Wide, and as high as rows need."""
        return QSize(480, max(self.minimumHeight(), _HEIGHT))

    def laid_out(self) -> Layout | None:
        """Where everything lies at the present size; None where there is nothing."""
        if self.chart is None or self.chart.bare:
            return None
        if self.layout_now is None:
            metrics, words, unit = QFontMetrics(figures_font(LABEL_PX)), self._words, self.chart.unit
            room = Room(self.width(), self.height(), metrics.horizontalAdvance)
            self.layout_now = lay_out(self.chart, room, lambda value: unit.short(words, value))
        return self.layout_now

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chart, then what is pointed at."""
        painter = QPainter(self)
        layout = self.laid_out()
        if self.chart is None:
            return
        if layout is None:
            painter.setFont(text_font(TEXT_PX))
            painter.setPen(tokens().color("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), flags, self.chart.empty)
        else:
            paint(painter, self.chart, layout, self._places, Attention(self._at, self._by_keys))
            if self._at is not None:
                paint_bubble(painter, self.rect(), self._at.box, self.said)
        if self.hasFocus() and self._at is None:
            painter.setPen(tokens().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything lies elsewhere."""
        self.layout_now = None
        self._at = None
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The nearest number."""
        self._look_at(self._near(event.position().toPoint()), by_keys=False)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        if not self._by_keys:
            self._look_at(None, by_keys=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what is behind a number."""
        item = self._near(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and item is not None:
            self._choose(item)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the card."""
        self.menu_wished.emit(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere."""
        super().focusOutEvent(event)
        self._look_at(None, by_keys=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End walk; Enter chooses; Esc lets go; copying takes the data."""
        layout = self.laid_out()
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wished.emit()
        elif layout is None or self.chart is None:
            super().keyPressEvent(event)
        elif key in _ENTER and self._at is not None:
            self._choose(self._at)
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._look_at(None, by_keys=False)
        elif (item := self._walked(layout, key)) is not None:
            self._look_at(item, by_keys=True)
        else:
            super().keyPressEvent(event)

    def _walked(self, layout: Layout, key: Qt.Key) -> Item | None:
        items, at = layout.items, self._at
        if key == Qt.Key.Key_Home:
            return items[0]
        if key == Qt.Key.Key_End:
            return items[-1]
        across, along = (Qt.Key.Key_Up, Qt.Key.Key_Down), (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if self.chart is not None and self.chart.form is Form.DUMBBELLS:
            across, along = along, across
        if key not in {*across, *along}:
            return None
        if at is None:
            return items[0]
        step = -1 if key in {across[0], along[0]} else 1
        if key in across:
            line = [one for one in items if one.category == at.category]
        else:
            line = [one for one in items if one.series == at.series]
        return line[min(max(line.index(at) + step, 0), len(line) - 1)]

    def _near(self, point: QPoint) -> Item | None:
        layout = self.laid_out()
        if layout is None:
            return None
        nearest = min(layout.items, key=lambda item: item.box.distance(point.x(), point.y()), default=None)
        if nearest is None or nearest.box.distance(point.x(), point.y()) > _NEAR:
            return None
        return nearest

    def _look_at(self, item: Item | None, *, by_keys: bool) -> None:
        if item == self._at and by_keys == self._by_keys:
            return
        self._at, self._by_keys = item, by_keys and item is not None
        self.update()
        if self._by_keys:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ", ".join(reversed(self.said))))

    def _choose(self, item: Item) -> None:
        if self.chart is not None:
            self.chosen.emit(Chosen(self.chart.series[item.series].key, self.chart.categories[item.category].key))


class _LegendButton(PaintedButton):
    """A series: how it looks, how it is called; a click hides it or brings it back."""

    def __init__(self, title: str, place: int, form: Form) -> None:
        super().__init__(title, "", 26)
        self.setCheckable(True)
        self.setChecked(True)
        self._title, self._place, self._form = title, place, form
        self._font = text_font(LABEL_PX)
        wide = QFontMetrics(self._font).horizontalAdvance(title)
        self.setFixedWidth(min(_SWATCH + 18 + wide + 4, 220))
        self.setToolTip(title)

    def minimumSizeHint(self) -> QSize:
        """As wide as its text."""
        return QSize(self.width(), self.height())

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
        paint_swatch(painter, QRect(4, 7, _SWATCH, _SWATCH), self._place, self._form)
        write(painter, QRect(_SWATCH + 12, 0, self.width() - _SWATCH - 12, 26), self._title, self._font, "muted")


class ChartCard(QFrame):
    """A chart with its title and legend, on a card."""

    chosen = Signal(object)
    """The Chosen that was clicked."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty until ``show_chart``."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.chart: Chart | None = None
        self.legend: tuple[_LegendButton, ...] = ()
        self.view = ChartView(words)
        self._title = label("", "ChartTitle")
        self._keys = QHBoxLayout()
        self._keys.setSpacing(4)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(4)
        for part in (self._title, self._keys, self.view):
            if isinstance(part, QWidget):
                lines.addWidget(part)
            else:
                lines.addLayout(part)
        lines.setStretch(2, 1)
        self.view.chosen.connect(self.chosen)
        from ui.kit.chart_takeaway import Takeaway

        self.takeaway = Takeaway(self, words)

    def show_chart(self, chart: Chart) -> None:
        """Draw it; series of the same keys as before keep their places and stay hidden where they were."""
        before = self.chart
        self.chart = chart
        self._title.setText(chart.title)
        titles = [(one.key, one.title) for one in chart.series]
        if before is None or [(one.key, one.title) for one in before.series] != titles or before.form is not chart.form:
            self._make_legend(chart)
        self._draw()

    @property
    def shown(self) -> Chart:
        """The chart without the series that are hidden. Raises LookupError while there is none."""
        if self.chart is None:
            raise LookupError("no chart yet")
        return replace(self.chart, series=tuple(self.chart.series[at] for at in self._visible()))

    def _visible(self) -> tuple[int, ...]:
        if not self.legend:
            return tuple(range(len(self.chart.series) if self.chart else 0))
        return tuple(at for at, button in enumerate(self.legend) if button.isChecked())

    def _make_legend(self, chart: Chart) -> None:
        while (item := self._keys.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        several = len(chart.series) > 1
        self.legend = tuple(
            _LegendButton(one.title, at, chart.form) for at, one in enumerate(chart.series if several else ())
        )
        for button in self.legend:
            button.toggled.connect(self._draw)
            self._keys.addWidget(button)
        self._keys.addStretch(1)

    def _draw(self) -> None:
        self.view.show_chart(self.shown, self._visible())
