"""What a journal row keeps of a use case: the rows before and after, as canonical JSON, one text per area."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from app.journal.areas import PLACES, UNJOURNALED, WITHOUT_VALUES
from app.kernel.changes import Area
from app.kernel.database import BulkImage, Cell, Image, Row


def bodies(images: Iterable[Image | BulkImage]) -> dict[Area, str]:
    """The images grouped by area, in the order in which the areas were first touched."""
    grouped: dict[Area, list[dict[str, Any]]] = {}
    for image in images:
        if image.table not in UNJOURNALED:
            grouped.setdefault(PLACES[image.table].area, []).append(_entry(image))
    return {area: text(entries) for area, entries in grouped.items()}


def text(content: object) -> str:
    """Canonical JSON: the same content gives the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def images(body: str) -> list[Image | BulkImage]:
    """What ``bodies`` wrote, read back. Long binary values come back as their digests."""
    entries = json.loads(body)
    return [
        BulkImage(
            entry["table"],
            entry["count"],
            entry["digest"],
            entry["first_id"],
            tuple(entry["columns"]),
            entry["removed"],
        )
        if "count" in entry
        else Image(entry["table"], entry["id"], entry.get("before"), entry.get("after"))
        for entry in entries
    ]


def _entry(image: Image | BulkImage) -> dict[str, Any]:
    if isinstance(image, BulkImage):
        return asdict(image)
    if image.table in WITHOUT_VALUES:
        return {"table": image.table, "id": image.row_id, "change": _kind(image)}
    return {"table": image.table, "id": image.row_id, "before": _cells(image.before), "after": _cells(image.after)}


def _kind(image: Image) -> str:
    if image.before is None:
        return "added"
    return "removed" if image.after is None else "changed"


def _cells(row: Row | None) -> dict[str, Cell] | None:
    if row is None:
        return None
    return {name: _digest(value) if isinstance(value, bytes) else value for name, value in row.items()}


def _digest(value: bytes) -> str:
    from hashlib import sha256  # loads OpenSSL, 6 ms of the start

    return f"sha256:{sha256(value).hexdigest()} ({len(value)})"
