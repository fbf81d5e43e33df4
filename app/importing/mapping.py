"""The mapping file: it tells, once, which columns of an office's files are which fields of the books.

``resources/templates/import-example.toml`` is a complete example. The whole format (TOML, numbers exact)::

    premia_import = 1                # the form of the file; this one
    currency = "EUR"                 # of amounts that have no currency; left out: the firm's currency

    [formats]                        # how the office writes; all may be left out, and each may stand in a table too
    encoding  = "cp1251"             # utf-8 | utf-16 | cp1251 | latin-1; left out: found out
    delimiter = ";"                  # one character; left out: found out (, ; or tab)
    date      = ["DD.MM.YYYY"]       # one or more of YYYY YY MM M DD D with the signs between; * is whatever follows;
                                     # MMM is the name of a month in English, Ukrainian or Russian, or its beginning;
                                     # "serial" (or "serial1904") is a day's number as spreadsheet programs count
    decimal   = ","                  # the decimal sign; "." when left out
    thousands = "."                  # the sign between thousands; left out: blanks, apostrophes, and a comma or point
                                     # where it can be nothing else (1,234.56 and 1,234,567, but not 1,234)
    percent   = "percent"            # percent: 20 is 20 %  |  fraction: 0.2 is 20 %
    yes = ["так"]                    # words of a flag; 1 yes true + так да, 0 no false - ні нет when left out
    no  = ["ні"]

    [[table]]                        # one for each file or sheet; the order does not matter
    kind = "contracts"               # what its rows are: see below
    file = "orders.xlsx"             # a CSV text or a workbook (XLSX, XLS, ODS), inside the folder that is imported
    sheet = "2026"                   # of a workbook; left out: the first one
    cells = "B3:F57"                 # the table is only this part of the sheet; B3:F or B:F: to the last row
    header_row = 3                   # the row with the names of the columns; left out: the first one of the table
                                     # [3, 4]: names over several rows, see below; "find": the first row that holds
                                     # all the names used here; 0: there are no names, columns are A, B, C…
    columns = { number = "Order no", client = "Customer", signed_on = "Date", net = "Sum", selling = "Manager" }
    fixed = { vat = 20 }             # a value for every row
    values = { status = { Shipped = "active", Cancelled = "cancelled" } }   # what words mean; "" is an empty cell
    when_empty = { cancelled_on = "signed_on" }      # an empty field takes the value of another one of the same row;
                                     # cancelled_on only in rows that are cancelled
    skip = [                         # rows that are no records; rows without any cell are skipped anyway
      { column = "Order no", starts = "Total" },     # the cell begins with it
      { column = "State", is = ["Draft", "Test"] },  # the cell is one of them
      { column = "Sum", empty = true },              # the cell is empty
    ]
    until = [                        # the table ends before the first row like this; what follows is not looked at
      { column = "Order no", starts = "Total" },     # as in skip
      { empty_row = true },                          # a row without any cell, once the first record was there
    ]
    people_by  = "staff_no"          # how cells name people: staff_no | name
    clients_by = "code"              # how cells name clients: code | name
    found_by   = "first_seller"      # clients only: the finder of a new client that names none is the seller of its
                                     # first contract that is not cancelled, by date and number
    due_days   = 30                  # invoices only: due so many days after the issue where no date is given

(TOML wants an inline table on one line; ``[table.columns]`` below the table is the same thing.)

Names over several rows are joined from top to bottom by blanks, and a heading goes on to the right over empty cells, as
merged cells do: ``Plan`` over ``Sum`` and ``Date`` gives ``Plan Sum`` and ``Plan Date``. Rows that repeat the names of
the columns are no records. Several tables on a sheet are several ``[[table]]`` with the same file and sheet.

Kinds and fields; * must be given by a column, a fixed value or ``when_empty``::

    staff             staff_no* name* position email hired_on left_on
    pay_terms         person* valid_from* engagement*(employee contractor owner) salary* guarantee draw draw_recoverable
    opening_balances  person* carry draw_owed held                what a person brings into the books
    opening_measures  scheme* rule* person* amount count          what a person had reached under a rule of a scheme
    groups            name*
    clients           code* name* legal_name tax_no country address bank_details signatory signatory_position note
                      orders_before won_on found_by tags group group_from
                      contact contact_position contact_phone contact_email
    contracts         number* client* signed_on* net|gross* vat vat_mode(payer without outside) currency
                      service_kind(standard complex) subject extends
                      direct_cost quantity unit status(active completed cancelled) cancelled_on cancel_reason
                      paid_before
                      finding selling upselling delivering invoicing collecting accepting   people, parted by ";"
    roles             contract* function* person* weight percent  more than one person in a function, with their parts
    amendments        contract* on_date* net_change* reason*
    acts              contract* number* accepted_on* net|gross* vat final subject returned_on
    handovers         client* function* person* on_date* reason*
    invoices          number* contract* issued_on* due_on net|gross* vat currency status(draft sent cancelled)
                      cancelled_on cancel_reason subject
    credit_notes      number* invoice* issued_on* net|gross* reason*
    payments          number* client received_on* amount* invoice invoice_amount currency note
    refunds           payment* client received_on invoice refunded_on* amount* reason*
    rates             currency* on_date* rate* units

``net|gross``: one of them is enough; the other comes by ``vat`` (a rate), for invoices and acts without ``vat`` by the
rate of the contract, for credit notes in the proportion of their invoice. Rows of ``payments`` with the same number,
client and date are one payment: each row is the part for its ``invoice``, a row without one is the client's advance;
``client`` may be left out where there is an invoice. ``invoice_amount`` is the part in the invoice's currency where the
money came in another one. A person, group or client may stand in several rows as long as they say the same.
``group_from`` left out: the client has always belonged to the group. Groups that clients name need no table.

Running an import again changes nothing: records are known again by staff number, client code, group name, contract
number, invoice number, payment number with client and date. A record that stands already and differs in a mapped field
is a problem named ``differs``; nothing is ever overwritten.

Mistakes in this file are findings with the path counted from 0: ``table[2].columns.signed_on``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.importing.fields import Kind
from app.importing.formats import Formats, Value


class PeopleBy(StrEnum):
    """How cells name people."""

    STAFF_NO = "staff_no"
    NAME = "name"


class ClientsBy(StrEnum):
    """How cells name clients."""

    CODE = "code"
    NAME = "name"


class FoundBy(StrEnum):
    """Where the finder of a client comes from when no column names one."""

    NOBODY = "nobody"
    FIRST_SELLER = "first_seller"


@dataclass(frozen=True, slots=True)
class RowRule:
    """Which rows are no records, or end the table: by the cell in ``column``, or because the whole row is empty."""

    column: str
    starts: str = ""
    words: tuple[str, ...] = ()
    empty: bool = False
    empty_row: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sheet: rows from 1, columns from 0, all of them inside it; None: to the last row."""

    first_row: int = 1
    last_row: int | None = None
    first_column: int = 0
    last_column: int | None = None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One file or sheet: what its rows are and where their fields come from. ``path`` is the table's in the mapping."""

    path: str
    kind: Kind
    file: str
    sheet: str
    part: Part
    header: tuple[int, int] | None
    """The first and the last row with names of columns; (0, 0) where there are none, None where to find them out."""
    columns: Mapping[str, str]
    fixed: Mapping[str, Value]
    values: Mapping[str, Mapping[str, str]]
    when_empty: Mapping[str, str]
    skip: tuple[RowRule, ...]
    until: tuple[RowRule, ...]
    formats: Formats
    people_by: PeopleBy = PeopleBy.STAFF_NO
    clients_by: ClientsBy = ClientsBy.CODE
    found_by: FoundBy = FoundBy.NOBODY
    due_days: int | None = None

    @property
    def mapped(self) -> frozenset[str]:
        """The fields that get a value from this table."""
        return frozenset((*self.columns, *self.fixed, *self.when_empty))


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """A whole mapping file. ``currency`` is empty where the firm's own is meant."""

    currency: str
    tables: tuple[TableMapping, ...]
