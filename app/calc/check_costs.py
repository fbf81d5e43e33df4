"""The scheme check: what the schemes would have cost of the margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.calc.past_work import PastWork
from app.calc.remarks import Remark, Severity, remark
from app.calc.results import Accrual, is_held
from app.kernel.money import PPM


def cost_remarks(work: PastWork, accruals: Sequence[Accrual], limit_ppm: int) -> Iterator[Remark]:
    """The whole history and its worst month against the director's limit, and orders that cost more than they bring."""
    if not work.net_by_month:
        return  # without money there is no margin that a share could be taken of
    cost: dict[object, int] = defaultdict(int)
    by_contract: dict[int, int] = defaultdict(int)
    for accrual in accruals:
        if not is_held(accrual.key):  # what is held is owed all the same
            cost[accrual.month] += accrual.amount_minor
            if accrual.contract_id is not None:
                by_contract[accrual.contract_id] += accrual.amount_minor
    whole_minor, margin_minor = sum(cost.values()), sum(work.margin_by_month.values())
    whole = _share(whole_minor, margin_minor)
    if whole > limit_ppm:
        yield remark(
            "cost_above_limit", Severity.FAULT, "", "lower_rates", cost_minor=whole_minor, margin_minor=margin_minor,
            share_ppm=whole, limit_ppm=limit_ppm,
        )  # fmt: skip
    months = {month: _share(cost[month], margin) for month, margin in work.margin_by_month.items() if margin > 0}
    worst = max(months, key=lambda month: (months[month], month), default=None)
    if worst is not None and months[worst] > limit_ppm:
        yield remark(
            "month_above_limit", Severity.WARNING, "", "lower_rates_or_cap", month=worst.text, cost_minor=cost[worst],
            margin_minor=work.margin_by_month[worst], share_ppm=months[worst], limit_ppm=limit_ppm,
        )  # fmt: skip
    yield from _losses(work, by_contract)


def _losses(work: PastWork, by_contract: dict[int, int]) -> Iterator[Remark]:
    """Only orders on which money came: what is earned on signing runs ahead of the money."""
    losses = {
        contract: cost_minor - work.margin_by_contract[contract]
        for contract, cost_minor in by_contract.items()
        if 0 < work.margin_by_contract.get(contract, 0) < cost_minor
    }
    if losses:
        worst = max(losses, key=lambda contract: (losses[contract], -contract))
        yield remark(
            "order_at_a_loss", Severity.WARNING, "", "pay_on_margin", contract_id=worst, count=len(losses),
            cost_minor=by_contract[worst], margin_minor=work.margin_by_contract[worst],
        )  # fmt: skip


def _share(cost_minor: int, margin_minor: int) -> int:
    """Cost as a part of margin in ppm, rounded up: what is above the limit by a cent is above it."""
    if cost_minor <= 0:
        return 0
    return PPM * PPM if margin_minor <= 0 else -(-cost_minor * PPM // margin_minor)
