"""The way of tables into the books: files, what each sheet is, a dry run with every problem, the import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.bootstrap import Office
from app.importing.drafting import Drafted, TableDraft, drafted, with_unknown_words
from app.importing.looking import Look
from app.importing.mapping_text import save_mapping
from app.importing.plan import ImportPlan, ImportReport
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid, PremiaError
from app.wording.imports import KINDS, lacks_sentence
from ui.importing.check_step import CheckStep
from ui.importing.files_step import FilesStep
from ui.importing.table_step import TableStep
from ui.kit.page import Page
from ui.kit.reading_order import tab_as_read
from ui.kit.save_dialog import ask_where, begin_in_last_folder, taken
from ui.kit.wizard import Step, StepState, Wizard
from ui.runtime.context import UiContext
from ui.runtime.jobs import Cancelled, Job, Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

Value = TypeVar("Value")
TABLES = "*.xlsx *.xls *.xlsm *.ods *.csv *.txt"


@dataclass(slots=True)
class Work:
    """What was chosen so far. ``mapping`` is a file that says it all; else it is worked out in ``drafts``."""

    paths: tuple[Path, ...] = ()
    folder: Path = field(default_factory=Path)
    drafts: tuple[TableDraft, ...] = ()
    unreadable: tuple[Finding, ...] = ()
    mapping: Path | None = None
    plan: ImportPlan | None = None
    problems: tuple[Finding, ...] = ()
    """Of the dry run, or of the mapping itself."""


class ImportDesk(Page[Office]):
    """The steps at the left, the one that is worked on at the right; nothing is changed before the last button."""

    left = Signal()
    imported = Signal(object)

    def __init__(self, context: UiContext[Office]) -> None:
        """Begin with the choice of files."""
        super().__init__(context, context.words.text("Import tables"))
        self.work = Work()
        self.here = 0
        self.job: Job | None = None
        self.busy = False
        self.saved = True
        """Whether the mapping that stands is kept in a file."""
        self.dialog: QFileDialog | None = None
        self.drafted = Drafted("")
        self.wizard = Wizard(context.words, self.title, self)
        self.wizard.step_wished.connect(self.go_to)
        self.wizard.finished.connect(self.do_import)
        self.wizard.left.connect(self.left)
        self.step: FilesStep | TableStep | CheckStep | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(20, 0, 20, 0)
        above.addWidget(self.banner)
        lines.addLayout(above)
        lines.addWidget(self.wizard, 1)
        self.go_to(0)

    @property
    def unsaved(self) -> bool:
        """Whether columns were chosen that no file keeps."""
        return not self.saved

    @property
    def last(self) -> int:
        """The step of the dry run."""
        return 1 + len(self.work.drafts)

    def step_of(self, finding: Finding) -> int | None:
        """The step of the sheet that a finding is about; None where it is about none of them."""
        file, sheet, field = (finding.values.get(key) for key in ("file", "sheet", "field"))
        near = [
            (draft.column_of(str(field)) is None, at)
            for at, draft in enumerate(self.work.drafts, start=1)
            if finding in self.drafted.of_draft(at - 1)
            or (draft.kind is not None and draft.name == file and draft.sheet in {"", sheet})
        ]
        return min(near)[1] if near else None

    def take_focus(self) -> None:
        """To the first thing to do."""
        if self.step is not None:
            self.step.take_focus()

    def cancel(self) -> None:
        """Give up what runs."""
        if self.job is not None:
            self.job.cancel()

    def take_up(self, work: Work, here: int) -> None:
        """Go on with what was put aside; the dry run is done again."""
        self.work = replace(work, plan=None, problems=())
        self.saved = False
        self.go_to(min(here, self.last - 1))

    # files

    def ask_tables(self) -> None:
        """Let the user choose tables; those that were chosen before stay."""
        from PySide6.QtWidgets import QFileDialog

        words = self.context.words
        self._ask(words.text("Choose tables"), words.text("Tables ({pattern})").format(pattern=TABLES))
        if self.dialog is not None:
            self.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self.dialog.filesSelected.connect(self._tables_chosen)

    def _tables_chosen(self, paths: list[str]) -> None:
        taken(self, lambda _path: self.add_tables([Path(path) for path in paths]))(paths[0])

    def ask_mapping(self) -> None:
        """Let the user choose a mapping file."""
        from PySide6.QtWidgets import QFileDialog

        words = self.context.words
        self._ask(words.text("Choose a mapping file"), words.text("Mapping files ({pattern})").format(pattern="*.toml"))
        if self.dialog is not None:
            self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            self.dialog.fileSelected.connect(taken(self, self.use_mapping))

    def _ask(self, title: str, kinds: str) -> None:
        from PySide6.QtWidgets import QFileDialog

        self.dialog = QFileDialog(self, title)
        self.dialog.setNameFilter(kinds)
        begin_in_last_folder(self.dialog, self)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def add_tables(self, paths: list[Path]) -> None:
        """Look into these files and those before them; what was chosen for the columns of those stays."""
        actor, words = self.context.actor, self.context.words
        wanted = tuple(dict.fromkeys((*self.work.paths, *paths)))

        def look(office: Office, progress: Progress) -> Look:
            return office.importing.look(actor, wanted, progress.report)

        def seen(found: Look) -> None:
            kept = {draft.title: draft for draft in self.work.drafts if self.work.folder == found.folder}
            drafts = tuple(kept.get(draft.title, draft) for draft in found.drafts)
            self.work = Work(wanted, found.folder, drafts, found.unreadable)
            self.saved = not drafts
            self.go_to(0)

        self._have_done(look, seen, words.text("Reading the tables"))

    def use_mapping(self, path: Path) -> None:
        """Take everything from a mapping file; the tables lie beside it."""
        self.work = Work(folder=path.parent, mapping=path)
        self.saved = True
        self.go_to(self.last)

    def start_anew(self) -> None:
        """Put all files away."""
        self.work = Work()
        self.saved = True
        self.go_to(0)

    # tables

    def change(self, at: int, change: Callable[[TableDraft], TableDraft]) -> None:
        """Something was said of the sheet ``at``."""
        drafts = list(self.work.drafts)
        drafts[at] = change(drafts[at])
        self.work.drafts = tuple(drafts)
        self._forget_plan()
        self._show_rail()
        if isinstance(self.step, TableStep):
            self.step.show_draft(drafts[at], self._lacks(at))

    def twice(self, at: int) -> None:
        """Take a second kind of rows from the same sheet."""
        from app.importing.proposing import for_kind

        drafts = self.work.drafts
        self.work.drafts = (*drafts[: at + 1], for_kind(drafts[at], None), *drafts[at + 1 :])
        self._forget_plan()
        self.go_to(at + 2)

    def _forget_plan(self) -> None:
        self.saved = False
        self.work.plan, self.work.problems = None, ()

    def _lacks(self, at: int) -> str:
        draft = self.work.drafts[at]
        findings = self.drafted.of_draft(at)
        return lacks_sentence(self.context.words, draft.kind.value, findings) if draft.kind else ""

    # steps

    def go_to(self, here: int) -> None:
        """Show a step; the last one begins with the dry run."""
        self.cancel()
        self.here = min(max(here, 0), self.last)
        self._show_rail()
        words = self.context.words
        if self.here == 0:
            purpose = words.text(
                "Choose the tables, or a mapping file that was saved before. Several files are taken at once."
            )
            self._show(FilesStep(self), purpose)
        elif self.here < self.last:
            at = self.here - 1
            purpose = words.text(
                "Above each column stands what it is. Premia has proposed it by the names; correct what is wrong. "
                "Fields with * are needed."
            )
            self._show(TableStep(self, at, self.work.drafts[at], self._lacks(at)), purpose)
        else:
            purpose = words.text("Every row is tried out on the books. Nothing is changed before you press Import.")
            self._show(CheckStep(self), purpose)
            if self.work.plan is None and not self.work.problems:
                self.check()
        self._show_buttons()

    def _show(self, step: FilesStep | TableStep | CheckStep, purpose: str) -> None:
        self.step = step
        self.wizard.show_body(step, purpose)
        tab_as_read(self)
        if self.isVisible():
            step.take_focus()

    def _show_rail(self) -> None:
        words, work = self.context.words, self.work
        self.drafted = drafted(work.drafts)
        chosen = words.plural("{n} table", "{n} tables", len(work.drafts)) if work.drafts else ""
        named = work.mapping.name if work.mapping else ""
        state = StepState.WRONG if work.unreadable else StepState.DONE if chosen or named else StepState.OPEN
        steps = [Step(words.text("Files"), named or chosen, state)]
        for at, draft in enumerate(work.drafts):
            note = words.text(KINDS[draft.kind.value]) if draft.kind else words.text("not imported")
            wrong = bool(self.drafted.of_draft(at))
            steps.append(Step(draft.title, note, StepState.WRONG if wrong else StepState.DONE))
        steps.append(self._last_step())
        self.wizard.show_steps(steps, self.here, words.text("Import"))
        self._show_buttons()

    def _last_step(self) -> Step:
        words, work = self.context.words, self.work
        title = words.text("Check and import")
        if work.problems:
            return Step(title, words.plural("{n} problem", "{n} problems", len(work.problems)), StepState.WRONG)
        if work.plan is not None:
            return Step(title, words.text("no problem"), StepState.DONE)
        return Step(title)

    def _show_buttons(self) -> None:
        """Continue where there is something to go on with; Import where the dry run found no problem."""
        ready = self.work.plan is not None and not self.work.problems and not self.busy
        somewhere = self.here > 0 or bool(self.work.drafts)
        self.wizard.on.setEnabled(ready if self.here == self.last else somewhere)

    def _show_busy(self) -> None:
        if self.step is not None and not isinstance(self.step, TableStep):
            self.step.show_work()
        self._show_buttons()

    # the dry run, and the import

    def check(self) -> None:
        """Try everything out; nothing is changed."""
        work, actor, words = self.work, self.context.actor, self.context.words
        if work.mapping is None and not self.drafted.text:
            self._found(None, self.drafted.findings)
            return
        if work.mapping is None and not self.drafted.places:
            return
        mapping, folder = work.mapping or self.drafted.text, work.folder

        def rehearse(office: Office, progress: Progress) -> ImportPlan:
            return office.importing.plan(actor, mapping, folder, progress.report)

        def done(plan: ImportPlan) -> None:
            self._found(plan, plan.problems)

        self._have_done(rehearse, done, words.text("Checking the tables"))

    def do_import(self) -> None:
        """Import what the dry run has found sound."""
        plan, actor, words = self.work.plan, self.context.actor, self.context.words
        if plan is None or self.work.problems or self.busy:
            return

        def run(office: Office, progress: Progress) -> Done[ImportReport]:
            return office.importing.run(actor, plan, tell=progress.report)

        def done(outcome: Done[ImportReport]) -> None:
            self.saved = True
            self.imported.emit(outcome.value)

        self._have_done(run, done, words.text("Importing"))

    def _found(self, plan: ImportPlan | None, problems: tuple[Finding, ...]) -> None:
        self.work.plan, self.work.problems = plan, problems
        self.work.drafts = with_unknown_words(self.work.drafts, problems)
        self._show_rail()
        if isinstance(self.step, CheckStep):
            self.step.show_work()
            tab_as_read(self)

    def _have_done(self, work: Callable[[Office, Progress], Value], done: Callable[[Value], None], title: str) -> None:
        """On the work lane, with progress and Cancel at the foot of the window."""

        def ended(value: Value) -> None:
            self.busy = False
            done(value)

        self.busy = True
        self.banner.hide()
        self._show_busy()
        self.job = self.context.lanes.work.ask(self, work, ended, self._failed, title=title)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if isinstance(error, Invalid):
            self._found(self.work.plan, error.findings)
        elif isinstance(error, Cancelled):
            self.banner.say(self.context.words.text("Cancelled. Nothing was changed."), "info")
        elif isinstance(error, PremiaError):
            self.refused(error)
        self._show_busy()

    # keeping the mapping

    def ask_save(self) -> None:
        """Let the user choose where the mapping is kept: beside the tables, else it does not find them."""
        words = self.context.words
        kinds = {"toml": words.text("Mapping files ({pattern})").format(pattern="*.toml")}
        self.dialog = ask_where(self, words.text("Save this mapping"), "premia-import.toml", kinds, self.save_to)
        self.dialog.setDirectory(str(self.work.folder))

    def save_to(self, path: Path) -> None:
        """Keep the mapping for the next time."""
        words = self.context.words
        try:
            save_mapping(self.drafted.text, path)
        except PremiaError as error:
            self.refused(error)
            return
        self.saved = True
        said = words.text("The mapping is saved for the next time, with new tables beside it: {file}")
        self.banner.say(said.format(file=path), "good")
