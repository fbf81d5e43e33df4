"""Whether the parts of a rule fit its event and one another: base, rate, measure, gates.

Codes and their values::

    base_unused                         a fixed sum, a sum per unit or a table of sums reads no base
    base_foreign                        event: it has no margin, no gross or no increase
    rate_foreign                        event: it has no order whose number, months or units could be read
    no_days_late                        event: the table goes by days late, and it has none
    late_without_due                    event: it has no days late
    deciding_foreign                    event: it has no date of signing
    measure_missing                     a rule of the month's end says of which figure
    measure_foreign                     event: only the month's end has a figure
    measured_by_unused                  measured_by without own_receipts
    own_receipts_of_nobody              own receipts belong to each, not to named people or a pool
    won_by_unused                       nothing in the rule asks when the client was won
    payment_only                        key: full_payment or paid_and_accepted outside payment_received
    gates_together                      full_payment and paid_and_accepted at once
    pay_after_negative                  found
"""

from __future__ import annotations

from app.calc.conditions import uses_months
from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    ByOrder,
    Counter,
    Deciding,
    Each,
    EventKind,
    Fading,
    Fixed,
    PeriodMeasure,
    PerUnit,
    Rate,
    Rule,
    WonBy,
)
from app.calc.tables import Measure, Tiers
from app.calc.validate_conditions import HAVE_DAYS_LATE
from app.calc.validate_rates import check_late, has_premiums
from app.calc.validate_report import Report

_BASES = {
    EventKind.PERIOD_END: frozenset({Base.NET}),
    EventKind.CLIENT_ANNIVERSARY: frozenset({Base.NET, Base.GROSS}),
}
"""What events of no single order can be paid on; all others on everything."""


def check_event(report: Report, rule: Rule) -> None:
    """What the event cannot give to the rule."""
    _base(report, rule)
    if rule.pay_after_months < 0:
        report.say("pay_after_negative", "pay_after_months", found=rule.pay_after_months)
    if rule.override is None:
        _rate(report, rule)
        _measure(report, rule)
        _gates(report, rule)
    if rule.late and rule.event not in HAVE_DAYS_LATE and rule.override is None:
        report.say("late_without_due", "late", event=rule.event.value)
    check_late(report, rule.late)
    if rule.won_by is not WonBy.CONTRACT and not _asks_when_won(rule):
        report.say("won_by_unused", "won_by")


def _base(report: Report, rule: Rule) -> None:
    if rule.base is Base.NET or rule.override is not None:
        return
    rates = [rate for rate in (rule.rate, rule.extension_rate) if rate is not None]
    if all(isinstance(rate, (Fixed, PerUnit)) or has_premiums(rate) for rate in rates):
        report.say("base_unused", "base")
    elif rule.base not in _BASES.get(rule.event, frozenset(Base)):
        report.say("base_foreign", "base", event=rule.event.value)


def _rate(report: Report, rule: Rule) -> None:
    for place, rate in (("rate", rule.rate), ("extension_rate", rule.extension_rate)):
        if _reads_order(rate, rule.event):
            report.say("rate_foreign", place, event=rule.event.value)
        late = isinstance(rate, Tiers) and rate.measure is Measure.DAYS_LATE
        if late and rule.event not in HAVE_DAYS_LATE:
            report.say("no_days_late", f"{place}.over", event=rule.event.value)
    if rule.event is EventKind.PERIOD_END and rule.deciding is not Deciding.EVENT:
        report.say("deciding_foreign", "deciding", event=rule.event.value)


def _reads_order(rate: Rate | None, event: EventKind) -> bool:
    """Whether the rate reads of an order what an event of the month or of the year does not have."""
    if event not in _BASES:
        return False
    if isinstance(rate, (ByOrder, Fading)):
        return event is EventKind.PERIOD_END or rate.by is Counter.ORDER
    return isinstance(rate, PerUnit)


def _measure(report: Report, rule: Rule) -> None:
    if rule.event is not EventKind.PERIOD_END:
        if rule.measure is not None:
            report.say("measure_foreign", "measure", event=rule.event.value)
    elif rule.measure is None:
        report.say("measure_missing", "measure")
    elif rule.measure is PeriodMeasure.OWN_RECEIPTS and not isinstance(rule.recipient, (Each, Function)):
        report.say("own_receipts_of_nobody", "measure")
    if rule.measured_by is not Function.SELLING and rule.measure is not PeriodMeasure.OWN_RECEIPTS:
        report.say("measured_by_unused", "measured_by")


def _gates(report: Report, rule: Rule) -> None:
    for key, used in (("full_payment", rule.full_payment), ("paid_and_accepted", rule.paid_and_accepted)):
        if used and rule.event is not EventKind.PAYMENT_RECEIVED:
            report.say("payment_only", key, key=key)
    if rule.full_payment and rule.paid_and_accepted:
        report.say("gates_together", "full_payment")


def _asks_when_won(rule: Rule) -> bool:
    if rule.override is None and rule.event in {EventKind.CLIENT_WON, EventKind.CLIENT_ANNIVERSARY}:
        return True
    return rule.when.months_since_won is not None or uses_months(rule.rate) or uses_months(rule.extension_rate)
