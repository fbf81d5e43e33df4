"""Tables of a trial: the schemes side by side, who gains and loses and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n.words import Words, mark
from app.wording.trials import reason_sentence
from ui.kit.columns import Column, Kind, Row
from ui.kit.labels import label, muted
from ui.kit.rows_head import ROW_PX
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView, framed
from ui.motivation.trial.bench import Picture
from ui.motivation.trial.figures import GainRow, SideRow

_MOST_ROWS = 9


def side_columns(words: Words, currency: str) -> tuple[Column[SideRow], ...]:
    """What is known of an entrant."""

    def of_month(month: str, left_minor: int) -> str:
        return f"{month}: {words.money(left_minor, currency)}"

    return (
        Column("scheme", mark("Scheme"), lambda row: row.name, width=130, stretch=True),
        Column("cost", mark("Cost"), lambda row: row.cost_minor, Kind.MONEY, width=124),
        Column("difference", mark("Difference"), lambda row: row.difference_minor, Kind.MONEY, width=124,
               tone=lambda row: "bad" if (row.difference_minor or 0) > 0 else None),
        Column("receipts", mark("Of receipts"), lambda row: _tenths(row.receipts_share_ppm), Kind.PERCENT, width=92),
        Column("margin", mark("Of margin"), lambda row: _tenths(row.margin_share_ppm), Kind.PERCENT, width=92, rank=1),
        Column("more", mark("Paid more"), lambda row: row.paid_more, Kind.NUMBER, width=84, rank=2),
        Column("break_even", mark("Break-even"), lambda row: row.break_even_minor, Kind.MONEY, width=120, rank=3),
        Column("below", mark("Months in the red"), lambda row: row.months_below, Kind.NUMBER, width=96, rank=4),
        Column("worst", mark("Worst month, and what it leaves"), lambda row: of_month(words.month(row.worst),
               row.worst_left_minor), width=220, rank=5, sort=lambda row: row.worst_left_minor),
        Column("best", mark("Best month, and what it leaves"), lambda row: of_month(words.month(row.best),
               row.best_left_minor), width=220, rank=6, sort=lambda row: row.best_left_minor),
        Column("low", mark("1 year of 10 costs less"), lambda row: row.low_minor, Kind.MONEY, width=130, rank=7),
        Column("high", mark("1 year of 10 costs more"), lambda row: row.high_minor, Kind.MONEY, width=130, rank=7),
    )  # fmt: skip


def _tenths(ppm: int | None) -> int | None:
    return None if ppm is None else (ppm + 500) // 1000 * 1000


class SideTable(QWidget):
    """Every entrant in a row; Enter looks at it."""

    focused = Signal(int)

    def __init__(self, words: Words, currency: str) -> None:
        """Empty."""
        super().__init__()
        self.model: RowsModel[SideRow] = RowsModel(side_columns(words, currency), words)
        self.table = RowsView(self.model, lambda row: row.entrant_id)
        self.table.setAccessibleName(words.text("The schemes side by side"))
        self.table.activated_row.connect(self._activated)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(label(words.text("The schemes side by side"), "Section"))
        self._frame = framed(self.table)
        lines.addWidget(self._frame)

    def show_rows(self, rows: tuple[SideRow, ...]) -> None:
        """Replace the rows."""
        self.model.set_rows(rows)
        fit_height(self.table, len(rows))

    def _activated(self, row: SideRow | None) -> None:
        if row is not None:
            self.focused.emit(row.entrant_id)


class GainTable(QWidget):
    """Who gains and who loses; under it why, of the person that is picked. Enter opens the accruals."""

    opened = Signal(int)
    """The id of the person."""

    def __init__(self, words: Words, currency: str) -> None:
        """Empty."""
        super().__init__()
        self._words, self._currency = words, currency
        self._functions: Mapping[str, str] = {}
        self.model: RowsModel[GainRow] = RowsModel(self._columns(), words)
        self.table = RowsView(self.model, lambda row: row.person_id)
        self.table.setAccessibleName(words.text("Who gains, who loses, and why"))
        self.table.picked.connect(self._picked)
        self.table.activated_row.connect(self._activated)
        self.headline = label("", "Section")
        self.headline.setWordWrap(True)
        self.why = muted("", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.headline)
        lines.addWidget(framed(self.table))
        lines.addWidget(self.why)

    def show_gains(self, picture: Picture) -> None:
        """Everybody under the two schemes that are compared."""
        words, scene = self._words, picture.scene
        before, after = scene.entrants[scene.before].name, scene.entrants[scene.after].name
        self.headline.setText(
            words.text("Who gains by «{after}», who loses, compared with «{before}»").format(after=after, before=before)
        )
        self.setVisible(scene.before != scene.after)
        self._functions = picture.functions
        self.model.set_rows(picture.gains)
        fit_height(self.table, len(picture.gains))

    def reasons(self, row: GainRow) -> tuple[str, ...]:
        """Why, in sentences, the largest reason first."""
        return tuple(
            reason_sentence(self._words, one, self._functions.get(one.rule, ""), self._currency)
            for one in row.gain.reasons
        )

    def _columns(self) -> tuple[Column[GainRow], ...]:
        def tone(row: GainRow) -> str | None:
            change = row.gain.difference_minor
            return "good" if change > 0 else "bad" if change < 0 else None

        return (
            Column("name", mark("Name"), lambda row: row.name, width=150, stretch=True),
            Column("before", mark("Before"), lambda row: row.gain.before_minor, Kind.MONEY, width=112, rank=2),
            Column("after", mark("After"), lambda row: row.gain.after_minor, Kind.MONEY, width=112, rank=1),
            Column("change", mark("Difference"), lambda row: row.gain.difference_minor, Kind.MONEY, width=112,
                   tone=tone),
            Column("change_ppm", mark("Change, %"), lambda row: _tenths(row.change_ppm), Kind.PERCENT, width=84,
                   rank=3),
            Column("why", mark("Why, mostly"), self._first_reason, width=220, stretch=True, muted=True, rank=4),
        )  # fmt: skip

    def _first_reason(self, row: GainRow) -> str:
        return self.reasons(row)[0] if row.gain.reasons else ""

    def _picked(self, row: GainRow | None) -> None:
        if row is None:
            self.why.setText("")
            return
        said = " ".join(self.reasons(row)) or self._words.text("Neither gains nor loses.")
        self.why.setText(f"{row.name}: {said}")

    def _activated(self, row: GainRow | None) -> None:
        if row is not None:
            self.opened.emit(row.person_id)


def fit_height(table: RowsView[Row], rows: int) -> None:
    """As high as its rows, and scrolled where there are many."""
    table.setFixedHeight(ROW_PX * (min(max(rows, 1), _MOST_ROWS) + 1) + 4)
