"""What a rule catches, for whom, at which rate (SEMANTICS 5, 6 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.calc.facts import Facts, Function
from app.calc.scheme import (
    ByOrder,
    Counter,
    Deciding,
    Each,
    EventKind,
    Extensions,
    Fading,
    Leaving,
    Named,
    PeriodMeasure,
    Pool,
    Rate,
    Rule,
    Scheme,
    SchemeTerms,
    SchemeVersion,
)
from app.calc.tables import PERSONAL, Measure, Tiers
from app.kernel.ids import natural_key
from app.kernel.period import Month, add_months
from tests.calc.second import marks
from tests.calc.second.happenings import Firm, Happening
from tests.calc.second.lives import Lives, Place, Setting
from tests.calc.second.numbers import tidied
from tests.calc.second.receivers import assigned, holders, sold
from tests.calc.second.stream import happenings

Part = tuple[int, int]
"""A person and the weight; person 0: a staff number that nobody has."""


@dataclass
class World:
    """The facts with every stream that rules may listen to."""

    facts: Facts
    through: Month
    firm: Firm = field(init=False)
    lives: Lives = field(init=False)
    plain: list[Happening] = field(init=False)
    streams: dict[object, list[Happening]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = tidied(self.facts)
        self.firm, self.lives = Firm(self.facts), Lives(self.facts)
        self.plain = happenings(self.facts)

    def stream(self, rule: Rule, terms: SchemeTerms) -> list[Happening]:
        """What the rule listens to, to the end of the last month."""
        event, setting = rule.event, Setting(terms.silence_months, rule.won_by)
        key: object = event
        if event is EventKind.PAYMENT_RECEIVED and rule.paid_and_accepted:
            key = "both"
        elif event is EventKind.PAYMENT_RECEIVED and rule.full_payment:
            key = EventKind.INVOICE_SETTLED
        elif event in {EventKind.CLIENT_WON, EventKind.CLIENT_ANNIVERSARY}:
            key = (event, setting)
        elif event is EventKind.PERIOD_END:
            key = (rule.measure, rule.measured_by if rule.measure is PeriodMeasure.OWN_RECEIPTS else None)
        if key not in self.streams:
            rows = self._rows(rule, key, setting)
            self.streams[key] = [row for row in rows if Month.of(row.on) <= self.through]
        return self.streams[key]

    def _rows(self, rule: Rule, key: object, setting: Setting) -> list[Happening]:
        if key == "both":
            return marks.gated(self.firm)
        if rule.event is EventKind.CLIENT_WON:
            return marks.won(self.firm, self.lives, setting)
        if rule.event is EventKind.CLIENT_ANNIVERSARY:
            return marks.anniversaries(self.firm, self.lives, setting, self.through.last)
        if rule.event is EventKind.PERIOD_END and rule.measure is not None:
            own = rule.measured_by if rule.measure is PeriodMeasure.OWN_RECEIPTS else None
            return marks.month_ends(self.firm, rule.measure, own, self.through)
        return [row for row in self.plain if row.event is key]


@dataclass(frozen=True)
class Catch:
    """A rule that catches a happening for somebody; ``of`` is the original of what takes back."""

    row: Happening
    scheme: Scheme
    version: SchemeVersion
    rule: Rule
    rate: Rate
    number: int
    """Which order or month a list of rates is read by."""
    parts: tuple[Part, ...]
    paid: frozenset[int]
    of: Catch | None = None

    @property
    def name(self) -> str:
        """Scheme and rule."""
        return f"{self.scheme.key}.{self.rule.key}"

    @property
    def month(self) -> Month:
        """The month of the happening."""
        return Month.of(self.row.on)

    @property
    def weights(self) -> list[int]:
        """Of everybody who shares."""
        return [weight for _, weight in self.parts]

    @property
    def personal(self) -> Measure | None:
        """The recipient's measure that the rate is a table over."""
        if isinstance(self.rate, Tiers) and self.rate.measure in PERSONAL:
            return self.rate.measure
        return None


def catches(world: World, scheme: Scheme, since: date) -> list[Catch]:
    """Everything that the rules of a scheme catch from ``since`` on, and what takes it back; in order."""
    found: list[Catch] = []
    for version in scheme.versions:
        for rule in version.rules:
            if rule.override is None:
                found += _of_rule(world, scheme, version, rule, since)
    return sorted(found, key=lambda catch: catch.row.turn)


