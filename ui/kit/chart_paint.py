"""A laid-out chart, painted in the colours of the theme; series differ by pattern, dash and mark as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QLinearGradient, QPainter, QPen, QPolygonF

from ui.kit.chart_layout import Box, Item, Layout
from ui.kit.chart_model import Chart, Form
from ui.kit.painting import write
from ui.kit.theme import LABEL_PX, Tokens, figures_font, text_font, tokens

ROLES = ("chart1", "chart2", "chart3", "chart4")
"""Colours by the place of a series; with more of them they begin again."""
HATCHES = (None, None, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense5Pattern)
"""Patterns by ``look``."""
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_MARK, _ROUND, _AWAY = 4, 3, 8
_CORNERS: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((-4, -4), (4, -4), (4, 4), (-4, 4)), ((0, -5), (5, 4), (-5, 4)), ((0, -6), (6, 0), (0, 6), (-6, 0)),
)  # fmt: skip
"""The marks of points, by the place of their series: round, square, triangle, diamond."""
_HATCHED_FROM_PX, _MARKED_FROM_PX = 6, 24
"""Thinner bars and denser points are plain: a pattern or a mark would only make them grey."""
_AREA_ALPHA, _RANGE_ALPHA, _ASIDE_ALPHA = 40, 46, 70


@dataclass(frozen=True, slots=True)
class Attention:
    """The item under the mouse or the keys, and whether the keys are here."""

    item: Item | None = None
    focused: bool = False


def look(place: int) -> int:
    """The pattern, dash and mark of a series: a fifth one has the first one's colour, but not its pattern."""
    return (place + place // len(ROLES)) % len(ROLES)


def paint(
    painter: QPainter, chart: Chart, layout: Layout, places: Sequence[int], attention: Attention, foot_y: int
) -> None:
    """Everything but the value that is pointed at; ``places`` are those of the series, before some were hidden.

    The numbers under rows of dumbbells stand no lower than ``foot_y``, so that they stay in sight.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme = tokens()
    if chart.form is Form.DUMBBELLS:
        _paint_upright_axis(painter, layout, theme)
        _paint_dumbbells(painter, chart, layout, places)
        _paint_foot(painter, layout, min(foot_y, layout.plot.y + layout.plot.height), theme)
    else:
        _paint_axes(painter, layout, theme)
        if chart.form in {Form.LINES, Form.STEPS}:
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
    if form in {Form.LINES, Form.STEPS}:
        painter.setPen(QPen(colour(place), 2, _DASHES[look(place)]))
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
    below = plot.y + plot.height + 6
    _paint_below(painter, layout.names, below, theme)
    for text, left in layout.groups:
        write(painter, QRect(left, below + 16, plot.x + plot.width - left, 18), text, font, "text")


def _paint_below(painter: QPainter, labels: Sequence[tuple[str, int]], y: int, theme: Tokens) -> None:
    painter.setFont(figures_font(LABEL_PX))
    painter.setPen(theme.color("muted"))
    for text, at in labels:
        painter.drawText(QRect(at - 100, y, 200, 18), _flags("middle"), text)


def _paint_bar(painter: QPainter, box: Box, place: int, theme: Tokens) -> None:
    rect, radius = QRectF(*box), min(_ROUND, box.height / 2, box.width / 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(place))
    painter.drawRoundedRect(rect, radius, radius)
    hatch = HATCHES[look(place)]
    if hatch is not None and min(box.width, box.height) >= _HATCHED_FROM_PX:
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
    for at, place in enumerate(places):
        own = [item for item in layout.items if item.series == at]
        for run in _runs(own):
            line = _line(chart, layout, run)
            if at == 0 and not layout.ranges:
                _paint_area(painter, layout, line, place)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(place), 2, _DASHES[look(place)]))
            painter.drawPolyline(line)
            if layout.spacing >= _MARKED_FROM_PX or len(run) == 1:
                for item in run:
                    _paint_point(painter, *item.box.middle, place)


def _runs(own: Sequence[Item]) -> Iterator[list[Item]]:
    """The items of a series without a gap: a line does not lead over what is not known."""
    for _key, run in groupby(enumerate(own), key=lambda pair: pair[1].category - pair[0]):
        yield [item for _at, item in run]


def _line(chart: Chart, layout: Layout, run: Sequence[Item]) -> list[QPointF]:
    """Through the points; as stairs, each value until the next one, and the last to the end of its place."""
    points = [QPointF(*item.box.middle) for item in run]
    if chart.form is not Form.STEPS:
        return points
    plot = layout.plot
    last_x = plot.x + plot.width if run[-1].category == len(chart.categories) - 1 else points[-1].x() + layout.spacing
    corners = [points[0]]
    for before, after in pairwise(points):
        corners += [QPointF(after.x(), before.y()), after]
    return [*corners, QPointF(last_x, points[-1].y())]


def _paint_area(painter: QPainter, layout: Layout, points: Sequence[QPointF], place: int) -> None:
    """The ground under the first line, fading away."""
    plot = layout.plot
    zero_y = plot.y + plot.height - layout.zero
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
    corners = _CORNERS[look(place)]
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
    font = text_font(LABEL_PX)
    for name in layout.names:
        write(painter, QRect(0, name.at - 9, plot.x - 12, 18), name.text, font, "text")


def _paint_foot(painter: QPainter, layout: Layout, y: int, theme: Tokens) -> None:
    """The numbers of the axis, on the ground's colour over the rows that they cover."""
    painter.fillRect(QRect(0, y, layout.plot.x + layout.plot.width + 100, 40), theme.color("surface"))
    _paint_below(painter, layout.ticks, y + 6, theme)


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
    write(painter, QRect(left, plot.y - 18, wide + 2, 18), chart.marker.title, font, "muted")


def _paint_ring(painter: QPainter, box: Box, theme: Tokens, *, strong: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus" if strong else "border_input"), 2))
    painter.drawRoundedRect(QRectF(*box).adjusted(-3, -3, 3, 3), 5, 5)


def bubble_place(inside: QRect, box: Box, size: QSize) -> tuple[int, int]:
    """At the right of ``box`` or at its left; where both are too narrow, under it or over it."""
    left, top = box.middle[0] - size.width() // 2, box.middle[1] - size.height() // 2
    if box.x + box.width + _AWAY + size.width() <= inside.right():
        left = box.x + box.width + _AWAY
    elif box.x - _AWAY - size.width() >= inside.left():
        left = box.x - _AWAY - size.width()
    else:
        below = box.y + box.height + _AWAY
        top = below if below + size.height() <= inside.bottom() else box.y - _AWAY - size.height()
    return (
        max(min(left, inside.right() - size.width()), inside.left()),
        max(min(top, inside.bottom() - size.height()), inside.top()),
    )


def paint_bubble(painter: QPainter, inside: QRect, box: Box, lines: Sequence[str]) -> QRect:
    """What is pointed at, in words beside it and never outside ``inside``; gives where it stands."""
    theme, bold, plain = tokens(), text_font(LABEL_PX, QFont.Weight.DemiBold), figures_font(LABEL_PX)
    widths = [QFontMetrics(bold if at == 0 else plain).horizontalAdvance(line) for at, line in enumerate(lines)]
    width, height = max(widths) + 20, 18 * len(lines) + 10
    x, y = bubble_place(inside, box, QSize(width, height))
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
