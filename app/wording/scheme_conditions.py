"""When a rule pays, as parts of a sentence: «only if …»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.calc.scheme import Conditions, Days, EventKind, OrderKind, Rule, Span
from app.i18n.words import mark
from app.wording.scheme_people import Speech

_KINDS: Mapping[OrderKind, str] = {
    OrderKind.FIRST: mark("the client's first order"),
    OrderKind.REPEAT: mark("a repeat order"),
    OrderKind.EXTENSION: mark("an extension of an earlier order"),
}
_SERVICES: Mapping[str, str] = {
    "standard": mark("the service is a standard one"),
    "complex": mark("the service is a complex one"),
}


def conditions(speech: Speech, rule: Rule) -> tuple[str, ...]:
    """Every condition as a clause that can follow «only if»."""
    return (*_of_the_order(speech, rule.when), *_of_the_event(speech, rule), *_of_the_recipient(speech, rule.when))


def _of_the_order(speech: Speech, when: Conditions) -> Iterator[str]:
    words = speech.words
    if when.order_kinds is not None:
        kinds = speech.any_of([words.text(_KINDS[kind]) for kind in OrderKind if kind in when.order_kinds])
        yield words.text("it is {kinds}").format(kinds=kinds)
    if when.order_number is not None:
        yield _order_number(speech, when.order_number)
    if when.service_kind is not None:
        yield words.text(_SERVICES.get(when.service_kind, _SERVICES["standard"]))
    if when.client_tag is not None:
        yield words.text("the client has the tag «{tag}»").format(tag=when.client_tag)
    if when.months_since_won is not None:
        yield _months(speech, when.months_since_won)


def _order_number(speech: Speech, span: Span) -> str:
    words, start, end = speech.words, span.start, span.end
    if end is None:
        return words.text("it is the client's {nth} order or a later one").format(nth=words.ordinal(start or 1))
    if start in {None, 1} and end > 1:
        return words.text("it is one of the client's first {n} orders").format(n=end)
    if start in {None, end}:
        return words.text("it is the client's {nth} order").format(nth=words.ordinal(end))
    return words.text("the number of the client's order is from {start} to {end}").format(start=start, end=end)


def _months(speech: Speech, span: Span) -> str:
    words, start, end = speech.words, span.start, span.end
    if end is None:
        return words.text("it is month {start} since the client was won, or a later one").format(start=start)
    if start in {None, 1}:
        return words.plural(
            "the client was won no more than one month ago", "the client was won no more than {n} months ago", end
        )
    return words.text("it is month {start} to {end} since the client was won").format(start=start, end=end)


def _of_the_event(speech: Speech, rule: Rule) -> Iterator[str]:
    when, words = rule.when, speech.words
    if when.amount_minor is not None:
        yield _amount(speech, rule.event, when.amount_minor)
    if when.days_late is not None:
        yield _days_late(speech, when.days_late)
    if when.campaign is not None:
        yield _campaign(speech, when.campaign)
    if when.recipient_reminded is not None:
        yield (
            words.text("this person reminded of the invoice before the money came")
            if when.recipient_reminded
            else words.text("the money came without a reminder by this person")
        )


def _amount(speech: Speech, event: EventKind, span: Span) -> str:
    what = speech.words.text(_AMOUNTS.get(event, mark("the amount of the contract")))
    return _bounds(speech, span).format(
        what=what,
        **{
            name: speech.money(bound) for name, bound in (("start", span.start), ("end", span.end)) if bound is not None
        },
    )


_AMOUNTS: Mapping[EventKind, str] = {
    EventKind.PERIOD_END: mark("the amount of the month"),
    EventKind.CLIENT_ANNIVERSARY: mark("the amount of the year"),
}


def _bounds(speech: Speech, span: Span) -> str:
    words = speech.words
    if span.end is None:
        return words.text("{what} is at least {start}")
    if span.start is None:
        return words.text("{what} is at most {end}")
    return words.text("{what} is from {start} to {end}")


def _days_late(speech: Speech, span: Span) -> str:
    words, start, end = speech.words, span.start, span.end
    if end is None:
        return words.plural("the money came {n} day late or more", "the money came {n} days late or more", start or 0)
    if end == 0:
        return words.text("the money came in time")
    if start in {None, 0}:
        return words.plural("the money came at most {n} day late", "the money came at most {n} days late", end)
    return words.text("the money came from {start} to {end} days late").format(start=start, end=end)


def _campaign(speech: Speech, days: Days) -> str:
    words = speech.words
    if days.end is None:
        return words.text("it happens on {start} or later").format(start=words.date(days.start))
    if days.start is None:
        return words.text("it happens on {end} or earlier").format(end=words.date(days.end))
    return words.text("it happens from {start} to {end}").format(start=words.date(days.start), end=words.date(days.end))


def _of_the_recipient(speech: Speech, when: Conditions) -> Iterator[str]:
    if when.recipient_sold is not None:
        yield (
            speech.words.text("the same person also sold this order")
            if when.recipient_sold
            else speech.words.text("somebody else sold this order")
        )
