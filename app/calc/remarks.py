"""What the scheme check has to say: a code with its place, an example from the firm's own history, and what mends it.

``app.wording`` makes sentences of the codes; values are named as there (``_minor``, ``_ppm``, ids, ISO dates).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.errors import Plain


class Severity(StrEnum):
    """How much a remark matters; the director may accept a fault or a warning with a reason."""

    FAULT = "fault"
    """Pay that is wrong for somebody."""
    WARNING = "warning"
    """Pay that hardly anybody wants."""
    NOTE = "note"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. ``place`` is ``scheme.rule``, or empty where no rule is to blame."""

    code: str
    severity: Severity
    place: str
    values: tuple[tuple[str, Plain], ...]
    mend: str
    """The code of the change that mends it."""


def remark(code: str, severity: Severity, place: str, mend: str, **values: Plain) -> Remark:
    """A remark with its values by name."""
    return Remark(code, severity, place, tuple(values.items()), mend)
