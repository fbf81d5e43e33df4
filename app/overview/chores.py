"""What is to be done, counted in the database: for the office, for bookkeeping, for the director."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cached_property

from app.kernel.actor import Actor, Permission, Role
from app.kernel.cells import day, text, whole
from app.kernel.database import Cell, Db
from app.kernel.period import Month
from app.overview.rates import Rates
from app.overview.settled import DEBTS, MONEY, UNACCEPTED
from app.overview.to_do import ToDo

CALLED_LATELY_DAYS = 7
"""An invoice that was reminded of within these days need not be called about again."""
RATE_DAYS = 10
"""A rate that is older counts as missing (SEMANTICS 10)."""
_NAMES_MOST = 3

# Sums are grouped so that all that is in the firm's currency comes at once, and the rest row by row to be converted.

DRAFTS = """
SELECT currency, COUNT(*), SUM(gross_minor) FROM (
  SELECT i.id, c.currency, i.gross_minor FROM invoice i JOIN contract c ON c.id = i.contract_id WHERE i.status = 'draft'
) AS draft GROUP BY currency, CASE WHEN currency = :home THEN 0 ELSE id END
"""

LATE = """
SELECT currency, kind, COUNT(*), SUM(open_minor) FROM (
  SELECT id, currency, open_minor,
         CASE WHEN promised_on < :today THEN 'promises' WHEN promised_on IS NOT NULL THEN 'waits'
              WHEN reminded_on >= :called_since THEN 'called' ELSE 'to_call' END AS kind
  FROM debt WHERE open_minor > 0
) AS late GROUP BY currency, kind, CASE WHEN currency = :home THEN 0 ELSE id END
"""
"""Late invoices after what their last reminder brought: a promise for a later day is waited for."""

ADVANCES = """
SELECT currency, COUNT(*), SUM(rest_minor) FROM (
  SELECT p.id, p.currency, p.amount_minor
         - COALESCE((SELECT SUM(COALESCE(a.firm_amount_minor, a.amount_minor)) FROM allocation a
                     WHERE a.payment_id = p.id), 0) AS rest_minor
  FROM payment p WHERE p.storno_of IS NULL AND NOT EXISTS (SELECT 1 FROM payment s WHERE s.storno_of = p.id)
) AS rest WHERE rest_minor > 0 GROUP BY currency, CASE WHEN currency = :home THEN 0 ELSE id END
"""

UNACCEPTED_COUNT = "SELECT COUNT(*) FROM unaccepted"
ACTS_OUT = "SELECT COUNT(DISTINCT contract_id) FROM act WHERE returned_on IS NULL"

OPEN_RUN = "SELECT month, state, id FROM payroll_run WHERE state <> 'closed'"
LAST_CLOSED = "SELECT MAX(month) FROM payroll_run WHERE state = 'closed'"
TRUE_UPS = "SELECT COUNT(*), COALESCE(SUM(amount_minor), 0) FROM accrual WHERE run_id = :run_id AND kind = 'true_up'"

RATES_MISSING = """
SELECT DISTINCT currency FROM (
  SELECT p.currency, p.received_on AS on_date FROM payment p WHERE p.received_on >= :since AND p.storno_of IS NULL
  UNION SELECT c.currency, c.signed_on FROM contract c WHERE c.signed_on >= :since AND c.status <> 'cancelled'
) AS used WHERE currency <> :home AND on_date <= :today AND NOT EXISTS (
  SELECT 1 FROM currency_rate r WHERE r.currency = used.currency AND r.on_date <= used.on_date
  AND r.on_date >= date(used.on_date, :rate_days)) ORDER BY currency
"""

WITHOUT_PAY = """
SELECT p.name FROM person p WHERE (p.left_on IS NULL OR p.left_on >= :today) AND NOT EXISTS (
  SELECT 1 FROM pay_terms t WHERE t.person_id = p.id) ORDER BY p.staff_no_key
"""

WITHOUT_SCHEME = """
SELECT p.name FROM person p WHERE (p.left_on IS NULL OR p.left_on >= :today)
  AND (EXISTS (SELECT 1 FROM client k WHERE k.found_by = p.id) OR p.id IN (
    SELECT r.person_id FROM contract_role r JOIN contract c ON c.id = r.contract_id WHERE c.status = 'active'))
  AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.person_id = p.id AND a.valid_from <= :today
    AND (a.valid_to IS NULL OR a.valid_to >= :today))
  AND NOT EXISTS (SELECT 1 FROM scheme_person n WHERE n.person_id = p.id) ORDER BY p.staff_no_key
