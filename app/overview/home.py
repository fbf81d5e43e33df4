"""The first page, in one short read: figures, what is to be done, open tasks."""

from __future__ import annotations

from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.cells import day, day_or_none, text, whole
from app.kernel.database import Cell, Db
from app.kernel.period import Month
from app.overview.chores import Asked, chores
from app.overview.rates import Rates
from app.overview.settled import MONEY
from app.overview.to_do import Duty, Home, HomeFigures, MonthSums, Motivation

ASKED = """
SELECT issued_on, currency, SUM(minor) FROM (
  SELECT i.id, i.issued_on, c.currency, i.gross_minor - COALESCE(credited.minor, 0) AS minor
  FROM invoice i JOIN contract c ON c.id = i.contract_id LEFT JOIN credited ON credited.invoice_id = i.id
  WHERE i.status = 'sent' AND i.issued_on BETWEEN :first AND :last
) AS asked GROUP BY issued_on, currency, CASE WHEN currency = :home THEN 0 ELSE id END
"""

CAME = """
SELECT on_date, currency, SUM(minor) FROM (
  SELECT p.id, p.received_on AS on_date, p.currency, p.amount_minor AS minor FROM payment p
  WHERE p.received_on BETWEEN :first AND :last AND p.storno_of IS NULL AND p.id NOT IN (SELECT payment_id FROM undone)
  UNION ALL
  SELECT -r.id, r.refunded_on, c.currency, -r.amount_minor FROM refund r JOIN invoice i ON i.id = r.invoice_id
  JOIN contract c ON c.id = i.contract_id WHERE r.refunded_on BETWEEN :first AND :last
    AND r.payment_id NOT IN (SELECT payment_id FROM undone)
) AS came GROUP BY on_date, currency, CASE WHEN currency = :home THEN 0 ELSE id END
"""

COST = """
SELECT r.month, COALESCE((SELECT SUM(l.bonus_minor + l.adjustments_minor + l.true_ups_minor) FROM payroll_line l
                          WHERE l.run_id = r.id), 0)
FROM payroll_run r ORDER BY r.month DESC, r.revision DESC LIMIT 1
"""

DUTIES = """
SELECT t.id, t.version, t.client_id, k.name, t.kind, p.name, t.due_on, t.note FROM task t
JOIN client k ON k.id = t.client_id JOIN person p ON p.id = t.person_id
WHERE t.done_on IS NULL AND (:sees_all = 1 OR t.person_id = :person_id)
ORDER BY t.due_on IS NULL, t.due_on, t.id LIMIT :most
"""

BEGUN = "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM client)"

DUTY_COUNT = "SELECT COUNT(*) FROM task WHERE done_on IS NULL AND (:sees_all = 1 OR person_id = :person_id)"


def home(db: Db, actor: Actor, today: date, duties_most: int) -> Home:
    """The page of ``actor``; no pay figure without the right to see pay, no records without the right to see them."""
    sees_records = actor.may(Permission.SEE_RECORDS)
    mine: dict[str, Cell] = {"sees_all": int(sees_records), "person_id": actor.person_id or 0}
    asked = Asked(db, actor, today)
    begun = not sees_records or bool(db.rows(BEGUN, {})[0][0])
    return Home(
        _figures(asked) if sees_records else None,
        tuple(chores(asked)) if begun else (),
        tuple(map(_duty, db.rows(DUTIES, {**mine, "most": duties_most}))),
        whole(db.rows(DUTY_COUNT, mine)[0][0]),
        begun,
    )


def _duty(row: tuple[Cell, ...]) -> Duty:
    key, version, client_id, client, kind, person, due_on, note = row
    return Duty(
        whole(key), whole(version), whole(client_id), text(client), text(kind), text(person), day_or_none(due_on),
        text(note),
    )  # fmt: skip


def _figures(asked: Asked) -> HomeFigures:
    db, rates = asked.db, asked.rates
    ((newest,),) = db.rows("SELECT MAX(issued_on) FROM invoice")
    month = Month.of(min(asked.today, day(newest) if newest is not None else asked.today))
    return HomeFigures(
        *_two_months(db, rates, month),
        sum(amount_minor for _count, amount_minor in asked.late.values()),
        sum(count for count, _amount_minor in asked.late.values()),
        _motivation(db, rates) if asked.actor.may(Permission.SEE_PAY) else None,
    )


def _two_months(db: Db, rates: Rates, month: Month) -> tuple[MonthSums, MonthSums]:
    """``month`` and the one before it."""
    before = month.plus(-1)
    asked, came = (_by_month(db, rates, sql, before.first, month.last) for sql in (MONEY + ASKED, MONEY + CAME))
    return (
        MonthSums(month, asked.get(month, 0), came.get(month, 0)),
        MonthSums(before, asked.get(before, 0), came.get(before, 0)),
    )


def _by_month(db: Db, rates: Rates, sql: str, first: date, last: date) -> dict[Month, int]:
    sums: dict[Month, int] = {}
    span = {"home": rates.home, "first": first.isoformat(), "last": last.isoformat()}
    for on_date, currency, amount in db.rows(sql, span):
        on = day(on_date)
        sums[Month.of(on)] = sums.get(Month.of(on), 0) + rates.at_home(whole(amount), text(currency), on)
    return sums


def _motivation(db: Db, rates: Rates) -> Motivation | None:
    for month_text, cost in db.rows(COST):
        month = Month.parse(text(month_text))
        received = _by_month(db, rates, MONEY + CAME, month.first, month.last)
        return Motivation(month, whole(cost), received.get(month, 0))
    return None
