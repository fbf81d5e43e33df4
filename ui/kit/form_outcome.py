"""What follows from a form: shown among its inputs, worked out anew while somebody types, never typed itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from ui.kit.form_fields import Values
from ui.kit.form_inputs import Input


class Outcome(Input):
    """Base: it has no value of its own and nothing that a draft would keep."""

    rebuilt = Signal()
    """It consists of other widgets now: the Tab key is to find them."""

    def follow(self, values: Values | None) -> None:
        """What stands in the whole form by now, after everything that is typed; None while something is wrong."""
        raise NotImplementedError

    def read(self) -> None:
        """Nothing."""

    def show_value(self, value: Any) -> None:
        """Nothing is shown that does not follow."""

    def text(self) -> str:
        """Always the same: it never makes a form differ from its start."""
        return ""

    def retype(self, text: str) -> None:
        """Nothing."""
