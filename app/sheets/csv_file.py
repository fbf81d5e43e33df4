"""CSV text into rows. The encoding and the delimiter are declared, or found out from the text itself."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from app.sheets.sheet import (
    LIMITS,
    Limits,
    Sheet,
    SheetDamaged,
    SheetEncoding,
    SheetFormatUnknown,
    SheetQuoteOpen,
    SheetRow,
    SheetTooBig,
)

ENCODINGS = ("utf-8", "utf-16", "cp1251", "latin-1")
"""What may be declared; a byte order mark at the beginning is understood in every case."""

DELIMITERS = (",", ";", "\t")

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 2**16
_SAMPLE_LINES = 20
_CYRILLIC_FROM = 0xC0
_CYRILLIC_BELOW = frozenset("ЁёЄєЇїІіҐґ".encode("cp1251"))
_CONTROL = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1a")
_NOISE_LEAST, _NOISE_MOST = 5, 100
"""More than these, and more than one control character in so many: no text."""
_END = "\x01 the end \x01"
"""A line of ours after the last one: when it does not come back as a row, a quotation mark is still open."""


def read_csv(
    path: Path,
    name: str,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits = LIMITS,
    most_rows: int | None = None,
) -> Sheet:
    """The rows of a CSV file, all or the first ones; ``name`` is how addresses call it. Raises SheetProblem."""
    raw = path.read_bytes()
    used = detect_encoding(raw) if encoding is None else _with_mark(raw, encoding)
    try:
        sample = codecs.getincrementaldecoder(used)().decode(raw[:_SAMPLE])
        if len(sample) - len(sample.translate(_CONTROL)) > _NOISE_LEAST + len(sample) // _NOISE_MOST:
            raise SheetFormatUnknown(file=name)
        with io.TextIOWrapper(io.BytesIO(raw), used, newline=None) as text:
            rows = _rows(_lines(text, name), delimiter or detect_delimiter(sample), name, limits)
            return Sheet(name, "", tuple(islice(rows, most_rows)))
    except UnicodeError as error:
        if encoding is None:
            raise SheetFormatUnknown(file=name) from error
        raise SheetEncoding(file=name, encoding=encoding) from error


def _lines(text: Iterable[str], name: str) -> Iterator[str]:
    """The lines, and the end of ours. Raises SheetDamaged at a zero character, which no text has."""
    last = "\n"
    for number, line in enumerate(text, start=1):
        if "\0" in line:
            raise SheetDamaged(file=name, row=number)
        last = line
        yield line
    if not last.endswith("\n"):
        yield "\n"
    yield _END


def _rows(lines: Iterable[str], delimiter: str, name: str, limits: Limits) -> Iterator[SheetRow]:
    """Rows within the limits, cells without outer blanks. Raises SheetTooBig, SheetQuoteOpen."""
    number = cells_so_far = 0
    fields: Sequence[str] = ()
    for number, fields in enumerate(_fields(lines, delimiter, name, limits), start=1):
        cells = tuple([field.strip() or None for field in fields])
        cells_so_far += len(cells)
        if max(map(len, fields), default=0) > limits.cell_length or len(cells) > limits.columns:
            _refuse_row(cells, name, limits)
        if any(cells) and fields != [_END]:
            yield SheetRow(number, cells)
        if number > limits.rows + 1 or cells_so_far > limits.cells + 1:  # one more: the end of ours
            what = "rows" if number > limits.rows + 1 else "cells"
            raise SheetTooBig(file=name, what=what, limit=getattr(limits, what))
    if fields != [_END]:
        raise SheetQuoteOpen(file=name, row=number)


def _fields(lines: Iterable[str], delimiter: str, name: str, limits: Limits) -> Iterator[list[str]]:
    """The fields of each row. Raises SheetQuoteOpen where one has no end."""
    csv.field_size_limit(max(limits.cell_length * 4, csv.field_size_limit()))
    number = 0
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for fields in reader:
            number += 1
            yield fields
    except csv.Error as error:
        raise SheetQuoteOpen(file=name, row=number + 1) from error


def _refuse_row(cells: Sequence[str | None], name: str, limits: Limits) -> None:
    """Raises SheetTooBig, unless the row is only long by blanks."""
    if len(cells) > limits.columns:
        raise SheetTooBig(file=name, what="columns", limit=limits.columns)
    if max((len(cell) for cell in cells if cell), default=0) > limits.cell_length:
        raise SheetTooBig(file=name, what="cell_length", limit=limits.cell_length)


def _with_mark(raw: bytes, declared: str) -> str:
    """The declared encoding, unless a byte order mark says it better."""
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return marked
    return "utf-16-le" if declared == "utf-16" else declared


def detect_encoding(raw: bytes) -> str:
    """By the mark, else UTF-16 by its zero bytes, else UTF-8 when it is valid, else windows-1251 or latin-1."""
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return marked
    head = raw[:4096]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251" if _looks_cyrillic(raw) else "latin-1"
    return "utf-8"


def _looks_cyrillic(raw: bytes) -> bool:
    """Cyrillic words are runs of high letters; in western text a high letter stands among ASCII ones."""
    high = runs = 0
    before = False
    for byte in raw[:_SAMPLE]:
        is_high = byte >= _CYRILLIC_FROM or byte in _CYRILLIC_BELOW
        high += is_high
        runs += is_high and before
        before = is_high
    return runs * 2 > high


def detect_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines most evenly; a comma when none does."""
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        lines = csv.reader(io.StringIO(text[:_SAMPLE], newline=None), delimiter=delimiter)
        try:
            widths = [len(fields) for _, fields in zip(range(_SAMPLE_LINES), lines, strict=False) if fields]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = (usual > 1) * (widths.count(usual) * 1000 + usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best
