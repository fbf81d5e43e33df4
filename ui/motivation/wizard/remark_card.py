"""A finding of the check as a card: how grave, where, what, an example in money, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from app.calc.remarks import Severity
from app.i18n.words import mark
from app.motivation.draft.examining import DraftRemark
from app.motivation.draft.mending import Mend, MendKind, mend_of, rule_key_of, step_of
from app.wording.draft_steps import STEPS
from app.wording.remarks import SEVERITIES, Naming, mend_sentence, remark_sentence
from ui.kit.icons import IconLabel
from ui.kit.labels import label, muted, push_button
from ui.kit.moments import moment
from ui.motivation.wizard.desk import WizardDesk
from ui.motivation.wizard.pieces import Card, sentence, step_link

_ICON_PX = 18
_TONES = {Severity.FAULT: "bad", Severity.WARNING: "warn", Severity.NOTE: "info"}
_MENDS = {
    MendKind.REMOVE: mark("Remove the rule"),
    MendKind.SLICE: mark("Pay slice by slice"),
    MendKind.PAY_PERSON: mark("Let this scheme pay {person}"),
}


class RemarkCard(Card):
    """Knows nothing of the check: it says what it was told, and what somebody wishes."""

    accept_wished = Signal(object)
    """The remark."""
    withdraw_wished = Signal(object)
    """The acceptance."""

    def __init__(self, desk: WizardDesk, found: DraftRemark, naming: Naming) -> None:
        """``naming`` names people and contracts."""
        super().__init__()
        self.found = found
        self._desk, self._words, self._naming = desk, desk.words, naming
        self.said = remark_sentence(self._words, found.remark, naming)
        self.lines.addLayout(self._head())
        self.lines.addWidget(sentence(self.said))
        self.lines.addWidget(muted(mend_sentence(self._words, found.remark), wrap=True))
        if found.accepted is not None:
            self.lines.addWidget(self._accepted())
        self.lines.addLayout(self._deeds())

    def _head(self) -> QHBoxLayout:
        words, remark = self._words, self.found.remark
        tone = _TONES[remark.severity]
        icon = "circle-check" if self.found.accepted else "circle-help" if tone == "info" else "triangle-alert"
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconLabel(icon, _ICON_PX, "good" if self.found.accepted else tone))
        line.addWidget(label(words.text(SEVERITIES[remark.severity]), "ChartTitle"))
        key = rule_key_of(self._desk.draft, remark)
        where = words.text("Rule «{rule}»").format(rule=key) if key else words.text("The scheme as a whole")
        line.addWidget(muted(where))
        line.addStretch(1)
        return line

    def _deeds(self) -> QHBoxLayout:
        words, remark = self._words, self.found.remark
        line = QHBoxLayout()
        line.setSpacing(8)
        mend = mend_of(self._desk.draft, remark)
        if mend is not None:
            line.addWidget(self._named(self._mending(mend)))
        line.addWidget(self._named(self._link()))
        line.addStretch(1)
        if self.found.accepted is not None:
            line.addWidget(self._named(push_button(words.text("Withdraw"), self._withdraw)))
        elif self.found.open:
            line.addWidget(self._named(push_button(words.text("Accept …"), self._accept)))
        return line

    def _mending(self, mend: Mend) -> QPushButton:
        person_id = int(dict(self.found.remark.values).get("person_id") or 0)
        title = self._words.text(_MENDS[mend.kind]).format(person=self._naming.people.get(person_id, ""))
        return push_button(title, lambda: self._desk.change(mend.draft))

    def _link(self) -> QPushButton:
        draft, remark = self._desk.draft, self.found.remark
        key, step = rule_key_of(draft, remark), step_of(draft, remark)
        if step is None:
            return push_button(self._words.text("Edit the rule"), lambda: self._desk.rule_wished.emit(key), link=True)
        return step_link(self._desk, f"{step.number}. {self._words.text(STEPS[step])}", step, key)

    def _named(self, button: QPushButton) -> QPushButton:
        button.setAccessibleDescription(self.said)
        return button

    def _accepted(self) -> QLabel:
        accepted = self.found.accepted
        text = ""
        if accepted is not None:
            text = self._words.text("Accepted by {login}, {time}: {reason}").format(
                login=accepted.login, time=moment(accepted.accepted_at), reason=accepted.reason
            )
        return sentence(text)

    def _accept(self) -> None:
        self.accept_wished.emit(self.found.remark)

    def _withdraw(self) -> None:
        self.withdraw_wished.emit(self.found.accepted)
