"""Every table has its place: an area, a permission, and whether it can be put back."""

from __future__ import annotations

from app.db.guards import APPEND_ONLY, FROZEN_WITH_RUN
from app.db.tables import KNOWN
from app.journal.areas import PLACES, UNJOURNALED, WITHOUT_VALUES
from app.kernel.changes import SECRET_AREAS, Area


def test_every_table_is_in_an_area() -> None:
    assert PLACES.keys() | UNJOURNALED == KNOWN
    assert not PLACES.keys() & UNJOURNALED
    assert {place.area for place in PLACES.values()} == set(Area)


def test_what_nobody_may_know_is_kept_without_its_values() -> None:
    assert {"user_secret"} == WITHOUT_VALUES


def test_pay_is_secret() -> None:
    secret = {table for table, place in PLACES.items() if place.area in SECRET_AREAS}
    assert {"pay_terms", "accrual", "scheme_version", "quota", "payroll_snapshot"} <= secret
    assert not {"person", "client", "contract", "invoice", "payment"} & secret


def test_what_is_frozen_or_written_once_cannot_be_undone() -> None:
    stands = {*APPEND_ONLY, *FROZEN_WITH_RUN, "payroll_run", "user_account", "user_secret"} - UNJOURNALED
    assert [table for table in sorted(stands) if PLACES[table].undoable] == []
