"""Whom a rule of a scheme file pays (``scheme_file`` shows the forms): a function, named people, a pool, or each."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import cast

from app.calc.facts import Function
from app.calc.scheme import Each, Member, Named, Pool, Recipient
from app.kernel.money import PPM
from app.kernel.toml_table import Table

EVERYBODY = "everybody"
"""A pool of all who are assigned."""
_KINDS = ("named", "pool")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%")
_DECIMALS = 4
_PERCENT_PPM = PPM // 100


class Payee(StrEnum):
    """Whom a single word means: a function, or everybody by an own figure."""

    FINDING = "finding"
    SELLING = "selling"
    UPSELLING = "upselling"
    DELIVERING = "delivering"
    INVOICING = "invoicing"
    COLLECTING = "collecting"
    ACCEPTING = "accepting"
    EACH = "each"


def read_recipient(rule: Table) -> Recipient:
    """Whom the rule pays; it must say so."""
    if not isinstance(rule.given("pays"), dict):
        payee = rule.choice("pays", Payee)
        return Each() if payee is Payee.EACH else Function(payee.value)
    table = rule.table("pays", _KINDS)
    kinds = [] if table is None else [kind for kind in _KINDS if kind in table]
    if table is None or len(kinds) != 1:
        rule.report("people_several" if kinds else "people_missing", "pays", allowed=", ".join(_KINDS))
        return Named(())
    if kinds == ["pool"]:
        return Pool(() if table.given("pool") == EVERYBODY else _members(table, "pool"))
    return Named(_members(table, "named"))


def _members(table: Table, key: str) -> tuple[Member, ...]:
    """One person, a list in equal parts, or parts by staff number."""
    given = table.given(key)
    if not isinstance(given, dict):
        return tuple(Member(staff_no) for staff_no in table.texts(key))
    by_number = cast("dict[str, object]", given)
    if not by_number:
        table.report("list_empty", key)
    members = [Member(staff_no, _weight(table, f"{key}.{staff_no}", part)) for staff_no, part in by_number.items()]
    percents = [isinstance(part, str) for part in by_number.values()]
    if any(percents):
        total = sum(member.weight for member in members)
        if not all(percents):
            table.report("parts_mixed", key)
        elif total != PPM:
            table.report("parts_wrong_sum", key, sum_ppm=total)
    return tuple(members)


def _weight(table: Table, place: str, part: object) -> int:
    """A whole part, or a percentage in ppm; 1 stands in for what is neither."""
    if isinstance(part, int) and not isinstance(part, bool):
        return part
    found = _PERCENT.fullmatch(part.strip()) if isinstance(part, str) else None
    if found is None:
        table.report("part_unreadable", place, found=str(part))
        return 1
    return int(found[1]) * _PERCENT_PPM + int((found[2] or "").ljust(_DECIMALS, "0"))
