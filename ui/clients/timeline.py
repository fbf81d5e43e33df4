"""The timeline of a client: every happening with its day, its sentence and its amount; Enter opens its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Permission
from app.overview.timeline import Happening
from app.wording.timeline import happening_note, happening_sentence
from ui.clients.rows_part import RowsPart
from ui.clients.two_lines import TWO_LINES_PX, Sign, TwoLinesDelegate
from ui.kit.columns import Chip, Column, Kind
from ui.kit.edit_page import EditPage
from ui.kit.empty_state import EmptyState
from ui.kit.labels import push_button
from ui.kit.record_page import View
from ui.runtime.intents import Intent, OpenClient, OpenContract, OpenInvoice, OpenPage, OpenPayment, OpenPerson

KINDS: Mapping[str, tuple[str, ...]] = {
    "contracts": ("contract", "contract_cancelled", "amendment", "act", "act_returned"),
    "invoices": ("invoice", "invoice_cancelled", "closed_short", "credit_note"),
    "payments": ("payment", "refund"),
    "reminders": ("reminder",),
    "people": ("handover", "membership", "won"),
    "tasks": ("task", "task_done"),
}
"""What a saved filter shows."""
_FILTER_OF = {kind: key for key, kinds in KINDS.items() for kind in kinds}
_NAMES: Mapping[str, Chip] = {
    "contracts": Chip(mark("Contracts and acts"), "info"),
    "invoices": Chip(mark("Invoices"), "info"),
    "payments": Chip(mark("Payments"), "good"),
    "reminders": Chip(mark("Reminders"), "warn"),
    "people": Chip(mark("People and group"), "plain"),
    "tasks": Chip(mark("Tasks"), "plain"),
}
_SIGNS: Mapping[str, Sign] = {
    "won": Sign("user-plus", "good"),
    "membership": Sign("users", "plain"),
    "contract": Sign("file-text", "info"),
    "contract_cancelled": Sign("x", "bad"),
    "amendment": Sign("pencil", "info"),
    "act": Sign("circle-check", "good"),
    "act_returned": Sign("check-check", "good"),
    "invoice": Sign("receipt-text", "info"),
    "invoice_cancelled": Sign("x", "bad"),
    "closed_short": Sign("triangle-alert", "warn"),
    "credit_note": Sign("receipt-text", "warn"),
    "payment": Sign("banknote", "good"),
    "refund": Sign("hand-coins", "bad"),
    "reminder": Sign("bell", "warn"),
    "handover": Sign("arrow-right", "info"),
    "task": Sign("calendar", "warn"),
    "task_done": Sign("calendar-check", "good"),
}
_SIGNS_BY_CODE: Mapping[tuple[str, str], Sign] = {
    ("payment", "storno"): Sign("history", "bad"),
    ("invoice", "draft"): Sign("receipt-text", "plain"),
    ("act", "out"): Sign("file-text", "warn"),
    ("reminder", "promised"): Sign("bell", "info"),
    ("reminder", "dissatisfied"): Sign("bell", "bad"),
    ("reminder", "disputed"): Sign("bell", "bad"),
}
_PLACES: Mapping[str, type[OpenClient | OpenContract | OpenInvoice | OpenPayment | OpenPerson]] = {
    "client": OpenClient,
    "contract": OpenContract,
    "invoice": OpenInvoice,
    "payment": OpenPayment,
    "person": OpenPerson,
}


class TimelineRow(NamedTuple):
    """A happening in the words of the window."""

    happening: Happening
    text: str
    """The sentence, and after a line break who did it and what was noted."""

    @property
    def sign(self) -> Sign:
        """Its icon."""
        one = self.happening
        return _SIGNS_BY_CODE.get((one.kind, one.code)) or _SIGNS[one.kind]

    @property
    def intent(self) -> Intent:
        """Where it is worked with."""
        return _PLACES[self.happening.place](self.happening.place_id)


def timeline_row(happening: Happening, words: Words) -> TimelineRow:
    """In the words of the window."""
    note = happening_note(words, happening)
    sentence = happening_sentence(words, happening)
    return TimelineRow(happening, f"{sentence}\n{note}" if note else sentence)


def _of(key: str, row: TimelineRow) -> bool:
    return _FILTER_OF[row.happening.kind] == key


VIEWS: tuple[View[TimelineRow], ...] = (
    View("all", mark("All")),
    *(View(key, chip.text, partial(_of, key)) for key, chip in _NAMES.items()),
)


def _late(today: date, row: TimelineRow) -> str | None:
    return "bad" if row.happening.kind == "task" and row.happening.on < today else None


def _columns(today: date) -> tuple[Column[TimelineRow], ...]:
    return (
        Column("on", mark("Date"), lambda row: row.happening.on, Kind.DATE, width=104, tone=partial(_late, today)),
        Column("what", mark("What happened"), lambda row: row.text, width=220, stretch=True),
        Column(
            "amount",
            mark("Amount"),
            lambda row: row.happening.amount_minor,
            Kind.MONEY,
            width=132,
            currency=lambda row: row.happening.currency,
            tone=lambda row: "bad" if (row.happening.amount_minor or 0) < 0 else None,
        ),
        Column(
            "kind",
            mark("Kind"),
            lambda row: _FILTER_OF[row.happening.kind],
            Kind.CHIP,
            width=150,
            chips=_NAMES,
            spare=True,
        ),
        Column("person", mark("Person"), lambda row: row.happening.person, width=140, muted=True, spare=True),
        Column("note", mark("Note"), lambda row: row.happening.note, width=180, muted=True, spare=True),
    )


class Timeline(RowsPart[TimelineRow]):
    """The part of a client's story that tells it by days."""

    key = "clients.timeline"

    def __init__(self, page: EditPage[Office, object]) -> None:
        """Empty until it is shown a client."""
        words = page.context.words
        empty = EmptyState(
            "history",
            words.text("Nothing has happened with this client yet"),
            words.text(
                "Contracts, acts, invoices, payments, reminders, hand-overs and tasks stand here by their days as soon "
                "as there are any. Begin with a contract, or with a task for somebody."
            ),
        )
        super().__init__(page, words.text("Timeline"), _columns(page.context.clock.today()), VIEWS, empty)
        self.table.verticalHeader().setDefaultSectionSize(TWO_LINES_PX)
        delegate = TwoLinesDelegate(self.table, lambda shown: self.model.row(shown).sign)
        self.table.setItemDelegateForColumn(self.model.places["what"], delegate)
        self.model.sort_by(self.model.places["on"], descending=True)
        empty.add_button(push_button(words.text("To the contracts"), self._to_contracts, "file-text"))
        if page.context.actor.may(Permission.EDIT_TASKS):
            empty.add_button(push_button(words.text("Add a task"), partial(page.do, "task.add"), "plus"))

    def identity(self, row: TimelineRow) -> object:
        """Its table and id."""
        return row.happening.kind, row.happening.id, row.happening.currency

    def read(self, office: Office, client_id: int) -> list[TimelineRow]:
        """Every happening, in words."""
        words = self.context.words
        return [timeline_row(one, words) for one in office.overview.timeline(self.context.actor, client_id)]

    def show_read(self, told: list[TimelineRow]) -> None:
        """Show them."""
        self.show_rows(told)

    def open_row(self, row: TimelineRow) -> None:
        """The contract, invoice, payment, person, or the client itself."""
        self.context.navigator.go(row.intent)

    def _to_contracts(self) -> None:
        self.context.navigator.go(OpenPage("contracts"))
