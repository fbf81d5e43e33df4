"""A way of several steps: the steps at the left, the one that is worked on, back and on at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n.words import Words, mark
from ui.kit.icons import icon
from ui.kit.labels import label, muted, push_button
from ui.kit.painted_button import PaintedButton
from ui.kit.painting import write
from ui.kit.scrolling import scrolled
from ui.kit.theme import LABEL_PX, TEXT_PX, text_font, tokens

RAIL_WIDTH = 244
_SIDE = 20
_STEP_HEIGHT = 54
_BADGE = 24
_WIDEST = 1040


class StepState(Enum):
    """How a step stands; its value is what a screen reader says of it, marked."""

    DONE = mark("done")
    OPEN = mark("not done yet")
    WRONG = mark("something is wrong here")


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its title, what was chosen in it in a few words, how it stands."""

    title: str
    note: str = ""
    state: StepState = StepState.OPEN


class _StepButton(PaintedButton):
    """A step on the rail: number or tick, title, what was chosen."""

    def __init__(self, words: Words, at: int) -> None:
        super().__init__("", "", _STEP_HEIGHT)
        self.at = at
        self._words = words
        self._step, self._here, self._last, self._line_done = Step(""), False, False, False
        self._tick = icon("check", "accent_text")
        self._fonts = (text_font(TEXT_PX), text_font(LABEL_PX), text_font(LABEL_PX, QFont.Weight.DemiBold))

    def show_step(self, step: Step, *, here: bool, last: bool, line_done: bool) -> None:
        """Show how the step stands now."""
        words, weight = self._words, QFont.Weight.DemiBold if here else QFont.Weight.Medium
        where = words.text("step {n}, you are here") if here else words.text("step {n}, {state}")
        self._step, self._here, self._last, self._line_done = step, here, last, line_done
        self._fonts = (text_font(TEXT_PX, weight), *self._fonts[1:])
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(where.format(n=self.at + 1, state=words.text(step.state.value)))
        self.setToolTip(step.note)
        self.update()

    def paint_frame(self, painter: QPainter) -> None:
        """None at rest: the rail is the card."""
        theme = tokens()
        if self.hasFocus() or self._hovered:
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection") if self._hovered else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -3), 6, 6)

    def paint_inside(self, painter: QPainter) -> None:
        """Badge, line to the next one, two lines of text."""
        theme, done = tokens(), self._step.state is StepState.DONE and not self._here
        badge = QRect(8, 8, _BADGE, _BADGE)
        if not self._last:
            painter.setPen(QPen(theme.color("accent" if self._line_done else "border_strong"), 2))
            middle = badge.center().x() + 1
            painter.drawLine(middle, badge.bottom() + 4, middle, self.height())
        self._paint_badge(painter, badge, done=done)
        bold, small, _number = self._fonts
        left, room = badge.right() + 12, self.width() - badge.right() - 16
        title_role = "text" if done or self._here else "muted"
        top = 4 if self._step.note else 11
        write(painter, QRect(left, top, room, 18), self._step.title, bold, title_role)
        if self._step.note:
            wrong = self._step.state is StepState.WRONG
            write(painter, QRect(left, 22, room, 16), self._step.note, small, "warn" if wrong else "muted")

    def _paint_badge(self, painter: QPainter, badge: QRect, *, done: bool) -> None:
        theme, wrong = tokens(), self._step.state is StepState.WRONG
        ring = "warn" if wrong else "accent" if done or self._here else "border_input"
        painter.setPen(QPen(theme.color(ring), 2))
        painter.setBrush(theme.color("accent" if done else "surface"))
        painter.drawEllipse(QRectF(badge).adjusted(1, 1, -1, -1))
        if done:
            self._tick.paint(painter, badge.adjusted(5, 5, -5, -5))
            return
        painter.setFont(self._fonts[2])
        painter.setPen(theme.color("warn" if wrong else "accent" if self._here else "muted"))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), "!" if wrong else str(self.at + 1))


