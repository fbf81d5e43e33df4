"""The fields of the rule editor, section by section, and when each is there: what an event cannot have is not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    Counter,
    Deciding,
    EventKind,
    Every,
    Extensions,
    Leaving,
    PeriodMeasure,
    Release,
    WonBy,
)
from app.calc.validate_conditions import HAVE_DAYS_LATE
from app.i18n.words import mark
from app.motivation.rule_form.rates import EXTENSION, OWN, RateKind
from app.motivation.rule_form.values import EACH, NAMED, OVERRIDE, POOL
from app.wording.terms import EVENT_KINDS, FUNCTIONS, SERVICE_KINDS
from ui.kit.form_fields import (
    ChoiceField,
    DateField,
    Field,
    MadeField,
    MoneyField,
    PercentField,
    TextField,
    Values,
    WholeField,
    YesNoField,
)
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.tables import KindsInput, LateInput, MembersInput, RatesInput, SourcesInput, TeamInput
from ui.motivation.rules.tiers_input import TiersInput

RATE_KINDS: Mapping[RateKind, str] = {
    RateKind.PERCENT: mark("A percentage"),
    RateKind.FIXED: mark("A fixed sum"),
    RateKind.PER_UNIT: mark("A sum for each unit"),
    RateKind.LIST: mark("A list of percentages"),
    RateKind.FADING: mark("A percentage that falls step by step"),
    RateKind.TIERS: mark("A table of tiers"),
}
BASES: Mapping[Base, str] = {
    Base.NET: mark("The amount without VAT"),
    Base.GROSS: mark("The amount with VAT"),
    Base.MARGIN: mark("The margin: without VAT and direct cost"),
    Base.INCREASE: mark("The growth over the largest earlier project"),
}
_PAYS: Mapping[str, str] = {
    **{one: FUNCTIONS[one] for one in Function},
    NAMED: mark("Named people"),
    POOL: mark("A team that shares once a month"),
    EACH: mark("Everybody, each by an own figure"),
}
_MEASURES = {
    PeriodMeasure.FIRM_RECEIPTS: mark("Receipts of the firm"),
    PeriodMeasure.FIRM_MARGIN: mark("Margin of the firm"),
    PeriodMeasure.OWN_RECEIPTS: mark("Receipts of each person"),
}
_EXTENSIONS = {
    Extensions.AS_PARENT: mark("Count as the order that they extend"),
    Extensions.SEPARATE_RATE: mark("Have a rate of their own"),
    Extensions.NONE: mark("Earn nothing"),
}
COUNTERS: Mapping[Counter, str] = {
    Counter.ORDER: mark("By number of the order"),
    Counter.MONTH: mark("By month since the client was won"),
}
PERIODS: Mapping[Every, str] = {Every.MONTH: mark("Month"), Every.QUARTER: mark("Quarter"), Every.YEAR: mark("Year")}
RELEASES: Mapping[Release, str] = {
    Release.ACCEPTED: mark("Until the first act is signed"),
    Release.SETTLED: mark("Until an invoice is paid in full"),
    Release.MONTHS: mark("For some months"),
}
_DECIDING = {Deciding.EVENT: mark("The day of the event"), Deciding.SIGNING: mark("The day of signing")}
_WON = {WonBy.CONTRACT: mark("The first contract"), WonBy.MONEY: mark("The first payment")}
_LEAVING = {
    Leaving.KEEP: mark("Goes on earning"),
    Leaving.KEEP_MONTHS: mark("Goes on earning for some months"),
    Leaving.NEW_HOLDER: mark("The client's new manager earns instead"),
}
_EITHER = ((True, mark("Only if so")), (False, mark("Only if not")))
_MONTHLY = frozenset({EventKind.PERIOD_END})
_ORDERLESS = frozenset({EventKind.PERIOD_END, EventKind.CLIENT_ANNIVERSARY})


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; a folded one is opened where something in it is said."""

    key: str
    title: str
    fields: tuple[Field, ...]
    folded: bool = True
    parts: tuple[str, ...] = field(default=())
    """Parts of a rule (``wording.draft_steps.PARTS``) that it says."""


def sections(bench: Bench, own_rules: Sequence[str]) -> tuple[Section, ...]:
    """All of the editor; ``own_rules`` are the keys of the other rules of the scheme."""
    return (
        Section("who", mark("What is paid for, and whom"), _who(bench, own_rules), folded=False),
        Section("rate", mark("How much"), (_base(), *rate_fields(bench, OWN)), folded=False),
        Section("conditions", mark("Conditions"), _conditions(bench), parts=_CONDITIONS),
        Section("extensions", mark("Extensions"), _extension_fields(bench), parts=("extensions", "extension_rate")),
        Section("late", mark("Late payment"), _late(bench), parts=("late",)),
        Section("limits", mark("Limits"), _limits(bench), parts=("per_event", "per_period")),
        Section("hold", mark("Hold-back"), _hold_back(), parts=("hold_back",)),
        Section("dates", mark("Dates"), _dates(), parts=_DATES),
        Section("name", mark("Name of the rule"), (TextField("key", mark("Short name"), required=True),)),
    )


