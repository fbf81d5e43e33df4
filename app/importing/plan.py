"""What an import would do, and what it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.importing.fields import Kind
from app.importing.intake import KindCount, Made
from app.importing.reading import Rows
from app.kernel.errors import Finding
from app.kernel.ids import OperationId


@dataclass(frozen=True, slots=True)
class Source:
    """The mapping and the files, read: everything an import needs besides the books."""

    currency: str
    rows: tuple[Rows, ...]
    digests: tuple[str, str]
    """SHA-256 of the mapping file and of all files together."""
    unreadable: tuple[Finding, ...] = ()
    """What makes whole tables unreadable: files that are not there, columns that are missing."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a dry run made of the rows, good for books that stand as they stood: ids of records to come are in it."""

    head: str
    """The hash of the journal's last row."""
    rows: tuple[Rows, ...]
    """Copies of the source's, to which the entries point."""
    made: dict[Kind, Made]
    kept: list[object] = field(default_factory=list, repr=False, compare=False)
    """What was large and is done with."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A dry run: what would be added, what stands already, and everything that is wrong. With problems it cannot run.

    A problem's ``place`` is ``payments.csv!E17`` (``book.xlsx/Sheet!E17``), and its values have ``file``, ``sheet``,
    ``row``, ``column`` (its letter), ``header`` and ``field``; problems of the mapping have the path in it.
    """

    counts: tuple[KindCount, ...]
    problems: tuple[Finding, ...]
    source: Source = field(repr=False)
    rehearsal: Rehearsal | None = field(default=None, repr=False, compare=False)

    @property
    def new(self) -> int:
        """How many records would be added."""
        return sum(count.new for count in self.counts)

    @property
    def unchanged(self) -> int:
        """How many records stand already just so."""
        return sum(count.unchanged for count in self.counts)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """An import that was done: times are UTC ISO text, ``counts`` are rows of the files by kind."""

    id: int
    imported_at: str
    login: str
    counts: Mapping[str, int]
    operation_id: OperationId
    undone_at: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; ``import_id`` is None when everything stood already."""

    import_id: int | None
    counts: tuple[KindCount, ...]

    @property
    def text(self) -> str:
        """The report as the journal keeps it."""
        counts = [[count.kind.value, count.new, count.unchanged] for count in self.counts]
        return json.dumps({"import_id": self.import_id, "counts": counts})

    @classmethod
    def parse(cls, text: str) -> ImportReport:
        """The report out of the journal."""
        content = json.loads(text)
        counts = tuple(KindCount(Kind(kind), new, unchanged) for kind, new, unchanged in content["counts"])
        return cls(content["import_id"], counts)