def _of_rule(world: World, scheme: Scheme, version: SchemeVersion, rule: Rule, since: date) -> list[Catch]:
    found: dict[str, list[Catch]] = {}
    done: list[Catch] = []
    begin = world.facts.books_from.first
    for row in sorted(world.stream(rule, version.terms), key=lambda row: row.turn):
        if row.on < since:
            continue
        if row.undoes is None:
            if decides(scheme, version, rule, row):
                found[row.source] = _caught(world, scheme, version, rule, row)
                done += found[row.source]
            continue
        for original in found.get(row.undoes, []):
            if not original.row.on < begin <= row.on:
                done.append(replace(original, row=row, of=original))
    return done


def decides(scheme: Scheme, version: SchemeVersion, rule: Rule, row: Happening) -> bool:
    """The rule of the event's version says which date decides; one that it dropped lives on where signing decided."""
    now = scheme.version_on(row.on)
    deciding = next((other.deciding for other in now.rules if other.key == rule.key), Deciding.SIGNING)
    if all(other.key != rule.key for other in now.rules) and rule.deciding is Deciding.EVENT:
        return False
    signed_on = row.contract.signed_on if row.contract.id else row.on
    return scheme.version_on(row.on if deciding is Deciding.EVENT else signed_on) is version


def _caught(world: World, scheme: Scheme, version: SchemeVersion, rule: Rule, row: Happening) -> list[Catch]:
    if isinstance(rule.recipient, Each):
        everybody = staff_order(world.facts, {a.person_id for a in world.facts.assignments if a.scheme_id == scheme.id})
        made = [
            _one(world, (scheme, version, rule), _own(world, rule, row, person), ((person, 1),)) for person in everybody
        ]
    else:
        made = [_one(world, (scheme, version, rule), row, recipients(world, version.terms, rule, row))]
    return [catch for catch in made if catch is not None]


def _own(world: World, rule: Rule, row: Happening, person: int) -> Happening:
    if rule.measure is not PeriodMeasure.OWN_RECEIPTS:
        return row
    return marks.month_end(Month.of(row.on), marks.own_receipts(world.firm, rule.measured_by, person, Month.of(row.on)))


def _one(
    world: World, what: tuple[Scheme, SchemeVersion, Rule], row: Happening, parts: tuple[Part, ...]
) -> Catch | None:
    scheme, version, rule = what
    place = place_of(world, version.terms, rule, row)
    rate = rate_if_meant(world, rule, row, place)
    if rate is None:
        return None
    number = place.months(row.on) if _by_months(rate) else place.number
    if isinstance(rule.recipient, Pool):
        return Catch(row, scheme, version, rule, rate, number, (), frozenset())
    paid = frozenset(
        person
        for person, _ in parts
        if person
        and assigned(world.facts, scheme.id, person, row.on)
        and _person_is_meant(world, rule, row, person)
        and stays(world, version.terms, person, row.on)
    )
    return Catch(row, scheme, version, rule, rate, number, parts, paid) if paid else None


def place_of(world: World, terms: SchemeTerms, rule: Rule, row: Happening) -> Place:
    """The order's place inside the scheme."""
    if not row.contract.id:
        return Place(0, None, None)
    return world.lives.place(row.contract, Setting(terms.silence_months, rule.won_by))


def recipients(world: World, terms: SchemeTerms, rule: Rule, row: Happening) -> tuple[Part, ...]:
    """Who shares, by staff number."""
    who = rule.recipient
    if isinstance(who, Named):
        return named(world.facts, who)
    if not isinstance(who, Function):
        return ()
    if rule.event is EventKind.CLIENT_ANNIVERSARY:
        parts = _clients_holder(world.facts, row, who)
    else:
        parts = holders(world.facts, row.contract, who, row.on)
    if terms.leaving is Leaving.NEW_HOLDER:
        parts = _with_new_holders(world.facts, row, who, parts)
    return tuple(parts)


def named(facts: Facts, who: Named | Pool) -> tuple[Part, ...]:
    """By staff number; a number that nobody has keeps its share."""
    ids = {person.staff_no_key: person.id for person in facts.people}
    rows = sorted((natural_key(m.staff_no), m.weight) for m in who.members)
    return tuple((ids.get(key, 0), weight) for key, weight in rows)


def staff_order(facts: Facts, people: set[int]) -> list[int]:
    """By staff number."""
    return [person.id for person in sorted(facts.people, key=lambda p: p.staff_no_key) if person.id in people]


