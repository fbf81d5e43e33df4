"""The journal as a table for other programs: a line for every row that was touched; codes, not sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.journal.body import text
from app.journal.model import Entry
from app.kernel.database import BulkImage, Image

HEADER = (
    "entry", "at", "login", "action", "outcome", "operation_id", "area", "change", "table", "row_id", "rows", "before",
    "after", "why", "hash",
)  # fmt: skip
"""``change`` is added, changed, removed or hidden; ``rows`` counts what came or went at once; ``why`` of a refusal."""

Line = tuple[str | int | None, ...]


def lines(entries: Iterable[Entry]) -> Iterator[Line]:
    """The lines of each entry; one that the reader may not see says so and tells nothing."""
    for entry in entries:
        head = (entry.id, entry.at, entry.login, entry.action, entry.outcome.value, entry.operation_id)
        area = entry.area.value if entry.area else ""
        for told in _told(entry):
            yield (*head, area, *told, entry.permission or entry.reason, entry.hash)


def _told(entry: Entry) -> Iterator[Line]:
    if entry.images is None:
        count = entry.about.get("count")
        yield ("hidden" if entry.area else "", "", None, count, "", text(dict(entry.about)) if entry.about else "")
        return
    for image in entry.images:
        if isinstance(image, BulkImage):
            change = "removed" if image.removed else "added"
            yield (change, image.table, image.first_id or None, image.count, "", image.digest)
        else:
            yield (_change(image), image.table, image.row_id, 1, _cells(image.before), _cells(image.after))


def _change(image: Image) -> str:
    if image.before is None:
        return "added" if image.after is not None else "changed"  # of secrets only that they changed is known
    return "removed" if image.after is None else "changed"


def _cells(row: object) -> str:
    return "" if row is None else text(row)
