"""What a month was worked out from is kept, and comes to the same again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Office
from app.calc.facts import Facts, Function
from app.calc.results import AccrualKind, Balance, MonthInputs
from app.calc.settle import settle
from app.motivation import canonical
from app.payroll.snapshot import Results, Snapshot, decode, encode, results_hash
from app.payroll.store import ResultStore, RunStore
from tests.support.database import open_db
from tests.support.months import FEBRUARY, JANUARY, close, open_office, small_firm


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two closed months; the second one has a true-up, an adjustment of facts and a carried balance."""
    with open_office(tmp_path) as office:
        firm = small_firm(office).brings("Petro", carry="-5.00")
        firm.rate("USD", "2024-01-02", "37.5").reminded("A-1", by="Petro", on="2024-01-12")
        firm.hand_over("Orion", Function.COLLECTING, to="Petro", on="2024-02-01")
        close(firm, JANUARY)
        firm.undone("P-1")
        close(firm, FEBRUARY)
    return tmp_path / "firm.premia"


@pytest.fixture
def snapshot(path: Path) -> Snapshot:
    with closing(open_db(path)) as db:
        run = RunStore(db).last_closed()
        assert run is not None
        stored = ResultStore(db).snapshot(run.id)
    assert stored is not None
    return stored


def results_of(inputs: MonthInputs) -> Results:
    settled = settle(inputs)
    return Results(settled.lines, settled.people, settled.closing)


def shuffled(facts: Facts) -> Facts:
    """The same facts, their rows in another order."""
    tables: dict[str, Any] = {}
    for field in fields(Facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple) and field.name != "books_from":
            tables[field.name] = value[1::2] + value[::2][::-1]
    return replace(facts, **tables)


def test_the_snapshot_recomputes_to_the_stored_results(snapshot: Snapshot) -> None:
    inputs = decode(snapshot)
    assert inputs.month == FEBRUARY
    assert [row.line.key for row in inputs.given]
    results = results_of(inputs)
    assert {line.kind for line in results.lines} == {AccrualKind.ACCRUAL, AccrualKind.TRUE_UP}
    assert results_hash(results) == snapshot.results_hash


def test_decoding_gives_back_every_value_in_its_type(snapshot: Snapshot) -> None:
    inputs = decode(snapshot)
    again = encode(inputs, results_of(inputs))
    assert again == snapshot
    assert decode(again) == inputs
    assert type(inputs.facts.reminders[0]).__name__ == "ReminderFact"
    assert inputs.facts.handovers[0].function == "collecting"


def test_the_order_of_rows_does_not_matter(snapshot: Snapshot) -> None:
    inputs = decode(snapshot)
    other = replace(inputs, facts=shuffled(inputs.facts), given=inputs.given[::-1])
    assert encode(other, results_of(other)) == snapshot


def test_a_changed_fact_changes_the_hash(snapshot: Snapshot) -> None:
    inputs = decode(snapshot)
    (client,) = inputs.facts.clients
    other = replace(inputs, facts=replace(inputs.facts, clients=(client._replace(orders_before=1),)))
    assert encode(other, results_of(other)).inputs_hash != snapshot.inputs_hash


@pytest.mark.parametrize("damage", [b"", b"not packed", bytes(50)])
def test_a_damaged_snapshot_is_told_from_a_sound_one(snapshot: Snapshot, damage: bytes) -> None:
    with pytest.raises(ValueError, match="snapshot"):
        decode(replace(snapshot, inputs=damage))
    with pytest.raises(ValueError, match="hash"):
        decode(replace(snapshot, inputs_hash="0" * 64))


def test_an_old_text_is_read_by_the_defaults_of_fields_that_came_later() -> None:
    old = '{"columns":["person_id"],"rows":[[4]]}'
    assert canonical.loads(old, tuple[Balance, ...]) == (Balance(4, 0, 0, 0),)


def test_check_reports_what_somebody_changed_from_outside(path: Path) -> None:
    """Somebody takes the guard away with another tool, gives himself a hundred, and puts the guard back."""
    with closing(open_db(path)) as db:
        ((guard,),) = db.rows("SELECT sql FROM sqlite_master WHERE name = 'accrual_frozen_update'")
        db.execute("DROP TRIGGER accrual_frozen_update")
        db.execute(
            "UPDATE accrual SET amount_minor = amount_minor + 10000 WHERE kind = 'accrual' AND month = '2024-01'"
        )
        db.execute(str(guard))
    with Office.open(path) as office:
        director = office.access.sole_user()
        assert director is not None
        january, february = office.payroll.check_snapshots(director)
    assert (january.month, january.inputs_kept, january.results_kept, january.recomputes) == (
        JANUARY,
        True,
        False,
        True,
    )
    assert (january.holds, february.holds) == (False, True)