def _clients_holder(facts: Facts, row: Happening, function: Function) -> list[Part]:
    moves = [
        m
        for m in facts.handovers
        if m.client_id == row.contract.client_id and m.function == function and m.on_date <= row.on
    ]
    if moves:
        return [(max(moves, key=lambda move: move.on_date).person_id, 1)]
    client = next(client for client in facts.clients if client.id == row.contract.client_id)
    if function is Function.FINDING and client.found_by is not None:
        return [(client.found_by, 1)]
    number = {person.id: person.staff_no_key for person in facts.people}
    parts = [(r.person_id, r.weight) for r in facts.roles if (r.contract_id, r.function) == (row.contract.id, function)]
    return sorted(parts, key=lambda part: number[part[0]])


def _with_new_holders(facts: Facts, row: Happening, function: Function, parts: list[Part]) -> list[Part]:
    left = {person.id: person.left_on for person in facts.people}

    def gone(person: int) -> bool:
        day = left.get(person)
        return day is not None and row.on > day

    moves = [
        m
        for m in facts.handovers
        if m.client_id == row.contract.client_id
        and m.function == function
        and m.on_date <= row.on
        and not gone(m.person_id)
    ]
    taker = max(moves, key=lambda move: move.on_date).person_id if moves else None
    weights: dict[int, int] = {}
    for person, weight in parts:
        holder = taker if gone(person) and taker is not None else person
        weights[holder] = weights.get(holder, 0) + weight
    return [(person, weights[person]) for person in staff_order(facts, set(weights))]


def stays(world: World, terms: SchemeTerms, person: int, day: date) -> bool:
    """Whether a leaver is still paid."""
    left_on = next((p.left_on for p in world.facts.people if p.id == person), None)
    if left_on is None or terms.leaving is Leaving.KEEP:
        return True
    if terms.leaving is Leaving.KEEP_MONTHS:
        return day <= add_months(left_on, terms.leaving_months)
    return day <= left_on


def _person_is_meant(world: World, rule: Rule, row: Happening, person: int) -> bool:
    when = rule.when
    if when.recipient_sold is not None and when.recipient_sold is not sold(world.facts, row.contract, person):
        return False
    if when.recipient_reminded is None:
        return True
    came = row.on
    if row.source.startswith("allocation:"):
        came = next(a.received_on for a in world.facts.allocations if f"allocation:{a.id}" == row.source)
    made = row.invoice is not None and any(
        r.invoice_id == row.invoice.id and r.person_id == person and r.on_date < came for r in world.facts.reminders
    )
    return made is when.recipient_reminded


def rate_if_meant(world: World, rule: Rule, row: Happening, place: Place) -> Rate | None:
    """The rate, where order and event meet the conditions."""
    when, contract = rule.when, row.contract
    by_number = isinstance(rule.rate, ByOrder | Fading) and rule.rate.by is Counter.ORDER
    if contract.id:
        if place.number < 1 and (when.order_number is not None or by_number):
            return None
        if when.order_number is not None and not when.order_number.holds(place.number):
            return None
        if when.order_kinds is not None and place.kind not in when.order_kinds:
            return None
        if when.service_kind is not None and when.service_kind != contract.service_kind:
            return None
        if when.client_tag is not None:
            client = next(c for c in world.facts.clients if c.id == contract.client_id)
            if when.client_tag not in client.tags:
                return None
    rate: Rate | None = rule.rate
    if contract.extends_id is not None and when.extensions is Extensions.NONE:
        return None
    if contract.extends_id is not None and when.extensions is Extensions.SEPARATE_RATE:
        rate = rule.extension_rate
    return rate if rate is not None and _event_is_meant(world, rule, rate, row, place) else None


def _event_is_meant(world: World, rule: Rule, rate: Rate, row: Happening, place: Place) -> bool:
    when = rule.when
    if when.months_since_won is not None or _by_months(rate):
        months = place.months(row.on)
        if months < 1 or (when.months_since_won is not None and not when.months_since_won.holds(months)):
            return False
    if when.amount_minor is not None and not when.amount_minor.holds(_asked_amount(world, row)):
        return False
    if when.days_late is not None and (row.days_late is None or not when.days_late.holds(row.days_late)):
        return False
    return when.campaign is None or when.campaign.holds(row.on)


def _asked_amount(world: World, row: Happening) -> int:
    if row.event in {EventKind.CLIENT_ANNIVERSARY, EventKind.PERIOD_END}:
        return row.net
    day = row.contract.signed_on if row.event in {EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON} else row.on
    return world.firm.price(row.contract, day).of(world.firm.net_on(row.contract, row.on))


def _by_months(rate: Rate) -> bool:
    return isinstance(rate, ByOrder | Fading) and rate.by is Counter.MONTH


def people_with(parts: Sequence[Part]) -> list[int]:
    """Just the people."""
    return [person for person, _ in parts]
