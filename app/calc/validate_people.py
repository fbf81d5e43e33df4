"""What is wrong with whom a rule pays.

Codes and their values::

    list_empty                          nobody is named
    share_not_positive                  staff_no, found: shares are whole numbers from 1 on
    member_twice                        staff_no
    function_without_order              event: it belongs to no order on which somebody could hold a function
    each_outside_period_end             event: only the month's end is everybody's own
    pool_personal_table                 a pool has no total, count or plan of its own
    pool_per_period                     nor a period in which a person's pay could be limited
"""

from __future__ import annotations

from collections.abc import Sequence

from app.calc.facts import Function
from app.calc.scheme import Each, EventKind, Member, Named, Pool, Rule
from app.calc.tables import PERSONAL, Tiers
from app.calc.validate_report import Report
from app.kernel.ids import natural_key


def check_recipient(report: Report, rule: Rule) -> None:
    """Whether the people are fit for the event and named once each."""
    recipient = rule.recipient
    if isinstance(recipient, Named):
        if not recipient.members:
            report.say("list_empty", "pays.named")
        _members(report.at("pays.named"), recipient.members)
    elif isinstance(recipient, Pool):
        _members(report.at("pays.pool"), recipient.members)
        if rule.override is None:
            _pool(report, rule)
    elif rule.override is None:
        _word(report, rule)


def _members(report: Report, members: Sequence[Member]) -> None:
    seen: set[str] = set()
    for member in members:
        if member.weight < 1:
            report.say("share_not_positive", member.staff_no, staff_no=member.staff_no, found=member.weight)
        if natural_key(member.staff_no) in seen:
            report.say("member_twice", member.staff_no, staff_no=member.staff_no)
        seen.add(natural_key(member.staff_no))


def _word(report: Report, rule: Rule) -> None:
    month = rule.event is EventKind.PERIOD_END
    if isinstance(rule.recipient, Function) and month:
        report.say("function_without_order", "pays", event=rule.event.value)
    if isinstance(rule.recipient, Each) and not month:
        report.say("each_outside_period_end", "pays", event=rule.event.value)


def _pool(report: Report, rule: Rule) -> None:
    for place, rate in (("rate", rule.rate), ("extension_rate", rule.extension_rate)):
        if isinstance(rate, Tiers) and rate.measure in PERSONAL:
            report.say("pool_personal_table", f"{place}.over")
    if rule.per_period is not None:
        report.say("pool_per_period", "per_period")
