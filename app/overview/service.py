"""What is read across features: tables, the first page, the search. Each is imported when it is first asked for.

Only the first page tells a sum of pay, and only to who may see pay.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.kernel.actor import Actor, Permission
from app.kernel.database import Db
from app.kernel.period import Month
from app.kernel.use_cases import UseCases

if TYPE_CHECKING:
    from app.overview.holdings import Holding
    from app.overview.model import ClientRow, ContractRow, Figures, InvoiceRow, PaymentRow, StaffRow
    from app.overview.overdue import Board
    from app.overview.search import Hit
    from app.overview.timeline import Happening
    from app.overview.to_do import Home


class OverviewService:
    """Reading across features. Raises Denied."""

    def __init__(self, use_cases: UseCases, db: Db) -> None:
        """Read ``db`` through the frame of ``use_cases``."""
        self._use_cases = use_cases
        self._db = db

    def home(self, actor: Actor, today: date | None = None, duties_most: int = 6) -> Home:
        """The first page of ``actor`` as of ``today``: figures, what is to be done, the most urgent open tasks."""
        from app.overview.home import home

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_OWN, lambda: home(self._db, actor, day, duties_most), action="overview.home"
        )

    def search(self, actor: Actor, typed: str) -> tuple[Hit, ...]:
        """Clients, contracts, invoices and people that hold every word, the best first; nothing for no word."""
        from app.overview.search import search

        return self._use_cases.view(
            actor, Permission.SEE_OWN, lambda: search(self._db, actor, typed), action="overview.search"
        )

    def overdue(self, actor: Actor, today: date | None = None) -> Board:
        """What is late as of ``today``, the longest first, with its last reminder and whose it is."""
        from app.overview.overdue import board

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: board(self._db, day), action="overview.overdue"
        )

    def timeline(self, actor: Actor, client_id: int) -> tuple[Happening, ...]:
        """Everything that has happened with a client, the newest first."""
        from app.overview.timeline import timeline

        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: timeline(self._db, client_id), action="overview.timeline"
        )

    def clients(self, actor: Actor, today: date | None = None) -> tuple[ClientRow, ...]:
        """Every client by name; overdue as of ``today``."""
        from app.overview import figures

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: figures.client_rows(self._db, day), action="overview.clients"
        )

    def first_clients(self, actor: Actor, most: int, today: date | None = None) -> tuple[ClientRow, ...]:
        """The first ``most`` of ``clients``, quickly."""
        from app.overview.figures import first_clients

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: first_clients(self._db, day, most), action="overview.clients"
        )

    def contracts(self, actor: Actor) -> tuple[ContractRow, ...]:
        """Every contract, newest first."""
        from app.overview import tables

        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.contract_rows(self._db), action="overview.contracts"
        )

    def newest_contracts(self, actor: Actor, most: int) -> tuple[ContractRow, ...]:
        """The first ``most`` of ``contracts``, quickly; their ``act`` is not told."""
        from app.overview import tables

        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.newest_contracts(self._db, most), action="overview.contracts"
        )

    def contracts_of(self, actor: Actor, client_id: int) -> tuple[ContractRow, ...]:
        """The contracts of one client, the first one first; their ``act`` is not told."""
        from app.overview import tables

        return self._use_cases.view(
            actor,
            Permission.SEE_RECORDS,
            lambda: tables.contracts_of(self._db, client_id),
            action="overview.contracts_of",
        )

    def invoices(self, actor: Actor, today: date | None = None) -> tuple[InvoiceRow, ...]:
        """Every invoice, newest first; late as of ``today``."""
        from app.overview import tables

        day = today or self._use_cases.clock.today()

        def work() -> tuple[InvoiceRow, ...]:
            return tuple(invoice for invoice, _client, _contract in tables.invoice_rows(self._db, day))

        return self._use_cases.view(actor, Permission.SEE_RECORDS, work, action="overview.invoices")

    def newest_invoices(self, actor: Actor, most: int, today: date | None = None) -> tuple[InvoiceRow, ...]:
        """The first ``most`` of ``invoices``, quickly."""
        from app.overview.tables import newest_invoices

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: newest_invoices(self._db, day, most), action="overview.invoices"
        )

    def payments(self, actor: Actor) -> tuple[PaymentRow, ...]:
        """Every payment, newest first."""
        from app.overview import tables

        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.payment_rows(self._db), action="overview.payments"
        )

    def newest_payments(self, actor: Actor, most: int) -> tuple[PaymentRow, ...]:
        """The first ``most`` of ``payments``, quickly."""
        from app.overview import tables

        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.newest_payments(self._db, most), action="overview.payments"
        )

    def staff(self, actor: Actor) -> tuple[StaffRow, ...]:
        """Everybody, by staff number."""
        from app.overview import tables

        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.staff_rows(self._db), action="overview.staff"
        )

    def holdings(self, actor: Actor, person_id: int, today: date | None = None) -> tuple[Holding, ...]:
        """What a person holds as of ``today``: function by function, the clients by name."""
        from app.overview import holdings

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor,
            Permission.SEE_RECORDS,
            lambda: holdings.holdings(self._db, person_id, day),
            action="overview.holdings",
        )

    def figures(self, actor: Actor, month: Month, today: date | None = None) -> Figures:
        """The firm's figures of a month; overdue as of ``today``."""
        from app.overview import figures

        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor,
            Permission.SEE_RECORDS,
            lambda: figures.month_figures(self._db, month, day),
            action="overview.figures",
        )
