"""Many rows in one insert: all or none, exact values, rows that name one another."""

from __future__ import annotations

from typing import Any

import pytest

from app.db.connect import SqliteDb
from app.kernel.database import BulkImage
from app.kernel.errors import Refused

CLIENT: dict[str, Any] = {"id": 1, "code": "O", "name": "Orion", "name_key": "orion"}


def contract(row_id: int, extends_id: int | None) -> dict[str, Any]:
    return {
        "id": row_id,
        "number": f"C{row_id}",
        "number_key": f"C{row_id}",
        "client_id": 1,
        "signed_on": "2024-01-02",
        "net_minor": 100,
        "currency": "UAH",
        "extends_id": extends_id,
    }


def test_a_row_may_name_one_that_comes_later(db: SqliteDb) -> None:
    db.insert("client", CLIENT)
    db.insert_many(
        "contract", [contract(1, 200), contract(2, 1), *(contract(row_id, None) for row_id in range(3, 201))]
    )
    assert db.rows("SELECT extends_id FROM contract WHERE id = 1") == [(200,)]


def test_a_row_that_names_nobody_brings_nothing_in(db: SqliteDb) -> None:
    db.insert("client", CLIENT)
    with pytest.raises(Refused):
        db.insert_many("contract", [contract(1, None), contract(2, 9), contract(3, 4), contract(4, 3)])
    assert db.rows("SELECT count(*) FROM contract") == [(0,)]
    with pytest.raises(Refused), db.write():
        db.insert_many("contract", [contract(2, 9)])
    assert db.rows("SELECT count(*) FROM contract") == [(0,)]


def test_keys_may_come_in_another_order_and_are_put_right(db: SqliteDb) -> None:
    turned = dict(reversed(list((CLIENT | {"id": 2, "code": "V"}).items())))
    db.insert_many("client", [CLIENT, turned])
    assert db.rows("SELECT id, code, name FROM client ORDER BY id") == [(1, "O", "Orion"), (2, "V", "Orion")]


def test_columns_are_the_same_rows(db: SqliteDb) -> None:
    with db.write() as log:
        db.insert_many("client", [CLIENT, CLIENT | {"id": 2, "code": "V"}])
        by_rows = log.images.pop()
        db.execute("DELETE FROM client")
        db.insert_columns("client", {"id": range(1, 3), "code": "OV", "name": ["Orion"] * 2, "name_key": ["orion"] * 2})
        assert log.images == [by_rows]
        db.insert_columns("client", {"id": [], "code": []})
        assert len(log.images) == 1


def test_columns_of_unequal_lengths_bring_nothing_in(db: SqliteDb) -> None:
    with pytest.raises(ValueError, match="longer"):
        db.insert_columns("client", {**{name: [value] for name, value in CLIENT.items()}, "code": ["O", "V"]})
    with pytest.raises(TypeError, match="may not be stored"):
        db.insert_columns("client", {name: [value] for name, value in {**CLIENT, "legal_name": 1.5}.items()})
    assert db.rows("SELECT count(*) FROM client") == [(0,)]


def test_the_digest_tells_rows_apart_that_differ_in_a_type_only(db: SqliteDb) -> None:
    def image(value: object) -> BulkImage:
        with db.write() as log:
            db.insert_many("client", [CLIENT | {"id": 3, "code": str(value), "legal_name": value}])
            (added,) = (one for one in log.images if isinstance(one, BulkImage))
            db.remove_many(added)
        return added

    assert image("1").digest != image("2").digest
