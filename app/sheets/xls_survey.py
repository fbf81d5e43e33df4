"""XLS looked through: whether it is a workbook at all or asks for a password, and how far its cells reach.

The file is a small file system of sectors (MS-CFB) with one stream of records (MS-XLS); only the places of cells are
read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from app.sheets.extent import Errors, Extent
from app.sheets.sheet import Limits, SheetDamaged, SheetEncrypted, SheetFormatUnknown, SheetTooBig

_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_IN_HEADER = 109
_SMALL = 4096
_HEADER = 512

_BEGIN, _SHEET, _PASSWORD, _STRINGS = 0x0809, 0x0085, 0x002F, 0x00FC
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_BOOL_OR_ERROR = 0x0205
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _BOOL_OR_ERROR}) | _FORMULAS
_ROW_OF_NUMBERS = 0x00BD
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def survey(raw: bytes, file: str, limits: Limits) -> list[Errors]:
    """Count the cells of all sheets; give, by sheet, those whose value is an error. Raises SheetProblem."""
    try:
        streams = dict(_streams(raw))
        book = streams.get("Workbook") or streams.get("Book")
        if book:
            return _Book(file, limits).read(book)
    except (struct.error, LookupError, ValueError) as error:
        raise SheetDamaged(file=file, row=0) from error
    raise (SheetEncrypted if "EncryptedPackage" in streams else SheetFormatUnknown)(file=file)


class _Book:
    """Follows the records of the workbook."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._extent = Extent(file, limits)
        self._begins: list[int] = []
        """Where the sheets begin, in the order of their names."""
        self._errors: dict[int, Errors] = {}
        self._current: Errors = {}

    def read(self, book: bytes) -> list[Errors]:
        """All records. Raises SheetProblem."""
        for at, kind, size in _records(book):
            if kind in _CELLS:
                self._cell(kind, book[at : at + size])
            elif kind == _ROW_OF_NUMBERS:
                row, first = struct.unpack_from("<HH", book, at)
                self._extent.add(row, first + (size - 6) // 6 - 1, (size - 6) // 6)
            elif kind == _BEGIN:
                self._extent.begin_sheet()
                self._current = self._errors.setdefault(at - 4, {})
            elif kind == _SHEET:
                self._begins.append(struct.unpack_from("<I", book, at)[0])
            elif kind == _PASSWORD:
                raise SheetEncrypted(file=self._file)
            elif kind == _STRINGS and struct.unpack_from("<I", book, at + 4)[0] > self._limits.cells:
                raise SheetTooBig(file=self._file, what="cells", limit=self._limits.cells)
        return [self._errors.get(begin, {}) for begin in self._begins]

    def _cell(self, kind: int, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        self._extent.add(row, column)
        code = None
        if kind == _BOOL_OR_ERROR and record[7]:
            code = record[6]
        elif kind in _FORMULAS and record[12:14] == b"\xff\xff" and record[6] == 2:  # ruff: ignore[magic-value-comparison]
            code = record[8]
        if code is not None:
            self._current[row, column] = _ERRORS.get(code, "#N/A")


def _records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Where the body of each record begins, its kind, its size."""
    at, end = 0, len(book) - 3
    while at < end:
        kind, size = struct.unpack_from("<HH", book, at)
        if at + 4 + size > len(book):
            return  # the rest of the last sector
        yield at + 4, kind, size
        at += 4 + size


def _streams(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The streams of the workbook by their names; of others only the names."""
    size = 1 << struct.unpack_from("<H", raw, 30)[0]
    if size not in {512, 4096}:
        raise ValueError(size)
    table = _table(raw, size)
    directory = _chain(raw, size, table, struct.unpack_from("<I", raw, 48)[0])
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    small = b""
    for entry in entries:
        length, kind = struct.unpack_from("<H", entry, 64)[0], entry[66]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        begin, bytes_ = struct.unpack_from("<II", entry, 116)
        if kind == _ROOT:
            small = _chain(raw, size, table, begin)
        elif kind == _STREAM and name not in {"Workbook", "Book"}:
            yield name, b""
        elif kind == _STREAM and bytes_ >= _SMALL:
            yield name, _chain(raw, size, table, begin)[:bytes_]
        elif kind == _STREAM:
            minor = _chain(raw, size, table, struct.unpack_from("<I", raw, 60)[0])
            links = struct.unpack(f"<{len(minor) // 4}I", minor)
            pieces = [small[one * 64 : one * 64 + 64] for one in _linked(links, begin)]
            yield name, b"".join(pieces)[:bytes_]


def _table(raw: bytes, size: int) -> tuple[int, ...]:
    """The table that links sectors into chains."""
    places = [place for place in struct.unpack_from(f"<{_IN_HEADER}I", raw, 76) if place < _LAST_SECTOR]
    following, most = struct.unpack_from("<I", raw, 68)[0], len(raw) // size
    while following < _LAST_SECTOR and len(places) <= most:
        more = struct.unpack(f"<{size // 4}I", _sector(raw, size, following))
        places += [place for place in more[:-1] if place < _LAST_SECTOR]
        following = more[-1]
    return tuple(link for place in places[:most] for link in struct.unpack(f"<{size // 4}I", _sector(raw, size, place)))


def _chain(raw: bytes, size: int, table: tuple[int, ...], begin: int) -> bytes:
    return b"".join(_sector(raw, size, place) for place in _linked(table, begin))


def _linked(table: tuple[int, ...], begin: int) -> Iterator[int]:
    """The sectors of a chain. Raises LookupError where it leaves the table, ValueError where it runs in a circle."""
    for _ in range(len(table) + 1):
        if begin >= _LAST_SECTOR:
            return
        yield begin
        begin = table[begin]
    raise ValueError(begin)


def _sector(raw: bytes, size: int, place: int) -> bytes:
    """A sector; the last one of a file may be cut short."""
    at = (place + 1) * size
    piece = raw[at : at + size]
    if not piece:
        raise LookupError(place)
    return piece.ljust(size, b"\0")
