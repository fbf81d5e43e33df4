"""What every page is given: never the window, never SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.use_cases import Clock
from ui.runtime.change_bus import ChangeBus
from ui.runtime.intents import Navigator
from ui.runtime.lanes import Lanes, OfficeT


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
