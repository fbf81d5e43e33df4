"""``list``: the tables that an accountant asks for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from operator import attrgetter

from app.cli.console import Console, Desk, opened
from app.cli.parsing import Commands, month
from app.cli.sheets import accrual_table, sheet_of
from app.cli.table import Column, Kind, Table, write
from app.i18n.words import mark
from app.wording import terms

LISTS = ("clients", "contracts", "invoices", "payments", "staff", "runs", "accruals")

EXAMPLES = """  premia-cli list clients sample.premia
  premia-cli list invoices sample.premia --csv > invoices.csv
  premia-cli list accruals sample.premia --month 2026-10 --json"""

CLIENTS = (
    Column("code", mark("Code")),
    Column("name", mark("Client")),
    Column("group", mark("Group")),
    Column("country", mark("Country")),
    Column("found_by", mark("Found by")),
    Column("orders", mark("Orders"), Kind.NUMBER),
    Column("last_order_on", mark("Last order"), Kind.DATE),
    Column("invoiced_minor", mark("Invoiced"), Kind.AMOUNT),
    Column("received_minor", mark("Received"), Kind.AMOUNT),
    Column("overdue_minor", mark("Overdue"), Kind.AMOUNT),
    Column("currency", mark("Currency")),
)
CONTRACTS = (
    Column("number", mark("Contract")),
    Column("client", mark("Client")),
    Column("signed_on", mark("Signed"), Kind.DATE),
    Column("order_number", mark("Order"), Kind.NUMBER),
    Column("extends", mark("Extends")),
    Column("service_kind", mark("Service"), names=terms.SERVICE_KINDS),
    Column("net_minor", mark("Net"), Kind.AMOUNT),
    Column("vat_ppm", mark("VAT"), Kind.PERCENT),
    Column("currency", mark("Currency")),
    Column("found_by", mark("Found by")),
    Column("sold_by", mark("Sold by")),
    Column("delivered_by", mark("Project manager")),
    Column("invoiced_minor", mark("Invoiced"), Kind.AMOUNT),
    Column("received_minor", mark("Received"), Kind.AMOUNT),
    Column("status", mark("State"), names=terms.CONTRACT_STATUSES),
)
INVOICES = (
    Column("number", mark("Invoice")),
    Column("client", mark("Client")),
    Column("contract", mark("Contract")),
    Column("issued_on", mark("Issued"), Kind.DATE),
    Column("due_on", mark("Due"), Kind.DATE),
    Column("gross_minor", mark("Gross"), Kind.AMOUNT),
    Column("received_minor", mark("Received"), Kind.AMOUNT),
    Column("credited_minor", mark("Credited"), Kind.AMOUNT),
    Column("currency", mark("Currency")),
    Column("state", mark("State"), names=terms.INVOICE_STATES),
    Column("days_late", mark("Days late"), Kind.NUMBER),
)
PAYMENTS = (
    Column("number", mark("Payment")),
    Column("client", mark("Client")),
    Column("received_on", mark("Received on"), Kind.DATE),
    Column("entered_on", mark("Entered on"), Kind.DATE),
    Column("amount_minor", mark("Amount"), Kind.AMOUNT),
    Column("allocated_minor", mark("Allocated"), Kind.AMOUNT),
    Column("currency", mark("Currency")),
    Column("invoices", mark("Invoices")),
    Column("state", mark("State"), names=terms.PAYMENT_STATES),
)
STAFF = (
    Column("staff_no", mark("No.")),
    Column("name", mark("Name")),
    Column("position", mark("Position")),
    Column("email", mark("E-mail")),
    Column("hired_on", mark("Hired"), Kind.DATE),
    Column("left_on", mark("Left"), Kind.DATE),
    Column("clients_found", mark("Clients found"), Kind.NUMBER),
    Column("contracts_sold", mark("Contracts sold"), Kind.NUMBER),
)
RUNS = (
    Column("month", mark("Month")),
    Column("revision", mark("Revision"), Kind.NUMBER),
    Column("state", mark("State"), names=terms.RUN_STATES),
    Column("currency", mark("Currency")),
    Column("reason", mark("Reason")),
)


def register(commands: Commands) -> None:
    """Declare ``list``."""
    command = commands.add("list", mark("list what the file holds"), EXAMPLES, list_rows)
    command.positional("what", mark("one of: clients contracts invoices payments staff runs accruals"), choices=LISTS)
    command.file().forms()
    command.option("month", mark("the month, for accruals"), type=month, metavar="MONTH")


def list_rows(options: argparse.Namespace, console: Console) -> int:
    """Write one list."""
    with opened(options, console) as desk:
        table = TABLES[options.what](desk, options)
        console.write(write(table, options.form, desk.words))
    return 0


def from_rows(columns: tuple[Column, ...], rows: Iterable[object]) -> Table:
    """Rows of a dataclass that has an attribute for each column."""
    getters = [attrgetter(column.key) for column in columns]
    return Table(columns, [[getter(row) for getter in getters] for row in rows])


def _runs(desk: Desk, _: argparse.Namespace) -> Table:
    runs = desk.office.payroll.runs(desk.actor)
    rows = [(run.month.text, run.revision, run.state.value, run.currency, run.reason) for run in runs]
    return Table(RUNS, rows)


def _accruals(desk: Desk, options: argparse.Namespace) -> Table:
    sheet = sheet_of(desk, options.month)
    return accrual_table(sheet, desk.words)


TABLES: dict[str, Callable[[Desk, argparse.Namespace], Table]] = {
    "clients": lambda desk, _: from_rows(CLIENTS, desk.office.overview.clients(desk.actor)),
    "contracts": lambda desk, _: from_rows(CONTRACTS, desk.office.overview.contracts(desk.actor)),
    "invoices": lambda desk, _: from_rows(INVOICES, desk.office.overview.invoices(desk.actor)),
    "payments": lambda desk, _: from_rows(PAYMENTS, desk.office.overview.payments(desk.actor)),
    "staff": lambda desk, _: from_rows(STAFF, desk.office.overview.staff(desk.actor)),
    "runs": _runs,
    "accruals": _accruals,
}
