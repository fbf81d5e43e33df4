"""The row of key figures over a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month
from ui.kit.theme import FIGURE_PX, LABEL_PX, figures_font, text_font, tokens

_SMALL_FIGURE_PX, _SMALLEST_FIGURE_PX = 16, 14
_SMALL_LABEL_PX = 11
_FIGURES_PX = (FIGURE_PX, _SMALL_FIGURE_PX, _SMALLEST_FIGURE_PX)
_PADDING, _GAP = 14, 12
_WHOLE_PERCENT = PPM // 100
_LINE_HEIGHT, _FIGURE_HEIGHT = 16, 26


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it is, how much, and a word beside it; ``tone`` colours the note."""

    title: str
    value: str
    note: str = ""
    tone: str = ""


class FittedLine(QWidget):
    """A line of text in the largest of its fonts that fits; elided where even the smallest does not."""

    def __init__(self, text: str, role: str, fonts: Sequence[QFont], height: int) -> None:
        """``role`` names the token of its colour."""
        super().__init__()
        self.text = text
        self._role = role
        self._fonts = fonts
        self._height = height
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def write(self, text: str, role: str) -> None:
        """Another text in its place."""
        if (text, role) != (self.text, self._role):
            self.text, self._role = text, role
            self.take_lines(self.height() // self._height)
            self.update()

    def fits(self, width: int) -> bool:
        """Whether one line of so many pixels is enough."""
        return QFontMetrics(self._fonts[-1]).horizontalAdvance(self.text) <= width

    def take_lines(self, count: int) -> None:
        """So many lines are there for it."""
        self.setFixedHeight(self._height * count)
        self.setToolTip("" if self.is_whole() else self.text)

    def is_whole(self) -> bool:
        """Whether all of the text is seen, on the lines that there are."""
        if self.height() <= self._height:
            return self.fitted()[0] == self.text
        room = QRect(0, 0, self.width(), 0)
        used = QFontMetrics(self._fonts[-1]).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text)
        return used.width() <= self.width() and used.height() <= self.height()

    def fitted(self) -> tuple[str, QFont]:
        """What is shown at the width that stands, and in which font."""
        for font in self._fonts:
            if QFontMetrics(font).horizontalAdvance(self.text) <= self.width():
                return self.text, font
        smallest = self._fonts[-1]
        return QFontMetrics(smallest).elidedText(self.text, Qt.TextElideMode.ElideRight, self.width()), smallest

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        shown, font = self.fitted()
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(tokens().color(self._role))
        if self.height() > self._height:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.text)
            return
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What had to be elided is told as a tip."""
        super().resizeEvent(event)
        self.take_lines(self.height() // self._height)


class FigureCard(QFrame):
    """One key figure as a card; a narrow one shows it smaller."""

    def __init__(self, figure: Figure) -> None:
        """Show ``figure``."""
        super().__init__()
        self.setProperty("card", True)
        small = [text_font(pixels) for pixels in (LABEL_PX, _SMALL_LABEL_PX)]
        large = [figures_font(pixels, QFont.Weight.DemiBold) for pixels in _FIGURES_PX]
        for font in large:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
        self.title = FittedLine(figure.title, "muted", small, _LINE_HEIGHT)
        self.value = FittedLine(figure.value, "text", large, _FIGURE_HEIGHT)
        self.note = FittedLine(figure.note, figure.tone or "muted", small, _LINE_HEIGHT)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(_PADDING, 10, _PADDING, 10)
        lines.setSpacing(2)
        for line in (self.title, self.value, self.note):
            lines.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Another figure on the same card."""
        self.setAccessibleName(f"{figure.title}: {figure.value} {figure.note}".strip())
        self.title.write(figure.title, "muted")
        self.value.write(figure.value, "text")
        self.note.write(figure.note, figure.tone or "muted")

    def minimumSizeHint(self) -> QSize:
        """A card may become narrow."""
        return QSize(96, super().minimumSizeHint().height())


class FigureRow(QWidget):
    """Cards of one width beside one another; nothing to show takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty. Where a title or a note is too long for a narrow card, all of them get a second line."""
        super().__init__(parent)
        self._cards = QHBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(_GAP)
        self.figures: tuple[Figure, ...] = ()
        self.hide()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these; as many as before stand on the same cards."""
        before, self.figures = self.figures, tuple(figures)
        if before == self.figures:
            return
        if len(before) == len(self.figures):
            for card, figure in zip(self.cards, self.figures, strict=True):
                card.show_figure(figure)
            self._wrap()
            return
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for figure in figures:
            self._cards.addWidget(FigureCard(figure), 1)
        self.setVisible(bool(figures))
        self._wrap()

    @property
    def cards(self) -> tuple[FigureCard, ...]:
        """What is shown, from the left."""
        items = (self._cards.itemAt(at) for at in range(self._cards.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, FigureCard))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow row may need second lines."""
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        cards = self.cards
        if not cards:
            return
        room = (self.width() - _GAP * (len(cards) - 1)) // len(cards) - 2 * _PADDING
        for row in ([card.title for card in cards], [card.note for card in cards]):
            lines = 1 if all(line.fits(room) for line in row) else 2
            for line in row:
                line.take_lines(lines)


def whole_money(words: Words, amount_minor: int, currency: str) -> str:
    """An amount without its decimals, rounded half up: for figures that are read from afar."""
    whole = round_half_up(amount_minor, 100) * 100
    return words.money(whole, currency).replace(words.amount(0)[1:], "", 1)


def compared(words: Words, now_minor: int, before_minor: int, month: Month) -> str:
    """How a figure stands to that of an earlier month, as a note."""
    if before_minor <= 0:
        return words.text("nothing in {month}").format(month=words.month_name(month.month))
    change = round_half_up((now_minor - before_minor) * 100, before_minor) * _WHOLE_PERCENT
    sign = "+" if change > 0 else ""
    return words.text("{change} to {month}").format(
        change=sign + words.percent(change), month=words.month_name(month.month)
    )
