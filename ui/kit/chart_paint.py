"""A laid-out chart, painted in the colours of the theme; series differ by pattern, dash and mark as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QLinearGradient, QPainter, QPen, QPolygonF

from ui.kit.chart_layout import Box, Item, Layout
from ui.kit.chart_model import Chart, Form
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, Tokens, figures_font, text_font, tokens

ROLES = ("chart1", "chart2", "chart3", "chart4")
"""Colours by the place of a series; with more of them they begin again."""
HATCHES = (None, None, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense5Pattern)
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_MARK, _ROUND = 4, 3
_CORNERS: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((-4, -4), (4, -4), (4, 4), (-4, 4)), ((0, -5), (5, 4), (-5, 4)), ((0, -6), (6, 0), (0, 6), (-6, 0)),
)  # fmt: skip
"""The marks of points, by the place of their series: round, square, triangle, diamond."""
_AREA_ALPHA, _RANGE_ALPHA, _ASIDE_ALPHA = 40, 46, 70


@dataclass(frozen=True, slots=True)
class Attention:
    """The item under the mouse or the keys, and whether the keys are here."""

    item: Item | None = None
    focused: bool = False


def paint(painter: QPainter, chart: Chart, layout: Layout, places: Sequence[int], attention: Attention) -> None:
    """Everything but the value that is pointed at; ``places`` are those of the series, before some were hidden."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme = tokens()
    if chart.form is Form.DUMBBELLS:
        _paint_upright_axis(painter, layout, theme)
        _paint_dumbbells(painter, chart, layout, places)
    else:
        _paint_axes(painter, layout, theme)
        if chart.form is Form.LINES:
            _paint_lines(painter, chart, layout, places)
        else:
            for item in layout.items:
                _paint_bar(painter, item.box, places[item.series], theme)
        _paint_marker(painter, chart, layout, theme)
    if attention.item is not None:
        _paint_ring(painter, attention.item.box, theme, strong=attention.focused)


def colour(place: int) -> QColor:
    """The colour of a series."""
    return tokens().color(ROLES[place % len(ROLES)])


def paint_swatch(painter: QPainter, room: QRect, place: int, form: Form) -> None:
    """How a series looks, small: for the legend."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if form is Form.LINES:
        painter.setPen(QPen(colour(place), 3, _DASHES[place % len(_DASHES)]))
        painter.drawLine(QLineF(room.left(), room.center().y() + 1, room.right(), room.center().y() + 1))
    elif form is Form.DUMBBELLS:
        _paint_point(painter, room.center().x(), room.center().y(), place, hollow=place == 0)
    else:
        _paint_bar(painter, Box(room.x(), room.y(), room.width(), room.height()), place, tokens())


def _paint_axes(painter: QPainter, layout: Layout, theme: Tokens) -> None:
    plot, font = layout.plot, figures_font(LABEL_PX)
    painter.setFont(font)
    zero_y = plot.y + plot.height - layout.zero
    for tick in layout.ticks:
        painter.setPen(QPen(theme.color("border_input" if tick.at == zero_y else "border"), 1))
        painter.drawLine(QLineF(plot.x, tick.at + 0.5, plot.x + plot.width, tick.at + 0.5))
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(0, tick.at - 9, plot.x - 8, 18), _flags("right"), tick.text)
    _paint_below(painter, layout.names, plot, theme)


def _paint_below(painter: QPainter, labels: Sequence[tuple[str, int]], plot: Box, theme: Tokens) -> None:
    painter.setFont(figures_font(LABEL_PX))
    painter.setPen(theme.color("muted"))
    for text, at in labels:
        painter.drawText(QRect(at - 100, plot.y + plot.height + 6, 200, 18), _flags("middle"), text)


def _paint_bar(painter: QPainter, box: Box, place: int, theme: Tokens) -> None:
    rect, radius = QRectF(*box), min(_ROUND, box.height / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(place))
    painter.drawRoundedRect(rect, radius, radius)
    hatch = HATCHES[place % len(HATCHES)]
    if hatch is not None:
        painter.setBrush(QBrush(theme.color("surface"), hatch))
        painter.drawRoundedRect(rect, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(place), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_lines(painter: QPainter, chart: Chart, layout: Layout, places: Sequence[int]) -> None:
    for at, span in layout.ranges:
        upper = [QPointF(x, high) for x, high, _low in span]
        lower = [QPointF(x, low) for x, _high, low in reversed(span)]
        shade = colour(places[at])
        shade.setAlpha(_RANGE_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPolygon(QPolygonF([*upper, *lower]))
    for at in range(len(chart.series)):
        own = [item for item in layout.items if item.series == at]
        line = QPolygonF([QPointF(*item.box.middle) for item in own])
        if at == 0 and not layout.ranges:
            _paint_area(painter, layout, own, places[at])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(places[at]), 2, _DASHES[places[at] % len(_DASHES)]))
        painter.drawPolyline(line)
        for item in own:
            _paint_point(painter, *item.box.middle, places[at])


def _paint_area(painter: QPainter, layout: Layout, own: Sequence[Item], place: int) -> None:
    """The ground under the first line, fading away."""
    if not own:
        return
    plot = layout.plot
    zero_y = plot.y + plot.height - layout.zero
    points = [QPointF(*item.box.middle) for item in own]
    area = QPolygonF([QPointF(points[0].x(), zero_y), *points, QPointF(points[-1].x(), zero_y)])
    fade = QLinearGradient(0, plot.y, 0, plot.y + plot.height)
    for where, alpha in ((0.0, _AREA_ALPHA), (1.0, 0)):
        shade = colour(place)
        shade.setAlpha(alpha)
        fade.setColorAt(where, shade)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fade)
    painter.drawPolygon(area)


def _paint_point(painter: QPainter, x: int, y: int, place: int, *, hollow: bool = False) -> None:
    """A mark on the ground's colour: round, square, triangle or diamond."""
    own, ground = colour(place), tokens().color("surface")
    painter.setPen(QPen(own if hollow else ground, 2 if hollow else 1.5))
    painter.setBrush(ground if hollow else own)
    corners = _CORNERS[place % len(ROLES)]
    if corners:
        painter.drawPolygon(QPolygonF([QPointF(x + across, y + down) for across, down in corners]))
    else:
        painter.drawEllipse(QPointF(x, y), _MARK, _MARK)


