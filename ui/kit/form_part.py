"""A form that is one part of a larger one: its fields hang on the others, and the whole is judged elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from app.i18n.words import Words
from app.kernel.errors import Finding
from ui.kit.form import Form
from ui.kit.form_fields import Field, Stand, Values


class FormPart(Form):
    """``follow`` when another part has changed; ``blame`` when the whole was judged."""

    def __init__(
        self,
        fields: tuple[Field, ...],
        words: Words,
        today: Callable[[], date],
        around: Callable[[], Values] = dict,
        parent: QWidget | None = None,
    ) -> None:
        """Empty inputs; ``around`` gives what stands in all parts."""
        self._around = around
        self._blamed: dict[str, Finding] = {}
        super().__init__(fields, words, today, parent=parent)

    def show_stand(self, stand: Stand) -> None:
        """Begin anew with these values, blamed for nothing."""
        self._blamed = {}
        super().show_stand(stand)

    def reading(self) -> tuple[Values, bool]:
        """What could be read, and whether that is everything; nothing is said."""
        found, values = self._read()
        return values, not found

    def follow(self) -> None:
        """What stands around has changed: fields come and go."""
        self._flow()
        self._judge(later=True)

    def blame(self, findings: Iterable[Finding]) -> None:
        """Say what is wrong by a judgement of the whole, which holds until the next call."""
        self._blamed = {}
        for finding in findings:
            self._blamed.setdefault(finding.place, finding)
        self._judge(later=True)
        self._pause.start()

    def touch_all(self) -> None:
        """Say of every field what is wrong with it, whether somebody has typed there or not."""
        self._touched.update(self.shown)
        self._judge(later=False)

    def _there(self, values: Values) -> tuple[str, ...]:
        return super()._there({**self._around(), **values})

    def _fault_of(self, key: str, found: Mapping[str, Finding]) -> Finding | None:
        return super()._fault_of(key, found) or (self._blamed.get(key) if key in self.shown else None)
