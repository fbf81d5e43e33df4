"""A calm line over the page: what happened, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.i18n.words import Words
from ui.kit.icons import icon, picture
from ui.kit.labels import label, tool_button

_ICONS = {"bad": "triangle-alert", "warn": "triangle-alert", "good": "circle-check", "info": "circle-help"}


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty and hidden."""
        super().__init__(parent)
        self._icon = QLabel()
        self._text = label("")
        self._text.setWordWrap(True)
        self._close = tool_button("x", words.text("Close this message"))
        self._close.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 6, 6)
        line.setSpacing(10)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, tone: str = "bad") -> None:
        """Show ``text`` in ``tone`` (``bad``, ``warn``, ``good``, ``info``)."""
        self.setProperty("banner", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.setPixmap(picture(_ICONS[tone], 18, tone, ratio=self.devicePixelRatioF()))
        self._close.setIcon(icon("x", tone))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # some hundred names, needed only when it speaks

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
