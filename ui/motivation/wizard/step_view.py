"""What every step's inside is: a widget that shows the draft, and says what still holds one back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.motivation.draft.model import Draft
from ui.motivation.wizard.desk import WizardDesk


class StepView(QWidget):
    """Base of the steps. ``show_draft`` comes after every change, its own too, and must not disturb the typing."""

    def __init__(self, desk: WizardDesk) -> None:
        """Keep the desk; the page calls ``show_draft`` before it is seen."""
        super().__init__()
        self.desk, self.words = desk, desk.words
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(12)

    def show_draft(self, draft: Draft) -> None:
        """Show ``draft``; called again whenever it changes."""

    def show_place(self, place: str) -> None:
        """Put the focus on the rule or the field of that name, where there is one."""

    def first_wrong(self) -> QWidget | None:
        """The input whose text is no value: the step is not left before it is mended."""
        return None

    def before_leaving(self) -> None:
        """The step is left for another one: what it only offered becomes an answer."""

    def finish(self) -> None:
        """The primary button of the last step."""


def first_of(view: StepView | None) -> QWidget | None:
    """Where the Tab key comes to first in a step."""
    if view is None:
        return None
    now = view.nextInFocusChain()
    while now is not None and now is not view and view.isAncestorOf(now):
        if now.isVisibleTo(view) and now.isEnabled() and now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return now
        now = now.nextInFocusChain()
    return None
