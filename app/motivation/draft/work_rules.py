"""The rules of step 6: collecting the money, and the papers that bring it."""

from __future__ import annotations

from collections.abc import Iterator

from app.calc.facts import Function
from app.calc.scheme import Conditions, EventKind, Fixed, Limits, Member, Named, Percent, Recipient, Rule
from app.motivation.draft.answers import Collecting, CollectingWay, PaperPay
from app.motivation.draft.made import MadeRule
from app.motivation.draft.steps import Step

_PAPERS = {Function.INVOICING: EventKind.INVOICE_ISSUED, Function.ACCEPTING: EventKind.WORK_ACCEPTED}


def work_rules(collecting: Collecting) -> Iterator[MadeRule]:
    """Own pay for collecting, then what every paper earns."""
    recipient: Recipient | None = None
    if collecting.way is CollectingWay.OWN_PAY:
        recipient = Function.COLLECTING
    elif collecting.way is CollectingWay.ANOTHER_PERSON and collecting.staff_no:
        recipient = Named((Member(collecting.staff_no),))
    if recipient is not None and collecting.rate != Percent(0):
        rule = Rule(
            key="collecting",
            event=EventKind.INVOICE_SETTLED,
            recipient=recipient,
            rate=collecting.rate,
            when=Conditions(recipient_sold=False if collecting.not_by_seller else None),
            late=collecting.late,
        )
        yield MadeRule("collecting", Step.COLLECTING, rule)
    for paper in collecting.papers:
        if paper.function in _PAPERS and (paper.fixed_minor > 0 or paper.rate_ppm > 0):
            yield MadeRule(paper.function.value, Step.COLLECTING, _paper(paper))


def _paper(paper: PaperPay) -> Rule:
    return Rule(
        key=paper.function.value,
        event=_PAPERS[paper.function],
        recipient=paper.function,
        rate=Fixed(paper.fixed_minor) if paper.fixed_minor > 0 else Percent(paper.rate_ppm),
        per_event=Limits(cap_minor=paper.cap_minor),
    )
