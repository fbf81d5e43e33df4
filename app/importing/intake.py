"""What every kind of record goes through: known already, repeated, different, or new; then all new ones at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from app.importing.fields import Kind, fields_of
from app.importing.reading import Line, Rows
from app.kernel.errors import Finding, Invalid, Plain, Refused

New = TypeVar("New")

Reader = Callable[[Any], object]
"""Takes the value of a field out of a record, be it new or stored."""


def readers(**attributes: str) -> dict[str, Reader]:
    """Field → what reads the attribute behind it."""
    return {name: attrgetter(attribute) for name, attribute in attributes.items()}


def same(*names: str) -> dict[str, Reader]:
    """Readers of fields that are called as their attributes."""
    return {name: attrgetter(name) for name in names}


class Entry(NamedTuple, Generic[New]):
    """A record to be, under its natural key, with its row (the first one, where several make it)."""

    key: Hashable
    new: New
    line: Line


Made = tuple[list[Entry[Any]], int]
"""The entries of a kind that are new, and how many stand already just so."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind a file holds: to be added, and already standing just so."""

    kind: Kind
    new: int
    unchanged: int


def fresh(
    entries: Iterable[Entry[New]],
    stored: Mapping[Any, object],
    readers: Mapping[str, Reader],
    *,
    may_repeat: bool = False,
) -> tuple[list[Entry[New]], int]:
    """The entries that are new, and how many stand already just so.

    A key that comes twice in the files is a finding (with ``may_repeat``: unless both say the same), and so is one that
    stands with another value in a mapped field; ``readers`` take a field's value out of either record.
    """
    seen: dict[Hashable, Entry[New]] = {}
    added: list[Entry[New]] = []
    unchanged = 0
    for entry in entries:
        first = seen.setdefault(entry.key, entry)
        if first is not entry:
            if may_repeat and first.new == entry.new:
                continue
            entry.line.report("", "repeated", key=key_text(entry.key), first=first.line.place())
            continue
        standing = stored.get(entry.key)
        if standing is None:
            added.append(entry)
        elif not _differs(entry, standing, readers):
            unchanged += 1
    return added, unchanged


def _differs(entry: Entry[New], standing: object, readers: Mapping[str, Reader]) -> bool:
    """Whether a mapped field stands otherwise; every such field is told."""
    found = False
    for name in sorted(entry.line.rows.table.mapped & readers.keys()):
        given, stands = readers[name](entry.new), readers[name](standing)
        if given != stands:
            found = True
            entry.line.report(name, "differs", key=key_text(entry.key), given=_plain(given), stands=_plain(stands))
    return found


def key_text(key: Hashable) -> str:
    """A natural key as people read it."""
    parts = key if isinstance(key, tuple) else (key,)
    return ", ".join(str(_plain(part)) for part in parts)


def _plain(value: object) -> Plain:
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return ", ".join(str(_plain(part)) for part in value)
    return str(value)


def add(entries: Sequence[Entry[New]], add_many: Callable[[Sequence[New]], object]) -> int:
    """Hand the records to their feature; what it refuses becomes findings at their rows, and the others are added.

    Give how many were added. So a later kind can still be checked against the sound part of an earlier one; the whole
    import is undone in the end anyway when there is any finding.
    """
    sound = [entry for entry in entries if not entry.line.spoiled]
    while sound:
        try:
            add_many([entry.new for entry in sound])
        except Invalid as invalid:
            refused = _told(sound, invalid.findings)
            sound = [entry for position, entry in enumerate(sound) if position not in refused]
        else:
            break
    return len(sound)


def add_each(entries: Sequence[Entry[New]], add_one: Callable[[New], object]) -> int:
    """As ``add``, for features that take one record at a time."""
    added = 0
    for entry in entries:
        if entry.line.spoiled:
            continue
        try:
            add_one(entry.new)
        except Invalid as invalid:
            _told([entry], [finding.of_item(0) for finding in invalid.findings])
        except Refused as refused:
            values = {name: value for name, value in refused.values.items() if name != "rule"}
            entry.line.report("", refused.rule, **values)
        else:
            added += 1
    return added


def _told(entries: Sequence[Entry[New]], findings: Iterable[Finding]) -> set[int]:
    """Leave each finding at its row, give the positions of the refused records. Raises Invalid where none is named."""
    refused = set()
    for finding in findings:
        position = finding.values.get("item")
        if not isinstance(position, int):
            raise Invalid((finding,))
        entry = entries[position]
        values = {name: value for name, value in finding.values.items() if name not in {"item", "field"}}
        entry.line.report(_field(entry.line.rows, finding.place), finding.code, **values)
        refused.add(position)
    return refused


def _field(rows: Rows, place: str) -> str:
    """The field behind an attribute of a record: ``net_minor`` is ``net``, ``client_id`` is ``client``."""
    name = place.partition("[")[0]
    for ending in ("_minor", "_ppm", "_id", "_number", "_micro"):
        name = name.removesuffix(ending)
    return name if name in fields_of(rows.table.kind) else ""
