"""A line while it is being worked out: light, since there may be millions; ``explain`` makes accruals of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.calc.match_terms import Catch
from app.calc.results import AccrualKind
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month

MAIN = "main"
LATE = "late"
_ACCRUAL = AccrualKind.ACCRUAL


class Line(NamedTuple):
    """One line. ``on`` and ``month`` are the event's, or the day on which a later line of the same event falls."""

    catch: Catch
    person_id: int
    place: int
    """The person's place among the holders."""
    kind: AccrualKind
    part: str
    code: str
    base_minor: int
    rate_ppm: int | None
    amount_minor: int
    numbers: tuple[int, ...]
    """What only this computation knows; ``explain`` says what it is for each code."""
    on: date
    month: Month
    uncapped_minor: int | None = None
    """The amount before the period's cap, where the cap took something."""
    unlimited_minor: int | None = None
    """The amount before a limit per event, where the rule has one."""
    source: Line | None = None
    """The line that an override is paid on, that a hold-back is held of, or the last of a minimum's period."""


def line_key(line: Line) -> str:
    """Person | scheme.rule | event | part: the same in every computation."""
    catch = line.catch
    return f"{line.person_id}|{catch.terms.path}|{catch.event.key}|{line.part}"


def late_line(catch: Catch, place: int, amounts: tuple[int, int, int], rate_ppm: int | None) -> Line:
    """The line that takes the late part back, without a base: share kept, the full line, this one."""
    kept, full_minor, late_minor = amounts
    worked = (AccrualKind.LATE, LATE, "late")
    return new_line(catch, place, worked, (0, rate_ppm, late_minor), numbers=(kept, full_minor))


def new_line(
    catch: Catch,
    place: int,
    worked: tuple[AccrualKind, str, str],
    amounts: tuple[int, int | None, int],
    *,
    numbers: tuple[int, ...] = (),
) -> Line:
    """A line of an event for the holder at ``place``: (kind, part, code), (base, rate, amount)."""
    event = catch.event
    kind, part, code = worked
    base_minor, rate_ppm, amount_minor = amounts
    return Line(
        catch, catch.terms.holders.people[place], place, kind, part, code, base_minor, rate_ppm, amount_minor, numbers,
        event.on, event.month,
    )  # fmt: skip


def alone_line(catch: Catch, base_minor: int) -> Line:
    """A percentage that goes to one person: most lines of a firm, hence the short way."""
    event, terms = catch.event, catch.terms
    code, rate_ppm = terms.alone or ("", 0)
    amount_minor = round_half_up(base_minor * rate_ppm, PPM)
    return Line(
        catch, terms.holders.people[0], 0, _ACCRUAL, MAIN, code, base_minor, rate_ppm, amount_minor,
        (amount_minor,), event.on, event.month,
    )  # fmt: skip
