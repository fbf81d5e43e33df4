"""Step 3: how people are paid, and what that suggests for the orders."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n.words import mark
from app.motivation.draft.answers import Pay, PayKind
from app.motivation.draft.model import Draft
from app.motivation.draft.records import WorkTable
from app.motivation.draft.steps import Step
from app.motivation.draft.suggestion import suggestion, with_pay
from app.wording.draft_steps import PAY_KINDS, REASONS, STEPS
from ui.kit.choice_cards import ChoiceCards, Option
from ui.kit.form_fields import Field, MoneyField, Values, YesNoField, not_below_zero
from ui.kit.labels import label, muted
from ui.motivation.wizard.answer_form import AnswerForm
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.pieces import Card, Place, sentence, step_link
from ui.motivation.wizard.rail import note_of
from ui.motivation.wizard.step_view import StepView

_IDEAS = {
    PayKind.SALARY_AND_BONUS: mark(
        "The salary pays for the time, the bonus for what is won. People stay calm, and the firm may ask more of them."
    ),
    PayKind.BONUS_ONLY: mark(
        "People live on what they bring. The firm carries no cost without receipts, and little loyalty either."
    ),
    PayKind.SALARY_ONLY: mark("Nothing hangs on orders: right where people cannot change what is sold."),
}


class PayStep(StepView):
    """Three ways; guarantee and draw beside them; under them what steps 4 and 5 begin with, and why."""

    def __init__(self, desk: WizardDesk) -> None:
        """The usual first order is asked for, which sizes the premium that is suggested."""
        super().__init__(desk)
        self._typical_first_minor = 0
        options = [Option(kind, self.words.text(PAY_KINDS[kind]), self.words.text(_IDEAS[kind])) for kind in _IDEAS]
        self.cards = ChoiceCards(options, self.words.text("How people are paid"))
        self.form = AnswerForm(_fields(desk.context.currency), desk)
        self.why = Place()
        self.cards.chosen.connect(self._chosen)
        self.form.answered.connect(self._typed)
        self.lines.addWidget(self.cards)
        self.lines.addWidget(self.form)
        self.lines.addWidget(self.why)
        self.lines.addStretch(1)
        desk.tell_history(self._told, self)

    def show_draft(self, draft: Draft) -> None:
        """Show the answers and what follows from them."""
        pay = draft.answers.pay
        self.cards.show_chosen([pay.kind])
        self.form.setVisible(pay.kind is not None)
        self.form.show_values({
            "guarantee_minor": pay.guarantee_minor or None,
            "draw_minor": pay.draw_minor or None,
            "draw_recoverable": pay.draw_recoverable,
        })
        self._show_reasons(draft)

    def first_wrong(self) -> QWidget | None:
        """The sum that is none."""
        return self.form.wrong_input()

    def _chosen(self, ids: frozenset[PayKind]) -> None:
        pay = replace(self.desk.draft.answers.pay, kind=next(iter(ids), None))
        self._take(pay)

    def _typed(self, values: Values) -> None:
        before = self.desk.draft.answers.pay
        recoverable = values["draw_recoverable"]
        self._take(
            replace(
                before,
                guarantee_minor=values["guarantee_minor"] or 0,
                draw_minor=values["draw_minor"] or 0,
                draw_recoverable=before.draw_recoverable if recoverable is None else recoverable,
            )
        )

    def _take(self, pay: Pay) -> None:
        self.desk.take(with_pay(self.desk.draft, pay, self._typical_first_minor))

    def _told(self, table: WorkTable) -> None:
        self._typical_first_minor = table.history.typical_first_minor

    def _show_reasons(self, draft: Draft) -> None:
        kind = draft.answers.pay.kind
        reasons: tuple[str, ...] = ()
        if kind is not None:
            reasons = suggestion(kind, draft.answers.services, self._typical_first_minor).reasons
        ways = tuple((step, note_of(self.words, draft, step), step in draft.answered) for step in _SUGGESTED)
        self.why.tell((kind, reasons, ways), lambda: self._reasons(reasons, ways) if reasons else None)

    def _reasons(self, reasons: tuple[str, ...], ways: tuple[tuple[Step, str, bool], ...]) -> QWidget:
        words = self.words
        card = Card(words.text("What follows for the orders"))
        for reason in reasons:
            card.lines.addWidget(sentence(words.text(REASONS[reason])))
        for step, note, own in ways:
            said = words.text("your own answer, which stays") if own else words.text("preselected, yours to change")
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(step_link(self.desk, f"{step.number}. {words.text(STEPS[step])}", step))
            line.addWidget(label(note or "—"))
            line.addWidget(muted(said))
            line.addStretch(1)
            card.lines.addLayout(line)
        return card


_SUGGESTED = (Step.FIRST, Step.LATER)


def _fields(currency: str) -> tuple[Field, ...]:
    return (
        MoneyField(
            "guarantee_minor", mark("Guarantee a month (topped up to it)"), short=True, currency=currency,
            check=not_below_zero,
        ),
        MoneyField(
            "draw_minor", mark("Draw a month (an advance on bonuses)"), short=True, currency=currency,
            check=not_below_zero,
        ),
        YesNoField(
            "draw_recoverable", mark("What a draw was too high by is kept from later bonuses"),
            when=lambda values: bool(values["draw_minor"]),
        ),
    )  # fmt: skip
