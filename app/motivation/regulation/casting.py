"""Who plays in the story of a rule: the earner, a colleague, a head, and everybody whom a rule names. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from app.calc.facts import Function
from app.calc.scheme import Named, PeriodMeasure, Pool, Rule
from app.kernel.ids import natural_key
from app.motivation.regulation.story import COLLEAGUE, EARNER, FIRST_NAMED, HEAD, Cast

_INVENTED = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")


def cast_of(base: Rule, others: Iterable[Rule], scheme_ids: Iterable[int], team: tuple[str, ...] = ()) -> Cast:
    """The people of a story about ``base``; ``others`` are paid on what it gives, if to people of ``team``."""
    rules = [base, *others]
    named = list(dict.fromkeys(staff_no for rule in rules for staff_no in _named(rule)))
    known = {natural_key(staff_no) for staff_no in named}
    spare = [one for one in _INVENTED if natural_key(one) not in known]
    staff_nos = {FIRST_NAMED + at: staff_no for at, staff_no in enumerate(named)}
    ids = {natural_key(staff_no): person_id for person_id, staff_no in staff_nos.items()}
    staff_nos |= {COLLEAGUE: spare[1], HEAD: spare[2]}
    plays = _earner(base, team, ids)
    if plays == EARNER:
        staff_nos[EARNER] = team[0] if team and natural_key(team[0]) not in ids else spare[0]
    earners = tuple(ids[natural_key(one)] for one in _named(base)) or (plays,)
    functions = _functions(base, earners, [rule for rule in rules if rule is not base])
    return Cast(staff_nos, functions, earners, tuple(scheme_ids))


def _earner(base: Rule, team: tuple[str, ...], ids: dict[str, int]) -> int:
    """The earner: somebody of the team who is named elsewhere already, or somebody invented."""
    if not _named(base) and team:
        return ids.get(natural_key(team[0]), EARNER)
    return EARNER


def _named(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule.recipient, (Named, Pool)):
        return tuple(member.staff_no for member in rule.recipient.members)
    return ()


def _functions(base: Rule, earners: tuple[int, ...], heads: list[Rule]) -> tuple[tuple[Function, int], ...]:
    """Who holds what: the earner what the rule pays for, a head what an override pays for, a colleague sells."""
    held: dict[Function, tuple[int, ...]] = {}
    if isinstance(base.recipient, Function):
        held[base.recipient] = earners
    if base.measure is PeriodMeasure.OWN_RECEIPTS:
        held[base.measured_by] = earners
    if base.when.recipient_sold is True:
        held[Function.SELLING] = earners
    for rule in heads:
        if isinstance(rule.recipient, Function):
            held.setdefault(rule.recipient, (HEAD,))
    held.setdefault(Function.SELLING, (COLLEAGUE,))
    return tuple((function, person_id) for function, people in held.items() for person_id in people)
