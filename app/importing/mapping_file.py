"""Reads a mapping file, whose format stands at the head of ``mapping``. Every mistake is a finding with its path."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from app.importing.fields import Kind, fields_of
from app.importing.formats import BadCell, Formats, Value, cell_reader, date_pattern
from app.importing.mapping import (
    ClientsBy,
    FoundBy,
    ImportMapping,
    Part,
    PeopleBy,
    RowRule,
    TableMapping,
)
from app.kernel.errors import Finding, Invalid
from app.kernel.ids import name_key
from app.kernel.money import CURRENCIES
from app.kernel.toml_table import Table, load
from app.paths import written_text
from app.sheets.csv_file import ENCODINGS
from app.sheets.sheet import Cell, column_number

FORMAT = 1

_HEAD = ("premia_import", "currency", "formats", "table")
_FORMATS = ("encoding", "delimiter", "date", "decimal", "thousands", "percent", "yes", "no")
_TABLE = (
    *(
        "kind",
        "file",
        "sheet",
        "cells",
        "header_row",
        "columns",
        "fixed",
        "values",
        "when_empty",
        "skip",
        "until",
        "formats",
    ),
    *("people_by", "clients_by", "found_by", "due_days"),
)
_SKIP = ("column", "starts", "is", "empty")
_UNTIL = (*_SKIP, "empty_row")
_RANGE = re.compile(r"(?P<left>[A-Z]{1,3})(?P<top>[0-9]{1,7})?:(?P<right>[A-Z]{1,3})(?P<bottom>[0-9]{1,7})?")
_ONE_OF = {Kind.CONTRACTS, Kind.ACTS, Kind.INVOICES, Kind.CREDIT_NOTES}
_LATEST_HEADER, _HIGHEST_HEADER = 1_000_000, 20
_LONGEST_DUE = 3660


class _Percent(StrEnum):
    PERCENT = "percent"
    FRACTION = "fraction"


def load_mapping(path: Path) -> ImportMapping:
    """The mapping in a file. Raises FileProblem, and Invalid with every mistake by its path."""
    return read_mapping(written_text(path))


def read_mapping(text: str) -> ImportMapping:
    """The mapping in a TOML text. Raises Invalid with every mistake by its path in the file."""
    content, syntax = load(text)
    if syntax:
        raise Invalid(syntax)
    findings: list[Finding] = []
    head = Table(content, "", findings, _HEAD)
    if head.whole("premia_import", high=10**6) != FORMAT:
        head.report("mapping_format", "premia_import", expected=FORMAT)
    currency = head.optional_text("currency")
    if currency and currency not in CURRENCIES:
        head.report("currency_unknown", "currency", currency=currency)
    formats = _formats(head, Formats())
    tables = tuple(_table(table, formats) for table in head.tables("table", _TABLE))
    if findings:
        raise Invalid(tuple(findings))
    return ImportMapping(currency, tables)


def _formats(owner: Table, base: Formats) -> Formats:
    """The formats of ``owner``, where it says any, over ``base``."""
    table = owner.table("formats", _FORMATS)
    if table is None:
        return base
    encoding = table.optional_text("encoding", base.encoding or "")
    if encoding and encoding not in ENCODINGS:
        table.report("word_unknown", "encoding", found=encoding, allowed=", ".join(ENCODINGS), nearest="")
    dates = table.texts("date", base.dates)
    for text in dates:
        try:
            date_pattern(text)
        except ValueError:
            table.report("date_format_wrong", "date", value=text)
            dates = base.dates
    return Formats(
        encoding=encoding or None,
        delimiter=_sign(table, "delimiter", base.delimiter or "") or None,
        dates=dates,
        decimal=_sign(table, "decimal", base.decimal) or ".",
        thousands=_sign(table, "thousands", base.thousands),
        percent=table.choice("percent", _Percent, _Percent(base.percent)),
        yes=table.texts("yes", base.yes),
        no=table.texts("no", base.no),
    )


def _sign(table: Table, key: str, default: str) -> str:
    """One character or none."""
    sign = table.optional_text(key, default)
    if len(sign) > 1 or sign.isalnum() or sign in {'"', "\n", "\r"}:
        table.report("sign_wrong", key, value=sign)
        return default
    return sign


def _table(table: Table, formats: Formats) -> TableMapping:
    kind = table.choice("kind", Kind)
    own = _formats(table, formats)
    values = _values(table, kind)
    part = _part(table)
    mapping = TableMapping(
        path=table.path,
        kind=kind,
        file=_file_name(table),
        sheet=table.optional_text("sheet"),
        part=part,
        header=_header(table, part),
        columns=_texts_by_field(table, "columns", kind),
        fixed=_fixed(table, kind, own),
        values=values,
        when_empty=_when_empty(table, kind),
        skip=_rules(table, "skip"),
        until=_rules(table, "until"),
        formats=own,
        people_by=table.choice("people_by", PeopleBy, PeopleBy.STAFF_NO),
        clients_by=table.choice("clients_by", ClientsBy, ClientsBy.CODE),
        found_by=table.choice("found_by", FoundBy, FoundBy.NOBODY),
        due_days=table.whole("due_days", high=_LONGEST_DUE),
    )
    if "kind" in table:
        _check(table, mapping)
    return mapping


def _file_name(table: Table) -> str:
    """A path inside the folder: neither absolute nor above it."""
    name = table.text("file")
    path = Path(name)
    if path.is_absolute() or ".." in path.parts or path.drive or "\0" in name:
        table.report("file_outside", "file", file=name)
    return name


def _check(table: Table, mapping: TableMapping) -> None:
    """What only shows when the table is seen as a whole."""
    for field in fields_of(mapping.kind).values():
        if field.required and field.name not in mapping.mapped:
            table.report("field_missing", "columns", field=field.name, kind=mapping.kind.value)
    if mapping.kind in _ONE_OF and not mapping.mapped & {"net", "gross"}:
        table.report("field_missing", "columns", field="net", kind=mapping.kind.value)
    if mapping.kind is Kind.PAYMENTS and not mapping.mapped & {"client", "invoice"}:
        table.report("field_missing", "columns", field="client", kind=mapping.kind.value)
    if mapping.found_by is not FoundBy.NOBODY and mapping.kind is not Kind.CLIENTS:
        table.report("key_not_for_kind", "found_by", key="found_by", kind=mapping.kind.value)
    if mapping.due_days is not None and mapping.kind is not Kind.INVOICES:
        table.report("key_not_for_kind", "due_days", key="due_days", kind=mapping.kind.value)
    for field_name in mapping.columns:
        if field_name in mapping.fixed:
            table.report("field_twice", f"fixed.{field_name}", field=field_name)


def _by_field(table: Table, key: str, kind: Kind) -> Table | None:
    """The table at ``key`` whose keys are fields of the kind."""
    return table.table(key, tuple(fields_of(kind))) if "kind" in table else table.table(key, table.keys())


def _known(inner: Table, kind: Kind) -> list[str]:
    return [name for name in inner.keys() if name in fields_of(kind)]  # ruff: ignore[in-dict-keys]


def _texts_by_field(table: Table, key: str, kind: Kind) -> dict[str, str]:
    inner = _by_field(table, key, kind)
    if inner is None:
        return {}
    return {name: inner.text(name) for name in _known(inner, kind)}


def _when_empty(table: Table, kind: Kind) -> dict[str, str]:
    fields = fields_of(kind)
    result = _texts_by_field(table, "when_empty", kind)
    for name, other in result.items():
        if other not in fields or fields[other].reads is not fields[name].reads:
            nearest = get_close_matches(other, fields, n=1)
            table.report("field_unlike", f"when_empty.{name}", field=other, nearest=nearest[0] if nearest else "")
    return result


def _values(table: Table, kind: Kind) -> dict[str, dict[str, str]]:
    inner = _by_field(table, "values", kind)
    result: dict[str, dict[str, str]] = {}
    for name in _known(inner, kind) if inner else ():
        words = inner.table(name, tuple(_keys(inner.given(name)))) if inner else None
        choices = fields_of(kind)[name].choices
        result[name] = {}
        for word in _keys(inner.given(name)) if inner and words else ():
            meaning = words.optional_text(word) if words else ""
            result[name][name_key(word)] = meaning
            if choices and meaning not in choices and words:
                words.report("word_unknown", word, found=meaning, allowed=", ".join(choices), nearest="")
    return result


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, dict) else []


def _fixed(table: Table, kind: Kind, formats: Formats) -> dict[str, Value]:
    """Values for every row, read as a cell of the field would be; TOML's own numbers and dates may stand for text."""
    inner = _by_field(table, "fixed", kind)
    result: dict[str, Value] = {}
    for name in _known(inner, kind) if inner else ():
        field = fields_of(kind)[name]
        try:
            result[name] = cell_reader(field, formats, {})(_toml_cell(inner.given(name) if inner else None))
        except BadCell as bad:
            table.report(bad.code, f"fixed.{name}", **bad.values)
    return result


