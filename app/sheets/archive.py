"""The parts of a workbook that is a ZIP archive: read piece by piece, never kept, never more than the limits allow.

Expat calls back for every mark of the XML and we only count: whatever a bomb would grow to, it is refused after a few
seconds at most. No such part may declare a document type, so there are no entities to expand.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from app.sheets.sheet import Limits, SheetDamaged, SheetEncrypted, SheetTooBig

Start = Callable[[str, dict[str, str]], None]

_CHUNK = 2**18
_ENCRYPTED = 0x1


class Archive:
    """An open archive; names of parts are looked up in small letters and with ordinary slashes."""

    def __init__(self, file: str, archive: zipfile.ZipFile, limits: Limits) -> None:
        """Take over ``archive``, which ``file`` names."""
        self.file = file
        self._zip = archive
        self._limits = limits
        self._infos = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
        self._unpacked = self._elements = 0

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._infos

    def count(self, part: str, most_bytes: int | None = None) -> zipfile.ZipInfo:
        """Count a part that is going to be unpacked. Raises SheetDamaged, SheetEncrypted, SheetTooBig."""
        info = self._infos.get(part.lower())
        if info is None:
            raise SheetDamaged(file=self.file, row=0)
        if info.flag_bits & _ENCRYPTED:
            raise SheetEncrypted(file=self.file)
        self._unpacked += info.file_size
        if self._unpacked > self._limits.unpacked_bytes:
            raise SheetTooBig(file=self.file, what="unpacked_bytes", limit=self._limits.unpacked_bytes)
        if most_bytes is not None and info.file_size > most_bytes:
            raise SheetTooBig(file=self.file, what="strings_bytes", limit=most_bytes)
        return info

    def head(self, part: str, most: int) -> bytes:
        """The first bytes of a part; none where there is no such part. Raises SheetProblem."""
        if part not in self:
            return b""
        with self._zip.open(self.count(part)) as stream:
            return stream.read(most)

    def scan(self, part: str, start: Start, end: Callable[[str], None] | None = None) -> None:
        """Call back for every mark of an XML part: names as they stand, with prefixes. Raises SheetProblem."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = self._no_doctype
        if end is not None:
            parser.EndElementHandler = end
        with self._zip.open(self.count(part)) as stream:
            while chunk := stream.read(_CHUNK):
                self._elements += chunk.count(b"<")
                if self._elements > self._limits.elements:
                    raise SheetTooBig(file=self.file, what="elements", limit=self._limits.elements)
                parser.Parse(chunk)
        parser.Parse(b"", True)  # ruff: ignore[boolean-positional-value-in-call] (expat takes no names)

    def _no_doctype(self, *_: object) -> NoReturn:
        raise SheetDamaged(file=self.file, row=0)


@contextmanager
def opened(path: Path, file: str, limits: Limits) -> Generator[Archive]:
    """Open an archive; whatever is wrong with it or with a part of it is SheetDamaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Archive(file, archive, limits)
    except (
        *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError),
        *(ValueError, LookupError, OverflowError),
    ) as error:
        raise SheetDamaged(file=file, row=0) from error
