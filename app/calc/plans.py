"""Schemes ready to be asked: which rules stand for an event, by its strand and its deciding date (SEMANTICS 8)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from app.calc.conditions import Percentage, asks_events, asks_orders
from app.calc.events import Event, Strand, strand_of
from app.calc.facts import Facts
from app.calc.match_terms import Terms
from app.calc.places import Places
from app.calc.recipients import Assigned, Holders
from app.calc.scheme import Deciding, EventKind, Limits, Pool, Rate, Rule, Scheme, SchemeVersion
from app.calc.stream import World

_OF_PERIODS = frozenset({EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END})


class Candidate:
    """One rule of one version with what is known of orders."""

    __slots__ = (
        "_terms",
        "asks_orders",
        "by_date",
        "eventful",
        "known",
        "path",
        "places",
        "plain",
        "pooled",
        "rule",
        "version",
    )

    def __init__(self, scheme: Scheme, version: SchemeVersion, rule: Rule, places: Places) -> None:
        """Nothing is known yet."""
        self.version = version
        self.rule = rule
        self.places = places
        self.path = f"{scheme.key}.{rule.key}"
        self.eventful = asks_events(rule) or rule.event in _OF_PERIODS
        """Each event has to be asked."""
        self.asks_orders = asks_orders(rule)
        self.pooled = isinstance(rule.recipient, Pool)
        self.plain = _is_plain(rule)
        self.known: dict[int, Terms | None] = {}
        """Orders of which the same holds on every day; None is not caught."""
        self.by_date: dict[int, Rate] = {}
        """Orders of which holders, assignments or events decide, with their rate."""
        self._terms: dict[tuple[int, Holders, tuple[int, ...], Percentage | None], Terms] = {}

    def terms(
        self, scheme: Scheme, rate: Rate, holders: Holders, paid: tuple[int, ...], alone: Percentage | None
    ) -> Terms:
        """The terms for these holders at this rate, made once."""
        key = (id(rate), holders, paid, alone)
        known = self._terms.get(key)
        if known is None:
            known = self._terms[key] = Terms(
                scheme, self.version.number, self.rule, self.path, rate, self.places, holders, paid, alone
            )
        return known


def _is_plain(rule: Rule) -> bool:
    """Whether nothing limits, reduces or holds the rule's lines: they may go the short way."""
    held = rule.hold_back is not None or rule.per_period is not None
    return not (rule.late or held or rule.per_event != Limits())


Candidates = tuple[Candidate, ...]


class Plan:
    """A scheme ready to be asked."""

    def __init__(self, scheme: Scheme, facts: Facts, world: World) -> None:
        """Make a candidate of every rule but overrides, which are paid on lines and not on events."""
        self.scheme = scheme
        self.assigned = Assigned(row for row in facts.assignments if row.scheme_id == scheme.id)
        self._candidates = {
            (version.number, rule.key): Candidate(
                scheme, version, rule, world.places(version.terms.silence_months, rule.won_by)
            )
            for version in scheme.versions
            for rule in version.rules
            if rule.override is None
        }
        self._known: dict[tuple[int, int], dict[EventKind | Strand, Candidates]] = {}
        only = scheme.versions[0]
        self._single = self._choose(only, only) if len(scheme.versions) == 1 else None

    def strands(self) -> frozenset[EventKind | Strand]:
        """What any rule of any version listens to."""
        return frozenset(strand_of(one.rule, one.version.terms) for one in self._candidates.values())

    def rules_for(self, event: Event) -> Candidates:
        """The rules that listen to the event and that its dates choose."""
        strand = event.strand or event.kind
        if self._single is not None:
            return self._single.get(strand, ())
        return self.rules_between(event.on, event.order.signed_on if event.order.id else event.on).get(strand, ())

    def rules_between(self, on: date, signed_on: date) -> dict[EventKind | Strand, Candidates]:
        """The rules that an event's day and a signing day choose, by strand."""
        on_event, on_signing = self.scheme.version_on(on), self.scheme.version_on(signed_on)
        pair = (on_event.number, on_signing.number)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._choose(on_event, on_signing)
        return known

    def _choose(self, on_event: SchemeVersion, on_signing: SchemeVersion) -> dict[EventKind | Strand, Candidates]:
        """The rule of the event's version says which date decides; a rule it dropped lives on where signing decided."""
        now = {rule.key: rule for rule in on_event.rules}
        then = {rule.key: rule for rule in on_signing.rules}
        chosen: dict[EventKind | Strand, list[Candidate]] = defaultdict(list)
        for key in [*now, *(key for key in then if key not in now)]:
            deciding = now[key].deciding if key in now else Deciding.SIGNING
            version, rules = (on_event, now) if deciding is Deciding.EVENT else (on_signing, then)
            dropped = key not in now and then[key].deciding is Deciding.EVENT
            candidate = self._candidates.get((version.number, key))
            if key in rules and not dropped and candidate is not None:
                chosen[strand_of(candidate.rule, candidate.version.terms)].append(candidate)
        return {strand: tuple(rules) for strand, rules in chosen.items()}
