"""The director's limit: the share of margin that all bonuses may cost."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding, Invalid
from app.kernel.money import PPM
from ui.kit.form_fields import PercentField, Values
from ui.motivation.wizard.answer_form import AnswerForm
from ui.motivation.wizard.desk import WizardDesk
from ui.runtime.jobs import Progress

_PAUSE_MS = 800
_WIDTH = 340


class LimitField(QWidget):
    """Kept when the typing pauses; it is the firm's, not the draft's."""

    kept = Signal()
    """The file knows another limit now."""

    def __init__(self, desk: WizardDesk) -> None:
        """Empty until ``show_limit``."""
        super().__init__()
        self._desk = desk
        self._standing: int | None = None
        field = PercentField(
            "limit_ppm",
            mark("Your limit: the share of margin that bonuses may cost, %"),
            required=True,
            check=_in_range,
        )
        self.form = AnswerForm((field,), desk)
        self.form.setMaximumWidth(_WIDTH)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.keep)
        self.form.answered.connect(self._typed)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.form)
        self._wanted: int | None = None

    def show_limit(self, limit_ppm: int) -> None:
        """Show it, unless another one is being typed."""
        self._standing = limit_ppm
        if self._wanted is None and self.form.wrong_input() is None:
            self.form.show_values({"limit_ppm": limit_ppm})

    def wrong_input(self) -> QWidget | None:
        """The field, while it is no limit."""
        return self.form.wrong_input()

    def keep(self) -> None:
        """Keep what stands here."""
        wanted, desk = self._wanted, self._desk
        self._pause.stop()
        if wanted is None:
            return

        def work(office: Office, _progress: Progress) -> Done[None]:
            return office.scheme_drafts.set_limit(desk.context.actor, wanted)

        desk.context.lanes.work.ask(self, work, lambda _done: self._kept(wanted), self._refused)

    def _typed(self, values: Values) -> None:
        self._wanted = values["limit_ppm"] if values["limit_ppm"] != self._standing else None
        self._pause.start(_PAUSE_MS)

    def _kept(self, limit_ppm: int) -> None:
        self._standing = limit_ppm
        if self._wanted == limit_ppm:
            self._wanted = None
        self.kept.emit()

    def _refused(self, error: Exception) -> None:
        self._wanted = None
        if not isinstance(error, Invalid) or self.form.refuse(error.findings):
            self._desk.refused.emit(error)


def _in_range(value: int | None, _values: Values) -> Finding | None:
    return None if value is None or 0 < value <= PPM else Finding("limit_out_of_range", "", {"found_ppm": value})
