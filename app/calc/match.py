"""Which events a rule catches, at which rate and for whom (SEMANTICS 5, 6, 8). Amounts come later, in ``rate``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.calc.conditions import Percentage, percentage, rate_for
from app.calc.events import Event, Reversal
from app.calc.facts import Facts
from app.calc.recipients import Assigned, Holders, Recipients
from app.calc.results import Unassigned
from app.calc.scheme import Deciding, EventKind, Fixed, Rate, Rule, Scheme, SchemeVersion, Tiers
from app.calc.stream import Stream
from app.kernel.period import Month

NOBODY_HOLDS = "nobody_holds"
"""A rule catches the event, and nobody holds the function."""
NO_SCHEME = "no_scheme"
"""``person_id`` holds the function and is paid by no scheme on that day."""
TWO_ASSIGNMENTS = "two_assignments"
"""``person_id`` is paid by two assignments at once; both pay."""
REVERSAL_OF_HISTORY = "reversal_of_history"
"""Takes back an event from before the books: a manual line of the director."""


class Terms(NamedTuple):
    """What a rule says of an order, the same for all events of the order on which the same people are paid."""

    scheme: Scheme
    version: int
    rule: Rule
    path: str
    """``scheme.rule``, as in the keys of lines."""
    rate: Rate
    holders: Holders
    paid: tuple[int, ...]
    """Which of the holders are paid, as places in ``holders``; the shares of the others stay with the firm."""
    alone: Percentage | None
    """Set where one percentage goes to one person and lateness takes nothing back: most lines of a firm."""


class Catch(NamedTuple):
    """An event caught by a rule. What takes back is caught as its original was."""

    event: Event
    terms: Terms
    of: Undone | None = None


class Undone(NamedTuple):
    """What a catch takes back: the original as it was caught, and how much of it."""

    original: Catch
    reversal: Reversal


@dataclass(slots=True)
class Matched:
    """Everything caught, in the order of events, and what nobody could earn."""

    catches: list[Catch] = field(default_factory=list)
    notes: list[tuple[date, Unassigned]] = field(default_factory=list)


class _Candidate:
    """One rule of one version with what is known of orders."""

    __slots__ = ("by_date", "known", "path", "rule", "version")

    def __init__(self, scheme: Scheme, version: int, rule: Rule) -> None:
        self.version = version
        self.rule = rule
        self.path = f"{scheme.key}.{rule.key}"
        self.known: dict[int, Terms | None] = {}
        """Orders of which the same holds on every day; None is not caught."""
        self.by_date: dict[int, Rate] = {}
        """Orders of which holders or assignments change, with their rate."""


class _Plan:
    """A scheme ready to be asked: which rules stand for an event and a signing date (SEMANTICS 8)."""

    def __init__(self, scheme: Scheme, facts: Facts) -> None:
        self.scheme = scheme
        self.assigned = Assigned(row for row in facts.assignments if row.scheme_id == scheme.id)
        self._candidates = {
            (version.number, rule.key): _Candidate(scheme, version.number, rule)
            for version in scheme.versions
            for rule in version.rules
        }
        self._known: dict[tuple[int, int], dict[EventKind, tuple[_Candidate, ...]]] = {}
        only = scheme.versions[0]
        self._single = self._choose(only, only) if len(scheme.versions) == 1 else None

    def rules_for(self, event: Event) -> tuple[_Candidate, ...]:
        """The rules of the event's kind that its dates choose."""
        if self._single is not None:
            return self._single.get(event.kind, ())
        on_event = self.scheme.version_on(event.on)
        on_signing = self.scheme.version_on(event.order.signed_on)
        pair = (on_event.number, on_signing.number)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._choose(on_event, on_signing)
        return known.get(event.kind, ())

    def _choose(self, on_event: SchemeVersion, on_signing: SchemeVersion) -> dict[EventKind, tuple[_Candidate, ...]]:
        """The rule of the event's version says which date decides; a rule it dropped lives on where signing decided."""
        now = {rule.key: rule for rule in on_event.rules}
        then = {rule.key: rule for rule in on_signing.rules}
        chosen: dict[EventKind, list[_Candidate]] = defaultdict(list)
        for key in [*now, *(key for key in then if key not in now)]:
            deciding = now[key].deciding if key in now else Deciding.SIGNING
            version, rules = (on_event, now) if deciding is Deciding.EVENT else (on_signing, then)
            dropped = key not in now and then[key].deciding is Deciding.EVENT
            if key in rules and not dropped:
                candidate = self._candidates[version.number, key]
                chosen[candidate.rule.event].append(candidate)
        return {kind: tuple(rules) for kind, rules in chosen.items()}


