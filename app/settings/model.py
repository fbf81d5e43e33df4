"""The firm, its currency rates and its calendar as the services give and take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.period import Month


@dataclass(frozen=True, slots=True)
class NewFirm:
    """A firm to open books for; the books begin on the first of ``books_from`` (SEMANTICS 1)."""

    name: str
    currency: str
    books_from: Month
    language: str = "en"
    legal_name: str = ""
    tax_no: str = ""
    uses_acts: bool = True


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm of the file."""

    version: int
    name: str
    currency: str
    books_from: Month
    language: str
    legal_name: str
    tax_no: str
    uses_acts: bool


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
