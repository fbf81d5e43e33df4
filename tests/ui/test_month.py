"""The month of a new firm, by the user's verbs: from the first screen to the closed payroll and its workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.bootstrap import Office
from app.calc.facts import Function
from app.kernel.actor import Actor
from tests.support.clock import FrozenClock
from tests.support.form_pages import FormScreen, OpenForm, clients, front, orders, pick, plain, staff
from tests.support.home_pages import BoardScreen, HomeScreen
from tests.support.pages import Desk, agree_to, wait_until
from tests.support.papers import pages_of, squeezed
from tests.support.schemes import simple_file
from tests.support.settings_pages import FirstStart
from tests.ui.conftest import OpenDesk
from ui.contracts.matrix import MatrixInput
from ui.invoices.parts import ALL, InvoicesPage
from ui.kit.entry_dialog import EntryDialog
from ui.printing.deeds import PaperDeeds


class Month:
    """The steps of the month, each as its page offers it."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.file = file

    def hire(self, number: str, name: str, salary: str) -> None:
        """A person with the pay of the month."""
        page = staff(self.desk)
        form = page.new().fill(staff_no="", name=name, hired_on="01.11.2026")
        wrong(form, staff_no="Enter a number.")
        form.fill(staff_no=number).save()
        assert page.headline == name
        page.do("Set the pay from a day on")
        pay = page.dialog().fill(valid_from="01.11.2026", salary="much")
        wrong(pay, salary="«much» is no amount. Write it like 1 234,56.")
        pay.fill(salary=salary).save()

    def put_on_scheme(self, name: str) -> None:
        """The finder's 10 % of what comes in."""
        with Office.open(self.file) as office:
            office.motivation.add_scheme(director(office), simple_file(valid_from="2026-11-01"))
        page = staff(self.desk)
        page.choose(name)
        page.do("Let a scheme pay")
        form = page.dialog().fill(valid_from="01.13.2026")
        form.save()
        assert "valid_from" in form.wrong
        form.fill(scheme_id="The finder", valid_from="01.11.2026").save()
        assert len(page.lists["Motivation schemes"]) == 1

    def win(self, name: str, found_by: str) -> None:
        """A client."""
        page = clients(self.desk)
        form = page.new().fill(found_by="Nobody")
        form.save()
        assert set(form.wrong) == {"name", "found_by"}
        form.fill(name=name, found_by=found_by).save()
        assert page.headline == name

    def sign(self, number: str, client: str, net: str, **people: str) -> FormScreen:
        """A contract with who does what."""
        page = orders(self.desk, "contracts")
        form = page.new().fill(number=number, client_id=client, amount="-1", signed_on="02.11.2026")
        wrong(form, amount="The amount cannot be negative.")
        form.fill(amount=net, with_vat="")
        matrix = form.sheet.form.input("roles")
        assert isinstance(matrix, MatrixInput)
        for function, name in people.items():
            pick(matrix.people(Function(function))[0][0], name)
        form.save()
        assert page.headline == number
        return page

    def invoice(self, contracts: FormScreen, number: str, **typed: str) -> FormScreen:
        """An invoice of the selected contract."""
        contracts.do("New invoice…")
        page = FormScreen(front(self.desk), self.desk)
        form = page.dialog().fill(number=number, issued_on="03.11.2026", due_on="01.11.2026")
        form.save()
        assert set(form.wrong) == {"due_on"}
        form.fill(due_on="10.11.2026", **typed).save()
        assert page.headline == number
        return page


def wrong(form: OpenForm, **sentences: str) -> None:
    """Saving says this, and keeps what was typed."""
    before = form.texts
    form.save()
    assert form.wrong == sentences
    assert form.texts == before


def director(office: Office) -> Actor:
    sole = office.access.sole_user()
    assert sole is not None
    return sole


@pytest.fixture
def begin(open_desk: OpenDesk, tmp_path: Path, clock: FrozenClock) -> Callable[[], Month]:
    """A firm from the first screen: VAT payer, books from November 2026."""

    def make() -> Month:
        file = tmp_path / "meridian.premia"
        start = FirstStart(open_desk(lambda: Office.open(file, clock)))
        start.create()
        assert {"name", "mode"} <= set(start.wrong)
        start.fill(name="Meridian", legal_name="Meridian LLC", mode="VAT payer", file=str(file))
        start.fill(rate_ppm="20", books_from="November 2026")
        start.created()
        return Month(start.desk, file)

    return make


