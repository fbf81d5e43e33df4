"""The values of a reason as they are put into sentences: amounts, rates, days and periods in a language."""

from __future__ import annotations

from datetime import date

from app.calc.results import Accrual
from app.i18n.words import Words, mark
from app.kernel.money import PPM
from app.kernel.period import Month

_QUARTERS = (
    mark("the 1st quarter of {year}"),
    mark("the 2nd quarter of {year}"),
    mark("the 3rd quarter of {year}"),
    mark("the 4th quarter of {year}"),
)
_MONTHS_OF_QUARTER = 3


class Reason:
    """The values of a ``Why`` beside the accrual's own, each with a harmless stand-in."""

    def __init__(self, words: Words, accrual: Accrual, client: str, colleague: str) -> None:
        """``client``: the client's name; ``colleague``: who earned the line that an override is paid on, or ""."""
        self.words = words
        self.accrual = accrual
        self.client = client
        self.colleague = colleague or words.text("a colleague")
        self.values = dict(accrual.why.values)
        self.event_key = accrual.event_key

    def whole(self, name: str, otherwise: int = 0) -> int:
        """A whole number."""
        value = self.values.get(name, otherwise)
        return value if isinstance(value, int) else otherwise

    def text(self, name: str, otherwise: str = "") -> str:
        """A text or a code."""
        return str(self.values.get(name, otherwise))

    def amount(self, name: str, otherwise: int = 0) -> str:
        """An amount without its currency."""
        return self.words.amount(self.whole(name, otherwise))

    def percent(self, name: str, otherwise: int = 0) -> str:
        """A rate."""
        return self.words.percent(self.whole(name, otherwise))

    def day(self, name: str) -> date:
        """A day; the event's where it is not told."""
        text = self.text(name)
        return date.fromisoformat(text) if text else self.accrual.event_on

    def date(self, name: str) -> str:
        """A day as it is written."""
        return self.words.date(self.day(name))

    def month(self, name: str) -> Month:
        """A month; the accrual's where it is not told."""
        text = self.text(name)
        return Month.parse(text) if text else self.accrual.month

    @property
    def rate(self) -> str:
        """The rate of the line."""
        return self.percent("rate_ppm", self.accrual.rate_ppm or 0)

    @property
    def foreign(self) -> bool:
        """Whether the document is in another currency than the firm's."""
        currency = self.text("currency")
        return currency != self.text("firm_currency", currency)

    @property
    def share(self) -> str:
        """The recipient's share, ``1 / 3`` or ``50 %``; nothing for who has all of it."""
        weight, total = self.whole("share_weight"), self.whole("share_total")
        if weight == total:
            return ""
        return self.percent("share_weight") if total == PPM else f"{weight} / {total}"

    def period(self) -> str:
        """The period that a table or a minimum is about, as it follows on "for"."""
        if self.text("every") == "plan":
            return self.words.text("the plan of {first} to {last}").format(
                first=self.date("period_first"), last=self.date("period_last")
            )
        return period_text(self.words, self.text("every"), self.month("month"))

    def period_so_far(self) -> str:
        """The same, with the day up to which it is counted where that is not its last."""
        until = self.month("month").last
        said = self.period()
        if until >= self.day("period_last") or "period_last" not in self.values:
            return said
        return self.words.text("{period} until {date}").format(period=said, date=self.words.date(until))


def period_text(words: Words, every: str, month: Month) -> str:
    """The month, quarter or year in which ``month`` lies, as it follows on "for"."""
    if every == "quarter":
        return words.text(_QUARTERS[(month.month - 1) // _MONTHS_OF_QUARTER]).format(year=month.year)
    if every == "year":
        return words.text("the year {year}").format(year=month.year)
    return words.month(month)
