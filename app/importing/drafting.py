"""A mapping in the making: what somebody says, or the program proposes, of each sheet, and what comes of it.

Pure: the rows are the first ones of a sheet, read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.importing.fields import Field, Kind, Reads, fields_of
from app.importing.formats import BadCell, Formats, Value, cell_reader, text_of
from app.importing.mapping import ClientsBy, FoundBy, ImportMapping, Part, PeopleBy, RowRule, TableMapping
from app.importing.mapping_file import read_mapping
from app.importing.mapping_text import mapping_text
from app.importing.usual_names import TOTALS
from app.kernel.errors import Finding, Invalid
from app.kernel.ids import name_key
from app.sheets.sheet import SheetRow, column_letter

_LONGEST_DUE = 4
"""Digits; the mapping's reader says when it is too long."""


@dataclass(frozen=True, slots=True)
class TableDraft:
    """One sheet as it is being mapped; ``kind`` is None while it is not to be imported."""

    file: str
    """Its path inside the folder of the import, with ordinary slashes."""
    sheet: str
    rows: tuple[SheetRow, ...]
    kind: Kind | None = None
    header_row: int = 1
    """The row with the names of the columns; 0 where there is none."""
    fields: Mapping[int, str] = field(default_factory=dict)
    """Column (from 0) → the field that it gives."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Field → what stands in it in every row, as it is typed."""
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field → the office's word → what it means; an empty meaning is not known yet."""
    formats: Formats = field(default_factory=Formats)
    people_by: PeopleBy = PeopleBy.STAFF_NO
    clients_by: ClientsBy = ClientsBy.CODE
    found_by: FoundBy = FoundBy.NOBODY
    due_days: str = ""
    """Invoices only: days to the due date where none is given, as it is typed."""
    skip_totals: bool = False
    cancelled_when_made: bool = False
    """Orders that are cancelled without a day were cancelled on the day they were made."""

    @property
    def title(self) -> str:
        """The file, and the sheet where it has several."""
        return f"{self.file}/{self.sheet}" if self.sheet else self.file

    @property
    def name(self) -> str:
        """The name of the file, as problems of its cells give it."""
        return self.file.rpartition("/")[2]

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns; empty where one has none."""
        cells = next((row.cells for row in self.rows if row.number == self.header_row), ())
        return tuple(text_of(cell) for cell in (*cells, *[None] * (self.width - len(cells))))

    @property
    def records(self) -> tuple[SheetRow, ...]:
        """The first rows below the names."""
        return tuple(row for row in self.rows if row.number > self.header_row)

    @property
    def given(self) -> frozenset[str]:
        """The fields that get a value."""
        return frozenset((*self.fields.values(), *(name for name, text in self.fixed.items() if text)))

    def cells(self, column: int) -> list[str]:
        """What stands in a column below its name, as text."""
        return [text_of(row.cells[column]) for row in self.records if column < len(row.cells)]

    def column_of(self, name: str) -> int | None:
        """The column that gives a field."""
        return next((column for column, given in self.fields.items() if given == name), None)

    def with_field(self, column: int, name: str) -> TableDraft:
        """The column gives the field ``name`` (empty: none), and no other column does."""
        kept = {at: given for at, given in self.fields.items() if at != column and given != name}
        if name:
            kept[column] = name
        return replace(self, fields=dict(sorted(kept.items())))

    def with_words(self) -> TableDraft:
        """The words of every column whose field is one of several choices, with the meanings that are known."""
        from app.importing.usual_names import meaning_of

        choices = fields_of(self.kind) if self.kind is not None else {}
        meanings: dict[str, dict[str, str]] = {}
        for column, name in self.fields.items():
            if name in choices and choices[name].reads is Reads.CHOICE:
                allowed, known = choices[name].choices, self.meanings.get(name, {})
                words = dict.fromkeys((*(word for word in self.cells(column) if word), *known))
                meanings[name] = {word: known.get(word) or meaning_of(name, word, allowed) for word in words}
        return replace(self, meanings=meanings)


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the drafts come to: a mapping where nothing is wrong; else what is, with ``table[0]`` in the places."""

    text: str
    """The mapping as a TOML text; empty where something is wrong."""
    findings: tuple[Finding, ...] = ()
    places: tuple[int, ...] = ()
    """The draft behind each table of the mapping."""

    def of_draft(self, at: int) -> tuple[Finding, ...]:
        """What is wrong with a draft."""
        if at not in self.places:
            return ()
        path = f"table[{self.places.index(at)}]"
        return tuple(one for one in self.findings if one.place == path or one.place.startswith(f"{path}."))


