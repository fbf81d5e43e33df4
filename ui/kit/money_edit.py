"""A line for an amount: takes every writing of the three languages, shows it in its own, with the currency's sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n.numbers import NumberError
from app.i18n.words import SIGNS, Words
from ui.kit.labels import label
from ui.kit.theme import figures_font

_SIGN_GAP = 10


class MoneyEdit(QLineEdit):
    """Right-aligned; ``1 234,56``, ``1,234.56`` and ``1234.56`` are one amount."""

    def __init__(self, words: Words, currency: str = "", parent: QWidget | None = None) -> None:
        """Empty, in ``currency``."""
        super().__init__(parent)
        self._words = words
        self.currency = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(figures_font())
        self._sign = label("", parent=self)
        self._sign.setProperty("muted", True)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_currency(currency)

    def set_currency(self, currency: str) -> None:
        """Show the sign of ``currency`` after the amount."""
        self.currency = currency
        self._sign.setText(SIGNS.get(currency, currency))
        self._sign.adjustSize()
        self.setTextMargins(0, 0, self._sign.width() + 6 if currency else 0, 0)
        self._place()

    def amount_minor(self) -> int:
        """Minor units of what stands here. Raises NumberError."""
        return self._words.parse_amount(self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sign stays at the right."""
        super().resizeEvent(event)
        self._place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what was understood."""
        super().focusOutEvent(event)
        try:
            shown = self._words.amount(self.amount_minor())
        except NumberError:
            shown = self.text()
        if shown != self.text():
            self.setText(shown)

    def _place(self) -> None:
        self._sign.move(self.width() - self._sign.width() - _SIGN_GAP, (self.height() - self._sign.height()) // 2)
