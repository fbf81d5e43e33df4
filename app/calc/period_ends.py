"""The figures of months, and the events that end them: receipts and margin of the firm, receipts of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.calc.bases import Bases
from app.calc.events import Event, Months, Strand, rank_of
from app.calc.facts import Function
from app.calc.orders import Order
from app.calc.recipients import Recipients
from app.calc.scheme import Base, EventKind, PeriodMeasure
from app.kernel.money import split
from app.kernel.period import Month


class MonthFigures:
    """What payments and refunds come to by month, in the firm's currency."""

    def __init__(self, payments: Sequence[Event], bases: Bases, recipients: Recipients) -> None:
        """Figures are added up when they are first asked for."""
        self._payments = payments
        self._bases = bases
        self._recipients = recipients
        self._firm: dict[Base, dict[Month, int]] = {}
        self._own: dict[Function, dict[tuple[Month, int], int]] = {}

    def of_firm(self, measure: PeriodMeasure, month: Month) -> int:
        """Receipts or margin of the firm in ``month``."""
        base = Base.MARGIN if measure is PeriodMeasure.FIRM_MARGIN else Base.NET
        known = self._firm.get(base)
        if known is None:
            known = self._firm[base] = defaultdict(int)
            for event in self._payments:
                known[event.month] += self._bases.of(event, base)
        return known.get(month, 0)

    def own(self, function: Function, month: Month, person_id: int) -> int:
        """The person's shares of receipts on orders on which the person holds ``function`` that day."""
        known = self._own.get(function)
        if known is None:
            known = self._own[function] = self._shares(function)
        return known.get((month, person_id), 0)

    def _shares(self, function: Function) -> dict[tuple[Month, int], int]:
        sums: dict[tuple[Month, int], int] = defaultdict(int)
        for event in self._payments:
            holders = self._recipients.of(event.order, function, event.on)
            if holders.people:
                shares = split(self._bases.of(event, Base.NET), holders.weights)
                for person_id, share in zip(holders.people, shares, strict=True):
                    sums[event.month, person_id] += share
        return sums


def period_ends(
    strands: Iterable[Strand], figures: MonthFigures, order: Order, months: Months, span: tuple[date, date]
) -> Iterator[Event]:
    """The end of every month of the span, once for each measure. An own measure's event has no figure of its own."""
    first, last = span
    for strand in strands:
        if strand.measure is None:
            continue
        month = Month.of(first)
        while month.last <= last:
            net_minor = 0 if strand.function is not None else figures.of_firm(strand.measure, month)
            yield end_of(month, order, months, net_minor, strand)
            month = month.plus(1)


def end_of(month: Month, order: Order, months: Months, net_minor: int, strand: Strand | None) -> Event:
    """The last day of ``month`` as an event of ``net_minor``."""
    return Event(
        key=f"month:{month.text}",
        kind=EventKind.PERIOD_END,
        on=month.last,
        rank=rank_of(month.last, EventKind.PERIOD_END, takes_back=False),
        month=months.of(month.last),
        order=order,
        invoice=None,
        payment_id=None,
        payment_number="",
        gross_minor=net_minor,
        net_minor=net_minor,
        progress=(0, 0, net_minor, net_minor),
        adds=False,
        days_late=None,
        rate_on=month.last,
        firm=None,
        reversal=None,
        strand=strand,
    )