_CONDITIONS = (
    "order_number", "order_kinds", "service_kind", "recipient_sold", "months_since_won", "client_tag", "amount_minor",
    "days_late", "campaign", "recipient_reminded",
)  # fmt: skip
_DATES = ("full_payment", "paid_and_accepted", "won_by", "deciding", "pay_after_months")


def terms_fields() -> tuple[Field, ...]:
    """What holds for a version as a whole."""
    return (
        WholeField("silence_months", mark("A client is new again after so many silent months"), short=True),
        ChoiceField("leaving", mark("Whoever has left"), required=True, choices=tuple(_LEAVING.items()), short=True),
        WholeField("leaving_months", mark("For how many months"), short=True, when=_is("leaving", Leaving.KEEP_MONTHS)),
        YesNoField("floor_negative", mark("A month whose sum is below zero is forgiven")),
    )


def _who(bench: Bench, own_rules: Sequence[str]) -> tuple[Field, ...]:
    paid_on = (*EVENT_KINDS.items(), (OVERRIDE, mark("What other people earn")))
    events = tuple((EventKind(code) if code != OVERRIDE else code, title) for code, title in paid_on)
    own = _all(_of_the_month, _is("measure", PeriodMeasure.OWN_RECEIPTS))
    functions = tuple((one, FUNCTIONS[one]) for one in Function)
    return (
        ChoiceField("paid_on", mark("What earns"), required=True, choices=events, short=True),
        ChoiceField("pays", mark("Who is paid"), required=True, choices=tuple(_PAYS.items()), short=True),
        ChoiceField(
            "measure", mark("Figure of the month"), required=True, choices=tuple(_MEASURES.items()), short=True,
            when=_of_the_month,
        ),
        ChoiceField("measured_by", mark("Receipts of those who do"), required=True, choices=functions, short=True,
                    when=own),
        MadeField("members", mark("People"), make=lambda one, _: MembersInput(one, bench),
                  when=_is("pays", NAMED, POOL)),
        MadeField("sources", mark("Paid on what is earned by"), when=_overriding,
                  make=lambda one, _: SourcesInput(one, bench, own_rules)),
        MadeField("team", mark("Earned by these people (nobody named: by all others)"), when=_overriding,
                  make=lambda one, _: TeamInput(one, bench)),
    )  # fmt: skip


def rate_fields(bench: Bench, before: str) -> tuple[Field, ...]:
    """A rate of any kind; names begin with ``before``."""

    def kind(*wanted: RateKind) -> Callable[[Values], bool]:
        there = _is(f"{before}kind", *wanted)
        return _all(there, _separate) if before == EXTENSION else there

    def tiers(one: Any, _words: Any) -> TiersInput:
        return TiersInput(one, bench)

    always, kinds = _separate if before == EXTENSION else None, tuple(RATE_KINDS.items())
    return (
        ChoiceField(f"{before}kind", mark("Rate"), required=before == OWN, choices=kinds, short=True, when=always),
        PercentField(f"{before}percent", mark("Percentage"), required=True, short=True, when=kind(RateKind.PERCENT)),
        MoneyField(f"{before}fixed", mark("Sum"), required=True, short=True, currency=bench.currency,
                   when=kind(RateKind.FIXED)),
        MoneyField(f"{before}per_unit", mark("Sum for each unit"), required=True, short=True, currency=bench.currency,
                   when=kind(RateKind.PER_UNIT)),
        ChoiceField(f"{before}by", mark("Counted"), required=True, choices=tuple(COUNTERS.items()), short=True,
                    when=kind(RateKind.LIST, RateKind.FADING)),
        MadeField(f"{before}rates", mark("Percentages, one after the other; the last one goes on"),
                  hint=mark("20; 10; 5"), required=True, make=lambda one, _: RatesInput(one, bench),
                  when=kind(RateKind.LIST)),
        PercentField(f"{before}start", mark("First, %"), required=True, short=True, when=kind(RateKind.FADING)),
        PercentField(f"{before}step", mark("Less each time, %"), required=True, short=True,
                     when=kind(RateKind.FADING)),
        PercentField(f"{before}floor", mark("Never below, %"), required=True, short=True, when=kind(RateKind.FADING)),
        MadeField(f"{before}tiers", mark("Tiers"), make=tiers, when=kind(RateKind.TIERS)),
    )  # fmt: skip


def _base() -> Field:
    return ChoiceField(
        "base", mark("Of what"), required=True, choices=tuple(BASES.items()), short=True, when=_reads_base
    )


def _extension_fields(bench: Bench) -> tuple[Field, ...]:
    said = ChoiceField(
        "extensions", mark("Extensions of orders"), choices=tuple(_EXTENSIONS.items()), when=_with_orders
    )
    return (said, *rate_fields(bench, EXTENSION))


