"""The scheme check: work that nobody is paid for, pay without work, and work that is paid twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from app.calc.events import Span
from app.calc.facts import Facts, Function
from app.calc.past_work import PastWork, Share
from app.calc.remarks import Remark, Severity, remark
from app.calc.results import Accrual, AccrualKind, Unassigned
from app.calc.scheme import Base, EventKind, Rule, Scheme
from app.calc.stream import PLAIN, World
from app.calc.tables import Measure, Tiers
from app.kernel.period import Month

_OWN = (AccrualKind.ACCRUAL, AccrualKind.CATCH_UP)


def latest_rules(schemes: Sequence[Scheme]) -> Iterator[tuple[str, Scheme, Rule]]:
    """The rules of every scheme's latest version, with ``scheme.rule``."""
    for scheme in schemes:
        for rule in scheme.versions[-1].rules:
            yield f"{scheme.key}.{rule.key}", scheme, rule


def by_rule(schemes: Sequence[Scheme], accruals: Iterable[Accrual]) -> Mapping[str, Sequence[Accrual]]:
    """What every rule gave, by its ``scheme.rule``; a rule that gave nothing is left out."""
    keys = {scheme.id: scheme.key for scheme in schemes}
    given: dict[str, list[Accrual]] = defaultdict(list)
    for accrual in accruals:
        given[f"{keys[accrual.scheme_id]}.{accrual.rule_key}"].append(accrual)
    return dict(given)


def work_remarks(
    facts: Facts, schemes: Sequence[Scheme], work: PastWork, notes: Collection[Unassigned]
) -> Iterator[Remark]:
    """Functions without pay, pay without anybody, and people without a scheme."""
    rules = [(path, rule) for path, _, rule in latest_rules(schemes)]
    paid = {rule.recipient for _, rule in rules if isinstance(rule.recipient, Function)}
    salaried = frozenset(row.person_id for row in facts.pay_terms if row.salary_minor > 0)
    for function in Function:
        shares = work.of_function(function)
        if shares and function not in paid:
            yield _unpaid(function, shares, salaried)
    for path, rule in rules:
        if isinstance(rule.recipient, Function) and rule.override is None and not work.of_function(rule.recipient):
            yield from _unheld(path, rule.recipient, work)
    yield from _unassigned(work, notes)


def _unpaid(function: Function, shares: Sequence[Share], salaried: frozenset[int]) -> Remark:
    """A salary pays for work too: then it is only worth knowing."""
    by_person = _by_person(shares)
    person_id = max(by_person, key=lambda one: (by_person[one], -one))
    largest = max((share for share in shares if share.person_id == person_id), key=lambda one: one.net_minor)
    severity = Severity.NOTE if salaried.issuperset(by_person) else Severity.WARNING
    return remark(
        "function_unpaid", severity, "", "add_rule", function=function.value, person_id=person_id,
        net_minor=by_person[person_id], contract_id=largest.event.order.id, event_on=largest.event.on.isoformat(),
    )  # fmt: skip


def _unheld(path: str, function: Function, work: PastWork) -> Iterator[Remark]:
    missed = [(net_minor, event) for one, event, net_minor in work.unheld if one is function]
    if missed:
        _, largest = max(missed, key=lambda pair: (pair[0], -pair[1].order.id))
        yield remark(
            "function_unheld", Severity.WARNING, path, "name_holders", function=function.value, count=len(missed),
            net_minor=sum(net_minor for net_minor, _ in missed), contract_id=largest.order.id,
        )  # fmt: skip


def _unassigned(work: PastWork, notes: Collection[Unassigned]) -> Iterator[Remark]:
    missed: dict[tuple[int, str], list[Unassigned]] = defaultdict(list)
    for note in notes:
        if note.code == "no_scheme" and note.person_id is not None:
            missed[note.person_id, note.function].append(note)
    for (person_id, function), rows in sorted(missed.items()):
        contracts = {row.contract_id for row in rows}
        shares = [
            share
            for share in work.shares
            if share.person_id == person_id and share.function == function and share.event.order.id in contracts
        ]
        brought: dict[int, int] = defaultdict(int)
        for share in shares:
            brought[share.event.order.id] += share.net_minor
        contract_id = max(brought, key=lambda one: (brought[one], -one), default=rows[0].contract_id)
        yield remark(
            "person_unassigned", Severity.WARNING, "", "assign", person_id=person_id, function=function,
            count=len(rows), net_minor=sum(brought.values()), contract_id=contract_id,
        )  # fmt: skip


