"""The files of a whole small office, as the example of a mapping names them."""

from __future__ import annotations

import csv
from importlib.resources import files

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


def example_rows() -> dict[str, list[list[str]]]:
    """Every file with its rows of cells."""
    texts = {name: text.replace("{}", "Sold by;Manager").strip() for name, text in FILES.items()}
    lines = {name: [line.strip() for line in text.splitlines()] for name, text in texts.items()}
    return {name: list(csv.reader(rows, delimiter=";")) for name, rows in lines.items()}
