"""The firm, its currency rates and its calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.changes import Done
from app.kernel.errors import NotFound, Refused, raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.settings.model import CalendarDay, CurrencyRate, Firm, NewFirm
from app.settings.rules import firm_problems, rate_problems
from app.settings.store import SettingsStore, VatStore
from app.settings.vat import DatedVat, vat_problems


class SettingsService:
    """Use cases about what holds for the whole firm."""

    def __init__(self, use_cases: UseCases, store: SettingsStore, vat: VatStore) -> None:
        """Work in ``use_cases`` over ``store`` and ``vat``."""
        self._use_cases = use_cases
        self._store = store
        self._vat = vat

    def create_firm(self, actor: Actor, new: NewFirm, operation_id: OperationId | None = None) -> Done[int]:
        """Store the firm of a new file. Raises Invalid, Refused(rule=firm_exists)."""

        def work() -> int:
            if self._store.firm() is not None:
                raise Refused(rule="firm_exists")
            raise_if_any(firm_problems(new))
            if new.vat is not None:
                self._vat.add(DatedVat(new.books_from.first, new.vat))
            return self._store.add_firm(new)

        return self._use_cases.perform(
            actor, Permission.EDIT_SETTINGS, operation_id, work, action="settings.create_firm"
        )

    def firm(self, actor: Actor) -> Firm:
        """The firm of the file, open to everybody who may sign in."""
        return self._use_cases.view(actor, Permission.SEE_OWN, self._standing, action="settings.firm")

    def change_firm(self, actor: Actor, firm: Firm, operation_id: OperationId | None = None) -> Done[None]:
        """Store ``firm`` as it was read and edited. Raises Invalid, Stale.

        Raises Refused(rule=books_closed) when ``books_from`` or the currency changed though a payroll month is closed.
        """

        def work() -> None:
            raise_if_any(firm_problems(firm))
            self._store.change_firm(firm)

        return self._use_cases.perform(
            actor, Permission.EDIT_SETTINGS, operation_id, work, action="settings.change_firm"
        )

    def vat_modes(self, actor: Actor) -> tuple[DatedVat, ...]:
        """How the firm has stood to VAT, oldest first; ``vat.vat_on`` tells the terms of a day."""
        return self._use_cases.view(actor, Permission.SEE_RECORDS, self._vat.dated, action="settings.vat_modes")

    def set_vat_mode(self, actor: Actor, new: DatedVat, operation_id: OperationId | None = None) -> Done[None]:
        """Say how the firm stands to VAT from a day on, or correct that; contracts keep theirs. Raises Invalid."""

        def work() -> None:
            raise_if_any(vat_problems(new.terms))
            standing = self._vat.row(new.valid_from)
            if standing is None:
                self._vat.add(new)
            elif (standing["mode"], standing["rate_ppm"]) != (new.terms.mode.value, new.terms.rate_ppm):
                self._vat.change(standing, new.terms)

        return self._use_cases.perform(
            actor, Permission.EDIT_SETTINGS, operation_id, work, action="settings.set_vat_mode"
        )

    def remove_vat_mode(self, actor: Actor, valid_from: date, operation_id: OperationId | None = None) -> Done[None]:
        """Let the terms before it hold on; contracts keep what they have. Raises NotFound."""

        def work() -> None:
            standing = self._vat.row(valid_from)
            if standing is None:
                raise NotFound(kind="vat_mode", key=valid_from.isoformat())
            self._vat.remove(standing)

        return self._use_cases.perform(
            actor, Permission.EDIT_SETTINGS, operation_id, work, action="settings.remove_vat_mode"
        )

    def rates(self, actor: Actor, currency: str | None = None) -> tuple[CurrencyRate, ...]:
        """Rates by currency and date, of one currency or of all."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: self._store.rates(currency), action="settings.rates"
        )

    def add_rate(self, actor: Actor, rate: CurrencyRate, operation_id: OperationId | None = None) -> Done[int]:
        """Add or correct one rate; as ``add_rates``."""
        return self.add_rates(actor, (rate,), operation_id)

    def add_rates(
        self, actor: Actor, rates: Sequence[CurrencyRate], operation_id: OperationId | None = None
    ) -> Done[int]:
        """Add rates and correct those that stand otherwise; give how many were added or changed. Raises Invalid."""

        def work() -> int:
            raise_if_any(rate_problems(rates, self._standing().currency))
            stored = self._store.rate_rows()
            new = [rate for rate in rates if (rate.currency, rate.on_date) not in stored]
            changed = 0
            for rate in rates:
                row = stored.get((rate.currency, rate.on_date))
                if row is not None and (row["units"], row["rate_micro"]) != (rate.units, rate.rate_micro):
                    self._store.change_rate(row, rate)
                    changed += 1
            self._store.add_rates(new)
            return len(new) + changed

        return self._use_cases.perform(actor, Permission.EDIT_RATES, operation_id, work, action="settings.add_rates")

    def calendar_days(self, actor: Actor, first: date = date.min, last: date = date.max) -> tuple[CalendarDay, ...]:
        """Days from ``first`` to ``last`` that differ from Monday–Friday."""
        return self._use_cases.view(
            actor,
            Permission.SEE_RECORDS,
            lambda: self._store.calendar_days(first, last),
            action="settings.calendar_days",
        )

    def set_calendar_day(
        self, actor: Actor, special: CalendarDay, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Say that a day is worked, or is not."""

        def work() -> None:
            standing = self._store.calendar_row(special.day)
            if standing is None:
                self._store.add_calendar_day(special)
            elif (standing["working"], standing["note"]) != (int(special.working), special.note):
                self._store.change_calendar_day(standing, special)

        return self._use_cases.perform(
            actor, Permission.EDIT_RATES, operation_id, work, action="settings.set_calendar_day"
        )

    def clear_calendar_day(self, actor: Actor, on: date, operation_id: OperationId | None = None) -> Done[None]:
        """Let a day be as the week has it. Raises NotFound."""

        def work() -> None:
            standing = self._store.calendar_row(on)
            if standing is None:
                raise NotFound(kind="calendar_day", key=on.isoformat())
            self._store.remove_calendar_day(standing)

        return self._use_cases.perform(
            actor, Permission.EDIT_RATES, operation_id, work, action="settings.clear_calendar_day"
        )

    def _standing(self) -> Firm:
        firm = self._store.firm()
        if firm is None:
            raise NotFound(kind="firm", key=1)
        return firm
