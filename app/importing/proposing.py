"""What the rows of a sheet are, and which column is which field: proposed from names and cells, to be corrected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from app.calc.facts import Function
from app.importing.drafting import TableDraft, total_column
from app.importing.fields import Field, Kind, Reads, fields_of
from app.importing.formats import BadCell, Formats, Value, cell_reader
from app.importing.mapping import ClientsBy, FoundBy, PeopleBy
from app.importing.usual_names import NAMES, TITLES, TOTALS, plain
from app.kernel.ids import name_key
from app.sheets.sheet import Cell, SheetRow

DATE_FORMS: tuple[str, ...] = (
    *("YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "D.M.YYYY", "D/M/YYYY", "DD-MM-YYYY", "DD.MM.YY", "DD/MM/YY"),
    *("DD-MMM-YY", "DD-MMM-YYYY", "D MMM YYYY", "YYYY-MM-DD *", "DD.MM.YYYY *", "YYYY/MM/DD", "MM/DD/YYYY", "M/D/YYYY"),
)
"""The usual forms of dates: of those that fit, the first is proposed."""

_LAST_HEADER = 30
_PEOPLE = (*Function, "person", "found_by")
_DECIMALS = re.compile(r"\d([.,])\d{1,2}\D*$")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,])\d{3})+(?![\d])")
_FIELD, _REQUIRED, _MISSING, _TITLE = 1, 3, 2, 4
"""What a column that is known weighs, one that must be there, one that is not there, and the name of the sheet."""


def proposed(drafts: Sequence[TableDraft]) -> tuple[TableDraft, ...]:
    """Every draft with all that can be told from its own sheet and from the others."""
    alone = [_proposed(draft) for draft in drafts]
    sells = any(draft.kind is Kind.CONTRACTS and "selling" in draft.given for draft in alone)
    clients = _named_in(alone, Kind.CLIENTS, "code", "name")
    people = _named_in(alone, Kind.STAFF, "staff_no", "name")
    result = []
    for draft in alone:
        by_name = _by_name(draft, ("client",), clients)
        people_named = _by_name(draft, _PEOPLE, people)
        first = draft.kind is Kind.CLIENTS and "found_by" not in draft.given and sells
        result.append(
            replace(
                draft,
                clients_by=ClientsBy.NAME if by_name else ClientsBy.CODE,
                people_by=PeopleBy.NAME if people_named else PeopleBy.STAFF_NO,
                found_by=FoundBy.FIRST_SELLER if first else FoundBy.NOBODY,
            )
        )
    return tuple(result)


def for_kind(draft: TableDraft, kind: Kind | None) -> TableDraft:
    """The draft with its rows taken for ``kind``: its columns, formats and words proposed anew."""
    fields = {} if kind is None else _fields(draft, kind)
    bare = replace(draft, kind=kind, fields=fields, fixed={}, meanings={}, due_days="")
    totals = total_column(bare)
    total = totals is not None and any(name_key(text) in TOTALS for text in bare.cells(totals))
    made = replace(bare, formats=_formats(bare), skip_totals=total).with_words()
    named = PeopleBy.NAME if _by_name(made, _PEOPLE, (set(), set())) else PeopleBy.STAFF_NO
    called = ClientsBy.NAME if _by_name(made, ("client",), (set(), set())) else ClientsBy.CODE
    made = replace(made, people_by=named, clients_by=called)
    cancelled = "cancelled" in made.meanings.get("status", {}).values() and "cancelled_on" not in made.given
    return replace(made, cancelled_when_made=cancelled)


def for_header(draft: TableDraft, row: int) -> TableDraft:
    """The draft with the names of its columns in another row; the kind stays, where one is chosen."""
    moved = replace(draft, header_row=row)
    return for_kind(moved, draft.kind if draft.kind is not None else _kind(moved))


def _proposed(draft: TableDraft) -> TableDraft:
    headed = replace(draft, header_row=_header_row(draft.rows))
    return for_kind(headed, _kind(headed))


Known = tuple[set[str], set[str]]
"""The keys and the names of all records of a kind."""


def _named_in(drafts: Sequence[TableDraft], kind: Kind, key: str, name: str) -> Known:
    """How the sheets of ``kind`` call their records."""
    known: Known = set(), set()
    for draft in drafts:
        for place, field in enumerate((key, name)):
            column = draft.column_of(field) if draft.kind is kind else None
            known[place].update(map(name_key, draft.cells(column) if column is not None else ()))
    return known


def _by_name(draft: TableDraft, fields: Sequence[str], known: Known) -> bool:
    """Whether the cells of these fields name records by their names: as other sheets know them, else by their look."""
    columns = [column for column, field in draft.fields.items() if field in fields]
    words = [name_key(part) for column in columns for cell in draft.cells(column) for part in cell.split(";") if part]
    keys, names = (sum(1 for word in words if word.strip() in some) for some in known)
    if keys or names:
        return names > keys
    return sum(1 for word in words if " " in word.strip()) * 2 > len(words)


def _header_row(rows: Sequence[SheetRow]) -> int:
    """The row with most names that are known; without any, the first with two texts and no number."""
    known = {name for fields in NAMES.values() for names in fields.values() for name in names}
    best, most = 0, 1
    for row in rows[:_LAST_HEADER]:
        count = sum(1 for cell in row.cells if isinstance(cell, str) and plain(cell) in known)
        if count > most:
            best, most = row.number, count
    if best:
        return best
    named = (row.number for row in rows if _is_named(row.cells))
    return next(named, rows[0].number if rows else 1)


def _is_named(cells: Sequence[Cell]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return len(given) > 1 and all(isinstance(cell, str) and not cell[:1].isdigit() for cell in given)


def _kind(draft: TableDraft) -> Kind | None:
    """What most columns and the name of the sheet speak for; None where too little does."""
    scores = {kind: _score(draft, kind) for kind in Kind}
    best = max(scores, key=lambda kind: scores[kind])
    if best is Kind.PAY_TERMS and {"staff_no", "name"} <= set(_fields(draft, Kind.STAFF).values()):
        return Kind.STAFF  # who the people are comes first, and not everybody may see what they are paid
    return best if scores[best] > 0 else None


def _score(draft: TableDraft, kind: Kind) -> int:
    fields, given = fields_of(kind), set(_fields(draft, kind).values())
    titled = bool({plain(draft.sheet), plain(PurePosixPath(draft.file).stem)} & set(TITLES[kind]))
    score = sum(_REQUIRED if fields[name].required else _FIELD for name in given)
    missing = sum(1 for one in fields.values() if one.required and one.name not in given)
    told = len(given) + titled > 1 and (titled or missing <= 1)
    return score - _MISSING * missing + _TITLE * titled if told else 0


def _fields(draft: TableDraft, kind: Kind) -> dict[int, str]:
    """Column → field: the surest name of a field wins, and columns that must be there come first."""
    header = [plain(name) for name in draft.header]
    sure: list[tuple[int, int, int, str]] = []
    fields = fields_of(kind)
    for order, (name, names) in enumerate((one, NAMES[kind].get(one, ())) for one in fields):
        for column, title in enumerate(header):
            if title and title in names:
                sure.append((names.index(title), order, column, name))
    result: dict[int, str] = {}
    for _, _, column, name in sorted(sure):
        if column not in result and name not in result.values():
            result[column] = name
    return dict(sorted(result.items()))


def _formats(draft: TableDraft) -> Formats:
    fields = fields_of(draft.kind) if draft.kind is not None else {}
    dates: list[str] = []
    serials = 0
    numbers: list[str] = []
    for column, name in draft.fields.items():
        cells = [row.cells[column] for row in draft.records if column < len(row.cells)]
        if fields[name].reads is Reads.DATE:
            dates += [cell for cell in cells if isinstance(cell, str)]
            serials += sum(1 for cell in cells if isinstance(cell, int))
        elif fields[name].reads in {Reads.MONEY, Reads.PERCENT, Reads.RATE}:
            numbers += [cell for cell in cells if isinstance(cell, str)]
    decimal, thousands = number_signs(numbers)
    forms = date_forms(dates) if dates or not serials else ()
    as_numbers = ("serial",) if serials > len(dates) else ()
    return Formats(dates=(*forms, *as_numbers), decimal=decimal, thousands=thousands)


def date_forms(texts: Sequence[str]) -> tuple[str, ...]:
    """The fewest usual forms that read the texts, each the most of what is left; what nobody reads is left out."""
    left, chosen = set(texts), []
    while left:
        read = {form: {text for text in left if _reads(form, text)} for form in DATE_FORMS}
        best = max(DATE_FORMS, key=lambda form: len(read[form]))
        if not read[best]:
            break
        chosen.append(best)
        left -= read[best]
    return tuple(chosen) or Formats().dates


def two_readings(forms: Sequence[str], texts: Sequence[str]) -> tuple[str, str] | None:
    """Day and month could change places in all the texts: the form that is used and the other one."""
    swapped = {"DD/MM/YYYY": "MM/DD/YYYY", "D/M/YYYY": "M/D/YYYY"}
    for form in forms:
        other = swapped.get(form)
        read = [text for text in texts if _reads(form, text)]
        if other and read and all(_reads(other, text) for text in read):
            return form, other
    return None


def _reads(form: str, text: str) -> bool:
    try:
        return _reader(form)(text) is not None
    except BadCell:
        return False


@cache
def _reader(form: str) -> Callable[[Cell], Value]:
    return cell_reader(Field("day", Reads.DATE), Formats(dates=(form,)), {})


def number_signs(texts: Sequence[str]) -> tuple[str, str]:
    """The decimal sign and the sign between thousands as the cells have them; the latter empty where none is needed."""
    votes = {".": 0, ",": 0}
    for text in texts:
        found = _DECIMALS.search(text)
        if found:
            votes[found[1]] += 1
    decimal = "," if votes[","] > votes["."] else "."
    other = "," if decimal == "." else "."
    grouped = [found[1] for text in texts if (found := _THOUSANDS.search(text))]
    if (
        not any(votes.values()) and grouped and set(grouped) == {"."}
    ):  # 1.234 and nothing finer: a point between thousands
        return ",", "."
    return decimal, other if other in grouped else ""
