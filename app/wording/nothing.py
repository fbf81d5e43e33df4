"""Why somebody got nothing for an event, in one sentence. The codes stand in ``app.calc.nothing``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.calc.nothing import Nothing
from app.i18n.words import Words, mark
from app.wording import terms

Found = int | str | None
_SAID: Mapping[str, str] = {
    "before_books": mark("the day {found} lies before the books begin, so it earns nobody anything"),
    "no_rule": mark("the schemes have no rule for such an event ({found})"),
    "not_assigned": mark("the scheme does not pay this person on that day"),
    "not_counted": mark("the order has no number, and the rule goes by order numbers"),
    "order_number": mark("it is the client's order no. {found}, and the rule is for others"),
    "order_kind": mark("the rule is for other kinds of orders, this one is: {found}"),
    "service_kind": mark("the rule is for other services, this one is: {found}"),
    "client_tag": mark("the client does not have the tag that the rule asks for"),
    "extensions": mark("it is an extension, which the rule leaves to others"),
    "months_since_won": mark("months since the client was won: {found}, and the rule is for others"),
    "amount": mark("the contract without VAT comes to {found}, and the rule is for other amounts"),
    "days_late": mark("days late: {found}, and the rule is for others"),
    "campaign": mark("the day {found} lies outside the rule's campaign"),
    "not_holder": mark("the rule pays for {found}, which is not this person's part"),
    "recipient_sold": mark("this person did not sell the order, and the rule asks for it"),
    "recipient_reminded": mark("this person did not remind the client in time, and the rule asks for it"),
    "left": mark("this person had left on {found}, and the scheme no longer pays whoever has left"),
    "nothing_earned": mark("the rule holds, but its rate, table, limit or share came to nothing (base: {found})"),
}
_INSTEAD: Mapping[tuple[str, Found], str] = {
    ("order_kind", ""): mark("the rule is for certain kinds of orders, this one is outside the count"),
    ("months_since_won", 0): mark("it is not known when the client was won, and the rule goes by that"),
    ("days_late", None): mark("it is not known how many days late it was, and the rule goes by that"),
    ("not_holder", ""): mark("the rule pays others"),
    ("recipient_sold", 1): mark("this person sold the order, and the rule is for those who did not"),
    ("recipient_reminded", 1): mark("this person reminded the client in time, and the rule is for those who did not"),
}
"""What is said of particular findings."""

CODES = frozenset(_SAID)
"""Codes that have a sentence."""


def nothing_sentence(words: Words, nothing: Nothing, currency: str) -> str:
    """Why nothing: the nearest rule and what failed. ``currency``: the firm's, for amounts."""
    said = words.text(_INSTEAD.get((nothing.code, nothing.found)) or _SAID[nothing.code])
    why = said.format(found=_shown(words, nothing, currency))
    if not nothing.rule:
        return words.text("Nothing: {why}.").format(why=why)
    return words.text("Nothing; the nearest rule is {rule}: {why}.").format(rule=nothing.rule, why=why)


def _shown(words: Words, nothing: Nothing, currency: str) -> str:
    """What was found, as it is read."""
    found = nothing.found
    if nothing.code in {"before_books", "campaign", "left"}:
        return words.date(date.fromisoformat(str(found))) if found else ""
    if nothing.code in {"amount", "nothing_earned"}:
        return words.coded(int(found or 0), currency)
    named = _NAMED.get(nothing.code)
    if named is not None:
        return named(words, str(found))
    return words.number(found) if isinstance(found, int) else str(found or "")


_NAMED: Mapping[str, Callable[[Words, str], str]] = {
    "no_rule": terms.event_kind,
    "order_kind": lambda words, code: terms.term(words, terms.ORDER_KINDS, code),
    "service_kind": terms.service_kind,
    "not_holder": terms.function,
}
