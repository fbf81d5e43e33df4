"""Currency rates: what a foreign currency cost on a day, in the firm's own."""

from __future__ import annotations

from typing import Any

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area, Done
from app.kernel.money import CURRENCIES
from app.settings.model import CurrencyRate
from ui.kit.columns import Column, Kind
from ui.kit.detail import Deed, Detail, Fact, Facts
from ui.kit.edit_page import EditPage
from ui.kit.form_fields import ChoiceField, DateField, ExchangeRateField, FormPlan, Stand, Values, WholeField
from ui.kit.record_page import Books, RecordPlan, View
from ui.runtime.context import UiContext


def _columns() -> tuple[Column[CurrencyRate], ...]:
    return (
        Column("on_date", mark("Date"), lambda row: row.on_date, Kind.DATE, width=120),
        Column("currency", mark("Currency"), lambda row: row.currency, width=110, stretch=True),
        Column("units", mark("Units"), lambda row: row.units, Kind.NUMBER, width=90),
        Column("rate_micro", mark("Rate"), lambda row: row.rate_micro, Kind.EXCHANGE_RATE, width=140),
    )


def _load(office: Office, context: UiContext[Office]) -> Books[CurrencyRate]:
    return Books(office.settings.rates(context.actor))


def _detail(row: CurrencyRate, context: UiContext[Office]) -> Detail:
    words = context.words
    price = f"{words.exchange_rate(row.rate_micro)} {context.currency}"
    return Detail(
        f"{words.number(row.units)} {row.currency} = {price}",
        words.date(row.on_date),
        facts=(
            Facts(
                "",
                (
                    Fact(words.text("Currency"), row.currency),
                    Fact(words.text("Date"), words.date(row.on_date)),
                    Fact(words.text("Rate"), price),
                ),
            ),
        ),
        deeds=(Deed("edit", words.text("Change (F2)"), "pencil"),),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} rate shown", "{n} rates shown", n)


def plan() -> RecordPlan[Office, CurrencyRate]:
    """The page as declared."""
    return RecordPlan(
        key="rates",
        title=mark("Currency rates"),
        search_hint=mark("Search rates (Ctrl+F)"),
        icon="banknote",
        empty_title=mark("No rates yet"),
        purpose=mark(
            "What foreign currencies cost: amounts of contracts in them are worked out by the rate of the day."
        ),
        areas=frozenset({Area.SETTINGS}),
        columns=_columns(),
        views=(View("all", mark("All")),),
        load=_load,
        detail=_detail,
        count_line=_count_line,
        identity=lambda row: row.on_date.toordinal() * len(CURRENCIES) + CURRENCIES.index(row.currency),
        sort=("on_date", True),
    )


class RatesPage(EditPage[Office, CurrencyRate]):
    """The rates, and the form of one."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit rates."""
        super().__init__(context, plan())
        self.offer_new(context.words.text("Add a rate"), self.ask_new)

    def ask_new(self) -> None:
        """The form of a new rate, in the currency of the last one."""
        self.open_dialog(self._form(None))

    def do(self, key: str) -> None:
        """Correct the selected one."""
        row = self.table.current()
        if row is not None and key == "edit":
            self.open_form(self._form(row), self.plan.identity(row))

    def _form(self, row: CurrencyRate | None) -> FormPlan[Office]:
        words, actor, own = self.context.words, self.context.actor, self.context.currency
        foreign = tuple((code, code) for code in CURRENCIES if code != own)
        naming = (
            ChoiceField("currency", mark("Currency"), required=True, short=True, choices=foreign),
            DateField("on_date", mark("Date"), required=True, missing="day_missing", short=True),
        )
        price = (
            WholeField("units", mark("Units"), required=True, short=True),
            ExchangeRateField("rate_micro", mark("Rate"), mark("41.2345"), required=True, short=True),
        )

        def load(office: Office) -> Stand:
            if row is not None:
                return Stand({"units": row.units, "rate_micro": row.rate_micro})
            last = max(office.settings.rates(actor), key=lambda rate: rate.on_date, default=None)
            begun = {"on_date": self.context.clock.today(), "units": last.units if last else 1}
            return Stand(begun | ({"currency": last.currency} if last else {}))

        def save(office: Office, values: Values, _version: int) -> Done[Any]:
            currency = row.currency if row else values["currency"]
            on_date = row.on_date if row else values["on_date"]
            return office.settings.add_rate(
                actor, CurrencyRate(currency, on_date, values["rate_micro"], values["units"])
            )

        title = (
            words.text("{currency} on {day}").format(currency=row.currency, day=words.date(row.on_date)) if row else ""
        )
        return FormPlan(
            f"settings.rates/{f'{row.currency} {row.on_date.isoformat()}' if row else 'new'}",
            title or words.text("A currency rate"),
            (*(() if row else naming), *price),
            load,
            save,
            saved=words.text("The rate stands."),
            note=words.text("So many units of the currency cost this much in {currency}.").format(currency=own),
        )
