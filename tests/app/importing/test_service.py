"""Imports: the dry run, every problem where it stands, all or nothing, once only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from app.db.connect import SqliteDb
from app.i18n.words import Words
from app.kernel.actor import Actor, Permission
from app.kernel.errors import Denied, Invalid
from app.kernel.ids import OperationId
from app.wording.errors import finding_sentence
from tests.support.import_desk import Desk
from tests.support.schemes import simple_file

STAFF = '[[table]]\nkind = "staff"\nfile = "staff.csv"\ncolumns = { staff_no = "no", name = "name" }\n'
CLIENTS = '[[table]]\nkind = "clients"\nfile = "clients.csv"\ncolumns = { code = "code", name = "name" }\n'
CONTRACTS = """[[table]]
kind = "contracts"
file = "contracts.csv"
columns = { number = "no", client = "client", signed_on = "on", net = "net", selling = "seller" }
"""
INVOICES = """[[table]]
kind = "invoices"
file = "invoices.csv"
columns = { number = "no", contract = "contract", issued_on = "on", gross = "gross" }
"""
ACTS = """[[table]]
kind = "acts"
file = "acts.csv"
columns = { number = "no", contract = "contract", accepted_on = "on", net = "net" }
"""
PAYMENTS = """[[table]]
kind = "payments"
file = "payments.csv"
columns = { number = "no", client = "client", received_on = "on", invoice = "invoice", amount = "amount" }
"""


@pytest.fixture(name="small")
def _small(desk: Desk) -> Desk:
    """Two people, two clients, three contracts with an invoice each, and a payment of two rows."""
    desk.file("staff.csv", "no,name", "1,Olena", "2,Petro")
    desk.file("clients.csv", "code,name", "O,Orion", "V,Vega")
    desk.file(
        "contracts.csv",
        "no,client,on,net,seller",
        "7,O,2024-01-10,100.00,1",
        "8,O,2024-02-10,50.00,2",
        "9,V,2024-01-11,70.00,2",
    )
    desk.file(
        "invoices.csv",
        "no,contract,on,gross",
        "i7,7,2024-01-10,100.00",
        "i8,8,2024-02-10,50.00",
        "i9,9,2024-02-11,70.00",
    )
    desk.file("payments.csv", "no,client,on,invoice,amount", "p1,O,2024-03-01,i7,100.00", "p1,O,2024-03-01,i8,20.00")
    return desk.mapping(STAFF + CLIENTS + 'found_by = "first_seller"\n' + CONTRACTS + INVOICES + PAYMENTS)


def test_rows_with_one_payment_number_are_one_payment_with_its_parts(small: Desk) -> None:
    small.run()
    (payment,) = small.office.payments.list(small.actor)
    invoices = small.office.invoices.ids(small.actor)
    assert payment.amount_minor == 120_00
    assert {part.invoice_id: part.amount_minor for part in payment.allocations} == {
        invoices["i7"]: 100_00,
        invoices["i8"]: 20_00,
    }


def test_a_dry_run_changes_nothing_and_says_what_would_come(small: Desk) -> None:
    assert small.counts() == {
        "staff": (2, 0),
        "clients": (2, 0),
        "contracts": (3, 0),
        "invoices": (3, 0),
        "payments": (1, 0),
    }
    assert small.office.staff.list(small.actor) == ()
    assert small.office.payments.list(small.actor) == ()


def test_a_second_import_adds_only_what_is_new(small: Desk) -> None:
    small.run()
    small.file(
        "payments.csv",
        "no,client,on,invoice,amount",
        "p1,O,2024-03-01,i7,100.00",
        "p1,O,2024-03-01,i8,20.00",
        "p2,V,2024-03-02,i9,70.00",
    )
    assert small.counts()["payments"] == (1, 1)
    small.run()
    assert len(small.office.payments.list(small.actor)) == 2


def test_what_stands_otherwise_is_a_problem_and_is_never_overwritten(small: Desk) -> None:
    small.run()
    small.file("clients.csv", "code,name", "O,Orion Ltd", "V,Vega")
    (problem,) = small.plan().problems
    assert (problem.code, problem.place) == ("differs", "clients.csv!B2")
    assert problem.values == {
        "file": "clients.csv",
        "sheet": "",
        "row": 2,
        "column": "B",
        "header": "name",
        "field": "name",
        "key": "O",
        "given": "Orion Ltd",
        "stands": "Orion",
    }
    with pytest.raises(Invalid):
        small.office.importing.run(small.actor, small.plan())
    assert small.office.clients.list(small.actor)[0].name == "Orion"


def test_a_payment_that_differs_names_its_field(small: Desk) -> None:
    small.run()
    small.file("payments.csv", "no,client,on,invoice,amount", "p1,O,2024-03-01,i7,90.00", "p1,O,2024-03-01,i8,20.00")
    assert set(small.problems()) == {("differs", "payments.csv!E2"), ("differs", "payments.csv!D2")}


def test_an_advance_that_found_its_invoice_in_the_program_still_counts_as_there(small: Desk) -> None:
    from app.payments.model import NewAllocation

    small.file("payments.csv", "no,client,on,invoice,amount", "p1,O,2024-03-01,,100.00")
    small.run()
    (payment,) = small.office.payments.list(small.actor)
    part = NewAllocation(small.office.invoices.ids(small.actor)["i7"], 100_00)
    small.office.payments.allocate(small.actor, payment.id, [part])
    assert small.counts()["payments"] == (0, 1)


def test_all_problems_are_listed_by_file_row_and_column(small: Desk) -> None:
    small.file("staff.csv", "no,name", "1,Olena", "2,")
    small.file(
        "contracts.csv",
        "no,client,on,net,seller",
        "7,O,10.01.2024,100.00,1",
        "8,X,2024-02-10,50.00,1",
        "9,V,2024-01-11,7x,5",
    )
    small.file("invoices.csv", "no,contract,on,gross", "i7,7,2024-01-10,100.00", "i8,4,2024-02-10,50.00")
    small.file("payments.csv", "no,client,on,invoice,amount", "p1,O,2024-03-01,i7,100.00", "p2,,2024-03-01,,20.00")
    assert small.problems() == [
        ("cell_missing", "staff.csv!B3"),
        ("date_unreadable", "contracts.csv!C2"),
        ("client_unknown", "contracts.csv!B3"),
        ("number_unreadable", "contracts.csv!D4"),
        ("contract_unknown", "invoices.csv!B3"),
        ("cell_missing", "payments.csv!B3"),
    ], "a contract, an invoice, a person that are spoilt themselves cause no second problem"


def test_nothing_comes_in_while_anything_is_wrong(small: Desk) -> None:
    small.file("payments.csv", "no,client,on,invoice,amount", "p1,O,2024-03-01,i7,100.001")
    plan = small.plan()
    with pytest.raises(Invalid) as caught:
        small.office.importing.run(small.actor, plan)
    assert [finding.code for finding in caught.value.findings] == ["number_too_precise"]
    assert small.office.staff.list(small.actor) == ()


def test_what_a_feature_refuses_stands_at_its_cell(small: Desk) -> None:
    """The payment's own rules speak: 30 of 20 on an invoice, and money before the contract knows the client."""
    small.file("payments.csv", "no,client,on,invoice,amount", "p1,O,2024-03-01,i8,50.01", "p2,V,2024-03-01,i7,10.00")
    assert [place for _, place in small.problems()] == ["payments.csv!2", "payments.csv!3"]
    small.file("contracts.csv", "no,client,on,net,seller", "7,O,2024-01-10,-100.00,1")
    assert small.problems()[0] == ("amount_negative", "contracts.csv!D2")


