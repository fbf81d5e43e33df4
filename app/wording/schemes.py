"""A motivation scheme in plain words: what each rule pays to whom, when, and within which limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.calc.scheme import (
    Deciding,
    EventKind,
    Every,
    Extensions,
    HoldBack,
    Leaving,
    Limits,
    Override,
    Percent,
    Release,
    Rule,
    Scheme,
    SchemeTerms,
    SchemeVersion,
    Source,
    WonBy,
)
from app.i18n.words import mark
from app.wording.scheme_conditions import conditions
from app.wording.scheme_people import Speech, earns
from app.wording.scheme_rates import how_much, late_rows

_LIMITS: Mapping[EventKind, str] = {
    EventKind.WORK_ACCEPTED: mark("For one act {limits}."),
    EventKind.PAYMENT_RECEIVED: mark("For one invoice {limits}."),
    EventKind.INVOICE_ISSUED: mark("For one invoice {limits}."),
    EventKind.INVOICE_SETTLED: mark("For one invoice {limits}."),
    EventKind.CONTRACT_SIGNED: mark("For one contract {limits}."),
    EventKind.CLIENT_WON: mark("For one client {limits}."),
    EventKind.CLIENT_ANNIVERSARY: mark("For one client and year {limits}."),
    EventKind.PERIOD_END: mark("For one month {limits}."),
}
_PERIODS: Mapping[Every, str] = {
    Every.MONTH: mark("To one person for one month {limits}."),
    Every.QUARTER: mark("To one person for one quarter {limits}."),
    Every.YEAR: mark("To one person for one year {limits}."),
}
_EXTENSIONS: Mapping[Extensions, str] = {
    Extensions.AS_PARENT: mark("An extension counts as the order that it extends."),
    Extensions.SEPARATE_RATE: mark("Extensions are paid by another rule."),
    Extensions.NONE: mark("Nothing is paid for extensions."),
}
_RELEASES: Mapping[Release, str] = {
    Release.ACCEPTED: mark("Of this {share} is held back until the first act is signed."),
    Release.SETTLED: mark("Of this {share} is held back until an invoice of the order is paid in full."),
}


def scheme_in_words(speech: Speech, scheme: Scheme) -> str:
    """The whole scheme: its name, and the rules of every version numbered, one paragraph each."""
    words = speech.words
    lines = [words.text("Motivation scheme «{name}» ({key})").format(name=scheme.name, key=scheme.key)]
    for version in scheme.versions:
        lines += ["", words.text("In force from {date}").format(date=words.date(version.valid_from)), ""]
        lines += version_lines(speech, version)
    return "\n".join(lines) + "\n"


def version_lines(speech: Speech, version: SchemeVersion) -> Iterator[str]:
    """The rules of a version, numbered, then what holds for all of them."""
    for number, rule in enumerate(version.rules, start=1):
        yield f"{number}. [{rule.key}] {rule_text(speech, rule)}"
    yield ""
    yield " ".join(terms_sentences(speech, version.terms))


def rule_text(speech: Speech, rule: Rule) -> str:
    """One rule in a few sentences."""
    return " ".join(rule_sentences(speech, rule))


def rule_sentences(speech: Speech, rule: Rule) -> Iterator[str]:
    """Who earns what; only if what; and what lowers, limits or puts it off."""
    words = speech.words
    what = _override(speech, rule, rule.override) if rule.override else how_much(speech, rule, rule.rate)
    yield words.text("{sentence}.").format(sentence=earns(speech, rule.recipient, what))
    clauses = conditions(speech, rule)
    if clauses:
        yield words.text("Only if {conditions}.").format(conditions=speech.all_of(clauses))
    yield from _extensions(speech, rule)
    yield from _counting(speech, rule)
    yield from _limits(speech, rule)
    if rule.hold_back is not None:
        yield _hold_back(speech, rule.hold_back)
    yield from _dates(speech, rule)


def _override(speech: Speech, rule: Rule, override: Override) -> str:
    words = speech.words
    rate = words.percent(rule.rate.rate_ppm) if isinstance(rule.rate, Percent) else ""
    sources = speech.all_of([_source(speech, source) for source in override.sources])
    if not override.team:
        return words.text("{rate} of what others earn by {sources}").format(rate=rate, sources=sources)
    team = speech.all_of([speech.name(staff_no) for staff_no in override.team])
    return words.text("{rate} of what {team} earn by {sources}").format(rate=rate, team=team, sources=sources)


def _source(speech: Speech, source: Source) -> str:
    words = speech.words
    if source.rule_key == "*":
        if source.scheme_key == "*":
            return words.text("all rules of all schemes")
        if not source.scheme_key:
            return words.text("all rules of this scheme")
        return words.text("all rules of the scheme «{scheme}»").format(scheme=source.scheme_key)
    if source.scheme_key == "*":
        return words.text("the rule «{rule}» of any scheme").format(rule=source.rule_key)
    if not source.scheme_key:
        return words.text("the rule «{rule}» of this scheme").format(rule=source.rule_key)
    return words.text("the rule «{rule}» of the scheme «{scheme}»").format(
        rule=source.rule_key, scheme=source.scheme_key
    )


def _extensions(speech: Speech, rule: Rule) -> Iterator[str]:
    said, words = rule.when.extensions, speech.words
    if said is Extensions.SEPARATE_RATE and rule.extension_rate is not None:
        yield words.text("For extensions it is {what}.").format(what=how_much(speech, rule, rule.extension_rate))
    elif said is not None:
        yield words.text(_EXTENSIONS[said])


def _counting(speech: Speech, rule: Rule) -> Iterator[str]:
    """What counts, and when."""
    words = speech.words
    if rule.won_by is WonBy.MONEY:
        yield words.text("A client counts as won with its first payment.")
    if rule.full_payment:
        yield words.text("Everything is earned on the day on which the invoice is paid in full.")
    if rule.paid_and_accepted:
        yield words.text("Only what is both paid and accepted by an act counts.")
    if rule.late:
        yield words.text("How much of it is paid depends on the days late: {rows}.").format(
            rows=late_rows(speech, rule.late)
        )


def _limits(speech: Speech, rule: Rule) -> Iterator[str]:
    words = speech.words
    if rule.per_event != Limits():
        place = EventKind.CONTRACT_SIGNED if rule.paid_and_accepted else rule.event
        yield words.text(_LIMITS[place]).format(
            limits=_bounds(speech, rule.per_event.minimum_minor, rule.per_event.cap_minor)
        )
    period = rule.per_period
    if period is not None:
        yield words.text(_PERIODS[period.every]).format(limits=_bounds(speech, period.minimum_minor, period.cap_minor))


def _bounds(speech: Speech, minimum_minor: int | None, cap_minor: int | None) -> str:
    words = speech.words
    minimum, cap = (None if bound is None else speech.money(bound) for bound in (minimum_minor, cap_minor))
    if minimum is None:
        return words.text("at most {cap} is paid").format(cap=cap)
    if cap is None:
        return words.text("at least {minimum} is paid, if anything is").format(minimum=minimum)
    return words.text("at least {minimum} is paid, if anything is, and at most {cap}").format(minimum=minimum, cap=cap)


def _hold_back(speech: Speech, held: HoldBack) -> str:
    words, share = speech.words, speech.words.percent(held.share_ppm)
    if held.until is Release.MONTHS:
        span = words.plural("one month", "{n} months", held.months)
        return words.text("Of this {share} is held back for {span}.").format(share=share, span=span)
    return words.text(_RELEASES[held.until]).format(share=share)


def _dates(speech: Speech, rule: Rule) -> Iterator[str]:
    words = speech.words
    if rule.deciding is Deciding.SIGNING:
        yield words.text("For an order holds what was in force on the day of its signing.")
    if rule.pay_after_months:
        yield words.plural(
            "It is paid with the pay of the following month.",
            "It is paid with the pay of the month that comes {n} months later.",
            rule.pay_after_months,
        )


def terms_sentences(speech: Speech, terms: SchemeTerms) -> Iterator[str]:
    """What holds for a version as a whole."""
    words = speech.words
    if terms.silence_months is not None:
        yield words.plural(
            "A client from whom nothing was heard for one month is a new client again.",
            "A client from whom nothing was heard for {n} months is a new client again.",
            terms.silence_months,
        )
    yield leaving_sentence(speech, terms)
    yield (
        words.text("A month whose sum is below zero is forgiven.")
        if terms.floor_negative
        else words.text("A month whose sum is below zero is carried over to the next one.")
    )


def leaving_sentence(speech: Speech, terms: SchemeTerms) -> str:
    """What becomes of what somebody would earn after leaving."""
    words = speech.words
    if terms.leaving is Leaving.KEEP:
        return words.text("Whoever has left goes on earning by these rules.")
    if terms.leaving is Leaving.NEW_HOLDER:
        return words.text("After somebody has left, the client's new manager earns instead.")
    if not terms.leaving_months:
        return words.text("Whoever has left earns nothing of what comes in later.")
    return words.plural(
        "Whoever has left goes on earning by these rules for one month.",
        "Whoever has left goes on earning by these rules for {n} months.",
        terms.leaving_months,
    )
