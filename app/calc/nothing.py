"""Why somebody got nothing for an event: the nearest rule and the condition that failed. Codes and numbers, no text.

Codes (``Nothing.code``), from the furthest to the nearest; ``found`` is what the event has, where it says something::

    before_books       the event lies before the books begin: it earns nobody anything
    no_rule            no rule of the person's schemes listens to such an event; found: the kind of event
    not_assigned       the person is paid by no scheme on the day that has a rule for it
    not_counted        the order has no number, and the rule goes by numbers
    order_number       found: the order's number
    order_kind         found: first | repeat | extension, "" for an order that does not count
    service_kind       found: standard | complex
    client_tag         the client lacks the tag
    extensions         the rule leaves extensions to others
    months_since_won   found: months, 0 where nothing is known
    amount             found: the contract's net in minor units of the firm's currency
    days_late          found: days, None where the event has none
    campaign           found: the event's day
    not_holder         the person does not hold the function; found: the function
    recipient_sold     found: 1 the person sold the order, 0 did not
    recipient_reminded found: 1 a reminder was made in time, 0 was not
    left               the person had left, and the scheme pays leavers no longer; found: the last day
    nothing_earned     the rule caught it, and rate, table, cap or share came to nothing; found: the base in minor units

``Nothing.rule`` is the rule that came nearest, as ``scheme.rule`` ("" where none listens).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.calc.conditions import Failed, event_failure, order_failure, rate_for
from app.calc.events import Event, Span
from app.calc.facts import Facts, Function
from app.calc.match import Matcher
from app.calc.plans import Candidate, Plan
from app.calc.recipients import Holders
from app.calc.scheme import EventKind, Named, Scheme
from app.calc.stream import World
from app.kernel.period import Month

_STEPS = (
    "before_books",
    "no_rule",
    "not_assigned",
    "not_counted",
    "order_number",
    "order_kind",
    "service_kind",
    "client_tag",
    "extensions",
    "months_since_won",
    "amount",
    "days_late",
    "campaign",
    "not_holder",
    "recipient_sold",
    "recipient_reminded",
    "left",
    "nothing_earned",
)
"""The order in which a rule is asked: the later it fails, the nearer it came."""


class Nothing(NamedTuple):
    """The nearest rule, which condition failed, and what was found."""

    event_key: str
    person_id: int
    code: str
    rule: str
    found: int | str | None


def nearest(found: Iterable[Nothing]) -> Nothing:
    """The one whose rule came nearest to paying, the first of several. Raises ValueError where there is none."""
    return max(found, key=lambda nothing: _STEPS.index(nothing.code))


class WhyNothing:
    """Asks the rules of a firm about single events."""

    def __init__(self, facts: Facts, schemes: Sequence[Scheme], through: Month) -> None:
        """Go through events to the end of ``through`` once."""
        self._world = World(facts)
        self._matcher = Matcher(self._world, schemes, through)
        self._begin = facts.books_from.first
        self._clients = {client.id: client for client in facts.clients}
        wanted = {*self._matcher.strands, *_DOCUMENTS}
        stream = self._world.events(wanted, Span(date.min, through.last))
        self._events: dict[str, list[Event]] = {}
        for event in stream.events:
            self._events.setdefault(event.key, []).append(event)

    def events_of(self, contract_id: int, invoice_id: int | None = None) -> tuple[str, ...]:
        """The keys of the events of a contract, or of one invoice of it, in order; what takes back is left out."""
        return tuple(
            key
            for key, events in self._events.items()
            for event in events[:1]
            if event.reversal is None
            and event.order.id == contract_id
            and (invoice_id is None or (event.invoice is not None and event.invoice.id == invoice_id))
        )

    def event_of(self, event_key: str) -> tuple[EventKind, date]:
        """What sort of event it is, and its day. KeyError where there is no such event."""
        event = self._events[event_key][0]
        return event.kind, event.on

    def why(self, event_key: str, person_id: int) -> Nothing:
        """The rule that came nearest to paying the person for the event. KeyError where there is no such event."""
        events = self._events.get(event_key)
        if events is None:
            raise KeyError(event_key)
        found = [Nothing(event_key, person_id, "no_rule", "", events[0].kind.value)]
        for event in events:
            if event.on < self._begin:
                return Nothing(event_key, person_id, "before_books", "", event.on.isoformat())
            for plan, candidate in self._asked(event):
                failed = self._failure(plan, candidate, event, person_id)
                found.append(Nothing(event_key, person_id, failed.condition, candidate.path, failed.found))
        return nearest(found)

    def _asked(self, event: Event) -> Iterator[tuple[Plan, Candidate]]:
        for plan in self._matcher.plans:
            for candidate in plan.rules_for(event):
                yield plan, candidate

    def _failure(self, plan: Plan, candidate: Candidate, event: Event, person_id: int) -> Failed:
        """The first condition that fails for the person, asked in the order of ``_STEPS``."""
        rule, order = candidate.rule, event.order
        if not plan.assigned.holds(person_id, event.on):
            return Failed("not_assigned", None)
        place = candidate.places.of(order)
        if order.id:
            failed = order_failure(rule, order, place, self._clients.get(order.client_id))
            if failed is not None:
                return failed
        rate = rate_for(rule, order) or rule.rate  # an order without one has failed above
        failed = event_failure(rule.when, rate, event, place, self._world.bases)
        if failed is not None:
            return failed
        return self._person_failure(candidate, event, person_id)

    def _person_failure(self, candidate: Candidate, event: Event, person_id: int) -> Failed:
        rule, recipient = candidate.rule, candidate.rule.recipient
        if person_id not in self._holders(candidate, event).people:
            return Failed("not_holder", recipient.value if isinstance(recipient, Function) else "")
        sold = rule.when.recipient_sold
        if sold is not None and (person_id in self._world.recipients.sold(event.order)) is not sold:
            return Failed("recipient_sold", int(not sold))
        if not self._matcher.reminded(rule, event, person_id):
            return Failed("recipient_reminded", int(not rule.when.recipient_reminded))
        if not self._matcher.stays(candidate, person_id, event.on):
            left_on = self._world.recipients.left_on(person_id)
            return Failed("left", "" if left_on is None else left_on.isoformat())
        return Failed("nothing_earned", self._world.bases.of(event, rule.base))

    def _holders(self, candidate: Candidate, event: Event) -> Holders:
        recipient, recipients = candidate.rule.recipient, self._world.recipients
        if isinstance(recipient, Named):
            return recipients.named(recipient.members)
        if isinstance(recipient, Function):
            if event.kind is EventKind.CLIENT_ANNIVERSARY:
                return recipients.of_client(event.order, recipient, event.on)
            return recipients.of(event.order, recipient, event.on)
        return recipients.equally(person.id for person in self._world.facts.people)


_DOCUMENTS = frozenset(EventKind) - {EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END}
"""Asked for whatever rules listen to: nobody may be paid for a kind of event, and somebody asks why."""
