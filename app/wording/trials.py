"""What schemes tried on history come to, in words: reasons of gains, ranges, break-even, what a forecast assumes."""

from __future__ import annotations

from collections.abc import Mapping

from app.calc.forecast import Assumed, AssumedKind, Doubtful
from app.calc.gains import GainReason
from app.calc.ranges import Range
from app.i18n.words import Words, mark
from app.wording import terms

PARTS: Mapping[str, str] = {
    "first": mark("First orders"),
    "repeat": mark("Repeat orders"),
    "extension": mark("Extensions"),
    "collection": mark("Collecting the money"),
    "other": mark("Of no single order"),
}
"""Names of ``calc.parts.Part``."""
_REASONS: Mapping[str, str] = {
    "rule_gives_more": mark("«{rule}» ({function}) gives {after} instead of {before}; mostly: {part}."),
    "rule_gives_less": mark("«{rule}» ({function}) gives only {after} instead of {before}; mostly: {part}."),
    "rule_new": mark("The new rule «{rule}» ({function}) gives {after}; mostly: {part}."),
    "rule_gone": mark("The rule «{rule}» ({function}) gave {before} and is gone; mostly: {part}."),
}
_ASSUMED: Mapping[tuple[str, bool], str] = {
    ("invoice", True): mark(
        "{date}: {client} is invoiced {amount} for contract {contract} (days after the signing, as usual with this "
        "client: {days})."
    ),
    ("invoice", False): mark(
        "{date}: {client} is invoiced {amount} for contract {contract} (days after the signing, as usual in the firm: "
        "{days})."
    ),
    ("payment", True): mark(
        "{date}: {client} pays {amount} for contract {contract} (days after the due date, as usual with this client: "
        "{days})."
    ),
    ("payment", False): mark(
        "{date}: {client} pays {amount} for contract {contract} (days after the due date, as usual in the firm: "
        "{days})."
    ),
    ("act", False): mark("{date}: {client} accepts work for {amount} under contract {contract}."),
}
REASON_CODES, ASSUMED_KINDS = frozenset(_REASONS), frozenset(kind for kind, _ in _ASSUMED)
"""Codes that have a sentence."""


def part_name(words: Words, part: str) -> str:
    """What a bonus was for."""
    return terms.term(words, PARTS, part)


def reason_sentence(words: Words, reason: GainReason, function: str, currency: str) -> str:
    """Why somebody gains or loses, by one rule; ``function`` is the code of what it pays for."""
    return words.text(_REASONS[reason.code.value]).format(
        rule=reason.rule.partition(".")[2],
        function=terms.function(words, function),
        part=part_name(words, reason.part.value),
        before=words.coded(reason.before_minor, currency),
        after=words.coded(reason.after_minor, currency),
    )


def range_sentence(words: Words, one: Range, currency: str) -> str:
    """How far a year's cost may swing, and that it is a range."""
    return words.text(
        "Years put together at random of these months: in 8 of 10 the cost lies between {low} and {high}, half of all "
        "years cost no more than {middle}. It is a range, not a promise: seasons and growth are not in it."
    ).format(
        low=words.coded(one.low_minor, currency),
        middle=words.coded(one.middle_minor, currency),
        high=words.coded(one.high_minor, currency),
    )


def break_even_sentence(words: Words, break_even_minor: int | None, currency: str) -> str:
    """From which receipts of a month on margin covers salaries and bonuses."""
    if break_even_minor is None:
        return words.text("Bonuses take the whole margin: no turnover is enough.")
    if break_even_minor == 0:
        return words.text("Nobody has a salary: whatever comes in covers its bonuses.")
    return words.text("From receipts of {amount} a month (without VAT) on, margin covers salaries and bonuses.").format(
        amount=words.coded(break_even_minor, currency)
    )


def assumed_sentence(words: Words, one: Assumed, client: str, contract: str) -> str:
    """What a forecast takes to happen."""
    of_client = one.of_client and one.kind is not AssumedKind.ACT
    return words.text(_ASSUMED[one.kind.value, of_client]).format(
        date=words.date(one.on),
        client=client,
        contract=contract,
        amount=words.coded(one.amount_minor, one.currency),
        days=words.number(one.days),
    )


def doubtful_sentence(words: Words, one: Doubtful, client: str, contract: str) -> str:
    """What a forecast does not count on."""
    text = (
        words.text("{client}, contract {contract}: {amount} never invoiced though signed on {date}; not counted on.")
        if one.invoice_id is None
        else words.text("{client}, contract {contract}: {amount} due on {date} and not paid; not counted on.")
    )
    amount = words.coded(one.amount_minor, one.currency)
    return text.format(client=client, contract=contract, amount=amount, date=words.date(one.since))
