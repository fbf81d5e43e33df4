"""Which answers of steps 6 and 7 a rule may come from. A reading is a guess; ``reading`` proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.calc.facts import Function
from app.calc.scheme import Base, EventKind, Fixed, Named, OrderKind, Percent, Rule
from app.calc.tables import TOTALS, Measure, Tiers
from app.motivation.draft.answers import Answers, Collecting, CollectingWay, ExtensionWay, Growing, PaperPay


def work_readings(rule: Rule, answers: Answers) -> Iterator[Answers]:
    """Answers like ``answers`` of which the rule may be a consequence."""
    for collecting in (*_collecting(rule, answers.collecting), *_papers(rule, answers.collecting)):
        yield replace(answers, collecting=collecting)
    if isinstance(rule.recipient, Function):
        for growing in _growing(rule, rule.recipient, answers.growing):
            yield replace(answers, growing=growing)


def _collecting(rule: Rule, given: Collecting) -> Iterator[Collecting]:
    if rule.event is not EventKind.INVOICE_SETTLED or not isinstance(rule.rate, Percent | Tiers):
        return
    paid = replace(
        given, rate=rule.rate, late=rule.late, not_by_seller=rule.when.recipient_sold is False
    )  # fmt: skip
    if rule.recipient is Function.COLLECTING:
        yield replace(paid, way=CollectingWay.OWN_PAY)
    elif isinstance(rule.recipient, Named) and not rule.recipient.members[1:]:
        yield replace(paid, way=CollectingWay.ANOTHER_PERSON, staff_no=rule.recipient.members[0].staff_no)


def _papers(rule: Rule, given: Collecting) -> Iterator[Collecting]:
    if rule.recipient not in {Function.INVOICING, Function.ACCEPTING} or not isinstance(rule.recipient, Function):
        return
    cap = rule.per_event.cap_minor
    others = tuple(one for one in given.papers if one.function is not rule.recipient)
    if isinstance(rule.rate, Fixed):
        yield replace(given, papers=(*others, PaperPay(rule.recipient, rule.rate.amount_minor, cap_minor=cap)))
    elif isinstance(rule.rate, Percent):
        yield replace(given, papers=(*others, PaperPay(rule.recipient, 0, rule.rate.rate_ppm, cap)))


def _growing(rule: Rule, function: Function, given: Growing) -> Iterator[Growing]:
    rate = rule.rate
    if isinstance(rate, Tiers):
        if rate.measure in TOTALS:
            yield replace(given, ladder=rate, ladder_to=function, ladder_cap=rule.per_period)
        elif rate.measure is Measure.QUOTA:
            yield replace(given, accelerator=rate, accelerator_to=function)
    elif isinstance(rate, Percent):
        if rule.event is EventKind.CLIENT_ANNIVERSARY:
            cap = rule.per_event.cap_minor
            yield replace(given, kept_to=function, kept_ppm=rate.rate_ppm, kept_cap_minor=cap)
        elif rule.when.order_kinds == frozenset({OrderKind.EXTENSION}):
            yield replace(
                given, extensions=ExtensionWay.OWN_RULE, extension_to=function, extension_ppm=rate.rate_ppm,
                extension_base=rule.base,
            )  # fmt: skip
        elif rule.base is Base.INCREASE:
            yield replace(given, larger_to=function, larger_ppm=rate.rate_ppm)
