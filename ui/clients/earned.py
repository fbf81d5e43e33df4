"""Whom a client has earned what, by person and rule. Built only for who may see pay."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.payroll.model import ClientEarnings, EarnedLine
from app.wording.terms import function, run_state
from ui.clients.rows_part import RowsPart
from ui.clients.two_lines import TWO_LINES_PX, TwoLinesDelegate
from ui.kit.cards import Figure, FigureRow, whole_money
from ui.kit.columns import Column, Kind
from ui.kit.edit_page import EditPage
from ui.kit.empty_state import EmptyState
from ui.kit.labels import muted, push_button
from ui.kit.record_page import View
from ui.runtime.intents import OpenPage, OpenPerson

ALONE, GROUP = "alone", "group"


class EarnedRow(NamedTuple):
    """A sum with the names of its function and rule; ``scope`` says of whom."""

    scope: str
    line: EarnedLine
    function: str
    rule: str
    """Its key, and the scheme."""
    currency: str


def _in(scope: str, row: EarnedRow) -> bool:
    return row.scope == scope


VIEWS: tuple[View[EarnedRow], ...] = (
    View(ALONE, mark("This client"), partial(_in, ALONE)),
    View(GROUP, mark("Its whole group"), partial(_in, GROUP)),
)

COLUMNS: tuple[Column[EarnedRow], ...] = (
    Column("person", mark("Person"), lambda row: row.line.person_name, width=150, stretch=True),
    Column("what", mark("For what"), lambda row: f"{row.function}\n{row.rule}", width=190, stretch=True),
    Column(
        "closed",
        mark("Closed months"),
        lambda row: row.line.closed_minor,
        Kind.MONEY,
        width=128,
        currency=lambda row: row.currency,
        rank=2,
    ),
    Column(
        "open",
        mark("Open month"),
        lambda row: row.line.open_minor,
        Kind.MONEY,
        width=128,
        currency=lambda row: row.currency,
        rank=1,
    ),
    Column(
        "held",
        mark("Held back"),
        lambda row: row.line.held_minor,
        Kind.MONEY,
        width=120,
        currency=lambda row: row.currency,
        spare=True,
    ),
    Column(
        "earned",
        mark("Earned"),
        lambda row: row.line.earned_minor,
        Kind.MONEY,
        width=128,
        currency=lambda row: row.currency,
        tone=lambda row: "bad" if row.line.earned_minor < 0 else None,
    ),
)


def earned_rows(told: ClientEarnings, words: Words) -> list[EarnedRow]:
    """The client's own, then its group's."""
    return [
        EarnedRow(
            scope,
            line,
            function(words, line.function),
            " · ".join(filter(None, (line.rule_key, line.scheme_name))),
            told.currency,
        )
        for scope, lines in ((ALONE, told.own), (GROUP, told.group if told.group_size > 1 else ()))
        for line in lines
    ]


class Earned(RowsPart[EarnedRow]):
    """The part of a client's story that tells it by pay."""

    key = "clients.earned"

    def __init__(self, page: EditPage[Office, Any]) -> None:
        """Empty until it is shown a client."""
        words = page.context.words
        self.told: ClientEarnings | None = None
        empty = EmptyState(
            "hand-coins",
            words.text("This client has earned nobody anything yet"),
            words.text(
                "No run holds a line of its orders. Sums stand here once a month is worked out in which a scheme pays "
                "somebody for this client."
            ),
        )
        super().__init__(page, words.text("What this client has earned whom"), COLUMNS, VIEWS, empty)
        self.table.verticalHeader().setDefaultSectionSize(TWO_LINES_PX)
        self.table.setItemDelegateForColumn(self.model.places["what"], TwoLinesDelegate(self.table))
        self.figures = FigureRow()
        self.counted = muted("", wrap=True)
        self.lines.insertWidget(0, self.figures)
        self.lines.addWidget(self.counted)
        self.model.sort_by(self.model.places["earned"], descending=True)
        self.model.set_view(VIEWS[0].takes)
        self.bar.tabs.currentChanged.connect(self._tell)
        empty.add_button(push_button(words.text("To the payroll"), self._to_payroll, "calculator"))

    def identity(self, row: EarnedRow) -> object:
        """Person and rule."""
        return row.scope, row.line.person_id, row.line.function, row.rule

    def read(self, office: Office, client_id: int) -> ClientEarnings:
        """The sums of the runs."""
        return office.payroll.client_earnings(self.context.actor, client_id)

    def show_read(self, told: ClientEarnings) -> None:
        """Show them; a client without a group has no second filter."""
        self.told = told
        tabs, titles = self.bar.tabs, self.titles()
        if tabs.count() > len(titles):
            tabs.removeTab(1)
        elif tabs.count() < len(titles):
            tabs.addTab(titles[1])
        self.show_rows(earned_rows(told, self.context.words))
        self._tell()

    def titles(self) -> list[str]:
        """The second one only for a client of a group."""
        known = super().titles()
        return known if self.told is not None and self.told.group_size > 1 else known[:1]

    def open_row(self, row: EarnedRow) -> None:
        """The person."""
        self.context.navigator.go(OpenPerson(row.line.person_id))

    def _tell(self) -> None:
        """The figures of what is in front, and what is counted in them."""
        told = self.told
        if told is None:
            return
        group = VIEWS[max(0, self.bar.tabs.currentIndex())].key == GROUP
        lines = told.group if group else told.own
        self.figures.show_figures(_figures(told, lines, self.context.words) if self.model.total else ())
        self.counted.setText(_counted(told, self.context.words, group=group))
        self.counted.setVisible(bool(self.model.total))

    def _to_payroll(self) -> None:
        self.context.navigator.go(OpenPage("payroll"))


def _figures(told: ClientEarnings, lines: tuple[EarnedLine, ...], words: Words) -> tuple[Figure, ...]:
    closed_minor = sum(line.closed_minor for line in lines)
    open_minor = sum(line.open_minor for line in lines)
    held_minor = sum(line.held_minor for line in lines)
    people = len({line.person_id for line in lines})
    through = words.text("up to {month}").format(month=words.month(told.closed_through)) if told.closed_through else ""
    run = told.open_run
    figures = [
        Figure(
            words.text("Earned in all"),
            whole_money(words, closed_minor + open_minor, told.currency),
            words.plural("{n} person", "{n} people", people),
        ),
        Figure(
            words.text("Closed months"),
            whole_money(words, closed_minor, told.currency),
            through or words.text("no month is closed"),
        ),
        Figure(
            words.text("Open month"),
            whole_money(words, open_minor, told.currency),
            f"{words.month(run.month)}, {run_state(words, run.state.value).lower()}"
            if run
            else words.text("no run yet"),
            "" if run is None else "warn",
        ),
    ]
    if held_minor:
        figures.append(
            Figure(
                words.text("Held back of it"),
                whole_money(words, held_minor, told.currency),
                words.text("not released yet"),
            )
        )
    return tuple(figures)


def _counted(told: ClientEarnings, words: Words, *, group: bool) -> str:
    """What stands in the sums, said plainly."""
    whose = (
        words.plural(
            "The {n} client that belongs to the group {group} today.",
            "All {n} clients that belong to the group {group} today, together.",
            told.group_size,
        ).format(group=told.group_name)
        if group
        else words.text("This client alone, without the others of its group {group}.").format(group=told.group_name)
        if told.group_size > 1
        else ""
    )
    what = words.text(
        "Counted are the lines that runs hold for these orders, true-ups among them; the open month may still change. "
        "Salaries, manual adjustments and what a rule pays for a whole month (plans, pools) belong to no client."
    )
    return f"{whose} {what}".strip()
