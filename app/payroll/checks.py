"""The reconciliations of ``Checks``: every figure of the sheet found a second way (PRODUCT, SEMANTICS 9). Pure.

Codes: ``bonus_is_lines``, ``true_ups_are_lines``, ``adjustments_are_lines`` (columns against the lines below them),
``gross_is_columns`` (the row), ``balance_carried`` (over all months: opening carry and held + lines, true-ups and
adjustments + top-ups − repaid + floored − held and carry at the end = paid), ``sheet_is_lines`` (everybody together).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from app.calc.results import Accrual, AccrualKind, Balance, PersonMonth
from app.payroll.model import CheckLine
from app.payroll.rows import AdjustmentRow, Totals


class Books(NamedTuple):
    """What the checks compare: the sheet, what lies below it, and every month that counts until and with it."""

    people: tuple[PersonMonth, ...]
    lines: tuple[Accrual, ...]
    adjustments: tuple[AdjustmentRow, ...]
    totals: Mapping[int, Totals]
    opening: tuple[Balance, ...]
    """What people brought into the books."""
    closing: tuple[Balance, ...]
    """What they carry out of this month."""


def reconcile(books: Books, names: Mapping[int, str]) -> Iterator[CheckLine]:
    """Every reconciliation, the whole sheet first, then person by person in the order of the sheet."""
    paid_minor = sum(pay.bonus_minor + pay.true_ups_minor + pay.adjustments_minor for pay in books.people)
    every_minor = sum(line.amount_minor for line in books.lines) + sum(row.amount_minor for row in books.adjustments)
    yield CheckLine("sheet_is_lines", "", paid_minor, every_minor)
    for pay in books.people:
        subject = names.get(pay.person_id, "")
        yield from _columns(pay, books, subject)
    yield from _balances(books, names)


def _columns(pay: PersonMonth, books: Books, subject: str) -> Iterator[CheckLine]:
    own = [line for line in books.lines if line.person_id == pay.person_id]
    true_ups = sum(line.amount_minor for line in own if line.kind is AccrualKind.TRUE_UP)
    lines = sum(line.amount_minor for line in own) - true_ups
    manual = sum(row.amount_minor for row in books.adjustments if row.person_id == pay.person_id)
    yield CheckLine("bonus_is_lines", subject, pay.bonus_minor, lines)
    yield CheckLine("true_ups_are_lines", subject, pay.true_ups_minor, true_ups)
    yield CheckLine("adjustments_are_lines", subject, pay.adjustments_minor, manual)
    yield CheckLine("gross_is_columns", subject, pay.gross_minor, _gross(pay))


def _gross(pay: PersonMonth) -> int:
    """The sum of the columns; what is carried out or floored was not taken from this month's pay."""
    earned = pay.bonus_minor + pay.adjustments_minor + pay.true_ups_minor + pay.carry_in_minor
    kept = pay.floored_minor - pay.carry_out_minor
    topped_up = pay.draw_top_up_minor - pay.draw_repaid_minor + pay.guarantee_top_up_minor
    return pay.salary_minor + earned + kept + topped_up


def _balances(books: Books, names: Mapping[int, str]) -> Iterator[CheckLine]:
    opening = {balance.person_id: balance for balance in books.opening}
    closing = {balance.person_id: balance for balance in books.closing}
    for person_id in _concerned(books, opening, closing):
        begun = opening.get(person_id, Balance(person_id))
        ended = closing.get(person_id, Balance(person_id))
        total = books.totals.get(person_id, Totals())
        found = (
            begun.carry_minor
            + begun.held_minor
            + total.lines_minor
            + total.adjustments_minor
            + total.top_ups_minor
            - total.repaid_minor
            + total.floored_minor
            - ended.held_minor
            - ended.carry_minor
        )
        yield CheckLine("balance_carried", names.get(person_id, ""), total.paid_minor, found)


def _concerned(books: Books, opening: Collection[int], closing: Collection[int]) -> list[int]:
    """Those of the sheet in its order, then those of earlier months only."""
    order = [pay.person_id for pay in books.people]
    rest = sorted({*books.totals, *opening, *closing} - set(order))
    return order + rest