def test_the_same_document_twice_is_a_problem_and_the_same_client_twice_is_not(small: Desk) -> None:
    small.file("clients.csv", "code,name", "O,Orion", "V,Vega", "O,Orion")
    small.file(
        "invoices.csv",
        "no,contract,on,gross",
        "i7,7,2024-01-10,100.00",
        "i8,8,2024-02-10,50.00",
        "i7,7,2024-01-10,100.00",
    )
    (problem,) = small.plan().problems
    assert (problem.code, problem.place, problem.values["first"]) == ("repeated", "invoices.csv!4", "invoices.csv!2")
    small.file("clients.csv", "code,name", "O,Orion", "V,Vega", "O,Orion Ltd")
    assert small.problems()[0] == ("repeated", "clients.csv!4")


def test_acts_credit_notes_and_refunds_are_checked_one_beside_the_other(small: Desk) -> None:
    small.file(
        "acts.csv", "no,contract,on,net", "a1,7,2024-01-20,60.00", "a2,7,2024-01-21,-70.00", "a3,8,2024-01-01,1.00"
    )
    small.file(
        "notes.csv", "no,invoice,on,net", "n1,i9,2024-02-20,60.00", "n2,i9,2024-02-20,60.00", "n1,i9,2024-03-01,1"
    )
    small.file("refunds.csv", "no,invoice,on,amount", "p1,i8,2024-03-02,15.00", "p1,i8,2024-03-03,15.00")
    acts = ACTS + '[[table]]\nkind = "credit_notes"\nfile = "notes.csv"\nfixed = { reason = "rebate" }\n'
    acts += 'columns = { number = "no", invoice = "invoice", issued_on = "on", net = "net" }\n'
    refunds = '[[table]]\nkind = "refunds"\nfile = "refunds.csv"\nfixed = { reason = "too much" }\n'
    refunds += 'columns = { payment = "no", invoice = "invoice", refunded_on = "on", amount = "amount" }\n'
    small.mapping(STAFF + CLIENTS + CONTRACTS + INVOICES + PAYMENTS + acts + refunds)
    assert small.problems() == [
        ("accepted_below_zero", "acts.csv!D3"),
        ("before_signed", "acts.csv!C4"),
        ("credit_exceeds_invoice", "notes.csv!D3"),  # the net that is mapped
        ("credit_exceeds_invoice", "notes.csv!3"),  # and the gross that is not
        ("repeated", "notes.csv!4"),
        ("refund_exceeds_payment", "refunds.csv!D3"),
    ]
    small.file("acts.csv", "no,contract,on,net", "a1,7,2024-01-20,60.00", "a2,8,2024-02-20,1.00")
    small.file("notes.csv", "no,invoice,on,net", "n1,i9,2024-02-20,60.00")
    small.file("refunds.csv", "no,invoice,on,amount", "p1,i8,2024-03-02,15.00")
    import_id = small.run().import_id
    office, actor = small.office, small.actor
    assert [each.act.number for each in office.contracts.acts(actor)] == ["a1", "a2"]
    assert [each.note.number for each in office.invoices.credit_notes(actor)] == ["n1"]
    assert [each.refund.amount_minor for each in office.payments.refunds(actor)] == [15_00]
    assert small.counts()["acts"] == (0, 2)
    db = SqliteDb(office.path)
    assert db.rows("SELECT import_id FROM refund") == [(import_id,)]
    assert db.rows("SELECT version FROM contract ORDER BY number") == [(2,), (2,), (1,)], "a child raises its root"
    db.close()


