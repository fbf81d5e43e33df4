"""The firm: its names, what papers say of it, its currency and its language. One form that stays open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.bootstrap import Office
from app.kernel.changes import Area, Done
from app.kernel.period import Month
from ui.kit.form_fields import FormPlan, Stand, Values
from ui.kit.form_sheet import FormSheet
from ui.kit.page import Page
from ui.runtime.context import UiContext
from ui.settings.firm_fields import BOOKS, DETAILS, LANGUAGE, LEGAL, NAME, USES_ACTS, month_choices

_WIDTH = 720


def plan(context: UiContext[Office]) -> FormPlan[Office]:
    """The form of the firm."""
    words, actor = context.words, context.actor

    def load(office: Office) -> Stand:
        firm = office.settings.firm(actor)
        values = {field.key: getattr(firm, field.key) for field in FIELDS} | {"books_from": firm.books_from.text}
        return Stand(values, firm.version, {"books_from": month_choices(words, context.clock.today(), firm.books_from)})

    def save(office: Office, values: Values, version: int) -> Done[Any]:
        typed = dict(values) | {"books_from": Month.parse(values["books_from"]), "version": version}
        return office.settings.change_firm(actor, replace(office.settings.firm(actor), **typed))

    return FormPlan(
        "settings.firm",
        words.text("The firm"),
        FIELDS,
        load,
        save,
        saved=words.text("The firm's details are changed."),
        note=words.text("Invoices, acts and statements say of the firm what stands here."),
    )


FIELDS = (NAME, *LEGAL, *DETAILS, *BOOKS, LANGUAGE, USES_ACTS)


class FirmPage(Page[Office]):
    """The form stands open; what is saved or given up is read anew."""

    areas = frozenset({Area.SETTINGS})

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit settings."""
        super().__init__(context, context.words.text("Firm"))
        self.sheet: FormSheet[Office] = FormSheet(context, plan(context))
        self.sheet.stay()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(_WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 6, 1, 1)
        inside.addWidget(self.sheet)
        across = QHBoxLayout()
        across.addWidget(card, 1)
        across.addStretch(0)
        outer.addLayout(across, 1)
        self.sheet.saved.connect(self._saved)
        self.sheet.closed.connect(self.sheet.open)
        self.sheet.ready.connect(self.loaded)

    def load(self) -> None:
        """Read the firm, unless something is being typed."""
        if not self.unsaved:
            self.sheet.open()

    def take_focus(self) -> None:
        """Into the form."""
        self.sheet.form.begin()

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not saved."""
        return self.sheet.form.changed

    def put_aside(self) -> None:
        """The draft is kept at once."""
        self.sheet.drafts.keep()

    def leave(self, then: Callable[[], object]) -> None:
        """Ask about what is unsaved; else the form just stays as it is."""
        if self.unsaved:
            self.sheet.leave(then)
        else:
            then()

    def _saved(self, _done: Done[Any]) -> None:
        self.banner.say(self.sheet.plan.saved, "good")
