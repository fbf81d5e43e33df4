"""An office in memory for tests of the window: rows made up here, no file behind them.

It stands in where a test is about the window alone; every page also has a test over a real file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from app.access.grants import GRANTS
from app.calc.facts import Function
from app.clients.model import Client
from app.contracts.holding import Held
from app.kernel.actor import Actor, Role
from app.kernel.errors import SignInFailed
from app.kernel.ids import natural_key
from app.kernel.period import Month
from app.overview.model import ClientRow, ContractRow, Figures, InvoiceRow, PaymentRow, StaffRow
from app.overview.overdue import Board
from app.overview.search import Hit
from app.overview.to_do import Duty, Home, HomeFigures, MonthSums, ToDo
from app.settings.model import Firm
from app.staff.model import Person

FIRM = Firm(
    1, "Калина Консалтинг", "UAH", Month(2024, 1), "en", "ТОВ «Калина Консалтинг»", "12345678", True, *("",) * 6
)
CLIENTS = (
    "ТОВ «Північний вітер»",
    "Acme Logistics Ltd",
    "ФОП Ґалаґан Є. І.",
    "ООО «Съёмка и Монтаж»",
    "Blue Harbor GmbH",
    "ПрАТ «Їжак і партнери»",
    "Nordlicht Systems AB",
    "ТОВ «Дніпро-Тех»",
)
PEOPLE = ("Олена Щербак", "Ivan Petrov", "Marta Nowak", "Юлія Ґудзь", "Алексей Ёлкин")
_STATES = ("paid", "sent", "partial", "overdue", "draft", "paid", "paid")
_DAY = date(2026, 11, 18)
SECRET = "correct horse"


def _currency(at: int) -> str:
    return ("UAH", "UAH", "EUR", "USD")[at % 4]


def client_rows() -> tuple[ClientRow, ...]:
    return tuple(
        ClientRow(
            at + 1,
            f"C{at + 1:03d}",
            name,
            "Вітер" if at == 0 else "",
            "UA",
            PEOPLE[at % 5],
            0 if at == 6 else at % 4 + 1,
            None if at == 6 else _DAY - timedelta(days=at * 19),
            1_250_000_00 - at * 111_111_11,
            1_000_000_00 - at * 111_111_11,
            250_000_00 if at % 3 == 0 else 0,
            "UAH",
        )
        for at, name in enumerate(CLIENTS)
    )


def contract_rows(count: int = 40) -> tuple[ContractRow, ...]:
    return tuple(
        ContractRow(
            at + 1,
            f"2026/{at + 1}",
            natural_key(f"2026/{at + 1}"),
            CLIENTS[at % 8],
            _DAY - timedelta(days=at * 7),
            100_000_00 + at * 1_234_56,
            200_000,
            _currency(at),
            "complex" if at % 3 == 0 else "standard",
            at % 4 + 1,
            "2026/1" if at % 11 == 10 else "",
            PEOPLE[at % 5],
            PEOPLE[(at + 1) % 5],
            PEOPLE[(at + 2) % 5],
            60_000_00,
            50_000_00,
            ("active", "completed", "active", "cancelled")[at % 4],
        )
        for at in range(count)
    )


def invoice_rows(count: int = 240) -> tuple[InvoiceRow, ...]:
    rows = []
    for at in range(count):
        state = _STATES[at % 7]
        issued = _DAY - timedelta(days=at % 290)
        gross = 80_000_00 + (at * 7_919_13) % 9_000_000_00
        received = {"paid": gross, "partial": gross * 4 // 10}.get(state, 0)
        number = f"INV-2026-{1239 - at}"
        rows.append(
            InvoiceRow(
                at + 1,
                number,
                natural_key(number),
                CLIENTS[at % 8],
                f"2026/{at % 40 + 1}",
                issued,
                issued + timedelta(days=14),
                gross,
                received,
                0,
                _currency(at),
                state,
                9 if state == "overdue" else 0,
            )
        )
    return tuple(rows)


def payment_rows(count: int = 60) -> tuple[PaymentRow, ...]:
    return tuple(
        PaymentRow(
            at + 1,
            f"P-{at + 1}",
            natural_key(f"P-{at + 1}"),
            CLIENTS[at % 8],
            _DAY - timedelta(days=at * 3),
            _DAY - timedelta(days=at * 3 - 1),
            50_000_00 + at * 999_99,
            0 if at % 9 == 8 else 50_000_00 + at * 999_99,
            _currency(at),
            "" if at % 9 == 8 else f"INV-2026-{1239 - at}",
            "advance" if at % 9 == 8 else "allocated",
        )
        for at in range(count)
    )


def staff_rows() -> tuple[StaffRow, ...]:
    return tuple(
        StaffRow(
            at + 1,
            str(at + 1),
            natural_key(str(at + 1)),
            name,
            ("Sales manager", "Project manager")[at % 2],
            f"person{at + 1}@example.com",
            date(2023, 1 + at, 9),
            date(2026, 5, 31) if at == 2 else None,
            at * 3,
            12 - at * 2,
        )
        for at, name in enumerate(PEOPLE)
    )


def home_of(*, empty: bool = False) -> Home:
    """Late invoices and a draft to send, one task; or nothing at all."""
    october, november = Month(2026, 10), Month(2026, 11)
    figures = HomeFigures(
        MonthSums(november, 4_218_300_00, 3_104_950_00), MonthSums(october, 4_000_000_00, 0), 286_400_00, 19, None
    )
    if empty:
        return Home(figures, (), (), 0)
    chores = (
        ToDo("drafts", Role.OFFICE_MANAGER, 3, 120_000_00),
        ToDo("to_call", Role.OFFICE_MANAGER, 19, 286_400_00),
    )
    duty = Duty(1, 1, 2, CLIENTS[1], "need", PEOPLE[0], date(2026, 11, 20), "")
    return Home(figures, chores, (duty,), 1)


class StandInOverview:
    """The read-only tables."""

    def __init__(self, *, empty: bool = False, invoices: int = 240) -> None:
        self.empty = empty
        self.invoice_count = invoices
        self.first_asked = 0
        self.asked = 0
        self.asked_home = 0

    def home(self, _actor: Actor, _today: date | None = None, _duties_most: int = 6) -> Home:
        self.asked_home += 1
        return home_of(empty=self.empty)

    def search(self, _actor: Actor, typed: str) -> tuple[Hit, ...]:
        return tuple(
            Hit("client", at + 1, name, f"C{at + 1:03d}", 2)
            for at, name in enumerate(CLIENTS)
            if typed.casefold() in name.casefold()
        )

    def overdue(self, _actor: Actor, _today: date | None = None) -> Board:
        return Board((), ())

    def clients(self, _actor: Actor, _today: date | None = None) -> tuple[ClientRow, ...]:
        return () if self.empty else client_rows()

    def contracts(self, _actor: Actor) -> tuple[ContractRow, ...]:
        return () if self.empty else contract_rows()

    def contracts_of(self, _actor: Actor, client_id: int) -> tuple[ContractRow, ...]:
        return tuple(row for row in contract_rows()[:8] if row.client == CLIENTS[client_id - 1])

    def invoices(self, _actor: Actor, _today: date | None = None) -> tuple[InvoiceRow, ...]:
        self.asked += 1
        return () if self.empty else invoice_rows(self.invoice_count)

    def newest_contracts(self, actor: Actor, most: int) -> tuple[ContractRow, ...]:
        return self.contracts(actor)[:most]

    def newest_invoices(self, actor: Actor, most: int, _today: date | None = None) -> tuple[InvoiceRow, ...]:
        self.asked -= 1  # the first rows are no load of their own
        self.first_asked += 1
        return self.invoices(actor)[:most]

    def first_clients(self, actor: Actor, most: int, _today: date | None = None) -> tuple[ClientRow, ...]:
        return self.clients(actor)[:most]

    def newest_payments(self, actor: Actor, most: int) -> tuple[PaymentRow, ...]:
        return self.payments(actor)[:most]

    def payments(self, _actor: Actor) -> tuple[PaymentRow, ...]:
        return () if self.empty else payment_rows()

    def staff(self, _actor: Actor) -> tuple[StaffRow, ...]:
        return () if self.empty else staff_rows()

    def holdings(self, _actor: Actor, _person_id: int, _today: date | None = None) -> tuple[()]:
        return ()

    def figures(self, _actor: Actor, month: Month, _today: date | None = None) -> Figures:
        return Figures(4_218_300_00 - month.month, 3_104_950_00, 286_400_00, 19, 4, 7)


class StandInAccess:
    """Signing in."""

    def __init__(self, actor: Actor, *, alone: bool) -> None:
        self._actor = actor
        self._alone = alone

    def sole_user(self) -> Actor | None:
        return self._actor if self._alone else None

    def sign_in(self, login: str, password: str) -> Actor:
        if (login, password) != (self._actor.login, SECRET):
            raise SignInFailed
        return self._actor


class StandInSettings:
    """The firm."""

    def firm(self, _actor: Actor) -> Firm:
        return FIRM

    def vat_modes(self, _actor: Actor) -> tuple[()]:
        return ()

    def rates(self, _actor: Actor) -> tuple[()]:
        return ()

    def calendar_days(self, _actor: Actor, _first: date, _last: date) -> tuple[()]:
        return ()


class StandInRelated:
    """What belongs to a client: nothing yet."""

    def get(self, _actor: Actor, client_id: int) -> Client:
        row = next(row for row in client_rows() if row.id == client_id)
        return Client(row.id, 1, row.code, row.name, "", "", row.country, "", "", 0, None, None, (), "", "", "")

    def open(self, _actor: Actor) -> tuple[()]:
        return ()

    def of_client(self, _actor: Actor, _client_id: int) -> tuple[()]:
        return ()

    def contacts(self, _actor: Actor, _client_id: int) -> tuple[()]:
        return ()

    def list(self, _actor: Actor) -> tuple[()]:
        return ()

    def holders(self, _actor: Actor, _client_id: int) -> dict[Function, tuple[Held, ...]]:
        return {}


class StandInStaff:
    """People, who have nothing and are paid nothing."""

    def get(self, _actor: Actor, person_id: int) -> Person:
        return next(person for person in self.list(_actor) if person.id == person_id)

    def list(self, _actor: Actor) -> tuple[Person, ...]:
        return tuple(
            Person(row.id, 1, row.staff_no, row.name, row.position, row.email, row.hired_on, row.left_on)
            for row in staff_rows()
        )


class StandInPay:
    """Pay and schemes: nothing is set."""

    def pay_terms(self, _actor: Actor, _person_id: int) -> tuple[()]:
        return ()

    def days_worked(self, _actor: Actor, _person_id: int) -> tuple[()]:
        return ()

    def opening_balances(self, _actor: Actor) -> tuple[()]:
        return ()

    def closed_through(self, _actor: Actor) -> Month | None:
        return None

    def schemes(self, _actor: Actor) -> tuple[()]:
        return ()

    def assignments(self, _actor: Actor) -> tuple[()]:
        return ()

    def quotas(self, _actor: Actor) -> tuple[()]:
        return ()


class StandInSchemeDrafts:
    """No scheme is being made."""

    def list(self, _actor: Actor) -> tuple[()]:
        return ()


class StandInDrafts:
    """Nothing was left half typed."""

    def drafts(self, _actor: Actor) -> tuple[()]:
        return ()


class StandInOffice:
    """What the window asks of an open file."""

    def __init__(
        self, role: Role = Role.DIRECTOR, *, alone: bool = True, empty: bool = False, invoices: int = 240
    ) -> None:
        self.overview = StandInOverview(empty=empty, invoices=invoices)
        self.access = StandInAccess(Actor(1, "olha", role, GRANTS[role]), alone=alone)
        self.settings = StandInSettings()
        self.drafts, self.scheme_drafts = StandInDrafts(), StandInSchemeDrafts()
        self.clients = self.client_groups = self.contracts = self.tasks = StandInRelated()
        self.staff, self.pay_terms = StandInStaff(), StandInPay()
        self.motivation = self.pay_terms
        self.closed = False
        self.backup = self
        self.warmed = False
        self.writes = 1

    def heed(self, guard: Callable[[Actor], None]) -> None:
        self.guard = guard

    def close(self) -> None:
        self.closed = True

    def warm(self) -> None:
        self.warmed = True

    def check_file(self, _actor: Actor) -> tuple[str, ...]:
        return ()

    def auto_back_up(self, _actor: Actor, *, once_a_day: bool) -> None:
        assert once_a_day

    def data_version(self) -> int:
        return self.writes