def _conditions(bench: Bench) -> tuple[Field, ...]:
    services, currency = tuple(SERVICE_KINDS.items()), bench.currency
    return (
        WholeField("number_from", mark("Number of the order, from"), short=True, when=_with_orders),
        WholeField("number_to", mark("to"), short=True, when=_with_orders),
        MadeField("kinds", mark("Kinds of orders (none ticked: all)"), make=lambda one, _: KindsInput(one, bench),
                  when=_with_orders),
        ChoiceField("service", mark("Service"), choices=services, short=True, when=_not_monthly),
        TextField("tag", mark("Tag of the client"), short=True, when=_not_monthly),
        ChoiceField("sold", mark("The same person sold the order"), choices=_EITHER, short=True, when=_not_monthly),
        ChoiceField("reminded", mark("The same person reminded of the invoice before the money came"),
                    choices=_EITHER, short=True, when=_late_known),
        WholeField("months_from", mark("Months since the client was won, from"), short=True, when=_not_monthly),
        WholeField("months_to", mark("to"), short=True, when=_not_monthly),
        MoneyField("amount_from", mark("Amount of the contract, from"), short=True, currency=currency),
        MoneyField("amount_to", mark("to"), short=True, currency=currency),
        WholeField("days_late_from", mark("Days late, from"), short=True, when=_late_known),
        WholeField("days_late_to", mark("to"), short=True, when=_late_known),
        DateField("campaign_from", mark("Campaign, from"), short=True),
        DateField("campaign_to", mark("to"), short=True),
    )  # fmt: skip


def _late(bench: Bench) -> tuple[Field, ...]:
    title = mark("How much is kept when the money comes late")
    there = _all(_by_event, _late_known)
    return (MadeField("late", title, make=lambda one, _: LateInput(one, bench), when=there),)


def _limits(bench: Bench) -> tuple[Field, ...]:
    currency, periodic = bench.currency, _there("every")
    return (
        MoneyField("minimum", mark("At least, for one document"), short=True, currency=currency, when=_by_event),
        MoneyField("cap", mark("At most, for one document"), short=True, currency=currency, when=_by_event),
        ChoiceField("every", mark("And to one person for one"), choices=tuple(PERIODS.items())),
        MoneyField("period_minimum", mark("At least, for the period"), short=True, currency=currency, when=periodic),
        MoneyField("period_cap", mark("At most, for the period"), short=True, currency=currency, when=periodic),
    )


def _hold_back() -> tuple[Field, ...]:
    return (
        ChoiceField("held_until", mark("A part is held back"), choices=tuple(RELEASES.items())),
        PercentField("held", mark("Held back, %"), required=True, short=True, when=_there("held_until")),
        WholeField("held_months", mark("Months"), required=True, short=True, when=_is("held_until", Release.MONTHS)),
    )


def _dates() -> tuple[Field, ...]:
    return (
        YesNoField("full_payment", mark("All of it counts on the day of full payment"), when=_of_payments),
        YesNoField("paid_and_accepted", mark("Only what is both paid and accepted counts"), when=_of_payments),
        ChoiceField("won_by", mark("A client is won by"), required=True, choices=tuple(_WON.items()), short=True),
        ChoiceField("deciding", mark("The version is chosen by"), required=True, choices=tuple(_DECIDING.items()),
                    short=True, when=_all(_by_event, _not_monthly)),
        WholeField("pay_after_months", mark("Paid so many months later"), short=True),
    )  # fmt: skip


def _is(key: str, *wanted: Any) -> Callable[[Values], bool]:
    return lambda values: values.get(key) in wanted


def _there(key: str) -> Callable[[Values], bool]:
    return lambda values: values.get(key) is not None


def _all(*conditions: Callable[[Values], bool]) -> Callable[[Values], bool]:
    return lambda values: all(one(values) for one in conditions)


def _overriding(values: Values) -> bool:
    return bool(values.get("paid_on") == OVERRIDE)


def _by_event(values: Values) -> bool:
    return not _overriding(values)


def _reads_base(values: Values) -> bool:
    """A fixed sum is a fixed sum, whatever it is for."""
    fixed = {RateKind.FIXED, RateKind.PER_UNIT}
    return _by_event(values) and not (values.get("kind") in fixed and values.get("x_kind") in {None, *fixed})


def _of_the_month(values: Values) -> bool:
    return values.get("paid_on") in _MONTHLY


def _not_monthly(values: Values) -> bool:
    return values.get("paid_on") not in _MONTHLY


def _with_orders(values: Values) -> bool:
    """Events of one order; an override takes whatever its source lines are of."""
    return values.get("paid_on") not in _ORDERLESS


def _late_known(values: Values) -> bool:
    return values.get("paid_on") in HAVE_DAYS_LATE or _overriding(values)


def _of_payments(values: Values) -> bool:
    return values.get("paid_on") is EventKind.PAYMENT_RECEIVED


def _separate(values: Values) -> bool:
    """Extensions have a rate of their own, where the rule gives it."""
    return values.get("extensions") == Extensions.SEPARATE_RATE
