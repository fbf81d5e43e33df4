"""What a client can be printed as: the reconciliation statement of a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Actor
from app.kernel.period import Month
from app.overview.model import ClientRow
from ui.printing.deeds import Asked, Paper

if TYPE_CHECKING:
    from app.overview.papers import Period

_MONTHS_OF_YEAR = 12
_MONTHS_OF_QUARTER = 3


def _periods(office: Office, actor: Actor, _row: ClientRow, words: Words) -> Mapping[str, str]:
    """The periods that are asked for, by ``first/last``; those that would begin before the books begin with them."""
    today, books_from = office.use_cases.clock.today(), office.settings.firm(actor).books_from.first
    year = Month(today.year, 1)
    quarter = Month(today.year, (today.month - 1) // _MONTHS_OF_QUARTER * _MONTHS_OF_QUARTER + 1)
    offered = (
        (words.text("This year"), year.first, today),
        (words.text("Last quarter"), quarter.plus(-_MONTHS_OF_QUARTER).first, quarter.plus(-1).last),
        (words.text("Last year"), year.plus(-_MONTHS_OF_YEAR).first, year.plus(-1).last),
        (words.text("Since the books began"), books_from, today),
    )
    return {
        f"{max(first, books_from)}/{last}": f"{title} · {words.date(max(first, books_from))} – {words.date(last)}"
        for title, first, last in offered
        if last >= books_from
    }


def _period(asked: Asked[ClientRow]) -> Period:
    from app.overview.papers import Period

    first, last = (date.fromisoformat(day) for day in asked.which.split("/"))
    return Period(asked.row.id, first, last)


PAPERS: Mapping[str, Paper[ClientRow]] = {
    "statement": Paper(
        mark("Print the reconciliation statement"),
        lambda office, asked: office.papers.statement(asked.actor, _period(asked), asked.language),
        lambda office, asked: office.papers.statement_letter(asked.actor, _period(asked), asked.language),
        which=mark("Period"),
        choices=_periods,
        nothing=mark("The books have not begun yet."),
    )
}
