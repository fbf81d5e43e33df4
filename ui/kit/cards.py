"""The row of key figures over a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.words import Words
from app.kernel.money import round_half_up
from ui.kit.labels import label, muted
from ui.kit.theme import FIGURE_PX, LABEL_PX, figures_font, text_font

_SMALL_FIGURE_PX = 16
_SMALL_LABEL_PX = 11
_PADDING = 14


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it is, how much, and a word beside it; ``tone`` colours the note."""

    title: str
    value: str
    note: str = ""
    tone: str = ""


class _Fitted(QLabel):
    """A label that elides its text instead of asking for room."""

    def __init__(self, text: str, base: QLabel) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = text
        self.setAccessibleName(text)
        for name in ("muted", "tone"):
            self.setProperty(name, base.property(name))
        self.setObjectName(base.objectName())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> bool:
        """Elide to ``width``; False when something had to go."""
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)
        return shown == self._whole


class FigureCard(QFrame):
    """One key figure as a card."""

    def __init__(self, figure: Figure) -> None:
        """Show ``figure``."""
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(f"{figure.title}: {figure.value} {figure.note}".strip())
        self._title = _Fitted(figure.title, muted(""))
        self._value = _Fitted(figure.value, label("", "KpiValue"))
        note = muted("")
        note.setProperty("tone", figure.tone)
        self._note = _Fitted(figure.note, note)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(_PADDING, 10, _PADDING, 10)
        lines.setSpacing(2)
        for part in (self._title, self._value, self._note):
            lines.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A card may become narrow; its figure then gets smaller."""
        return QSize(96, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the texts to the width."""
        super().resizeEvent(event)
        room = self.width() - 2 * _PADDING - 2
        for line in (self._title, self._note):
            for pixels in (LABEL_PX, _SMALL_LABEL_PX):
                line.setFont(text_font(pixels))
                if line.fit(room):
                    break
        for pixels in (FIGURE_PX, _SMALL_FIGURE_PX):
            font = figures_font(pixels, QFont.Weight.DemiBold)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
            self._value.setFont(font)
            if self._value.fit(room):
                break
        self._value.setFixedHeight(26)


class FigureRow(QWidget):
    """Cards of one width beside one another; nothing to show takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._cards = QHBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        self.figures: tuple[Figure, ...] = ()
        self.hide()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Replace the cards."""
        if self.figures == tuple(figures):
            return
        self.figures = tuple(figures)
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()
        for figure in figures:
            self._cards.addWidget(FigureCard(figure), 1)
        self.setVisible(bool(figures))


def whole_money(words: Words, amount_minor: int, currency: str) -> str:
    """An amount without its decimals, rounded half up: for figures that are read from afar."""
    whole = round_half_up(amount_minor, 100) * 100
    return words.money(whole, currency).replace(words.amount(0)[1:], "", 1)
