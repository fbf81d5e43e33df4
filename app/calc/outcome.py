"""What one set of schemes comes to in a window of months: cost, shares, splits, best and worst month, break-even."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.calc.income import Income
from app.calc.parts import Part
from app.calc.tally import Tally
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scheme, or several at once, cost in the months of ``income``; amounts in the firm's minor units."""

    cost_minor: int
    by_month: tuple[int, ...]
    """In the order of ``Income.months``."""
    by_month_and_part: tuple[Mapping[Part, int], ...]
    """The same split; a part that came to nothing is left out."""
    by_part: Mapping[Part, int]
    by_person: Mapping[int, int]
    by_person_and_part: Mapping[int, Mapping[Part, int]]
    by_rule: Mapping[str, Mapping[tuple[int, Part], int]]
    """By ``scheme.rule``: what it gives each person for what."""
    receipts_share_ppm: int | None
    """Cost as a part of receipts; None where nothing came in."""
    margin_share_ppm: int | None
    """Cost as a part of margin; None where there was none."""
    receipts_share_by_month_ppm: tuple[int | None, ...]
    worst: Month
    """The month that leaves the firm least of its margin after salaries and bonuses; of equal ones the latest."""
    best: Month
    """The month that leaves it most; of equal ones the latest."""
    left_by_month: tuple[int, ...]
    """Margin less salaries less bonuses, in the order of ``Income.months``."""
    break_even_minor: int | None
    """See ``break_even``."""

    @property
    def months_below(self) -> int:
        """In how many months margin did not cover salaries and bonuses."""
        return sum(1 for left_minor in self.left_by_month if left_minor < 0)


def outcome_of(income: Income, tallies: Mapping[str, Tally]) -> Outcome:
    """Put the rules of a candidate together; ``tallies`` are of the months of ``income``."""
    months: dict[Month, dict[Part, int]] = defaultdict(lambda: defaultdict(int))
    people: dict[int, dict[Part, int]] = defaultdict(lambda: defaultdict(int))
    parts: dict[Part, int] = defaultdict(int)
    for one in tallies.values():
        for (month, part), amount_minor in one.by_month.items():
            months[month][part] += amount_minor
            parts[part] += amount_minor
        for (person_id, part), amount_minor in one.by_person.items():
            people[person_id][part] += amount_minor
    by_month_and_part = tuple(_without_nothing(months.get(month, {})) for month in income.months)
    by_month = tuple(sum(split.values()) for split in by_month_and_part)
    cost_minor = sum(by_month)
    left = tuple(
        margin - salaries - cost
        for margin, salaries, cost in zip(income.margin_minor, income.salaries_minor, by_month, strict=True)
    )
    ranked = sorted(zip(left, income.months, strict=True))
    least, most = ranked[0][0], ranked[-1][0]
    return Outcome(
        cost_minor,
        by_month,
        by_month_and_part,
        _without_nothing(parts),
        {person_id: sum(split.values()) for person_id, split in people.items()},
        {person_id: _without_nothing(split) for person_id, split in people.items()},
        {path: one.by_person for path, one in tallies.items()},
        share_ppm(cost_minor, income.receipts),
        share_ppm(cost_minor, income.margin),
        tuple(map(share_ppm, by_month, income.receipts_minor)),
        max(month for left_minor, month in ranked if left_minor == least),
        max(month for left_minor, month in ranked if left_minor == most),
        left,
        break_even(income, cost_minor),
    )


def break_even(income: Income, cost_minor: int) -> int | None:
    """The receipts of a month, without VAT, from which on margin covers salaries and bonuses; in minor units.

    The window's own proportions are kept: of each unit that comes in, margin ÷ receipts stays after direct cost and
    bonuses ÷ receipts go to people; what is left must carry the salaries of an average month. So it is

        salaries of the window × receipts ÷ ((margin − bonuses) × number of months), rounded up,

    and 0 where nobody has a salary. None where bonuses take the whole margin: then no turnover is enough.
    """
    left_minor, receipts_minor = income.margin - cost_minor, income.receipts
    if left_minor <= 0 or receipts_minor <= 0:
        return None
    return -(-sum(income.salaries_minor) * receipts_minor // (left_minor * len(income.months)))


def share_ppm(part_minor: int, whole_minor: int) -> int | None:
    """A part of a whole in ppm, rounded half up; None where the whole is nothing or less."""
    return None if whole_minor <= 0 else round_half_up(part_minor * PPM, whole_minor)


def _without_nothing(split: Mapping[Part, int]) -> dict[Part, int]:
    return {part: amount_minor for part, amount_minor in _in_order(split) if amount_minor}


def _in_order(split: Mapping[Part, int]) -> Iterable[tuple[Part, int]]:
    return ((part, split[part]) for part in Part if part in split)
