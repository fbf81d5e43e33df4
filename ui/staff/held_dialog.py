"""All the clients for which a person holds a function; Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n.words import Words, mark
from app.overview.holdings import Holding
from ui.kit.columns import Column, Kind
from ui.kit.dialog import Dialog
from ui.kit.labels import label, muted
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.staff.leaving_form import holding_note

_SIZE = QSize(640, 480)


class HeldDialog(Dialog):
    """A table that is searched by typing."""

    opened = Signal(int)
    """The id of the client that is wanted."""

    def __init__(self, title: str, held: Sequence[Holding], words: Words, parent: QWidget) -> None:
        """Show every holding of ``held``."""
        super().__init__(parent, title)
        columns: tuple[Column[Holding], ...] = (
            Column("client", mark("Client"), lambda row: row.client, width=170, stretch=True),
            Column("code", mark("Code"), lambda row: row.code, width=84, muted=True, rank=2),
            Column("since", mark("Since"), lambda row: row.since, Kind.DATE, width=104, muted=True, rank=1),
            Column("note", mark("Note"), lambda row: holding_note(words, row), width=190, stretch=True, muted=True),
        )
        self.model: RowsModel[Holding] = RowsModel(columns, words)
        self.table = RowsView(self.model, lambda row: row.client_id)
        self.table.setAccessibleName(title)
        self.search = QLineEdit()
        self.search.setAccessibleName(words.text("Search"))
        self.search.setPlaceholderText(words.text("Search"))
        headline = label(title, "Section")
        headline.setWordWrap(True)
        self.body.addWidget(headline)
        self.body.addWidget(muted(words.plural("{n} client", "{n} clients", len(held))))
        self.body.addWidget(self.search)
        self.body.addWidget(framed(self.table), 1)
        self.add_button(words.text("Close"), self.reject)
        self.add_button(words.text("Open the client"), self._open, primary=True)
        self.search.textChanged.connect(self.model.set_search)
        self.table.activated_row.connect(self._open)
        self.table.typed.connect(self._begin_search)
        self.model.set_rows(held)
        self.table.setFocus()
        self.resize(_SIZE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the search to what was found."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def _open(self, _row: object = None) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(row.client_id)
            self.accept()

    def _begin_search(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)
