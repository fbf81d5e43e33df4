"""The payments of plain contracts in columns: most of a firm's money, and none of its difficulties.

A contract is plain where every rule says the same of all its payments: one percentage of a base for one person, or
nothing, and where nothing was refunded, amended, converted or paid before the books. Such payments need no events and
no lines until somebody asks for one: a million of them is rated in a few seconds and in a few bytes each. Whatever
else there is goes the long way; a test compares the two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from itertools import accumulate

from app.calc.bases import Bases
from app.calc.conditions import Percentage
from app.calc.events import Event, Span, rank_of
from app.calc.facts import AllocationFact, Facts, InvoiceFact
from app.calc.lines import Line, alone_line
from app.calc.match import Matcher
from app.calc.match_terms import Catch, Terms
from app.calc.orders import Order
from app.calc.receipts import payment_event
from app.calc.scheme import Base, EventKind
from app.calc.stream import World
from app.kernel.money import PPM, apply_rate, pro_rata

_HALF = PPM // 2
_PAID = EventKind.PAYMENT_RECEIVED


class Bundle:
    """The payments of one contract, in order: days, what came and its net, the rows; and what rules say of them."""

    __slots__ = ("_invoices", "days", "gross_minor", "net_minor", "order", "rows", "terms")

    def __init__(self, order: Order, invoices: Mapping[int, InvoiceFact], terms: tuple[Terms, ...]) -> None:
        """No payment yet."""
        self.order = order
        self._invoices = invoices
        self.days: list[date] = []
        self.gross_minor: list[int] = []
        self.net_minor: list[int] = []
        self.rows: list[AllocationFact] = []
        self.terms = terms

    def fill(self, rows: Sequence[AllocationFact], last: date) -> None:
        """Take the payments until ``last`` in their order (SEMANTICS 2): what no invoice asked for brings nothing."""
        invoices = self._invoices
        issued = {invoice_id: invoice.issued_on for invoice_id, invoice in invoices.items()}
        came = [(row.received_on, row.payment_number_key, row.id, row) for row in rows]
        if any(row.received_on < issued[row.invoice_id] for row in rows):
            came = [(max(one[0], issued[one[3].invoice_id]), *one[1:]) for one in came]
        came.sort()
        received = dict.fromkeys(invoices, 0)
        nets = dict.fromkeys(invoices, 0)
        for on, _, _, row in came:
            if on > last:
                break
            invoice_id = row.invoice_id
            invoice = invoices[invoice_id]
            gross, before = invoice.gross_minor, received[invoice_id]
            after = received[invoice_id] = before + row.amount_minor
            moved = (min(gross, after)) - (min(gross, before))
            if not moved:
                continue
            reached = min(gross, after)
            net = invoice.net_minor if reached == gross else (2 * invoice.net_minor * reached + gross) // (2 * gross)
            self.days.append(on)
            self.gross_minor.append(moved)
            self.net_minor.append(net - nets[invoice_id])
            self.rows.append(row)
            nets[invoice_id] = net

    def bases(self, base: Base, bases: Bases) -> list[int]:
        """The base of every payment; the order is in the firm's currency."""
        if base is Base.NET:
            return self.net_minor
        if base is Base.GROSS:
            return self.gross_minor
        whole = self.order.net_minor
        total = bases.whole(self.order, base)
        reached = [pro_rata(total, net, whole) for net in accumulate(self.net_minor)]
        return [after - before for before, after in zip((0, *reached), reached, strict=False)]

    def amounts(self, terms: Terms, bases: Bases) -> list[int]:
        """What one rule gives for every payment."""
        rate_ppm = (terms.alone or Percentage("", 0)).rate_ppm
        found = self.bases(terms.rule.base, bases)
        if min(found, default=0) >= 0:
            return [(base * rate_ppm + _HALF) // PPM for base in found]
        return [apply_rate(base, rate_ppm) for base in found]

    def with_terms(self, terms: tuple[Terms, ...]) -> Bundle:
        """The same payments under other terms."""
        made = copy(self)
        made.terms = terms
        return made

    def lines(self, world: World, span: Span) -> Iterator[tuple[AllocationFact, Line]]:
        """The lines of the payments of the span, as the long way gives them, each with the row of its payment."""
        first, last = bisect_left(self.days, span.first), bisect_right(self.days, span.last)
        before_minor = sum(self.net_minor[:first])
        for at in range(first, last):
            event = self._event(at, before_minor, world)
            before_minor += event.net_minor
            for catch in self._caught(event):
                base_minor = world.bases.of(event, catch.terms.rule.base)
                if base_minor:
                    yield self.rows[at], alone_line(catch, base_minor)

    def _caught(self, event: Event) -> list[Catch]:
        return [Catch(event, terms) for terms in self.terms]

    def _event(self, at: int, before_minor: int, world: World) -> Event:
        row, on, net_minor, whole_minor = self.rows[at], self.days[at], self.net_minor[at], self.order.net_minor
        progress = (before_minor, whole_minor, before_minor + net_minor, whole_minor)
        day = (rank_of(on, _PAID, takes_back=False), world.months.of(on))
        paid = (self.order, self._invoices[row.invoice_id])
        return payment_event(row, day, paid, (on, self.gross_minor[at], net_minor), progress)


def plain_bundles(world: World, matcher: Matcher, last: date) -> dict[int, Bundle]:
    """The plain contracts with their payments until ``last``, by id."""
    facts = world.facts
    if not matcher.bundles:
        return {}
    difficult = _difficult(facts)
    contract_of = {row.id: row.contract_id for row in facts.invoices if row.contract_id not in difficult}
    rows: dict[int, list[AllocationFact]] = defaultdict(list)
    for row in facts.allocations:
        contract_id = contract_of.get(row.invoice_id)
        if contract_id is not None:
            rows[contract_id].append(row)
    invoices: dict[int, dict[int, InvoiceFact]] = defaultdict(dict)
    for invoice in facts.invoices:
        if invoice.contract_id in rows:
            invoices[invoice.contract_id][invoice.id] = invoice
    bundles = {}
    for contract_id in sorted(rows):
        order = world.orders.of(contract_id)
        terms = matcher.lasting_terms(order)
        if terms is not None:
            bundle = bundles[contract_id] = Bundle(order, invoices[contract_id], terms)
            bundle.fill(rows[contract_id], last)
    return bundles


def _difficult(facts: Facts) -> set[int]:
    """Contracts of which something was refunded, amended, converted or paid before the books."""
    refunded = {row.invoice_id for row in facts.refunds}
    found = {row.contract_id for row in facts.invoices if row.id in refunded} if refunded else set()
    found.update(row.contract_id for row in facts.amendments)
    found.update(row.id for row in facts.contracts if row.paid_before_minor or row.currency != facts.currency)
    return found
