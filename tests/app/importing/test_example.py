"""The mapping that the program shows as an example is valid and imports a whole small office."""

from __future__ import annotations

import csv
from datetime import date

from app.calc.facts import Function
from app.contracts.model import ContractStatus
from app.importing.fields import Kind
from app.importing.mapping_file import read_mapping
from app.kernel.money import PPM
from tests.support.example_office import EXAMPLE, example_rows
from tests.support.import_desk import Desk


def fill(desk: Desk) -> Desk:
    for name, rows in example_rows().items():
        with (desk.folder / name).open("w", encoding="cp1251", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
    return desk.mapping(EXAMPLE.read_text(encoding="utf-8"), head="")


def test_the_example_is_a_valid_mapping_of_nearly_every_kind() -> None:
    kinds = {table.kind for table in read_mapping(EXAMPLE.read_text(encoding="utf-8")).tables}
    assert kinds == set(Kind) - {Kind.OPENING_MEASURES, Kind.GROUPS}


def test_it_imports_a_whole_office(desk: Desk) -> None:
    fill(desk).run()
    office, actor = desk.office, desk.actor
    people = office.staff.ids(actor)
    clients = {client.code: client for client in office.clients.list(actor)}
    assert clients["AKV"].found_by == people["1"]
    assert clients["AKV"].tags == ("key", "retail")
    assert clients["AKS"].found_by == people["2"]
    assert clients["BUD"].found_by == people["1"], "the cancelled contract is older, but does not count"
    contracts = {contract.number: contract for contract in office.contracts.list(actor)}
    assert contracts["7/1"].extends_id == contracts["7"].id
    assert (contracts["7"].order_number, contracts["7/1"].order_number) == (3, 3)
    assert contracts["9"].status is ContractStatus.CANCELLED
    assert contracts["9"].cancelled_on == date(2024, 1, 9)
    assert {(part.function, part.person_id, part.weight) for part in contracts["8"].roles} == {
        (Function.SELLING, people["1"], 70 * PPM // 100),
        (Function.SELLING, people["2"], 30 * PPM // 100),
        (Function.DELIVERING, people["1"], 1),
    }
    invoices = {invoice.number: invoice for invoice in office.invoices.list(actor)}
    assert (invoices["31"].net_minor, invoices["31"].due_on) == (1_000_00, date(2024, 1, 26))
    payments = {payment.number: payment for payment in office.payments.list(actor)}
    assert (payments["P1"].amount_minor, len(payments["P1"].allocations)) == (1_275_00, 2)
    (part,) = payments["P2"].allocations
    assert (part.amount_minor, part.firm_amount_minor) == (600_00, 22_800_00)
    assert office.pay_terms.opening_balances(actor)[0].carry_minor == -350_00


def test_importing_the_same_files_again_changes_nothing(desk: Desk) -> None:
    fill(desk).run()
    again = desk.plan()
    assert (again.new, again.problems) == (0, ())
    assert {kind: unchanged for kind, (_, unchanged) in desk.counts().items()} == {
        "rates": 1,
        "staff": 2,
        "pay_terms": 2,
        "opening_balances": 1,
        "groups": 1,
        "clients": 3,
        "contracts": 4,
        "roles": 2,
        "amendments": 1,
        "acts": 1,
        "handovers": 1,
        "invoices": 3,
        "credit_notes": 1,
        "payments": 2,
        "refunds": 1,
    }
    done = desk.office.importing.run(desk.actor, again)
    assert (done.areas, done.value.import_id) == (frozenset(), None)
