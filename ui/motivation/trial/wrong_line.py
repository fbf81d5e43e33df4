"""The sentence under a field whose text is no value; the field is marked while it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit

from ui.kit.theme import LABEL_PX, text_font


class WrongLine(QLabel):
    """Takes no room while nothing is wrong."""

    def __init__(self, field: QLineEdit) -> None:
        """Under ``field``; typing in it takes the sentence away."""
        super().__init__()
        self._field = field
        self.setProperty("tone", "bad")
        self.setFont(text_font(LABEL_PX))
        self.setWordWrap(True)
        self.hide()
        field.textEdited.connect(self.clear_away)

    def say(self, text: str) -> None:
        """What is wrong, and what to do."""
        self.setText(text)
        self.show()
        self._mark(wrong=True)

    def clear_away(self) -> None:
        """Nothing is wrong."""
        if not self.isHidden():
            self.hide()
            self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        self._field.setProperty("wrong", wrong)
        self._field.setAccessibleDescription(self.text() if wrong else "")
        self._field.style().unpolish(self._field)
        self._field.style().polish(self._field)
