"""What papers say comes with an import: details of clients, VAT modes, subjects, acts that are back."""

from __future__ import annotations

from datetime import date

import pytest

from app.settings.vat import DatedVat, VatMode, VatTerms
from tests.support.import_desk import Desk

MAPPING = """[[table]]
kind = "clients"
file = "clients.csv"
columns = { code = "code", name = "name", bank_details = "bank", signatory = "who", signatory_position = "as" }
[[table]]
kind = "contracts"
file = "contracts.csv"
columns = { number = "no", client = "client", signed_on = "on", net = "net", vat = "vat", vat_mode = "mode" }
[[table]]
kind = "invoices"
file = "invoices.csv"
columns = { number = "no", contract = "contract", issued_on = "on", net = "net", subject = "subject" }
[[table]]
kind = "acts"
file = "acts.csv"
[table.columns]
number = "no"
contract = "contract"
accepted_on = "on"
net = "net"
subject = "subject"
returned_on = "back"
"""


@pytest.fixture(name="papers")
def _papers(desk: Desk) -> Desk:
    desk.file("clients.csv", "code,name,bank,who,as", "O,Orion,IBAN 1,Olena,director")
    desk.file(
        "contracts.csv",
        "no,client,on,net,vat,mode",
        "7,O,2024-01-10,100.00,20,",
        "8,O,2024-01-11,100.00,0,outside",
        "9,O,2024-01-12,100.00,0,",
    )
    desk.file("invoices.csv", "no,contract,on,net,subject", "i7,7,2024-01-20,100.00,Audit of January")
    desk.file(
        "acts.csv",
        "no,contract,on,net,subject,back",
        "a7,7,2024-01-31,100.00,Audit,2024-02-05",
        "a8,8,2024-01-31,100.00,,",
    )
    desk.office.settings.set_vat_mode(desk.actor, DatedVat(date(2024, 1, 1), VatTerms(VatMode.PAYER, 200_000)))
    return desk.mapping(MAPPING)


def test_everything_comes_and_the_firms_mode_holds_where_none_is_said(papers: Desk) -> None:
    papers.run()
    office, actor = papers.office, papers.actor
    (client,) = office.clients.list(actor)
    assert (client.bank_details, client.signatory, client.signatory_position) == ("IBAN 1", "Olena", "director")
    modes = {contract.number: contract.vat_mode for contract in office.contracts.list(actor)}
    assert modes == {"7": VatMode.PAYER, "8": VatMode.OUTSIDE, "9": VatMode.PAYER}
    assert [invoice.subject for invoice in office.invoices.list(actor)] == ["Audit of January"]
    acts = {act.act.number: (act.act.subject, act.act.returned_on) for act in office.contracts.acts(actor)}
    assert acts == {"a7": ("Audit", date(2024, 2, 5)), "a8": ("", None)}


def test_once_more_nothing_is_new_and_what_differs_is_told(papers: Desk) -> None:
    papers.run()
    assert {new for new, _ in papers.counts().values()} == {0}
    papers.file("contracts.csv", "no,client,on,net,vat,mode", "8,O,2024-01-11,100.00,0,without")
    assert papers.problems() == [("differs", "contracts.csv!F2")]


def test_what_contradicts_itself_is_told_where_it_stands(papers: Desk) -> None:
    papers.file(
        "contracts.csv", "no,client,on,net,vat,mode", "7,O,2024-01-10,100.00,20,without", "8,O,2024-01-11,1,0,no"
    )
    papers.file("acts.csv", "no,contract,on,net,subject,back", "a7,7,2024-01-31,100.00,,2024-01-30")
    assert papers.problems() == [("vat_without_payer", "contracts.csv!F2"), ("value_unknown", "contracts.csv!F3")]
    papers.file("contracts.csv", "no,client,on,net,vat,mode", "7,O,2024-01-10,100.00,20,payer")
    assert ("returned_before_made", "acts.csv!F2") in papers.problems()
