"""The read-only tables of the window and of the command line. Nothing here tells what anybody is paid."""

from __future__ import annotations

from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.database import Db
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.overview import figures, tables
from app.overview.model import ClientRow, ContractRow, Figures, InvoiceRow, PaymentRow, StaffRow


class OverviewService:
    """Tables across features, for who may see records. Raises Denied."""

    def __init__(self, use_cases: UseCases, db: Db) -> None:
        """Read ``db`` through the frame of ``use_cases``."""
        self._use_cases = use_cases
        self._db = db

    def clients(self, actor: Actor, today: date | None = None) -> tuple[ClientRow, ...]:
        """Every client by name; overdue as of ``today``."""
        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: figures.client_rows(self._db, day), action="overview.clients"
        )

    def contracts(self, actor: Actor) -> tuple[ContractRow, ...]:
        """Every contract, newest first."""
        day = self._use_cases.clock.today()
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.contract_rows(self._db, day), action="overview.contracts"
        )

    def invoices(self, actor: Actor, today: date | None = None) -> tuple[InvoiceRow, ...]:
        """Every invoice, newest first; late as of ``today``."""
        day = today or self._use_cases.clock.today()

        def work() -> tuple[InvoiceRow, ...]:
            return tuple(invoice for invoice, _client, _contract in tables.invoice_rows(self._db, day))

        return self._use_cases.view(actor, Permission.SEE_RECORDS, work, action="overview.invoices")

    def payments(self, actor: Actor) -> tuple[PaymentRow, ...]:
        """Every payment, newest first."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.payment_rows(self._db), action="overview.payments"
        )

    def staff(self, actor: Actor) -> tuple[StaffRow, ...]:
        """Everybody, by staff number."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: tables.staff_rows(self._db), action="overview.staff"
        )

    def figures(self, actor: Actor, month: Month, today: date | None = None) -> Figures:
        """The firm's figures of a month; overdue as of ``today``."""
        day = today or self._use_cases.clock.today()
        return self._use_cases.view(
            actor,
            Permission.SEE_RECORDS,
            lambda: figures.month_figures(self._db, month, day),
            action="overview.figures",
        )
