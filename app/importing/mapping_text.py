"""A mapping as the text of its file, which ``mapping_file`` reads back as the very same mapping."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.importing.fields import Field, Reads, fields_of
from app.importing.formats import Formats, Value
from app.importing.mapping import ClientsBy, FoundBy, ImportMapping, Part, PeopleBy, RowRule, TableMapping
from app.importing.mapping_file import FORMAT
from app.kernel.errors import UnreachableFile
from app.sheets.sheet import column_letter

_SCALES = {Reads.MONEY: 2, Reads.COUNT: 0, Reads.RATE: 6}


def mapping_text(mapping: ImportMapping) -> str:
    """The TOML text, numbers exact."""
    lines = [
        "# Which columns of these files are which fields of the books: Premia reads it when the files are imported."
    ]
    lines.append(f"premia_import = {FORMAT}")
    if mapping.currency:
        lines.append(f"currency = {_text(mapping.currency)}")
    for table in mapping.tables:
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _table(table: TableMapping) -> Iterator[str]:
    yield "[[table]]"
    yield f"kind = {_text(table.kind)}"
    yield from _place(table)
    formats = list(_formats(table.formats))
    if formats:
        yield f"formats = {{ {', '.join(formats)} }}"
    yield from _habits(table)
    for key, rules in (("skip", table.skip), ("until", table.until)):
        if rules:
            yield f"{key} = [{', '.join(map(_rule, rules))}]"
    yield from _texts("columns", table.columns)
    fields = fields_of(table.kind)
    fixed = {name: _value(fields[name], value, table.formats) for name, value in table.fixed.items()}
    yield from _section("fixed", fixed)
    yield from _texts("when_empty", table.when_empty)
    for name, words in table.values.items():
        yield f"[table.values.{name}]"
        yield from (f"{_text(word)} = {_text(meaning)}" for word, meaning in words.items())


def _place(table: TableMapping) -> Iterator[str]:
    """Where it stands."""
    yield f"file = {_text(table.file)}"
    if table.sheet:
        yield f"sheet = {_text(table.sheet)}"
    if table.part != Part():
        yield f"cells = {_text(_cells(table.part))}"
    if table.header != (table.part.first_row, table.part.first_row):
        yield f"header_row = {_header(table.header)}"


def _habits(table: TableMapping) -> Iterator[str]:
    """How people and clients are named, and what is not as usual."""
    for key, value, usual in (
        ("people_by", table.people_by, PeopleBy.STAFF_NO),
        ("clients_by", table.clients_by, ClientsBy.CODE),
        ("found_by", table.found_by, FoundBy.NOBODY),
    ):
        if value != usual:
            yield f"{key} = {_text(value)}"
    if table.due_days is not None:
        yield f"due_days = {table.due_days}"


def _texts(title: str, texts: Mapping[str, str]) -> Iterator[str]:
    return _section(title, {key: _text(text) for key, text in texts.items()})


def _section(title: str, pairs: Mapping[str, str]) -> Iterator[str]:
    if pairs:
        yield f"[table.{title}]"
        yield from (f"{key} = {value}" for key, value in pairs.items())


def _header(header: tuple[int, int] | None) -> str:
    if header is None:
        return _text("find")
    first, last = header
    return str(first) if first == last else f"[{first}, {last}]"


def _cells(part: Part) -> str:
    right = "" if part.last_column is None else column_letter(part.last_column)
    bottom = "" if part.last_row is None else str(part.last_row)
    return f"{column_letter(part.first_column)}{part.first_row}:{right}{bottom}"


def _formats(formats: Formats) -> Iterator[str]:
    """What is not as usual."""
    usual = Formats()
    for key, value, standing in (
        ("encoding", formats.encoding or "", usual.encoding or ""),
        ("delimiter", formats.delimiter or "", usual.delimiter or ""),
        ("decimal", formats.decimal, usual.decimal),
        ("thousands", formats.thousands, usual.thousands),
        ("percent", formats.percent, usual.percent),
    ):
        if value != standing:
            yield f"{key} = {_text(value)}"
    for key, words, standing_words in (
        ("date", formats.dates, usual.dates),
        ("yes", formats.yes, usual.yes),
        ("no", formats.no, usual.no),
    ):
        if words != standing_words:
            yield f"{key} = {_list(words)}"


def _rule(rule: RowRule) -> str:
    if rule.empty_row:
        return "{ empty_row = true }"
    parts = [f"column = {_text(rule.column)}"]
    if rule.starts:
        parts.append(f"starts = {_text(rule.starts)}")
    if rule.words:
        parts.append(f"is = {_list(rule.words)}")
    if rule.empty:
        parts.append("empty = true")
    return f"{{ {', '.join(parts)} }}"


def _value(field: Field, value: Value, formats: Formats) -> str:
    """A value as a TOML value that is read as the same one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _text("; ".join(value))
    if isinstance(value, int):
        if field.reads is Reads.FLAG:
            return _text((formats.yes if value else formats.no)[0])
        scale = (4 if formats.percent == "percent" else 6) if field.reads is Reads.PERCENT else _SCALES[field.reads]
        return _number(value, scale)
    return _text(value or "")


def _number(value: int, scale: int) -> str:
    """Exact: TOML keeps every digit, and so does the reader."""
    number = Decimal(value).scaleb(-scale)
    return str(int(number)) if number == number.to_integral_value() else f"{number.normalize():f}"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def save_mapping(text: str, path: Path) -> None:
    """Keep a mapping for the next time. Raises UnreachableFile."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnreachableFile(path=str(path)) from error
