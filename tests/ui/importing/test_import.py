"""The office's own tables brought into the books in the window, without a mapping file and with one, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6

from app.access.model import NewUser
from app.bootstrap import Office
from app.kernel.actor import Role
from app.paths import resource
from app.staff.model import NewPerson
from tests.support.admin_pages import administration
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.import_pages import ImportScreen, write_workbook
from tests.support.pages import Desk, click, wait_until
from tests.support.real_books import needs
from ui.kit.dialog import QuestionDialog

CLIENTS = [["Код", "Назва клієнта", "Країна"], ["AA", "Айстра", "UA"], ["BB", "Бузок", "UA"]]
ORDERS = [
    ["Договори 2026"],
    ["№ договору", "Клієнт", "Дата підписання", "Сума без ПДВ", "Продав", "Стан"],
    ["Д-1", "AA", "12.01.2026", "1 200,50", "", "в роботі"],
    ["Д-2", "BB", "13.01.2026", "800,00", "", "на паузі"],
    ["Разом", "", "", "2 000,50", "", ""],
]


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A file with nothing in it."""
    return office_file(tmp_path / "company.premia")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """What the office has."""
    return write_workbook(tmp_path / "облік.xlsx", {"Клієнти": CLIENTS, "Договори": ORDERS})


@pytest.fixture
def screen(open_company: Callable[..., Desk]) -> Iterator[ImportScreen]:
    """The part; whatever stands on its desk at the end is thrown away, so that the window closes."""
    screen = ImportScreen(open_company(threads=True))
    yield screen
    if shiboken6.isValid(screen.page):
        screen.page.close_desk()


def standing(company: Path, clock: FrozenClock) -> tuple[list[str], list[str]]:
    """Codes of clients and numbers of contracts in the file."""
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        clients = sorted(one.code for one in office.clients.list(director))
        return clients, sorted(one.number for one in office.contracts.list(director))


def test_a_workbook_of_the_office_comes_in_without_a_mapping(
    screen: ImportScreen, book: Path, company: Path, clock: FrozenClock
) -> None:
    screen.begin(book)
    assert screen.files == ["облік.xlsx/Клієнти: Clients", "облік.xlsx/Договори: Contracts"]
    screen.go_on()
    assert screen.columns == {"Код": "Client code *", "Назва клієнта": "Name of the client *", "Країна": "Country"}
    screen.go_on()
    assert screen.lacks == "Say what «на паузі» means in the column of «Status»."
    assert screen.columns["Сума без ПДВ"] == "Amount without VAT"
    screen.settle("на паузі", "In force")
    assert not screen.lacks
    screen.go_on()
    assert screen.counts == {"Clients": ("2", "—"), "Contracts": ("2", "—")}
    assert screen.problems == []
    screen.go_on()
    assert not screen.at_the_desk()
    assert screen.message.startswith("Imported. New in the books: Clients: 2 · Contracts: 2.")
    assert standing(company, clock) == (["AA", "BB"], ["Д-1", "Д-2"])
    wait_until(lambda: screen.records.table.column("What came in") == ["Clients: 2 · Contracts: 2"])
    assert screen.records.table.column("State") == ["in the books"]


def test_an_import_is_taken_back_whole(screen: ImportScreen, tmp_path: Path, company: Path, clock: FrozenClock) -> None:
    screen.begin(write_workbook(tmp_path / "a.xlsx", {"Клієнти": CLIENTS}))
    screen.go_on()
    screen.go_on()
    screen.go_on()
    wait_until(lambda: screen.records.table.column("State") == ["in the books"])
    screen.records.table.pick(0)
    screen.take_back()
    wait_until(lambda: screen.records.table.column("State") == ["taken back"])
    assert screen.message == "The import was taken back."
    assert standing(company, clock) == ([], [])


def test_an_import_on_which_something_hangs_stays_and_says_why(
    screen: ImportScreen, tmp_path: Path, company: Path, clock: FrozenClock
) -> None:
    screen.begin(write_workbook(tmp_path / "a.xlsx", {"Клієнти": CLIENTS}))
    for _ in range(3):
        screen.go_on()
    orders = [ORDERS[1], ["Д-1", "AA", "12.01.2026", "1 200,50", "", "в роботі"]]
    screen.begin(write_workbook(tmp_path / "b.xlsx", {"Договори": orders}))
    for _ in range(3):
        screen.go_on()
    wait_until(lambda: len(screen.records.table.column("State")) == 2)
    screen.records.table.pick(1)
    screen.take_back()
    wait_until(lambda: bool(screen.message) and "Imported" not in screen.message)
    assert screen.records.table.column("State") == ["in the books", "in the books"]
    assert standing(company, clock) == (["AA", "BB"], ["Д-1"])