def _toml_cell(given: object) -> Cell:
    """A TOML value as the cell it stands for. Raises BadCell."""
    if isinstance(given, bool | int):
        return int(given)
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, str | Decimal | date):
        return given
    raise BadCell("value_type", expected="text", found=str(given))


def _rules(table: Table, key: str) -> tuple[RowRule, ...]:
    if key not in table:
        return ()
    rules = []
    for inner in table.tables(key, _SKIP if key == "skip" else _UNTIL):
        empty_row = inner.given("empty_row") is True
        rule = RowRule(
            "" if empty_row else inner.text("column"),
            inner.optional_text("starts"),
            tuple(name_key(word) for word in inner.texts("is")),
            inner.given("empty") is True,
            empty_row,
        )
        if not (rule.starts or rule.words or rule.empty or rule.empty_row):
            inner.report("skip_rule_empty")
        rules.append(rule)
    return tuple(rules)


def _part(table: Table) -> Part:
    """The part of the sheet that a range of cells names; the whole sheet without one."""
    text = table.optional_text("cells").strip().upper()
    found = _RANGE.fullmatch(text)
    if found is None:
        if text:
            table.report("range_wrong", "cells", value=text)
        return Part()
    first, last = int(found["top"] or 1), int(found["bottom"]) if found["bottom"] else None
    left, right = column_number(found["left"]), column_number(found["right"])
    if first < 1 or (last is not None and last < first) or right < left:
        table.report("range_wrong", "cells", value=text)
        return Part()
    return Part(first, last, left, right)


def _header(table: Table, part: Part) -> tuple[int, int] | None:
    """The rows of the header: one, several, none (0), or to be found (None)."""
    given = table.given("header_row")
    if given is None:
        return part.first_row, part.first_row
    if given == "find":
        return None
    items: list[object] = given if isinstance(given, list) else [given, given]
    rows = [row for row in items if isinstance(row, int) and not isinstance(row, bool)]
    if len(items) == len(rows) == 2:  # ruff: ignore[magic-value-comparison]
        first, last = rows
        if 0 <= first <= last <= _LATEST_HEADER and last - first < _HIGHEST_HEADER and (first or not last):
            return first, last
    table.report("header_rows_wrong", "header_row")
    return part.first_row, part.first_row