def test_a_file_or_column_that_is_not_there_is_told_by_its_path_in_the_mapping(small: Desk) -> None:
    (small.folder / "staff.csv").unlink()
    small.file("clients.csv", "code,title", "O,Orion")
    plan = small.plan()
    assert [(problem.code, problem.place) for problem in plan.problems] == [
        ("sheet_file_missing", "table[0].file"),
        ("column_missing", "table[1].columns.name"),
    ]
    with pytest.raises(Invalid):
        small.office.importing.run(small.actor, plan)


def test_two_columns_of_one_name_are_ambiguous(desk: Desk) -> None:
    desk.file("staff.csv", "no,name,Name", "1,a,b").mapping(STAFF)
    assert desk.problems() == [("column_ambiguous", "table[0].columns.name")]


def test_books_that_moved_after_the_plan_are_checked_again(small: Desk) -> None:
    plan = small.plan()
    small.run()
    done = small.office.importing.run(small.actor, plan)
    assert done.value.import_id is None


def test_an_import_is_one_operation_with_one_batch(small: Desk) -> None:
    operation = OperationId("import-1")
    done = small.office.importing.run(small.actor, small.plan(), operation)
    again = small.office.importing.run(small.actor, small.plan(), operation)
    assert again.value == done.value
    db = SqliteDb(small.office.path)
    assert db.rows("SELECT DISTINCT import_id FROM contract") == [(done.value.import_id,)]
    (batch,) = db.query("SELECT * FROM import_batch")
    assert batch["counts"] == '{"clients": 2, "contracts": 3, "invoices": 3, "payments": 2, "staff": 2}'
    assert {entry[0] for entry in db.rows("SELECT action FROM journal WHERE operation_id = 'import-1'")} == {
        "importing.run"
    }
    db.close()


