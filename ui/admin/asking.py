"""A form whose deed is done on the work lane: it closes when it is done, and says what is wrong when it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.bootstrap import Office
from ui.kit.entry_dialog import EntryDialog
from ui.kit.page import Page
from ui.runtime.jobs import Progress

Values = dict[str, str]
Work = Callable[[Office, Progress], Any]


def ask(
    page: Page[Office], dialog: EntryDialog, work_of: Callable[[Values], Work | None], done: Callable[[Any], None]
) -> None:
    """Open ``dialog``; ``work_of`` makes the work of what was typed, or gives None where it said what is wrong."""

    def submitted(values: Values) -> None:
        work = work_of(values)
        if work is not None:
            page.context.lanes.work.ask(dialog, work, finished, dialog.refuse)

    def finished(value: Any) -> None:
        dialog.accept()
        done(value)

    dialog.submitted.connect(submitted)
    dialog.ready()
    dialog.open()
