"""The rows of a journal as its verification reads them, out of an open file or a closed copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.journal.chain import Kept, Link
from app.kernel.database import Cell

_PAGE_ROWS = 5_000


def links_of(rows: Callable[[str, Mapping[str, Cell]], list[tuple[Cell, ...]]]) -> Iterator[tuple[Link, Kept]]:
    """Every row with its body, in order of id; ``rows`` asks the file."""
    after = 0
    while True:
        page = rows(
            "SELECT j.id, j.at, j.user_id, j.login, j.operation_id, j.action, j.outcome, j.area, j.result, "
            "j.body_hash, j.prev_hash, j.hash, b.area, b.body FROM journal j LEFT JOIN journal_body b ON b.id = j.id "
            "WHERE j.id > :after ORDER BY j.id LIMIT :page",
            {"after": after, "page": _PAGE_ROWS},
        )
        for row in page:
            link = Link._make(row[:-2])
            yield link, Kept(*(None if cell is None else str(cell) for cell in row[-2:]))
            after = link.id
        if len(page) < _PAGE_ROWS:
            return