def test_first_seller_goes_by_date_then_by_natural_number(desk: Desk) -> None:
    desk.file("staff.csv", "no,name", "1,Olena", "2,Petro", "3,Ivan")
    desk.file("clients.csv", "code,name", "O,Orion")
    desk.file(
        "contracts.csv",
        "no,client,on,net,seller,state",
        "A-10,O,2024-01-10,1,1,",
        "A-9,O,2024-01-10,1,2,",
        "A-1,O,2024-01-09,1,3,off",
    )
    contracts = CONTRACTS.replace('selling = "seller"', 'selling = "seller", status = "state", cancelled_on = "on"')
    contracts = contracts.replace(', cancelled_on = "on"', "") + 'values = { status = { off = "cancelled" } }\n'
    contracts += 'fixed = { cancel_reason = "moved" }\nwhen_empty = { cancelled_on = "signed_on" }\n'
    desk.mapping(STAFF + CLIENTS + 'found_by = "first_seller"\n' + contracts).run()
    assert desk.office.clients.list(desk.actor)[0].found_by == desk.office.staff.ids(desk.actor)["2"]


def test_people_and_clients_may_be_called_by_name(desk: Desk) -> None:
    desk.file("staff.csv", "no,name", "1,Olena Tkach", "2,Petro", "3,Petro")
    desk.file("clients.csv", "code,name", "O,Orion")
    desk.file(
        "contracts.csv", "no,client,on,net,seller", "7,orion,2024-01-10,1,olena  tkach", "8,Orion,2024-01-10,1,Petro"
    )
    desk.mapping(STAFF + CLIENTS + CONTRACTS + 'people_by = "name"\nclients_by = "name"\n')
    assert desk.problems() == [("person_ambiguous", "contracts.csv!E3")]


def test_rows_that_are_no_records_are_skipped(desk: Desk) -> None:
    desk.file("staff.csv", "List of staff,,", ",,", "no,name,state", "1,Olena,", ",,", "2,Petro,draft", "Total: 2,,")
    rules = 'header_row = 3\nskip = [{ column = "no", starts = "Total" }, { column = "state", is = ["Draft"] }]\n'
    desk.mapping(STAFF + rules).run()
    assert [person.name for person in desk.office.staff.list(desk.actor)] == ["Olena"]


def test_a_sheet_without_header_goes_by_letters(desk: Desk) -> None:
    desk.file("staff.csv", "1,Olena", "2,Petro")
    desk.mapping(STAFF.replace('"no"', '"A"').replace('"name" }', '"B" }') + "header_row = 0\n").run()
    assert len(desk.office.staff.list(desk.actor)) == 2


