"""What every engine behind ``Db`` must do, told on the first schema. A second engine adds itself to ENGINES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest

from app.db.connect import SqliteDb
from app.kernel.actor import Role
from app.kernel.database import BulkImage, Cell, Db, Image, Row
from app.kernel.errors import Busy, Duplicate, Refused, Stale
from tests.support.database import empty_file, open_db

Opener = Callable[[], Db]
AnyDb = TypeVar("AnyDb", bound=Db)


class SqliteFiles:
    """Connections to one fresh file."""

    def __init__(self, folder: Path) -> None:
        self.path = empty_file(folder / "books.premia")
        self.opened: list[SqliteDb] = []

    def __call__(self) -> Db:
        db = open_db(self.path)
        db.execute("PRAGMA busy_timeout=100")
        self.opened.append(db)
        return db


ENGINES = [pytest.param(SqliteFiles, id="sqlite")]


@pytest.fixture(params=ENGINES)
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    engine = request.param(tmp_path)
    yield engine
    for db in engine.opened:
        db.close()


@pytest.fixture
def db(connect: Opener) -> Db:
    return connect()


def group(name: str = "Промінь", **more: Cell) -> Row:
    return {"name": name, "name_key": name.casefold(), **more}


def names(db: Db) -> list[Cell]:
    return [row[0] for row in db.rows("SELECT name FROM client_group ORDER BY id")]


def fail_after(db: Db, row: Row) -> None:
    """A use case that writes and then meets a bug."""
    db.insert("client_group", row)
    raise ZeroDivisionError


# rows in and out


def test_a_row_comes_back_as_it_was_put_in(db: Db) -> None:
    with db.write():
        row_id = db.insert("client_group", group("O'Neil: 100% :x"))
    stored = {"id": row_id, "name": "O'Neil: 100% :x", "name_key": "o'neil: 100% :x", "import_id": None, "version": 1}
    assert db.query("SELECT * FROM client_group") == [stored]
    assert db.rows("SELECT id, name FROM client_group WHERE id = :id", {"id": row_id}) == [(row_id, "O'Neil: 100% :x")]
    assert db.query("SELECT * FROM client_group WHERE id = :id", {"id": row_id + 1}) == []


def test_bytes_and_nothing_come_back_too(db: Db) -> None:
    assert db.rows("SELECT :picture, :nothing", {"picture": b"\x00\xff", "nothing": None}) == [(b"\x00\xff", None)]


def test_an_enum_is_stored_as_its_text(db: Db) -> None:
    assert db.rows("SELECT :role", {"role": Role.DIRECTOR}) == [("director",)]
    assert type(db.rows("SELECT :role", {"role": Role.DIRECTOR})[0][0]) is str


@pytest.mark.parametrize("value", [1.0, Decimal(1), True, ("a",), {"a": 1}])
def test_what_is_not_exact_does_not_cross(db: Db, value: Any) -> None:
    rows: list[Callable[[], object]] = [
        lambda: db.insert("client_group", group(version=value)),
        lambda: db.insert_many("client_group", [group(version=value)]),
        lambda: db.query("SELECT :value", {"value": value}),
        lambda: db.execute("UPDATE client_group SET version = :value", {"value": value}),
    ]
    for attempt in rows:
        with pytest.raises(TypeError, match="may not be stored"), db.write():
            attempt()


def test_a_misspelt_table_is_not_made(db: Db) -> None:
    for attempt in (lambda: db.insert("clinet", {"x": 1}), lambda: db.change("clinet", 1, 1, x=1)):
        with pytest.raises(ValueError, match="clinet"), db.write():
            attempt()


def test_a_misspelt_column_is_refused(db: Db) -> None:
    with db.write():
        row_id = db.insert("client_group", group())
    with pytest.raises(ValueError, match="nmae"), db.write():
        db.change("client_group", row_id, 1, nmae="x")


def test_many_rows_at_once(db: Db) -> None:
    with db.write() as log:
        db.insert_many("client_group", [group(f"група {number}") for number in range(2_500)])
        db.insert_many("client_group", [])
    assert len(names(db)) == 2_500
    (image,) = log.images
    assert isinstance(image, BulkImage)
    assert (image.table, image.count, len(image.digest)) == ("client_group", 2_500, 64)


def test_the_digest_tells_the_rows(db: Db) -> None:
    with db.write() as log:
        db.insert_many("client_group", [group("a")])
        db.insert_many("client_group", [group("b")])
    first, second = log.images
    assert isinstance(first, BulkImage)
    assert isinstance(second, BulkImage)
    assert first.digest != second.digest


def many(db: Db, count: int = 3) -> BulkImage:
    with db.write() as log:
        db.insert_many("client_group", [group(f"група {number}") for number in range(count)])
    (image,) = log.images
    assert isinstance(image, BulkImage)
    return image


def test_many_rows_go_as_they_came(db: Db) -> None:
    with db.write():
        db.insert("client_group", group("стояла"))
    added = many(db)
    assert (added.first_id, added.columns, added.removed) == (2, ("name", "name_key"), False)
    with db.write() as log:
        gone = db.remove_many(added)
    assert log.images == [gone]
    assert (gone.removed, gone.count, gone.digest) == (True, 3, added.digest)
    assert names(db) == ["стояла"]


@pytest.mark.parametrize("what", ["changed", "gone"])
def test_many_rows_stay_when_one_of_them_is_another(db: Db, what: str) -> None:
    added = many(db)
    with db.write():
        if what == "changed":
            db.change("client_group", 2, 1, name="інша", name_key="інша")
        else:
            db.remove("client_group", 2, 1)
    before = names(db)
    with pytest.raises(Stale), db.write():
        db.remove_many(added)
    assert names(db) == before


def test_many_rows_whose_ids_do_not_follow_one_another_are_not_removed_at_once(db: Db) -> None:
    with db.write() as log:
        db.insert_many("client_group", [group("a", id=5), group("b", id=9)])
    (image,) = log.images
    assert isinstance(image, BulkImage)
    assert image.first_id == 0
    with pytest.raises(RuntimeError), db.write():
        db.remove_many(image)


def test_a_row_of_a_table_without_versions_goes_without_one(db: Db) -> None:
    with db.write():
        user = db.insert("user_account", {"login": "a", "login_key": "a", "role": "director"})
        db.insert("import_batch", {
            "imported_at": "x", "user_id": user, "mapping_digest": "", "source_digest": "", "counts": "{}",
            "operation_id": "o", "undone_at": "2026-01-01T00:00:00Z",
        })  # fmt: skip
        db.insert("client", {"code": "C", "name": "C", "name_key": "c"})
        payment: Row = {
            "number": "P", "number_key": "p", "client_id": 1, "received_on": "2026-01-01", "amount_minor": 5,
            "currency": "UAH", "entered_on": "2026-01-01", "import_id": 1,
        }  # fmt: skip
        row_id = db.insert("payment", payment)
        with pytest.raises(Stale):
            db.remove("payment", row_id, 1)
        db.remove("payment", row_id, None)
    assert db.rows("SELECT * FROM payment") == []


def test_rows_of_one_insert_have_the_same_keys(db: Db) -> None:
    with pytest.raises(ValueError, match="different keys"), db.write():
        db.insert_many("client_group", [group(), group("друга", version=1)])


def test_many_rows_are_stored_whole_or_not_at_all(db: Db) -> None:
    rows = [group(f"група {number}") for number in range(300)]
    rows[250] = group("група 0")
    with db.write():
        with pytest.raises(Duplicate):
            db.insert_many("client_group", rows)
        assert names(db) == []


# constraints speak


def test_a_second_of_what_must_be_single_is_a_duplicate(db: Db) -> None:
    with db.write():
        db.insert("client_group", group())
    with pytest.raises(Duplicate) as caught, db.write():
        db.insert("client_group", group())
    assert caught.value.values == {"table": "client_group", "field": "name_key"}


def test_a_duplicate_of_several_columns_names_them(db: Db) -> None:
    row: Row = {"currency": "USD", "on_date": "2026-01-01", "rate_micro": 41_000_000}
    with db.write():
        db.insert("currency_rate", row)
    with pytest.raises(Duplicate) as caught, db.write():
        db.insert("currency_rate", row)
    assert caught.value.values["field"] == "currency,on_date"


def test_a_broken_check_and_a_missing_parent_are_refused(db: Db) -> None:
    with pytest.raises(Refused) as caught, db.write():
        db.insert("client_group", group(""))
    assert caught.value.rule == "check"
    with pytest.raises(Refused) as caught, db.write():
        db.insert("client_group", group(import_id=77))
    assert caught.value.rule == "foreign_key"


@pytest.mark.parametrize("day", ["2025-02-30", "28.02.2025", "2025-2-8", "now", ""])
def test_a_day_that_is_none_is_refused(db: Db, day: str) -> None:
    with pytest.raises(Refused), db.write():
        db.insert("calendar_day", {"day": day, "working": 0})


# versions


def test_a_change_raises_the_version_and_shows_both_sides(db: Db) -> None:
    with db.write():
        row_id = db.insert("client_group", group("стара"))
    with db.write() as log:
        image = db.change("client_group", row_id, 1, name="нова")
    assert (image.before or {})["name"] == "стара"
    assert image.after == {**(image.before or {}), "name": "нова", "version": 2}
    assert log.images == [image]
    assert db.query("SELECT * FROM client_group") == [image.after]


def test_a_change_of_nothing_raises_the_version_alone(db: Db) -> None:
    with db.write():
        row_id = db.insert("client_group", group())
        db.change("client_group", row_id, 1)
    assert db.rows("SELECT version FROM client_group") == [(2,)]


def test_two_who_edit_the_same_row(connect: Opener) -> None:
    here, there = connect(), connect()
    with here.write():
        row_id = here.insert("client_group", group())
    with here.write():
        here.change("client_group", row_id, 1, name="перша")
    attempts: list[Callable[[], Image]] = [
        lambda: there.change("client_group", row_id, 1, name="друга"),
        lambda: there.remove("client_group", row_id, 1),
    ]
    for attempt in attempts:
        with pytest.raises(Stale) as caught, there.write():
            attempt()
        assert caught.value.values == {"table": "client_group", "row_id": row_id}
    with there.write():
        image = there.remove("client_group", row_id, 2)
    assert image.after is None
    assert names(here) == []


def test_change_needs_a_write(db: Db) -> None:
    with db.write():
        row_id = db.insert("client_group", group())
    with pytest.raises(RuntimeError, match="need write"):
        db.change("client_group", row_id, 1, name="x")


# transactions


def test_what_fails_leaves_nothing(db: Db) -> None:
    with pytest.raises(ZeroDivisionError), db.write():
        fail_after(db, group())
    assert names(db) == []


def test_a_write_joins_the_open_one(connect: Opener) -> None:
    here, there = connect(), connect()
    with here.write() as outer:
        with here.write() as inner:
            here.insert("client_group", group())
        assert inner is outer
        assert names(there) == []
    assert names(there) == ["Промінь"]
    assert [image.table for image in outer.images if isinstance(image, Image)] == ["client_group"]


def test_a_joined_write_that_fails_takes_only_itself_back(db: Db) -> None:
    with db.write() as log:
        db.insert("client_group", group("лишається"))
        with pytest.raises(ZeroDivisionError), db.write():
            fail_after(db, group("зникає"))
        db.insert("client_group", group("теж лишається"))
    assert names(db) == ["лишається", "теж лишається"]
    assert len(log.images) == 2


def test_one_writer_at_a_time_and_readers_go_on(connect: Opener) -> None:
    here, there = connect(), connect()
    with here.write():
        here.insert("client_group", group())
        assert names(there) == []
        with pytest.raises(Busy), there.write():
            pass
    with there.write():
        there.insert("client_group", group("друга"))
    assert len(names(here)) == 2


def test_a_read_sees_one_moment(connect: Opener) -> None:
    here, there = connect(), connect()
    with here.read():
        assert names(here) == []
        with there.write():
            there.insert("client_group", group())
        with here.read():
            assert names(here) == []
    assert names(here) == ["Промінь"]


def test_a_write_inside_a_read_is_a_bug(db: Db) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: db.insert("client_group", group()),
        lambda: db.insert_many("client_group", [group()]),
        lambda: db.execute("DELETE FROM client_group"),
        lambda: db.change("client_group", 1, 1),
        lambda: db.query("INSERT INTO client_group(name, name_key) VALUES ('a', 'a') RETURNING id"),
    ]
    for attempt in attempts:
        with pytest.raises(RuntimeError, match="inside read"), db.read():
            attempt()
    with pytest.raises(RuntimeError, match="inside read"), db.write(), db.read(), db.write():
        pass
    with db.write():
        db.insert("client_group", group())
    assert names(db) == ["Промінь"]


def test_a_read_inside_a_write_sees_what_is_written(db: Db) -> None:
    with db.write():
        db.insert("client_group", group())
        with db.read():
            assert names(db) == ["Промінь"]
        db.insert("client_group", group("друга"))
    assert len(names(db)) == 2


def test_execute_gives_the_rows_touched_and_leaves_no_image(db: Db) -> None:
    with db.write() as log:
        db.insert_many("client_group", [group("a"), group("b")])
        assert db.execute("UPDATE client_group SET name = :name", {"name": "c"}) == 2
    assert len(log.images) == 1
