"""A first look at the files of an office: the sheets that there are, and their first rows."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.importing.drafting import TableDraft
from app.importing.proposing import proposed
from app.kernel.errors import Finding
from app.sheets.sheet import SheetProblem
from app.sheets.source import read_sheet, sheet_titles

FIRST_ROWS = 200
"""What is proposed rests on these; all rows are read by the dry run."""

Tell = Callable[[int, int], None]
"""Hears how many steps of how many are behind."""


def silent(_done: int, _total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found: the folder that all files lie in, a draft for every sheet with a row, what cannot be read."""

    folder: Path
    drafts: tuple[TableDraft, ...] = ()
    unreadable: tuple[Finding, ...] = ()


def look(paths: Sequence[Path], tell: Tell) -> Look:
    """Look into files, wherever they lie on one disk. Files of several disks are a finding ``files_apart``."""
    full = [path.resolve() for path in dict.fromkeys(paths)]
    try:
        folder = Path(os.path.commonpath([path.parent for path in full]))
    except ValueError:  # drives of Windows, or no path at all
        return Look(Path(), (), (Finding("files_apart"),) if full else ())
    drafts: list[TableDraft] = []
    unreadable: list[Finding] = []
    for at, path in enumerate(full):
        tell(at, len(full))
        try:
            drafts += _sheets(path, path.relative_to(folder).as_posix())
        except SheetProblem as problem:
            unreadable.append(Finding(problem.code, path.name, problem.values))
    return Look(folder, proposed(drafts), tuple(unreadable))


def _sheets(path: Path, name: str) -> list[TableDraft]:
    """A draft for every sheet that holds anything. Raises SheetProblem."""
    found = []
    for title in sheet_titles(path):
        sheet = read_sheet(path, title, most_rows=FIRST_ROWS)
        if sheet.rows:
            found.append(TableDraft(name, sheet.name, sheet.rows))
    return found
