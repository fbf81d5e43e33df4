"""Number series: one pattern for each kind of paper, and the number that comes next."""

from __future__ import annotations

from typing import Any

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area, Done
from app.kernel.errors import Finding
from app.settings.numbering import NumberSeries
from app.settings.series import NumberedKind, pattern_problems
from app.wording.terms import NUMBERED
from ui.kit.columns import Column
from ui.kit.detail import Deed, Detail, Fact, Facts
from ui.kit.edit_page import EditPage
from ui.kit.form_fields import FormPlan, Stand, TextField, Values
from ui.kit.record_page import Books, RecordPlan, View
from ui.runtime.context import UiContext

_PLACES = {kind: at for at, kind in enumerate(NumberedKind)}


def _columns(words: Words) -> tuple[Column[NumberSeries], ...]:
    return (
        Column("kind", mark("Paper"), lambda row: words.text(NUMBERED[row.kind]), width=180, stretch=True),
        Column("pattern", mark("Pattern"), lambda row: row.pattern, width=200, stretch=True),
        Column("next_number", mark("Next number"), lambda row: row.next_number, width=180, stretch=True, muted=True),
    )


def _load(office: Office, context: UiContext[Office]) -> Books[NumberSeries]:
    return Books(office.numbering.series(context.actor))


def _detail(row: NumberSeries, context: UiContext[Office]) -> Detail:
    words = context.words
    return Detail(
        words.text(NUMBERED[row.kind]),
        words.text("Proposed for each new one; another number may be typed instead."),
        facts=(
            Facts(
                "",
                (Fact(words.text("Pattern"), row.pattern), Fact(words.text("Next number"), row.next_number)),
            ),
        ),
        deeds=(Deed("edit", words.text("Change (F2)"), "pencil"),),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} number series shown", "{n} number series shown", n)


def plan(words: Words) -> RecordPlan[Office, NumberSeries]:
    """The page as declared."""
    return RecordPlan(
        key="numbering",
        title=mark("Numbering"),
        search_hint=mark("Search number series (Ctrl+F)"),
        icon="receipt-text",
        empty_title=mark("Number series"),
        purpose=mark("How contracts, invoices, acts and credit notes are numbered."),
        areas=frozenset({Area.SETTINGS, Area.CONTRACTS, Area.INVOICES}),
        columns=_columns(words),
        views=(View("all", mark("All")),),
        load=_load,
        detail=_detail,
        count_line=_count_line,
        identity=lambda row: _PLACES[row.kind],
    )


class NumberingPage(EditPage[Office, NumberSeries]):
    """The series, and the form of one."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit settings."""
        super().__init__(context, plan(context.words))

    def do(self, key: str) -> None:
        """Change the selected one."""
        row = self.table.current()
        if row is not None and key == "edit":
            self.open_form(self._form(row), self.plan.identity(row))

    def _form(self, row: NumberSeries) -> FormPlan[Office]:
        words, actor, kind = self.context.words, self.context.actor, row.kind

        def load(office: Office) -> Stand:
            standing = next(one for one in office.numbering.series(actor) if one.kind is kind)
            return Stand({"pattern": standing.pattern})

        def save(office: Office, values: Values, _version: int) -> Done[Any]:
            return office.numbering.set_pattern(actor, kind, values["pattern"])

        return FormPlan(
            f"settings.numbering/{kind}",
            words.text(NUMBERED[kind]),
            (TextField("pattern", mark("Pattern"), required=True, missing="number_missing", check=_check),),
            load,
            save,
            saved=words.text("The pattern is changed; numbers that stand keep theirs."),
            note=words.text(
                "{{n}} is the running number, {{n:4}} gives it four digits; {{year}} or {{year:2}} is the year, "
                "and with it the series begins anew every year."
            ).format(),
        )


def _check(typed: Any, _values: Values) -> Finding | None:
    return next(pattern_problems(str(typed)), None)
