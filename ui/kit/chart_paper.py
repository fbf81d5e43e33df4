"""A chart drawn for paper and for pictures in documents: all of it, in light colours, without what is pointed at."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from app.i18n.words import Words
from ui.kit.chart_layout import Room, height_of, lay_out
from ui.kit.chart_legend import legend_places, paint_entry
from ui.kit.chart_model import Chart, Form
from ui.kit.chart_paint import Attention, paint
from ui.kit.theme import LABEL_PX, TEXT_PX, figures_font, on_paper, text_font, tokens

_MARGIN, _TITLE_GAP = 16, 4


class Sheet(NamedTuple):
    """A chart with the places of its series among all, and the size of its picture on screen."""

    chart: Chart
    places: tuple[int, ...]
    size: QSize
    words: Words


class _Parts(NamedTuple):
    """Where the parts of a picture lie."""

    title: QRect
    legend: QRect
    entries: tuple[QRect, ...]
    plot: QRect


def picture_size(sheet: Sheet) -> QSize:
    """The pixels that the whole of it takes, at the screen's width."""
    plot = _parts(sheet).plot
    return QSize(plot.width() + 2 * _MARGIN, plot.bottom() + _MARGIN)


def draw(painter: QPainter, sheet: Sheet) -> None:
    """Draw it at the painter's place, as large as ``picture_size`` says."""
    chart, words, parts = sheet.chart, sheet.words, _parts(sheet)
    with on_paper():
        painter.fillRect(QRect(0, 0, *_pair(picture_size(sheet))), tokens().color("surface"))
        painter.setFont(_title_font())
        painter.setPen(tokens().color("text"))
        painter.drawText(parts.title, int(Qt.TextFlag.TextWordWrap), chart.title)
        for one, place, entry in zip(chart.series, sheet.places, parts.entries, strict=False):
            paint_entry(painter, entry.translated(parts.legend.topLeft()), one.title, place, chart.form)
        painter.translate(parts.plot.topLeft())
        if chart.bare:
            painter.setFont(text_font(TEXT_PX))
            painter.setPen(tokens().color("muted"))
            painter.drawText(QRect(0, 0, *_pair(parts.plot.size())), int(Qt.AlignmentFlag.AlignCenter), chart.empty)
            return
        metrics = QFontMetrics(figures_font(LABEL_PX))
        room = Room(parts.plot.width(), parts.plot.height(), metrics.horizontalAdvance)
        layout = lay_out(chart, room, lambda value: chart.unit.short(words, value))
        paint(painter, chart, layout, sheet.places, Attention(), room.height)


def _title_font() -> QFont:
    return text_font(TEXT_PX, QFont.Weight.DemiBold)


def _pair(size: QSize) -> tuple[int, int]:
    return size.width(), size.height()


def _parts(sheet: Sheet) -> _Parts:
    chart, width = sheet.chart, sheet.size.width()
    wrapped = QFontMetrics(_title_font()).boundingRect(
        QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), chart.title
    )
    title = QRect(_MARGIN, _MARGIN, width, wrapped.height())
    titles = tuple(one.title for one in chart.series)
    entries = legend_places(titles, chart.form, width) if len(titles) > 1 else ()
    legend = QRect(_MARGIN, title.bottom() + _TITLE_GAP, width, entries[-1].bottom() + 1 if entries else 0)
    height = height_of(chart) if chart.form is Form.DUMBBELLS and not chart.bare else sheet.size.height()
    return _Parts(title, legend, entries, QRect(_MARGIN, legend.bottom() + _TITLE_GAP, width, height))
