"""The journal in words: what was done, and every row before and after by the names of its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from app.i18n.words import Words, mark
from app.wording import terms
from app.wording.journal_columns import COLUMNS, TECHNICAL, YES_OR_NO

ADDED, CHANGED, REMOVED, REFUSED = "added", "changed", "removed", "refused"
KINDS: Mapping[str, str] = {
    ADDED: mark("Added"),
    CHANGED: mark("Changed"),
    REMOVED: mark("Removed"),
    REFUSED: mark("Refused"),
}
"""What kind of thing happened to a row."""

_ROWS: Mapping[str, str] = {
    ADDED: mark("{record}: {n} added"),
    CHANGED: mark("{record}: {n} changed"),
    REMOVED: mark("{record}: {n} removed"),
}
REASONS: Mapping[str, str] = {"sign_in_failed": mark("A sign-in failed")}
DEEDS: Mapping[str, str] = {
    "access.confirm": mark("Password confirmed, for encryption or for the recovery key"),
    "access.recover": mark("A new password by the recovery key"),
}
"""What was done where the rows that were touched do not tell it: a password is hashed anew when it is confirmed."""

BROKEN: Mapping[str, str] = {
    "gap": mark("entries are missing before it"),
    "order": mark("the entry before it is another one"),
    "row": mark("the entry itself was changed"),
    "body": mark("its contents were changed"),
    "body_area": mark("its contents were put into another area"),
    "body_missing": mark("its contents are missing"),
}
"""How it shows that an entry is not as it was written."""

RECORDS: Mapping[str, str] = {
    **terms.RECORDS,
    "user_secret": mark("Password"),
    "client_membership": mark("Membership of a group"),
    "client_tag": mark("Tag"),
    "client_contact": mark("Contact"),
    "contract_role": mark("Part in a contract"),
    "payroll_step": mark("Step of a payroll run"),
    "balance": mark("Balance"),
    "payroll_snapshot": mark("Inputs of a month"),
}
_KEY = "_key"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODES: Mapping[str, Mapping[str, str]] = {
    "role": terms.ROLES,
    "function": terms.FUNCTIONS,
    "state": terms.RUN_STATES,
    "service_kind": terms.SERVICE_KINDS,
    "engagement": terms.ENGAGEMENTS,
    "outcome": terms.OUTCOMES,
    "channel": terms.CHANNELS,
    "from_state": terms.RUN_STATES,
    "to_state": terms.RUN_STATES,
    "event_kind": terms.EVENT_KINDS,
    "kind": {**terms.TASK_KINDS, **terms.ACCRUAL_KINDS, **terms.NUMBERED},
    "mode": terms.VAT_MODES,
    "vat_mode": terms.VAT_MODES,
}
_NAMES = ("number", "login", "name", "staff_no", "code", "key", "subject", "text", "month", "day")
"""Columns by which people know a row, the best first."""


class Touched(NamedTuple):
    """Rows of one table to which the same happened; ``row`` is that of a single one, after or else before."""

    kind: str
    table: str
    rows: int
    row: Mapping[str, object]


class Difference(NamedTuple):
    """One field of a row before and after, in words."""

    field: str
    before: str
    after: str


def record(words: Words, table: str) -> str:
    """What a row of a table is called."""
    return terms.term(words, RECORDS, table)


def row_name(row: Mapping[str, object]) -> str:
    """By what people know a row: its number, name or login; else nothing."""
    named = next((row[name] for name in _NAMES if row.get(name)), None)
    return str(named) if named is not None else ""


def title(words: Words, touched: Iterable[Touched]) -> str:
    """What was done, on one line."""
    parts = []
    for one in touched:
        name = row_name(one.row) if one.rows == 1 else ""
        called = record(words, one.table)
        if one.rows == 1:
            which = f"{called} «{name}»" if name else called
            parts.append(f"{which}: {words.text(KINDS[one.kind]).casefold()}")
        else:
            parts.append(words.text(_ROWS[one.kind]).format(record=called, n=words.number(one.rows)))
    return "; ".join(parts)


def refusal(words: Words, permission: str, reason: str, count: object) -> str:
    """Why a call was refused, on one line."""
    if permission:
        return words.text("Refused: lacks the right «{permission}»").format(
            permission=terms.term(words, terms.PERMISSIONS, permission)
        )
    if isinstance(count, int):
        return words.plural(
            "{n} attempt to open the encrypted file failed", "{n} attempts to open the encrypted file failed", count
        )
    return terms.term(words, REASONS, reason)


def differences(
    words: Words, before: Mapping[str, object] | None, after: Mapping[str, object] | None
) -> tuple[Difference, ...]:
    """Every field that differs; of an added or removed row every field that says something."""
    old, new = before or {}, after or {}
    both = before is not None and after is not None
    found = []
    for name in [*old, *(name for name in new if name not in old)]:
        if name in TECHNICAL or name.endswith(_KEY) or (both and old.get(name) == new.get(name)):
            continue
        shown = Difference(column(words, name), value(words, name, old.get(name)), value(words, name, new.get(name)))
        if shown.before or shown.after:
            found.append(shown)
    return tuple(found)


def column(words: Words, name: str) -> str:
    """What a column is called; one without a name keeps its own."""
    bare = name.removesuffix("_id")
    for known in (name, bare):
        if known in COLUMNS:
            return words.text(COLUMNS[known])
    return name.replace("_", " ")


def value(words: Words, name: str, cell: object) -> str:
    """A cell as people read it; nothing for nothing."""
    if cell is None or (isinstance(cell, str) and not cell):
        return ""
    if name in YES_OR_NO:
        return words.text("yes") if cell else words.text("no")
    if isinstance(cell, int):
        show = next((show for ending, show in _BY_ENDING.items() if name.endswith(ending)), None)
        return show(words)(cell) if show else str(cell)
    text = str(cell)
    if name in _CODES:
        return terms.term(words, _CODES[name], text)
    return words.date(date.fromisoformat(text)) if _DAY.fullmatch(text) else text


_BY_ENDING: Mapping[str, Callable[[Words], Callable[[int], str]]] = {
    "_minor": lambda words: words.amount,
    "_ppm": lambda words: words.percent,
    "_micro": lambda words: words.exchange_rate,
}
