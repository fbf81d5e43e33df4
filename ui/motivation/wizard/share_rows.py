"""Rows of answers: what each function earns of the first order or of later ones, and what papers earn."""

from __future__ import annotations

from typing import Any

from app.calc.facts import Function
from app.calc.scheme import Base
from app.i18n.words import mark
from app.motivation.draft.answers import FirstShare, LaterShare, PaperPay
from app.wording.terms import FUNCTIONS
from ui.kit.form_fields import ChoiceField, Field, MadeField, MoneyField, PercentField
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.fields import BASES
from ui.motivation.rules.rows import Rows, RowsInput
from ui.motivation.rules.tables import RatesInput

FUNCTION_CHOICES = tuple((one, FUNCTIONS[one]) for one in Function)
BASE_CHOICES = tuple(BASES.items())
_PAPERS = (
    (Function.INVOICING, mark("Invoice issued")),
    (Function.ACCEPTING, mark("Work accepted")),
)


def _rows(bench: Bench, title: str, columns: tuple[Field, ...], least: int = 0) -> Rows:
    rows = Rows(bench.words, bench.today, title, least)
    rows.set_columns(columns)
    return rows


class FirstSharesInput(RowsInput):
    """Percentages of the first order by function; at least one row."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """No rows yet."""
        columns = (
            ChoiceField("function", mark("Who"), required=True, choices=FUNCTION_CHOICES),
            PercentField("rate", mark("Rate, %"), required=True),
            ChoiceField("base", mark("Of what"), required=True, choices=BASE_CHOICES),
        )
        super().__init__(field, bench.words, _rows(bench, bench.words.text("Add a function"), columns, 1))

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[FirstShare, ...]:
        """The shares."""
        return tuple(FirstShare(Function(row["function"]), row["rate"], Base(row["base"])) for row in rows)

    def show_value(self, value: Any) -> None:
        """Show them."""
        self.rows.show_rows([{"function": one.function, "rate": one.rate_ppm, "base": one.base} for one in value or ()])


class LaterSharesInput(RowsInput):
    """Percentages of later orders by function: of the second, of the third and so on."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """No rows yet."""
        columns = (
            ChoiceField("function", mark("Who"), required=True, choices=FUNCTION_CHOICES),
            MadeField(
                "rates",
                mark("Rates, %: second order; third …"),
                required=True,
                make=lambda one, _: RatesInput(one, bench),
            ),
            ChoiceField("base", mark("Of what"), required=True, choices=BASE_CHOICES),
        )
        super().__init__(field, bench.words, _rows(bench, bench.words.text("Add a function"), columns))

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[LaterShare, ...]:
        """The shares."""
        return tuple(LaterShare(Function(row["function"]), row["rates"], Base(row["base"])) for row in rows)

    def show_value(self, value: Any) -> None:
        """Show them."""
        self.rows.show_rows([
            {"function": one.function, "rates": one.rates_ppm, "base": one.base} for one in value or ()
        ])


class PapersInput(RowsInput):
    """What an invoice that goes out, or an act that comes back, earns: a sum, or a percentage with a cap."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """No rows yet."""
        columns = (
            ChoiceField("function", mark("For"), required=True, choices=_PAPERS),
            MoneyField("fixed", mark("A sum"), currency=bench.currency),
            PercentField("rate", mark("or a rate, %")),
            MoneyField("cap", mark("At most"), currency=bench.currency),
        )
        super().__init__(field, bench.words, _rows(bench, bench.words.text("Add a paper"), columns))

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[PaperPay, ...]:
        """The papers."""
        return tuple(
            PaperPay(Function(row["function"]), row["fixed"] or 0, row["rate"] or 0, row["cap"]) for row in rows
        )

    def show_value(self, value: Any) -> None:
        """Show them."""
        self.rows.show_rows([
            {
                "function": one.function,
                "fixed": one.fixed_minor or None,
                "rate": one.rate_ppm or None,
                "cap": one.cap_minor,
            }
            for one in value or ()
        ])
