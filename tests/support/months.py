"""A firm whose finder earns 10 % of what is paid, and the walk of its months from draft to closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.bootstrap import Office
from app.kernel.actor import Actor
from app.kernel.period import Month
from app.motivation.model import NewAssignment
from app.payroll.model import Sheet, SheetLine
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.firm import Firm
from tests.support.schemes import simple_file

JANUARY, FEBRUARY, MARCH, APRIL = (Month(2024, month) for month in range(1, 5))


def open_office(folder: Path) -> Office:
    """A firm with books from 2024-01, in UAH, open as its director."""
    return Office.open(office_file(folder / "firm.premia"), FrozenClock())


def small_firm(office: Office) -> Firm:
    """Olena found Orion, earns 10 % of its payments and has a salary of 20,000; 1,200 came in January and in February.

    January: order 1, net 1,000, paid 10 January. February: order 2, net 1,000, paid 10 February.
    """
    firm = Firm(office).person("Olena").person("Petro").paid("Olena", "20 000").client("Orion", found_by="Olena")
    firm.contract("1", "Orion", signed="2024-01-10").invoice("A-1").payment("P-1")
    firm.contract("2", "Orion", signed="2024-02-10").invoice("A-2").payment("P-2")
    pays(firm, "Olena")
    return firm


def pays(firm: Firm, name: str, scheme: str = "", since: str = "2024-01-01") -> int:
    """Put a scheme (the finder's 10 %) in force and assign somebody to it, give the assignment's id."""
    motivation = firm.office.motivation
    scheme_id = motivation.add_scheme(firm.actor, scheme or simple_file()).value
    new = NewAssignment(scheme_id, firm.people[name], date.fromisoformat(since))
    return motivation.assign(firm.actor, new).value


def close(firm: Firm, *months: Month) -> None:
    """Walk every month from its draft (computed when there is none) to closed."""
    payroll, actor = firm.office.payroll, firm.actor
    for month in months:
        payroll.compute(actor, month)
        finish(payroll_of=firm, month=month)


def finish(payroll_of: Firm, month: Month) -> None:
    """Walk a computed draft to closed."""
    payroll, actor = payroll_of.office.payroll, payroll_of.actor
    for step in (payroll.submit, payroll.approve, payroll.pay, payroll.close):
        step(actor, month)


def line_of(sheet: Sheet, name: str) -> SheetLine:
    """Somebody's row."""
    return next(line for line in sheet.lines if line.person_name == name)


def amounts(sheet: Sheet) -> list[tuple[str, int]]:
    """(kind, amount) of every line."""
    return [(line.accrual.kind.value, line.accrual.amount_minor) for line in sheet.accruals]


def sheet(firm: Firm, month: Month, revision: int | None = None, actor: Actor | None = None) -> Sheet:
    """The month's sheet; every reconciliation on it must hold."""
    found = firm.office.payroll.sheet(actor or firm.actor, month, revision)
    assert [check for check in found.checks if not check.holds] == []
    return found
