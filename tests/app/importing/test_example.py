"""The mapping that the program shows as an example is valid and imports a whole small office."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from app.calc.facts import Function
from app.contracts.model import ContractStatus
from app.importing.fields import Kind
from app.importing.mapping_file import read_mapping
from app.kernel.money import PPM
from tests.support.import_desk import Desk

EXAMPLE = files("resources") / "templates" / "import-example.toml"

FILES = {
    "staff.csv": """
        No;Name;Position;E-mail;Hired;Left
        1;Олена Ткач;Sales;olena@firm.ua;01.02.2020;
        2;Петро Гнатюк;Projects;;15.03.2021;31.12.2025
    """,
    "salaries.csv": """
        No;From;Salary;Guarantee;Contract
        1;01.02.2024;20 000,00;22 000,00;labour contract
        2;01.02.2024;18 500,50;;sole trader
    """,
    "balances.csv": """
        No;Carried over;Draw owed;Held back
        1;-350,00;0;120,00
    """,
    "clients.csv": """
        Code;Client;Tax no;Country;Group;Tags;Found by;Orders before;Client since;Contact;Phone
        AKV;Аква ТОВ;12345678;Україна;Аква-груп;"retail; key";;2;05.05.2022;Ірина;044 123
        AKS;Аква-Сервіс;;Україна;Аква-груп;;2;;;;
        BUD;Будинок;;Україна;;;;;;;067 9
    """,
    "contracts.csv": """
        Contract;Client code;Signed;Sum without VAT;Currency;Service;Extends;Direct cost;State;Cancelled;Paid before;{}
        7;AKV;10.01.2024;1 000,00;;training;;100,00;done;;200,00;1;2
        7/1;AKV;10.02.2024;19 000,00;;consulting;7;;in work;;;1;2
        8;BUD;11.01.2024;500,00;USD;consulting;;;;;;;1
        9;BUD;09.01.2024;400,00;;training;;;cancelled;;;2;1
    """,
    "shares.csv": """
        Contract;Function;No;Share
        8;selling;1;70
        8;selling;2;30
    """,
    "amendments.csv": """
        Contract;Date;Change;Reason
        7/1;01.03.2024;-1 000,00;less work
    """,
    "acts.csv": """
        Contract;Act;Date;Sum with VAT;Last
        7;A-1;20.01.2024;1 200,00;так
    """,
    "handovers.csv": """
        Client code;To;From;Reason
        AKV;1;01.04.2024;Petro is ill
    """,
    "invoices.csv": """
        Invoice;Contract;Date;Due;Sum with VAT
        31;7;12.01.2024;;1 200,00
        32;8;12.01.2024;01.02.2024;600,00
        33;7/1;12.02.2024;;100,00
        Total;;;;1 900,00
    """,
    "credit-notes.csv": """
        No;Invoice;Date;Sum with VAT;Reason
        K-1;33;15.02.2024;40,00;rebate
    """,
    "payments.csv": """
        No;Client code;Date;Amount;Currency;Invoice;In the invoice's currency
        P1;AKV;20.01.2024;1 200,00;;31;
        P1;AKV;20.01.2024;60,00;;33;
        P1;AKV;20.01.2024;15,00;;;
        P2;BUD;22.01.2024;22 800,00;UAH;32;600,00
    """,
    "refunds.csv": """
        Payment;Client code;Date;Amount;Reason
        P2;BUD;25.01.2024;100,00;paid twice
    """,
    "rates.csv": """
        Currency;Date;Rate;Units
        USD;2024-01-11;38.123456;1
    """,
}


def fill(desk: Desk) -> Desk:
    for name, text in FILES.items():
        lines = [line.strip() for line in text.replace("{}", "Sold by;Manager").strip().splitlines()]
        (desk.folder / name).write_bytes("\r\n".join(lines).encode("cp1251"))
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
