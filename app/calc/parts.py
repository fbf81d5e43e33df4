"""What bonuses are split by when schemes are compared: first orders, repeat orders, extensions, collecting the money.

A line is of collecting where its rule pays whoever holds collecting, or named people and teams for a settled invoice.
Any other line goes by the place of its order as the scheme sees it (a scheme's silence makes a client new again). What
is of no single order (the end of a month, a team's pool, the lift to a period's minimum) is ``OTHER``; so is a
cancelled order, which has no place. An override goes with the line that it is paid on, a hold-back with its line.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from app.calc.facts import Function
from app.calc.lines import Line
from app.calc.match_terms import Terms
from app.calc.orders import Order
from app.calc.results import AccrualKind
from app.calc.scheme import EventKind, OrderKind, Rule
from app.kernel.period import Month


class Part(StrEnum):
    """What a bonus was for."""

    FIRST = "first"
    REPEAT = "repeat"
    EXTENSION = "extension"
    COLLECTION = "collection"
    OTHER = "other"

    __hash__ = str.__hash__
    """That of an enum takes ten times as long, and every line is put under its part."""


class Cell(NamedTuple):
    """What sums are kept by: whose, in which month of the event, for what."""

    person_id: int
    month: Month
    part: Part


_FIRST, _REPEAT = OrderKind.FIRST, OrderKind.REPEAT
_COLLECTING, _SETTLED = Function.COLLECTING, EventKind.INVOICE_SETTLED
_PARTS = Part.FIRST, Part.REPEAT, Part.EXTENSION, Part.COLLECTION, Part.OTHER


def part_of(terms: Terms, order: Order) -> Part:
    """What a rule's pay on an order is for."""
    first, repeat, extension, collection, other = _PARTS
    if _collects(terms.rule):
        return collection
    kind = terms.places.of(order).kind
    if kind is _REPEAT:
        return repeat
    if kind is _FIRST:
        return first
    return other if kind is None else extension


def part_of_line(line: Line) -> Part:
    """What a line is for."""
    while line.source is not None and line.kind is not AccrualKind.MINIMUM:
        line = line.source
    if line.kind is AccrualKind.MINIMUM:
        return Part.OTHER
    return part_of(line.catch.terms, line.catch.event.order)


def _collects(rule: Rule) -> bool:
    if isinstance(rule.recipient, Function):
        return rule.recipient is _COLLECTING
    return rule.event is _SETTLED
