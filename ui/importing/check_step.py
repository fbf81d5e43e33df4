"""The last step: what would come in, or every problem with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n.words import Words, mark
from app.kernel.errors import Finding
from app.wording.errors import finding_text
from app.wording.imports import KINDS, field_title
from ui.kit.cards import Figure, FigureRow
from ui.kit.columns import Column, Kind
from ui.kit.labels import muted, push_button
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.kit.table_bar import TableBar
from ui.kit.table_files import TableFiles

if TYPE_CHECKING:
    from app.bootstrap import Office
    from ui.importing.desk import ImportDesk

_HEIGHT = 220
_ROWS_MOST = 2**31


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where; the row is None where it is about a whole file or the mapping."""

    at: int
    file: str
    sheet: str
    row: int | None
    column: str
    said: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of a kind are new, and how many stand already."""

    kind: str
    new: int
    unchanged: int


def problems_of(desk: ImportDesk) -> list[Problem]:
    """Every finding as a row; one about a mapping in the making names its sheet."""
    found = []
    for at, finding in enumerate(desk.work.problems):
        values = finding.values
        row, letter, header = values.get("row"), values.get("column"), values.get("header")
        told = isinstance(row, int) and bool(row)
        if told:
            column = " ".join(str(part) for part in (letter, header) if part) or _field_of(desk, finding)
            place = str(values.get("file", "")), str(values.get("sheet", ""))
        else:
            place, column = _place_of(desk, finding), _field_of(desk, finding)
        said = _said(desk, finding)
        found.append(Problem(at, *place, row if told and isinstance(row, int) else None, column, said))
    return found


def _said(desk: ImportDesk, finding: Finding) -> str:
    """What is wrong; of a word that nobody knows, where its meaning is said."""
    words, at = desk.context.words, desk.step_of(finding)
    if finding.code == "value_unknown" and at is not None:
        text = words.text("Nobody said what «{value}» means. Go to the step «{step}» and say it.")
        return text.format(value=finding.values.get("value"), step=desk.work.drafts[at - 1].title)
    return finding_text(words, finding)


def _place_of(desk: ImportDesk, finding: Finding) -> tuple[str, str]:
    at = desk.step_of(finding)
    if at is not None:
        return desk.work.drafts[at - 1].file, desk.work.drafts[at - 1].sheet
    named = desk.work.mapping.name if desk.work.mapping else ""
    return str(finding.values.get("file") or named), ""


def _field_of(desk: ImportDesk, finding: Finding) -> str:
    field, told = str(finding.values.get("field") or ""), finding.values.get("row")
    if desk.work.mapping is not None and not told:
        return finding.place
    at = desk.step_of(finding)
    kind = desk.work.drafts[at - 1].kind if at is not None else None
    return field_title(desk.context.words, kind.value if kind else "", field) if field else ""


def problem_columns() -> tuple[Column[Problem], ...]:
    """Where, and what to do."""
    return (
        Column("file", mark("File"), lambda one: one.file, width=130, rank=1),
        Column("sheet", mark("Sheet"), lambda one: one.sheet, width=90, rank=2, muted=True),
        Column("row", mark("Row"), lambda one: one.row, Kind.NUMBER, width=64, sort=lambda one: one.row or _ROWS_MOST),
        Column("column", mark("Column"), lambda one: one.column, width=130, rank=1),
        Column("said", mark("What is wrong and what to do"), lambda one: one.said, width=240, stretch=True),
    )


def count_columns(words: Words) -> tuple[Column[Count], ...]:
    """What, how many are new, how many stand."""
    return (
        Column("kind", mark("What"), lambda one: words.text(KINDS[one.kind]), width=200, stretch=True),
        Column("new", mark("New"), lambda one: one.new, Kind.NUMBER, width=110),
        Column("unchanged", mark("Stand already"), lambda one: one.unchanged, Kind.NUMBER, width=150),
    )


class CheckStep(QWidget):
    """While the dry run works: that it does, with Cancel. Then figures, and problems or counts."""

    def __init__(self, desk: ImportDesk) -> None:
        """Over what the desk has found so far."""
        super().__init__()
        self._desk = desk
        words = desk.context.words
        self.figures = FigureRow()
        self.problems: RowsView[Problem] = _table(RowsModel(problem_columns(), words, self), words.text("Problems"))
        self.counts: RowsView[Count] = _table(RowsModel(count_columns(words), words, self), words.text("What comes in"))
        self.bar = TableBar(self.problems, words, desk.context.clock.today)
        self.files: TableFiles[Office, Problem] = TableFiles(desk, self.problems, words.text("Problems of the import"))
        self.bar.copy_wished.connect(self.files.copy_all)
        self.bar.export_wished.connect(self.files.ask_where)
        self.bar.tabs.currentChanged.connect(self._file_chosen)
        self.problems.activated_row.connect(self._open_step)
        self.working = muted("")
        self.stop = push_button(words.text("Cancel the check"), desk.cancel, "x")
        self.again = push_button(words.text("Check again"), self._check_again, "history")
        self.save = push_button(words.text("Save this mapping…"), desk.ask_save, "download")
        self.save.setToolTip(words.text("For the next time: the same columns are taken from new tables"))
        self._names: list[str] = []
        self._stack = QStackedWidget()
        self._lay_out()
        self.show_work()

    def show_work(self) -> None:
        """Show what runs, or what was found."""
        desk, words = self._desk, self._desk.context.words
        busy, plan, problems = desk.busy, desk.work.plan, desk.work.problems
        checked = plan is not None or bool(problems)
        idle = words.text("Nothing is chosen to be imported: go back and say what the rows of a sheet are.")
        self.working.setText(
            words.text("Every row is being tried out …") if busy else idle if not desk.drafted.places else ""
        )
        self.working.setVisible(busy or not (checked or self._can_check()))
        self.stop.setVisible(busy)
        self.again.setVisible(not busy and self._can_check())
        self.save.setVisible(not busy and desk.work.mapping is None and bool(desk.drafted.text and desk.drafted.places))
        self.figures.setVisible(checked and not busy)
        self._stack.setVisible(checked and not busy)
        self.bar.setVisible(bool(problems) and not busy)
        if checked and not busy:
            self._show_found(problems_of(desk))

    def take_focus(self) -> None:
        """To the button of the import, or to the problems."""
        on = self._desk.wizard.on
        (on if on.isEnabled() else self.problems if self._desk.work.problems else self.again).setFocus()

    def _can_check(self) -> bool:
        return self._desk.work.mapping is not None or bool(self._desk.drafted.places)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.working)
        for button in (self.stop, self.again, self.save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addLayout(buttons)
        lines.addWidget(self.figures)
        lines.addWidget(self.bar)
        for view in (self.problems, self.counts):
            self._stack.addWidget(framed(view))
        self._stack.setMinimumHeight(_HEIGHT)
        lines.addWidget(self._stack, 1)

    def _show_found(self, problems: Sequence[Problem]) -> None:
        desk, words = self._desk, self._desk.context.words
        counts = desk.work.plan.counts if desk.work.plan is not None else ()
        rows = [Count(one.kind.value, one.new, one.unchanged) for one in counts]
        bad = len(problems)
        self.figures.show_figures((
            Figure(words.text("New"), words.number(sum(one.new for one in rows))),
            Figure(words.text("Stand already"), words.number(sum(one.unchanged for one in rows))),
            Figure(
                words.text("Problems"), words.number(bad),
                words.text("correct the tables or the columns") if bad else words.text("everything is sound"),
                "bad" if bad else "good",
            ),
        ))  # fmt: skip
        self.counts.rows.set_rows(rows)
        self.problems.rows.set_rows(problems)
        self._stack.setCurrentIndex(0 if problems else 1)
        self._show_files(problems)

    def _show_files(self, problems: Sequence[Problem]) -> None:
        """A saved filter for every file that has a problem."""
        words, tabs = self._desk.context.words, self.bar.tabs
        files = list(dict.fromkeys(one.file for one in problems if one.file))
        self._names = files if len(files) > 1 else []
        tabs.blockSignals(True)
        while tabs.count():
            tabs.removeTab(0)
        titles = [words.text("All"), *self._names]
        for title in titles:
            tabs.addTab(title)
        tabs.blockSignals(False)
        self._file_chosen(0)
        amounts = [sum(1 for one in problems if one.file == name) for name in self._names]
        counted = [titles[0], *(f"{name}  {words.number(n)}" for name, n in zip(self._names, amounts, strict=True))]
        self.bar.fit(titles, counted, self.width())

    def _file_chosen(self, at: int) -> None:
        if at <= 0 or at > len(self._names):
            self.problems.rows.set_view(None)
            return
        name = self._names[at - 1]
        self.problems.rows.set_view(lambda one: one.file == name)

    def _open_step(self, problem: Problem | None) -> None:
        """To the sheet of a problem."""
        at = self._desk.step_of(self._desk.work.problems[problem.at]) if problem is not None else None
        if at is not None:
            self._desk.go_to(at)

    def _check_again(self) -> None:
        self._desk.work.plan, self._desk.work.problems = None, ()
        self._desk.check()


def _table(model: RowsModel[Problem] | RowsModel[Count], name: str) -> RowsView:  # type: ignore[type-arg]
    view: RowsView = RowsView(model, id)  # type: ignore[type-arg]
    view.setAccessibleName(name)
    return view