"""
"""People who have a part in clients or contracts in force, whom no scheme pays."""

HANDED_OVER = """
SELECT COUNT(*) FROM handover WHERE on_date >= :since AND on_date <= :today
"""


def chores(asked: Asked) -> Iterator[ToDo]:
    """What the actor has to do; a director also what others have, after the own."""
    roles = [asked.actor.role]
    if asked.actor.role is Role.DIRECTOR:
        roles += [Role.OFFICE_MANAGER, Role.ACCOUNTANT]
    seen: set[str] = set()
    for role in roles:
        read = _READERS.get(role)
        if read is None:
            continue
        for one in read(asked):
            if one.code not in seen:
                seen.add(one.code)
                yield one


class Asked:
    """One question for what is to be done by ``actor`` as of ``today``."""

    def __init__(self, db: Db, actor: Actor, today: date) -> None:
        """Nothing is read yet but the firm's currency."""
        self.db, self.actor, self.today = db, actor, today
        self.rates = Rates(db)
        self.span: dict[str, Cell] = {"today": today.isoformat(), "home": self.rates.home}

    @cached_property
    def late(self) -> dict[str, tuple[int, int]]:
        """Late invoices by kind: ``to_call``, ``promises`` (not kept), ``waits`` (promised), ``called`` (lately)."""
        called_since = (self.today - timedelta(days=CALLED_LATELY_DAYS)).isoformat()
        return self.sums(MONEY + DEBTS + LATE, called_since=called_since)

    def sums(self, sql: str, **more: Cell) -> dict[str, tuple[int, int]]:
        """Kind (empty where the SELECT knows none) → how many, and their sum in the firm's currency."""
        found: dict[str, tuple[int, int]] = {}
        for currency, *kind, count, amount in self.db.rows(sql, {**self.span, **more}):
            key = text(kind[0]) if kind else ""
            before_count, before_minor = found.get(key, (0, 0))
            at_home = self.rates.at_home(whole(amount), text(currency), self.today)
            found[key] = (before_count + whole(count), before_minor + at_home)
        return found

    def count(self, sql: str, **more: Cell) -> int:
        """The one number of a SELECT."""
        return whole(self.db.rows(sql, {**self.span, **more})[0][0])

    def names(self, sql: str) -> list[str]:
        """The one column of a SELECT."""
        return [text(row[0]) for row in self.db.rows(sql, self.span)]

    def since(self) -> date:
        """The first day after the last closed month; of the books where none is closed."""
        ((closed,),) = self.db.rows(LAST_CLOSED)
        if closed is not None:
            return Month.parse(text(closed)).plus(1).first
        return day(self.db.rows("SELECT books_from FROM firm")[0][0])


def _office(asked: Asked) -> Iterator[ToDo]:
    role = Role.OFFICE_MANAGER
    if not asked.actor.may(Permission.SEE_RECORDS):
        return
    for count, amount_minor in asked.sums(DRAFTS).values():
        yield ToDo("drafts", role, count, amount_minor)
    if asked.count("SELECT uses_acts FROM firm"):
        for code, sql in (("acts", MONEY + UNACCEPTED + UNACCEPTED_COUNT), ("acts_out", ACTS_OUT)):
            number = asked.count(sql)
            if number:
                yield ToDo(code, role, number)
    for code in ("to_call", "promises"):
        if code in asked.late:
            yield ToDo(code, role, *asked.late[code])
    yield from _advances(asked, role)


def _advances(asked: Asked, role: Role) -> Iterator[ToDo]:
    for count, amount_minor in asked.sums(ADVANCES).values():
        yield ToDo("advances", role, count, amount_minor)


def _bookkeeping(asked: Asked) -> Iterator[ToDo]:
    role = Role.ACCOUNTANT
    if asked.actor.may(Permission.SEE_PAY):
        yield from _run(asked, role)
    if asked.actor.may(Permission.SEE_RECORDS):
        yield from _advances(asked, role)
        since = asked.since().isoformat()
        missing = [
            text(row[0])
            for row in asked.db.rows(RATES_MISSING, {**asked.span, "since": since, "rate_days": f"-{RATE_DAYS} days"})
        ]
        if missing:
            yield ToDo("rates", role, len(missing), names=tuple(missing[:_NAMES_MOST]))
    if asked.actor.may(Permission.SEE_PAY):
        yield from _people("without_pay", role, asked.names(WITHOUT_PAY))


def _run(asked: Asked, role: Role) -> Iterator[ToDo]:
    """This month's run as far as it is the accountant's, and the true-ups that wait in it."""
    for month, state, run_id in asked.db.rows(OPEN_RUN):
        if state != "submitted":
            yield ToDo(f"run_{text(state)}", role, 1, month=Month.parse(text(month)))
        count, amount = asked.db.rows(TRUE_UPS, {"run_id": run_id})[0]
        if whole(count):
            yield ToDo("true_ups", role, whole(count), whole(amount), Month.parse(text(month)))
        return
    month_due = Month.of(asked.since())
    if month_due.last < asked.today:
        yield ToDo("run_missing", role, 1, month=month_due)


def _directing(asked: Asked) -> Iterator[ToDo]:
    role = Role.DIRECTOR
    if asked.actor.may(Permission.APPROVE_PAYROLL):
        for month, state, _run_id in asked.db.rows(OPEN_RUN):
            if state == "submitted":
                yield ToDo("run_submitted", role, 1, month=Month.parse(text(month)))
    if asked.actor.may(Permission.SEE_PAY):
        yield from _people("without_scheme", role, asked.names(WITHOUT_SCHEME))
    if asked.actor.may(Permission.SEE_RECORDS):
        handed_over = asked.count(HANDED_OVER, since=asked.since().isoformat())
        if handed_over:
            yield ToDo("handovers", role, handed_over, month=Month.of(asked.since()))


def _people(code: str, role: Role, names: list[str]) -> Iterator[ToDo]:
    if names:
        yield ToDo(code, role, len(names), names=tuple(names[:_NAMES_MOST]))


_READERS: dict[Role, Callable[[Asked], Iterator[ToDo]]] = {
    Role.OFFICE_MANAGER: _office,
    Role.ACCOUNTANT: _bookkeeping,
    Role.DIRECTOR: _directing,
}
