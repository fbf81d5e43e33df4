"""The event stream: everything that can earn, and that no scheme can change (PRODUCT, "Events").

``stream.events_of(facts)`` gives it sorted. Keys are made of source rows and so are the same in every computation::

    sign:C  amend:A  cancel:C          a contract signed, its net amended, its cancellation
    won:C   won_amend:A  unwon:C       the group's first counted contract, what follows its net, its cancellation
    inv:I   credit:N  inv_cancel:I     an invoice issued, a credit note, its cancellation
    act:A                              work accepted; a negative act takes back the latest acts
    pay:L   refund:R                   an allocation of a payment; a refund
    settle:I:n                         the n-th change of what an invoice has settled, from 1
    won_money:C  won_money_amend:A  unwon_money:C    as won:C, where the group's first money wins
    both:<pay:L | refund:R | act:A>    what is both paid and accepted rises or falls (the gate of SEMANTICS 7)
    year:<group:G | client:C>:YYYY-MM-DD  the day on which another year since the group was won is over
    month:YYYY-MM                      the end of a month
    pool:YYYY-MM:V                     what a pool of a version of its rule comes to in a month
    period:<month or quarter or year>:YYYY-MM   the end of a period that is lifted to its minimum

Where one row takes back several originals, the second and later events have ``/2``, ``/3`` … behind the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.calc.facts import Function, InvoiceFact
from app.calc.orders import Order
from app.calc.scheme import EventKind, PeriodMeasure, Rule, SchemeTerms, WonBy
from app.kernel.money import pro_rata
from app.kernel.period import Month

KIND_ORDER = {kind: number for number, kind in enumerate(EventKind)}
"""The order of kinds within a day (SEMANTICS 4)."""

Progress = tuple[int, int, int, int]
"""How far the contract had come in this kind of event: net before, its whole net then; net after, its whole net now."""


class Span(NamedTuple):
    """The days, both inclusive, whose events are wanted; what came before them only counts."""

    first: date
    last: date


EVER = Span(date.min, date.max)


class Strand(NamedTuple):
    """Events that only some rules listen to, made after what those rules set."""

    kind: EventKind
    paid_and_accepted: bool = False
    won_by: WonBy = WonBy.CONTRACT
    silence_months: int | None = None
    measure: PeriodMeasure | None = None
    function: Function | None = None
    """With ``PeriodMeasure.OWN_RECEIPTS``: whose receipts."""


def strand_of(rule: Rule, terms: SchemeTerms) -> EventKind | Strand:
    """The events that a rule listens to: a kind, or a strand of it."""
    kind = rule.event
    if kind is EventKind.PAYMENT_RECEIVED:
        if rule.paid_and_accepted:
            return Strand(kind, paid_and_accepted=True)
        return EventKind.INVOICE_SETTLED if rule.full_payment else kind
    if kind is EventKind.CLIENT_WON and rule.won_by is WonBy.CONTRACT and terms.silence_months is None:
        return kind
    if kind in {EventKind.CLIENT_WON, EventKind.CLIENT_ANNIVERSARY}:
        return Strand(kind, won_by=rule.won_by, silence_months=terms.silence_months)
    if kind is EventKind.PERIOD_END:
        own = rule.measure is PeriodMeasure.OWN_RECEIPTS
        return Strand(kind, measure=rule.measure, function=rule.measured_by if own else None)
    return kind


class Reversal(NamedTuple):
    """What an event takes back: its original, and how much of it was and is now taken back, of how much."""

    of_key: str
    of_on: date | None
    """None where the original lies in the opening balances."""
    before_minor: int
    after_minor: int
    whole_minor: int

    def of(self, total_minor: int) -> int:
        """What it takes of a total that the original gave: −(R(total × reversed / whole) − reversed so far)."""
        before, after = (
            pro_rata(total_minor, part, self.whole_minor) for part in (self.before_minor, self.after_minor)
        )
        return before - after


class Event(NamedTuple):
    """One event. Amounts are in the order's currency; what takes back is negative."""

    key: str
    kind: EventKind
    on: date
    rank: int
    """The day, the kind, and originals before what takes them back: the first part of the order of events."""
    month: Month
    order: Order
    invoice: InvoiceFact | None
    payment_id: int | None
    payment_number: str
    gross_minor: int
    net_minor: int
    progress: Progress
    adds: bool
    """Adds to an earlier event of its document (an amendment, more money for a settled invoice): no new fixed sum."""
    days_late: int | None
    rate_on: date
    """The day whose exchange rate converts the base (SEMANTICS 10)."""
    firm: tuple[int, int] | None
    """Received in the firm's currency, and the allocated amount that it came for."""
    reversal: Reversal | None
    strand: Strand | None = None
    """Set where only some rules listen."""


