"""The imports so far, each to be taken back as a whole; and the way to the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.importing.plan import ImportBatch, ImportReport
from app.kernel.changes import Area, Done
from app.wording.imports import KINDS, counts_text
from ui.importing.desk import ImportDesk, Work
from ui.kit.columns import Chip, Column, Kind
from ui.kit.detail import Deed, Detail, Fact, Facts
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.labels import push_button
from ui.kit.moments import moment_of
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent
from ui.runtime.jobs import Progress
from ui.runtime.lanes import Lanes

CHIPS = {"in": Chip(mark("in the books"), "good"), "back": Chip(mark("taken back"), "plain")}
_TAKE_BACK = "take_back"


class Kept(NamedTuple):
    """What stood on the desk when the page was put aside."""

    user_id: int
    work: Work
    here: int


_ASIDE: WeakKeyDictionary[Lanes[Office], Kept] = WeakKeyDictionary()
"""By the lanes of the open file, which outlive its pages."""


def _state(batch: ImportBatch) -> str:
    return "in" if batch.undone_at is None else "back"


def _rows(batch: ImportBatch) -> int:
    return sum(batch.counts.values())


def columns(words: Words) -> tuple[Column[ImportBatch], ...]:
    """When, by whom, how many of what."""
    return (
        Column("at", mark("Imported"), lambda one: moment_of(one.imported_at), width=140, sort=lambda one: one.id),
        Column("what", mark("What came in"), lambda one: counts_text(words, one.counts), width=220, stretch=True),
        Column("rows", mark("Rows"), _rows, Kind.NUMBER, width=80, rank=1),
        Column("who", mark("By"), lambda one: one.login, width=100, muted=True, rank=2),
        Column("state", mark("State"), _state, Kind.CHIP, width=130, chips=CHIPS),
    )


VIEWS: tuple[View[ImportBatch], ...] = (
    View("all", mark("All")),
    View("in", mark("In the books"), lambda one: one.undone_at is None),
    View("back", mark("Taken back"), lambda one: one.undone_at is not None),
)


def load(office: Office, context: UiContext[Office]) -> Books[ImportBatch]:
    """Every import of the file."""
    return Books(office.importing.imports(context.actor))


def detail(batch: ImportBatch, context: UiContext[Office]) -> Detail:
    """How many of what came in, and the way back."""
    words, chip = context.words, CHIPS[_state(batch)]
    back = () if batch.undone_at is None else (Fact(words.text("Taken back on"), moment_of(batch.undone_at)),)
    kinds = [kind for kind in KINDS if batch.counts.get(kind)]
    return Detail(
        moment_of(batch.imported_at),
        words.text("by {login}").format(login=batch.login),
        (words.text(chip.text), chip.tone),
        (
            Facts("", (Fact(words.text("Number of the import"), words.number(batch.id)), *back)),
            Facts(
                words.text("Rows of the tables"),
                tuple(Fact(words.text(KINDS[kind]), words.number(batch.counts[kind])) for kind in kinds),
            ),
        ),
        deeds=() if back else (Deed(_TAKE_BACK, words.text("Take back…"), "history"),),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} import shown", "{n} imports shown", n)


def plan(words: Words) -> RecordPlan[Office, ImportBatch]:
    """The page as declared."""
    return RecordPlan(
        key="imports",
        title=mark("Import"),
        search_hint=mark("Search imports (Ctrl+F)"),
        icon="file-spreadsheet",
        empty_title=mark("Nothing was imported yet"),
        purpose=mark(
            "Clients, contracts, invoices, payments and staff come in from the tables that the office has: Excel, "
            "OpenDocument or CSV. Nothing is changed before every row is sound, and an import can be taken back whole."
        ),
        areas=frozenset({Area.IMPORTS}),
        columns=columns(words),
        views=VIEWS,
        load=load,
        detail=detail,
        count_line=_count_line,
        identity=lambda one: one.id,
        sort=("at", True),
    )


class ImportPage(RecordPage[Office, ImportBatch]):
    """The list; while tables are brought in, the desk for that stands in its place."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may import."""
        super().__init__(context, plan(context.words))
        self.desk: ImportDesk | None = None
        self.primary = push_button(
            context.words.text("Import tables…"), self._begin_clicked, "file-spreadsheet", primary=True
        )
        self.detail.deed_wished.connect(self._deed)
        kept = _ASIDE.pop(context.lanes, None)
        if kept is not None and kept.user_id == context.actor.user_id:
            self.begin(kept)

    # bringing in

    def begin(self, kept: Kept | None = None) -> None:
        """Open the desk, with what was put aside on it."""
        if self.desk is not None:
            return
        desk = self.desk = ImportDesk(self.context)
        if kept is not None:
            desk.take_up(kept.work, kept.here)
        desk.left.connect(self.ask_to_leave)
        desk.imported.connect(self._imported)
        desk.said.connect(self.say)
        self.put_over(desk)
        self._change_head("", wanted=False)
        desk.take_focus()

    def _begin_clicked(self) -> None:
        self.begin()

    def ask_to_leave(self) -> None:
        """Back to the list; with a question while something was chosen."""
        self.leave(self.close_desk)

    def close_desk(self) -> None:
        """Back to the list at once."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        desk.cancel()
        self.put_over(None)
        desk.hide()
        desk.deleteLater()
        self._change_head(self.context.words.text(self.plan.search_hint), wanted=True)
        self._recount()
        self.take_focus()

    @property
    def unsaved(self) -> bool:
        """Whether columns were chosen that nothing keeps."""
        return self.desk is not None and self.desk.unsaved

    def put_aside(self) -> None:
        """Keep what was chosen: another language builds every page anew."""
        if self.desk is not None and self.unsaved:
            _ASIDE[self.context.lanes] = Kept(self.context.actor.user_id, self.desk.work, self.desk.here)

    def leave(self, then: Callable[[], object]) -> None:
        """Ask first while columns were chosen that nothing keeps."""
        if not self.unsaved:
            then()
            return
        words = self.context.words
        text = words.text("Nothing was imported yet. What you have chosen for the columns is lost unless you save it.")
        message = Message(words.text("Leave the import?"), text, icon="triangle-alert", tone="warn")
        dialog = QuestionDialog(message, words.text("Leave"), words, self)
        dialog.accepted.connect(self.close_desk)
        dialog.accepted.connect(then)
        dialog.open()

    def search(self, text: str) -> None:
        """Only in the list."""
        if self.desk is None:
            super().search(text)

    def go(self, intent: Intent) -> None:
        """To the list first."""
        self.close_desk()
        super().go(intent)

    def take_focus(self) -> None:
        """Into what is in front."""
        if self.desk is not None:
            self.desk.take_focus()
        else:
            super().take_focus()

    def refused(self, error: Exception) -> None:
        """Where it is seen."""
        if self.desk is not None:
            self.desk.refused(error)
        else:
            super().refused(error)

    def _imported(self, report: ImportReport) -> None:
        self.close_desk()
        words = self.context.words
        if report.import_id is None:
            self.banner.say(words.text("Everything stood in the books already: nothing was changed."), "info")
            return
        new = counts_text(words, {count.kind.value: count.new for count in report.counts})
        text = words.text("Imported. New in the books: {counts}. The file was copied before; see Backups.")
        self.banner.say(text.format(counts=new), "good")

    def _change_head(self, hint: str, *, wanted: bool) -> None:
        self.search_hint = hint
        self.primary_wanted = wanted
        self.loaded.emit()
        self.head_changed.emit()

    # taking back

    def _deed(self, key: str) -> None:
        batch = self.table.current()
        if batch is None or key != _TAKE_BACK:
            return
        words = self.context.words
        text = words.text(
            "Everything that came in with it leaves the books again: {counts}. That works only while nothing that was "
            "entered later hangs on it, and while no month that it touches is submitted for approval."
        ).format(counts=counts_text(words, batch.counts))
        title = words.text("Take back the import of {moment}?").format(moment=moment_of(batch.imported_at))
        message = Message(title, text, icon="triangle-alert", tone="warn")
        dialog = QuestionDialog(message, words.text("Take back"), words, self)
        dialog.accepted.connect(lambda: self._take_back(batch))
        dialog.open()

    def _take_back(self, batch: ImportBatch) -> None:
        actor, words = self.context.actor, self.context.words

        def work(office: Office, _progress: Progress) -> Done[None]:
            return office.importing.undo(actor, batch.id)

        def done(_done: Done[None]) -> None:
            self.banner.say(words.text("The import was taken back."), "good")

        self.context.lanes.work.ask(self, work, done, self.refused, title=words.text("Taking the import back"))


def build(context: UiContext[Office]) -> ImportPage:
    """The page."""
    return ImportPage(context)
