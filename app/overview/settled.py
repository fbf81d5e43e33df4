"""What has come in on invoices, as the SELECTs of this room begin."""

from __future__ import annotations

_UNDONE = "WITH undone AS (SELECT storno_of AS payment_id FROM payment WHERE storno_of IS NOT NULL)"
_SUMS = """
got AS (SELECT invoice_id, SUM(amount_minor) AS minor FROM allocation
        WHERE payment_id NOT IN (SELECT payment_id FROM undone) {of} GROUP BY invoice_id),
back AS (SELECT invoice_id, SUM(amount_minor) AS minor FROM refund
         WHERE payment_id NOT IN (SELECT payment_id FROM undone) {of} GROUP BY invoice_id),
credited AS (SELECT invoice_id, SUM(gross_minor) AS minor FROM credit_note WHERE id > 0 {of} GROUP BY invoice_id)
"""
MONEY = f"{_UNDONE}, {_SUMS.format(of='')}"
"""What each invoice has received, given back and had credited; a payment undone by a storno never came."""


def money_of(invoices: str) -> str:
    """The same of those alone whose ids ``invoices`` selects; they are ``mine`` to what comes after."""
    return f"{_UNDONE}, mine AS ({invoices}), {_SUMS.format(of='AND invoice_id IN (SELECT id FROM mine)')}"  # ruff: ignore[hardcoded-sql-expression] (ids and the texts above)


DEBTS = """,
last AS (SELECT invoice_id, on_date, outcome, promised_on FROM (
           SELECT invoice_id, on_date, outcome, promised_on,
                  ROW_NUMBER() OVER (PARTITION BY invoice_id ORDER BY on_date DESC, id DESC) AS place FROM reminder
         ) AS placed WHERE place = 1),
debt AS (SELECT i.id, i.number, i.number_key, i.due_on, i.contract_id, c.client_id, c.currency,
                i.gross_minor - COALESCE(credited.minor, 0) - COALESCE(got.minor, 0) + COALESCE(back.minor, 0)
                  AS open_minor, last.on_date AS reminded_on, last.outcome, last.promised_on
         FROM invoice i JOIN contract c ON c.id = i.contract_id LEFT JOIN got ON got.invoice_id = i.id
         LEFT JOIN back ON back.invoice_id = i.id LEFT JOIN credited ON credited.invoice_id = i.id
         LEFT JOIN last ON last.invoice_id = i.id
         WHERE i.status = 'sent' AND i.due_on < :today AND i.closed_short_on IS NULL)
"""
"""After ``MONEY``: ``debt`` is every invoice due before ``:today``, what is open on it (or less), its last reminder."""

UNACCEPTED = """,
asked AS (SELECT i.contract_id, SUM(i.net_minor) AS net_minor,
                 SUM(i.gross_minor - COALESCE(credited.minor, 0) - COALESCE(got.minor, 0) + COALESCE(back.minor, 0))
                   AS open_minor
          FROM invoice i LEFT JOIN got ON got.invoice_id = i.id LEFT JOIN back ON back.invoice_id = i.id
          LEFT JOIN credited ON credited.invoice_id = i.id WHERE i.status = 'sent' GROUP BY i.contract_id),
amended AS (SELECT contract_id, SUM(net_change_minor) AS minor FROM amendment GROUP BY contract_id),
accepted AS (SELECT DISTINCT contract_id FROM act),
unaccepted AS (
  SELECT c.id FROM contract c LEFT JOIN asked ON asked.contract_id = c.id
  LEFT JOIN amended ON amended.contract_id = c.id LEFT JOIN accepted ON accepted.contract_id = c.id
  WHERE accepted.contract_id IS NULL AND (c.status = 'completed' OR (c.status = 'active' AND asked.open_minor <= 0
        AND asked.net_minor >= c.net_minor + COALESCE(amended.minor, 0))))
"""
"""After ``MONEY``: ``unaccepted`` are contracts completed, or invoiced and paid in full, that no act accepts."""
