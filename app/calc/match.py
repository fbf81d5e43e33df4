"""Which events a rule catches, at which rate and for whom (SEMANTICS 5, 6, 8). Amounts come later, in ``rating``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.calc.conditions import Reminders, event_failure, order_failure, percentage, rate_for, uses_months
from app.calc.events import Event, Reversal, Strand
from app.calc.facts import Function
from app.calc.match_terms import Catch, Terms, Undone
from app.calc.measures import history_from, measured
from app.calc.orders import Order, no_order
from app.calc.places import Places
from app.calc.plans import Candidate, Plan
from app.calc.recipients import NOBODY, STRANGER, Assigned, Holders
from app.calc.results import Unassigned
from app.calc.scheme import ByOrder, Each, EventKind, Fading, Leaving, Named, Percent, Rate, Rule, Scheme
from app.calc.stream import Stream, World
from app.kernel.period import Month, add_months

NOBODY_HOLDS = "nobody_holds"
"""A rule catches the event, and nobody holds the function."""
NO_SCHEME = "no_scheme"
"""``person_id`` holds the function and is paid by no scheme on that day."""
UNASSIGNED_LEAVER = "unassigned_leaver"
"""``person_id`` has left, and nobody holds the client in this function."""
NO_QUOTA = "no_quota"
"""A table goes by the plan of ``person_id``, who has none on that day."""
TWO_ASSIGNMENTS = "two_assignments"
"""``person_id`` is paid by two assignments at once; both pay."""
REVERSAL_OF_HISTORY = "reversal_of_history"
"""Takes back an event from before the books: a manual line of the director."""


_PROBE = Event(
    "", EventKind.PAYMENT_RECEIVED, date.min, 0, Month(1, 1), no_order(""), None, None, "", 0, 0, (0, 0, 0, 0),
    adds=False, days_late=None, rate_on=date.min, firm=None, reversal=None,
)  # fmt: skip
"""Any payment of an order: asked only what holds of all of them."""


@dataclass(slots=True)
class Matched:
    """Everything caught, in the order of events, and what nobody could earn."""

    catches: list[Catch] = field(default_factory=list)
    history: list[Catch] = field(default_factory=list)
    """Caught before the books began, in periods that still ran then: they only count in measures (SEMANTICS 1)."""
    notes: list[tuple[date, Unassigned]] = field(default_factory=list)
    noted: set[tuple[str, str, str, int | None]] = field(default_factory=set)
    begin: date = date.min
    """Before it nothing is worth a note."""

    def note(self, code: str, event: Event, function: str, person_id: int | None) -> None:
        """Note once that somebody could not earn."""
        key = (code, event.key, function, person_id)
        if key not in self.noted and event.on >= self.begin:
            self.noted.add(key)
            self.notes.append((event.on, Unassigned(code, event.key, event.order.id, function, person_id)))


@dataclass(frozen=True, slots=True)
class _Listens:
    """What the rules of payments ask of an order."""

    functions: tuple[Function, ...]
    places: tuple[Places, ...]
    tags: bool

    @classmethod
    def of(cls, candidates: list[Candidate]) -> _Listens:
        """Everything that any of the rules asks for."""
        rules = [candidate.rule for candidate in candidates]
        functions = [rule.recipient for rule in rules if isinstance(rule.recipient, Function)]
        if any(rule.when.recipient_sold is not None for rule in rules):
            functions.append(Function.SELLING)
        places = {id(one.places): one.places for one in candidates if one.asks_orders}
        tags = any(rule.when.client_tag is not None for rule in rules)
        return cls(tuple(dict.fromkeys(functions)), tuple(places.values()), tags)


class Matcher:
    """Goes through the stream once for all schemes."""

    def __init__(self, world: World, schemes: Sequence[Scheme], through: Month) -> None:
        """Prepare the schemes that have rules, for events to the end of ``through``."""
        facts = world.facts
        self._world = world
        self._begin, self._last = facts.books_from.first, through.last
        self._since = history_from(facts, schemes)
        self._recipients = world.recipients
        self._clients = {client.id: client for client in facts.clients}
        self._anybody = Assigned(facts.assignments)
        self.plans = [Plan(scheme, facts, world) for scheme in sorted(schemes, key=lambda s: s.id) if scheme.versions]
        self._reminders: Reminders | None = None
        self._measured = measured(schemes)
        self._unheard = Matched(begin=date.max)
        self._listens: _Listens | None = None
        self._kinds: dict[tuple[object, ...], tuple[Terms, ...] | None] = {}

    @property
    def since(self) -> date:
        """The first day whose events are wanted."""
        return self._since

    @property
    def strands(self) -> frozenset[EventKind | Strand]:
        """What any rule listens to."""
        return frozenset(strand for plan in self.plans for strand in plan.strands())

    def measures(self, terms: Terms) -> bool:
        """Whether a table over a measure of the recipient follows the rule in any version of its scheme."""
        return (terms.scheme.id, terms.rule.key) in self._measured

    @property
    def bundles(self) -> bool:
        """Whether there may be contracts whose payments nothing but percentages are paid on (``calc.bundles``)."""
        schemes = [plan.scheme for plan in self.plans]
        overridden = any(rule.override for one in schemes for version in one.versions for rule in version.rules)
        return not overridden and all(len(scheme.versions) == 1 for scheme in schemes)

    def lasting_terms(self, order: Order) -> tuple[Terms, ...] | None:
        """What rules say of every payment of the order; None where they do not say the same of all, or say more.

        Orders of the same holders, place, service, client tags are of one kind, and each kind is asked once.
        """
        probe = _PROBE._replace(order=order, on=self._since)
        chosen = [(plan, candidate) for plan in self.plans for candidate in plan.rules_for(probe)]
        if self._listens is None:
            self._listens = _Listens.of([candidate for _, candidate in chosen])
        kind = self._kind(order, self._listens)
        if kind is None:
            return None
        if kind not in self._kinds:
            self._kinds[kind] = self._ask(chosen, probe)
        return self._kinds[kind]

    def _kind(self, order: Order, listens: _Listens) -> tuple[object, ...] | None:
        """Everything of the order that the rules may ask for; None where it changes from day to day."""
        recipients = self._recipients
        found: list[object] = [order.is_extension, order.service_kind]
        for function in listens.functions:
            found.append(recipients.of(order, function, self._since))
            if not recipients.lasting(order, function):
                return None
        if listens.tags:
            found.append(self._clients[order.client_id].tags)
        found.extend(places.of(order)[:2] for places in listens.places)
        return tuple(found)

    def _ask(self, chosen: list[tuple[Plan, Candidate]], probe: Event) -> tuple[Terms, ...] | None:
        found = []
        order_id = probe.order.id
        for plan, candidate in chosen:
            terms = self._judge(plan, candidate, probe, self._unheard)
            if order_id not in candidate.known:
                return None
            if terms is not None:
                if terms.alone is None or self.measures(terms):
                    return None
                found.append(terms)
        return tuple(found)

    def match(self, stream: Stream) -> Matched:
        """Everything that the rules catch from ``books_from`` on."""
        matched = Matched(begin=self._begin)
        originals: dict[str, list[Catch]] = defaultdict(list)
        events, taken_back = stream.events, stream.taken_back
        first = bisect_left(events, self._since, key=_day)
        for event in events[first : bisect_right(events, self._last, key=_day)]:
            if event.reversal is not None:
                self._take_back(event, event.reversal, originals, matched)
                continue
            caught = self._catch(event, matched, stream)
            if event.on < self._begin:
                matched.history += caught
            else:
                matched.catches += caught
            if taken_back and event.key in taken_back:
                originals[event.key] += caught
        return matched

    def _catch(self, event: Event, matched: Matched, stream: Stream) -> list[Catch]:
        caught: list[Catch] = []
        order_id = event.order.id
        for plan in self.plans:
            for candidate in plan.rules_for(event):
                known = candidate.known
                if order_id in known:
                    terms = known[order_id]
                elif isinstance(candidate.rule.recipient, Each):
                    caught.extend(self._each(plan, candidate, event, matched, stream))
                    continue
                else:
                    terms = self._judge(plan, candidate, event, matched)
                if terms is not None:
                    caught.append(Catch(event, terms))
        return caught

    def _judge(self, plan: Plan, candidate: Candidate, event: Event, matched: Matched) -> Terms | None:
        """The terms on the event's day; they are kept where no other day can have others."""
        order, rule = event.order, candidate.rule
        rate = self._rate(candidate, order)
        if rate is None:
            return None
        if candidate.eventful:
            place = candidate.places.of(order)
            if event_failure(rule.when, rate, event, place, self._world.bases) is not None:
                return None
        if candidate.pooled:
            pooled = candidate.terms(plan.scheme, rate, NOBODY, (), None)
            if not candidate.eventful:
                candidate.known[order.id] = pooled
            return pooled
        holders, lasting = self._holders(candidate, event, matched)
        if not holders.people:
            matched.note(NOBODY_HOLDS, event, str(rule.recipient), None)  # named people are never nobody
            return None
        paid, always = self._paid(plan, candidate, holders, event, matched)
        kept = self._terms(plan, candidate, event, rate, holders, paid)
        if lasting and always and not candidate.eventful:
            candidate.known[order.id] = kept
        return kept

    def _terms(
        self, plan: Plan, candidate: Candidate, event: Event, rate: Rate, holders: Holders, paid: tuple[int, ...]
    ) -> Terms | None:
        if not paid:
            return None
        alone = None
        if candidate.plain and len(holders.people) == 1:
            if isinstance(rate, Percent):
                alone = percentage(rate, 0)
            elif isinstance(rate, (ByOrder, Fading)):
                place = candidate.places.of(event.order)
                alone = percentage(rate, place.months_on(event.on) if uses_months(rate) else place.number)
        return candidate.terms(plan.scheme, rate, holders, paid, alone)

    def _rate(self, candidate: Candidate, order: Order) -> Rate | None:
        """The rate for the order; None, and kept, where the order itself is not caught."""
        rate = candidate.by_date.get(order.id)
        if rate is not None:
            return rate
        rule = candidate.rule
        if not candidate.asks_orders:
            return rule.rate
        rate, client = rate_for(rule, order), self._clients.get(order.client_id)
        if rate is None or (order.id and order_failure(rule, order, candidate.places.of(order), client) is not None):
            candidate.known[order.id] = None
            return None
        candidate.by_date[order.id] = rate
        return rate

    def _holders(self, candidate: Candidate, event: Event, matched: Matched) -> tuple[Holders, bool]:
        """Who holds the function, leavers replaced where the scheme says so; and whether so on every day."""
        rule, order, recipients = candidate.rule, event.order, self._recipients
        if not isinstance(rule.recipient, Function):
            members = rule.recipient.members if isinstance(rule.recipient, Named) else ()
            return recipients.named(members) if members else NOBODY, True
        if rule.event is EventKind.CLIENT_ANNIVERSARY:
            holders, lasting = recipients.of_client(order, rule.recipient, event.on), False
        else:
            holders = recipients.of(order, rule.recipient, event.on)
            lasting = recipients.lasting(order, rule.recipient)
        if candidate.version.terms.leaving is Leaving.NEW_HOLDER:
            if any(recipients.has_left(person_id, self._last) for person_id in holders.people):
                lasting = False
            if any(recipients.has_left(person_id, event.on) for person_id in holders.people):
                holders, lost = recipients.replaced(order, rule.recipient, holders, event.on)
                for person_id in lost:
                    matched.note(UNASSIGNED_LEAVER, event, rule.recipient.value, person_id)
        return holders, lasting

    def _paid(
        self, plan: Plan, candidate: Candidate, holders: Holders, event: Event, matched: Matched
    ) -> tuple[tuple[int, ...], bool]:
        """Who of the holders is paid, and whether that is so on every day that is asked for."""
        rule = candidate.rule
        sold = rule.when.recipient_sold
        sellers = self._recipients.sold(event.order) if sold is not None else ()
        paid = []
        lasting = True
        for place, person_id in enumerate(holders.people):
            if (sold is not None and (person_id in sellers) is not sold) or not self.reminded(rule, event, person_id):
                continue
            lasting = lasting and plan.assigned.lasting(person_id, self._since, self._last)
            stays, ever = self._stays(candidate, person_id, event.on)
            lasting = lasting and ever
            if not stays:
                continue
            if plan.assigned.holds(person_id, event.on):
                paid.append(place)
            elif person_id != STRANGER and not self._anybody.holds(person_id, event.on):
                lasting = False
                function = rule.recipient.value if isinstance(rule.recipient, Function) else ""
                matched.note(NO_SCHEME, event, function, person_id)
        return tuple(paid), lasting

    def stays(self, candidate: Candidate, person_id: int, day: date) -> bool:
        """Whether the scheme pays the person on ``day``, gone or not (SEMANTICS 6)."""
        return self._stays(candidate, person_id, day)[0]

    def _stays(self, candidate: Candidate, person_id: int, day: date) -> tuple[bool, bool]:
        """Whether a leaver is still paid on ``day`` (SEMANTICS 6), and whether no other day says otherwise."""
        terms = candidate.version.terms
        left_on = self._recipients.left_on(person_id)
        if left_on is None or terms.leaving is Leaving.KEEP:
            return True, True
        if terms.leaving is Leaving.KEEP_MONTHS:
            last = add_months(left_on, terms.leaving_months)
            return day <= last, self._last <= last
        return day <= left_on, self._last <= left_on

    def reminded(self, rule: Rule, event: Event, person_id: int) -> bool:
        """Whether the person meets the rule's condition on reminders."""
        wanted = rule.when.recipient_reminded
        if wanted is None:
            return True
        if self._reminders is None:
            self._reminders = _reminders(self._world)
        return self._reminders.made(event, person_id) is wanted

    def _each(
        self, plan: Plan, candidate: Candidate, event: Event, matched: Matched, stream: Stream
    ) -> Iterator[Catch]:
        """Everybody assigned on the month's last day, each with the own figure where the measure is one's own."""
        rule, strand = candidate.rule, event.strand
        everybody = self._recipients.equally(plan.assigned.people())
        for person_id in everybody.people:
            own = event
            if strand is not None and strand.function is not None:
                net_minor = stream.figures.own(strand.function, event.month, person_id)
                own = event._replace(net_minor=net_minor, gross_minor=net_minor, progress=(0, 0, net_minor, net_minor))
            place = candidate.places.of(own.order)
            if event_failure(rule.when, rule.rate, own, place, self._world.bases) is not None:
                continue
            if not plan.assigned.holds(person_id, event.on):
                continue
            holders = Holders((person_id,), (1,))
            paid, _ = self._paid(plan, candidate, holders, own, matched)
            terms = self._terms(plan, candidate, own, rule.rate, holders, paid)
            if terms is not None:
                yield Catch(own, terms)

    def _take_back(self, event: Event, reversal: Reversal, originals: dict[str, list[Catch]], matched: Matched) -> None:
        if reversal.of_on is None or (reversal.of_on < self._begin <= event.on):
            if event.on >= self._begin and any(plan.rules_for(event) for plan in self.plans):
                matched.note(REVERSAL_OF_HISTORY, event, "", None)
            return
        found = matched.catches if event.on >= self._begin else matched.history
        found.extend(
            catch._replace(event=event, of=Undone(catch, reversal))
            for catch in originals.get(reversal.of_key, ())
            if catch.event.strand == event.strand
        )


def _reminders(world: World) -> Reminders:
    rows: dict[tuple[int, int], date] = {}
    for row in world.facts.reminders:
        key = (row.invoice_id, row.person_id)
        rows[key] = min(rows.get(key, row.on_date), row.on_date)
    return Reminders(rows, {row.id: row.received_on for row in world.facts.allocations})


def _day(event: Event) -> date:
    return event.on
