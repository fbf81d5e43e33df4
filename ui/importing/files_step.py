"""The first step: which files, and what of them could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.wording.errors import finding_text
from app.wording.imports import KINDS
from ui.kit.icons import IconLabel
from ui.kit.labels import label, muted, push_button

if TYPE_CHECKING:
    from ui.importing.desk import ImportDesk


class FilesStep(QWidget):
    """Two ways to begin; then a line for every sheet, and one for every file that cannot be read."""

    def __init__(self, desk: ImportDesk) -> None:
        """What stands on the desk."""
        super().__init__()
        self._desk = desk
        words, work = desk.context.words, desk.work
        self.choose = push_button(
            words.text("Add tables…") if work.drafts else words.text("Choose tables…"), desk.ask_tables,
            "file-spreadsheet", primary=not work.drafts,
        )  # fmt: skip
        self.mapping = push_button(words.text("Use a mapping file…"), desk.ask_mapping, "folder-open")
        self.anew = push_button(words.text("Begin anew"), desk.start_anew, "x")
        self.anew.setVisible(bool(work.paths or work.mapping))
        self.working = muted(words.text("The tables are being read …"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.choose, self.mapping, self.anew):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addLayout(buttons)
        lines.addWidget(self.working)
        self.said: list[str] = []
        for draft in work.drafts:
            kind = words.text(KINDS[draft.kind.value]) if draft.kind else words.text("not imported")
            self._line(lines, "file-spreadsheet", "good" if draft.kind else "muted", draft.title, kind)
        for finding in work.unreadable:
            self._line(lines, "triangle-alert", "bad", finding.place, finding_text(words, finding))
        if work.mapping is not None:
            self._line(lines, "file-text", "good", work.mapping.name, str(work.mapping.parent))
        if not work.paths and work.mapping is None:
            lines.addWidget(
                muted(
                    words.text(
                        "Excel (XLSX, XLS), OpenDocument (ODS) and CSV are read as they are: titles above the table, "
                        "dates and sums in your own writing, several sheets. Only the first rows are looked at now."
                    ),
                    wrap=True,
                )
            )
        lines.addStretch(1)
        self.show_work()

    def show_work(self) -> None:
        """Say whether the tables are being read."""
        busy = self._desk.busy
        self.working.setVisible(busy)
        for button in (self.choose, self.mapping, self.anew):
            button.setEnabled(not busy)

    def take_focus(self) -> None:
        """To the way on where there is one."""
        (self._desk.wizard.on if self._desk.work.drafts else self.choose).setFocus()

    def _line(self, lines: QVBoxLayout, icon: str, tone: str, name: str, said: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(icon, 18, tone))
        first, second = label(name), muted(said, wrap=True)
        first.setToolTip(name)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(first)
        texts.addWidget(second)
        row.addLayout(texts, 1)
        lines.addLayout(row)
        self.said.append(f"{name}: {said}")
