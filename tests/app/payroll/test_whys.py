"""What somebody got for a document, event by event, or the rule that came nearest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.errors import NotFound
from app.payroll.whys import Answer, Document
from tests.support.firm import Firm
from tests.support.months import JANUARY, close, open_office, pays, small_firm


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    with open_office(tmp_path) as office:
        yield small_firm(office)


def ask(firm: Firm, name: str, **document: str) -> dict[str, Answer]:
    answers = firm.office.payroll.why(firm.actor, firm.people[name], Document(**document))
    return {answer.event_kind: answer for answer in answers}


def test_who_got_something_reads_the_lines(firm: Firm) -> None:
    paid = ask(firm, "Olena", invoice="A-1")["payment_received"]
    assert [(line.accrual.amount_minor, line.client_name) for line in paid.lines] == [(10_000, "Orion")]
    assert paid.nothing is None


def test_who_got_nothing_reads_what_failed(firm: Firm) -> None:
    answers = ask(firm, "Petro", invoice="A-1")
    assert {kind: answer.lines for kind, answer in answers.items()} == dict.fromkeys(answers, ())
    said = {kind: answer.nothing.code for kind, answer in answers.items() if answer.nothing}
    assert said == {"invoice_issued": "no_rule", "payment_received": "not_assigned", "invoice_settled": "no_rule"}


def test_a_contract_answers_for_all_its_invoices(firm: Firm) -> None:
    assert set(ask(firm, "Olena", contract="1")) >= {"contract_signed", "invoice_issued", "payment_received"}


def test_an_event_of_a_team_is_answered_by_the_part_of_its_pool(tmp_path: Path) -> None:
    scheme = """
premia_scheme = 1
key = "team"
name = "Team"
[[version]]
valid_from = 2024-01-01
[[version.rule]]
key = "pool"
event = "payment_received"
pays = { pool = "everybody" }
rate = { percent = 4 }
"""
    with open_office(tmp_path) as office:
        firm = Firm(office).person("Olena").person("Petro").client("Orion")
        firm.contract("1", "Orion", signed="2024-01-10").invoice("A-1").payment("P-1")
        pays(firm, "Olena", scheme)
        paid = ask(firm, "Olena", invoice="A-1")["payment_received"]
        assert [(line.accrual.function, line.accrual.amount_minor) for line in paid.lines] == [("pool", 4_000)]
        assert paid.nothing is None
        nothing = ask(firm, "Petro", invoice="A-1")["payment_received"].nothing
        assert nothing is not None
        assert nothing.code == "not_assigned"


def test_what_was_paid_does_not_matter(firm: Firm) -> None:
    before = ask(firm, "Olena", contract="1")
    close(firm, JANUARY)
    assert ask(firm, "Olena", contract="1") == before


@pytest.mark.parametrize("document", [Document(invoice="X-9"), Document(contract="X-9")])
def test_a_document_that_is_not_there(firm: Firm, document: Document) -> None:
    with pytest.raises(NotFound) as refused:
        firm.office.payroll.why(firm.actor, firm.people["Olena"], document)
    assert refused.value.values["key"] == "X-9"