class Matcher:
    """Goes through the stream once for all schemes."""

    def __init__(self, facts: Facts, schemes: Iterable[Scheme]) -> None:
        """Prepare the schemes that have rules."""
        self._begin = self._last = facts.books_from.first
        self.recipients = Recipients(facts)
        self._anybody = Assigned(facts.assignments)
        self._plans = [_Plan(scheme, facts) for scheme in sorted(schemes, key=lambda s: s.id) if scheme.versions]
        self._noted: set[tuple[str, str, str, int | None]] = set()

    @property
    def kinds(self) -> frozenset[EventKind]:
        """The kinds of events that any rule asks for."""
        return frozenset(
            rule.event for plan in self._plans for version in plan.scheme.versions for rule in version.rules
        )

    def match(self, stream: Stream, through: Month) -> Matched:
        """Everything that the rules catch from ``books_from`` to the end of ``through``."""
        matched = Matched()
        self._last = through.last
        originals: dict[str, list[Catch]] = defaultdict(list)
        events, taken_back = stream.events, stream.taken_back
        first = bisect_left(events, self._begin, key=_day)
        for event in events[first : bisect_right(events, self._last, key=_day)]:
            if event.reversal is not None:
                self._take_back(event, event.reversal, originals, matched)
                continue
            caught = self._catch(event, matched)
            matched.catches += caught
            if taken_back and event.key in taken_back:
                originals[event.key] = caught
        return matched

    def _catch(self, event: Event, matched: Matched) -> list[Catch]:
        caught: list[Catch] = []
        order_id = event.order.id
        for plan in self._plans:
            for candidate in plan.rules_for(event):
                known = candidate.known
                terms = known[order_id] if order_id in known else self._judge(plan, candidate, event, matched)
                if terms is not None:
                    caught.append(Catch(event, terms))
        return caught

    def _judge(self, plan: _Plan, candidate: _Candidate, event: Event, matched: Matched) -> Terms | None:
        """The terms on the event's day; they are kept where no other day can have others."""
        order, rule = event.order, candidate.rule
        rate = candidate.by_date.get(order.id) or rate_for(rule, order)
        if rate is None:
            candidate.known[order.id] = None
            return None
        candidate.by_date[order.id] = rate
        holders = self.recipients.of(order, rule.recipient, event.on)
        if not holders.people:
            self._note(matched, NOBODY_HOLDS, event, rule.recipient, None)
            return None
        paid, lasting = self._paid(plan, rule, holders, event, matched)
        terms = None
        if paid:
            alone = None
            if not isinstance(rate, (Fixed, Tiers)) and not rule.late and len(holders.people) == 1:
                alone = percentage(rate, order)
            terms = Terms(plan.scheme, candidate.version, rule, candidate.path, rate, holders, paid, alone)
        if lasting and self.recipients.lasting(order, rule.recipient):
            candidate.known[order.id] = terms
        return terms

    def _paid(
        self, plan: _Plan, rule: Rule, holders: Holders, event: Event, matched: Matched
    ) -> tuple[tuple[int, ...], bool]:
        """Who of the holders is paid, and whether that is so on every day that is asked for."""
        sold = rule.when.recipient_sold
        sellers = self.recipients.sold(event.order) if sold is not None else ()
        paid = []
        lasting = True
        for place, person_id in enumerate(holders.people):
            if sold is not None and (person_id in sellers) is not sold:
                continue
            lasting = lasting and plan.assigned.lasting(person_id, self._begin, self._last)
            if plan.assigned.holds(person_id, event.on):
                paid.append(place)
            elif not self._anybody.holds(person_id, event.on):
                lasting = False
                self._note(matched, NO_SCHEME, event, rule.recipient, person_id)
        return tuple(paid), lasting

    def _take_back(self, event: Event, reversal: Reversal, originals: dict[str, list[Catch]], matched: Matched) -> None:
        if reversal.of_on is None or reversal.of_on < self._begin:
            if any(plan.rules_for(event) for plan in self._plans):
                self._note(matched, REVERSAL_OF_HISTORY, event, "", None)
            return
        matched.catches.extend(
            catch._replace(event=event, of=Undone(catch, reversal)) for catch in originals.get(reversal.of_key, ())
        )

    def _note(self, matched: Matched, code: str, event: Event, function: str, person_id: int | None) -> None:
        key = (code, event.key, function, person_id)
        if key not in self._noted:
            self._noted.add(key)
            matched.notes.append((event.on, Unassigned(code, event.key, event.order.id, function, person_id)))


def _day(event: Event) -> date:
    return event.on
