"""The field of the editor under which a finding about a rule stands, and the row of its table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from app.motivation.rule_form.rates import EXTENSION, OWN

_FIELDS: Mapping[str, str] = {
    "pays": "pays",
    "measure": "measure",
    "measured_by": "measured_by",
    "base": "base",
    "late": "late",
    "deciding": "deciding",
    "pay_after_months": "pay_after_months",
    "won_by": "won_by",
    "full_payment": "full_payment",
    "paid_and_accepted": "paid_and_accepted",
    "key": "key",
    "when": "number_from",
    "when.order_number": "number_from",
    "when.order_number.to": "number_to",
    "when.order_kind": "kinds",
    "when.extensions": "extensions",
    "when.service": "service",
    "when.tag": "tag",
    "when.months_since_won": "months_from",
    "when.months_since_won.to": "months_to",
    "when.recipient_sold": "sold",
    "when.recipient_reminded": "reminded",
    "when.amount": "amount_from",
    "when.amount.to": "amount_to",
    "when.days_late": "days_late_from",
    "when.days_late.to": "days_late_to",
    "when.campaign": "campaign_from",
    "per_event": "minimum",
    "per_event.minimum": "minimum",
    "per_event.cap": "cap",
    "per_period": "every",
    "per_period.minimum": "period_minimum",
    "per_period.cap": "period_cap",
    "hold_back": "held_until",
    "hold_back.percent": "held",
    "hold_back.months": "held_months",
    "override": "sources",
    "override.of": "sources",
    "override.team": "team",
}
_RATES: Mapping[str, str] = {
    "percent": "percent",
    "fixed": "fixed",
    "per_unit": "per_unit",
    "by_order": "rates",
    "by_month": "rates",
    "start": "start",
    "step": "step",
    "floor": "floor",
    "over": "tiers",
    "tiers": "tiers",
    "bands": "tiers",
}
_STEP = re.compile(r"(\w+)\[(\d+)\]")


class Place(NamedTuple):
    """A field; in a table the row from 0, and the column by its name in the scheme file."""

    field: str
    row: int | None = None
    column: str = ""


def place_of(path: str) -> Place:
    """The place of a path below a rule: ``rate.bands[1].up_to`` is in the table of the rate, row 1. "" is the rule."""
    head, _, rest = path.partition(".")
    if head in {"rate", "extension_rate"}:
        return _in_rate(rest, OWN if head == "rate" else EXTENSION)
    row = _STEP.search(path)
    if row is not None:
        field = _FIELDS.get(path[: row.end(1)], path[: row.end(1)])
        return Place(field, int(row[2]), path[row.end() + 1 :])
    if path.startswith(("pays.named", "pays.pool")):
        return Place("members")
    while path and path not in _FIELDS:
        path = path.rpartition(".")[0]
    return Place(_FIELDS.get(path, ""))


def _in_rate(rest: str, before: str) -> Place:
    row = _STEP.match(rest)
    if row is not None:
        return Place(before + _RATES[row[1]], int(row[2]), rest[row.end() + 1 :])
    return Place(before + _RATES.get(rest, "kind"))
