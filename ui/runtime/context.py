"""What every page is given: never the window, never SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol

from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.kernel.ids import OperationId
from app.kernel.use_cases import Clock
from ui.runtime.change_bus import ChangeBus
from ui.runtime.drafts import DraftShelf
from ui.runtime.intents import Navigator
from ui.runtime.lanes import Lanes, OfficeT
from ui.runtime.table_looks import TableLooks


class Seat(Protocol):
    """The session at this window, as its settings page sees it."""

    idle_minutes: int
    """Minutes without a touch until it locks; 0 for never."""

    @property
    def lockable(self) -> bool:
        """Whether there is a password to unlock it by."""

    def keep_password(self, *, has_password: bool) -> None:
        """A password was set, or taken away."""


@dataclass(frozen=True)
class UiContext(Generic[OfficeT]):
    """An open file as a page sees it; another language or another user is another context."""

    lanes: Lanes[OfficeT]
    changes: ChangeBus
    navigator: Navigator
    words: Words
    actor: Actor
    clock: Clock
    currency: str
    """The firm's currency."""
    seat: Seat
    shelf: Callable[[OfficeT], DraftShelf] | None = None
    """Where forms keep what is being typed."""
    undo: Callable[[OfficeT, Actor, OperationId], Done[None]] | None = None
    """How an operation is taken back."""
    looks: TableLooks = field(default_factory=TableLooks)
    """What the user made of the tables."""
