"""The reconciliation statement as a document: our side filled in, the client's side left for its accountant."""

from __future__ import annotations

from dataclasses import dataclass

from app.clients.model import Client
from app.clients.report import Side, client_side, firm_side, party, signature
from app.contracts.paper_parts import page_line
from app.export.document import Align, Band, Block, Column, Document, Paragraph, Row, Table
from app.i18n.words import Words, mark
from app.overview.statement import Account, Entry, EntryKind, Statement
from app.settings.model import Firm
from app.wording.dates import date_in_words
from app.wording.sums import sum_in_words

KINDS = {
    EntryKind.PAID_BEFORE: mark("Paid before the books began, contract {number}"),
    EntryKind.ACT: mark("Act {number}, contract {contract}"),
    EntryKind.INVOICE: mark("Invoice {number}"),
    EntryKind.CREDIT_NOTE: mark("Credit note {number}"),
    EntryKind.PAYMENT: mark("Payment {number}"),
    EntryKind.REFUND: mark("Refund of payment {number}"),
    EntryKind.CLOSED_SHORT: mark("Invoice {number} closed with an underpayment"),
}
_BLANK = ""


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """A statement with the sides that it is between."""

    firm: Firm
    client: Client
    statement: Statement


def statement_document(paper: StatementPaper, words: Words) -> Document:
    """The statement in the language of ``words``."""
    statement = paper.statement
    us, them = firm_side(paper.firm), client_side(paper.client)
    first, last = date_in_words(words, statement.first), date_in_words(words, statement.last)
    opening = words.text(
        "{firm} and {client} have made this statement of their mutual settlements for the period from {first} to "
        "{last}. By the books of {firm} they stand as follows."
    )
    blocks: list[Block] = [Paragraph(opening.format(firm=us.name, client=them.name, first=first, last=last))]
    for account in statement.accounts:
        blocks += [_table(words, statement, account, us, them), _balance(words, statement, account, us, them)]
    return Document(
        language=words.language,
        title=words.text("Reconciliation statement"),
        subtitle=words.text("for the period from {first} to {last}").format(first=first, last=last),
        parties=(party(words, us, words.text("Supplier")), party(words, them, words.text("Client"))),
        blocks=tuple(blocks),
        page_line=page_line(words),
        signatures=(
            signature(us, words.text("On behalf of")),
            signature(them, words.text("On behalf of")),
        ),
        signing=words.text("signature"),
        naming=words.text("position, name"),
    )


def _table(words: Words, statement: Statement, account: Account, us: Side, them: Side) -> Table:
    debit, credit = words.text("Debit"), words.text("Credit")
    opening = words.text("Balance on {date}").format(date=words.date(statement.first))
    closing = words.text("Balance on {date}").format(date=words.date(statement.last))
    turnover = (words.amount(account.debit_minor), words.amount(account.credit_minor))
    rows = [
        _balance_row(words, opening, account.opening_minor),
        *(_entry_row(words, entry) for entry in account.entries),
        Row((_BLANK, words.text("Turnover of the period"), *turnover, _BLANK, _BLANK), strong=True),
        _balance_row(words, closing, account.closing_minor),
    ]
    by_books = words.text("By the books of {firm}, {currency}")
    currency = words.currency(account.currency)
    return Table(
        columns=(
            Column(words.text("Date")),
            Column(words.text("Document"), stretch=True),
            Column(debit, Align.RIGHT),
            Column(credit, Align.RIGHT),
            Column(debit, Align.RIGHT, like=2),
            Column(credit, Align.RIGHT, like=3),
        ),
        rows=tuple(rows),
        bands=(
            Band("", 2),
            Band(by_books.format(firm=us.name, currency=currency), 2),
            Band(by_books.format(firm=them.name, currency=currency), 2),
        ),
    )


def _entry_row(words: Words, entry: Entry) -> Row:
    return Row((
        words.date(entry.on_date),
        words.text(KINDS[entry.kind]).format(number=entry.number, contract=entry.contract),
        words.amount(entry.debit_minor) if entry.debit_minor else _BLANK,
        words.amount(entry.credit_minor) if entry.credit_minor else _BLANK,
        _BLANK,
        _BLANK,
    ))


def _balance_row(words: Words, title: str, balance_minor: int) -> Row:
    """A balance on the side that it is on; none at all stands as a nought on the debit side."""
    debit = words.amount(balance_minor) if balance_minor >= 0 else _BLANK
    credit = words.amount(-balance_minor) if balance_minor < 0 else _BLANK
    return Row((_BLANK, title, debit, credit, _BLANK, _BLANK), strong=True)


def _balance(words: Words, statement: Statement, account: Account, us: Side, them: Side) -> Paragraph:
    """Who owes whom how much, in figures and in words."""
    balance_minor = account.closing_minor
    day = date_in_words(words, statement.last)
    if balance_minor == 0:
        said = words.text("On {date} neither side owes the other anything in {currency}.")
        return Paragraph(said.format(date=day, currency=words.currency(account.currency)), strong=True)
    said = words.text("On {date} the debt in favour of {creditor} is {amount} ({sum}).").format(
        date=day,
        creditor=us.name if balance_minor > 0 else them.name,
        amount=words.coded(abs(balance_minor), account.currency),
        sum=sum_in_words(abs(balance_minor), account.currency, words.language),
    )
    return Paragraph(said, strong=True)
