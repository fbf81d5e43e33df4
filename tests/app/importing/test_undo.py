"""An import is copied before and can be taken back as a whole, until somebody's pay is fixed on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.backup.copies import Occasion
from app.backup.making import copies_of
from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.driver import connect, driver
from app.importing.plan import ImportReport
from app.kernel.actor import Actor, Role
from app.kernel.errors import Denied, Invalid, NotFound, Refused, UnreachableFile
from app.kernel.ids import OperationId
from app.kernel.period import Month
from app.payments.model import NewAllocation
from tests.support.clock import FrozenClock
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.import_desk import Desk
from tests.support.months import close

EVERYTHING = """
[[table]]
kind = "rates"
file = "rates.csv"
columns = { currency = "currency", on_date = "on", rate = "rate" }
[[table]]
kind = "staff"
file = "staff.csv"
columns = { staff_no = "no", name = "name" }
[[table]]
kind = "clients"
file = "clients.csv"
columns = { code = "code", name = "name", group = "group" }
[[table]]
kind = "contracts"
file = "contracts.csv"
columns = { number = "no", client = "client", signed_on = "on", net = "net", selling = "seller" }
[[table]]
kind = "invoices"
file = "invoices.csv"
columns = { number = "no", contract = "contract", issued_on = "on", gross = "gross" }
[[table]]
kind = "payments"
file = "payments.csv"
columns = { number = "no", client = "client", received_on = "on", invoice = "invoice", amount = "amount" }
[[table]]
kind = "refunds"
file = "refunds.csv"
columns = { payment = "payment", invoice = "invoice", refunded_on = "on", amount = "amount", reason = "why" }
"""
FILES = {
    "rates.csv": ("currency,on,rate", "USD,2024-03-01,38.5", "USD,2024-03-02,38.6"),
    "staff.csv": ("no,name", "1,Olena", "2,Petro"),
    "clients.csv": ("code,name,group", "O,Orion,Stars", "V,Vega,Stars", "S,Sirius,"),
    "contracts.csv": ("no,client,on,net,seller", "7,O,2024-03-10,100.00,1", "8,V,2024-03-11,50.00,2"),
    "invoices.csv": ("no,contract,on,gross", "i7,7,2024-03-10,100.00", "i8,8,2024-03-12,50.00"),
    "payments.csv": ("no,client,on,invoice,amount", "p1,O,2024-03-15,i7,100.00", "p2,V,2024-03-16,i8,20.00"),
    "refunds.csv": ("payment,invoice,on,amount,why", "p1,i7,2024-03-20,10.00,overpaid"),
}
TABLES = (
    "currency_rate", "person", "client", "client_group", "client_membership", "contract", "contract_role", "invoice",
    "payment", "allocation", "refund",
)  # fmt: skip


@pytest.fixture(name="full")
def _full(desk: Desk) -> Desk:
    """Files with everything that money comes by, in March 2024."""
    for name, lines in FILES.items():
        desk.file(name, *lines)
    return desk.mapping(EVERYTHING)


def imported(desk: Desk) -> int:
    report: ImportReport = desk.run()
    assert report.import_id is not None
    return report.import_id


def counts(desk: Desk) -> dict[str, int]:
    db = SqliteDb(desk.office.path)
    found = {table: int(str(db.rows(f"SELECT count(*) FROM {table}")[0][0])) for table in TABLES}  # ruff: ignore[hardcoded-sql-expression]
    db.close()
    return found


def refused(desk: Desk, import_id: int, who: Actor | None = None) -> str:
    before = counts(desk)
    with pytest.raises(Refused) as caught:
        desk.office.importing.undo(who or desk.actor, import_id)
    assert counts(desk) == before
    return caught.value.rule


def test_an_import_goes_whole_and_can_come_again(full: Desk) -> None:
    import_id = imported(full)
    filled = counts(full)
    assert min(filled.values()) > 0
    full.office.importing.undo(full.actor, import_id)
    assert set(counts(full).values()) == {0}
    verdict = full.office.journal.verify(full.actor)
    assert verdict.broken is None
    (batch,) = full.office.importing.imports(full.actor)
    assert (batch.id, batch.login, batch.counts["payments"], batch.undone_at) == (
        import_id,
        "olha",
        2,
        "2026-11-20T12:00:00Z",
    )
    assert full.plan().problems == ()
    imported(full)
    assert counts(full) == filled


def test_what_stood_before_stays(full: Desk) -> None:
    firm = Firm(full.office).person("Ivan", "9").client("X", found_by="Ivan").contract("1", signed="2024-01-05")
    firm.invoice("A-1").payment("P-1")
    before = counts(full)
    full.office.importing.undo(full.actor, imported(full))
    assert counts(full) == before
    assert full.office.contracts.get(full.actor, firm.contracts["1"]).order_number == 1


def test_order_numbers_are_counted_anew(desk: Desk) -> None:
    firm = Firm(desk.office).client("O").contract("late", "O", signed="2024-05-01")
    desk.file("contracts.csv", "no,client,on,net", "early,O,2024-03-10,100.00")
    desk.mapping(
        '[[table]]\nkind = "contracts"\nfile = "contracts.csv"\n'
        'columns = { number = "no", client = "client", signed_on = "on", net = "net" }\n'
    )
    import_id = imported(desk)
    assert desk.office.contracts.get(desk.actor, firm.contracts["late"]).order_number == 2
    desk.office.importing.undo(desk.actor, import_id)
    assert desk.office.contracts.get(desk.actor, firm.contracts["late"]).order_number == 1


def test_an_import_is_taken_back_once(full: Desk) -> None:
    import_id = imported(full)
    once = OperationId("once")
    done = full.office.importing.undo(full.actor, import_id, once)
    assert full.office.importing.undo(full.actor, import_id, once) == done, (
        "a repeat of the same operation does no harm"
    )
    assert refused(full, import_id) == "import_undone"
    with pytest.raises(NotFound):
        full.office.importing.undo(full.actor, 77)


# what stands in the way


@pytest.mark.parametrize("state", ["submit", "closed"])
def test_not_when_a_row_stands_in_a_month_whose_pay_is_fixed(full: Desk, state: str) -> None:
    import_id = imported(full)
    firm, payroll = Firm(full.office), full.office.payroll
    close(firm, Month(2024, 1), Month(2024, 2))
    assert payroll.open_month(full.actor) == Month(2024, 3)
    payroll.compute(full.actor, Month(2024, 3))
    if state == "submit":
        payroll.submit(full.actor, Month(2024, 3))
    else:
        close(firm, Month(2024, 3))
    assert refused(full, import_id) == "import_in_closed_month"


def test_a_row_that_came_late_into_a_closed_month_stays_too(full: Desk) -> None:
    close(Firm(full.office), Month(2024, 1), Month(2024, 2), Month(2024, 3))
    assert refused(full, imported(full)) == "import_in_closed_month"


def test_a_closed_month_before_it_does_no_harm(full: Desk) -> None:
    import_id = imported(full)
    close(Firm(full.office), Month(2024, 1), Month(2024, 2))
    full.office.importing.undo(full.actor, import_id)
    assert counts(full)["payment"] == 0


def test_not_when_something_entered_later_hangs_on_it(full: Desk) -> None:
    import_id = imported(full)
    firm = Firm(full.office)
    firm.clients["S"] = full.office.clients.ids(full.actor)["S"]
    firm.contract("mine", "S", signed="2024-06-01")
    assert refused(full, import_id) == "import_in_use"


def test_not_when_money_was_allocated_since(full: Desk) -> None:
    import_id = imported(full)
    office, actor = full.office, full.actor
    firm = Firm(office)
    firm.clients["V"] = office.clients.ids(actor)["V"]
    firm.advance("adv", "V", "2024-06-01", "30.00")
    bill = office.invoices.ids(actor)["i8"]
    office.payments.allocate(actor, firm.payments["adv"], (NewAllocation(bill, 3_000),))
    assert refused(full, import_id) == "import_in_use"


def test_not_when_a_row_was_changed_since(full: Desk) -> None:
    import_id = imported(full)
    person = full.office.staff.list(full.actor)[0]
    full.office.staff.leave(full.actor, person.id, person.version, date(2026, 1, 1))
    assert refused(full, import_id) == "undo_changed"


def test_journal_undo_sends_to_the_import(full: Desk) -> None:
    plan = full.plan()
    done = full.office.importing.run(full.actor, plan)
    with pytest.raises(Refused) as caught:
        full.office.journal.undo(full.actor, done.operation_id)
    assert caught.value.rule == "undo_import"


def test_who_may_not_edit_what_came_may_not_take_it_back(full: Desk) -> None:
    import_id = imported(full)
    with pytest.raises(Denied):
        full.office.importing.undo(actor(Role.STAFF), import_id)
    with pytest.raises(Denied) as caught:
        full.office.importing.undo(actor(Role.ACCOUNTANT), import_id)
    assert str(caught.value.values["permission"]).startswith("edit_")


# the database's own word


def test_money_goes_with_its_import_only(full: Desk) -> None:
    import_id = imported(full)
    plain = connect(full.office.path)
    for table in ("refund", "allocation", "payment"):
        with pytest.raises(driver().Error, match="append_only"):
            plain.execute(f"DELETE FROM {table}")  # ruff: ignore[hardcoded-sql-expression]
    with pytest.raises(driver().Error, match="append_only"):
        plain.execute("UPDATE import_batch SET counts = '{}'")
    with pytest.raises(driver().Error, match="append_only"):
        plain.execute("DELETE FROM import_batch")
    full.office.importing.undo(full.actor, import_id)
    with pytest.raises(driver().Error, match="append_only"):
        plain.execute("UPDATE import_batch SET undone_at = NULL")
    plain.close()


def test_no_plain_connection_marks_an_import_of_a_closed_month(full: Desk) -> None:
    imported(full)
    close(Firm(full.office), Month(2024, 1), Month(2024, 2), Month(2024, 3))
    plain = connect(full.office.path)
    with pytest.raises(driver().Error, match="import_in_closed_month"):
        plain.execute("UPDATE import_batch SET undone_at = '2026-11-20T12:00:00Z'")
    plain.close()


# the copy before


def before(office: Office) -> tuple[Path, ...]:
    return copies_of(office.path, Occasion.BEFORE_IMPORT)


def test_the_file_is_copied_as_it_was_before(full: Desk, clock: FrozenClock) -> None:
    imported(full)
    (copy,) = before(full.office)
    with Office.open(copy, clock) as old:
        assert old.clients.list(full.actor) == ()


def test_an_import_that_adds_nothing_or_fails_copies_nothing(full: Desk) -> None:
    imported(full)
    full.run()
    assert len(before(full.office)) == 1
    full.file("staff.csv", "no,name", "1,Somebody else")
    with pytest.raises(Invalid):
        full.office.importing.run(full.actor, full.plan())
    assert len(before(full.office)) == 1


def test_a_repeat_of_an_import_copies_nothing(full: Desk) -> None:
    plan, once = full.plan(), OperationId("once")
    first = full.office.importing.run(full.actor, plan, once)
    assert full.office.importing.run(full.actor, plan, once) == first
    assert len(before(full.office)) == 1


def test_without_a_copy_nothing_is_imported(full: Desk) -> None:
    full.office.backup.folder.write_text("a file where the folder should be")
    with pytest.raises(UnreachableFile):
        full.office.importing.run(full.actor, full.plan())
    assert set(counts(full).values()) == {0}
