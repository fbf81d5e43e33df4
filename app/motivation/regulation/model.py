"""What a regulation is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.calc.scheme import Scheme, SchemeVersion
from app.settings.model import Firm
from app.staff.model import Person


@dataclass(frozen=True, slots=True)
class RegulationPaper:
    """A version of a scheme with everything that its regulation says. Secret: Permission.EDIT_SCHEMES and SEE_PAY."""

    firm: Firm
    scheme: Scheme
    version: SchemeVersion
    people: tuple[Person, ...]
    """Whom it pays from its first day on."""
    names: Mapping[str, str]
    """Everybody's name by staff number."""
    standing: tuple[Scheme, ...] = ()
    """The schemes in force, for rules that are paid on theirs."""
    vat_ppm: int = 0
    """What the firm's usual invoice has; the examples have it too."""
