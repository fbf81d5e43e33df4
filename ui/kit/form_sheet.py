"""A form with its head and its foot: it loads, saves on the work lane, settles conflicts, asks before it is left.

It stands in the panel at the right of a page, or in a dialog for new rows (``form_dialog``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.kernel.changes import Done
from app.kernel.errors import Invalid, PremiaError, Stale
from app.wording.errors import error_sentence
from ui.kit.banner import Banner
from ui.kit.form import Form
from ui.kit.form_draft import Draft, DraftKeeper
from ui.kit.form_fields import Choice, FormPlan, LastChange, PickField, Stand, Values
from ui.kit.form_inputs import PickInput
from ui.kit.form_questions import Clash, ConflictDialog, UnsavedDialog
from ui.kit.labels import label, muted, push_button, tool_button
from ui.kit.reading_order import tab_as_read
from ui.kit.scrolling import scrolled
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress
from ui.runtime.lanes import OfficeT

_SIDE = 20
_SENTENCE_PX = 48
"""Room for the label over an input, and for the sentence under it."""


class FormSheet(QFrame, Generic[OfficeT]):
    """One opened form."""

    saved = Signal(object)
    """The Done of its save; the sheet is done for then."""
    closed = Signal()
    """It was left without saving, or after it."""
    ready = Signal()
    """Its values are there: it may be typed into."""
    resized = Signal()
    """It says more or less than before."""

    def __init__(self, context: UiContext[OfficeT], plan: FormPlan[OfficeT], parent: QWidget | None = None) -> None:
        """Nothing is read before ``open``."""
        super().__init__(parent)
        words = context.words
        self.setObjectName("Detail")
        self.context = context
        self.plan = plan
        self.stand = Stand({})
        self.banner = Banner(words)
        self._inside = QWidget()
        self.area = scrolled(self._inside, self)  # parents first: what moves under another is styled once more
        self.form: Form = Form(plan.fields, words, context.clock.today, plan.rules, self._inside)
        self.drafts: DraftKeeper[OfficeT] = DraftKeeper(context, plan.key, self.form, lambda: self.stand.version, self)
        self._saving = False
        self._focus: QWidget | None = None
        self._after: Callable[[], object] | None = None
        self._offer = QFrame()
        self._build()
        self.form.edited.connect(self._say_live)
        self.form.edited.connect(self.resized)
        self.form.judged.connect(self.resized)
        self.form.rebuilt.connect(self._rebuilt)
        self.form.create_wished.connect(self._create)
        self.save_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save)
        self.save_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open(self, prefill: Values | None = None) -> None:
        """Read how the row stands, then let it be typed into; ``prefill`` is what was typed elsewhere already."""

        def loaded(stand: Stand) -> None:
            self.stand = stand
            self.form.show_stand(stand)
            self.setEnabled(True)
            self.form.put(prefill or {})
            self._say_live()
            tab_as_read(self)
            self.form.begin()
            self.drafts.look(self._found_draft)
            self.ready.emit()

        self.setEnabled(False)
        self.context.lanes.read.ask(self, self._load, loaded, self._not_loaded)

    def stay(self) -> None:
        """The form is a page of its own: there is nothing behind it to close it for."""
        self._shut.hide()

    def save(self) -> None:
        """Write it, or say what is wrong; where an earlier save was to lead away, this one does not."""
        self._save_and(None)

    def _save_and(self, after: Callable[[], object] | None) -> None:
        if self._saving or not self.isEnabled():
            return
        self._after = after
        self.banner.hide()
        try:
            values = self.form.values()
        except Invalid as invalid:
            self.refuse(invalid)
            return
        self._write(values, self.stand.version)

    def leave(self, then: Callable[[], object], stay: Callable[[], object] | None = None) -> None:
        """Close it and do ``then``; unsaved changes are asked about first, and ``stay`` is done when it stays."""
        if self._saving:  # its answer is a moment away
            if stay is not None:
                stay()
            return
        if not self.form.changed or not self.isEnabled():
            self._close(then)
            return

        def save() -> None:
            self._save_and(then)

        def discard() -> None:
            self.drafts.drop()
            self._close(then)

        dialog = UnsavedDialog(self.plan.title, save, discard, self.context.words, self)
        if stay is not None:
            dialog.rejected.connect(stay)
        dialog.open()

    def cancel(self) -> None:
        """Leave for nowhere."""
        self.leave(_nowhere)

    def refuse(self, error: Exception) -> None:
        """Say under each field what is wrong with it, and over them what belongs to none."""
        places = self.plan.places
        findings = [
            replace(one, place=places.get(one.place, one.place))
            for one in (error.findings if isinstance(error, Invalid) else ())
        ]
        other = self.form.refuse(findings)
        if other or not findings:
            said = Invalid(other) if other else error
            self.banner.say(error_sentence(self.context.words, said))
        self.resized.emit()
        self.inside.activate()
        if self.form.first_wrong is not None:
            self.area.ensureWidgetVisible(self.form.input(self.form.first_wrong), 0, _SENTENCE_PX)
            self.area.ensureWidgetVisible(self.form.said_under(self.form.first_wrong), 0, 4)  # of a high input, it wins
        else:
            self.area.ensureVisible(0, 0)  # the banner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    # inside

    def _build(self) -> None:
        words, plan = self.context.words, self.plan
        self._inside.setObjectName("DetailBody")
        column = self.inside = QVBoxLayout(self._inside)
        column.setContentsMargins(_SIDE, 4, 16, 16)
        column.setSpacing(12)
        if plan.note:
            column.addWidget(muted(plan.note, wrap=True))
        column.addWidget(self.banner)
        column.addWidget(self._offered())
        column.addWidget(self.form)
        column.addStretch(1)
        self.live = label("")
        self.live.setWordWrap(True)
        self.live.setContentsMargins(_SIDE, 8, _SIDE, 0)
        self.live.setVisible(plan.live is not None)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 12, _SIDE, 16)
        foot.setSpacing(8)
        foot.addStretch(1)
        self.cancel_button = push_button(words.text("Cancel"), self.cancel)
        self.save_button = push_button(plan.deed or words.text("Save"), self.save, primary=True)
        self.save_button.setToolTip("Ctrl+S")
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        outer.addWidget(self.area, 1)
        outer.addWidget(self.live)
        outer.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        self.headline = label(self.plan.title, "Section")
        self.headline.setWordWrap(True)
        shut = self._shut = tool_button("x", self.context.words.text("Close the form (Esc)"))
        shut.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shut.clicked.connect(self.cancel)
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 16, 12, 4)
        head.setSpacing(8)
        head.addWidget(self.headline, 1)
        head.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _offered(self) -> QFrame:
        """The line that offers what was typed and not saved."""
        words = self.context.words
        self._offer.setProperty("banner", "info")
        text = label(words.text("You had typed something here that was not saved."))
        text.setWordWrap(True)
        self.bring_back = push_button(words.text("Bring it back"), self._bring_back, link=True)
        self.throw_away = push_button(words.text("Discard it"), self._throw_away, link=True)
        ways = QHBoxLayout()
        ways.addWidget(self.bring_back)
        ways.addWidget(self.throw_away)
        ways.addStretch(1)
        column = QVBoxLayout(self._offer)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(2)
        column.addWidget(text)
        column.addLayout(ways)
        self._offer.hide()
        return self._offer

    def _rebuilt(self) -> None:
        tab_as_read(self)
        self.resized.emit()

    def _say_live(self) -> None:
        if self.plan.live is not None:
            said = self.plan.live(self.form.readings())
            self.live.setText(said.text)
            if self.live.property("tone") != said.tone:
                self.live.setProperty("tone", said.tone)
                self.live.style().polish(self.live)

    def _load(self, office: OfficeT, _progress: Progress) -> Stand:
        return self.plan.load(office)

    def _not_loaded(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, PremiaError):
            self.banner.say(error_sentence(self.context.words, error))
        self.save_button.setEnabled(False)

    def _found_draft(self, draft: Draft) -> None:
        if not self.form.would_change(draft.typed):
            self.drafts.drop()
            return
        self._draft = draft
        self._offer.show()
        self.setTabOrder(self.bring_back, self.throw_away)
        self.setTabOrder(self.throw_away, self.form.first)
        if not self.form.changed:  # nobody is typing yet: Space brings it back
            self.bring_back.setFocus()
        self.resized.emit()

    def _bring_back(self) -> None:
        """If the row was changed since it was typed, its save asks whose value holds, as of any two editors."""
        self._offer.hide()
        if self._draft.version is not None:
            self.stand = replace(self.stand, version=self._draft.version)
        self.form.retype(self._draft.typed)
        self.form.begin()

    def _throw_away(self) -> None:
        self._offer.hide()
        self.drafts.drop()
        self.form.begin()

    def _write(self, values: Values, version: int) -> None:
        def work(office: OfficeT, _progress: Progress) -> Done[Any]:
            done = self.plan.save(office, values, version)
            self.drafts.forget(office)
            return done

        self.drafts.pause()
        self._wait(saving=True)
        self.context.lanes.work.ask(self, work, self._written, self._not_written)

    def _wait(self, *, saving: bool) -> None:
        if saving:
            self._focus = self.window().focusWidget()
        self._saving = saving
        self.form.setEnabled(not saving)
        self.save_button.setEnabled(not saving)
        if not saving and self._focus is not None and self.isAncestorOf(self._focus):
            self._focus.setFocus()  # what was disabled has lost it, and with it the keys of the form

    def _written(self, done: Done[Any]) -> None:
        self._wait(saving=False)
        self.drafts.forgotten()
        after, self._after = self._after, None
        self.saved.emit(done)
        self.closed.emit()
        if after is not None:
            after()

    def _not_written(self, error: Exception) -> None:
        self._wait(saving=False)
        self.drafts.keep()
        if isinstance(error, Stale):
            self.context.lanes.read.ask(self, self._load_anew, self._ask_whose, self.refuse)
        elif isinstance(error, PremiaError):
            self.refuse(error)

    def _load_anew(self, office: OfficeT, _progress: Progress) -> tuple[Stand, LastChange | None]:
        ask = self.plan.last_change
        return self.plan.load(office), ask(office) if ask is not None else None

    def _ask_whose(self, found: tuple[Stand, LastChange | None]) -> None:
        """The row stands otherwise by now."""
        stand, last = found
        words, mine = self.context.words, self.form.values()
        clashes = []
        for field in self.plan.fields:
            key = field.key
            if key in stand.values and key in self.form.shown and mine[key] != stand.values[key]:
                made = self.form.input(key)
                by_me = mine[key] != self.stand.values.get(key)
                said, theirs = made.said(mine[key]), made.said(stand.values[key])
                clashes.append(Clash(key, words.text(field.title), said, theirs, stand.values[key], by_me))

        def settled(taken: Values) -> None:
            self.stand = stand
            self.form.put(taken)
            self._save_and(self._after)

        dialog = ConflictDialog(last, clashes, words, self)
        dialog.settled.connect(settled)
        dialog.open()

    def _close(self, then: Callable[[], object]) -> None:
        if self._offer.isHidden():  # an offer that nobody has answered stands until the next time
            self.drafts.drop()
        self.closed.emit()
        then()

    def _create(self, key: str, typed: str) -> None:
        """Open the form of a new entry beside this one; it is chosen here when it is saved."""
        from ui.kit.form_dialog import FormDialog

        field, made = self.form.input(key).field, self.form.input(key)
        if not isinstance(field, PickField) or field.create is None or not isinstance(made, PickInput):
            return
        picked = made
        plan: FormPlan[OfficeT] = field.create(typed)
        dialog: FormDialog[OfficeT] = FormDialog(self.context, plan, self)

        def done(result: Done[Any]) -> None:
            picked.take(Choice(result.value, plan.name_of(dialog.sheet.form.values())))
            picked.inner.setFocus()

        dialog.sheet.saved.connect(done)
        dialog.start({"name": typed} if typed and any(one.key == "name" for one in plan.fields) else None)


def _nowhere() -> None:
    """Nothing comes after."""
