"""What users are typing in forms, so that a crash or a cut of power loses none of it.

No records: they are never journaled, undone, listed to anybody else or exported.
"""

from __future__ import annotations

from app.access.model import FormDraft
from app.access.store import DraftStore
from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.use_cases import UseCases

OWN = Permission.SEE_OWN


class DraftService:
    """Everybody's own drafts, one of each form (``form_key`` names the form and the record in it)."""

    def __init__(self, use_cases: UseCases, store: DraftStore) -> None:
        """Work in ``use_cases`` over ``store``."""
        self._use_cases = use_cases
        self._store = store

    def save_draft(self, actor: Actor, form_key: str, body: str) -> Done[None]:
        """Keep what the actor has typed so far; it takes the place of what was kept of this form."""

        def work() -> None:
            self._store.save(actor.user_id, FormDraft(form_key, body, self._use_cases.clock.now()))

        return self._use_cases.perform(actor, OWN, None, work, action="drafts.save_draft")

    def drafts(self, actor: Actor) -> tuple[FormDraft, ...]:
        """What is kept of the actor's forms, the newest first."""
        return self._use_cases.view(actor, OWN, lambda: self._store.list(actor.user_id), action="drafts.drafts")

    def drop_draft(self, actor: Actor, form_key: str) -> Done[None]:
        """Forget what was kept of a form: it is stored as a record, or was given up. Nothing there is no error."""

        def work() -> None:
            self._store.drop(actor.user_id, form_key)

        return self._use_cases.perform(actor, OWN, None, work, action="drafts.drop_draft")
