"""What putting a backup back would lose: the entries that the file's journal has beyond those of the backup."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.backup.copies import Examined, LostArea, Preview
from app.backup.soundness import examine, hash_at, head
from app.db.driver import Connection, connect, translating
from app.kernel.changes import Area
from app.keys.data_key import DataKey
from app.keys.door import is_encrypted

_LOST = """
SELECT area, count(*), min(at), max(at) FROM journal
WHERE id > :id AND outcome = 'done' AND area <> '' GROUP BY area ORDER BY area"""


def preview(backup: Path, target: Path, key: DataKey | None = None) -> Preview:
    """Compare two files that may both be open elsewhere; neither is changed, and nothing is raised about them."""
    bares = is_encrypted(target) and not is_encrypted(backup)
    of_backup = examine(backup, key)
    of_target = examine(target, key) if target.exists() else None
    if of_target is None or not (_readable(of_backup) and _readable(of_target)):
        return Preview(of_backup, of_target, same_books=False, lost=None, bares=bares)
    with translating(target), closing(connect(backup, key)) as old, closing(connect(target, key)) as new:
        common = _common(old, new)
        if common == 0:
            return Preview(of_backup, of_target, same_books=False, lost=None, bares=bares)
        rows = new.execute(_LOST, {"id": common}).fetchall()
    lost = tuple(LostArea(Area(str(area)), int(str(n)), str(first), str(last)) for area, n, first, last in rows)
    return Preview(of_backup, of_target, same_books=True, lost=lost, bares=bares)


def _readable(examined: Examined) -> bool:
    return examined.entries > 0


def _common(one: Connection, other: Connection) -> int:
    """The id of the last entry that both journals share: hashes are chained, so they agree up to it and not after."""
    low, high = 0, min(head(one).id, head(other).id)
    while low < high:
        middle = (low + high + 1) // 2
        if hash_at(one, middle) == hash_at(other, middle):
            low = middle
        else:
            high = middle - 1
    return low
