"""The scheme check: steps in tables at which a little more turnover, or one day more, moves pay by leaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from app.calc.check_work import by_rule, latest_rules
from app.calc.facts import QuotaFact
from app.calc.periods import Periods
from app.calc.remarks import Remark, Severity, remark
from app.calc.results import Accrual, AccrualKind
from app.calc.scheme import Rule, Scheme
from app.calc.tables import COUNTS, PERSONAL, Band, Measure, TierMode, Tiers
from app.kernel.errors import Plain
from app.kernel.money import PPM, apply_rate, round_half_up

_JUMP = 4
"""A step by a quarter of the pay below it is a leap; a smaller one is only worth knowing."""
_CLIFF_PPM, _STEEP_PPM = 750_000, 500_000
"""What one day may take of a line: more is a cliff, half of it is steep."""
_OF_EVENTS = (AccrualKind.ACCRUAL, AccrualKind.REVERSAL)


def step_remarks(
    schemes: Sequence[Scheme], accruals: Sequence[Accrual], quotas: Iterable[QuotaFact]
) -> Iterator[Remark]:
    """Tables that pay the reached rate on everything, bound by bound."""
    given, periods = by_rule(schemes, accruals), Periods(tuple(quotas))
    for path, _, rule in latest_rules(schemes):
        for table in (rule.rate, rule.extension_rate):
            if isinstance(table, Tiers) and table.mode is TierMode.WHOLE and table.measure is not Measure.DAYS_LATE:
                reached = _Reached(table, given.get(path, ()), periods)
                for below, above in pairwise(table.bands):
                    found = reached.step(path, below, above)
                    if found is not None:
                        yield found


class _Reached:
    """What people came to under one table, period by period."""

    def __init__(self, table: Tiers, accruals: Iterable[Accrual], periods: Periods) -> None:
        self._table = table
        self._bases: dict[tuple[int, str, int], int] = defaultdict(int)
        self._counts: dict[tuple[int, str, int], int] = defaultdict(int)
        for one in accruals:
            if table.measure not in PERSONAL or one.kind not in _OF_EVENTS:
                continue
            period = periods.measured(table.measure, one.person_id, one.event_on, one.month)
            if period is None:
                continue
            plan = periods.plan(one.person_id, one.event_on) if table.measure is Measure.QUOTA else None
            key = (one.person_id, period.last_month.text, plan.amount_minor if plan else 0)
            self._bases[key] += one.base_minor
            self._counts[key] += 1 if one.kind is AccrualKind.ACCRUAL else 0

    def step(self, path: str, below: Band, above: Band) -> Remark | None:
        """What the step between two bands does; None where it does nothing."""
        if below.up_to_minor is None or (below.rate_ppm, below.premium_minor) == (above.rate_ppm, above.premium_minor):
            return None
        key = self._nearest(below.up_to_minor)
        bound, at_minor, above_minor = self._pay(below, above, key)
        values: dict[str, Plain] = {
            "measure": self._table.measure.value, "bound": bound, "at_minor": at_minor, "above_minor": above_minor,
            "before_ppm": below.rate_ppm, "after_ppm": above.rate_ppm,
        }  # fmt: skip
        if key is not None:
            over = self._measured(key) > self._bound(below.up_to_minor, key)
            values |= {"person_id": key[0], "month": key[1], "reached": self._measured(key)}
            values["pay_minor"] = self._earned(above if over else below, key)
        falls = above_minor < at_minor or above.rate_ppm < below.rate_ppm
        if falls:
            return Remark("pay_falls", Severity.FAULT, path, tuple(values.items()), "slice_the_table")
        leap = at_minor == 0 or (above_minor - at_minor) * _JUMP >= at_minor
        severity = Severity.WARNING if leap else Severity.NOTE
        return Remark("pay_jumps", severity, path, tuple(values.items()), "slice_the_table")

    def _pay(self, below: Band, above: Band, key: tuple[int, str, int] | None) -> tuple[int, int, int]:
        """The bound, what is paid at it, and what is paid right above it for the same."""
        stated = below.up_to_minor or 0
        bound = stated if key is None else self._bound(stated, key)
        if below.premium_minor is not None and above.premium_minor is not None:
            return bound, bound * below.premium_minor, bound * above.premium_minor
        base_minor = bound
        if self._table.measure in COUNTS:
            base_minor = self._bases[key] if key is not None else 0
        return bound, apply_rate(base_minor, below.rate_ppm), apply_rate(base_minor, above.rate_ppm)

    def _earned(self, band: Band, key: tuple[int, str, int]) -> int:
        if band.premium_minor is not None:
            return self._counts[key] * band.premium_minor
        return apply_rate(self._bases[key], band.rate_ppm)

    def _nearest(self, stated: int) -> tuple[int, str, int] | None:
        """Who came over the bound by the least; else who came nearest to it."""
        if not self._bases:
            return None

        def distance(key: tuple[int, str, int]) -> tuple[bool, int, tuple[int, str, int]]:
            over = self._measured(key) - self._bound(stated, key)
            return over <= 0, abs(over), key

        return min(self._bases, key=distance)

    def _measured(self, key: tuple[int, str, int]) -> int:
        return self._counts[key] if self._table.measure in COUNTS else self._bases[key]

    def _bound(self, stated: int, key: tuple[int, str, int]) -> int:
        return round_half_up(key[2] * stated, PPM) if self._table.measure is Measure.QUOTA else stated


def late_remarks(schemes: Sequence[Scheme], accruals: Sequence[Accrual]) -> Iterator[Remark]:
    """Reductions and tables by days late that take most of a line from one day to the next."""
    given = by_rule(schemes, accruals)
    for path, _, rule in latest_rules(schemes):
        steepest = max(_late_steps(rule), key=lambda step: (step[3], -step[0]), default=None)
        if steepest is None or steepest[3] < _STEEP_PPM:
            continue
        days, before_ppm, after_ppm, lost_ppm = steepest
        values: dict[str, Plain] = {"days": days, "before_ppm": before_ppm, "after_ppm": after_ppm}
        late = [one for one in given.get(path, ()) if one.kind is AccrualKind.LATE and one.amount_minor < 0]
        if late:
            worst = min(late, key=lambda one: (one.amount_minor, one.key))
            values |= {
                "person_id": worst.person_id, "contract_id": worst.contract_id or 0, "lost_minor": -worst.amount_minor,
            }  # fmt: skip
        severity = Severity.WARNING if lost_ppm >= _CLIFF_PPM else Severity.NOTE
        yield Remark("late_cliff", severity, path, tuple(values.items()), "more_steps")


def _late_steps(rule: Rule) -> Iterator[tuple[int, int, int, int]]:
    """(last day before, what stands before and after in ppm, the part of what comes in time that is lost in ppm)."""
    kept = [(band.up_to_days, band.kept_ppm) for band in rule.late]
    if kept and kept[0][0] is not None and kept[0][1] < PPM:
        kept.insert(0, (0, PPM))
    tables = [kept]
    tables += [
        [(band.up_to_minor, band.rate_ppm) for band in rate.bands]
        for rate in (rule.rate, rule.extension_rate)
        if isinstance(rate, Tiers) and rate.measure is Measure.DAYS_LATE
    ]
    for table in tables:
        timely_ppm = max((ppm for _, ppm in table), default=0)
        for (days, before_ppm), (_, after_ppm) in pairwise(table):
            if days is not None and before_ppm > after_ppm:
                yield days, before_ppm, after_ppm, (before_ppm - after_ppm) * PPM // timely_ppm


def step_of_spans(path: str, other: str, bound_minor: int, rates: tuple[int, int]) -> Iterator[Remark]:
    """The same between two rules that part orders by their amount."""
    at_minor, above_minor = (apply_rate(bound_minor, rate_ppm) for rate_ppm in rates)
    if at_minor == above_minor:
        return
    leap = (above_minor - at_minor) * _JUMP >= at_minor
    falls = above_minor < at_minor
    severity = Severity.FAULT if falls else Severity.WARNING if leap else Severity.NOTE
    yield remark(
        "pay_falls" if falls else "pay_jumps", severity, path, "slice_the_table", other=other,
        measure=Measure.EVENT_AMOUNT.value, bound=bound_minor, at_minor=at_minor, above_minor=above_minor,
        before_ppm=rates[0], after_ppm=rates[1],
    )  # fmt: skip
