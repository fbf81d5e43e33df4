"""What reads and writes each table of one open file, each made when it is first asked for: the Office builds on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.clients.store import ClientStore
    from app.contracts.counting import OrderCounts
    from app.contracts.neighbours import Neighbours as NearContracts
    from app.contracts.store import ContractStore
    from app.db.connect import SqliteDb
    from app.invoices.neighbours import Neighbours as NearInvoices
    from app.invoices.store import InvoiceStore
    from app.payments.store import PaymentStore
    from app.payroll.months import Months
    from app.payroll.store import RunStore
    from app.settings.numbering import Series
    from app.staff.store import StaffStore


class Stores:
    """The stores that several services share."""

    def __init__(self, db: SqliteDb) -> None:
        """Work over ``db``."""
        self._db = db

    @cached_property
    def _people(self) -> StaffStore:
        from app.staff.store import StaffStore

        return StaffStore(self._db)

    @cached_property
    def _clients(self) -> ClientStore:
        from app.clients.store import ClientStore

        return ClientStore(self._db)

    @cached_property
    def _contracts(self) -> ContractStore:
        from app.contracts.store import ContractStore

        return ContractStore(self._db)

    @cached_property
    def _order_counts(self) -> OrderCounts:
        from app.contracts.counting import OrderCounts

        return OrderCounts(self._contracts, self._clients)

    @cached_property
    def _invoices(self) -> InvoiceStore:
        from app.invoices.store import InvoiceStore

        return InvoiceStore(self._db)

    @cached_property
    def _near_invoices(self) -> NearInvoices:
        from app.invoices.neighbours import Neighbours

        return Neighbours(self._people, self._clients, self._contracts, self._payments, self._series)

    @cached_property
    def _near_contracts(self) -> NearContracts:
        from app.contracts.neighbours import Neighbours
        from app.settings.store import VatStore

        return Neighbours(self._people, self._clients, self._invoices, VatStore(self._db))

    @cached_property
    def _series(self) -> Series:
        from app.contracts.store import CourseStore
        from app.settings.numbering import Series
        from app.settings.series import NumberedKind
        from app.settings.store import PatternStore

        numbers = {
            NumberedKind.CONTRACT: self._contracts.ids_by_number,
            NumberedKind.INVOICE: self._invoices.ids_by_number,
            NumberedKind.ACT: CourseStore(self._db).act_numbers,
            NumberedKind.CREDIT_NOTE: self._invoices.credit_note_numbers,
        }
        return Series(PatternStore(self._db), numbers)

    @cached_property
    def _payments(self) -> PaymentStore:
        from app.payments.store import PaymentStore

        return PaymentStore(self._db)

    @cached_property
    def _runs(self) -> RunStore:
        from app.payroll.store import RunStore

        return RunStore(self._db)

    @cached_property
    def _payroll_months(self) -> Months:
        from app.payroll.months import Months
        from app.settings.store import SettingsStore

        return Months(self._runs, SettingsStore(self._db))
