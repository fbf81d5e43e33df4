"""Every line that a firm's schemes earn, from SEMANTICS 3, 4, 5, 6 and 8, as plainly as it can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.calc.facts import Facts
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Deciding,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rate,
    Rule,
    Scheme,
    SchemeVersion,
)
from app.calc.tables import Measure, TierMode, Tiers
from app.kernel.period import Month
from tests.calc.second.happenings import Happening
from tests.calc.second.numbers import tidied
from tests.calc.second.receivers import assigned, holders, sold
from tests.calc.second.rounding import MILLION, nearest, shared
from tests.calc.second.stream import happenings
from tests.calc.second.tables import keeps, rate_for_all, slices


@dataclass(frozen=True)
class Key:
    """What names a line in both implementations."""

    person: int
    rule: str
    source: str
    part: str


@dataclass(frozen=True)
class Line:
    """A line's day, the month it is paid in, and its amount."""

    on: date
    pay_month: Month
    amount: int
    base: int = 0


@dataclass(frozen=True)
class Catch:
    """A rule that catches a happening, with the table or rate that applies."""

    happening: Happening
    scheme: Scheme
    rule: Rule
    rate: Rate
    recipients: tuple[tuple[int, int], ...]
    paid: frozenset[int]

    @property
    def name(self) -> str:
        """Scheme and rule."""
        return f"{self.scheme.key}.{self.rule.key}"

    @property
    def in_month(self) -> bool:
        """Whether the rate is read by the recipient's month."""
        return isinstance(self.rate, Tiers) and self.rate.measure is Measure.MONTH_TOTAL


@dataclass
class Book:
    """What is known while lines are made."""

    facts: Facts
    stream: list[Happening]
    catches: dict[str, list[Catch]] = field(default_factory=dict)
    lines: dict[Key, Line] = field(default_factory=dict)

    def write(self, catch: Catch, row: Happening, person: int, part: str, amount: int, base: int = 0) -> None:
        """Stores one line."""
        month = Month.of(row.on)
        key = Key(person, catch.name, row.source, part)
        self.lines[key] = Line(row.on, month.plus(catch.rule.pay_after_months), amount, base)


def lines(facts: Facts, schemes: Sequence[Scheme], through: Month) -> dict[Key, Line]:
    """All lines of events from the beginning of the books through the month."""
    facts = tidied(facts)
    stream = [row for row in happenings(facts) if Month.of(row.on) <= through]
    book = Book(facts, stream)
    for row in stream:
        if row.undoes is None and Month.of(row.on) >= facts.books_from:
            book.catches[row.source] = [caught for scheme in schemes for caught in _catches(facts, scheme, row)]
    for row in stream:
        for catch in book.catches.get(row.source, []):
            if not catch.in_month:
                _by_event(book, catch)
    _by_month(book)
    for row in stream:
        if row.undoes is not None:
            _mirror(book, row)
    return {key: line for key, line in book.lines.items() if line.amount or line.base}


def _catches(facts: Facts, scheme: Scheme, row: Happening) -> list[Catch]:
    found = []
    for version in scheme.versions:
        for rule in version.rules:
            if rule.event is not row.event or not _decides(scheme, version, rule, row):
                continue
            rate = _rate_if_caught(rule, row)
            if rate is None:
                continue
            recipients = holders(facts, row.contract, rule.recipient, row.on)
            paid = frozenset(
                person
                for person, _ in recipients
                if assigned(facts, scheme.id, person, row.on) and _is_meant(facts, rule.when, row, person)
            )
            if recipients:
                found.append(Catch(row, scheme, rule, rate, tuple(recipients), paid))
    return found


def _decides(scheme: Scheme, version: SchemeVersion, rule: Rule, row: Happening) -> bool:
    """The rule of the event's version says which date decides; one that it dropped lives on where signing decided."""
    now = scheme.version_on(row.on)
    deciding = next((other.deciding for other in now.rules if other.key == rule.key), Deciding.SIGNING)
    if all(other.key != rule.key for other in now.rules) and rule.deciding is Deciding.EVENT:
        return False
    return scheme.version_on(row.on if deciding is Deciding.EVENT else row.contract.signed_on) is version


def _is_meant(facts: Facts, when: Conditions, row: Happening, person: int) -> bool:
    return when.recipient_sold is None or when.recipient_sold == sold(facts, row.contract, person)


def _rate_if_caught(rule: Rule, row: Happening) -> Rate | None:
    when, contract = rule.when, row.contract
    extension = contract.extends_id is not None
    kind = OrderKind.EXTENSION if extension else OrderKind.FIRST if contract.order_number == 1 else OrderKind.REPEAT
    if contract.order_number == 0 and (when.order_number is not None or isinstance(rule.rate, ByOrder | Fading)):
        return None
    if when.order_kinds is not None and (kind not in when.order_kinds or contract.order_number == 0):
        return None
    if when.service_kind is not None and when.service_kind != contract.service_kind:
        return None
    if when.order_number is not None and not when.order_number.holds(contract.order_number):
        return None
    if extension and when.extensions is Extensions.NONE:
        return None
    if extension and when.extensions is Extensions.SEPARATE_RATE:
        return rule.extension_rate
    return rule.rate


def _base(catch: Catch, row: Happening) -> int:
    amounts = {Base.NET: row.net, Base.GROSS: row.gross, Base.MARGIN: row.margin}
    return row.price.of(amounts[catch.rule.base])


