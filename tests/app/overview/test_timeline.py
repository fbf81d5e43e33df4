"""Everything that happened with a client, in one dated list."""

from __future__ import annotations

from datetime import date

from app.bootstrap import Office
from app.calc.facts import Function
from app.invoices.model import Channel, NewReminder, NewTask, Outcome, TaskKind
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
        ("2024-01-10", "invoice", "31", "sent"),
        ("2024-01-10", "contract", "7", "active"),
    ]
    amounts = {one.kind: one.amount_minor for one in told if one.amount_minor is not None}
    assert amounts["refund"] == -minor("10.00")
    assert amounts["credit_note"] == -minor("120.00")
    assert {one.person for one in told if one.person} == {"Olena"}
    assert {one.kind: one.by.isoformat() for one in told if one.by} == {
        "invoice": "2024-02-09",
        "reminder": "2024-02-15",
        "task": "2024-04-01",
    }


def test_everything_says_where_it_is_worked_with(office: Office) -> None:
    firm = Firm(office).person("Olena").client("Orion").contract("7", net="1 000.00").invoice("31")
    firm.payment("P-1", amount="600.00").amended("7", "-100.00", "2024-02-20").act("7", "2024-02-12", "900.00")
    firm.credited("31", "2024-02-21", "100.00", "120.00").refunded("P-1", "31", "2024-03-01", "10.00")
    angry = NewReminder(1, date(2024, 2, 10), Channel.CALL, 1, Outcome.DISSATISFIED, task_for=1)
    office.tasks.remind(firm.actor, angry)
    (task,) = office.tasks.of_client(firm.actor, 1)
    office.tasks.done(firm.actor, task.id, task.version, date(2024, 2, 11))
    firm.hand_over("Orion", Function.COLLECTING, "Olena", on="2024-03-05").group("Stars", "Orion")
    places = {one.kind: (one.place, one.place_id) for one in office.overview.timeline(firm.actor, 1)}
    contract, invoice = ("contract", firm.contracts["7"]), ("invoice", firm.invoices["31"])
    assert places == {
        "contract": contract,
        "amendment": contract,
        "act": contract,
        "invoice": invoice,
        "credit_note": invoice,
        "refund": invoice,
        "reminder": invoice,
        "task_done": invoice,
        "payment": ("payment", firm.payments["P-1"]),
        "handover": ("person", firm.people["Olena"]),
        "membership": ("client", firm.clients["Orion"]),
    }


def test_what_ended_stands_beside_what_began(office: Office) -> None:
    firm = Firm(office).client("Orion", won="2024-01-02").group("Stars", "Orion", since="2024-01-03")
    firm.alone("Orion", "2024-06-01").contract("7", signed="2024-01-10").invoice("31").closed_short("31", "2024-02-01")
    firm.act("7", "2024-02-12", "900.00")
    firm.invoice("32", "7").invoice_cancelled("32", "2024-03-01")
    (act,) = office.contracts.acts(firm.actor, firm.contracts["7"])
    office.contracts.return_act(firm.actor, act.id, act.version, date(2024, 2, 20))
    firm.contract("8", signed="2024-03-01").cancelled("8", "2024-04-01")
    told = [(one.on.isoformat(), one.kind) for one in office.overview.timeline(firm.actor, 1)]
    assert told == [
        ("2024-06-01", "membership"),
        ("2024-04-01", "contract_cancelled"),
        ("2024-03-01", "invoice_cancelled"),
        ("2024-03-01", "contract"),
        ("2024-02-20", "act_returned"),
        ("2024-02-12", "act"),
        ("2024-02-01", "closed_short"),
        ("2024-01-10", "invoice"),
        ("2024-01-10", "invoice"),
        ("2024-01-10", "contract"),
        ("2024-01-03", "membership"),
        ("2024-01-02", "won"),
    ]


def test_an_extension_names_what_it_extends_and_a_payment_what_it_pays(office: Office) -> None:
    firm = Firm(office).client("Orion").contract("7", net="1 000.00", vat=0).invoice("31").invoice("30", "7")
    firm.advance("P-1", "Orion", "2024-02-01", "2 500.00").allocated("P-1", "31", "1 000.00")
    firm.allocated("P-1", "30", "1 000.00").contract("8", signed="2024-02-05", extends="7")
    told = {one.number: one for one in office.overview.timeline(firm.actor, 1)}
    assert (told["P-1"].of, told["P-1"].amount_minor) == ("30, 31", minor("2 500.00"))
    assert (told["7"].of, told["7"].order_number, told["8"].of) == ("", 1, "7")


def test_what_another_of_the_group_paid_is_told_with_its_name(office: Office) -> None:
    firm = Firm(office).client("Orion").client("Vega").group("Stars", "Orion", "Vega")
    firm.contract("7", "Orion", net="1 000.00", vat=0).invoice("31")
    firm.advance("P-1", "Vega", "2024-02-01", "1 500.00").allocated("P-1", "31", "1 000.00")
    (paid,) = (one for one in office.overview.timeline(firm.actor, 1) if one.kind == "payment")
    assert (paid.payer, paid.of, paid.amount_minor) == ("Vega", "31", minor("1 000.00"))
    (own,) = (one for one in office.overview.timeline(firm.actor, 2) if one.kind == "payment")
    assert (own.payer, own.amount_minor) == ("", minor("1 500.00"))
    firm.undone("P-1")
    assert not any(one.kind == "payment" for one in office.overview.timeline(firm.actor, 1))


def test_a_task_that_is_done_stands_on_the_day_it_was_done(office: Office) -> None:
    firm = Firm(office).person("Olena").client("Orion")
    task_id = office.tasks.add(firm.actor, NewTask(1, TaskKind.OTHER, 1, date(2027, 1, 1))).value
    office.tasks.done(firm.actor, task_id, 1)
    (told,) = (one for one in office.overview.timeline(firm.actor, 1))
    assert (told.kind, told.on, told.by) == ("task_done", date(2026, 11, 20), date(2027, 1, 1))


def test_a_client_with_whom_nothing_happened_has_an_empty_list(office: Office) -> None:
    firm = Firm(office).client("Orion")
    assert office.overview.timeline(firm.actor, 1) == ()


def test_the_contracts_of_a_client_stand_as_they_were_signed(office: Office) -> None:
    firm = Firm(office).person("Olena").client("Orion").client("Vega")
    firm.contract("8", "Orion", signed="2024-03-01", net="500.00", sold_by="Olena")
    firm.contract("7", "Orion", signed="2024-01-10").invoice("31").payment("P-1").contract("9", "Vega")
    firm.contract("10", "Orion", signed="2024-04-01", extends="7")
    told = office.overview.contracts_of(firm.actor, firm.clients["Orion"])
    assert [(row.number, row.order_number, row.extends) for row in told] == [("7", 1, ""), ("8", 2, ""), ("10", 1, "7")]
    assert [(row.received_minor > 0, row.sold_by) for row in told] == [(True, ""), (False, "Olena"), (False, "")]
    assert {row._replace(act="") for row in office.overview.contracts(firm.actor)} > set(told)