class StepRail(QFrame):
    """The steps in their order; every one may be gone to."""

    chosen = Signal(int)

    def __init__(self, words: Words) -> None:
        """Empty until ``show_steps``."""
        super().__init__()
        self.setObjectName("StepRail")
        self.setFixedWidth(RAIL_WIDTH)
        self.steps: tuple[_StepButton, ...] = ()
        self._words = words
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(10, 12, 10, 12)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(self._inside)
        outer.addWidget(self._area)

    def show_steps(self, steps: Sequence[Step], here: int) -> None:
        """Show how they stand; each keeps its button, and with it the focus."""
        while len(self.steps) < len(steps):
            button = _StepButton(self._words, len(self.steps))
            button.setParent(self._inside)  # ``insertWidget`` alone would not tell Python who owns it
            button.clicked.connect(self._clicked)
            self._lines.insertWidget(len(self.steps), button)
            self.steps = (*self.steps, button)
        for button in self.steps[len(steps) :]:
            button.hide()
            button.deleteLater()
        self.steps = self.steps[: len(steps)]
        for at, (button, step) in enumerate(zip(self.steps, steps, strict=True)):
            last, line_done = at == len(steps) - 1, step.state is StepState.DONE
            button.show_step(step, here=at == here, last=last, line_done=line_done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk along the steps."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        at = next((one.at for one in self.steps if one.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        self.steps[min(max(at + step, 0), len(self.steps) - 1)].setFocus()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _StepButton):
            self.chosen.emit(sender.at)


class Wizard(QWidget):
    """Shows what it is told: the draft behind it decides where one stands and what is done."""

    step_wished = Signal(int)
    """The step (from 0) that was clicked, or that Back or Continue leads to."""
    finished = Signal()
    """The primary button of the last step."""
    left = Signal()
    """Leave: what was typed stays in the draft."""

    def __init__(self, words: Words, title: str, parent: QWidget | None = None) -> None:
        """``title``: what is being made."""
        super().__init__(parent)
        self.rail = StepRail(words)
        self._words = words
        self._here, self._count = 0, 0
        self._headline = label("", "Section")
        self._purpose = muted("", wrap=True)
        self._saved = muted("")
        self.title = label(title, "Title")
        self.back = push_button(words.text("Back"), self._go_back)
        self.on = push_button(words.text("Continue"), self._go_on, primary=True)
        self.leave = push_button(words.text("Leave"), self.left.emit)
        self._body: QWidget | None = None
        self._build()

    def show_steps(self, steps: Sequence[Step], here: int, last_deed: str) -> None:
        """The rail and the foot; ``last_deed`` is the primary button of the last step."""
        self._here, self._count = here, len(steps)
        self.rail.show_steps(steps, here)
        self._headline.setText(steps[here].title)
        self.back.setEnabled(here > 0)
        text = last_deed if here == len(steps) - 1 else self._words.text("Continue")
        self.on.setText(text)
        self.on.setAccessibleName(text)

    def show_body(self, body: QWidget, purpose: str) -> None:
        """The inside of the step, with a sentence on what it decides."""
        self._purpose.setText(purpose)
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._place.addWidget(body, 1)
        body.show()
        self._area.verticalScrollBar().setValue(0)

    def say_saved(self, text: str) -> None:
        """What stands at the right of the title: when the draft was saved."""
        self._saved.setText(text)

    def _build(self) -> None:
        head, foot = QFrame(), QFrame()
        head.setObjectName("Header")
        foot.setObjectName("Foot")
        for bar, parts in (
            (head, (self.title, None, self._saved)), (foot, (self.leave, None, self.back, self.on)),
        ):  # fmt: skip
            line = QHBoxLayout(bar)
            line.setContentsMargins(_SIDE, 10, _SIDE, 10)
            line.setSpacing(10)
            for part in parts:
                if part is None:
                    line.addStretch(1)
                else:
                    line.addWidget(part)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        self._place = QVBoxLayout(inside)
        self._place.setContentsMargins(28, 20, 28, 20)
        self._place.setSpacing(6)
        self._place.addWidget(self._headline)
        self._place.addWidget(self._purpose)
        self._place.addSpacing(8)
        self._area = scrolled(inside)
        ground = QFrame()
        ground.setObjectName("WizardGround")
        around = QVBoxLayout(ground)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(ground, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(head)
        lines.addLayout(middle, 1)
        lines.addWidget(foot)
        self.rail.chosen.connect(self.step_wished)

    def sizeHint(self) -> QSize:
        """As large as a page."""
        return QSize(1080, 720)

    def _go_back(self) -> None:
        self.step_wished.emit(self._here - 1)

    def _go_on(self) -> None:
        if self._here == self._count - 1:
            self.finished.emit()
        else:
            self.step_wished.emit(self._here + 1)