def test_problems_are_shown_with_their_place_and_nothing_is_imported(
    screen: ImportScreen, tmp_path: Path, company: Path, clock: FrozenClock
) -> None:
    clients, orders = tmp_path / "clients.csv", tmp_path / "orders.csv"
    clients.write_text("Code,Client\nA,Orion\n,Nobody\n", encoding="utf-8")
    orders.write_text(
        "Contract,Client,Signed,Net\n1,A,2026-01-01,5\n2,X,2026-13-01,5\n3,A,2026-01-01,5\n", encoding="utf-8"
    )
    screen.begin(clients, orders)
    screen.open("Check and import")
    assert [problem[:3] for problem in screen.problems] == [
        ("clients.csv", "3", "A Code"), ("orders.csv", "3", "C Signed"),
    ]  # fmt: skip
    assert not screen.can_go_on
    screen.check.bar.tabs.setCurrentIndex(2)
    assert [problem[0] for problem in screen.problems] == ["orders.csv"]
    out = tmp_path / "problems.csv"
    screen.check.files.open_file = str
    screen.check.files.export_to(out)
    wait_until(out.is_file)
    assert "2026-13-01" in out.read_text(encoding="utf-8-sig")
    assert standing(company, clock) == ([], [])
    screen.check.problems.activated_row.emit(screen.check.problems.current())
    assert screen.table.kind.currentText() == "Contracts"


