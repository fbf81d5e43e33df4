"""Step 10: from when, for whom, the text in plain words, and the director's yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid
from app.kernel.period import Month
from app.motivation.draft.entry_people import entry_people
from app.motivation.draft.model import Draft
from app.motivation.draft.open_points import points
from app.motivation.draft.steps import Step
from app.motivation.model import Assignment
from app.staff.model import Person
from app.wording.draft_steps import STEPS
from app.wording.errors import finding_text
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_text, terms_sentences
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.form_fields import DateField, TextField, Values
from ui.kit.labels import label, muted, push_button
from ui.kit.scrolling import bring_up
from ui.motivation.regulation_paper import RegulationPaper
from ui.motivation.wizard.answer_form import AnswerForm
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.entry_list import EntryList
from ui.motivation.wizard.pieces import Card, Place, sentence, step_link
from ui.motivation.wizard.step_view import StepView
from ui.runtime.jobs import Progress


@dataclass(frozen=True, slots=True)
class _Books:
    """What the books know about people and schemes."""

    staff: tuple[Person, ...]
    standing: tuple[Assignment, ...]
    scheme_names: dict[int, str]
    first_open: Month


class InForceStep(StepView):
    """Everything that is left to say before a scheme pays."""

    def __init__(self, desk: WizardDesk) -> None:
        """Asks who is on the staff, and what pays them."""
        super().__init__(desk)
        self._books: _Books | None = None
        self._refused_with: Draft | None = None
        self.form = AnswerForm(
            (
                TextField("name", mark("Name of the scheme"), required=True, missing="name_missing", short=True),
                DateField("valid_from", mark("In force from"), required=True, short=True, check=self._day_problem),
            ),
            desk,
        )
        self.paper = RegulationPaper(desk.context, self)
        self.paper.refused.connect(desk.refused)
        self.refusals, self.people, self.text = Place(), Place(), Place()
        self.form.answered.connect(self._typed)
        for part in (self.refusals, self.form, self.people, self.text):
            self.lines.addWidget(part)
        self.lines.addStretch(1)
        desk.ask(self._read, self._told, owner=self)

    @property
    def list(self) -> EntryList | None:
        """The people, once they are known."""
        inside = self.people.inside
        return inside if isinstance(inside, EntryList) else None

    def show_draft(self, draft: Draft) -> None:
        """Show it; what was refused before may be right now."""
        if draft != self._refused_with:
            self.refusals.tell(None, lambda: None)
        self.form.show_values({"name": draft.name, "valid_from": draft.valid_from})
        if self._books is not None:
            self._show_people(draft, self._books)
            self._show_text(draft, self._books)

    def show_place(self, place: str) -> None:
        """A field by its name; the people, where nobody is chosen."""
        if place in {"name", "valid_from"}:
            self.form.input(place).inner.setFocus()
        elif self.list is not None and self.list.ticks:
            next(iter(self.list.ticks.values())).setFocus()

    def first_wrong(self) -> QWidget | None:
        """A day or a name that is none."""
        return self.form.wrong_input()

    def finish(self) -> None:
        """Ask once more, then put it in force."""
        wrong = self.first_wrong()
        if wrong is not None:
            wrong.setFocus()
            return
        words, draft = self.words, self.desk.draft
        people = words.plural("{n} person", "{n} people", len(draft.people))
        text = words.text(
            "From {day} on it pays {people}. A version in force cannot be edited any more: it can only be replaced by "
            "another one from a later day. Your approval is kept with it."
        ).format(day=words.date(draft.valid_from), people=people)
        title = words.text("Put «{name}» in force?").format(name=draft.name)
        message = Message(title, text, icon="shield-check")
        dialog = QuestionDialog(message, words.text("Approve and put in force"), words, self)
        dialog.accepted.connect(lambda: self.desk.keep(self._enter))
        dialog.open()

    def _read(self, office: Office) -> _Books:
        actor = self.desk.context.actor
        return _Books(
            office.staff.list(actor),
            office.motivation.assignments(actor),
            {one.scheme.id: one.scheme.name for one in office.motivation.schemes(actor)},
            office.payroll.open_month(actor),
        )

    def _told(self, books: _Books) -> None:
        self._books = books
        self.show_draft(self.desk.draft)

    def _day_problem(self, value: date | None, _values: Values) -> Finding | None:
        if value is None or self._books is None or value >= self._books.first_open.first:
            return None
        return Finding("version_too_early", "", {"first_open": self._books.first_open.first.isoformat()})

    def _typed(self, values: Values) -> None:
        self.desk.change(replace(self.desk.draft, name=values["name"], valid_from=values["valid_from"]))

    def _show_people(self, draft: Draft, books: _Books) -> None:
        rows = entry_people(draft, books.staff, books.standing, books.scheme_names)
        before = self.list
        focused = next((one for one, tick in before.ticks.items() if tick.hasFocus()), None) if before else None

        def make() -> EntryList:
            made = EntryList(self.words, rows)
            made.chosen.connect(self._chosen)
            made.kept.connect(self._kept)
            return made

        self.people.tell((rows, draft.valid_from), make)
        if focused is not None and self.list is not None and self.list is not before and focused in self.list.ticks:
            self.list.ticks[focused].setFocus()

    def _chosen(self, people: frozenset[int]) -> None:
        self.desk.change(replace(self.desk.draft, people=people))

    def _kept(self, assignment_id: int, goes_on: bool) -> None:  # ruff: ignore[boolean-type-hint-positional-argument] (a signal)
        draft = self.desk.draft
        keeps = draft.keeps | {assignment_id} if goes_on else draft.keeps - {assignment_id}
        self.desk.change(replace(draft, keeps=keeps))

    def _show_text(self, draft: Draft, books: _Books) -> None:
        names = {person.staff_no: person.name for person in books.staff}
        speech = Speech(self.words, self.desk.context.currency, names)
        version = draft.version()
        lines = tuple((rule.key, rule_text(speech, rule)) for rule in version.rules)
        terms = " ".join(terms_sentences(speech, version.terms))
        self.text.tell((lines, terms), lambda: self._text(lines, terms))

    def _text(self, lines: Sequence[tuple[str, str]], terms: str) -> QWidget:
        card = Card(self.words.text("The scheme in plain words"))
        card.lines.setSpacing(10)
        if lines:
            paper = push_button(self.words.text("Regulation…"), self._print, "printer", link=True)
            card.lines.addWidget(paper, 0, Qt.AlignmentFlag.AlignLeft)
        for number, (key, text) in enumerate(lines, start=1):
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(label(f"{number}."), 0, Qt.AlignmentFlag.AlignTop)
            said = sentence(text)
            said.setToolTip(key)
            line.addWidget(said, 1)
            card.lines.addLayout(line)
        if not lines:
            card.lines.addWidget(muted(self.words.text("There is no rule yet: answer the steps, or write one.")))
        card.lines.addWidget(muted(terms, wrap=True))
        return card

    def _print(self) -> None:
        desk, actor = self.desk, self.desk.context.actor
        desk.keep(
            lambda: self.paper.ask(lambda office, tongue: office.regulations.of_draft(actor, desk.draft_id, tongue))
        )

    # into force

    def _enter(self) -> None:
        context, desk = self.desk.context, self.desk

        def work(office: Office, _progress: Progress) -> Done[int]:
            return office.scheme_drafts.put_in_force(context.actor, desk.draft_id, desk.version)

        title = self.words.text("Putting the scheme in force")
        context.lanes.work.ask(self, work, lambda done: desk.entered.emit(done.value), self._refused, title=title)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Invalid):
            self.desk.refused.emit(error)
            return
        at_fields = {"valid_from" if one.place.endswith(".valid_from") else one.place: one for one in error.findings}
        self.form.refuse(tuple(replace(one, place=place) for place, one in at_fields.items() if place in _FIELDS))
        findings, self._refused_with = error.findings, self.desk.draft
        self.refusals.tell(findings, lambda: self._refusals(findings))
        first = self.refusals.findChild(QWidget, "StepLink")
        if first is not None:
            first.setFocus()
        bring_up(self.refusals)

    def _refusals(self, findings: Sequence[Finding]) -> QWidget:
        words, draft = self.words, self.desk.draft
        card = Card(words.text("It is not in force: this keeps it from that"))
        card.setProperty("card", False)
        card.setProperty("banner", "bad")
        known = _steps_of(draft)
        for finding in findings:
            step, place = known.get((finding.code, finding.place), (_step_by_code(finding), finding.place))
            line = QHBoxLayout()
            line.setSpacing(8)
            link = step_link(self.desk, f"{step.number}. {words.text(STEPS[step])}", step, place)
            link.setObjectName("StepLink")
            text = finding_text(words, finding)
            link.setAccessibleDescription(text)
            line.addWidget(link)
            line.addWidget(sentence(text), 1)
            card.lines.addLayout(line)
        return card


_FIELDS = frozenset({"name", "valid_from"})


def _steps_of(draft: Draft) -> dict[tuple[str, str], tuple[Step, str]]:
    """Where each thing that is wrong in the draft is mended."""
    return {
        (point.finding.code, point.finding.place): (point.step, point.rule_key or point.finding.place)
        for point in points(draft)
    }


def _step_by_code(finding: Finding) -> Step:
    return Step.CHECK if finding.code == "remark_open" else Step.IN_FORCE
