"""A client's account with us over a period: what the reconciliation statement rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.kernel.cells import day, text, whole
from app.kernel.database import Cell, Db


class Basis(StrEnum):
    """What makes a client owe us money: signed acts, as Ukrainian accounting has it, or invoices sent."""

    ACTS = "acts"
    INVOICES = "invoices"


class EntryKind(StrEnum):
    """The document behind an entry, in the order of one day."""

    PAID_BEFORE = "paid_before"
    ACT = "act"
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    REFUND = "refund"
    CLOSED_SHORT = "closed_short"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: ``debit_minor`` is owed to us more, ``credit_minor`` less; either may be negative."""

    on_date: date
    kind: EntryKind
    number: str
    currency: str
    debit_minor: int = 0
    credit_minor: int = 0
    contract: str = ""
    """The contract of an act: acts are numbered within it."""


@dataclass(frozen=True, slots=True)
class Account:
    """The entries of a period in one currency; a positive balance is owed to us, a negative one by us."""

    currency: str
    opening_minor: int
    entries: tuple[Entry, ...]

    @property
    def debit_minor(self) -> int:
        """The debit turnover."""
        return sum(entry.debit_minor for entry in self.entries)

    @property
    def credit_minor(self) -> int:
        """The credit turnover."""
        return sum(entry.credit_minor for entry in self.entries)

    @property
    def closing_minor(self) -> int:
        """The balance at the end of the period."""
        return self.opening_minor + self.debit_minor - self.credit_minor


@dataclass(frozen=True, slots=True)
class Statement:
    """A client's accounts, one for each currency, from ``first`` to ``last``."""

    client_id: int
    first: date
    last: date
    basis: Basis
    accounts: tuple[Account, ...]


ACTS = """
SELECT a.accepted_on, 'act', a.number, c.currency, a.net_minor + a.vat_minor, 0, c.number, 0
FROM act a JOIN contract c ON c.id = a.contract_id WHERE c.client_id = :client
UNION ALL
SELECT '0001-01-01', 'paid_before', c.number, c.currency, 0, c.paid_before_minor, c.number, 0
FROM contract c WHERE c.client_id = :client AND c.paid_before_minor > 0
"""
INVOICES = """
SELECT i.issued_on, 'invoice', i.number, c.currency, i.gross_minor, 0, '', 0
FROM invoice i JOIN contract c ON c.id = i.contract_id WHERE c.client_id = :client AND i.status = 'sent'
UNION ALL
SELECT n.issued_on, 'credit_note', n.number, c.currency, 0, n.gross_minor, '', 0
FROM credit_note n JOIN invoice i ON i.id = n.invoice_id JOIN contract c ON c.id = i.contract_id
WHERE c.client_id = :client AND i.status = 'sent'
"""
MONEY = """
WITH good AS (SELECT id, number, client_id, received_on, currency, amount_minor FROM payment p
  WHERE storno_of IS NULL AND NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = p.id)),
open AS (SELECT i.id, i.number, i.closed_short_on, i.gross_minor
    - COALESCE((SELECT SUM(n.gross_minor) FROM credit_note n WHERE n.invoice_id = i.id), 0)
    - COALESCE((SELECT SUM(a.amount_minor) FROM allocation a JOIN good g ON g.id = a.payment_id
                WHERE a.invoice_id = i.id), 0)
    + COALESCE((SELECT SUM(r.amount_minor) FROM refund r JOIN good g ON g.id = r.payment_id
                WHERE r.invoice_id = i.id), 0) AS minor, c.currency
  FROM invoice i JOIN contract c ON c.id = i.contract_id
  WHERE c.client_id = :client AND i.status = 'sent' AND i.closed_short_on IS NOT NULL)
SELECT g.received_on, 'payment', g.number, c.currency, 0, SUM(a.amount_minor), '', g.id
FROM allocation a JOIN good g ON g.id = a.payment_id JOIN invoice i ON i.id = a.invoice_id
JOIN contract c ON c.id = i.contract_id WHERE c.client_id = :client
GROUP BY g.id, g.received_on, g.number, c.currency
UNION ALL
SELECT g.received_on, 'payment', g.number, g.currency, 0, g.amount_minor - COALESCE(
  (SELECT SUM(COALESCE(a.firm_amount_minor, a.amount_minor)) FROM allocation a WHERE a.payment_id = g.id), 0), '', g.id
FROM good g WHERE g.client_id = :client
UNION ALL
SELECT r.refunded_on, 'refund', g.number, c.currency, r.amount_minor, 0, '', g.id
FROM refund r JOIN good g ON g.id = r.payment_id JOIN invoice i ON i.id = r.invoice_id
JOIN contract c ON c.id = i.contract_id WHERE c.client_id = :client
UNION ALL
SELECT closed_short_on, 'closed_short', number, currency, 0, minor, '', 0 FROM open WHERE minor > 0
"""
"""Payments that were undone by a storno never came. What pays an invoice counts in the invoice's currency, whoever of
the group paid it; the rest of a payment is its payer's advance. What an invoice was closed short by is forgiven. The
last column is the payment that a row is of: banks of two members of a group may give the same number."""

_ORDER = {kind: place for place, kind in enumerate(EntryKind)}


def account_entries(db: Db, client_id: int, basis: Basis) -> tuple[Entry, ...]:
    """Every entry of a client since ever, by day and document."""
    owed = ACTS if basis is Basis.ACTS else INVOICES
    rows = [*db.rows(owed, {"client": client_id}), *db.rows(MONEY, {"client": client_id})]
    return tuple(sorted(_joined(rows), key=lambda one: (one.on_date, _ORDER[one.kind], one.number, one.currency)))


def accounts_of(entries: Iterable[Entry], first: date, last: date, currency: str) -> tuple[Account, ...]:
    """The accounts of a period; without any entry and balance there is one of ``currency``, with nothing on it."""
    known = [entry for entry in entries if entry.on_date <= last]
    accounts = []
    for code in sorted({entry.currency for entry in known}, key=lambda one: (one != currency, one)):
        own = [entry for entry in known if entry.currency == code]
        opening_minor = sum(entry.debit_minor - entry.credit_minor for entry in own if entry.on_date < first)
        inside = tuple(entry for entry in own if entry.on_date >= first)
        if inside or opening_minor:
            accounts.append(Account(code, opening_minor, inside))
    return tuple(accounts) or (Account(currency, 0, ()),)


def _entry(row: tuple[Cell, ...]) -> Entry:
    on_date, kind, number, currency, debit, credit, contract, _payment_id = row
    named = (text(number), text(currency))
    return Entry(day(on_date), EntryKind(text(kind)), *named, whole(debit), whole(credit), text(contract))


def _joined(rows: Iterable[tuple[Cell, ...]]) -> Iterator[Entry]:
    """What a payment settles and what it leaves as an advance are one entry; one of nothing is none."""
    same: dict[tuple[Cell, ...], Entry] = {}
    for row in rows:
        on_date, kind, number, currency, _debit, _credit, contract, payment_id = row
        key, entry = (on_date, kind, number, currency, contract, payment_id), _entry(row)
        known = same.get(key)
        same[key] = (
            entry
            if known is None
            else replace(
                known,
                debit_minor=known.debit_minor + entry.debit_minor,
                credit_minor=known.credit_minor + entry.credit_minor,
            )
        )
    return (entry for entry in same.values() if entry.debit_minor or entry.credit_minor)
