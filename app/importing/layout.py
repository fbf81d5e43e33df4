"""Where a table stands on its sheet: its part, the names of its columns, its records, its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.importing.formats import text_of
from app.importing.mapping import Part, RowRule, TableMapping
from app.kernel.errors import Finding
from app.kernel.ids import name_key
from app.sheets.sheet import Sheet, SheetRow, column_letter


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of all columns of the sheet (empty where one has none), the field's columns, the records."""

    header: tuple[str, ...]
    where: dict[str, int]
    """Field → its column in the sheet, from 0."""
    records: tuple[SheetRow, ...]
    findings: tuple[Finding, ...]
    """What makes the table unreadable, with its path in the mapping."""


def lay_out(table: TableMapping, sheet: Sheet) -> Layout:
    """Find the table on its sheet."""
    rows = list(_inside(sheet.rows, table.part))
    spoken = _Names(table)
    span = table.header or spoken.found_in(rows)
    if span is None:
        return Layout((), {}, (), (spoken.missing_header(),))
    header = _letters(rows) if span == (0, 0) else _joined([row for row in rows if span[0] <= row.number <= span[1]])
    where = {name: spoken.find(header, column, f"columns.{name}") for name, column in table.columns.items()}
    skip, until = spoken.placed(header, table.skip, "skip"), spoken.placed(header, table.until, "until")
    if spoken.findings:
        return Layout(header, where, (), tuple(spoken.findings))
    below = [row for row in rows if row.number > span[1]]
    named = sorted(where.values()) if span != (0, 0) else []
    records = [row for row in _before_end(below, until) if not _matches(row, skip) and not _repeats(row, header, named)]
    return Layout(header, where, tuple(records), ())


Placed = tuple[RowRule, int]
"""A rule with the column it looks at."""


class _Names:
    """Looks up columns by the names that the mapping uses; what it does not find once are findings."""

    def __init__(self, table: TableMapping) -> None:
        self._table = table
        rules = [rule.column for rule in (*table.skip, *table.until) if not rule.empty_row]
        self._names = tuple(dict.fromkeys([*table.columns.values(), *rules]))
        self.findings: list[Finding] = []

    def found_in(self, rows: Sequence[SheetRow]) -> tuple[int, int] | None:
        """The first row that holds all the names."""
        wanted = {name_key(name) for name in self._names}
        for row in rows:
            if wanted <= {name_key(cell) for cell in row.cells if isinstance(cell, str)}:
                return row.number, row.number
        return None

    def missing_header(self) -> Finding:
        """No row holds them all."""
        values = {"file": self._table.file, "columns": ", ".join(self._names)}
        return Finding("header_not_found", f"{self._table.path}.header_row", values)

    def find(self, header: Sequence[str], name: str, path: str) -> int:
        """The column of a name, which must stand there once."""
        keys = [name_key(one) for one in header]
        key = name_key(name)
        if keys.count(key) == 1:
            return keys.index(key)
        code = "column_ambiguous" if key in keys else "column_missing"
        values = {"file": self._table.file, "column": name, "columns": ", ".join(one for one in header if one)}
        self.findings.append(Finding(code, f"{self._table.path}.{path}", values))
        return 0

    def placed(self, header: Sequence[str], rules: Sequence[RowRule], key: str) -> list[Placed]:
        """The rules with the columns they look at."""
        return [
            (rule, 0 if rule.empty_row else self.find(header, rule.column, f"{key}[{index}].column"))
            for index, rule in enumerate(rules)
        ]


def _inside(rows: Sequence[SheetRow], part: Part) -> Iterator[SheetRow]:
    """The rows of a part of the sheet, with empty cells to the left and right of it."""
    for row in rows:
        if row.number < part.first_row or (part.last_row is not None and row.number > part.last_row):
            continue
        if part.last_column is None:
            yield row
        else:
            kept = row.cells[part.first_column : part.last_column + 1]
            yield SheetRow(row.number, (*[None] * part.first_column, *kept))


def _letters(rows: Sequence[SheetRow]) -> tuple[str, ...]:
    width = max((len(row.cells) for row in rows), default=0)
    return tuple(column_letter(column) for column in range(width))


def _joined(rows: Sequence[SheetRow]) -> tuple[str, ...]:
    """The names of columns out of the rows of the header; a heading in an upper row goes on to the right."""
    width = max((len(row.cells) for row in rows), default=0)
    lines = [[text_of(cell) for cell in row.cells] + [""] * (width - len(row.cells)) for row in rows]
    names = []
    for column in range(width):
        own = [line[column] for line in lines]
        for upper, line in enumerate(lines[:-1]):
            if not own[upper] and any(own[upper + 1 :]):
                own[upper] = next((line[left] for left in range(column, -1, -1) if line[left]), "")
        names.append(" ".join(part for part in own if part))
    return tuple(names)


def _before_end(rows: Sequence[SheetRow], until: Sequence[Placed]) -> Iterator[SheetRow]:
    """The rows with any cell up to the end of the table."""
    ends_at_gap = any(rule.empty_row for rule, _ in until)
    cell_rules = [placed for placed in until if not placed[0].empty_row]
    last: int | None = None
    for row in rows:
        if not any(row.cells) and all(cell is None for cell in row.cells):
            continue
        if (ends_at_gap and last is not None and row.number > last + 1) or _matches(row, cell_rules):
            return
        last = row.number
        yield row


def _matches(row: SheetRow, rules: Sequence[Placed]) -> bool:
    """Whether a rule speaks of the row."""
    for rule, column in rules:
        text = text_of(row.cells[column]) if column < len(row.cells) else ""
        if (rule.empty and not text) or (rule.starts and text.startswith(rule.starts)) or name_key(text) in rule.words:
            return True
    return False


def _repeats(row: SheetRow, header: Sequence[str], named: Sequence[int]) -> bool:
    """Whether the row says the names of these columns once more, as at the top of every printed page."""
    cells = row.cells
    return bool(named) and all(column < len(cells) and cells[column] == header[column] for column in named)