def test_sheets_of_a_workbook(desk: Desk) -> None:
    workbook = openpyxl.Workbook()
    people = workbook.create_sheet("People")
    for row in (["no", "name", "since"], [1, "Olena", date(2020, 2, 1)], [2, "Petro", "soon"]):
        people.append(row)
    workbook.save(desk.folder / "book.xlsx")
    table = STAFF.replace("staff.csv", "book.xlsx").replace("name = ", 'hired_on = "since", name = ')
    desk.mapping(table + 'sheet = "People"\n')
    assert desk.problems() == [("date_unreadable", "book.xlsx/People!C3")]


def test_opening_measures_wait_for_their_scheme(desk: Desk) -> None:
    measures = """[[table]]
kind = "opening_measures"
file = "measures.csv"
columns = { scheme = "scheme", rule = "rule", person = "no", amount = "amount" }
"""
    desk.file("staff.csv", "no,name", "1,Olena").file("measures.csv", "scheme,rule,no,amount", "finder,paid,1,5000.00")
    desk.mapping(STAFF + measures)
    assert desk.problems()[0][1].startswith("measures.csv!")
    text = simple_file()
    desk.office.motivation.add_scheme(desk.actor, text)
    key, rule = (text.split(f'{word} = "')[1].split('"')[0] for word in ("key", "[[version.rule]]\nkey"))
    desk.file("measures.csv", "scheme,rule,no,amount", f"{key},{rule},1,5000.00")
    desk.run()
    (measure,) = desk.office.motivation.opening_measures(desk.actor)
    assert (measure.scheme_key, measure.amount_minor) == (key, 5_000_00)
    assert desk.counts()["opening_measures"] == (0, 1)


def test_groups_may_have_a_table_or_come_with_their_clients(desk: Desk) -> None:
    groups = '[[table]]\nkind = "groups"\nfile = "groups.csv"\ncolumns = { name = "name" }\n'
    desk.file("groups.csv", "name", "Aqua").file("clients.csv", "code,name,group", "O,Orion,AQUA", "V,Vega,Star")
    desk.mapping(groups + CLIENTS.replace(' name = "name"', ' name = "name", group = "group"')).run()
    assert [group.name for group in desk.office.client_groups.list(desk.actor)] == ["Aqua", "Star"]
    assert [one.valid_from for one in desk.office.client_groups.memberships(desk.actor)] == [date(1900, 1, 1)] * 2
    assert desk.counts() == {"groups": (0, 2), "clients": (0, 2)}


def test_who_may_not_import_is_refused(small: Desk) -> None:
    small.actor = without(small.actor, Permission.IMPORT)
    with pytest.raises(Denied):
        small.plan()


def test_salaries_come_in_only_by_who_may_edit_pay(desk: Desk) -> None:
    pay = """[[table]]
kind = "pay_terms"
file = "pay.csv"
columns = { person = "no", valid_from = "from", salary = "salary" }
fixed = { engagement = "employee" }
"""
    desk.file("staff.csv", "no,name", "1,Olena").file("pay.csv", "no,from,salary", "1,2024-02-01,20000.00")
    desk.mapping(STAFF + pay)
    director, desk.actor = desk.actor, without(desk.actor, Permission.EDIT_PAY)
    with pytest.raises(Denied):
        desk.plan()
    desk.actor = director
    assert desk.counts() == {"staff": (1, 0), "pay_terms": (1, 0)}


def without(actor: Actor, permission: Permission) -> Actor:
    return replace(actor, permissions=actor.permissions - {permission})


def test_every_problem_has_a_sentence_that_says_where(small: Desk) -> None:
    words = Words.of("en")
    (small.folder / "staff.csv").unlink()
    (missing,) = small.plan().problems
    assert finding_sentence(words, missing) == (
        "table[0].file: There is no such table file: staff.csv. Check its name in the mapping."
    )
    small.file("staff.csv", "no,name", "1,Olena", "2,Petro").file("clients.csv", "code,name", "O,Orion")
    assert finding_sentence(words, small.plan().problems[0]).startswith("contracts.csv!B4 (client): ")
