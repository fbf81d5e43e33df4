"""What was done on a page, and taking it back: Ctrl+Z begins with the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic

from app.kernel.changes import Done
from app.kernel.errors import Refused
from app.kernel.ids import OperationId
from ui.kit.page import Page
from ui.runtime.jobs import Progress
from ui.runtime.lanes import OfficeT

_MOST = 50


class TakingBack(Generic[OfficeT]):
    """The deeds of one page; ``say`` is told when one of them is taken back."""

    def __init__(self, page: Page[OfficeT], say: Callable[[str], None]) -> None:
        """For ``page``, which says that there is nothing to take back, and what forbids it."""
        self._page = page
        self._say = say
        self._done: list[OperationId] = []

    def keep(self, done: Done[Any]) -> str:
        """Remember what was done; gives the sentence on Ctrl+Z where it will take this back, else nothing."""
        self._done = [*self._done[-_MOST:], done.operation_id]
        context = self._page.context
        return context.words.text("Ctrl+Z takes it back.") if done.undoable and context.undo is not None else ""

    def undo(self) -> None:
        """Take back the last thing that was done; what can never be is told once, then comes the one before."""
        context = self._page.context
        undo, actor, words = context.undo, context.actor, context.words
        if undo is None or not self._done:
            self._page.say(words.text("There is nothing to take back."))
            return
        operation_id = self._done.pop()

        def work(office: OfficeT, _progress: Progress) -> Done[None]:
            return undo(office, actor, operation_id)

        def refused(error: Exception) -> None:
            if not isinstance(error, Refused):
                self._done.append(operation_id)
            self._page.refused(error)

        back = words.text("It is taken back: all stands as before.")
        context.lanes.work.ask(self._page, work, lambda _done: self._say(back), refused)