def drafted(drafts: Sequence[TableDraft], currency: str = "") -> Drafted:
    """The mapping of the drafts that have a kind, checked as a file of it would be."""
    findings: list[Finding] = []
    taken = [(at, draft, draft.kind) for at, draft in enumerate(drafts) if draft.kind is not None]
    tables = tuple(_table(f"table[{place}]", draft, kind, findings) for place, (_, draft, kind) in enumerate(taken))
    text = mapping_text(ImportMapping(currency, tables))
    try:
        read_mapping(text)
    except Invalid as invalid:
        findings += invalid.findings
    return Drafted("" if findings else text, tuple(findings), tuple(at for at, _, _ in taken))


def _table(path: str, draft: TableDraft, kind: Kind, findings: list[Finding]) -> TableMapping:
    fields = fields_of(kind)
    by_letter = _needs_letters(draft)
    columns = {name: column_letter(at) if by_letter else draft.header[at] for at, name in draft.fields.items()}
    for name, words in draft.meanings.items():
        unknown = [word for word, meaning in words.items() if not meaning]
        if unknown and name in columns:
            values = {"value": unknown[0], "field": name}
            findings.append(Finding("meaning_missing", f"{path}.values.{name}", values))
    return TableMapping(
        path=path,
        kind=kind,
        file=draft.file,
        sheet=draft.sheet,
        part=Part(draft.header_row + 1, None, 0, draft.width - 1) if by_letter else Part(),
        header=(0, 0) if by_letter else (draft.header_row, draft.header_row),
        columns=columns,
        fixed=_fixed(path, draft, fields, findings),
        values={
            name: {name_key(word): meaning for word, meaning in words.items() if meaning}
            for name, words in draft.meanings.items()
            if name in columns
        },
        when_empty=_when_empty(draft),
        skip=_skipped(draft, by_letter=by_letter),
        until=(),
        formats=draft.formats,
        people_by=draft.people_by,
        clients_by=draft.clients_by,
        found_by=draft.found_by if kind is Kind.CLIENTS else FoundBy.NOBODY,
        due_days=_due_days(path, draft, findings),
    )


def _due_days(path: str, draft: TableDraft, findings: list[Finding]) -> int | None:
    text = draft.due_days.strip()
    if draft.kind is not Kind.INVOICES or not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_DUE):
        findings.append(Finding("whole_unreadable", f"{path}.due_days", {"text": text}))
        return None
    return int(text)


def _needs_letters(draft: TableDraft) -> bool:
    """Whether a column that is used has no name, or one that stands twice."""
    names = [name_key(name) for name in draft.header]
    used = [names[at] for at in draft.fields if at < len(names)]
    return not draft.header_row or any(not name or names.count(name) > 1 for name in used)


def _fixed(path: str, draft: TableDraft, fields: Mapping[str, Field], findings: list[Finding]) -> dict[str, Value]:
    result: dict[str, Value] = {}
    for name, text in draft.fixed.items():
        if name in fields and text and draft.column_of(name) is None:
            try:
                result[name] = cell_reader(fields[name], draft.formats, {})(text)
            except BadCell as bad:
                findings.append(Finding(bad.code, f"{path}.fixed.{name}", bad.values))
    return result


def _when_empty(draft: TableDraft) -> dict[str, str]:
    made_on = {Kind.CONTRACTS: "signed_on", Kind.INVOICES: "issued_on"}
    if draft.cancelled_when_made and draft.kind in made_on and "status" in draft.given:
        return {"cancelled_on": made_on[draft.kind]}
    return {}


def _skipped(draft: TableDraft, *, by_letter: bool) -> tuple[RowRule, ...]:
    """Rows whose first named column says that they are totals."""
    first = total_column(draft)
    if not draft.skip_totals or first is None:
        return ()
    name = column_letter(first) if by_letter else draft.header[first]
    return (RowRule(name, words=tuple(name_key(word) for word in TOTALS)),)


def total_column(draft: TableDraft) -> int | None:
    """The column in which a row of totals would say so: the first that gives a field."""
    return min(draft.fields, default=None)


def with_unknown_words(drafts: Sequence[TableDraft], problems: Iterable[Finding]) -> tuple[TableDraft, ...]:
    """The drafts with the words that only the dry run has met, so that they can be given a meaning too."""
    result = list(drafts)
    for problem in problems:
        values = problem.values
        name, word = str(values.get("field", "")), str(values.get("value", ""))
        if problem.code != "value_unknown" or not word:
            continue
        for at, draft in enumerate(result):
            there = draft.column_of(name) is not None and draft.name == values.get("file")
            if there and draft.sheet in {"", values.get("sheet")}:
                known = draft.meanings.get(name, {})
                result[at] = replace(draft, meanings={**draft.meanings, name: {word: "", **known}})
    return tuple(result)
