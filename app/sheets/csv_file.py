"""CSV text into rows. The encoding and the delimiter are declared, or found out from the text itself."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.sheets.sheet import LIMITS, Limits, Sheet, SheetDamaged, SheetEncoding, SheetRow, SheetTooBig

ENCODINGS = ("utf-8", "utf-16", "cp1251", "latin-1")
"""What may be declared; a byte order mark at the beginning is understood in every case."""

DELIMITERS = (",", ";", "\t")

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE_LINES = 20
_CYRILLIC_FROM = 0xC0
_CYRILLIC_BELOW = "ЁёЄєЇїІіҐґ".encode("cp1251")


def read_csv(
    path: Path, name: str, encoding: str | None = None, delimiter: str | None = None, limits: Limits = LIMITS
) -> Sheet:
    """All rows of a CSV file; ``name`` is how addresses call it. Raises SheetProblem."""
    if path.stat().st_size > limits.file_bytes:
        raise SheetTooBig(file=name, what="file_bytes", limit=limits.file_bytes)
    text = _decode(path.read_bytes(), name, encoding)
    csv.field_size_limit(max(limits.cell_length * 4, csv.field_size_limit()))
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter or detect_delimiter(text))
    try:
        return Sheet(name, "", tuple(_rows(lines, name, limits)))
    except csv.Error as error:
        raise SheetDamaged(file=name, row=lines.line_num) from error


def _rows(lines: Iterable[list[str]], name: str, limits: Limits) -> Iterator[SheetRow]:
    """Rows within the limits, cells without outer blanks. Raises SheetTooBig."""
    for number, fields in enumerate(lines, start=1):
        if number > limits.rows:
            raise SheetTooBig(file=name, what="rows", limit=limits.rows)
        if len(fields) > limits.columns:
            raise SheetTooBig(file=name, what="columns", limit=limits.columns)
        if fields and max(map(len, fields)) > limits.cell_length:
            raise SheetTooBig(file=name, what="cell_length", limit=limits.cell_length)
        yield SheetRow(number, tuple([field.strip() or None for field in fields]))


def _decode(raw: bytes, name: str, declared: str | None) -> str:
    """The text of the file. Raises SheetEncoding, SheetDamaged."""
    encoding = detect_encoding(raw) if declared is None else _with_mark(raw, declared)
    try:
        text = raw.decode(encoding)
    except UnicodeError as error:
        raise SheetEncoding(file=name, encoding=declared or encoding) from error
    if "\0" in text:
        raise SheetDamaged(file=name, row=text.count("\n", 0, text.index("\0")) + 1)
    return text


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
    for byte in raw[: 2**16]:
        is_high = byte >= _CYRILLIC_FROM or byte in _CYRILLIC_BELOW
        high += is_high
        runs += is_high and before
        before = is_high
    return runs * 2 > high


def detect_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines most evenly; a comma when none does."""
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        lines = csv.reader(io.StringIO(text[: 2**16], newline=None), delimiter=delimiter)
        try:
            widths = [len(fields) for _, fields in zip(range(_SAMPLE_LINES), lines, strict=False) if fields]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = (usual > 1) * (widths.count(usual) * 1000 + usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best