def double_remarks(schemes: Sequence[Scheme], accruals: Sequence[Accrual]) -> Iterator[Remark]:
    """One event that pays one person for one function under two rules (an override pays for other people's work)."""
    rules = {path: rule for path, _, rule in latest_rules(schemes)}
    pairs: dict[tuple[str, str], list[tuple[Accrual, Accrual]]] = defaultdict(list)
    for slot in _by_work(schemes, rules, accruals):
        for path, other in combinations(sorted(slot), 2):
            pairs[path, other].append((slot[path], slot[other]))
    for (path, other), found in sorted(pairs.items()):
        one, two = max(found, key=lambda pair: (min(pair[0].amount_minor, pair[1].amount_minor), pair[0].key))
        adds = _adds(rules[path], rules[other])
        yield remark(
            "paid_twice", Severity.NOTE if adds else Severity.WARNING, path, "part_conditions", other=other,
            person_id=one.person_id, function=one.function, contract_id=one.contract_id or 0,
            event_on=one.event_on.isoformat(), amount_minor=one.amount_minor, other_minor=two.amount_minor,
            count=len(found), total_minor=sum(min(a.amount_minor, b.amount_minor) for a, b in found),
        )  # fmt: skip


def _by_work(
    schemes: Sequence[Scheme], rules: Mapping[str, Rule], accruals: Sequence[Accrual]
) -> Iterable[dict[str, Accrual]]:
    """What rules gave for the same event to the same person in the same function, catch-ups summed up with it."""
    earned: dict[tuple[int, str, str], dict[str, Accrual]] = defaultdict(dict)
    for path, own in by_rule(schemes, accruals).items():
        rule = rules.get(path)
        if rule is None or rule.override is not None:  # dropped since: nothing to mend; a head: no double pay
            continue
        for accrual in own:
            if accrual.kind in _OWN and accrual.amount_minor > 0 and accrual.contract_id is not None:
                slot = earned[accrual.person_id, accrual.function, accrual.event_key]
                total = accrual.amount_minor + (slot[path].amount_minor if path in slot else 0)
                slot[path] = accrual._replace(amount_minor=total)
    return earned.values()


def _adds(one: Rule, other: Rule) -> bool:
    """What goes by a plan, or by growth, is meant to come on top."""
    growth = (one.base is Base.INCREASE) is not (other.base is Base.INCREASE)
    return growth or any(isinstance(rule.rate, Tiers) and rule.rate.measure is Measure.QUOTA for rule in (one, other))


def silent_remarks(
    facts: Facts, schemes: Sequence[Scheme], accruals: Sequence[Accrual], through: Month
) -> Iterator[Remark]:
    """Rules that caught nothing: a warning where there was something of the kind to catch."""
    heard = by_rule(schemes, accruals)
    counts: Mapping[EventKind, int] | None = None
    for path, _, rule in latest_rules(schemes):
        if path in heard:
            continue
        if counts is None:
            counts = _counts(facts, through)
        count = counts.get(rule.event, 0) if rule.override is None else 0
        severity = Severity.WARNING if count else Severity.NOTE
        yield remark(
            "rule_silent",
            severity,
            path,
            "loosen_or_remove",
            event=rule.event.value,
            count=count,
            since=facts.books_from.text,
        )


def _counts(facts: Facts, through: Month) -> Mapping[EventKind, int]:
    counts: dict[EventKind, int] = defaultdict(int)
    for event in World(facts).events(PLAIN, Span(facts.books_from.first, through.last)).events:
        if event.reversal is None:
            counts[event.kind] += 1
    return counts


def _by_person(shares: Sequence[Share]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for share in shares:
        sums[share.person_id] += share.net_minor
    return sums
