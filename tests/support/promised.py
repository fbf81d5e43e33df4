"""A firm whose next order is only being typed, and a copy of its file in which everything comes true as was taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

from app.bootstrap import Office
from app.calc.facts import Function
from app.contracts.model import NewAct, NewContract, RolePart
from app.invoices.model import USUAL_DAYS, InvoiceStatus, NewInvoice
from app.kernel.money import with_vat
from app.kernel.period import Month
from app.motivation.model import NewAssignment
from app.motivation.order_course import Course
from app.motivation.previewing import OrderPreview
from app.payments.model import NewAllocation, NewPayment
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.firm import Firm
from tests.support.months import close

TODAY = date(2024, 3, 15)
PARTS = {Function.FINDING: "Olena", Function.SELLING: "Petro", Function.DELIVERING: "Iryna"}
Sums = Counter[tuple[str, str, str]]
"""By person, function and rule."""


class Promised:
    """Olena, Petro and Iryna are paid by one scheme; Orion, whom Olena found, has paid 9,600 for its first order."""

    def __init__(self, folder: Path, rules: str) -> None:
        self.path = office_file(folder / "firm.premia")
        self._folder = folder
        self._names: dict[str, dict[str, int]] = {}

        def tell(firm: Firm) -> None:
            firm.person("Olena").person("Petro").person("Iryna").client("Orion", found_by="Olena")
            firm.contract("1", "Orion", signed="2024-02-10", net="8 000.00", sold_by="Petro").invoice("A-1")
            firm.payment("P-1", received="2024-03-12")
            scheme_id = firm.office.motivation.add_scheme(firm.actor, rules).value
            for person_id in firm.people.values():
                firm.office.motivation.assign(firm.actor, NewAssignment(scheme_id, person_id, date(2024, 1, 1)))

        self.told(tell)

    def open(self, path: Path | None = None) -> Office:
        """The firm's file, or a copy of it."""
        return Office.open(path or self.path, FrozenClock(datetime(2024, 3, 15, 9, 0, tzinfo=UTC)))

    def told(self, tell: Callable[[Firm], object]) -> None:
        """Something happens in the firm."""
        with self.open() as office:
            firm = Firm(office)
            for kind, names in self._names.items():
                getattr(firm, kind).update(names)
            tell(firm)
            self._names = {
                kind: getattr(firm, kind) for kind in ("people", "clients", "groups", "contracts", "invoices")
            }

    def person(self, name: str) -> int:
        """Somebody's id."""
        return self._names["people"][name]

    def contract(self, number: str) -> int:
        """A contract's id."""
        return self._names["contracts"][number]

    def order(self, **other: Any) -> NewContract:
        """An order of 12,000 net that is signed today; everybody has a part in it."""
        values: dict[str, Any] = {
            "number": "2", "client_id": self._names["clients"]["Orion"], "signed_on": TODAY, "net_minor": 12_000_00,
            "currency": "UAH", "vat_ppm": 200_000,
            "roles": tuple(RolePart(function, self.person(name)) for function, name in PARTS.items()),
        }  # fmt: skip
        return NewContract(**(values | other))

    def preview(self, new: NewContract, contract_id: int | None = None) -> OrderPreview:
        """What the form says."""
        with self.open() as office:
            return office.order_previews.preview(Firm(office).actor, new, contract_id)

    def comes_true(self, new: NewContract, preview: OrderPreview, contract_id: int | None = None) -> Sums:
        """What payroll pays more in all months once it is really entered and goes on as was taken."""
        entered = copyfile(self.path, self._folder / "entered.premia")
        with self.open(entered) as office:
            enter(office, new, preview.course, contract_id)
        more = self._paid(entered, preview.through)
        more.subtract(self._paid(copyfile(self.path, self._folder / "plain.premia"), preview.through))
        return Counter({key: amount for key, amount in more.items() if amount})

    def _paid(self, path: Path, through: Month) -> Sums:
        sums: Sums = Counter()
        with self.open(path) as office:
            firm = Firm(office)
            month = office.payroll.open_month(firm.actor)
            while month <= through:
                office.payroll.compute(firm.actor, month)
                for line in office.payroll.sheet(firm.actor, month).accruals:
                    accrual = line.accrual
                    sums[line.person_name, accrual.function, accrual.rule_key] += accrual.amount_minor
                close(firm, month)
                month = month.plus(1)
        return sums


def said(preview: OrderPreview) -> Sums:
    """The figures of a preview."""
    sums: Sums = Counter()
    for earning in preview.earnings:
        accrual = earning.gain.accrual
        sums[earning.person_name, accrual.function, accrual.rule_key] += earning.gain.amount_minor
    return Counter({key: amount for key, amount in sums.items() if amount})


def enter(office: Office, new: NewContract, course: Course, contract_id: int | None) -> None:
    """Sign or change the contract, invoice and collect what is open, sign the last act: on the days of ``course``."""
    actor = Firm(office).actor
    not_before = new.signed_on if contract_id is None else TODAY
    if contract_id is None:
        contract_id = office.contracts.add(actor, new).value
    else:
        office.contracts.change(actor, contract_id, office.contracts.get(actor, contract_id).version, new)
    own = [row for row in office.invoices.list(actor) if row.contract_id == contract_id]
    net_minor = new.net_minor - sum(row.net_minor for row in own)
    if course.invoiced_on is not None:
        due_on = course.invoiced_on + timedelta(days=USUAL_DAYS)
        if own:
            due_on = course.invoiced_on + (own[-1].due_on - own[-1].issued_on)
        bill = NewInvoice(
            "N-1", contract_id, course.invoiced_on, due_on, net_minor, with_vat(net_minor, new.vat_ppm),
            InvoiceStatus.SENT,
        )  # fmt: skip
        own.append(office.invoices.get(actor, office.invoices.add(actor, bill).value))
    came: Counter[int] = Counter()
    for payment in office.payments.list(actor):
        for part in payment.allocations:
            came[part.invoice_id] += part.amount_minor
    for row in own:
        if row.gross_minor > came[row.id]:
            on, rest_minor = max(row.due_on, not_before), row.gross_minor - came[row.id]
            parts = (NewAllocation(row.id, rest_minor),)
            office.payments.add(actor, NewPayment(f"N-{row.id}", new.client_id, on, rest_minor, new.currency, parts))
    if course.accepted_on is not None:
        accepted = sum(each.act.net_minor for each in office.contracts.acts(actor, contract_id))
        act = NewAct(contract_id, "N-1", course.accepted_on, new.net_minor - accepted, final=True)
        office.contracts.add_act(actor, act)