def test_the_month_from_the_first_screen_to_the_workbook(begin: Callable[[], Month], tmp_path: Path) -> None:
    month = begin()
    desk = month.desk
    month.hire("01", "Olena", "20 000")
    month.hire("02", "Petro", "30 000")
    month.put_on_scheme("Olena")
    month.win("Orion", "Olena")
    contracts = month.sign("7", "Orion", "1 000", selling="Olena", delivering="Petro", collecting="Olena")
    contracts.do("New act…")
    contracts.dialog().fill(number="A-1", amount="1 000").save()

    invoices = month.invoice(contracts, "INV-1", status="Sent")
    assert plain(invoices.facts["Amount with VAT"]) == "₴1,200.00"
    paper = tmp_path / "invoice.pdf"
    print_to(invoices, paper)
    assert squeezed("One thousand two hundred") in squeezed("".join(pages_of(paper.read_bytes())))

    payments = orders(desk, "payments")
    form = payments.new().fill(client_id="Orion", number="B-1", received_on="12.11.2026", amount="0")
    wrong(form, amount="The amount must be greater than zero.")
    form.fill(amount="600").save()
    payments.dialog().save()  # onto the only open invoice
    assert payments.facts["For invoices"] == "INV-1"

    remind(desk, "INV-1")
    board_says_tasks(desk)
    credit(desk)
    hand_over(desk)
    settle(desk)
    pay_out(desk, tmp_path / "november.xlsx")


def credit(desk: Desk) -> None:
    """Less is asked for: never more than the invoice."""
    invoices = all_invoices(desk)
    invoices.choose("INV-1")
    invoices.do("Credit note…")
    note = invoices.dialog().fill(number="CN-1", amount="1 300", reason="Too much")
    note.save()
    assert set(note.wrong) == {"amount"}
    note.fill(amount="120").save()
    assert plain(invoices.facts["Credited"]) == "₴120.00"


def hand_over(desk: Desk) -> None:
    """Somebody else collects from now on."""
    page = clients(desk)
    page.choose("Orion")
    page.do("Hand over")
    page.dialog().fill(function="Collecting", person_id="Petro", on_date="20.11.2026", reason="Olena is away").save()
    assert dict(page.related["People by function"])["Collecting the money"].startswith("Petro, handed over 20.11.2026")


def settle(desk: Desk) -> None:
    """The rest is given up, and something goes back."""
    invoices = all_invoices(desk)
    invoices.choose("INV-1")
    invoices.do("Close it short…")
    short = invoices.dialog()
    wrong(short, reason="Enter the reason.")
    short.fill(reason="Agreed by letter").save()

    payments = orders(desk, "payments")
    payments.choose("B-1")
    payments.do("Refund…")
    refund = payments.dialog().fill(amount="600.01", reason="Paid too much")
    refund.save()
    assert set(refund.wrong) == {"amount"}
    refund.fill(amount="60").save()


def all_invoices(desk: Desk) -> FormScreen:
    """The invoices, and not the board of those that are late."""
    orders(desk, "invoices")
    assert isinstance(desk.page, InvoicesPage)
    desk.page.open_part(ALL)
    return FormScreen(front(desk), desk)


def remind(desk: Desk, number: str) -> None:
    """Every outcome that a reminder can have."""
    for outcome, more in (
        ("No answer", {}),
        ("Had forgotten", {}),
        ("Promised", {"promised_on": "25.11.2026"}),
        ("Disputes", {"note": "Says the report is late"}),
        ("Dissatisfied", {"note": "Wants another chart"}),
    ):
        board = BoardScreen(desk)
        board.table.pick(board.table.column("Invoice").index(number))
        board.type("r")
        form = OpenForm(board.form.sheet, desk)
        form.fill(outcome=outcome, person_id="Nobody")
        form.save()
        assert "person_id" in form.wrong
        form.fill(person_id="Olena", **more).save()
        assert form.wrong == {}


def board_says_tasks(desk: Desk) -> None:
    """Who is dissatisfied is the project manager's task."""
    desk.window.open_page("home")
    wait_until(lambda: bool(HomeScreen(desk).tasks))
    said = "The client is dissatisfied: Wants another chart"
    assert ("Orion", said, "Petro") in [task[:3] for task in HomeScreen(desk).tasks]


def print_to(screen: FormScreen, path: Path) -> None:
    """The paper of the selected row as PDF, in English."""
    deeds = screen.page.findChild(PaperDeeds)
    assert deeds is not None
    deeds.open_file = lambda _path: None
    screen.follow("PDF…")
    dialog = screen.desk.dialog(EntryDialog)
    box = dialog.inputs["language"]
    box.setProperty("currentIndex", box.findText("English"))  # type: ignore[union-attr]
    agree_to(dialog)
    where = screen.desk.dialog(QFileDialog)
    where.fileSelected.emit(str(path))
    where.close()
    wait_until(path.is_file)


def pay_out(desk: Desk, workbook: Path) -> None:
    """The month's run to its close, and the workbook."""
    payroll = desk.payroll()
    wait_until(lambda: payroll.page.books is not None)
    payroll.go_on()
    wait_until(lambda: payroll.state == "Draft")
    # 600 with VAT came, 60 went back: 10 % of 450 net beside the salary
    assert dict(zip(payroll.people.column("Name"), payroll.people.column("Gross pay"), strict=True)) == {
        "Olena": "20,045.00",
        "Petro": "30,000.00",
    }
    payroll.go_on()
    for state in ("Approved", "Paid out", "Closed"):
        payroll.go_on()
        payroll.agree()
        assert payroll.state == state
    payroll.page.bar.export.click()
    dialog = desk.dialog(QFileDialog)
    dialog.fileSelected.emit(str(workbook))
    dialog.reject()
    wait_until(workbook.is_file)
    assert workbook.read_bytes().startswith(b"PK")
