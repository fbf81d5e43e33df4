"""The picture of a chart: the value under the mouse or the keys, and what is chosen."""

from __future__ import annotations

from collections.abc import Hashable

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
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n.words import Words
from ui.kit.chart_layout import Item, Layout, Room, height_of, lay_out
from ui.kit.chart_model import Chart, Chosen, Form
from ui.kit.chart_paint import Attention, paint, paint_bubble
from ui.kit.chart_words import beside, described
from ui.kit.theme import LABEL_PX, TEXT_PX, figures_font, text_font, tokens

_HEIGHT, _LEAST_WIDTH, _NEAR_PX = 200, 280, 24
_FOOT = 26
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class ChartView(QWidget):
    """The picture. Tab comes to it as a whole, arrows walk its numbers, Enter chooses one."""

    chosen = Signal(object)
    """The Chosen that was clicked."""
    menu_wished = Signal(QPoint)
    """Where on the screen a menu is wanted."""
    copy_wished = Signal()
    print_wished = Signal()
    walked = Signal(QRect)
    """Where the number lies that the keys came to."""
    _at: Item | None = None  # of the class, for Qt takes the focus from what is half gone
    _by_keys = False

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty until ``show_chart``."""
        super().__init__(parent)
        self.chart: Chart | None = None
        self.layout_now: Layout | None = None
        self._words = words
        self._places: tuple[int, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_chart(self, chart: Chart, places: tuple[int, ...]) -> None:
        """Draw ``chart``; ``places`` are those of its series among all, for their colours."""
        taller = self.chart is None or chart.form is Form.DUMBBELLS
        held = self._held
        self.chart, self._places = chart, places
        self.layout_now = None
        self._hold(held)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join(described(chart, self._words)))
        if taller:
            self.setMinimumHeight(height_of(chart) if chart.form is Form.DUMBBELLS and not chart.bare else _HEIGHT)
            self.updateGeometry()
        self.update()

    @property
    def _held(self) -> tuple[Hashable, Hashable] | None:
        """The keys of what is looked at."""
        if self._at is None or self.chart is None:
            return None
        return self.chart.series[self._at.series].key, self.chart.categories[self._at.category].key

    def _hold(self, keys: tuple[Hashable, Hashable] | None) -> None:
        """Look at the same number, which lies elsewhere now; at none where it is gone."""
        self._at = None
        layout = self.laid_out() if keys is not None else None
        if layout is None or self.chart is None:
            return
        series, categories = self.chart.series, self.chart.categories
        same = (one for one in layout.items if (series[one.series].key, categories[one.category].key) == keys)
        self._at = next(same, None)

    @property
    def said(self) -> tuple[str, ...]:
        """What is said of the number under the mouse or the keys."""
        if self._at is None or self.chart is None:
            return ()
        series, category = self.chart.series[self._at.series], self.chart.categories[self._at.category]
        value = self.chart.unit.full(self._words, self._at.value)
        return value, f"{series.title}, {category.said}", *beside(self.chart, *self._at[:2], self._words)

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
            seen = self._seen()
            paint(painter, self.chart, layout, self._places, Attention(self._at, self._by_keys), seen.bottom() - _FOOT)
            if self._at is not None:
                paint_bubble(painter, seen, self._at.box, self.said)
        if self.hasFocus() and self._at is None:
            painter.setPen(tokens().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._seen().adjusted(0, 0, -1, -1), 6, 6)

    def _seen(self) -> QRect:
        """What of it is in sight, where it is scrolled."""
        around = self.parentWidget()
        return self.rect() if around is None else self.rect() & around.rect().translated(-self.pos())

    def event(self, event: QEvent) -> bool:
        """Copying and printing are the chart's while it has the keys, whatever the page has for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _taken_along(event):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything lies elsewhere."""
        held, self.layout_now = self._held, None
        self._hold(held)
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The nearest number."""
        point = event.position().toPoint()
        self._look_at(self._near(point, column=True), by_keys=False)
        if self._near(point) is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

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
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._look_at(None, by_keys=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End walk; Enter chooses; Esc lets go; copying takes the data."""
        layout = self.laid_out()
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wished.emit()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.print_wished.emit()
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
        if not items:
            return None
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

    def _near(self, point: QPoint, *, column: bool = False) -> Item | None:
        """The nearest number, if it is near; with ``column`` also far over or under a bar, for low ones are small."""
        layout = self.laid_out()
        if layout is None or self.chart is None:
            return None
        x, y = point.x(), point.y()
        nearest = min(layout.items, key=lambda item: item.box.distance(x, y), default=None)
        if nearest is not None and nearest.box.distance(x, y) <= _NEAR_PX * _NEAR_PX:
            return nearest
        if column and self.chart.form in {Form.GROUPED, Form.STACKED} and layout.plot.distance(x, y) == 0:
            at_x = [item for item in layout.items if item.box.x <= x <= item.box.x + item.box.width]
            return min(at_x, key=lambda item: item.box.distance(x, y), default=None)
        return None

    def _look_at(self, item: Item | None, *, by_keys: bool) -> None:
        if item == self._at and by_keys == self._by_keys:
            return
        self._at, self._by_keys = item, by_keys and item is not None
        self.update()
        if self._by_keys and item is not None:
            self.walked.emit(QRect(*item.box))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ", ".join(reversed(self.said))))

    def _choose(self, item: Item) -> None:
        if self.chart is not None:
            self.chosen.emit(Chosen(self.chart.series[item.series].key, self.chart.categories[item.category].key))


def _taken_along(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Print)
