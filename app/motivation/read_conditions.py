"""Conditions of a scheme file (``scheme_file`` shows them)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.calc.facts import ServiceKind
from app.calc.scheme import Conditions, Days, Extensions, OrderKind, Span
from app.kernel.toml_table import Table

_WHEN = (
    "order_number", "extensions", "order_kind", "service", "tag", "months_since_won", "amount", "days_late",
    "campaign", "recipient_sold", "recipient_reminded",
)  # fmt: skip
_STAND_IN_DAY = date(1, 1, 1)


class Either(StrEnum):
    """The words for a question that may be left open."""

    YES = "yes"
    NO = "no"
    EITHER = "either"


def read_conditions(rule: Table) -> Conditions:
    """The conditions of a rule; none where it names none."""
    table = rule.table("when", _WHEN)
    if table is None:
        return Conditions()
    return Conditions(
        order_number=_numbers(table, "order_number", low=1),
        order_kinds=table.choices("order_kind", OrderKind) if "order_kind" in table else None,
        extensions=table.choice("extensions", Extensions) if "extensions" in table else None,
        service_kind=table.choice("service", ServiceKind).value if "service" in table else None,
        recipient_sold=_answer(table, "recipient_sold"),
        months_since_won=_numbers(table, "months_since_won", low=1),
        client_tag=table.text("tag") if "tag" in table else None,
        amount_minor=_amounts(table, "amount"),
        days_late=_numbers(table, "days_late", low=0),
        campaign=_days(table, "campaign"),
        recipient_reminded=_answer(table, "recipient_reminded"),
    )


def _answer(table: Table, key: str) -> bool | None:
    said = table.choice(key, Either, Either.EITHER)
    return None if said is Either.EITHER else said is Either.YES


def _span(table: Table, key: str) -> Table | None:
    span = table.table(key, ("from", "to"))
    if span is not None and "from" not in span and "to" not in span:
        span.report("span_empty")
    return span


def _numbers(table: Table, key: str, *, low: int) -> Span | None:
    span = _span(table, key)
    return None if span is None else Span(span.whole("from", low=low), span.whole("to", low=low))


def _amounts(table: Table, key: str) -> Span | None:
    span = _span(table, key)
    return None if span is None else Span(*(span.amount(end) if end in span else None for end in ("from", "to")))


def _days(table: Table, key: str) -> Days | None:
    span = _span(table, key)
    if span is None:
        return None
    return Days(*(span.day(end, _STAND_IN_DAY) if end in span else None for end in ("from", "to")))
