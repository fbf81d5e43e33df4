"""What the pages of an open file are given."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.kernel.ids import OperationId
from app.kernel.use_cases import Clock
from ui.runtime.context import UiContext
from ui.runtime.drafts import DraftShelf
from ui.runtime.intents import Navigator
from ui.runtime.table_looks import TableLooks
from ui.shell.opening import OpenFile


def context_of(
    file: OpenFile, navigator: Navigator, words: Words, clock: Clock, looks: TableLooks
) -> UiContext[Office]:
    """The context of ``file`` in one language."""
    return UiContext(
        file.lanes,
        file.changes,
        navigator,
        words,
        file.actor,
        clock,
        file.firm.currency,
        file.session,
        shelf=_shelf,
        undo=_take_back,
        looks=looks,
    )


def _shelf(office: Office) -> DraftShelf:
    return office.drafts


def _take_back(office: Office, actor: Actor, operation_id: OperationId) -> Done[None]:
    return office.journal.undo(actor, operation_id)
