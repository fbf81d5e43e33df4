"""The first rows of a page are on screen while the others are read: the very ones that stand there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Office
from app.overview.model import ContractRow
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.firm import Firm
from tests.support.pages import Desk
from tests.ui.conftest import OpenDesk
from ui.clients import page as clients
from ui.contracts import page as contracts
from ui.invoices import page as invoices
from ui.kit.record_page import RecordPlan
from ui.kit.row_order import Arrangement, Sort
from ui.payments import page as payments

NAMES = ("Яна", "Іскра", "Їжак", "Ґрунт", "Глобус", "Єва", "Еней", "orion", "Vega", "Ёлкин", "Жук")
PLANS = {plan.key: plan for plan in (clients.PLAN, contracts.PLAN, invoices.PLAN, payments.PLAN)}


@pytest.fixture
def books(tmp_path: Path, clock: FrozenClock) -> Path:
    """Eleven clients; the same days and numbers come again and again; money undone, given back, shared in a group."""
    path = office_file(tmp_path / "many.premia")
    with Office.open(path, clock) as office:
        firm = Firm(office).person("Olena")
        for name in NAMES:
            firm.client(name, found_by="Olena")
        firm.group("Sky", "Яна", "Іскра")
        for at, name in enumerate(NAMES[:9]):
            day = f"2024-03-{1 + at % 3:02d}"
            firm.contract(f"C-{at + 7}", name, signed=day, net="4 000", sold_by="Olena")
            for part in (1, 2):
                firm.invoice(f"I-{at}{part}", net="500", issued=day, due="2024-04-30")
            firm.payment(f"P-{at}", f"I-{at}1", received=f"2024-03-{10 + at % 2}", amount="600")
        firm.undone("P-3").refunded("P-4", "I-41", on="2024-03-20", amount="100").advance(
            "P-10", "Vega", received="2024-03-11", amount="50"
        )
    return path


def arranged(plan: RecordPlan[Office, Any], rows: Any) -> list[Any]:
    """Rows in the order in which the page begins."""
    assert plan.sort is not None
    column = next(at for at, each in enumerate(plan.columns) if each.key == plan.sort[0])
    return [rows[place] for place in Arrangement(plan.columns, rows).ordered([Sort(column, plan.sort[1])])]


@pytest.mark.parametrize("key", PLANS)
@pytest.mark.parametrize("most", [1, 5, 60])
def test_the_first_rows_are_the_first_of_all_rows(open_desk: OpenDesk, books: Path, key: str, most: int) -> None:
    desk = open_desk(lambda: Office.open(books, FrozenClock()))
    desk.open_file(books)
    context, plan = desk.page.context, PLANS[key]
    assert plan.first is not None
    with Office.open(books, FrozenClock()) as office:
        first, rows = plan.first(office, context, most), plan.load(office, context).rows
    told = [row._replace(act="") if isinstance(row, ContractRow) else row for row in arranged(plan, rows)]
    assert arranged(plan, first) == told[:most]
    assert list(first) == told[:most], "they come in the page's order"
    assert len(rows) > 5


@pytest.mark.parametrize("key", PLANS)
@pytest.mark.parametrize("asked", ["search", "saved filter"])
def test_a_page_that_is_searched_or_filtered_shows_no_first_rows(
    open_company: Callable[..., Desk], key: str, asked: str
) -> None:
    screen = open_company().records(key)
    model = screen.page.model
    shown: list[int] = []
    model.reordered.connect(lambda: shown.append(model.total))
    if asked == "search":
        screen.page.search("nothing that is there")
    else:
        model.set_view(lambda _row: False)
    shown.clear()
    screen.page.load()
    assert len(shown) == 1, "only the whole was shown"
    assert model.rowCount() == 0
