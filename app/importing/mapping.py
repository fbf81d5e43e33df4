"""The mapping file: it tells, once, which columns of an office's files are which fields of the books.

``resources/templates/import-example.toml`` is a complete example. The whole format (TOML, numbers exact)::

    premia_import = 1                # the form of the file; this one
    currency = "EUR"                 # of amounts that have no currency; left out: the firm's currency

    [formats]                        # how the office writes; all may be left out, and each may stand in a table too
    encoding  = "cp1251"             # utf-8 | utf-16 | cp1251 | latin-1; left out: found out
    delimiter = ";"                  # one character; left out: found out (, ; or tab)
    date      = ["DD.MM.YYYY"]       # one or more of YYYY YY MM M DD D with the signs between; * is whatever follows
    decimal   = ","                  # the decimal sign; "." when left out
    thousands = "."                  # the sign between thousands; blanks are always understood
    percent   = "percent"            # percent: 20 is 20 %  |  fraction: 0.2 is 20 %
    yes = ["так"]                    # words of a flag; 1 yes true + так да, 0 no false - ні нет when left out
    no  = ["ні"]

    [[table]]                        # one for each file or sheet; the order does not matter
    kind = "contracts"               # what its rows are: see below
    file = "orders.xlsx"             # a CSV text or an XLSX workbook, beside the folder that is imported
    sheet = "2026"                   # of a workbook; left out: the first one
    header_row = 3                   # the row with the names of the columns; 1 when left out, 0: columns are A, B, C…
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
    people_by  = "staff_no"          # how cells name people: staff_no | name
    clients_by = "code"              # how cells name clients: code | name
    found_by   = "first_seller"      # clients only: the finder of a new client that names none is the seller of its
                                     # first contract that is not cancelled, by date and number
    due_days   = 30                  # invoices only: due so many days after the issue where no date is given

(TOML wants an inline table on one line; ``[table.columns]`` below the table is the same thing.)

Kinds and fields; * must be given by a column, a fixed value or ``when_empty``::

    staff             staff_no* name* position email hired_on left_on
    pay_terms         person* valid_from* engagement*(employee contractor owner) salary* guarantee draw draw_recoverable
    opening_balances  person* carry draw_owed held                what a person brings into the books
    opening_measures  scheme* rule* person* amount count          what a person had reached under a rule of a scheme
    groups            name*
    clients           code* name* legal_name tax_no country address note orders_before won_on found_by tags group
                      group_from contact contact_position contact_phone contact_email
    contracts         number* client* signed_on* net|gross* vat currency service_kind(standard complex) subject extends
                      direct_cost quantity unit status(active completed cancelled) cancelled_on cancel_reason
                      paid_before
                      finding selling upselling delivering invoicing collecting accepting   people, parted by ";"
    roles             contract* function* person* weight percent  more than one person in a function, with their parts
    amendments        contract* on_date* net_change* reason*
    acts              contract* number* accepted_on* net|gross* vat final
    handovers         client* function* person* on_date* reason*
    invoices          number* contract* issued_on* due_on net|gross* vat currency status(draft sent cancelled)
                      cancelled_on cancel_reason
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
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from app.importing.fields import Kind, fields_of
from app.importing.formats import BadCell, Formats, Value, cell_reader, date_pattern
from app.kernel.errors import Finding, Invalid, PremiaError
from app.kernel.ids import name_key
from app.kernel.money import CURRENCIES
from app.kernel.toml_table import Table, load
from app.sheets.csv_file import ENCODINGS
from app.sheets.sheet import Cell

FORMAT = 1

_HEAD = ("premia_import", "currency", "formats", "table")
_FORMATS = ("encoding", "delimiter", "date", "decimal", "thousands", "percent", "yes", "no")
_TABLE = (
    *("kind", "file", "sheet", "header_row", "columns", "fixed", "values", "when_empty", "skip", "formats"),
    *("people_by", "clients_by", "found_by", "due_days"),
)
_SKIP = ("column", "starts", "is", "empty")
_ONE_OF = {Kind.CONTRACTS, Kind.ACTS, Kind.INVOICES, Kind.CREDIT_NOTES}
_LATEST_HEADER = 1000
_LONGEST_DUE = 3660


class MappingFileMissing(PremiaError):
    """There is no mapping file at ``path``, or it is no UTF-8 text."""

    code = "mapping_file_missing"


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


class _Percent(StrEnum):
    PERCENT = "percent"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class SkipRule:
    """A row is no record when its cell in ``column`` is like this."""

    column: str
    starts: str = ""
    words: tuple[str, ...] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One file or sheet: what its rows are and where their fields come from. ``path`` is the table's in the mapping."""

    path: str
    kind: Kind
    file: str
    sheet: str
    header_row: int
    columns: Mapping[str, str]
    fixed: Mapping[str, Value]
    values: Mapping[str, Mapping[str, str]]
    when_empty: Mapping[str, str]
    skip: tuple[SkipRule, ...]
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


