"""The lines of one rule, month by month: amounts, limits, lateness, shares, reversals, catch-ups (SEMANTICS 2–4, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.calc.scheme import ByOrder, EventKind, Fading, Fixed, Limits, Percent, PeriodLimits, PerUnit, Pool
from app.calc.tables import COUNTS, Measure, TierMode, Tiers
from app.kernel.period import Month
from tests.calc.second.catching import Catch, people_with
from tests.calc.second.entries import Given, Out, Slot, back
from tests.calc.second.levels import Levels, Period, calendar
from tests.calc.second.rounding import MILLION, nearest, shared
from tests.calc.second.tables import keeps, rate_for_all, slices

ONE = Fraction(1)
SIGNING = (EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON)


@dataclass
class Ledger(Levels):
    """One rule of one scheme, in all its versions."""

    out: list[Out] = field(default_factory=list)
    given: dict[tuple[str, int, str], Given] = field(default_factory=dict)
    whole_given: dict[str, int] = field(default_factory=dict)
    unlimited: dict[tuple[str, int], int] = field(default_factory=dict)
    """What recipients' tables gave originals, before a limit per event."""
    per_event: dict[tuple[str, int], int] = field(default_factory=dict)
    capped: dict[tuple[int, Period], int] = field(default_factory=dict)
    summed: dict[tuple[int, Period], int] = field(default_factory=dict)
    last: dict[tuple[int, Period], tuple[PeriodLimits, Out]] = field(default_factory=dict)
    """The limits that the last line of a period came under."""
    slots: list[Slot] = field(default_factory=list)
    mirrored: dict[tuple[str, int], int] = field(default_factory=dict)
    pools: dict[tuple[int, Month], list[tuple[Catch, Fraction, int]]] = field(default_factory=dict)
    pooled: dict[str, Fraction] = field(default_factory=dict)

    def work(self, through: Month) -> list[Out]:
        """All lines."""
        month = self.world.facts.books_from
        while month <= through:
            owed = list(self._catch_ups(month))
            for at, catch in enumerate(self.catches):
                if catch.month == month:
                    self._event(at, catch)
            for line, slot in owed:
                kept = self.cap(line, slot.catch)
                given = self.given.get((slot.catch.row.source, slot.person, "late" if "late" in line.part else "main"))
                if given is not None:
                    given.raw += line.amount
                    given.final += kept.amount
                self._write(kept)
            self._minima(month)
            month = month.plus(1)
        return self.out

    def _write(self, line: Out) -> None:
        if line.amount or line.base:
            self.out.append(line)

    # amounts

    def _split(self, catch: Catch, amount: int) -> dict[int, int]:
        return dict(zip(people_with(catch.parts), shared(amount, catch.weights), strict=True))

    def whole(self, catch: Catch) -> tuple[Fraction, int]:
        """Exact and rounded, before limits and shares."""
        row, rate = catch.row, catch.rate
        if isinstance(rate, Fixed | PerUnit):
            total = Fraction(rate.amount_minor * (row.contract.quantity if isinstance(rate, PerUnit) else 1))
            runs = row.event is EventKind.PAYMENT_RECEIVED or catch.rule.full_payment
            if isinstance(rate, PerUnit):
                runs = row.event not in SIGNING
            if runs:
                exact = total * (row.reached - row.reached_before)
                return exact, nearest(total * row.reached) - nearest(total * row.reached_before)
            return (Fraction(0), 0) if row.adds else (total, nearest(total))
        amends = row.adds and row.event is not EventKind.INVOICE_SETTLED
        if amends and isinstance(rate, Tiers) and rate.measure is Measure.EVENT_AMOUNT:
            exact = self._table(rate, row.price.of(row.whole)) - self._table(rate, row.price.of(row.whole_before))
            return exact, nearest(exact)
        exact = self.base(catch) * self._ratio(catch)
        return exact, nearest(exact)

    @staticmethod
    def _table(rate: Tiers, amount: int) -> Fraction:
        if rate.mode is TierMode.WHOLE:
            return amount * rate_for_all(rate.bands, amount)
        return slices(rate.bands, amount)

    def _ratio(self, catch: Catch) -> Fraction:
        rate, number = catch.rate, catch.number
        if isinstance(rate, Percent):
            return Fraction(rate.rate_ppm, MILLION)
        if isinstance(rate, ByOrder):
            return Fraction(rate.rates_ppm[min(number, len(rate.rates_ppm)) - 1], MILLION)
        if isinstance(rate, Fading):
            return Fraction(max(rate.start_ppm - rate.step_ppm * (number - 1), rate.floor_ppm), MILLION)
        assert isinstance(rate, Tiers)
        if rate.measure is Measure.DAYS_LATE:
            return rate_for_all(rate.bands, catch.row.days_late or 0)
        net = catch.row.price.of(catch.row.whole)
        net = self.base(catch) if net <= 0 else net
        if rate.mode is TierMode.WHOLE:
            return rate_for_all(rate.bands, net)
        return slices(rate.bands, net) / net if net else rate_for_all(rate.bands, 0)

    # limits

    def limited(self, catch: Catch, amount: int, person: int = 0) -> int:
        """What ``amount`` more adds under the limits per event; a person has the own part of them."""
        limits = catch.rule.per_event
        if limits == Limits():
            return amount
        row = catch.row if catch.of is None else catch.of.row
        scope = row.source
        if row.event in SIGNING or catch.rule.paid_and_accepted:
            scope = f"contract:{row.contract.id}"
        elif row.invoice is not None:
            scope = f"invoice:{row.invoice.id}"
        low, high = limits.minimum_minor, limits.cap_minor
        if person:
            low = None if low is None else self._split(catch, low)[person]
            high = None if high is None else self._split(catch, high)[person]
        before = self.per_event.get((scope, person), 0)
        self.per_event[scope, person] = before + amount

        def within(earned: int) -> int:
            if earned <= 0:
                return 0
            earned = earned if low is None else max(earned, low)
            return earned if high is None else min(earned, high)

        return within(before + amount) - within(before)

    def cap(self, line: Out, catch: Catch) -> Out:
        """The line within the cap of its period."""
        limits = catch.rule.per_period
        if limits is None:
            return line
        key = (line.person, calendar(limits.every, Month.of(line.on)))
        if limits.cap_minor is not None:
            before = self.capped.get(key, 0)
            self.capped[key] = before + line.amount
            amount = min(before + line.amount, limits.cap_minor) - min(before, limits.cap_minor)
            line = replace(line, amount=amount)
        self.summed[key] = self.summed.get(key, 0) + line.amount
        self.last[key] = (limits, line)
        return line

    # events

    def _event(self, at: int, catch: Catch) -> None:
        if isinstance(catch.rule.recipient, Pool):
            self._pool(catch)
        elif catch.of is None:
            kept = keeps(catch.rule.late, catch.row.days_late)
            for person, part, amount, base in self._original(at, catch, kept):
                raw = self._line(catch, person, part, amount, base)
                line = self.cap(raw, catch)
                if amount or base:
                    self.given[catch.row.source, person, part] = Given(base, amount, line.amount)
                self._write(line)
        else:
            self._reverse(at, catch, catch.of)

    def _line(self, catch: Catch, person: int, part: str, amount: int, base: int = 0) -> Out:
        row = catch.row
        return Out(
            person, self.path, row.source, part, row.on, catch.rule.pay_after_months, amount, base, catch,
            reverses=catch.of is not None,
        )  # fmt: skip

    def _original(self, at: int, catch: Catch, kept: Fraction | None) -> Iterator[tuple[int, str, int, int]]:
        if catch.personal is not None:
            for person in people_with(catch.parts):
                if person in catch.paid:
                    yield from self._personal(at, catch, person, kept)
            return
        exact, rounded = self.whole(catch)
        self.whole_given[catch.row.source] = rounded
        amount = self.limited(catch, rounded)
        exact = exact if amount == rounded else Fraction(amount)
        late = 0 if kept is None else nearest(exact * kept) - amount
        bases, mains, lates = self.parts(catch), self._split(catch, amount), self._split(catch, late)
        paid = [person for person in people_with(catch.parts) if person in catch.paid]
        for person in paid:
            yield person, "main", mains[person], bases[person]
        for person in paid:
            if lates[person]:
                yield person, "late", lates[person], 0

    def _personal(
        self, at: int, catch: Catch, person: int, kept: Fraction | None
    ) -> Iterator[tuple[int, str, int, int]]:
        rate, share = catch.rate, self.parts(catch)[person]
        assert isinstance(rate, Tiers)
        period = self.period(rate.measure, person, catch.row.on)
        if period is not None and rate.mode is TierMode.WHOLE:
            slot = Slot(catch, person, period, share, kept)
            self._value(slot, catch.month)
            self.slots.append(slot)
            self.unlimited[catch.row.source, person] = slot.worth
            yield person, "main", slot.main, share
            if slot.late:
                yield person, "late", slot.late, 0
            return
        exact, rounded = self._by_slices(catch, person, share, at)
        self.unlimited[catch.row.source, person] = rounded
        amount = self.limited(catch, rounded, person)
        exact = exact if amount == rounded else Fraction(amount)
        yield person, "main", amount, share
        late = 0 if kept is None else nearest(exact * kept) - amount
        if late:
            yield person, "late", late, 0

    def _by_slices(self, catch: Catch, person: int, share: int, at: int) -> tuple[Fraction, int]:
        rate = catch.rate
        assert isinstance(rate, Tiers)
        period = self.period(rate.measure, person, catch.row.on)
        if period is None:
            exact = share * Fraction(rate.bands[0].rate_ppm, MILLION)
            return exact, nearest(exact)
        low = self.level(person, rate.measure, period, at)
        if rate.measure in COUNTS:
            band = next(b for b in rate.bands if b.up_to_minor is None or low + 1 <= b.up_to_minor)
            if band.premium_minor is not None:
                premium = self._split(catch, band.premium_minor)[person]
                return Fraction(premium), premium
            exact = share * Fraction(band.rate_ppm, MILLION)
            return exact, nearest(exact)
        bands = self.bands(rate, person, catch.row.on)
        exact = slices(bands, low + share) - slices(bands, low)
        return exact, nearest(slices(bands, low + share)) - nearest(slices(bands, low))

    # whole amounts

    def _value(self, slot: Slot, month: Month) -> None:
        catch, rate = slot.catch, slot.catch.rate
        assert isinstance(rate, Tiers)
        level = self.level(slot.person, rate.measure, slot.period, month)
        if rate.measure in COUNTS and slot.of is not None:
            exact = Fraction(back(slot.of.worth, catch))
        elif rate.measure in COUNTS:
            band = next(b for b in rate.bands if b.up_to_minor is None or level <= b.up_to_minor)
            exact = slot.base * Fraction(band.rate_ppm, MILLION)
            if band.premium_minor is not None:
                exact = Fraction(self._split(catch, band.premium_minor)[slot.person])
        else:
            exact = slot.base * rate_for_all(self.bands(rate, slot.person, catch.row.on), level)
        worth = nearest(exact)
        slot.main += self.limited(catch, worth - slot.worth, slot.person)
        slot.worth = worth
        if slot.of is not None:
            slot.late = back(slot.of.late, catch)
        elif slot.kept is not None:
            slot.late = nearest((exact if slot.main == worth else Fraction(slot.main)) * slot.kept) - slot.main

    def _catch_ups(self, month: Month) -> Iterator[tuple[Out, Slot]]:
        for slot in self.slots:
            if not slot.catch.month < month <= Month.of(slot.period[1]):
                continue
            main, late = slot.main, slot.late
            self._value(slot, month)
            for part, change in (("catch_up", slot.main - main), ("late_catch_up", slot.late - late)):
                if change:
                    line = self._line(slot.catch, slot.person, f"{part}:{month.text}", change)
                    yield replace(line, on=month.last, reverses=False), slot

    # reversals

    def _reverse(self, at: int, catch: Catch, of: Catch) -> None:
        source = of.row.source
        limited: dict[int, int] | None = None
        if catch.rule.per_event != Limits() and catch.personal is None:
            whole = back(self.whole_given.get(source, 0), catch)
            limited = self._split(catch, self.limited(catch, whole))
        for person in people_with(catch.parts):
            if person not in catch.paid:
                continue
            inside = self.inside(catch, person)
            counts = inside or self._counts(catch, person)
            for line in list(self._taken(at, catch, person, (limited, inside))):
                self._write(self.cap(line, catch) if counts else line)

    def _counts(self, catch: Catch, person: int) -> bool:
        limits, of = catch.rule.per_period, catch.of
        if limits is None or of is None or self.shortest(catch, person, of.row.on) is not None:
            return False
        return calendar(limits.every, of.month) == calendar(limits.every, catch.month)

    def _taken(self, at: int, catch: Catch, person: int, how: tuple[dict[int, int] | None, bool]) -> Iterator[Out]:
        (limited, inside), of = how, catch.of
        assert of is not None
        for part in ("main", "late"):
            given = self.given.get((of.row.source, person, part))
            if given is None:
                continue
            amount = back(given.raw if inside else given.final, catch)
            mirror = self._line(catch, person, part, amount, back(given.base, catch))
            mirror = replace(mirror, mirrors=of.row.source)
            capped = catch.rule.per_period is not None and catch.rule.per_period.cap_minor is not None
            if part == "late":
                yield mirror
            elif catch.personal is not None and inside:
                taken = self._personalback(at, catch, person, given)
                yield mirror if taken is None else taken
            elif limited is not None and (inside or not capped):
                yield replace(mirror, amount=limited[person])
            else:
                if catch.personal is not None:
                    self.limited(catch, back(self.unlimited.get((of.row.source, person), 0), catch), person)
                yield mirror

    def _personalback(self, at: int, catch: Catch, person: int, given: Given) -> Out | None:
        rate, of = catch.rate, catch.of
        assert isinstance(rate, Tiers)
        assert of is not None
        period = self.period(rate.measure, person, catch.row.on)
        if period is None:
            return None
        share = self.parts(catch)[person]
        if rate.mode is TierMode.WHOLE:
            slot = Slot(catch, person, period, share, None)
            slot.of = next(s for s in self.slots if s.catch is of and s.person == person)
            self._value(slot, catch.month)
            self.slots.append(slot)
            return self._line(catch, person, "main", slot.main, share)
        low = self.level(person, rate.measure, period, at)
        if rate.measure not in COUNTS:
            bands = self.bands(rate, person, catch.row.on)
            amount = nearest(slices(bands, low + share)) - nearest(slices(bands, low))
            return self._line(catch, person, "main", self.limited(catch, amount, person), share)
        count = low + (0 if catch.row.taken == 1 else 1)
        band = next(b for b in rate.bands if b.up_to_minor is None or count <= b.up_to_minor)
        if band.premium_minor is None:
            return None
        key = (of.row.source, person)
        if catch.row.taken != 1:
            self.mirrored[key] = self.mirrored.get(key, 0) + back(given.raw, catch)
            return None
        amount = -self._split(catch, band.premium_minor)[person] - self.mirrored.pop(key, 0)
        return self._line(catch, person, "main", self.limited(catch, amount, person), share)

    # ends of periods

    def _minima(self, month: Month) -> None:
        self.out += self.minima(month)

    def minima(self, month: Month) -> list[Out]:
        """What lifts periods that end with the month."""
        done = []
        for key, total in sorted(self.summed.items()):
            person, period = key
            limits, last = self.last[key]
            if Month.of(period[1]) != month or limits.minimum_minor is None or not 0 < total < limits.minimum_minor:
                continue
            source = f"period:{limits.every.value}:{month.text}"
            missing = limits.minimum_minor - total
            done.append(Out(person, self.path, source, "minimum", month.last, last.pay_after, missing, 0, last.catch))
        return done

    def _pool(self, catch: Catch) -> None:
        kept = keeps(catch.rule.late, (catch.of or catch).row.days_late)
        limits = catch.rule.per_event != Limits()
        if catch.of is None:
            exact, rounded = self.whole(catch)
            self.whole_given[catch.row.source] = rounded
            if limits:
                exact = Fraction(self.limited(catch, rounded))
            exact *= ONE if kept is None else kept
            self.pooled[catch.row.source] = exact
        elif limits:
            exact = Fraction(self.limited(catch, back(self.whole_given.get(catch.of.row.source, 0), catch)))
            exact *= ONE if kept is None else kept
        else:
            exact = self.pooled.get(catch.of.row.source, Fraction(0)) * (catch.row.taken_before - catch.row.taken)
        key = (catch.version.number, catch.month)
        self.pools.setdefault(key, []).append((catch, exact, self.base(catch)))
