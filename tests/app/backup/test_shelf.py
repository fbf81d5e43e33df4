"""A file that nobody has open, with its copies: looked into one by one, and given up when asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.backup.copies import Occasion, occasion
from app.backup.making import make_copy
from app.backup.rescue import copies_on
from app.backup.shelf import Shelf, newest_sound
from tests.support.database import office_file

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    path = office_file(tmp_path / "books.premia")
    for hours, why in enumerate((Occasion.BY_HAND, Occasion.AUTOMATIC, Occasion.BEFORE_IMPORT)):
        make_copy(path, NOON + timedelta(hours=hours), why)
    return path


def test_copies_are_looked_into_with_a_report_of_each(books: Path) -> None:
    told: list[tuple[int, int]] = []
    copies = Shelf(books).copies(None, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert [occasion(copy.file.path, books) for copy in copies] == ["before-import", "auto", ""]
    assert [copy.sound for copy in copies] == [True] * 3


def test_the_newest_that_is_sound_is_the_one_to_restore(books: Path) -> None:
    shelf = Shelf(books)
    newest, second, _ = shelf.copies(None, lambda _done, _total: None)
    newest.file.path.write_bytes(b"in pieces" * 1000)
    found = newest_sound(shelf.copies(None, lambda _done, _total: None))
    assert found is not None
    assert found.file == second.file
    books.unlink()
    assert shelf.restore(found.file.path, NOON).kept_aside is None
    assert books.is_file()


def test_looking_is_given_up_when_asked(books: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        Shelf(books).copies(None, stop)


def test_none_is_sound(tmp_path: Path) -> None:
    assert newest_sound(Shelf(tmp_path / "books.premia").copies(tmp_path, lambda _done, _total: None)) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("books.20261120-120000.premia", ""),
        ("books.auto.20261120-120000-2.premia", "auto"),
        ("books.schema-1.20261120-120000.premia", "schema-1"),
        ("books.before-restore.20261120-120000.premia", "before-restore"),
        ("books.somebody's.premia", ""),
    ],
)
def test_the_name_of_a_copy_says_why_it_was_made(tmp_path: Path, name: str, why: str) -> None:
    assert occasion(tmp_path / name, tmp_path / "books.premia") == why


def test_a_name_with_brackets_is_a_name_like_others(tmp_path: Path) -> None:
    path = office_file(tmp_path / "books [2026].premia")
    make_copy(path, NOON, Occasion.BY_HAND)
    assert len(copies_on(path)) == 1
