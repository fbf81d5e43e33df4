"""The record of failed attempts beside an encrypted file: it counts, it folds, and no tampering keeps anybody out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.keys.attempts import MOST_BYTES, MOST_MARKS, AttemptRecord, folded

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return tmp_path / "books.premia"


@pytest.fixture
def record(books: Path) -> AttemptRecord:
    return AttemptRecord(books)


def file_of(books: Path) -> Path:
    return books.with_name("books.premia.attempts")


def told(**wrong: object) -> bytes:
    """A line that we would have written, but for what is ``wrong`` with it."""
    noon = NOON.isoformat()
    line = {"id": "a", "mark": "m", "bucket": 7, "count": 1, "first_at": noon, "last_at": noon}
    return json.dumps(line | wrong).encode()


def test_attempts_are_kept_and_a_right_one_forgives_those_before_it(record: AttemptRecord) -> None:
    for at in range(3):
        record.claim("mark", 7, NOON + timedelta(seconds=at))
    record.claim("other", 8, NOON)
    right = record.claim("mark", 7, NOON)
    record.let_in(right, 7)
    record.claim("mark", 7, NOON)
    assert [(one.mark, one.forgiven) for one in record.failed()] == [
        ("mark", True), ("mark", True), ("mark", True), ("other", False), ("mark", False),
    ]  # fmt: skip


def test_another_program_sees_what_was_claimed_before(books: Path, record: AttemptRecord) -> None:
    first = record.claim("mark", 7, NOON)
    second = AttemptRecord(books).claim("mark", 7, NOON)
    assert [one.id for one in record.failed(before=second)] == [first]
    assert record.failed(before=first) == ()
    record.withdraw(second)
    assert [one.id for one in AttemptRecord(books).failed()] == [first]


def test_what_is_journaled_goes_and_what_came_in_meanwhile_stays(books: Path, record: AttemptRecord) -> None:
    record.claim("mark", 7, NOON)
    seen = record.failed()
    record.claim("mark", 7, NOON + timedelta(seconds=1))
    record.forget(seen)
    assert [one.last_at for one in record.failed()] == [NOON + timedelta(seconds=1)]
    record.forget(record.failed())
    assert not file_of(books).exists()


def test_a_long_record_folds_and_loses_no_count(books: Path, record: AttemptRecord) -> None:
    for at in range(MOST_MARKS + 20):
        record.claim(f"{at:032x}", at, NOON + timedelta(seconds=at))
    line = file_of(books).read_text()
    file_of(books).write_text(line * (2 + MOST_BYTES // len(line)))
    written = sum(one.count for one in record.failed())
    record.claim("f" * 32, 7, NOON)
    assert sum(one.count for one in record.failed()) == written + 1
    assert len(record.failed()) == MOST_MARKS + 2
    assert file_of(books).stat().st_size < MOST_BYTES
    (first, *_) = folded(record.failed())
    assert (first.first_at, first.last_at) == (NOON, NOON)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\x00\xff" * 100,
        b"[" * 100_000,
        b"null\n7\n[]\n{}\n",
        told(count=True),
        told(count=0),
        told(count=-1),
        told(count=10**30),
        told(bucket="7"),
        told(first_at="x"),
        told(last_at=3),
        json.dumps({"id": "a", "bucket": 7, "count": 1, "first_at": "0001-01-01", "last_at": "9999-12-31"}).encode(),
    ],
)
def test_what_cannot_be_read_counts_nothing_and_the_next_attempt_does(
    books: Path, record: AttemptRecord, line: bytes
) -> None:
    file_of(books).write_bytes(told() + b"\n")
    assert len(record.failed()) == 1, "what is right is read"
    file_of(books).write_bytes(line + b"\n")
    assert record.failed() == ()
    record.claim("mark", 7, NOON)
    assert len(record.failed()) == 1


def test_where_nothing_can_be_written_nothing_is_raised(tmp_path: Path) -> None:
    record = AttemptRecord(tmp_path / "no such folder" / "books.premia")
    record.let_in(record.claim("mark", 7, NOON), 7)
    record.forget(record.failed())
    assert record.failed() == ()
