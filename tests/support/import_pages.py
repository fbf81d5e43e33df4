"""The desk of the import, by the user's verbs; and workbooks to bring to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from tests.support.admin_pages import AdminScreen, administration, retype
from tests.support.pages import Desk, RecordScreen, Table, click, wait_until
from ui.importing.check_step import CheckStep
from ui.importing.desk import ImportDesk
from ui.importing.files_step import FilesStep
from ui.importing.page import ImportPage
from ui.importing.table_step import TableStep


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """An XLSX file with these sheets, row by row."""
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return path


class ImportScreen:
    """The part «Import» of the administration."""

    def __init__(self, desk: Desk, part: str = "Import") -> None:
        self.window = desk
        self.admin: AdminScreen = administration(desk)
        self.records: RecordScreen = self.admin.records(part)
        page = self.admin.page.part
        assert isinstance(page, ImportPage)
        self.page = page
        wait_until(lambda: not page._stale)

    # the list

    @property
    def message(self) -> str:
        """What the banner in front says."""
        return self.page.desk.banner.text if self.page.desk is not None else self.page.banner.text

    def take_back(self) -> None:
        """Take the selected import back, and agree."""
        self.admin.do_with_row("Take back…")
        self.admin.agree()

    # the desk

    @property
    def desk(self) -> ImportDesk:
        """The desk that is open."""
        assert self.page.desk is not None
        return self.page.desk

    def at_the_desk(self) -> bool:
        """Whether the desk stands in the place of the list."""
        return self.page.desk is not None

    def unsaved(self) -> bool:
        """Whether leaving would ask."""
        return self.page.unsaved

    def begin(self, *paths: Path) -> None:
        """Press «Import tables…» and choose these files."""
        self.admin.do()
        self.desk.add_tables(list(paths))
        self.wait()

    def begin_by_mapping(self, path: Path) -> None:
        """Press «Import tables…» and choose a mapping file."""
        self.admin.do()
        self.desk.use_mapping(path)
        self.wait()

    def wait(self) -> None:
        """Until nothing is being done."""
        wait_until(lambda: self.page.desk is None or not self.page.desk.busy)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Title and note of every step on the rail."""
        return [(one._step.title, one._step.note) for one in self.desk.wizard.rail.steps]

    def open(self, title: str) -> None:
        """Click a step."""
        click(next(one for one in self.desk.wizard.rail.steps if one._step.title == title))
        self.wait()

    def go_on(self) -> None:
        """Press the primary button: Continue, or Import on the last step."""
        assert self.desk.wizard.on.isEnabled()
        click(self.desk.wizard.on)
        self.wait()

    @property
    def can_go_on(self) -> bool:
        """Whether the primary button may be pressed."""
        return self.desk.wizard.on.isEnabled()

    @property
    def files(self) -> list[str]:
        """What the first step says of every file and sheet."""
        assert isinstance(self.desk.step, FilesStep)
        return self.desk.step.said

    @property
    def table(self) -> TableStep:
        """The sheet in front."""
        assert isinstance(self.desk.step, TableStep)
        return self.desk.step

    @property
    def check(self) -> CheckStep:
        """The last step."""
        assert isinstance(self.desk.step, CheckStep)
        return self.desk.step

    @property
    def columns(self) -> dict[str, str]:
        """Name of the column → what is chosen above it."""
        assert self.table.preview is not None
        return {one.cells.name: one.field.currentText() for one in self.table.preview.columns}

    def choose_kind(self, title: str) -> None:
        """Say what the rows of the sheet are."""
        _choose(self.table.kind, title)

    def choose_header(self, row: int) -> None:
        """Say in which row the names stand; 0 for none."""
        _choose(self.table.header, next(text for text in _texts(self.table.header) if text.startswith(f"{row}:")))

    def choose_column(self, column: str, title: str) -> None:
        """Choose a field above a column."""
        assert self.table.preview is not None
        _choose(next(one.field for one in self.table.preview.columns if one.cells.name == column), title)

    def settle(self, title: str, value: str) -> None:
        """Choose or type what a setting is called by ``title``."""
        assert self.table.settings is not None
        field = next(one for one in self.table.settings.inputs.values() if one.accessibleName() == title)
        if isinstance(field, QComboBox):
            _choose(field, value)
        elif isinstance(field, QCheckBox):
            field.click()
        else:
            assert isinstance(field, QLineEdit)
            retype(field, value)

    @property
    def lacks(self) -> str:
        """What the sheet in front still lacks."""
        return self.table.lacks.text

    @property
    def problems(self) -> list[tuple[str, ...]]:
        """Every problem that is shown: file, row, column, sentence."""
        table = Table(self.check.problems)
        return list(
            zip(
                *(table.column(name) for name in ("File", "Row", "Column", "What is wrong and what to do")), strict=True
            )
        )

    @property
    def counts(self) -> dict[str, tuple[str, str]]:
        """Kind → new, standing already."""
        table = Table(self.check.counts)
        new, standing = table.column("New"), table.column("Stand already")
        return {kind: (new[at], standing[at]) for at, kind in enumerate(table.column("What"))}


def _texts(box: QComboBox) -> list[str]:
    return [box.itemText(at) for at in range(box.count())]


def _choose(box: QComboBox, title: str) -> None:
    """Choose as a user does: the box tells of it."""
    at = _texts(box).index(title)
    box.setCurrentIndex(at)
    box.activated.emit(at)
