"""A file with something to pay, and the page of payments over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import Office
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.firm import Firm
from tests.support.form_pages import FormScreen, orders
from tests.ui.conftest import OpenDesk


@pytest.fixture
def books(tmp_path: Path, clock: FrozenClock) -> Path:
    """Open are of Orion 300.00 (INV-8) and 500.00 (INV-9), of Mira 50.00 (M-1), of Vega nothing."""
    path = office_file(tmp_path / "money.premia")
    with Office.open(path, clock) as office:
        firm = Firm(office).client("Orion").client("Vega").client("Mira")
        firm.contract("N-1", "Orion", net="1 000", vat=0)
        firm.invoice("INV-9", issued="2024-01-21", net="500").invoice("INV-8", issued="2024-01-20", net="300")
        firm.contract("N-3", "Mira", net="50", vat=0).invoice("M-1", issued="2024-01-10")
    return path


@pytest.fixture
def add(books: Path, clock: FrozenClock) -> Callable[[Callable[[Firm], object]], None]:
    """Writes more into the file, beside the window."""

    def make(write: Callable[[Firm], object]) -> None:
        with Office.open(books, clock) as office:
            write(known(office))

    return make


def known(office: Office) -> Firm:
    """The firm of a file that others have written."""
    firm = Firm(office)
    actor = firm.actor
    firm.clients |= office.clients.ids(actor)
    firm.contracts |= office.contracts.ids(actor)
    firm.invoices |= office.invoices.ids(actor)
    firm.payments |= {number: key for (_client, number, _day), key in office.payments.ids(actor).items()}
    return firm


@pytest.fixture
def open_payments(open_desk: OpenDesk, books: Path, clock: FrozenClock) -> Callable[[], FormScreen]:
    """The page of payments over the file."""

    def make() -> FormScreen:
        desk = open_desk(lambda: Office.open(books, clock))
        desk.open_file(books)
        return orders(desk, "payments")

    return make


@pytest.fixture
def payments(open_payments: Callable[[], FormScreen]) -> FormScreen:
    """The same, opened."""
    return open_payments()
