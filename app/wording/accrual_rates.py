"""How rates on a single event made the amount: percentages, sums, lists, and tables over the event itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.i18n.words import mark
from app.wording.accrual_values import Reason

Calculation = Callable[[Reason, int], str]
"""How an amount came about: the reason, and the amount in minor units."""

_RUNS: Mapping[str, str] = {
    "both": mark("as it is paid and accepted (by now: {part} of {total})"),
    "payment_received": mark("as the money comes in (paid by now: {part} of {total})"),
    "invoice_settled": mark("as invoices are paid in full (paid by now: {part} of {total})"),
    "invoice_issued": mark("as it is invoiced (invoiced by now: {part} of {total})"),
    "work_accepted": mark("as the work is accepted (accepted by now: {part} of {total})"),
}


def _percent(reason: Reason, amount_minor: int) -> str:
    return reason.words.text("{rate} = {amount}").format(rate=reason.rate, amount=reason.words.amount(amount_minor))


def _fixed(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    runs = _runs(reason)
    if not runs:
        return words.text("fixed sum {amount}").format(amount=words.amount(amount_minor))
    return words.text("fixed sum {fixed} {as_it_runs}: {amount}").format(
        fixed=reason.amount("fixed_minor", amount_minor), as_it_runs=runs, amount=words.amount(amount_minor)
    )


def _per_unit(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    runs = _runs(reason)
    product = words.plural("{n} unit × {unit} = {fixed}", "{n} units × {unit} = {fixed}", reason.whole("quantity"))
    product = product.format(unit=reason.amount("unit_minor"), fixed=reason.amount("fixed_minor"))
    if not runs:
        return (
            product
            if reason.whole("fixed_minor") == amount_minor
            else words.text("{product}, of this: {amount}").format(product=product, amount=words.amount(amount_minor))
        )
    return words.text("{product} {as_it_runs}: {amount}").format(
        product=product, as_it_runs=runs, amount=words.amount(amount_minor)
    )


def _runs(reason: Reason) -> str:
    """How a sum runs with the contract; nothing where it is given at once."""
    event = "both" if reason.event_key.startswith("both:") else reason.text("event", reason.accrual.event_kind)
    if event not in _RUNS or not reason.whole("contract_net_minor"):
        return ""
    return reason.words.text(_RUNS[event]).format(
        part=reason.amount("paid_minor"), total=reason.amount("contract_net_minor")
    )


def _order_list(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    template = (
        words.text("rate of this and every later order {rate} = {amount}")
        if reason.whole("last")
        else words.text("rate of this order {rate} = {amount}")
    )
    return template.format(rate=reason.rate, amount=words.amount(amount_minor))


def _month_list(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    template = (
        words.text("month {n} since the client was won, rate of this and every later month {rate} = {amount}")
        if reason.whole("last")
        else words.text("month {n} since the client was won, rate of this month {rate} = {amount}")
    )
    number = words.number(reason.whole("month_number"))
    return template.format(n=number, rate=reason.rate, amount=words.amount(amount_minor))


def _fading(reason: Reason, amount_minor: int) -> str:
    template = reason.words.text("rate {start}, less {step} with every order, not below {floor}: {rate} = {amount}")
    return _faded(reason, template, amount_minor)


def _month_fading(reason: Reason, amount_minor: int) -> str:
    template = reason.words.text(
        "month {n} since the client was won, rate {start}, less {step} with every month, not below {floor}: "
        "{rate} = {amount}"
    )
    return _faded(reason, template, amount_minor)


def _faded(reason: Reason, template: str, amount_minor: int) -> str:
    return template.format(
        n=reason.words.number(reason.whole("month_number")),
        start=reason.percent("start_ppm"),
        step=reason.percent("step_ppm"),
        floor=reason.percent("floor_ppm"),
        rate=reason.rate,
        amount=reason.words.amount(amount_minor),
    )


def _tier_event(reason: Reason, amount_minor: int) -> str:
    words = reason.words
    if "rate_ppm" in reason.values:
        template = words.text("tier table on the contract of {contract}: {rate} = {amount}")
    else:
        template = words.text("tier table, slice by slice, on the contract of {contract}: {amount}")
    return template.format(
        contract=reason.amount("contract_base_minor"), rate=reason.rate, amount=words.amount(amount_minor)
    )


def _tier_days_late(reason: Reason, amount_minor: int) -> str:
    words, days = reason.words, reason.whole("days_late")
    template = (
        words.plural("paid {n} day late, so the rate is {rate} = {amount}",
                     "paid {n} days late, so the rate is {rate} = {amount}", days)
        if days > 0
        else words.text("paid in time, so the rate is {rate} = {amount}")
    )  # fmt: skip
    return template.format(rate=reason.rate, amount=words.amount(amount_minor))


RATES: Mapping[str, Calculation] = {
    "percent": _percent,
    "fixed": _fixed,
    "per_unit": _per_unit,
    "order_list": _order_list,
    "month_list": _month_list,
    "fading": _fading,
    "month_fading": _month_fading,
    "tier_event": _tier_event,
    "tier_days_late": _tier_days_late,
}
"""Rates on the whole amount, which is then shared (SEMANTICS 4)."""
