"""The firm, its currency rates and its calendar as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.period import Month
from app.settings.vat import VatTerms


@dataclass(frozen=True, slots=True)
class NewFirm:
    """A firm to open books for; the books begin on the first of ``books_from`` (SEMANTICS 1).

    ``vat`` holds from that day on; None leaves open whether the firm pays it.
    """

    name: str
    currency: str
    books_from: Month
    language: str = "en"
    legal_name: str = ""
    tax_no: str = ""
    uses_acts: bool = True
    address: str = ""
    phone: str = ""
    email: str = ""
    bank_details: str = ""
    signatory: str = ""
    signatory_position: str = ""
    vat: VatTerms | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm of the file; ``signatory`` signs its papers."""

    version: int
    name: str
    currency: str
    books_from: Month
    language: str
    legal_name: str
    tax_no: str
    uses_acts: bool
    address: str
    phone: str
    email: str
    bank_details: str
    signatory: str
    signatory_position: str


@dataclass(frozen=True, slots=True)
class CurrencyRate:
    """The price of ``units`` units of ``currency`` in the firm's currency, a whole number with six decimals."""

    currency: str
    on_date: date
    rate_micro: int
    units: int = 1


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from Monday–Friday."""

    day: date
    working: bool
    note: str = ""
