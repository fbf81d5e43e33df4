"""Live under the people of a contract: what the order will bring each of them. Made only for those who see pay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.contracts.model import NewContract
from app.i18n.words import Words, mark
from app.kernel.errors import PremiaError
from app.kernel.money import PPM, round_half_up
from app.wording import order_preview as said
from app.wording.errors import error_sentence
from app.wording.terms import function
from ui.kit.columns import NOTHING
from ui.kit.foldout import Foldout, Opening
from ui.kit.form_fields import MadeField, Values
from ui.kit.form_outcome import Outcome
from ui.kit.labels import label, muted, rule
from ui.kit.theme import figures_font
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

if TYPE_CHECKING:
    from app.motivation.previewing import Earning, OrderPreview

PAUSE_MS = 300
"""Asked when the typing pauses: an answer takes up to half a second in a large firm."""
_TENTHS = 1000
_ROOM = 12


def earnings_field(
    context: UiContext[Office], made: Callable[[Values], NewContract], contract_id: int | None
) -> MadeField:
    """The field that is only read; ``made`` puts together what is typed, ``contract_id`` is what it changes."""

    def make(field: MadeField, words: Words) -> EarningsView:
        return EarningsView(field, words, context, partial(_proposed, made), contract_id)

    return MadeField("brings", mark("What the order will bring"), make=make)


class EarningsView(Outcome):
    """Lines of people with amounts, their sum, and what was assumed. Old figures stand until the new ones come."""

    def __init__(
        self,
        field: MadeField,
        words: Words,
        context: UiContext[Office],
        made: Callable[[Values], NewContract],
        contract_id: int | None,
    ) -> None:
        """Nothing is asked before the form is complete."""
        self._card = QFrame()
        self._card.setProperty("card", True)
        super().__init__(field, words, self._card)
        self._context = context
        self._made = made
        self._contract_id = contract_id
        self._wanted: NewContract | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(_ROOM, 8, _ROOM, 10)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._say(words.text("It is worked out as soon as client, date and amount are there."))

    @property
    def lines(self) -> list[Foldout]:
        """What is shown, from the top."""
        return [] if self._body is None else self._body.findChildren(Foldout)

    @property
    def waits(self) -> bool:
        """Whether the figures of what is typed are still to come."""
        return self._wanted is not None

    def follow(self, values: Values | None) -> None:
        """Ask once the typing pauses, where anything that pay goes by has changed."""
        if values is None:
            return
        new = self._made(values)
        if new == self._asked:
            return
        self._asked = self._wanted = new
        self._pause.start()

    def show_preview(self, preview: OrderPreview) -> None:
        """Show figures; what was open stays open."""
        opened = {(line.opening.title, line.opening.note) for line in self.lines if line.head.isChecked()}
        body, column = self._new_body()
        for earnings in _by_rule(preview.earnings):
            column.addWidget(Foldout(self._opening(earnings, preview.currency)))
        for opening in self._idle(preview):
            column.addWidget(Foldout(opening))
        if preview.earnings:
            column.addWidget(rule())
            column.addLayout(self._sum(preview))
        for line in body.findChildren(Foldout):
            line.head.setChecked((line.opening.title, line.opening.note) in opened)
        for sentence in self._notes(preview):
            note = muted(sentence, wrap=True)
            note.setContentsMargins(4, 0, 4, 0)  # under the sum
            column.addWidget(note)
        self._show(body)

    # inside

    _asked: NewContract | None = None

    def _ask(self) -> None:
        new = self._wanted
        if new is None:
            return
        actor, contract_id = self._context.actor, self._contract_id

        def work(office: Office, progress: Progress) -> OrderPreview:
            progress.check()
            return office.order_previews.preview(actor, new, contract_id)

        self._context.lanes.compute.ask(self, work, partial(self._told, new), partial(self._failed, new))

    def _told(self, asked: NewContract, preview: OrderPreview) -> None:
        self._over(asked)
        self.show_preview(preview)

    def _failed(self, asked: NewContract, error: Exception) -> None:
        if isinstance(error, PremiaError):
            self._over(asked)
            self._say(error_sentence(self.words, error), "warn")

    def _over(self, asked: NewContract) -> None:
        """An answer to what was typed before leaves open what is typed by now."""
        if self._wanted == asked:
            self._wanted = None

    def _opening(self, earnings: Sequence[Earning], currency: str) -> Opening:
        """One line for what a rule brings a person, with a sentence for each of its parts."""
        words, first = self.words, earnings[0]
        amount_minor = sum(earning.gain.amount_minor for earning in earnings)
        return Opening(
            first.person_name,
            said.line_title(words, first.gain.accrual, first.source_name),
            words.money(amount_minor, currency),
            "\n".join(self._sentence(earning) for earning in earnings),
            amount_minor < 0,
        )

    def _sentence(self, earning: Earning) -> str:
        gain, names = earning.gain, (earning.client_name, earning.source_name)
        return said.line_sentence(self.words, gain.accrual, names, gain.before_minor, gone=gain.gone)

    def _idle(self, preview: OrderPreview) -> Iterator[Opening]:
        """Who gets nothing, with a dash for the amount."""
        words = self.words
        for one in preview.unpaid:
            sentence = said.unpaid_sentence(words, one.code, one.nothing, preview.currency)
            if sentence:
                name = one.person_name or words.text("Nobody is named")
                yield Opening(name, function(words, one.function), NOTHING, sentence)

    def _sum(self, preview: OrderPreview) -> QHBoxLayout:
        words = self.words
        total = label(words.money(preview.total_minor, preview.currency))
        total.setFont(figures_font(weight=figures_font().Weight.DemiBold))
        title = label(words.text("All together"))
        line = QHBoxLayout()
        line.setContentsMargins(4, 0, 4, 0)
        line.addWidget(title, 1)
        line.addWidget(total)
        return line

    def _notes(self, preview: OrderPreview) -> list[str]:
        words, course = self.words, preview.course
        notes = [self._shares(preview)] if preview.earnings else []
        if not preview.has_schemes:
            notes.append(words.text("No scheme is in force yet, so nobody earns anything."))
        elif not preview.earnings:
            notes.append(words.text("Under today's schemes it brings nobody anything."))
        notes.append(said.course_sentence(words, (course.invoiced_on, course.paid_on, course.accepted_on), course.rate))
        months = [earning.gain.accrual.pay_month for earning in preview.earnings]
        if months and min(months) < preview.first_open:
            notes.append(said.closed_sentence(words, preview.first_open))
        if course.days and course.days[0] < preview.books_from.first:
            notes.append(said.before_books_sentence(words, preview.books_from))
        notes.append(said.horizon_sentence(words, preview.through))
        return [note for note in notes if note]

    def _shares(self, preview: OrderPreview) -> str:
        """How much of the order goes to people."""
        words, parts = self.words, []
        if preview.net_minor:
            share = words.percent(_share_ppm(preview.total_minor, preview.net_minor))
            parts.append(words.text("{share} of the amount without VAT").format(share=share))
        if preview.margin_minor is not None and preview.margin_minor > 0:
            share = words.percent(_share_ppm(preview.total_minor, preview.margin_minor))
            parts.append(words.text("{share} of the margin").format(share=share))
        return " · ".join(parts)

    def _say(self, sentence: str, tone: str = "") -> None:
        body, column = self._new_body()
        line = muted(sentence, wrap=True)
        line.setProperty("tone", tone)
        column.addWidget(line)
        self._show(body)

    def _new_body(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget(self._card)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        return body, column

    def _show(self, body: QWidget) -> None:
        focused = next((at for at, line in enumerate(self.lines) if line.head.hasFocus()), None)
        old, self._body = self._body, body
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._column.addWidget(body)
        body.show()
        self.rebuilt.emit()
        if focused is not None and self.lines:  # or the keys would go nowhere
            self.lines[min(focused, len(self.lines) - 1)].head.setFocus()


def _proposed(made: Callable[[Values], NewContract], values: Values) -> NewContract:
    """Without what pay never goes by: typing there asks nothing."""
    return replace(made(values), subject="", unit="")


def _by_rule(earnings: Iterable[Earning]) -> list[list[Earning]]:
    """What each rule brings each person, people in the order in which they earn first."""
    found: dict[int, dict[tuple[int, str], list[Earning]]] = {}
    for earning in earnings:
        accrual = earning.gain.accrual
        own = found.setdefault(accrual.person_id, {})
        own.setdefault((accrual.scheme_id, accrual.rule_key), []).append(earning)
    return [lines for own in found.values() for lines in own.values()]


def _share_ppm(part_minor: int, whole_minor: int) -> int:
    """In tenths of a percent."""
    return round_half_up(part_minor * _TENTHS, whole_minor) * (PPM // _TENTHS)
