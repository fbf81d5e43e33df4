"""Documents of the books: every figure and name is the file's, in the language of the document."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Office
from app.clients.model import Contact, NewClient
from app.clients.service import as_new
from app.contracts.model import Contract, NewAct, NewContract
from app.export.document import Document, Table
from app.export.pdf import pdf_bytes
from app.i18n.words import LANGUAGES
from app.invoices.model import NewInvoice
from app.kernel.actor import Actor, Permission, Role
from app.kernel.errors import Denied, NotFound
from app.overview.papers import PaperService, Period
from app.settings.vat import VatMode
from tests.support.firm import Firm, minor
from tests.support.papers import missing

OURS: dict[str, Any] = {
    "legal_name": "ТОВ «Калина»",
    "tax_no": "38124507",
    "address": "Київ, вул. Верхній Вал, 18",
    "phone": "+380 44 123 45 67",
    "email": "office@kalyna.example",
    "bank_details": "IBAN UA85 3000 0000 0002 6001 2345 6789 0\nАТ «Зразок Банк»",
    "signatory": "І. В. Коваленко",
    "signatory_position": "Директор",
}
THEIRS: dict[str, Any] = {
    "legal_name": "ТОВ «Оріон»",
    "tax_no": "41009277",
    "address": "Полтава, Соборності, 40",
    "bank_details": "UA903052992000000260012345678",
    "signatory": "О. Г. Ґудзь",
    "signatory_position": "генеральна директорка",
}


@pytest.fixture
def firm(office: Office) -> Firm:
    """Contract 7 of Orion over 12,450.00 net, three days of work; one invoice over all of it, one over a part."""
    firm = Firm(office).person("Olena").client("Orion")
    settings = office.settings.firm(firm.actor)
    office.settings.change_firm(firm.actor, replace(settings, **OURS))
    client = office.clients.get(firm.actor, firm.clients["Orion"])
    office.clients.change(firm.actor, client.id, client.version, replace(as_new(client), **THEIRS))
    firm.contract("7", signed="2024-09-01", net="12 450.00")
    contract = office.contracts.get(firm.actor, firm.contracts["7"])
    office.contracts.change(
        firm.actor, contract.id, contract.version,
        replace(as_new_contract(contract), subject="Підготовка до ISO 9001", quantity=3, unit="люд.-день"),
    )  # fmt: skip
    firm.invoice("31", net="12 450.00", issued="2024-10-14").invoice("32", net="100.00", issued="2024-10-15")
    return firm


def as_new_contract(contract: Contract) -> NewContract:
    """A stored contract as the form that changes it."""
    names = {field.name for field in fields(NewContract)} & {field.name for field in fields(Contract)}
    return NewContract(**{name: getattr(contract, name) for name in names})


def papers(firm: Firm) -> PaperService:
    return firm.office.papers


def invoice(firm: Firm, number: str = "31", language: str = "uk") -> Document:
    return papers(firm).invoice(firm.actor, firm.invoices[number], language)


def act(firm: Firm, net: str, vat: str, number: str = "А-1") -> Document:
    new = NewAct(firm.contracts["7"], number, date(2024, 10, 14), minor(net), minor(vat))
    act_id = firm.office.contracts.add_act(firm.actor, new).value
    return papers(firm).act(firm.actor, firm.contracts["7"], act_id, "uk")


def texts(document: Document) -> list[str]:
    return [text.replace("\u00a0", " ") for text in document.texts()]


def cells(document: Document) -> list[tuple[str, ...]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [tuple(cell.replace("\u00a0", " ") for cell in row.cells) for table in tables for row in table.rows]


def test_an_invoice_says_what_the_books_say(firm: Firm) -> None:
    said = texts(invoice(firm))
    assert said[:2] == ["Рахунок на оплату № 31", "від 14 жовтня 2024 р."]
    assert "№ 7 від 1 вересня 2024 р." in said
    assert cells(invoice(firm)) == [("1", "Підготовка до ISO 9001", "3", "люд.-день", "4 150,00", "12 450,00")]
    for text in (
        *OURS.values(), *(THEIRS[key] for key in THEIRS if not key.startswith("signatory")),
        "2 490,00", "14 940,00",
        "Усього до сплати: Чотирнадцять тисяч дев’ятсот сорок гривень 00 коп., у тому числі ПДВ 20 % — 2 490,00 грн.",
        "Оплата за рахунком № 31 від 14.10.2024, у тому числі ПДВ 20 % — 2 490,00 грн",
    ):  # fmt: skip
        assert text in said


def test_a_part_of_a_contract_is_one_service(firm: Firm) -> None:
    assert cells(invoice(firm, "32")) == [("1", "Підготовка до ISO 9001", "1", "послуга", "100,00", "100,00")]


def test_a_contract_that_was_amended_is_whole_as_it_stood_that_day(firm: Firm) -> None:
    firm.amended("7", "300.00", "2024-10-20").invoice("33", net="12 750.00", issued="2024-10-21")
    assert cells(invoice(firm, "33"))[0][2:] == ("3", "люд.-день", "4 250,00", "12 750,00")
    assert cells(invoice(firm, "31"))[0][2] == "3"


def test_a_draft_and_a_cancelled_invoice_say_that_they_are_not_to_be_paid(firm: Firm) -> None:
    firm.invoice("34", net="100.00", issued="2024-10-16", draft=True).invoice_cancelled("32", "2024-11-02")
    assert texts(invoice(firm, "34"))[1] == "від 16 жовтня 2024 р. · чернетка, оплаті не підлягає"
    assert texts(invoice(firm, "32"))[1] == "від 15 жовтня 2024 р. · скасовано 2 листопада 2024 р."


def test_an_act_has_what_a_primary_document_must_have(firm: Firm) -> None:
    document = act(firm, "12 450.00", "2 490.00")
    said = texts(document)
    assert said[:2] == ["Акт приймання-передачі наданих послуг № А-1", "від 14 жовтня 2024 р."]
    assert cells(document) == [("1", "Підготовка до ISO 9001", "3", "люд.-день", "4 150,00", "12 450,00")]
    assert any("Чотирнадцять тисяч дев’ятсот сорок гривень 00 коп." in text for text in said)
    assert [(one.role, one.firm, one.position, one.name) for one in document.signatures] == [
        ("Виконавець", "ТОВ «Калина»", "Директор", "І. В. Коваленко"),
        ("Замовник", "ТОВ «Оріон»", "Генеральна директорка", "О. Г. Ґудзь"),
    ]
    assert any(
        "ТОВ «Калина» (директор І. В. Коваленко)" in text and "ТОВ «Оріон» (генеральна директорка О. Г. Ґудзь)" in text
        for text in said
    )


def test_a_subject_of_its_own_stands_for_the_contracts(firm: Firm) -> None:
    number = firm.office.invoices.get(firm.actor, firm.invoices["32"])
    new = NewInvoice("35", number.contract_id, number.issued_on, number.due_on, 100_00, 120_00, subject="Аванс 10 %")
    firm.invoices["35"] = firm.office.invoices.add(firm.actor, new).value
    assert cells(invoice(firm, "35"))[0][1] == "Аванс 10 %"
    signed = NewAct(firm.contracts["7"], "А-9", date(2024, 10, 14), 100_00, 20_00, subject="Етап 1")
    act_id = firm.office.contracts.add_act(firm.actor, signed).value
    assert cells(papers(firm).act(firm.actor, firm.contracts["7"], act_id, "uk"))[0][1] == "Етап 1"


@pytest.mark.parametrize(
    ("mode", "said", "never"),
    [
        (VatMode.PAYER, "Усього до сплати: П’ятсот гривень 00 коп., у тому числі ПДВ 0 % — 0,00 грн.", "без ПДВ."),
        (VatMode.WITHOUT, "Усього до сплати: П’ятсот гривень 00 коп., без ПДВ.", "ПДВ 0 %"),
        (VatMode.OUTSIDE, "Усього до сплати: П’ятсот гривень 00 коп., не є об’єктом оподаткування ПДВ.", "без ПДВ"),
    ],
)
def test_the_contracts_vat_is_worded_as_it_was_frozen(firm: Firm, mode: VatMode, said: str, never: str) -> None:
    new = NewContract("8", firm.clients["Orion"], date(2024, 9, 1), 500_00, "UAH", vat_mode=mode)
    firm.contracts["8"] = firm.office.contracts.add(firm.actor, new).value
    firm.invoice("40", "8", net="500.00", issued="2024-10-01")
    words = texts(invoice(firm, "40"))
    assert said in words
    assert not any(never in text for text in words)


def test_an_act_that_takes_acceptance_back_says_so(firm: Firm) -> None:
    act(firm, "1 000.00", "200.00", "А-1")
    said = texts(act(firm, "-400.00", "-80.00", "А-2"))
    assert said[0] == "Акт коригування наданих послуг № А-2"
    assert any(text.startswith("Вартість прийнятих послуг зменшено на: Чотириста вісімдесят гривень") for text in said)
    assert "−480,00" in said


def test_a_credit_note_names_its_invoice_and_its_reason(firm: Firm) -> None:
    firm.credited("31", "2024-11-02", "1 000.00", "1 200.00")
    (note,) = firm.office.invoices.credit_notes(firm.actor, firm.invoices["31"])
    said = texts(papers(firm).credit_note(firm.actor, firm.invoices["31"], note.id, "ru"))
    assert said[:2] == ["Кредит-нота № C-31-2024-11-02", "от 2 ноября 2024 г."]
    assert "№ 31 от 14 октября 2024 г." in said
    assert "Причина: agreed" in said
    assert any("Одна тысяча двести гривен 00 коп., в том числе НДС 20 % — 200,00 грн" in text for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_printed_to_the_letter(firm: Firm, language: str) -> None:
    firm.credited("31", "2024-11-02", "1 000.00", "1 200.00")
    (note,) = firm.office.invoices.credit_notes(firm.actor, firm.invoices["31"])
    act(firm, "12 450.00", "2 490.00")
    (made,) = firm.office.contracts.acts(firm.actor, firm.contracts["7"])
    period = Period(firm.clients["Orion"], date(2024, 1, 1), date(2024, 12, 31))
    for document in (
        papers(firm).invoice(firm.actor, firm.invoices["31"], language),
        papers(firm).credit_note(firm.actor, firm.invoices["31"], note.id, language),
        papers(firm).act(firm.actor, firm.contracts["7"], made.id, language),
        papers(firm).statement(firm.actor, period, language),
    ):
        assert document.language == language
        assert list(missing(document, pdf_bytes(document))) == []


def test_the_statement_says_who_owes_whom(firm: Firm) -> None:
    period = Period(firm.clients["Orion"], date(2024, 10, 1), date(2024, 12, 31))
    act(firm, "12 450.00", "2 490.00")
    firm.payment("P-1", "31", received="2024-11-01", amount="4 940.00")
    document = papers(firm).statement(firm.actor, period, "uk")
    assert cells(document) == [
        ("", "Сальдо на 01.10.2024", "0,00", "", "", ""),
        ("14.10.2024", "Акт № А-1, договір № 7", "14 940,00", "", "", ""),
        ("01.11.2024", "Оплата № P-1", "", "4 940,00", "", ""),
        ("", "Обороти за період", "14 940,00", "4 940,00", "", ""),
        ("", "Сальдо на 31.12.2024", "10 000,00", "", "", ""),
    ]
    assert texts(document)[0] == "Акт звірки взаємних розрахунків"
    owed = (
        "Станом на 31 грудня 2024 р. заборгованість на користь {} становить 10 000,00 грн "
        "(Десять тисяч гривень 00 коп.)."
    )
    assert owed.format("ТОВ «Калина»") in texts(document)
    firm.advance("P-2", "Orion", "2024-12-01", "20 000.00")
    assert owed.format("ТОВ «Оріон»") in texts(papers(firm).statement(firm.actor, period, "uk"))


def test_nothing_owed_is_said_too(firm: Firm) -> None:
    period = Period(firm.clients["Orion"], date(2024, 1, 1), date(2024, 1, 31))
    said = texts(papers(firm).statement(firm.actor, period, "uk"))
    assert "Станом на 31 січня 2024 р. заборгованості між сторонами немає (грн)." in said


def test_a_letter_goes_to_the_clients_person_in_the_documents_language(firm: Firm) -> None:
    firm.office.clients.add_contact(firm.actor, Contact(firm.clients["Orion"], "Андрій"))
    contact = Contact(firm.clients["Orion"], "Ірина Коваль", email="iryna@orion.example")
    firm.office.clients.add_contact(firm.actor, contact)
    letter = papers(firm).invoice_letter(firm.actor, firm.invoices["31"], "uk")
    assert (letter.recipient, letter.email) == ("Ірина Коваль", "iryna@orion.example")
    subject = letter.subject.replace("\u00a0", " ")
    assert subject == "Рахунок на оплату № 31 від 14 жовтня 2024 р., ТОВ «Калина»"
    assert letter.body.replace("\u00a0", " ").startswith(
        "Добрий день!\n\nНадсилаємо вам рахунок № 31 від 14 жовтня 2024 р. на суму 14 940,00 грн. Просимо до "
    )
    assert letter.document == invoice(firm)
    english = papers(firm).invoice_letter(firm.actor, firm.invoices["31"], "en")
    assert english.body.startswith("Good day!")


def test_the_letter_of_a_cancelled_invoice_asks_for_no_money(firm: Firm) -> None:
    firm.invoice_cancelled("31", "2024-10-20")
    letter = papers(firm).invoice_letter(firm.actor, firm.invoices["31"], "en")
    body = letter.body.replace("\u00a0", " ")
    assert "invoice No. 31 of 14 October 2024 for 14,940.00 UAH is cancelled; do not pay it." in body
    assert "pay it by" not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_of_an_act_that_takes_back_does_not_speak_of_acceptance(firm: Firm, language: str) -> None:
    contracts, contract_id = firm.office.contracts, firm.contracts["7"]
    letters = []
    for number, net in (("1", "1 000.00"), ("2", "-400.00")):
        new = NewAct(contract_id, number, date(2024, 10, 1), minor(net), minor(net) // 5)
        act_id = contracts.add_act(firm.actor, new).value
        letters.append(papers(firm).act_letter(firm.actor, contract_id, act_id, language))
    said = [letter.body.replace("\u00a0", " ") for letter in letters]
    accepts, takes_back = {
        "en": ("the act of acceptance No. 1 under", "act No. 2, which takes back a part of what was accepted under"),
        "uk": ("акт приймання-передачі № 1 за", "акт коригування № 2 за договором № 7, який зменшує вартість"),
        "ru": ("акт приёма-передачи № 1 по", "акт корректировки № 2 по договору № 7, который уменьшает стоимость"),
    }[language]
    assert accepts in said[0]
    assert takes_back in said[1]
    assert takes_back not in said[0]


def test_without_an_address_the_letter_names_nobody(firm: Firm) -> None:
    letter = papers(firm).invoice_letter(firm.actor, firm.invoices["31"], "uk")
    assert (letter.recipient, letter.email) == ("", "")


def test_whoever_may_not_see_records_gets_no_document(firm: Firm) -> None:
    stranger = Actor(7, "guest", Role.STAFF, frozenset({Permission.SEE_OWN}))
    period = Period(firm.clients["Orion"], date(2024, 1, 1), date(2024, 1, 31))
    with pytest.raises(Denied):
        papers(firm).invoice(stranger, firm.invoices["31"], "uk")
    with pytest.raises(Denied):
        papers(firm).statement_letter(stranger, period, "uk")


def test_what_is_not_in_the_books_is_said(firm: Firm) -> None:
    with pytest.raises(NotFound):
        papers(firm).invoice(firm.actor, 99, "uk")
    with pytest.raises(NotFound):
        papers(firm).credit_note(firm.actor, firm.invoices["31"], 99, "uk")
    with pytest.raises(NotFound):
        papers(firm).act(firm.actor, 99, 1, "uk")
    with pytest.raises(NotFound):
        papers(firm).act(firm.actor, firm.contracts["7"], 99, "uk")


def test_a_name_is_printed_where_no_legal_one_is_known(firm: Firm) -> None:
    firm.office.clients.add(firm.actor, NewClient(code="V", name="Вега"))
    client_id = firm.office.clients.ids(firm.actor)["V"]
    document = papers(firm).statement(firm.actor, Period(client_id, date(2024, 1, 1), date(2024, 1, 31)), "en")
    assert [party.name for party in document.parties] == ["ТОВ «Калина»", "Вега"]
