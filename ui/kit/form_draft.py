"""Keeps what is being typed, a moment after the last key, so that neither a crash nor a cut of power loses it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from logging import getLogger
from typing import Generic, NamedTuple

from PySide6.QtCore import QObject, QTimer

from app.kernel.errors import PremiaError
from ui.kit.form import Form
from ui.runtime.context import UiContext
from ui.runtime.drafts import DraftShelf
from ui.runtime.jobs import Progress
from ui.runtime.lanes import OfficeT

DELAY_MS = 800
_LOG = getLogger(__name__)


class Draft(NamedTuple):
    """What was typed into a form, by field, and the version of the row it was typed against."""

    typed: Mapping[str, str]
    version: int | None
    """None: it was kept by a program that did not note it."""

    @classmethod
    def of(cls, body: str) -> Draft:
        """What lies on the shelf."""
        told = json.loads(body)
        typed = told.get("typed")
        return cls(typed, told["version"]) if isinstance(typed, dict) else cls(told, None)

    @property
    def body(self) -> str:
        """What is laid on the shelf."""
        return json.dumps({"version": self.version, "typed": self.typed}, ensure_ascii=False)


class DraftKeeper(QObject, Generic[OfficeT]):
    """Of one form. A file without a shelf for drafts keeps none."""

    def __init__(
        self, context: UiContext[OfficeT], form_key: str, form: Form, version: Callable[[], int], parent: QObject
    ) -> None:
        """Watch ``form``; ``version`` is that of the row it began with. ``look`` says what was kept before."""
        super().__init__(parent)
        self._context = context
        self._key = form_key
        self._form = form
        self._version = version
        self._kept = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.keep)
        form.edited.connect(self._timer.start)

    def look(self, found: Callable[[Draft], None]) -> None:
        """Ask for what was typed and not saved; ``found`` is called only where there is any."""
        shelf, actor, key = self._context.shelf, self._context.actor, self._key
        if shelf is None:
            return

        def read(office: OfficeT, _progress: Progress) -> str:
            return next((kept.body for kept in shelf(office).drafts(actor) if kept.form_key == key), "")

        def told(body: str) -> None:
            self._kept = body
            if body:
                found(Draft.of(body))

        self._context.lanes.read.ask(self, read, told)

    def keep(self) -> None:
        """Keep what stands in the form now; nothing typed keeps nothing."""
        self._timer.stop()
        body = Draft(self._form.typed(), self._version()).body if self._form.changed else ""
        if body == self._kept:
            return
        self._kept = body
        actor, key = self._context.actor, self._key

        def write(shelf: DraftShelf) -> object:
            return shelf.save_draft(actor, key, body) if body else shelf.drop_draft(actor, key)

        self._write(write)

    def pause(self) -> None:
        """Keep nothing more for now: it is being saved."""
        self._timer.stop()

    def drop(self) -> None:
        """It was thrown away: nothing is kept."""
        actor, key, kept = self._context.actor, self._key, self._kept
        self.forgotten()
        if kept:
            self._write(lambda shelf: shelf.drop_draft(actor, key))

    def forget(self, office: OfficeT) -> None:
        """On the work lane, right after the save: so nothing that is saved is ever offered again."""
        shelf = self._context.shelf
        if shelf is not None and self._kept:
            try:
                shelf(office).drop_draft(self._context.actor, self._key)
            except PremiaError:  # the row is saved; at worst it is offered once more
                _LOG.warning("what was typed into a form could not be forgotten")

    def forgotten(self) -> None:
        """Nothing is kept any more."""
        self._timer.stop()
        self._kept = ""

    def _write(self, write: Callable[[DraftShelf], object]) -> None:
        shelf = self._context.shelf
        if shelf is None:
            return

        def work(office: OfficeT, _progress: Progress) -> None:
            write(shelf(office))

        self._context.lanes.work.ask(self._context.changes, work, _told).finishes = True


def _told(_nothing: object) -> None:
    """Nobody waits for it."""