def load_mapping(path: Path) -> ImportMapping:
    """The mapping in a file. Raises MappingFileMissing, and Invalid with every mistake by its path."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingFileMissing(path=str(path)) from error
    return read_mapping(text)


def read_mapping(text: str) -> ImportMapping:
    """The mapping in a TOML text. Raises Invalid with every mistake by its path in the file."""
    content, syntax = load(text)
    if syntax:
        raise Invalid(syntax)
    findings: list[Finding] = []
    head = Table(content, "", findings, _HEAD)
    if head.whole("premia_import", high=10**6) != FORMAT:
        head.report("mapping_format", "premia_import", expected=FORMAT)
    currency = head.optional_text("currency")
    if currency and currency not in CURRENCIES:
        head.report("currency_unknown", "currency", currency=currency)
    formats = _formats(head, Formats())
    tables = tuple(_table(table, formats) for table in head.tables("table", _TABLE))
    if findings:
        raise Invalid(tuple(findings))
    return ImportMapping(currency, tables)


def _formats(owner: Table, base: Formats) -> Formats:
    """The formats of ``owner``, where it says any, over ``base``."""
    table = owner.table("formats", _FORMATS)
    if table is None:
        return base
    encoding = table.optional_text("encoding", base.encoding or "")
    if encoding and encoding not in ENCODINGS:
        table.report("word_unknown", "encoding", found=encoding, allowed=", ".join(ENCODINGS), nearest="")
    dates = table.texts("date", base.dates)
    for text in dates:
        try:
            date_pattern(text)
        except ValueError:
            table.report("date_format_wrong", "date", value=text)
            dates = base.dates
    return Formats(
        encoding=encoding or None,
        delimiter=_sign(table, "delimiter", base.delimiter or "") or None,
        dates=dates,
        decimal=_sign(table, "decimal", base.decimal) or ".",
        thousands=_sign(table, "thousands", base.thousands),
        percent=table.choice("percent", _Percent, _Percent(base.percent)),
        yes=table.texts("yes", base.yes),
        no=table.texts("no", base.no),
    )


def _sign(table: Table, key: str, default: str) -> str:
    """One character or none."""
    sign = table.optional_text(key, default)
    if len(sign) > 1 or sign.isalnum() or sign in {'"', "\n", "\r"}:
        table.report("sign_wrong", key, value=sign)
        return default
    return sign


def _table(table: Table, formats: Formats) -> TableMapping:
    kind = table.choice("kind", Kind)
    own = _formats(table, formats)
    values = _values(table, kind)
    mapping = TableMapping(
        path=table.path,
        kind=kind,
        file=_file_name(table),
        sheet=table.optional_text("sheet"),
        header_row=table.whole("header_row", 1, high=_LATEST_HEADER) or 0,
        columns=_texts_by_field(table, "columns", kind),
        fixed=_fixed(table, kind, own),
        values=values,
        when_empty=_when_empty(table, kind),
        skip=_skip(table),
        formats=own,
        people_by=table.choice("people_by", PeopleBy, PeopleBy.STAFF_NO),
        clients_by=table.choice("clients_by", ClientsBy, ClientsBy.CODE),
        found_by=table.choice("found_by", FoundBy, FoundBy.NOBODY),
        due_days=table.whole("due_days", high=_LONGEST_DUE),
    )
    if "kind" in table:
        _check(table, mapping)
    return mapping


def _file_name(table: Table) -> str:
    """A path inside the folder: neither absolute nor above it."""
    name = table.text("file")
    path = Path(name)
    if path.is_absolute() or ".." in path.parts or path.drive or "\0" in name:
        table.report("file_outside", "file", file=name)
    return name


def _check(table: Table, mapping: TableMapping) -> None:
    """What only shows when the table is seen as a whole."""
    for field in fields_of(mapping.kind).values():
        if field.required and field.name not in mapping.mapped:
            table.report("field_missing", "columns", field=field.name, kind=mapping.kind.value)
    if mapping.kind in _ONE_OF and not mapping.mapped & {"net", "gross"}:
        table.report("field_missing", "columns", field="net", kind=mapping.kind.value)
    if mapping.kind is Kind.PAYMENTS and not mapping.mapped & {"client", "invoice"}:
        table.report("field_missing", "columns", field="client", kind=mapping.kind.value)
    if mapping.found_by is not FoundBy.NOBODY and mapping.kind is not Kind.CLIENTS:
        table.report("key_not_for_kind", "found_by", key="found_by", kind=mapping.kind.value)
    if mapping.due_days is not None and mapping.kind is not Kind.INVOICES:
        table.report("key_not_for_kind", "due_days", key="due_days", kind=mapping.kind.value)
    for field_name in mapping.columns:
        if field_name in mapping.fixed:
            table.report("field_twice", f"fixed.{field_name}", field=field_name)


def _by_field(table: Table, key: str, kind: Kind) -> Table | None:
    """The table at ``key`` whose keys are fields of the kind."""
    return table.table(key, tuple(fields_of(kind))) if "kind" in table else table.table(key, table.keys())


def _known(inner: Table, kind: Kind) -> list[str]:
    return [name for name in inner.keys() if name in fields_of(kind)]  # ruff: ignore[in-dict-keys]


def _texts_by_field(table: Table, key: str, kind: Kind) -> dict[str, str]:
    inner = _by_field(table, key, kind)
    if inner is None:
        return {}
    return {name: inner.text(name) for name in _known(inner, kind)}


def _when_empty(table: Table, kind: Kind) -> dict[str, str]:
    fields = fields_of(kind)
    result = _texts_by_field(table, "when_empty", kind)
    for name, other in result.items():
        if other not in fields or fields[other].reads is not fields[name].reads:
            nearest = get_close_matches(other, fields, n=1)
            table.report("field_unlike", f"when_empty.{name}", field=other, nearest=nearest[0] if nearest else "")
    return result


def _values(table: Table, kind: Kind) -> dict[str, dict[str, str]]:
    inner = _by_field(table, "values", kind)
    result: dict[str, dict[str, str]] = {}
    for name in _known(inner, kind) if inner else ():
        words = inner.table(name, tuple(_keys(inner.given(name)))) if inner else None
        choices = fields_of(kind)[name].choices
        result[name] = {}
        for word in _keys(inner.given(name)) if inner and words else ():
            meaning = words.optional_text(word) if words else ""
            result[name][name_key(word)] = meaning
            if choices and meaning not in choices and words:
                words.report("word_unknown", word, found=meaning, allowed=", ".join(choices), nearest="")
    return result


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, dict) else []


def _fixed(table: Table, kind: Kind, formats: Formats) -> dict[str, Value]:
    """Values for every row, read as a cell of the field would be; TOML's own numbers and dates may stand for text."""
    inner = _by_field(table, "fixed", kind)
    result: dict[str, Value] = {}
    for name in _known(inner, kind) if inner else ():
        field = fields_of(kind)[name]
        try:
            result[name] = cell_reader(field, formats, {})(_toml_cell(inner.given(name) if inner else None))
        except BadCell as bad:
            table.report(bad.code, f"fixed.{name}", **bad.values)
    return result


def _toml_cell(given: object) -> Cell:
    """A TOML value as the cell it stands for. Raises BadCell."""
    if isinstance(given, bool | int):
        return int(given)
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, str | Decimal | date):
        return given
    raise BadCell("value_type", expected="text", found=str(given))


def _skip(table: Table) -> tuple[SkipRule, ...]:
    if "skip" not in table:
        return ()
    rules = []
    for inner in table.tables("skip", _SKIP):
        rule = SkipRule(
            inner.text("column"),
            inner.optional_text("starts"),
            tuple(name_key(word) for word in inner.texts("is")),
            inner.given("empty") is True,
        )
        if not (rule.starts or rule.words or rule.empty):
            inner.report("skip_rule_empty")
        rules.append(rule)
    return tuple(rules)
