"""Fields whose values go into the draft as they are typed; what is no value stays on screen with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.form_fields import Choice, Field, Stand, Values
from ui.kit.form_part import FormPart
from ui.motivation.wizard.desk import WizardDesk


class AnswerForm(FormPart):
    """``answered`` comes with every value while all of them are right."""

    answered = Signal(object)

    def __init__(self, fields: tuple[Field, ...], desk: WizardDesk, around: Callable[[], Values] = dict) -> None:
        """Empty until ``show_values``; ``around``: what is answered beside the form."""
        super().__init__(fields, desk.words, desk.context.clock.today, around)
        self._telling = False
        self._given: dict[str, object] | None = None
        self.edited.connect(self._tell)

    def show_values(self, values: Values, choices: Mapping[str, Sequence[Choice]] | None = None) -> None:
        """Show them, unless they are what stands here anyway or have just come from here."""
        standing = self._standing() or {}
        same = bool(standing) and all(standing[key] == values.get(key) for key in self.shown)
        if self._telling or (choices is None and self._given is not None and (same or values == self._given)):
            return
        self._given = dict(values)
        self.show_stand(Stand(values, choices=choices or {}))

    def there(self, values: Values) -> dict[str, Any]:
        """Of the values those whose fields are there: an answer of another way stays as it was left."""
        return {key: value for key, value in values.items() if key in self.shown}

    def wrong_input(self) -> QWidget | None:
        """The first input that is wrong."""
        first = self.first_wrong
        return None if first is None else self.input(first).inner

    def _tell(self) -> None:
        standing = self._standing()
        if standing is None:
            return
        self._telling = True
        self.answered.emit(standing)
        self._telling = False

    def _standing(self) -> dict[str, object] | None:
        found, values = self._read()
        return None if found else dict(values)
