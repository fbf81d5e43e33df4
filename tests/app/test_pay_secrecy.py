"""Nobody without the right to see pay meets a pay figure: not in lists, the journal, exports or errors.

Every figure of pay in these books has the digits 7 777 777, and no other figure has them. Whatever anybody may call is
called, and what comes back is searched for those digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from app.__main__ import main
from app.access.model import NewUser
from app.bootstrap import Office
from app.calc.remarks import Severity, remark
from app.calc.scheme import Fixed
from app.contracts.model import NewContract
from app.i18n.words import LANGUAGES, Words
from app.journal.model import Question
from app.kernel.actor import Actor, Permission, Role
from app.kernel.errors import PremiaError
from app.kernel.period import Month
from app.motivation.draft.changing import edited
from app.motivation.draft.records import Source
from app.motivation.model import NewQuota, OpeningMeasure
from app.overview.papers import Period
from app.payroll.model import NewAdjustment
from app.payroll.whys import Document
from app.settings.series import NumberedKind
from app.staff.model import Engagement, OpeningBalance, PayTerms
from app.wording.errors import error_sentence
from tests.support.clock import FrozenClock
from tests.support.database import actor, office_file
from tests.support.doors import Door, doors
from tests.support.firm import Firm
from tests.support.months import pays
from tests.support.schemes import simple_file

DIGITS = "7777777"
FIGURE = 7_777_777
JANUARY, FEBRUARY = Month(2024, 1), Month(2024, 2)
SECRET = "кавун і диня"  # of nobody
_BETWEEN = re.compile(r"[\s\u00a0\u202f.,' ]")

EVERYTHING_ELSE = Actor(9, "watcher", Role.STAFF, frozenset(Permission) - {Permission.SEE_PAY, Permission.EDIT_PAY})
"""Somebody who may do all but see and set pay: more than any role has."""
BLIND = (actor(Role.OFFICE_MANAGER), actor(Role.STAFF, person_id=1), EVERYTHING_ELSE)

MAPPING = """premia_import = 1
[[table]]
kind = "pay_terms"
file = "pay.csv"
columns = { person = "no", valid_from = "from", engagement = "as", salary = "salary" }
"""


def told(text: str) -> bool:
    """Whether a figure of pay stands in a text, however it is written."""
    return DIGITS in _BETWEEN.sub("", text)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January closed, February a draft; salary, bonus, manual line, quota, balance and measure of 7s."""
    folder = tmp_path_factory.mktemp("secrecy")
    path = office_file(folder / "office.premia")
    with Office.open(path, FrozenClock()) as office:
        firm = Firm(office).person("Olena").paid("Olena", "77 777.77", guarantee="77 777.77")
        firm.client("Orion", found_by="Olena").contract("1", net="11 111 111.00", vat=0).invoice("A-1").payment("P-1")
        firm.act("1", "2024-01-31", "11 111.11").credited("A-1", "2024-03-01", "1.00", "1.00")
        pays(firm, "Olena", simple_file("{ percent = 7 }"))
        director = firm.actor
        office.pay_terms.set_opening_balance(director, OpeningBalance(1, -FIGURE, FIGURE, FIGURE))
        office.motivation.set_quota(director, NewQuota(1, date(2024, 1, 1), date(2024, 12, 31), FIGURE))
        office.motivation.set_opening_measure(director, OpeningMeasure("finder", "paid", 1, FIGURE, 3))
        payroll = office.payroll
        payroll.compute(director, JANUARY)
        payroll.adjust(director, JANUARY, NewAdjustment(1, FIGURE, "7 777 777"))
        for step in (payroll.submit, payroll.approve, payroll.pay, payroll.close):
            step(director, JANUARY)
        payroll.compute(director, FEBRUARY)
        drafted = office.scheme_drafts.start(director, Source.IN_FORCE, "finder", "7 777 777").value
        draft = office.scheme_drafts.get(director, drafted).draft
        dearer = edited(draft, "paid", replace(draft.rules[0].rule, rate=Fixed(FIGURE)))
        office.scheme_drafts.save(director, drafted, 1, replace(dearer, people=frozenset({1})))
        office.scheme_drafts.set_limit(director, 77_777)
        office.access.set_password(director, 1, SECRET)
        office.access.add_user(director, NewUser("office", Role.OFFICE_MANAGER, SECRET))
        office.access.add_user(director, NewUser("olena", Role.STAFF, SECRET, person_id=1))
    (folder / "pay.csv").write_text("no,from,as,salary\n1,2024-01-01,employee,1.00\n", encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return path


def values(path: Path, written: Path) -> dict[str, Any]:
    """What the reading use cases are called with: the first of everything."""
    ids = ("client_id", "contract_id", "invoice_id", "payment_id", "person_id", "import_id", "act_id", "note_id")
    return {
        **dict.fromkeys(ids, 1),
        "wanted": Period(1, JANUARY.first, FEBRUARY.last),
        "language": "uk",
        "typed": "o",
        "most": 5,
        "kind": NumberedKind.INVOICE,
        "table": "pay_terms",
        "row_id": 1,
        "on": JANUARY.first,
        "month": JANUARY,
        "key": "finder",
        "draft_id": 1,
        "token": 0,
        "document": Document(contract="1"),
        "path": written,
        "backup": path,
        "mapping": path.parent / "mapping.toml",
        "paths": (path.parent / "payments.csv",),
        "positions": ("Sales manager",),
        "folder": path.parent,
        "order_previews.preview.new": NewContract("2", 1, date(2024, 2, 10), 11_111_111_00, "UAH"),
    }


def heard(call: Callable[[], object], written: Path | None = None) -> str:
    """Everything that comes back: the answer, what was written, or the error in all languages."""
    try:
        said = repr(call())
    except PremiaError as error:
        sentences = [error_sentence(Words.of(language), error) for language in LANGUAGES]
        return repr((error.values, getattr(error, "findings", ()), sentences))
    return said + (written.read_text(encoding="utf-8") if written and written.exists() else "")


def walked(door: Door, who: Actor, books: Path, written: Path) -> str:
    """What comes back from a use case of reading."""
    written.unlink(missing_ok=True)
    return heard(lambda: door.call(who, values(books, written)), written)


def reading(office: Office) -> list[Door]:
    return [door for door in doors(office) if not door.writes and door.name != "backup.auto_back_up"]


def test_the_search_finds_what_the_director_sees(books: Path, tmp_path: Path) -> None:
    written = tmp_path / "journal.jsonl"
    with Office.open(books, FrozenClock()) as office:
        seen = {door.name for door in reading(office) if told(walked(door, actor(Role.DIRECTOR), books, written))}
    assert seen == {
        "importing.plan",
        "journal.entries",
        "journal.export",
        "journal.last_change",
        "motivation.opening_measures",
        "motivation.quotas",
        "order_previews.preview",
        "pay_terms.opening_balances",
        "pay_terms.pay_terms",
        "payroll.client_earnings",
        "payroll.sheet",
        "payroll.why",
        "regulations.of_draft",
        "scheme_drafts.get",
        "scheme_drafts.history",
        "scheme_drafts.list",
        "simulation.ground",
    }


@pytest.mark.parametrize("blind", BLIND, ids=lambda one: one.login)
def test_nothing_that_may_be_read_tells(books: Path, tmp_path: Path, blind: Actor) -> None:
    written = tmp_path / "journal.jsonl"
    with Office.open(books, FrozenClock()) as office:
        for door in reading(office):
            assert not told(walked(door, blind, books, written)), door.name


@pytest.mark.parametrize("blind", BLIND, ids=lambda one: one.login)
def test_no_refusal_tells_and_none_leaves_a_figure_in_the_journal(books: Path, tmp_path: Path, blind: Actor) -> None:
    mine = Path(copy(books, tmp_path))  # who may edit schemes may also take back a plan: others look for it
    with Office.open(mine, FrozenClock()) as office:
        entries = office.journal.entries(actor(Role.DIRECTOR), Question(limit=1_000))
        secret = [entry for entry in entries if told(repr(entry.images))]
        assert len(secret) >= 5
        terms = PayTerms(1, date(2024, 1, 1), Engagement.EMPLOYEE, FIGURE)
        calls: list[Callable[[], object]] = [
            lambda: office.pay_terms.set_pay_terms(blind, terms),
            lambda: office.pay_terms.set_opening_balance(blind, OpeningBalance(1, held_minor=FIGURE)),
            lambda: office.payroll.adjust(blind, FEBRUARY, NewAdjustment(1, FIGURE, "x")),
            lambda: office.scheme_drafts.put_in_force(blind, 1, 2),
            lambda: office.scheme_drafts.accept_finding(blind, 1, remark("hole", Severity.NOTE, "", "edit"), "x"),
            lambda: office.staff.remove(blind, 1, 1),
            lambda: office.clients.remove(blind, 1, 1),
            *(lambda entry=entry: office.journal.undo(blind, entry.operation_id) for entry in secret),
        ]
        assert [said for said in map(heard, calls) if told(said)] == []
        newer = office.journal.entries(EVERYTHING_ELSE, Question(limit=1_000))
        assert not told(repr(newer))
        assert office.journal.verify(EVERYTHING_ELSE).broken is None


COMMANDS = (
    *(("list", what, "FILE", *form) for what in ("clients", "contracts", "invoices", "payments", "staff", "runs")
      for form in ((), ("--csv",), ("--json",))),
    ("list", "accruals", "FILE", "--month", "2024-01"),
    ("run", "FILE", "2024-01"),
    ("export", "FILE", "2024-01", "OUT.xlsx"),
    ("scheme", "list", "FILE"),
    ("scheme", "show", "FILE", "finder"),
    ("import", "FILE", "MAPPING", "--dry-run"),
    ("check", "FILE"),
)  # fmt: skip


def printed(books: Path, login: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, ...], str]:
    """What each command says to somebody."""
    said = {}
    places = {"FILE": books, "MAPPING": books.parent / "mapping.toml", "OUT.xlsx": folder / "out.xlsx"}
    for command in COMMANDS:
        arguments = [str(places.get(word, word)) for word in command]
        capsys.readouterr()
        try:
            main([*arguments, "--user", login])
        except SystemExit as stopped:
            said[command] = f"stopped: {stopped.code}"
        said[command] = said.get(command, "") + "".join(capsys.readouterr())
    return said


@pytest.mark.slow
def test_the_command_line_tells_only_who_may_see(
    books: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREMIA_PASSWORD", SECRET)
    monkeypatch.setenv("PREMIA_LANGUAGE", "en")
    director = printed(books, "olha", tmp_path, capsys)
    seen = {command[:2] for command, said in director.items() if told(said)}
    assert seen == {("list", "accruals"), ("run", "FILE"), ("import", "FILE")}
    assert [command for command, said in director.items() if "stopped" in said] == []
    assert (tmp_path / "out.xlsx").exists()
    (tmp_path / "out.xlsx").unlink()
    for login in ("office", "olena"):
        said = printed(books, login, tmp_path, capsys)
        assert [command for command, text in said.items() if told(text)] == []
    assert not (tmp_path / "out.xlsx").exists()
