"""Schemes: the list with versions and people, each in plain words, beside another version, checked, and as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.kernel.changes import Area, Done
from app.kernel.ids import name_key
from app.motivation.draft.records import Source
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_text
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.empty_state import EmptyState
from ui.kit.labels import push_button, rule
from ui.kit.page import Page
from ui.motivation.books import SchemeBooks, SchemeCard, draft_place, load_books, scheme_place
from ui.motivation.check_dialog import CheckDialog
from ui.motivation.reading import ReadingPane
from ui.motivation.reading_names import standing_name
from ui.motivation.regulation_paper import RegulationPaper
from ui.motivation.scheme_files import SchemeFiles
from ui.motivation.scheme_list import LIST_WIDTH, Row, SchemeList
from ui.runtime.context import UiContext
from ui.runtime.intents import Intent, ShowRows
from ui.runtime.jobs import Job, Progress

if TYPE_CHECKING:
    from ui.motivation.rules.scheme_editor import SchemeEditor
    from ui.motivation.wizard.page import WizardPage


class SchemesPage(Page[Office]):
    """Only for those who design schemes; all of it is secret."""

    areas = frozenset({Area.SCHEMES, Area.STAFF})

    def __init__(self, context: UiContext[Office]) -> None:
        """Begin with the first scheme."""
        words = context.words
        super().__init__(context, words.text("Schemes"))
        self.search_hint = words.text("Search schemes (Ctrl+F)")
        self.offer_new(words.text("New scheme…"), self.ask_new)
        self.books = SchemeBooks((), (), {})
        self.list = SchemeList(words.text("Schemes and drafts"))
        self.reading = ReadingPane(context)
        self.files = SchemeFiles(self, lambda: self.books)
        self.read_file = push_button(words.text("Read a scheme file…"), self.files.ask_which, "folder-open", link=True)
        self.empty = self._empty_state()
        self._parts, self._stack = QStackedWidget(), QStackedWidget()
        self.over: WizardPage | SchemeEditor | None = None
        """What lies over the page: a draft that is worked on."""
        self._searched, self._wanted = "", ""
        self._job: Job | None = None
        self._build()
        self.list.picked.connect(self._picked)
        self.list.typed.connect(self.search_wished)
        self.list.activated.connect(self._into_reading)
        self.reading.change_wished.connect(self.change)
        self.reading.rules_wished.connect(self.change_rules)
        self.reading.remove_wished.connect(self._ask_remove)
        self.reading.check_wished.connect(self.check)
        self.reading.save_wished.connect(self._save)
        self.paper = RegulationPaper(context, self)
        self.paper.written.connect(lambda said: self.banner.say(said, "good"))
        self.paper.refused.connect(self.refused)
        self.reading.paper_wished.connect(self._print)
        self.files.entered.connect(self.show_scheme)

    # reading

    def load(self) -> None:
        """Ask the read lane for schemes and drafts."""
        if self._job is not None:
            self._job.drop()
        actor = self.context.actor

        def read(office: Office, _progress: Progress) -> SchemeBooks:
            return load_books(office, actor)

        self._job = self.context.lanes.read.ask(self, read, self._show, self.refused)

    def search(self, text: str) -> None:
        """List only what holds every word of ``text``: in its name, its people or its rules."""
        self._searched = text
        self._list()

    def go(self, intent: Intent) -> None:
        """Show what an intent names; the search shows rows."""
        if isinstance(intent, ShowRows):
            self.search(intent.search)

    def take_focus(self) -> None:
        """Into the list; to the first action where there is nothing to list."""
        if self.over is not None:
            self.over.take_focus()
            return
        (self.empty if self._parts.currentWidget() is self.empty else self.list).setFocus()

    def show_scheme(self, scheme_id: int) -> None:
        """Make a scheme the current one, at the latest once the page knows it."""
        card = next((card for card in self.books.cards if card.scheme.id == scheme_id), None)
        self._wanted = scheme_place(card.scheme.key) if card is not None else f"{scheme_id}"
        self.list.pick(self._wanted)

    def _show(self, books: SchemeBooks) -> None:
        self._job = None
        self.books = books
        if self._wanted.isdecimal():  # a scheme that was not known yet
            self.show_scheme(int(self._wanted))
        focused = self.list.hasFocus() or self.empty.hasFocus()
        self._parts.setCurrentIndex(0 if books.cards or books.drafts else 1)
        self._list()
        if focused:
            self.take_focus()
        self.loaded.emit()

    def _list(self) -> None:
        words, place = self.context.words, self._wanted or self.list.place
        self._wanted = ""
        schemes = [self._scheme_row(card) for card in self.books.cards if self._matches(card)]
        asked = name_key(self._searched).split()
        drafts = [
            Row(
                draft_place(stored.row.id),
                stored.row.name,
                words.text("Draft"),
                "warn",
                words.date(stored.row.saved_at.astimezone().date()),
            )
            for stored in self.books.drafts
            if all(word in name_key(stored.row.name) for word in asked)
        ]
        rows = [Row("", words.text("Schemes")), *schemes] if schemes else []
        rows += [Row("", words.text("Drafts")), *drafts] if drafts else []
        if not rows:
            rows = [Row("", words.text("Nothing is found."))]
        self.list.show_rows(rows)
        if not self.list.pick(place):
            self.list.pick_first()
        if self.list.place:
            self._picked(self.list.place)
        schemes_said = words.plural("{n} scheme", "{n} schemes", len(schemes))
        drafts_said = words.plural("{n} draft", "{n} drafts", len(drafts))
        self.say(f"{schemes_said}, {drafts_said}" if drafts else schemes_said)

    def _scheme_row(self, card: SchemeCard) -> Row:
        words, today = self.context.words, self.context.clock.today()
        people = words.plural("{n} person", "{n} people", card.people(today))
        return Row(scheme_place(card.scheme.key), card.scheme.name, *standing_name(words, card, today), people)

    def _matches(self, card: SchemeCard) -> bool:
        asked = name_key(self._searched).split()
        if not asked:
            return True
        speech = Speech(self.context.words, self.context.currency, self.books.names)
        rules = card.current(self.context.clock.today()).rules
        texts = [card.scheme.name, card.scheme.key, *(one.name for one in card.paid)]
        held = name_key(" ".join((*texts, *(rule_text(speech, one) for one in rules))))
        return all(word in held for word in asked)

    def _picked(self, place: str) -> None:
        self.reading.show_place(self.books, place)

    def _into_reading(self) -> None:
        self.reading.body.setFocus()

    # what lies over it

    @property
    def unsaved(self) -> bool:
        """Whether the file does not know all of the draft that is worked on."""
        return self.over is not None and self.over.unsaved

    def put_aside(self) -> None:
        """The page goes without a question: what is not saved is saved now."""
        if self.over is not None:
            self.over.put_aside()

    def leave(self, then: Callable[[], object]) -> None:
        """Save first; where that has failed, ask."""
        worked_on = self.over
        if worked_on is None or worked_on.desk is None or not worked_on.unsaved:
            then()
        elif worked_on.desk.lost is None:
            worked_on.desk.keep(then)
        else:
            worked_on.left.connect(then)
            worked_on.leave()

    def refused(self, error: Exception) -> None:
        """Say an error of the world where it is seen."""
        if self.over is not None:
            self.over.refused(error)
        else:
            super().refused(error)

    # doing

    def ask_new(self) -> None:
        """Ask what a new scheme begins with, then open the wizard."""
        if self.over is None:
            from ui.motivation.wizard.start import ask_start

            ask_start(self.context, self, self.open_draft)

    def change(self, place: str) -> None:
        """Another version of a scheme in force, or a draft, in the wizard."""
        self._with_draft(place, self.open_draft)

    def change_rules(self, place: str) -> None:
        """The same in the rule editor, without the wizard's questions."""
        self._with_draft(place, self.open_rules)

    def open_draft(self, draft_id: int) -> None:
        """Work on a draft in the wizard."""
        from ui.motivation.rules.dialog import open_rule
        from ui.motivation.wizard.page import WizardPage

        wizard = WizardPage(self.context, draft_id)

        def edit(key: str) -> None:
            if wizard.desk is not None:
                open_rule(wizard.desk, key)

        wizard.rule_wished.connect(edit)
        wizard.entered.connect(self._entered)
        self._lay(wizard)

    def open_rules(self, draft_id: int) -> None:
        """Work on the rules of a draft."""
        from ui.motivation.rules.scheme_editor import SchemeEditor

        editor = SchemeEditor(self.context, draft_id)
        editor.wizard_wished.connect(self.open_draft)
        self._lay(editor)

    def _with_draft(self, place: str, opened: Callable[[int], object]) -> None:
        """Begin the next version of a scheme, or take a draft as it is."""
        card, stored = self.books.card(place), self.books.draft(place)
        if stored is not None:
            opened(stored.row.id)
        elif card is not None:
            actor, scheme = self.context.actor, card.scheme

            def work(office: Office, _progress: Progress) -> Done[int]:
                return office.scheme_drafts.start(actor, Source.IN_FORCE, scheme.key, scheme.name)

            def begun(done: Done[int]) -> None:
                opened(done.value)

            self.context.lanes.work.ask(self, work, begun, self.refused)

    def _lay(self, worked_on: WizardPage | SchemeEditor) -> None:
        """Show it over the page, in the place of what lay there."""
        self._take_off()
        self.over = worked_on
        worked_on.left.connect(self._left)
        self._stack.addWidget(worked_on)
        self._stack.setCurrentWidget(worked_on)
        self._show_head()
        worked_on.ready.connect(self.take_focus)
        self.take_focus()

    def _left(self) -> None:
        """Back to the list, where the draft stands."""
        if self.over is not None:
            self._wanted = draft_place(self.over.draft_id)
        self._take_off()
        self._show_head()
        self.refresh()  # no change is told of drafts: they are nobody's but this page's
        self.list.setFocus()

    def _entered(self, scheme_id: int) -> None:
        self._left()
        self.show_scheme(scheme_id)
        self.banner.say(self.context.words.text("The scheme is put in force."), "good")

    def _take_off(self) -> None:
        if self.over is not None:
            self._stack.removeWidget(self.over)
            self.over.hide()
            self.over.deleteLater()
            self.over = None

    def _show_head(self) -> None:
        """Nothing is searched, and nothing begun, while a draft is worked on."""
        self.primary_wanted = self.over is None
        self.search_hint = self.context.words.text("Search schemes (Ctrl+F)") if self.over is None else ""
        self._searched = ""
        self.head_changed.emit()

    def check(self, place: str) -> None:
        """Examine the schemes in force, or a draft, on the firm's own history."""
        card, stored = self.books.card(place), self.books.draft(place)
        names = {one.scheme.key: one.scheme.name for one in self.books.cards}
        key = card.scheme.key if card is not None else stored.draft.key if stored is not None else ""
        if stored is not None:
            names[key] = stored.row.name
        CheckDialog(self.context, self, key, names).begin(stored.row.id if stored is not None else 0)

    def _save(self, place: str) -> None:
        card = self.books.card(place)
        if card is not None:
            self.files.ask_where(card.scheme.key)

    def _print(self, place: str) -> None:
        """The regulation of the version that is read, or of a draft."""
        card, stored, reading = self.books.card(place), self.books.draft(place), self.reading.reading
        actor = self.context.actor
        if card is not None and reading is not None:
            key, on = card.scheme.key, reading.version.valid_from
            self.paper.ask(lambda office, language: office.regulations.of_scheme(actor, key, language, on))
        elif stored is not None:
            draft_id = stored.row.id
            self.paper.ask(lambda office, language: office.regulations.of_draft(actor, draft_id, language))

    def _ask_remove(self, place: str) -> None:
        stored = self.books.draft(place)
        if stored is None:
            return
        words, row, actor = self.context.words, stored.row, self.context.actor

        def work(office: Office, _progress: Progress) -> Done[None]:
            return office.scheme_drafts.remove(actor, row.id, row.version)

        def removed(_done: Done[None]) -> None:
            self.list.setFocus()
            self.refresh()

        def remove() -> None:
            self.context.lanes.work.ask(self, work, removed, self.refused)

        text = words.text("The answers, the rules and what was accepted for it go. Schemes in force stay as they are.")
        message = Message(words.text("Remove {name}?").format(name=f"«{row.name}»"), text, icon="trash-2", tone="warn")
        dialog = QuestionDialog(message, words.text("Remove"), words, self)
        dialog.accepted.connect(remove)
        dialog.open()

    # building

    def _empty_state(self) -> EmptyState:
        words = self.context.words
        text = words.text(
            "A scheme says who earns what, and when. Begin with one of the ten that come with the program, or read the "
            "file of one that you have."
        )
        state = EmptyState("badge-percent", words.text("No scheme yet"), text)
        first = push_button(words.text("New scheme…"), self.ask_new, "plus")
        state.add_button(first)
        state.add_button(push_button(words.text("Read a scheme file…"), self.files.ask_which, "folder-open"))
        state.setFocusProxy(first)
        return state

    def _build(self) -> None:
        aside = QFrame()
        aside.setObjectName("SchemesAside")
        aside.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(aside)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addWidget(self.read_file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        library = QWidget()
        line = QHBoxLayout(library)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(aside)
        line.addWidget(self.reading, 1)
        self._parts.addWidget(library)
        self._parts.addWidget(self.empty)
        whole = QWidget()
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.banner)
        lines.addWidget(self._parts, 1)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)


def build(context: UiContext[Office]) -> SchemesPage:
    """The page."""
    return SchemesPage(context)
