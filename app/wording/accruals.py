"""The reason of an accrual as one sentence. Codes and values stand in ``app.calc.explain`` and ``app.calc.reasons``."""

from __future__ import annotations

from collections.abc import Mapping

from app.calc.results import Accrual
from app.i18n.words import Words
from app.wording.accrual_changes import CHANGES, capped_text, limited_text
from app.wording.accrual_events import event_text, who_text
from app.wording.accrual_rates import RATES, Calculation
from app.wording.accrual_tables import TABLES
from app.wording.accrual_values import Reason

_CALCULATIONS: Mapping[str, Calculation] = {**RATES, **TABLES, **CHANGES}
CODES = frozenset(_CALCULATIONS) | {"true_up"}
"""Codes that have a sentence."""

_SHARED_AFTERWARDS = frozenset({*RATES, "pool"})
_SHARED_BEFORE = frozenset(TABLES) - {"premium", "catch_up"}
_LIMITED = frozenset({*RATES, *TABLES}) - {"catch_up"}
"""Codes whose amount the limits of a document may have changed; others only carry what their line's limits were."""


def accrual_sentence(words: Words, accrual: Accrual, client_name: str, source_name: str = "") -> str:
    """Why ``accrual`` is what it is, said to whoever earned it, in one sentence (two for a true-up).

    ``source_name``: who earned the line that an override is paid on; without it the sentence says "a colleague".
    """
    reason = Reason(words, accrual, client_name, source_name)
    if accrual.why.code == "true_up":
        return _true_up(reason)
    return words.text("{event}; {how}.").format(
        event=event_text(reason), how=_how(reason, accrual.why.code, accrual.amount_minor)
    )


def adjustment_sentence(words: Words, reason: str, login: str) -> str:
    """A manual line: why, and who wrote it."""
    return words.text("Manual adjustment: {reason} (entered by: {login}).").format(reason=reason, login=login)


def _true_up(reason: Reason) -> str:
    words, accrual = reason.words, reason.accrual
    before, after = accrual.before_minor or 0, accrual.after_minor or 0
    gone = reason.whole("gone") == 1
    template = (
        words.text(
            "{event}: no longer earned, changed after closing ({month}): {after} instead of {before}, "
            "difference {amount}."
        )
        if gone
        else words.text(
            "{event}: entered or changed after closing ({month}): {after} instead of {before}, difference {amount}."
        )
    )
    sentence = template.format(
        event=event_text(reason),
        month=words.month(reason.month("changed_month")),
        after=words.amount(after),
        before=words.amount(before),
        amount=words.amount(accrual.amount_minor),
    )
    inner = reason.text("inner")
    if gone or not inner:
        return sentence
    return f"{sentence} {words.text('Now: {how}.').format(how=_how(reason, inner, after))}"


def _how(reason: Reason, code: str, amount_minor: int) -> str:
    """The earner's part, and the calculation; a minimum is of no single order."""
    made = _calculation(reason, code, amount_minor)
    if code == "minimum":
        return made
    return reason.words.text("{who}: {calculation}").format(who=who_text(reason), calculation=made)


def _calculation(reason: Reason, code: str, amount_minor: int) -> str:
    """How the rate made the amount, and then in turn what back-taking, limits, shares and caps made of it."""
    words = reason.words
    own_minor = reason.whole("uncapped_minor", amount_minor)
    share = reason.share
    afterwards = share and code in _SHARED_AFTERWARDS
    whole_minor = reason.whole("whole_minor", own_minor) if afterwards else own_minor
    raw_minor = reason.whole("unlimited_minor", whole_minor) if code in _LIMITED else whole_minor
    made = _CALCULATIONS[code](reason, raw_minor)
    if "original_on" in reason.values and code in TABLES:
        made = words.text("the accrual of {date} is taken back, {made}").format(
            date=reason.date("original_on"), made=made
        )
    if raw_minor != whole_minor:
        made = limited_text(reason, made, "" if afterwards else share, whole_minor)
    if afterwards:
        made = words.text("{made}; your share ({share}): {amount}").format(
            made=made, share=share, amount=words.amount(own_minor)
        )
    elif share and code in _SHARED_BEFORE and "premium_minor" not in reason.values:
        made = words.text("your share of the base ({share}) is {base}; {made}").format(
            share=share, base=words.amount(reason.accrual.base_minor), made=made
        )
    return made if own_minor == amount_minor else capped_text(reason, made, amount_minor)
