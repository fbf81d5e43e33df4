"""The accruals behind a bar: a table, the sentence of the line that is picked, the sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.ids import natural_key
from app.motivation.trial import BarLine
from app.wording.accruals import accrual_sentence
from app.wording.terms import function
from ui.kit.banner import Banner
from ui.kit.columns import Column, Kind
from ui.kit.dialog import Dialog
from ui.kit.labels import label, muted, push_button
from ui.kit.page import Page
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.kit.table_files import TableFiles

_SIZE = QSize(900, 560)


def behind_columns(words: Words) -> tuple[Column[BarLine], ...]:
    """What stands in the table and in its copies; the sentence is the last column."""
    return (
        Column("person", mark("Name"), lambda row: row.person_name, width=130, stretch=True),
        Column("date", mark("Date"), lambda row: row.accrual.event_on, Kind.DATE, width=100, muted=True),
        Column("client", mark("Client"), lambda row: row.client_name, width=130, stretch=True),
        Column("contract", mark("Contract"), lambda row: row.contract_number, width=100, muted=True, rank=3,
               sort=lambda row: natural_key(row.contract_number)),
        Column("function", mark("Function"), lambda row: function(words, row.accrual.function), width=120, muted=True,
               rank=2),
        Column("amount", mark("Amount"), lambda row: row.accrual.amount_minor, Kind.MONEY, width=104,
               tone=lambda row: "bad" if row.accrual.amount_minor < 0 else None),
        Column("why", mark("Why"), lambda row: sentence(words, row), width=220, stretch=True, muted=True, rank=1),
    )  # fmt: skip


def sentence(words: Words, row: BarLine) -> str:
    """Why the line is what it is."""
    return accrual_sentence(words, row.accrual, row.client_name, row.source_name)


class BehindDialog(Dialog):
    """Read only; copied and exported as every table is."""

    def __init__(self, title: str, lines: Sequence[BarLine], currency: str, page: Page[Office]) -> None:
        """``lines`` of one bar, which ``title`` names."""
        words = page.context.words
        super().__init__(page, title)
        self.lines = tuple(lines)
        self._words = words
        self.model: RowsModel[BarLine] = RowsModel(behind_columns(words), words)
        self.table: RowsView[Any] = RowsView(self.model, lambda row: row.accrual.key)
        self.table.setAccessibleName(title)
        self.banner = Banner(words)
        self.files = TableFiles(page, self.table, title, self.banner)
        headline = label(title, "Section")
        headline.setWordWrap(True)
        total_minor = sum(line.accrual.amount_minor for line in self.lines)
        count = words.plural("{n} accrual", "{n} accruals", len(self.lines))
        self.sum = label(words.text("{count}, in all {amount}").format(
            count=count, amount=words.money(total_minor, currency)
        ))  # fmt: skip
        self.why = muted("", wrap=True)
        self.why.setMinimumHeight(self.why.fontMetrics().height() * 3)
        self.copy = push_button(words.text("Copy table"), self.files.copy_all, "copy")
        self.export = push_button(words.text("Export to Excel"), self.files.ask_where, "download")
        foot = QHBoxLayout()
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.export)
        self.body.addWidget(headline)
        self.body.addWidget(self.banner)
        self.body.addLayout(foot)
        self.body.addWidget(framed(self.table), 1)
        self.body.addWidget(self.why)
        self.add_button(words.text("Close"), self.reject, primary=True)
        self.table.picked.connect(self._picked)
        self.model.set_rows(self.lines)
        self.table.setFocus()
        self.resize(_SIZE)

    def _picked(self, row: BarLine | None) -> None:
        self.why.setText("" if row is None else sentence(self._words, row))
