"""Where what is being typed is kept, so that a crash loses none of it: what forms ask of the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.kernel.actor import Actor


class KeptDraft(Protocol):
    """What a user had typed into a form and not saved."""

    @property
    def form_key(self) -> str:
        """The form it belongs to."""

    @property
    def body(self) -> str:
        """What the form makes of it: the texts of its inputs, and the version of the row they were typed against."""

    @property
    def saved_at(self) -> datetime:
        """When it was kept."""


class DraftShelf(Protocol):
    """Keeps one draft for each user and form."""

    def save_draft(self, actor: Actor, form_key: str, body: str) -> object:
        """Keep it instead of an earlier one."""

    def drafts(self, actor: Actor) -> Sequence[KeptDraft]:
        """Everything the actor had typed."""

    def drop_draft(self, actor: Actor, form_key: str) -> object:
        """It was saved or thrown away."""
