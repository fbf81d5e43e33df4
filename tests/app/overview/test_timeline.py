"""Everything that happened with a client, in one dated list."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Office
from app.calc.facts import Function
from app.invoices.model import NewTask, TaskKind
from tests.support.firm import Firm, minor


def test_a_clients_life_stands_in_one_list_the_newest_first(office: Office) -> None:
    firm = Firm(office).person("Olena").client("Orion")
    firm.contract("7", signed="2024-01-10", net="1 000.00").amended("7", "-100.00", "2024-02-20")
    firm.invoice("31").payment("P-1", received="2024-02-01", amount="600.00")
    firm.reminded("31", "Olena", "2024-02-10", promised="2024-02-15").act("7", "2024-02-12", "900.00")
    firm.credited("31", "2024-02-21", "100.00", "120.00").refunded("P-1", "31", "2024-03-01", "10.00")
    firm.hand_over("Orion", Function.COLLECTING, "Olena", on="2024-03-05")
    office.tasks.add(firm.actor, NewTask(1, TaskKind.NEED, 1, date(2024, 4, 1), "wants training"))
    firm.client("Vega").contract("8", signed="2024-03-03")
    told = office.overview.timeline(firm.actor, firm.clients["Orion"])
    assert [(one.on.isoformat(), one.kind, one.number, one.code) for one in told] == [
        ("2024-04-01", "task", "", "need"),
        ("2024-03-05", "handover", "", "collecting"),
        ("2024-03-01", "refund", "31", ""),
        ("2024-02-21", "credit_note", "C-31-2024-02-21", ""),
        ("2024-02-20", "amendment", "7", ""),
        ("2024-02-12", "act", "7/1", "out"),
        ("2024-02-10", "reminder", "31", "promised"),
        ("2024-02-01", "payment", "P-1", ""),
        ("2024-01-10", "contract", "7", "active"),
        ("2024-01-10", "invoice", "31", "sent"),
    ]
    amounts = {one.kind: one.amount_minor for one in told if one.amount_minor is not None}
    assert amounts["refund"] == -minor("10.00")
    assert amounts["credit_note"] == -minor("120.00")
    assert {one.person for one in told if one.person} == {"Olena"}
