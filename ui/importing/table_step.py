"""A sheet: what its rows are, where its names stand, what each column is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.importing.drafting import TableDraft
from app.importing.fields import Kind
from app.importing.proposing import for_header, for_kind, two_readings
from app.sheets.sheet import SheetRow
from app.wording.imports import KINDS
from ui.importing.preview import MOST_COLUMNS, Choice, Preview
from ui.importing.settings import Settings, form_example, shape
from ui.kit.banner import Banner
from ui.kit.labels import field_label, muted, push_button
from ui.kit.reading_order import tab_as_read

if TYPE_CHECKING:
    from ui.importing.desk import ImportDesk

_HEADER_ROWS, _SHOWN_CELLS = 40, 4


class TableStep(QWidget):
    """Tells the desk what is changed, and shows what the desk makes of it."""

    def __init__(self, desk: ImportDesk, at: int, draft: TableDraft, lacks: str) -> None:
        """The sheet ``at`` on the desk; ``lacks`` is what is missing, in a sentence."""
        super().__init__()
        self._desk, self._at, self._draft = desk, at, draft
        words = desk.context.words
        self.kind = Choice()
        self.kind.addItem(words.text("are not imported"), "")
        for code, title in KINDS.items():
            self.kind.addItem(words.text(title), code)
        self.kind.activated.connect(self._kind_chosen)
        self.header = Choice()
        self.header.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.header.addItem(words.text("there are no names"), 0)
        for row in draft.rows[:_HEADER_ROWS]:
            self.header.addItem(f"{row.number}: {_beginning(row)}", row.number)
        self.header.activated.connect(self._header_chosen)
        self.again = push_button(words.text("Take more from this sheet"), self._again, "plus")
        self.again.setToolTip(words.text("Where a row holds two things, such as a person and their salary"))
        self.lacks = Banner(words)
        self.preview: Preview | None = None
        self.settings: Settings | None = None
        self._shape: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)
        self._lines.addLayout(self._head())
        self._lines.addWidget(self.lacks)
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self._lines.addLayout(self._place)
        self._more = muted(words.text("Only the first {n} columns are shown.").format(n=MOST_COLUMNS))
        self._more.setVisible(draft.width > MOST_COLUMNS)
        self._lines.addWidget(self._more)
        self._lines.addStretch(1)
        self.show_draft(draft, lacks)

    def show_draft(self, draft: TableDraft, lacks: str) -> None:
        """Show what stands; what has not changed its shape keeps its widgets, and so the focus."""
        anew = self._shape is None or (draft.kind, draft.header_row) != (self._draft.kind, self._draft.header_row)
        self._draft = draft
        self.kind.setCurrentIndex(max(0, self.kind.findData(draft.kind.value if draft.kind else "")))
        self.kind.setToolTip(self.kind.currentText())
        self.header.setCurrentIndex(max(0, self.header.findData(draft.header_row)))
        self.header.setToolTip(self.header.currentText())
        self.again.setEnabled(draft.kind is not None)
        if anew:
            self._build_preview()
        elif self.preview is not None:
            self.preview.show_fields(draft)
        if shape(draft) != self._shape:
            self._shape = shape(draft)
            self._build_settings()
        self._say(lacks)
        tab_as_read(self._desk)

    def take_focus(self) -> None:
        """To the kind."""
        self.kind.setFocus()

    def _head(self) -> QHBoxLayout:
        words = self._desk.context.words
        line = QHBoxLayout()
        line.setSpacing(16)
        for title, field, stretch in (
            (words.text("The rows of this sheet"), self.kind, 2),
            (words.text("Row with the names of the columns"), self.header, 2),
        ):
            field.setAccessibleName(title)
            pair = QVBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(field_label(title, field))
            pair.addWidget(field)
            line.addLayout(pair, stretch)
        foot = QVBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.again)
        line.addLayout(foot)
        return line

    def _build_preview(self) -> None:
        self._drop(self.preview)
        self.preview = None
        if self._draft.kind is not None:
            self.preview = Preview(self._draft, self._desk.context.words)
            self.preview.chosen.connect(self._column_chosen)
            self._place.insertWidget(0, self.preview)
            self.preview.show()

    def _build_settings(self) -> None:
        self._drop(self.settings)
        self.settings = None
        if self._draft.kind is not None:
            self.settings = Settings(self._draft, self._desk.context.words)
            self.settings.changed.connect(self._change)
            self._place.addWidget(self.settings)
            self.settings.show()

    def _drop(self, old: QWidget | None) -> None:
        if old is not None:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _say(self, lacks: str) -> None:
        words = self._desk.context.words
        swapped = self._swapped()
        if lacks:
            self.lacks.say(lacks, "warn")
        elif swapped is not None:
            text = words.text(
                "Day and month could change places in every date. They are read as {form}: is that right?"
            )
            self.lacks.say(text.format(form=form_example(words, swapped[0])), "info")
        else:
            self.lacks.hide()

    def _swapped(self) -> tuple[str, str] | None:
        from app.importing.fields import Reads, fields_of

        draft = self._draft
        if draft.kind is None:
            return None
        fields = fields_of(draft.kind)
        days = [at for at, name in draft.fields.items() if fields[name].reads is Reads.DATE]
        return two_readings(draft.formats.dates, [text for at in days for text in draft.cells(at)])

    # what the user says

    def _change(self, change: Callable[[TableDraft], TableDraft]) -> None:
        self._desk.change(self._at, change)

    def _kind_chosen(self, _at: int) -> None:
        code = self.kind.currentData()
        self._change(lambda draft: for_kind(draft, Kind(code) if code else None))

    def _header_chosen(self, _at: int) -> None:
        row = self.header.currentData()
        self._change(lambda draft: for_header(draft, row))

    def _column_chosen(self, column: int, name: str) -> None:
        self._change(lambda draft: draft.with_field(column, name).with_words())

    def _again(self) -> None:
        self._desk.twice(self._at)


def _beginning(row: SheetRow) -> str:
    """The first cells of a row, to know it by."""
    given = [str(cell) for cell in row.cells if cell is not None]
    return ", ".join(given[:_SHOWN_CELLS]) + (" …" if len(given) > _SHOWN_CELLS else "")
