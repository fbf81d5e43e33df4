"""Small parts of which several steps are made: a place that is filled anew, a card, a way to another step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.motivation.draft.steps import Step
from ui.kit.labels import label, push_button
from ui.kit.reading_order import tab_as_read
from ui.motivation.wizard.desk import WizardDesk


class Place(QWidget):
    """Shows one widget, made anew only when what it says is another thing: so the focus stays where it is."""

    def __init__(self) -> None:
        """Empty, and of no height."""
        super().__init__()
        self._told: object = None
        self.inside: QWidget | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def tell(self, told: object, make: Callable[[], QWidget | None]) -> None:
        """Show what ``make`` makes of ``told``; nothing for None."""
        if told == self._told and told is not None:
            return
        self._told = told
        old, self.inside = self.inside, make()
        if self.inside is not None:
            self._lines.addWidget(self.inside)
            self.inside.show()
        self.setVisible(self.inside is not None)
        if old is not None:
            old.hide()
            old.deleteLater()
        if self.isVisible():
            tab_as_read(self.window())


class Card(QFrame):
    """A frame with a headline; ``lines`` takes what it holds."""

    def __init__(self, title: str = "") -> None:
        """Empty but for the headline."""
        super().__init__()
        self.setProperty("card", True)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(14, 12, 14, 12)
        self.lines.setSpacing(6)
        if title:
            self.lines.addWidget(label(title, "ChartTitle"))


def sentence(text: str) -> QLabel:
    """A text that wraps, and that can be copied."""
    made = label(text)
    made.setWordWrap(True)
    return made


def step_link(desk: WizardDesk, text: str, step: Step, place: str = "") -> QPushButton:
    """A button that leads to a step."""
    return push_button(text, lambda: desk.go(step, place), link=True)
