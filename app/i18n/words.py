"""One language: texts, plurals, numbers, dates. An explicit object: a document is made in its own language."""

from __future__ import annotations

from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations

from app.i18n import numbers
from app.kernel.period import Month
from app.paths import resource

LANGUAGES = ("en", "uk", "ru")
LANGUAGE_NAMES = {"en": "English", "uk": "Українська", "ru": "Русский"}
"""Every language by its own name: whoever looks for it reads it."""

SIGNS = {
    "UAH": "₴", "USD": "$", "EUR": "€", "PLN": "zł", "GBP": "£", "CZK": "Kč", "RUB": "₽", "KZT": "₸", "GEL": "₾",
}  # fmt: skip
SIGNS_BEFORE_IN_ENGLISH = frozenset({"UAH", "USD", "EUR", "GBP"})
"""Currencies whose sign stands before the amount in English; elsewhere it stands after."""

_SHORT_NAMES = {"uk": {"UAH": "грн"}, "ru": {"UAH": "грн", "RUB": "руб."}}

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "uk": (
        "січень", "лютий", "березень", "квітень", "травень", "червень",
        "липень", "серпень", "вересень", "жовтень", "листопад", "грудень",
    ),
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
}  # fmt: skip
_FORTY = 40
_COUNT = "{n}"
_UK_NEUTER = {1: "ше", 2: "ге", 3: "тє", 7: "ме", 8: "ме"}


def mark(msgid: str) -> str:
    """``msgid`` itself: marks a text that stands in data, so that the catalogues hold it for ``Words.text``."""
    return msgid


class Words:
    """A language to say things in. Get one by ``Words.of("uk")``."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        """Take the language's code and its catalogue; ``Words.of`` is the usual way."""
        self.language = language
        self._catalogue = catalogue

    @classmethod
    def of(cls, language: str) -> Words:
        """The words of ``en``, ``uk`` or ``ru``; of English for anything else."""
        return _words(language if language in LANGUAGES else "en")

    def text(self, msgid: str) -> str:
        """``msgid`` in this language. Fill its ``{names}`` by ``.format`` on what comes back."""
        return self._catalogue.gettext(msgid) if msgid else ""

    def plural(self, one: str, many: str, n: int) -> str:
        """The form for ``n`` things; ``{n}`` is filled with the number, other ``{names}`` wait for ``.format``."""
        return self._catalogue.ngettext(one, many, n).replace(_COUNT, self.number(n))

    def number(self, value: int) -> str:
        """A whole number with its thousands parted."""
        return numbers.format_units(value, 0, self.language)

    def amount(self, amount_minor: int) -> str:
        """An amount without its currency: ``1,234.56``."""
        return numbers.format_minor(amount_minor, self.language)

    def money(self, amount_minor: int, currency: str) -> str:
        """An amount with the sign of its currency, for screens: ``₴1,234.56``, ``1 234,56 ₴``."""
        amount = self.amount(amount_minor)
        sign = SIGNS.get(currency, currency)
        if self.language == "en" and currency in SIGNS_BEFORE_IN_ENGLISH:
            minus, digits = (numbers.MINUS, amount[1:]) if amount_minor < 0 else ("", amount)
            return f"{minus}{sign}{digits}"
        return f"{amount}{numbers.NBSP}{sign}"

    def coded(self, amount_minor: int, currency: str) -> str:
        """An amount with its currency's code or short name, for sentences: ``1,234.56 UAH``, ``1 234,56 грн``."""
        return f"{self.amount(amount_minor)}{numbers.NBSP}{self.currency(currency)}"

    def currency(self, currency: str) -> str:
        """A currency's code or short name: ``UAH``, ``грн``."""
        return _SHORT_NAMES.get(self.language, {}).get(currency, currency)

    def percent(self, rate_ppm: int) -> str:
        """A rate in millionths as a percentage without useless zeros: ``2.5 %``."""
        return numbers.format_percent(rate_ppm, self.language)

    def exchange_rate(self, rate_micro: int) -> str:
        """A price with six decimals, of which at least four are shown: ``41.2345``."""
        return numbers.format_units(rate_micro, numbers.RATE_PLACES, self.language, least_places=4)

    def date(self, day: date | None) -> str:
        """``14.10.2026`` in every language; nothing for no date."""
        return day.strftime("%d.%m.%Y") if day else ""

    def month(self, month: Month) -> str:
        """``September 2026``, ``вересень 2026``: the name as it stands alone."""
        return f"{_MONTHS[self.language][month.month - 1]}{numbers.NBSP}{month.year}"

    def month_name(self, number: int) -> str:
        """The name of month 1…12 as it stands alone."""
        return _MONTHS[self.language][number - 1]

    def ordinal(self, n: int) -> str:
        """The number of an order: ``2nd`` order, ``2-ге`` замовлення, ``2-й`` заказ."""
        if self.language == "ru":
            return f"{n}-й"
        teen = n % 100 in range(11, 20)
        if self.language == "uk":
            ending = "ве" if n % 100 == _FORTY else "не" if n % 1000 == 0 else "те"
            return f"{n}-{ending if teen else _UK_NEUTER.get(n % 10, ending)}"
        ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n}{ending}"

    def parse_amount(self, text: str) -> int:
        """Minor units of what somebody typed. Raises ``numbers.NumberError`` with a code."""
        return numbers.parse_minor(text, self.language)

    def parse_percent(self, text: str) -> int:
        """Millionths of a percentage that somebody typed. Raises ``numbers.NumberError`` with a code."""
        return numbers.parse_percent(text, self.language)


@cache
def _words(language: str) -> Words:
    if language == "en":
        return Words(language, NullTranslations())
    path = resource("locale", language, "LC_MESSAGES", "premia.mo")
    if not path.is_file():
        return Words(language, NullTranslations())
    with path.open("rb") as stream:
        return Words(language, GNUTranslations(stream))