def test_a_word_that_stands_far_below_is_asked_for_after_the_check(screen: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = [f"{n},A,2026-01-01,5,active" for n in range(300)]
    path.write_text("\n".join(["Contract,Client,Signed,Net,State", *rows, "x,A,2026-01-01,5,frozen"]), encoding="utf-8")
    clients = tmp_path / "clients.csv"
    clients.write_text("Code,Client\nA,Orion\n", encoding="utf-8")
    screen.begin(path, clients)
    screen.open("Check and import")
    ((_, row, column, said),) = screen.problems
    assert (row, column) == ("302", "E State")
    assert said == "Nobody said what «frozen» means. Go to the step «orders.csv» and say it."
    screen.open("orders.csv")
    screen.settle("frozen", "In force")
    screen.open("Check and import")
    assert screen.counts["Contracts"] == ("301", "—")


def test_whatever_was_proposed_can_be_corrected(screen: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("x,y,z\nNr,Who,Colour\n1,Anna,red\n2,Ivo,blue\n", encoding="utf-8")
    screen.begin(path)
    assert screen.steps[1] == ("list.csv", "not imported")
    screen.go_on()
    assert screen.table.preview is None
    screen.choose_kind("Staff")
    screen.choose_header(2)
    assert screen.lacks.startswith("Still missing: «Name of the person».")
    screen.choose_column("Who", "Name of the person *")
    assert (screen.lacks, screen.columns) == (
        "",
        {"Nr": "Staff no. *", "Who": "Name of the person *", "Colour": "not taken"},
    )
    screen.choose_column("Nr", "not taken")
    assert screen.lacks.startswith("Still missing: «Staff no.».")
    screen.choose_column("Nr", "Staff no. *")
    screen.go_on()
    assert screen.counts == {"Staff": ("2", "—")}


def test_a_second_kind_of_rows_is_taken_from_one_sheet(screen: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("No,Name,Paid from,Salary\n1,Anna,2026-01-01,1800.00\n", encoding="utf-8")
    screen.begin(path)
    screen.go_on()
    click(screen.table.again)
    screen.choose_kind("Pay of people")
    assert screen.lacks.startswith("Still missing: «Engagement».")
    screen.settle("Engagement, in every row", "Employee")
    assert not screen.lacks
    screen.go_on()
    assert screen.counts == {"Staff": ("1", "—"), "Pay of people": ("1", "—")}


def test_a_mapping_is_saved_and_used_the_next_time(
    screen: ImportScreen, book: Path, company: Path, clock: FrozenClock
) -> None:
    screen.begin(book)
    screen.open("облік.xlsx/Договори")
    screen.settle("на паузі", "In force")
    assert screen.unsaved()
    screen.open("Check and import")
    saved = book.with_name("наша.toml")
    screen.desk.save_to(saved)
    assert str(saved) in screen.message
    assert not screen.unsaved()
    click(screen.desk.wizard.leave)
    assert not screen.at_the_desk()
    screen.begin_by_mapping(saved)
    assert screen.counts == {"Clients": ("2", "—"), "Contracts": ("2", "—")}
    screen.go_on()
    assert standing(company, clock) == (["AA", "BB"], ["Д-1", "Д-2"])
    screen.begin_by_mapping(saved)
    assert screen.counts == {"Clients": ("—", "2"), "Contracts": ("—", "2")}
    screen.go_on()
    assert screen.message == "Everything stood in the books already: nothing was changed."


def test_mistakes_in_a_mapping_file_are_shown_by_their_path(screen: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        'premia_import = 1\n[[table]]\nkind = "staff"\nfile = "a.csv"\ncolumns = { name = "N" }\n', encoding="utf-8"
    )
    screen.begin_by_mapping(path)
    ((file, row, column, said),) = screen.problems
    assert (file, row, column) == ("wrong.toml", "—", "table[0].columns")
    assert "staff_no" in said or "Staff no." in said
    path.write_text((resource("templates", "first-firm", "mapping.toml")).read_text(encoding="utf-8"), encoding="utf-8")
    click(screen.check.again)
    screen.wait()
    assert {problem[0] for problem in screen.problems} >= {"staff.csv", "clients.csv"}, "they do not lie beside it"


def test_leaving_asks_while_columns_are_chosen(screen: ImportScreen, book: Path) -> None:
    screen.begin(book)
    click(screen.desk.wizard.leave)
    screen.window.dialog(QuestionDialog).reject()
    assert screen.at_the_desk()
    click(screen.desk.wizard.leave)
    screen.admin.agree()
    assert not screen.at_the_desk()
    assert screen.admin.deed == "Import tables…"


def test_another_language_keeps_what_was_chosen(screen: ImportScreen, book: Path) -> None:
    screen.begin(book)
    screen.open("облік.xlsx/Договори")
    screen.settle("на паузі", "In force")
    screen.window.speak("uk")
    again = ImportScreen(screen.window, "Імпорт")
    assert again.table.kind.currentText() == "Договори"
    assert not again.lacks
    again.page.close_desk()


def test_a_cancelled_check_says_that_nothing_was_changed(screen: ImportScreen, book: Path) -> None:
    screen.begin(book)
    screen.open("облік.xlsx/Договори")
    screen.settle("на паузі", "In force")
    screen.desk.go_to(screen.desk.last)
    screen.desk.cancel()
    screen.wait()
    if screen.desk.work.plan is None:  # it was quicker than the hand now and then
        assert screen.message == "Cancelled. Nothing was changed."
        click(screen.check.again)
        screen.wait()
    assert screen.counts["Contracts"] == ("2", "—")


@pytest.mark.real_books
def test_files_that_cannot_be_read_are_told_and_lose_nothing(screen: ImportScreen, book: Path) -> None:
    hostile = needs("spreadsheets") / "hostile"
    screen.begin(book)
    screen.desk.add_tables([hostile / "encrypted_password.xlsx", hostile / "xml_bomb_lol9.xlsx"])
    screen.wait()
    assert len(screen.files) == 4
    assert "asks for a password" in screen.files[2]
    assert screen.files[3].endswith("Open it in a spreadsheet program and save it anew.")


@pytest.mark.real_books
def test_real_books_come_in_by_what_is_proposed(screen: ImportScreen) -> None:
    folder = needs("northwind")
    screen.begin(*(folder / f"{name}.csv" for name in ("staff", "clients", "contracts")))
    screen.open("contracts.csv")
    assert not screen.lacks
    screen.open("Check and import")
    assert screen.problems == []
    assert screen.counts == {"Staff": ("9", "—"), "Clients": ("91", "—"), "Contracts": ("830", "—")}
    screen.go_on()
    assert "Contracts: 830" in screen.message


@pytest.mark.parametrize(("role", "may"), [(Role.OFFICE_MANAGER, True), (Role.ACCOUNTANT, True), (Role.STAFF, False)])
def test_only_who_may_import_has_the_part(
    role: Role, may: bool, company: Path, clock: FrozenClock, open_company: Callable[..., Desk]
) -> None:
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.access.set_password(director, director.user_id, "correct horse 1")
        person = office.staff.add(director, NewPerson("1", "Olena")).value
        office.access.add_user(director, NewUser(role.value, role, "correct horse 2", person))
    desk = open_company(threads=True)
    desk.sign_in(role.value, "correct horse 2")
    wait_until(lambda: desk.window.workspace is not None)
    assert ("Import" in administration(desk).parts) is may


@pytest.mark.parametrize("rows", [20_000])
def test_the_first_look_at_a_large_table_keeps_only_its_first_rows(
    screen: ImportScreen, tmp_path: Path, rows: int
) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("Code,Client\n" + "".join(f"C{n},Client {n}\n" for n in range(rows)), encoding="utf-8")
    screen.begin(path)
    assert len(screen.desk.work.drafts[0].rows) == 200
    screen.open("Check and import")
    assert screen.counts == {"Clients": (f"{rows:,}", "—")}
