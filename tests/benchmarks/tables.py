"""Sorting and filtering a table of 100,000 rows against the same on a bare list."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n.words import Words
from app.overview.model import InvoiceRow
from tests.benchmarks.measure import Contest

if TYPE_CHECKING:
    from ui.kit.rows_model import RowsModel

ROWS = 100_000


def rows() -> tuple[InvoiceRow, ...]:
    """Invoices of 500 clients, in no order of amounts."""
    start = date(2023, 1, 1)
    return tuple(
        InvoiceRow(
            number,
            f"P-{number:06d}",
            f"p-{number:06d}",
            f"Client {number * 7919 % 500}",
            f"C-{number}",
            start + timedelta(days=number % 1400),
            start + timedelta(days=number % 1400 + 30),
            number * 104_729 % 9_000_000,
            0,
            0,
            "UAH",
            "sent",
            0,
        )
        for number in range(ROWS)
    )


def model() -> RowsModel[InvoiceRow]:
    """The table of the invoices' page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.invoices.page import COLUMNS
    from ui.kit.rows_model import RowsModel

    QApplication.instance() or QApplication([])
    shown = RowsModel(COLUMNS, Words.of("en"))
    shown.set_rows(rows())
    return shown


def contests(_folder: Path) -> tuple[Contest, Contest]:
    """One sort, one key typed into the search."""
    table, bare = model(), list(rows())
    amount = next(at for at, column in enumerate(table.columns) if column.key == "gross")
    lines = [f"{row.number} {row.client} {row.contract}".casefold() for row in bare]

    def sort() -> None:
        table.sort_by(amount, descending=True)
        table.sort_by(amount)

    def sort_raw() -> None:
        bare.sort(key=lambda row: row.gross_minor, reverse=True)
        bare.sort(key=lambda row: row.gross_minor)

    def search() -> None:
        table.set_search("client 77")
        table.set_search("")

    def search_raw() -> int:
        return len([row for row, line in zip(bare, lines, strict=True) if "client 77" in line])

    return (
        Contest(
            "sort",
            f"the invoices' table sorted by amount, down and up, {ROWS:,} rows",
            "list.sort twice",
            sort,
            sort_raw,
        ),
        Contest(
            "search", f"a word searched and cleared, {ROWS:,} rows", "one pass over prepared texts", search, search_raw
        ),
    )
