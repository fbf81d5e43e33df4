"""Step 1 from history: who really did what in the last twelve months, what it took and what it paid, and what is odd.

Codes of ``findings``, their values and what mends them::

    work_unheld         function, net_minor, count, contract_id: orders on which nobody held it   name_holders
    work_held_twice     function, net_minor, count, contract_id: orders on which several did      one_holder
    reminded_by_other   person_id, count, contract_id: reminded of money that another collects    name_who_reminds
    machine_reminders   count, cost_minor: reminders that the program could send                  automate_reminders
    machine_matching    count: payments that a bank statement could bring and match               automate_matching
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from app.calc.facts import Facts, Function
from app.calc.past_work import PastWork, Share, past_work
from app.calc.remarks import Remark, Severity, remark
from app.calc.scheme import Scheme
from app.calc.settle import evaluate
from app.kernel.period import Month
from app.motivation.draft.answers import FunctionAnswer, Hours
from app.motivation.draft.time_costs import TimeCost, time_costs

MONTHS = 12


@dataclass(frozen=True, slots=True)
class FunctionWork:
    """What a person did of a function in the twelve months."""

    function: Function
    person_id: int
    contracts: int
    """Orders on which money came while the person held the function."""
    net_minor: int
    """The person's share of that money, without VAT."""
    reminders: int
    """Of collecting only."""
    pay_minor: int
    """What the schemes in force gave for it."""


@dataclass(frozen=True, slots=True)
class WorkHistory:
    """The matrix of step 1. Secret: Permission.SEE_PAY."""

    since: Month
    through: Month
    done: tuple[FunctionWork, ...]
    """By function, the largest share first."""
    costs: tuple[TimeCost, ...]
    findings: tuple[Remark, ...]
    typical_first_minor: int
    """The median net of first orders in the firm's currency; 0 where there were none."""


def work_history(facts: Facts, schemes: Sequence[Scheme], through: Month, hours: Iterable[Hours] = ()) -> WorkHistory:
    """The twelve months that end with ``through``. Raises ``exchange.RatesMissing``."""
    since = through.plus(1 - MONTHS)
    work = past_work(replace(facts, books_from=since), through)
    pay = _pay(facts, schemes, since, through)
    reminders = [row for row in facts.reminders if since.first <= row.on_date <= through.last]
    reminded: dict[int, int] = defaultdict(int)
    for row in reminders:
        reminded[row.person_id] += 1
    costs = time_costs(facts, tuple(hours), pay, since, through)
    return WorkHistory(
        since,
        through,
        tuple(_done(work, reminded, pay)),
        costs,
        (
            *_unheld(work),
            *_held_twice(work),
            *_reminders(facts, work, since, through),
            *_machines(work, reminded, costs),
        ),
        _typical_first(facts),
    )


def prefilled(history: WorkHistory, staff_nos: Mapping[int, str]) -> tuple[FunctionAnswer, ...]:
    """Step 1 as history has it: who did something of a function does it; one that nobody did is left to be decided."""
    rows = []
    for function in Function:
        people = tuple(staff_nos[one.person_id] for one in history.done if one.function is function)
        rows.append(FunctionAnswer(function, True if people else None, people))
    return tuple(rows)


def _pay(facts: Facts, schemes: Sequence[Scheme], since: Month, through: Month) -> Mapping[tuple[Function, int], int]:
    """What was earned by function and person."""
    sums: dict[tuple[Function, int], int] = defaultdict(int)
    known = {function.value: function for function in Function}
    for line in evaluate(facts, schemes, through).accruals:
        if line.month >= since and line.function in known:
            sums[known[line.function], line.person_id] += line.amount_minor
    return dict(sums)