def _paint_upright_axis(painter: QPainter, layout: Layout, theme: Tokens) -> None:
    plot = layout.plot
    zero_x = plot.x + layout.zero
    for tick in layout.ticks:
        painter.setPen(QPen(theme.color("border_input" if tick.at == zero_x else "border"), 1))
        painter.drawLine(QLineF(tick.at + 0.5, plot.y, tick.at + 0.5, plot.y + plot.height))
    _paint_below(painter, layout.ticks, plot, theme)
    font = text_font(LABEL_PX)
    for name in layout.names:
        write(painter, QRect(0, name.at - 9, plot.x - 12, 18), name.text, font, "text")


def _paint_dumbbells(painter: QPainter, chart: Chart, layout: Layout, places: Sequence[int]) -> None:
    last = len(chart.series) - 1
    for _category, row in groupby(layout.items, key=lambda item: item.category):
        own = list(row)
        (first_x, y), (last_x, _y) = own[0].box.middle, own[-1].box.middle
        shade = colour(places[own[-1].series])
        shade.setAlpha(_ASIDE_ALPHA)
        painter.setPen(QPen(shade, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(first_x, y, last_x, y))
        for item in own:
            _paint_point(painter, *item.box.middle, places[item.series], hollow=item.series == 0 and last > 0)


def _paint_marker(painter: QPainter, chart: Chart, layout: Layout, theme: Tokens) -> None:
    if chart.marker is None or layout.marker_x is None:
        return
    plot, x = layout.plot, layout.marker_x
    painter.setPen(QPen(theme.color("border_input"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(x + 0.5, plot.y, x + 0.5, plot.y + plot.height))
    font = text_font(LABEL_PX)
    wide = QFontMetrics(font).horizontalAdvance(chart.marker.title)
    left = x + 6 if x + 6 + wide <= plot.x + plot.width else x - 6 - wide
    write(painter, QRect(left, plot.y - 2, wide + 2, 18), chart.marker.title, font, "muted")


def _paint_ring(painter: QPainter, box: Box, theme: Tokens, *, strong: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus" if strong else "border_input"), 2))
    painter.drawRoundedRect(QRectF(*box).adjusted(-3, -3, 3, 3), 5, 5)


def paint_bubble(painter: QPainter, inside: QRect, box: Box, lines: Sequence[str]) -> QRect:
    """What is pointed at, in words beside it and never outside ``inside``; gives where it stands."""
    theme, bold, plain = tokens(), text_font(LABEL_PX, QFont.Weight.DemiBold), figures_font(LABEL_PX)
    widths = [QFontMetrics(bold if at == 0 else plain).horizontalAdvance(line) for at, line in enumerate(lines)]
    width, height = max(widths) + 20, 18 * len(lines) + 10
    x = box.x + box.width + 8
    if x + width > inside.right():
        x = max(box.x - 8 - width, inside.left())
    y = min(max(box.y + box.height // 2 - height // 2, inside.top()), inside.bottom() - height)
    painter.setPen(QPen(theme.color("border_strong"), 1))
    painter.setBrush(theme.color("nav"))
    painter.drawRoundedRect(QRectF(x, y, width, height).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    for at, line in enumerate(lines):
        role = "nav_text" if at == 0 else "nav_muted"
        write(painter, QRect(x + 10, y + 5 + 18 * at, width - 16, 18), line, bold if at == 0 else plain, role)
    return QRect(x, y, width, height)


def _flags(where: str) -> int:
    side = Qt.AlignmentFlag.AlignRight if where == "right" else Qt.AlignmentFlag.AlignHCenter
    return int(side | Qt.AlignmentFlag.AlignVCenter)
