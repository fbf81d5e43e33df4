"""The scheme check in a dialog: what it found on the firm's own history, how grave, where, and what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.calc.remarks import Remark, Severity
from app.i18n.words import Words
from app.kernel.errors import Finding, PremiaError
from app.kernel.period import Month
from app.wording.errors import error_sentence, finding_sentence
from app.wording.remarks import SEVERITIES, Naming, mend_sentence, remark_sentence
from ui.kit.dialog import Dialog
from ui.kit.icons import IconLabel
from ui.kit.labels import label, muted
from ui.kit.scrolling import scrolled
from ui.motivation.cards import Card, sentence
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

_WIDTH, _HEIGHT = 720, 560
_MOST_OF_SCREEN = 80
_ICON_PX = 18
_TONES = {Severity.FAULT: "bad", Severity.WARNING: "warn", Severity.NOTE: "info"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and what was found."""

    remarks: tuple[Remark, ...]
    open: tuple[Finding, ...]
    """What the steps of a draft leave open."""
    through: Month
    limit_ppm: int
    naming: Naming


def look(office: Office, context: UiContext[Office], draft_id: int) -> Looked:
    """Check a draft, or with no id the schemes in force; may take seconds. Raises Invalid: rates miss."""
    actor, drafts = context.actor, office.scheme_drafts
    if draft_id:
        draft = drafts.check(actor, draft_id)
        naming = Naming(draft.people, draft.contracts, draft.currency)
        remarks = tuple(one.remark for one in draft.remarks)
        points = tuple(point.finding for point in draft.points)
        return Looked(remarks, points, draft.through, draft.limit_ppm, naming)
    limit_ppm = drafts.limit(actor)
    checked = office.scheme_check.check(actor, limit_ppm)
    naming = Naming(checked.people, checked.contracts, checked.currency)
    return Looked(checked.remarks, (), checked.through, limit_ppm, naming)


class CheckDialog(Dialog):
    """Begins to look as it opens; closed before it has done, it asks no more."""

    def __init__(self, context: UiContext[Office], parent: QWidget, key: str, names: Mapping[str, str]) -> None:
        """About the scheme or draft of ``key``; ``names`` of all schemes by their keys."""
        super().__init__(parent, context.words.text("Check of the scheme"))
        self.context, self._key, self._names = context, key, names
        words = context.words
        self.state = sentence(words.text("Looking at the firm's history …"))
        self.waiting = QProgressBar()
        self.waiting.setRange(0, 0)
        self.waiting.setTextVisible(False)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(10)
        inside = QWidget()
        inside.setLayout(self._lines)
        self.area = scrolled(inside)
        self.area.setObjectName("Reading")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(words.text("What the check found"))
        for part in (label(words.text("What the check found"), "Section"), self.state, self.waiting):
            self.body.addWidget(part)
        self.body.addWidget(self.area, 1)
        self.add_button(words.text("Close"), self.accept, primary=True).setFocus()
        most = self.screen().availableSize().height() * _MOST_OF_SCREEN // 100
        self.resize(_WIDTH, min(_HEIGHT, most))

    @property
    def cards(self) -> list[RemarkCard]:
        """What was found, from top to bottom."""
        return [card for at in range(self._lines.count()) if isinstance(card := _at(self._lines, at), RemarkCard)]

    def begin(self, draft_id: int = 0) -> None:
        """Open, and look."""
        context = self.context

        def work(office: Office, _progress: Progress) -> Looked:
            return look(office, context, draft_id)

        self.open()
        title = context.words.text("Checking the scheme")
        job = context.lanes.compute.ask(self, work, self.show_found, self._failed, title=title)
        self.finished.connect(lambda _result: job.drop())

    def show_found(self, found: Looked) -> None:
        """This scheme's own remarks first, the gravest on top."""
        words = self.context.words
        self.waiting.hide()
        said = words.text("Looked at the firm's history to the end of {month}. Bonuses may cost {share} of the margin.")
        said = said.format(month=words.month(found.through), share=words.percent(found.limit_ppm))
        if not found.remarks and not found.open:
            said = f"{said} {words.text('Nothing was found.')}"
        self.state.setText(said)
        own = [one for one in found.remarks if one.place.startswith(f"{self._key}.")]
        whole = [one for one in found.remarks if not one.place]
        others = [one for one in found.remarks if one.place and one not in own]
        self._part(words.text("In the steps of the draft"), (self._point(one) for one in found.open))
        for title, remarks, names in (
            (words.text("In this scheme"), own, {}),
            (words.text("In the firm as a whole"), whole, {}),
            (words.text("In other schemes"), others, self._names),
        ):
            self._part(title, (RemarkCard(words, one, found.naming, names) for one in remarks))
        self._lines.addStretch(1)

    def _part(self, title: str, cards: Iterable[QWidget]) -> None:
        for at, card in enumerate(cards):
            if not at:
                self._lines.addWidget(muted(title))
            self._lines.addWidget(card)

    def _point(self, finding: Finding) -> QWidget:
        card = Card()
        card.lines.addWidget(sentence(finding_sentence(self.context.words, finding)))
        return card

    def _failed(self, error: Exception) -> None:
        self.waiting.hide()
        words = self.context.words
        text = words.text("The check could not be made.")
        if isinstance(error, PremiaError):
            text = f"{text} {error_sentence(words, error)}"
        self.state.setText(text)


class RemarkCard(Card):
    """A remark: how grave, where, what with an example in money, what mends it."""

    def __init__(self, words: Words, remark: Remark, naming: Naming, names: Mapping[str, str]) -> None:
        """``names`` of schemes by their keys; a scheme that is not there needs no naming."""
        super().__init__()
        self.severity, self.place = words.text(SEVERITIES[remark.severity]), place_name(words, remark.place, names)
        self.said, self.mend = remark_sentence(words, remark, naming), mend_sentence(words, remark)
        tone = _TONES[remark.severity]
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconLabel("circle-help" if tone == "info" else "triangle-alert", _ICON_PX, tone))
        line.addWidget(label(self.severity, "ChartTitle"))
        line.addWidget(muted(self.place, wrap=True), 1)
        self.lines.addLayout(line)
        self.lines.addWidget(sentence(self.said))
        mend = words.text("What mends it: {mend}").format(mend=self.mend)
        self.lines.addWidget(muted(mend, wrap=True))


def place_name(words: Words, place: str, names: Mapping[str, str]) -> str:
    """Where a remark is: a rule, with its scheme where that is named."""
    scheme, _, rule = place.partition(".")
    if rule and scheme in names:
        return words.text("Rule «{rule}» of «{scheme}»").format(rule=rule, scheme=names[scheme])
    return words.text("Rule «{rule}»").format(rule=rule) if rule else place


def _at(lines: QVBoxLayout, at: int) -> QObject | None:
    item = lines.itemAt(at)
    return item.widget() if item is not None else None