def _done(
    work: PastWork, reminded: Mapping[int, int], pay: Mapping[tuple[Function, int], int]
) -> Iterator[FunctionWork]:
    for function in Function:
        net: dict[int, int] = defaultdict(int)
        contracts: dict[int, set[int]] = defaultdict(set)
        for share in work.of_function(function):
            net[share.person_id] += share.net_minor
            contracts[share.person_id].add(share.event.order.id)
        also = reminded if function is Function.COLLECTING else {}
        for person_id in sorted({*net, *also}, key=lambda one: (-net.get(one, 0), one)):
            yield FunctionWork(
                function,
                person_id,
                len(contracts.get(person_id, ())),
                net.get(person_id, 0),
                also.get(person_id, 0),
                pay.get((function, person_id), 0),
            )


def _unheld(work: PastWork) -> Iterator[Remark]:
    """Nobody at all is worth a warning; an order here and there a note. Only extensions have somebody who upsold."""
    for function in Function:
        missed = [
            (net_minor, event)
            for one, event, net_minor in work.unheld
            if one is function and (function is not Function.UPSELLING or event.order.is_extension)
        ]
        if not missed:
            continue
        _, largest = max(missed, key=lambda pair: (pair[0], -pair[1].order.id))
        severity = Severity.NOTE if work.of_function(function) else Severity.WARNING
        yield remark(
            "work_unheld", severity, "", "name_holders", function=function.value,
            net_minor=sum(net_minor for net_minor, _ in missed), count=len({event.order.id for _, event in missed}),
            contract_id=largest.order.id,
        )  # fmt: skip


def _held_twice(work: PastWork) -> Iterator[Remark]:
    for function in Function:
        shares: dict[int, list[Share]] = defaultdict(list)
        for share in work.of_function(function):
            shares[share.event.order.id].append(share)
        twice = {
            contract: sum(share.net_minor for share in own)
            for contract, own in shares.items()
            if len({share.event.key for share in own}) < len(own)
        }
        if twice:
            yield remark(
                "work_held_twice", Severity.NOTE, "", "one_holder", function=function.value,
                net_minor=sum(twice.values()), count=len(twice),
                contract_id=max(twice, key=lambda contract: (twice[contract], -contract)),
            )  # fmt: skip


def _reminders(facts: Facts, work: PastWork, since: Month, through: Month) -> Iterator[Remark]:
    """Whoever reminds of money that others are there to collect does their work."""
    holders: dict[int, set[int]] = defaultdict(set)
    for share in work.of_function(Function.COLLECTING):
        holders[share.event.order.id].add(share.person_id)
    contracts = {invoice.id: invoice.contract_id for invoice in facts.invoices}
    strange: dict[int, list[int]] = defaultdict(list)
    for row in facts.reminders:
        contract_id = contracts.get(row.invoice_id, 0)
        own = holders.get(contract_id)
        if own and since.first <= row.on_date <= through.last and row.person_id not in own:
            strange[row.person_id].append(contract_id)
    for person_id, rows in sorted(strange.items()):
        yield remark(
            "reminded_by_other", Severity.NOTE, "", "name_who_reminds", person_id=person_id, count=len(rows),
            contract_id=rows[-1],
        )  # fmt: skip


def _machines(work: PastWork, reminded: Mapping[int, int], costs: Sequence[TimeCost]) -> Iterator[Remark]:
    if reminded:
        cost_minor = sum(one.cost_minor for one in costs if one.function is Function.COLLECTING)
        yield remark(
            "machine_reminders", Severity.NOTE, "", "automate_reminders", count=sum(reminded.values()),
            cost_minor=cost_minor,
        )  # fmt: skip
    payments = {share.event.payment_id for share in work.shares if share.event.payment_id is not None}
    payments |= {event.payment_id for _, event, _ in work.unheld if event.payment_id is not None}
    if payments:
        yield remark("machine_matching", Severity.NOTE, "", "automate_matching", count=len(payments))


def _typical_first(facts: Facts) -> int:
    sums = [
        row.net_minor
        for row in facts.contracts
        if row.order_number == 1 and row.extends_id is None and row.currency == facts.currency and row.net_minor > 0
    ]
    return median_low(sums) if sums else 0
