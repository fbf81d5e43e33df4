"""The first test of every change: one late payment, from its row in a file to the sentence on the payslip.

The files it passes, each giving it the next form:

1. app/sheets/csv_file.py            the row of the file, with its address          → SheetRow
2. app/importing/money_records.py    what the mapping says the row means            → NewPayment
3. app/payments/store.py             the payment in the books                       → stored rows
4. app/payments/feed.py              the fact for the engine                        → AllocationFact
5. app/calc/receipts.py              something that can earn                        → Event
6. app/calc/bundles.py               caught by a rule, for somebody                 → Catch
7. app/calc/lines.py                 an amount                                      → Line
8. app/calc/explain.py               a line with its reason; against what was paid  → Accrual
9. app/wording/accruals.py           what Olena reads                               → str

Other files hand it on without giving it a form of its own: ``importing/reading`` reads the columns of any table,
``motivation/loading`` and ``payroll/computing`` fetch and store, ``calc/worked`` compares what is with what was paid.
Where a rule says more of it than one percentage for one person, ``calc/match`` and ``calc/rule_rating`` take the places
of 6 and 7.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Self

import pytest

from app.calc.events import Event
from app.calc.facts import AllocationFact
from app.calc.lines import Line
from app.calc.match_terms import Catch
from app.calc.results import Accrual, AccrualKind
from app.i18n.words import Words
from app.payments.model import NewPayment
from app.sheets.sheet import SheetRow
from app.wording.accruals import accrual_sentence
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, close, line_of, open_office, sheet, small_firm

ROOT = Path(__file__).parents[2]
FORMS = (SheetRow, NewPayment, AllocationFact, Event, Catch, Line, Accrual)
"""The forms of a payment, in the order it takes them."""

MAPPING = """
premia_import = 1

[[table]]
kind = "payments"
file = "payments.csv"
columns = { number = "No", client = "Client", received_on = "Date", invoice = "Invoice", amount = "Amount" }
formats = { date = ["DD.MM.YYYY"], decimal = "," }
"""
ROWS = "No;Date;Client;Invoice;Amount\nLATE-7;25.01.2024;Orion;A-3;1200,00\n"


class Walk:
    """Notes, for every form, the file of the function that first gave our payment in it."""

    def __init__(self) -> None:
        self.files: dict[type, str] = {}

    def __enter__(self) -> Self:
        sys.setprofile(self._on_event)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _on_event(self, frame: FrameType, event: str, given: Any) -> None:
        if event != "return" or given is None or "/app/" not in frame.f_code.co_filename:
            return
        for part in given if isinstance(given, list | tuple) and type(given) not in FORMS else (given,):
            form = type(part)
            if form in FORMS and form not in self.files and "LATE-7" in repr(part):
                self.files[form] = str(Path(frame.f_code.co_filename).relative_to(ROOT))


def named_files() -> list[str]:
    """The files that this module's docstring names, in order."""
    return re.findall(r"^\d+\. (\S+\.py)", __doc__ or "", re.MULTILINE)


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    with open_office(tmp_path) as office:
        firm = small_firm(office)
        firm.contract("3", "Orion", signed="2024-01-15").invoice("A-3", issued="2024-01-16")
        close(firm, JANUARY)
        yield firm


def import_the_file(firm: Firm, folder: Path) -> None:
    (folder / "payments.csv").write_text(ROWS, encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    plan = firm.office.importing.plan(firm.actor, folder / "mapping.toml", folder)
    assert plan.problems == ()
    firm.office.importing.run(firm.actor, plan)


def late_line(firm: Firm) -> Accrual:
    february = sheet(firm, FEBRUARY)
    (line,) = [each.accrual for each in february.accruals if each.accrual.kind is AccrualKind.TRUE_UP]
    return line


def test_a_payment_that_comes_after_its_month_was_closed_is_paid_and_explained_in_the_next(
    firm: Firm, tmp_path: Path
) -> None:
    before = sheet(firm, JANUARY)
    import_the_file(firm, tmp_path)
    firm.office.payroll.compute(firm.actor, FEBRUARY)
    late = late_line(firm)
    assert (late.before_minor, late.after_minor, late.amount_minor) == (0, 10_000, 10_000)
    assert line_of(sheet(firm, FEBRUARY), "Olena").pay.true_ups_minor == 10_000
    assert sheet(firm, JANUARY) == before
    assert accrual_sentence(Words.of("en"), late, "Orion").replace("\u00a0", " ") == (
        "Payment 1,200.00 UAH of 25.01.2024 (invoice A-3, 2nd order of Orion), without VAT 1,000.00: entered or "
        "changed after closing (January 2024): 100.00 instead of 0.00, difference 100.00. "
        "Now: you found the client and did not sell this order: 10 % = 100.00."
    )


def test_it_passes_fewer_than_ten_files_and_just_these(firm: Firm, tmp_path: Path) -> None:
    with Walk() as walk:
        import_the_file(firm, tmp_path)
        firm.office.payroll.compute(firm.actor, FEBRUARY)
    named = named_files()
    assert len(named) < 10
    assert [walk.files.get(form) for form in FORMS] == [file for file in named if file not in untraced()]


def untraced() -> tuple[str, str]:
    """Where the form is no type of its own: rows in the database, and the sentence."""
    return "app/payments/store.py", "app/wording/accruals.py"


def test_the_two_ends_that_have_no_type_of_their_own(firm: Firm, tmp_path: Path) -> None:
    """The books hold the payment as its store wrote it; the sentence says its number's invoice in every language."""
    import_the_file(firm, tmp_path)
    (stored,) = [one for one in firm.office.payments.list(firm.actor) if one.number == "LATE-7"]
    assert [(part.amount_minor, part.firm_amount_minor) for part in stored.allocations] == [(120_000, None)]
    firm.office.payroll.compute(firm.actor, FEBRUARY)
    for language in ("en", "uk", "ru"):
        assert "A-3" in accrual_sentence(Words.of(language), late_line(firm), "Orion")
