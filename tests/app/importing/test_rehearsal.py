"""What a dry run made of the rows is taken by its import, as long as nothing was written in between."""

from __future__ import annotations

import pytest

from app.clients.model import NewClient
from app.importing import money_records
from app.importing.intake import Made
from app.importing.session import Session
from app.kernel.errors import Invalid
from app.payments import allocating
from tests.support.import_desk import Desk

MAPPING = """
[[table]]
kind = "clients"
file = "clients.csv"
columns = { code = "code", name = "name" }
[[table]]
kind = "payments"
file = "payments.csv"
columns = { number = "no", client = "client", received_on = "on", amount = "amount" }
"""


@pytest.fixture(name="paid")
def _paid(desk: Desk) -> Desk:
    """A client to come, and an advance of it."""
    desk.file("clients.csv", "code,name", "O,Orion").file("payments.csv", "no,client,on,amount", "p1,O,2024-03-01,9.00")
    return desk.mapping(MAPPING)


def payers(desk: Desk) -> list[str]:
    codes = {one.id: one.code for one in desk.office.clients.list(desk.actor)}
    return [codes[one.client_id] for one in desk.office.payments.list(desk.actor)]


def test_rows_are_worked_out_once_while_the_books_stand(paid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    of_rows = money_records._payments

    def watched(session: Session) -> Made:
        made.append(session.currency)
        return of_rows(session)

    monkeypatch.setattr(money_records, "_payments", watched)
    plan, overtaken = paid.plan(), paid.plan()
    assert len(made) == 2
    paid.office.importing.run(paid.actor, plan)
    assert len(made) == 2
    assert paid.office.importing.run(paid.actor, overtaken).value.import_id is None
    assert len(made) == 3
    assert payers(paid) == ["O"]


def test_a_record_that_came_meanwhile_takes_no_id_of_theirs(paid: Desk) -> None:
    plan = paid.plan()
    paid.office.clients.add(paid.actor, NewClient("X", "Xenon"))
    paid.office.importing.run(paid.actor, plan)
    assert payers(paid) == ["O"]


def test_a_plan_whose_import_was_refused_may_run_again(paid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = paid.plan()
    with monkeypatch.context() as other:
        other.setattr(allocating, "CURRENCIES", frozenset())
        with pytest.raises(Invalid) as refused:
            paid.office.importing.run(paid.actor, plan)
    assert [(one.code, one.place) for one in refused.value.findings] == [("currency_unknown", "payments.csv!2")]
    assert payers(paid) == []
    paid.office.importing.run(paid.actor, plan)
    assert payers(paid) == ["O"]
