"""The scheme check: what a director would regret, found on the firm's own history before a scheme is in force.

Codes, places and values::

    <a code of calc.validate>   as there; a scheme with one cannot be put in force (fault)
    function_unpaid             function, person_id, net_minor, contract_id, event_on: did the most of it for nothing
    function_unheld             function, net_minor, count, contract_id: the rule pays a function that nobody held
    paid_twice                  other, person_id, contract_id, event_on, amount_minor, other_minor, count, total_minor
    person_unassigned           person_id, function, net_minor, count, contract_id: works, and no scheme pays
    rule_silent                 event, count: caught none of so many events of its kind
    pay_falls                   bound, at_minor, above_minor and, from history, person_id, month, reached, pay_minor
    pay_jumps                   the same
    late_cliff                  days, before_ppm, after_ppm and, from history, person_id, contract_id, lost_minor
    hole                        dimension, after, before and, from history, contract_id, event_on, base_minor
    cost_above_limit            cost_minor, margin_minor, share_ppm, limit_ppm: of the whole history
    month_above_limit           month and the same: the worst month
    order_at_a_loss             contract_id, cost_minor, margin_minor: paid out more than its margin
"""

from __future__ import annotations

from collections.abc import Sequence

from app.calc.check_costs import cost_remarks
from app.calc.check_holes import hole_remarks
from app.calc.check_steps import late_remarks, step_remarks
from app.calc.check_work import double_remarks, silent_remarks, work_remarks
from app.calc.facts import Facts
from app.calc.past_work import past_work
from app.calc.remarks import Remark, Severity
from app.calc.scheme import Scheme
from app.calc.settle import evaluate
from app.calc.validate import problems, problems_together
from app.kernel.period import Month

_BY_SEVERITY = {severity: place for place, severity in enumerate(Severity)}


def check_schemes(facts: Facts, schemes: Sequence[Scheme], through: Month, limit_ppm: int) -> tuple[Remark, ...]:
    """Everything that is to say of ``schemes`` on the history of ``facts`` to the end of ``through``, the worst first.

    The schemes stand as they are to be in force, with their assignments in ``facts``; ``limit_ppm`` is the share of
    margin that the director lets all bonuses cost. Raises ``exchange.RatesMissing``.
    """
    wrong = _invalid(schemes)
    if wrong:
        return wrong
    work, found = past_work(facts, through), evaluate(facts, schemes, through)
    remarks = [
        *work_remarks(facts, schemes, work, found.notes),
        *double_remarks(schemes, found.accruals),
        *silent_remarks(facts, schemes, found.accruals, through),
        *step_remarks(schemes, found.accruals, facts.quotas),
        *late_remarks(schemes, found.accruals),
        *hole_remarks(facts, schemes, through),
        *cost_remarks(work, found.accruals, limit_ppm),
    ]
    return tuple(sorted(remarks, key=lambda one: (_BY_SEVERITY[one.severity], one.code, one.place)))


def _invalid(schemes: Sequence[Scheme]) -> tuple[Remark, ...]:
    found = [(f"{scheme.key}: {one.place}", one) for scheme in schemes for one in problems(scheme)]
    found += [(one.place, one) for one in problems_together(schemes)]
    return tuple(Remark(one.code, Severity.FAULT, place, tuple(one.values.items()), "edit") for place, one in found)
