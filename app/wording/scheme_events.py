"""What a rule is paid of, and for what: each event with each base, as a part of a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from app.calc.scheme import Base, EventKind, PeriodMeasure, Rule
from app.i18n.words import mark
from app.wording import terms
from app.wording.scheme_people import Speech

_OF: Mapping[EventKind, Mapping[Base, str]] = {
    EventKind.CONTRACT_SIGNED: {
        Base.NET: mark("of every contract signed, without VAT"),
        Base.GROSS: mark("of every contract signed, with VAT"),
        Base.MARGIN: mark("of the margin of every contract signed"),
        Base.INCREASE: mark("of what every contract signed adds to the client's largest earlier project"),
    },
    EventKind.INVOICE_ISSUED: {
        Base.NET: mark("of every invoice issued, without VAT"),
        Base.GROSS: mark("of every invoice issued, with VAT"),
        Base.MARGIN: mark("of the margin in every invoice issued"),
        Base.INCREASE: mark("of what the order adds to the client's largest earlier project, as it is invoiced"),
    },
    EventKind.PAYMENT_RECEIVED: {
        Base.NET: mark("of every payment received, without VAT"),
        Base.GROSS: mark("of every payment received, with VAT"),
        Base.MARGIN: mark("of the margin in every payment received"),
        Base.INCREASE: mark("of what the order adds to the client's largest earlier project, as it is paid"),
    },
    EventKind.WORK_ACCEPTED: {
        Base.NET: mark("of all work accepted by acts, without VAT"),
        Base.GROSS: mark("of all work accepted by acts, with VAT"),
        Base.MARGIN: mark("of the margin in all work accepted by acts"),
        Base.INCREASE: mark("of what the order adds to the client's largest earlier project, as it is accepted"),
    },
    EventKind.INVOICE_SETTLED: {
        Base.NET: mark("of every invoice paid in full, without VAT"),
        Base.GROSS: mark("of every invoice paid in full, with VAT"),
        Base.MARGIN: mark("of the margin in every invoice paid in full"),
        Base.INCREASE: mark(
            "of what the order adds to the client's largest earlier project, as its invoices are paid in full"
        ),
    },
    EventKind.CLIENT_WON: {
        Base.NET: mark("of the first contract of every new client, without VAT"),
        Base.GROSS: mark("of the first contract of every new client, with VAT"),
        Base.MARGIN: mark("of the margin of every new client's first contract"),
        Base.INCREASE: mark("of the increase by every new client's first contract"),
    },
    EventKind.CLIENT_ANNIVERSARY: {
        Base.NET: mark("of what a client has paid in the year, without VAT, on each anniversary of its first order"),
        Base.GROSS: mark("of what a client has paid in the year, with VAT, on each anniversary of its first order"),
    },
}
_OF_MONTH: Mapping[PeriodMeasure, str] = {
    PeriodMeasure.FIRM_RECEIPTS: mark("of the firm's receipts of the month, without VAT"),
    PeriodMeasure.FIRM_MARGIN: mark("of the margin in the firm's receipts of the month"),
    PeriodMeasure.OWN_RECEIPTS: mark(
        "of the month's receipts, without VAT, from those orders on which the person has the part «{function}»"
    ),
}
_UNITS: Mapping[EventKind, str] = {
    EventKind.CONTRACT_SIGNED: mark("as soon as the contract is signed"),
    EventKind.CLIENT_WON: mark("of a new client's first order"),
    EventKind.INVOICE_ISSUED: mark("in proportion as the order is invoiced"),
    EventKind.PAYMENT_RECEIVED: mark("in proportion as the order is paid"),
    EventKind.WORK_ACCEPTED: mark("in proportion as the order is accepted"),
    EventKind.INVOICE_SETTLED: mark("in proportion as the order's invoices are paid in full"),
}
_EACH: Mapping[EventKind, str] = {
    EventKind.CONTRACT_SIGNED: mark("for each contract signed"),
    EventKind.INVOICE_ISSUED: mark("for each invoice issued"),
    EventKind.PAYMENT_RECEIVED: mark("for each payment received"),
    EventKind.WORK_ACCEPTED: mark("for each act of acceptance"),
    EventKind.INVOICE_SETTLED: mark("for each invoice paid in full"),
    EventKind.CLIENT_WON: mark("for each new client"),
    EventKind.CLIENT_ANNIVERSARY: mark(
        "for each client that has paid in the year, on each anniversary of its first order"
    ),
    EventKind.PERIOD_END: mark("for each month"),
}


def of_what(speech: Speech, rule: Rule) -> str:
    """The base of a percentage: of every payment received, without VAT."""
    words = speech.words
    if rule.event is EventKind.PERIOD_END:
        msgid = _OF_MONTH[rule.measure or PeriodMeasure.FIRM_RECEIPTS]
        return words.text(msgid).format(function=terms.function(words, rule.measured_by))
    bases = _OF[rule.event]
    return words.text(bases.get(rule.base, bases[Base.NET]))


def for_each(speech: Speech, event: EventKind) -> str:
    """What a sum is paid for, whole: for each new client."""
    return speech.words.text(_EACH[event])


def for_a_sum(speech: Speech, event: EventKind) -> str:
    """What a fixed sum is paid for. Only payments earn it in parts (SEMANTICS 4)."""
    if event is EventKind.PAYMENT_RECEIVED:
        return speech.words.text("for every order, in proportion as it is paid")
    return for_each(speech, event)


def for_units(speech: Speech, event: EventKind) -> str:
    """How a sum per unit comes in with the order."""
    return speech.words.text(_UNITS.get(event, _EACH[event]))
