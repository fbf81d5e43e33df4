"""How the firm stands to VAT, by date. Contracts keep what they were made with."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area, Done
from app.settings.vat import DatedVat, VatMode, vat_on
from app.wording.terms import VAT_MODES
from ui.kit.columns import Column, Kind
from ui.kit.detail import Deed, Detail, Fact, Facts
from ui.kit.dialog import Message
from ui.kit.edit_page import EditPage
from ui.kit.form_fields import DateField, FormPlan, Stand, Values
from ui.kit.record_page import Books, RecordPlan, View
from ui.runtime.context import UiContext
from ui.settings.firm_fields import rate_choices, usual_rate_ppm, vat_fields, vat_terms


def _columns(words: Words) -> tuple[Column[DatedVat], ...]:
    return (
        Column("valid_from", mark("Valid from"), lambda row: row.valid_from, Kind.DATE, width=120),
        Column("mode", mark("VAT mode"), lambda row: words.text(VAT_MODES[row.terms.mode]), width=220, stretch=True),
        Column("rate_ppm", mark("VAT rate"), _rate, Kind.PERCENT, width=110),
    )


def _rate(row: DatedVat) -> int | None:
    return row.terms.rate_ppm if row.terms.mode is VatMode.PAYER else None


def _load(office: Office, context: UiContext[Office]) -> Books[DatedVat]:
    return Books(office.settings.vat_modes(context.actor))


def _detail(row: DatedVat, context: UiContext[Office]) -> Detail:
    words = context.words
    rate = _rate(row)
    facts = [Fact(words.text("Valid from"), words.date(row.valid_from))]
    if rate is not None:
        facts.append(Fact(words.text("VAT rate"), words.percent(rate)))
    return Detail(
        words.text(VAT_MODES[row.terms.mode]),
        words.text("Proposed for contracts signed from this day on; those that stand keep theirs."),
        facts=(Facts("", tuple(facts)),),
        deeds=(
            Deed("edit", words.text("Change (F2)"), "pencil"),
            Deed("remove", words.text("Remove…"), "trash-2"),
        ),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} VAT mode shown", "{n} VAT modes shown", n)


def plan(words: Words) -> RecordPlan[Office, DatedVat]:
    """The page as declared."""
    return RecordPlan(
        key="vat",
        title=mark("VAT"),
        search_hint=mark("Search VAT modes (Ctrl+F)"),
        icon="receipt-text",
        empty_title=mark("No VAT mode yet"),
        purpose=mark("Say from which day on the firm pays VAT, and at which rate: new contracts begin with it."),
        areas=frozenset({Area.SETTINGS}),
        columns=_columns(words),
        views=(View("all", mark("All")),),
        load=_load,
        detail=_detail,
        count_line=_count_line,
        identity=lambda row: row.valid_from.toordinal(),
        sort=("valid_from", True),
    )


class VatPage(EditPage[Office, DatedVat]):
    """The modes, and the form around them."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit settings."""
        super().__init__(context, plan(context.words))
        self.offer_new(context.words.text("Add a VAT mode"), self.ask_new)

    def ask_new(self) -> None:
        """The form of terms from a day on."""
        self.open_dialog(self._form(None))

    def do(self, key: str) -> None:
        """Change or remove the selected one."""
        row = self.table.current()
        if row is None:
            return
        if key == "edit":
            self.open_form(self._form(row), self.plan.identity(row))
        elif key == "remove":
            self._ask_to_remove(row)

    def _form(self, row: DatedVat | None) -> FormPlan[Office]:
        words, actor, today = self.context.words, self.context.actor, self.context.clock.today()
        day = DateField("valid_from", mark("Valid from"), required=True, missing="day_missing")

        def load(office: Office) -> Stand:
            dated = office.settings.vat_modes(actor)
            standing = row.terms if row else vat_on(dated, date.max)
            values: dict[str, object] = {"rate_ppm": usual_rate_ppm(standing)}
            if row is None:
                values["valid_from"] = today
            if standing is not None:
                values["mode"] = standing.mode.value
            return Stand(values, choices={"rate_ppm": rate_choices(words)})

        def save(office: Office, values: Values, _version: int) -> Done[Any]:
            terms = vat_terms(values)
            if terms is None:
                raise AssertionError("the mode is a required field")
            return office.settings.set_vat_mode(actor, DatedVat(row.valid_from if row else values["valid_from"], terms))

        title = words.text("VAT mode from {day}").format(day=words.date(row.valid_from)) if row else ""
        return FormPlan(
            f"settings.vat/{row.valid_from.isoformat() if row else 'new'}",
            title or words.text("VAT mode from a date"),
            (*(() if row else (day,)), *vat_fields()),
            load,
            save,
            saved=words.text("The VAT mode is set."),
            note=words.text("Contracts that stand keep the mode and the rate that they were made with."),
        )

    def _ask_to_remove(self, row: DatedVat) -> None:
        words, actor = self.context.words, self.context.actor
        message = Message(
            words.text("Remove the VAT mode from {day}?").format(day=words.date(row.valid_from)),
            words.text("The mode before it holds on then. Contracts keep theirs."),
            icon="trash-2",
            tone="warn",
        )
        self.ask(
            message,
            words.text("Remove"),
            lambda office: office.settings.remove_vat_mode(actor, row.valid_from),
            words.text("It is removed."),
        )
