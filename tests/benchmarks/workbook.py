"""The workbook of a month with 10,000 accruals against the same cells by bare XlsxWriter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.calc.results import Accrual, AccrualKind, PersonMonth, Why
from app.i18n.words import Words
from app.kernel.period import Month
from app.payroll.model import AccrualLine, Run, RunState, Sheet, SheetLine
from app.payroll.report import write_workbook
from tests.benchmarks.measure import Contest

LINES, PEOPLE = 10_000, 40
MONTH = Month(2026, 10)
DAY = date(2026, 10, 14)
WHY = Why(
    "percent",
    (
        ("event", "payment_received"), ("event_on", "2026-10-14"), ("contract", "C-1"), ("invoice", "31"),
        ("payment", "P-1"), ("gross_minor", 1_200_000), ("net_minor", 1_000_000), ("currency", "UAH"),
        ("firm_currency", "UAH"), ("base", "net"), ("base_minor", 1_000_000), ("order_number", 2),
        ("order_kind", "repeat"), ("function", "finding"), ("sold", 0), ("rate_ppm", 10_000),
    ),
)  # fmt: skip


def sheet() -> Sheet:
    """Everybody has the same number of lines of 100.00."""
    accruals = []
    for at in range(LINES):
        accrual = Accrual(
            f"{at}", AccrualKind.ACCRUAL, at % PEOPLE, 1, 1, "found", f"pay:{at}", "payment_received", DAY, MONTH,
            MONTH, 1, 1, 1, 1, 2, "finding", 1_000_000, 10_000, 10_000, WHY,
        )  # fmt: skip
        accruals.append(AccrualLine(at, accrual, f"Person {at % PEOPLE}", "Orion", "C-1", "31", "P-1", "Scheme"))
    bonus = LINES // PEOPLE * 10_000
    lines = tuple(
        SheetLine(
            f"Person {person}",
            f"{person:02d}",
            PersonMonth(person, "employee", 0, bonus, 0, 0, 0, 0, 0, 0, 0, 0, bonus),
            0,
        )
        for person in range(PEOPLE)
    )
    run = Run(1, 1, MONTH, 1, RunState.DRAFT, "UAH", 1, "")
    return Sheet(run, "Orion Consulting", lines, tuple(accruals), (), (), ())


def contest(folder: Path) -> Contest:
    """Three sheets with formulas and a sentence per line against one sheet of plain cells."""
    month, words = sheet(), Words.of("en")

    def ours() -> None:
        write_workbook(month, words, folder / "ours.xlsx")

    def raw() -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(folder / "raw.xlsx"))
        page = book.add_worksheet("Accruals")
        money = book.add_format({"num_format": "#,##0.00"})
        text = book.add_format({"text_wrap": True})
        for row, line in enumerate(month.accruals):
            values = (
                line.person_name,
                "01",
                "14.10.2026",
                "10.2026",
                "Orion",
                "C-1",
                "31",
                "finding",
                "accrual",
                "found",
            )
            for column, value in enumerate(values):
                page.write_string(row, column, value, text)
            for column in range(10, 15):
                page.write_number(row, column, 100.0, money)
            page.write_string(
                row,
                15,
                f"Payment 12,000.00 UAH of 14.10.2026 (invoice 31, 2nd order of Orion no. {row}), net 10,000.00;"
                " you found the client and did not sell this order: 1 % = 100.00.",
                text,
            )
        book.close()

    return Contest(
        "workbook",
        f"Payroll, Accruals and Checks of a month with {LINES:,} accruals, a sentence each",
        "one sheet of as many cells by bare XlsxWriter, the sentences ready made",
        ours,
        raw,
        aim=1.5,
        pairs=3,
    )
