"""What a ledger is made of: lines, lines of running periods, and what originals gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.calc.second.catching import Catch
from tests.calc.second.levels import Period
from tests.calc.second.rounding import nearest


@dataclass(frozen=True)
class Out:
    """One line."""

    person: int
    path: str
    source: str
    part: str
    on: date
    pay_after: int
    amount: int
    base: int = 0
    catch: Catch | None = None
    mirrors: str | None = None
    """The source of the original whose line is mirrored."""
    reverses: bool = False


@dataclass
class Slot:
    """A line under a whole-amount table while its period runs."""

    catch: Catch
    person: int
    period: Period
    base: int
    kept: Fraction | None
    worth: int = 0
    main: int = 0
    late: int = 0
    of: Slot | None = None


@dataclass
class Given:
    """What an original's part gave: before and after the period's cap."""

    base: int = 0
    raw: int = 0
    final: int = 0


def back(amount: int, catch: Catch) -> int:
    """−(R(amount × reversed) − reversed so far)."""
    return nearest(amount * catch.row.taken_before) - nearest(amount * catch.row.taken)