def _by_event(book: Book, catch: Catch) -> None:
    """SEMANTICS 9: rate, late, each on the whole amount and each then split."""
    row = catch.happening
    exact, line = _whole(catch, row)
    kept = keeps(catch.rule.late, row.days_late)
    late = 0 if kept is None else nearest(exact * kept) - line
    weights = [weight for _, weight in catch.recipients]
    mains, lates = shared(line, weights), shared(late, weights)
    bases = shared(_base(catch, row), weights)
    for (person, _), main_part, late_part, base in zip(catch.recipients, mains, lates, bases, strict=True):
        if person in catch.paid:
            book.write(catch, row, person, "main", main_part, base)
            book.write(catch, row, person, "late", late_part)


def _whole(catch: Catch, row: Happening) -> tuple[Fraction, int]:
    """The exact amount and the line before it is split."""
    if isinstance(catch.rate, Fixed):
        total = Fraction(catch.rate.amount_minor)
        if row.event is EventKind.PAYMENT_RECEIVED:
            exact = total * (row.reached - row.reached_before)
            return exact, nearest(total * row.reached) - nearest(total * row.reached_before)
        once = Fraction(0) if row.adds else total
        return once, nearest(once)
    if isinstance(catch.rate, Tiers) and row.adds and row.event is not EventKind.INVOICE_SETTLED:
        before, now = row.price.of(row.whole_before), row.price.of(row.whole)
        exact = table_gives(catch.rate, now) - table_gives(catch.rate, before)
        return exact, nearest(exact)
    exact = _base(catch, row) * _ratio(catch, row)
    return exact, nearest(exact)


def table_gives(rate: Tiers, amount: int) -> Fraction:
    """What a table over this amount gives for the whole of it."""
    if rate.mode is TierMode.WHOLE:
        return amount * rate_for_all(rate.bands, amount)
    return slices(rate.bands, amount)


def _ratio(catch: Catch, row: Happening) -> Fraction:
    rate, number = catch.rate, row.contract.order_number
    if isinstance(rate, Percent):
        return Fraction(rate.rate_ppm, MILLION)
    if isinstance(rate, ByOrder):
        return Fraction(rate.rates_ppm[min(number, len(rate.rates_ppm)) - 1], MILLION)
    if isinstance(rate, Fading):
        return Fraction(max(rate.start_ppm - rate.step_ppm * (number - 1), rate.floor_ppm), MILLION)
    assert isinstance(rate, Tiers)
    net = row.price.of(row.whole)
    if net <= 0:
        net = _base(catch, row)
    if rate.mode is TierMode.WHOLE:
        return rate_for_all(rate.bands, net)
    return slices(rate.bands, net) / net if net else rate_for_all(rate.bands, 0)


@dataclass(frozen=True)
class _Share:
    """One person's share of one event under a table over the month; or of its reversal in the same month."""

    row: Happening
    catch: Catch
    person: int
    base: int


def _by_month(book: Book) -> None:
    shares = []
    for row in book.stream:
        for catch in book.catches.get(row.source if row.undoes is None else row.undoes, []):
            if row.undoes is None or _same_month(catch, row):
                shares += _shares(catch, row)
    for owner in sorted({(share.person, share.catch.name, Month.of(share.row.on)) for share in shares}):
        mine = [s for s in shares if (s.person, s.catch.name, Month.of(s.row.on)) == owner]
        total = sum(share.base for share in mine)
        reached = 0
        for share in mine:
            before, reached = reached, reached + share.base
            if share.catch.in_month:
                _rate_share(book, share, before, (reached, total))


def _same_month(catch: Catch, row: Happening) -> bool:
    return Month.of(catch.happening.on) == Month.of(row.on)


def _shares(catch: Catch, row: Happening) -> list[_Share]:
    weights = [weight for _, weight in catch.recipients]
    parts = shared(_base(catch, row), weights)
    people = [person for person, _ in catch.recipients]
    return [_Share(row, catch, p, part) for p, part in zip(people, parts, strict=True) if p in catch.paid]


def _rate_share(book: Book, share: _Share, before: int, reached: tuple[int, int]) -> None:
    table = share.catch.rate
    assert isinstance(table, Tiers)
    after, at_month_end = reached
    if table.mode is TierMode.WHOLE:
        exact = share.base * rate_for_all(table.bands, at_month_end)
        line = nearest(exact)
    else:
        exact = slices(table.bands, after) - slices(table.bands, before)
        line = nearest(slices(table.bands, after)) - nearest(slices(table.bands, before))
    book.write(share.catch, share.row, share.person, "main", line, share.base)
    kept = keeps(share.catch.rule.late, share.row.days_late)
    if share.row.undoes is None and kept is not None:
        book.write(share.catch, share.row, share.person, "late", nearest(exact * kept) - line)


def _mirror(book: Book, row: Happening) -> None:
    """SEMANTICS 3: −(R(original × reversed / amount) − reversed so far), to whoever was paid."""
    assert row.undoes is not None
    for catch in book.catches.get(row.undoes, []):
        for person in catch.paid:
            for part in ("main", "late"):
                original = book.lines.get(Key(person, catch.name, row.undoes, part))
                if original is None or (part == "main" and catch.in_month and _same_month(catch, row)):
                    continue
                amount = nearest(original.amount * row.taken_before) - nearest(original.amount * row.taken)
                base = nearest(original.base * row.taken_before) - nearest(original.base * row.taken)
                book.write(catch, row, person, part, amount, base)
