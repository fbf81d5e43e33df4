"""The fields of a firm, as its settings and the form of a new firm show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.i18n.words import LANGUAGE_NAMES, Words, mark
from app.kernel.errors import Finding
from app.kernel.money import CURRENCIES
from app.kernel.period import Month
from app.settings.vat import VAT_RATES_PPM, VatMode, VatTerms
from app.wording.terms import VAT_MODES
from ui.kit.form_fields import Choice, ChoiceField, Field, LongTextField, TextField, Values, YesNoField

_MONTHS_BACK, _MONTHS_AHEAD = 60, 12


def email_check(typed: Any, _values: Values) -> Finding | None:
    """An address has its @."""
    return None if not typed or "@" in typed else Finding("email_wrong", "email", {"email": typed})


NAME = TextField("name", mark("Name of the firm"), mark("As you call it"), required=True, missing="name_missing")
LEGAL: tuple[Field, ...] = (
    TextField("legal_name", mark("Legal name"), mark("As it stands in the register"), short=True),
    TextField("tax_no", mark("Tax number"), short=True),
)
DETAILS: tuple[Field, ...] = (
    LongTextField("address", mark("Address")),
    TextField("phone", mark("Telephone"), short=True),
    TextField("email", mark("E-mail"), short=True, check=email_check),
    LongTextField("bank_details", mark("Bank details"), mark("IBAN, bank, and what your clients need to pay")),
    TextField("signatory", mark("Signatory"), mark("Who signs invoices and acts"), short=True),
    TextField("signatory_position", mark("Signatory's position"), short=True),
)
BOOKS: tuple[Field, ...] = (
    ChoiceField("currency", mark("Currency"), required=True, short=True, choices=tuple((c, c) for c in CURRENCIES)),
    ChoiceField("books_from", mark("The books begin in"), required=True, short=True),
)
USES_ACTS = YesNoField("uses_acts", mark("The firm signs acceptance acts"))
LANGUAGE = ChoiceField(
    "language",
    mark("Language of its papers"),
    required=True,
    short=True,
    choices=tuple((code, name) for code, name in LANGUAGE_NAMES.items()),
)


def vat_fields(*, required: bool = True) -> tuple[Field, ...]:
    """How the firm stands to VAT; the rate is there for a payer only."""
    return (
        ChoiceField("mode", mark("VAT mode"), required=required, choices=tuple(VAT_MODES.items())),
        ChoiceField("rate_ppm", mark("VAT rate"), required=True, short=True, when=_pays),
    )


def rate_choices(words: Words) -> tuple[Choice, ...]:
    """The rates of a payer."""
    return tuple(Choice(rate_ppm, words.percent(rate_ppm)) for rate_ppm in VAT_RATES_PPM)


def usual_rate_ppm(terms: VatTerms | None) -> int:
    """The rate to begin with: a firm that has paid no VAT so far has none to keep, and 0 % is seldom meant."""
    return terms.rate_ppm if terms is not None and terms.mode is VatMode.PAYER else VAT_RATES_PPM[0]


def vat_terms(values: Values) -> VatTerms | None:
    """What the fields say."""
    return VatTerms(VatMode(values["mode"]), values["rate_ppm"] or 0) if values["mode"] else None


def month_choices(words: Words, today: date, also: Month | None = None) -> tuple[Choice, ...]:
    """Months in which books may begin, the latest first; ``also`` is the one that stands."""
    now = Month.of(today)
    months = {now.plus(n) for n in range(-_MONTHS_BACK, _MONTHS_AHEAD + 1)} | ({also} if also else set())
    return tuple(Choice(month.text, words.month(month)) for month in sorted(months, reverse=True))


def _pays(values: Values) -> bool:
    return values.get("mode") == VatMode.PAYER
