"""What makes a firm, a rate or a calendar day unusable; pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import Finding
from app.kernel.money import CURRENCIES
from app.kernel.period import Month
from app.settings.model import CurrencyRate, Firm, NewFirm
from app.settings.vat import vat_problems

LANGUAGES = ("en", "uk", "ru")
FIRST_YEAR = 1970
LAST_YEAR = 2200


def firm_problems(firm: NewFirm | Firm) -> tuple[Finding, ...]:
    """Findings about the firm, by field."""
    findings = []
    if not firm.name.strip():
        findings.append(Finding("name_missing", "name"))
    if firm.currency not in CURRENCIES:
        findings.append(Finding("currency_unknown", "currency", {"currency": firm.currency}))
    if firm.language not in LANGUAGES:
        findings.append(Finding("language_unknown", "language", {"language": firm.language}))
    if not FIRST_YEAR <= firm.books_from.year <= LAST_YEAR or firm.books_from != Month.of(firm.books_from.first):
        findings.append(Finding("month_out_of_range", "books_from", {"month": firm.books_from.text}))
    if firm.email.strip() and "@" not in firm.email:
        findings.append(Finding("email_wrong", "email", {"email": firm.email.strip()}))
    if isinstance(firm, NewFirm) and firm.vat is not None:
        findings += vat_problems(firm.vat)
    return tuple(findings)


def rate_problems(rates: Sequence[CurrencyRate], firm_currency: str) -> tuple[Finding, ...]:
    """Findings about rates, each placed ``currency date``; a currency has one rate a day."""
    findings = []
    seen = set()
    for rate in rates:
        place = f"{rate.currency} {rate.on_date.isoformat()}"
        if rate.currency not in CURRENCIES:
            findings.append(Finding("currency_unknown", place, {"currency": rate.currency}))
        if rate.currency == firm_currency:
            findings.append(Finding("rate_of_own_currency", place, {"currency": rate.currency}))
        if rate.rate_micro <= 0 or rate.units <= 0:
            findings.append(Finding("rate_not_positive", place))
        if (rate.currency, rate.on_date) in seen:
            findings.append(Finding("rate_twice", place))
        seen.add((rate.currency, rate.on_date))
    return tuple(findings)