class Taken(NamedTuple):
    """A part of an original that something takes back."""

    original: Event | None
    reversal: Reversal
    amount_minor: int


class Standing:
    """Originals and what still stands of them; what is taken back is taken from the latest first."""

    def __init__(self) -> None:
        """Nothing stands yet."""
        self._parts: list[_Part] = []

    def add(self, original: Event, whole_minor: int) -> None:
        """An original of ``whole_minor``."""
        self._parts.append(_Part(original, original.key, whole_minor))

    def add_opening(self, key: str, whole_minor: int) -> None:
        """An original that lies before the books and has no event."""
        self._parts.append(_Part(None, key, whole_minor))

    def take(self, amount_minor: int, payment_id: int | None = None) -> Iterator[Taken]:
        """Take back ``amount_minor`` or what there is, from the named payment's originals first."""
        parts = list(reversed(self._parts))
        if payment_id is not None:
            parts.sort(key=lambda part: part.original is None or part.original.payment_id != payment_id)
        for part in parts:
            taken_minor = min(amount_minor, part.whole_minor - part.taken_minor)
            if taken_minor > 0:
                yield part.take(taken_minor)
                amount_minor -= taken_minor

    def take_all(self) -> Iterator[Taken]:
        """Take back everything that stands; an original of nothing counts as whole."""
        for part in reversed(self._parts):
            if part.whole_minor == 0 and part.taken_minor == 0:
                part.whole_minor = 1
                yield part.take(1)._replace(amount_minor=0)
            elif part.taken_minor < part.whole_minor:
                yield part.take(part.whole_minor - part.taken_minor)


class _Part:
    __slots__ = ("key", "original", "taken_minor", "whole_minor")

    def __init__(self, original: Event | None, key: str, whole_minor: int) -> None:
        self.original = original
        self.key = key
        self.whole_minor = whole_minor
        self.taken_minor = 0

    def take(self, amount_minor: int) -> Taken:
        before = self.taken_minor
        self.taken_minor += amount_minor
        on = None if self.original is None else self.original.on
        return Taken(self.original, Reversal(self.key, on, before, self.taken_minor, self.whole_minor), amount_minor)


class Months:
    """The month of a day, made once per day."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[date, Month] = {}

    def of(self, day: date) -> Month:
        """The month that ``day`` lies in."""
        month = self._known.get(day)
        if month is None:
            month = self._known[day] = Month.of(day)
        return month


def rank_of(on: date, kind: EventKind, *, takes_back: bool) -> int:
    """The first part of the order of events, as one number."""
    return (on.toordinal() * len(KIND_ORDER) + KIND_ORDER[kind]) * 2 + takes_back


def numbered(key: str, index: int) -> str:
    """The key of the ``index``-th event (from 0) of one row."""
    return key if index == 0 else f"{key}/{index + 1}"


class Advance:
    """How far each contract has come in one kind of event (SEMANTICS 2, "everywhere the same")."""

    def __init__(self) -> None:
        """No contract has come anywhere."""
        self._last: dict[int, Progress] = {}
        """By order."""

    def start(self, order: Order, net_minor: int) -> None:
        """``net_minor`` was reached before the first event."""
        last = self._last.get(order.id)
        reached = net_minor if last is None else last[2] + net_minor
        self._last[order.id] = (0, 0, reached, order.net_minor)

    def reached(self) -> dict[int, int]:
        """How much each contract has reached, by id."""
        return {contract_id: progress[2] for contract_id, progress in self._last.items()}

    def move(self, order: Order, on: date, net_minor: int) -> Progress:
        """Move on by ``net_minor``."""
        order_id, whole = order.id, order.net_minor
        last = self._last.get(order_id)
        before, whole_before = (0, whole) if last is None else (last[2], last[3])
        if order.amended:
            whole = order.net_on(on)
        now = self._last[order_id] = (before, whole_before, before + net_minor, whole)
        return now

    def sign(self, order: Order, net_minor: int) -> Progress:
        """What is signed is the whole of itself: an amendment of the same day is not yet in it."""
        last = self._last.get(order.id)
        before = 0 if last is None else last[2]
        now = self._last[order.id] = (before, before, before + net_minor, before + net_minor)
        return now
