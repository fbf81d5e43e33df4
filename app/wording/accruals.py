"""The reason of an accrual as one sentence. The codes and the names of their values stand in ``app.calc.explain``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.calc.results import Accrual
from app.i18n.words import Words, mark
from app.kernel.money import PPM
from app.kernel.period import Month

_EVENTS: Mapping[str, tuple[str, str]] = {
    "payment_received": (
        mark("Payment {gross} of {date} (invoice {invoice}, {order})"),
        mark("Refund {gross} of {date} (invoice {invoice}, {order})"),
    ),
    "invoice_issued": (
        mark("Invoice {invoice} of {date} for {gross} ({order})"),
        mark("Invoice {invoice} reduced on {date} by {gross} ({order})"),
    ),
    "contract_signed": (
        mark("Contract {contract} of {date} for {gross} ({order})"),
        mark("Contract {contract} reduced on {date} by {gross} ({order})"),
    ),
    "work_accepted": (
        mark("Act of {date} for {gross} (contract {contract}, {order})"),
        mark("Acceptance reduced on {date} by {gross} (contract {contract}, {order})"),
    ),
    "invoice_settled": (
        mark("Invoice {invoice} for {gross} paid in full on {date} ({order})"),
        mark("Invoice {invoice} no longer paid in full since {date}, by {gross} ({order})"),
    ),
    "client_won": (
        mark("Client won on {date}: contract {contract} for {gross} ({order})"),
        mark("First contract {contract} reduced on {date} by {gross} ({order})"),
    ),
}
"""What happened, and what took it back."""

_WHO: Mapping[str, str] = {
    "finding": mark("you found the client"),
    "selling": mark("you sold this order"),
    "upselling": mark("you enlarged this order"),
    "delivering": mark("you ran the project"),
    "invoicing": mark("you issued the invoice"),
    "collecting": mark("you collected the money"),
    "accepting": mark("you got the work accepted"),
}
_FOUND_AND_SOLD = mark("you found the client and sold this order")
_FOUND_NOT_SOLD = mark("you found the client and did not sell this order")
_MOST_SLICES = 12


class _Reason:
    """The values of a ``Why`` beside the accrual's own, each with a harmless stand-in."""

    def __init__(self, words: Words, accrual: Accrual, client: str) -> None:
        self.words = words
        self.accrual = accrual
        self.client = client
        self.values = dict(accrual.why.values)

    def whole(self, name: str, otherwise: int = 0) -> int:
        value = self.values.get(name, otherwise)
        return value if isinstance(value, int) else otherwise

    def text(self, name: str, otherwise: str = "") -> str:
        return str(self.values.get(name, otherwise))

    def amount(self, name: str, otherwise: int = 0) -> str:
        return self.words.amount(self.whole(name, otherwise))

    def percent(self, name: str, otherwise: int = 0) -> str:
        return self.words.percent(self.whole(name, otherwise))

    @property
    def rate(self) -> str:
        return self.percent("rate_ppm", self.accrual.rate_ppm or 0)

    @property
    def foreign(self) -> bool:
        currency = self.text("currency")
        return currency != self.text("firm_currency", currency)


def accrual_sentence(words: Words, accrual: Accrual, client_name: str) -> str:
    """Why ``accrual`` is what it is, said to whoever earned it, in one sentence (two for a true-up)."""
    reason = _Reason(words, accrual, client_name)
    if accrual.why.code == "true_up":
        return _true_up(reason)
    return words.text("{event}; {who}: {calculation}.").format(
        event=_event(reason),
        who=_who(reason),
        calculation=_calculation(reason, accrual.why.code, accrual.amount_minor),
    )


def adjustment_sentence(words: Words, reason: str, login: str) -> str:
    """A manual line: why, and who wrote it."""
    return words.text("Manual adjustment: {reason} (entered by: {login}).").format(reason=reason, login=login)


def _true_up(reason: _Reason) -> str:
    words, accrual = reason.words, reason.accrual
    before, after = accrual.before_minor or 0, accrual.after_minor or 0
    gone = reason.whole("gone") == 1
    template = (
        words.text(
            "{event}: no longer earned, changed after closing ({month}): {after} instead of {before}, "
            "difference {amount}."
        )
        if gone
        else words.text(
            "{event}: entered or changed after closing ({month}): {after} instead of {before}, difference {amount}."
        )
    )
    sentence = template.format(
        event=_event(reason),
        month=words.month(_month(reason.text("changed_month"), accrual.month)),
        after=words.amount(after),
        before=words.amount(before),
        amount=words.amount(accrual.amount_minor),
    )
    inner = reason.text("inner")
    if gone or not inner:
        return sentence
    now = words.text("Now: {who}: {calculation}.")
    return f"{sentence} {now.format(who=_who(reason), calculation=_calculation(reason, inner, after))}"


def _event(reason: _Reason) -> str:
    """What happened, with its amount without VAT and the firm's amount where they differ."""
    words = reason.words
    gross_minor = reason.whole("gross_minor", reason.accrual.base_minor)
    net_minor = reason.whole("net_minor", gross_minor)
    currency = reason.text("currency")
    gives, takes_back = _EVENTS.get(reason.text("event", reason.accrual.event_kind), _EVENTS["payment_received"])
    said = words.text(takes_back if gross_minor < 0 else gives).format(
        gross=words.coded(abs(gross_minor), currency).strip(),
        date=words.date(_day(reason.text("event_on"), reason.accrual.event_on)),
        invoice=reason.text("invoice"),
        contract=reason.text("contract"),
        order=_order(reason),
    )
    if net_minor != gross_minor:
        said += words.text(", without VAT {net}").format(net=words.amount(abs(net_minor)))
    return said + _base(reason, net_minor)


def _base(reason: _Reason, net_minor: int) -> str:
    """How the amount without VAT became the base: converted, with VAT, or the margin."""
    words = reason.words
    base_minor = reason.whole("base_minor", net_minor)
    base = words.coded(abs(base_minor), reason.text("firm_currency"))
    said = ""
    if "firm_amount_minor" in reason.values:
        said = words.text(", received in the firm's currency: {amount}").format(
            amount=reason.amount("firm_amount_minor")
        )
    elif reason.foreign and "exchange_micro" in reason.values:
        said = words.text(", at the rate {rate} of {date}").format(
            rate=_exchange(reason), date=words.date(_day(reason.text("exchange_on"), reason.accrual.event_on))
        )
    kind = reason.text("base", "net")
    if kind == "margin":
        return said + words.text(", base: margin {base}").format(base=base)
    if kind == "gross" and (said or base_minor != net_minor):
        return said + words.text(", base: with VAT {base}").format(base=base)
    if said or base_minor != net_minor:
        return said + words.text(", base: {base}").format(base=base)
    return said


def _exchange(reason: _Reason) -> str:
    rate = reason.words.exchange_rate(reason.whole("exchange_micro"))
    units = reason.whole("exchange_units", 1)
    return rate if units == 1 else f"{rate} / {units}"


def _order(reason: _Reason) -> str:
    """Which order of the client it is."""
    words, number = reason.words, reason.whole("order_number", reason.accrual.order_number)
    if reason.text("order_kind") == "extension" and number:
        return words.text("extension of order no. {n} of {client}").format(n=number, client=reason.client)
    if not number:
        return words.text("an order of {client} outside the count").format(client=reason.client)
    return words.text("{ordinal} order of {client}").format(ordinal=words.ordinal(number), client=reason.client)


def _who(reason: _Reason) -> str:
    """The recipient's part, and for the finder whether the finder also sold the order."""
    function = reason.text("function", reason.accrual.function)
    if function == "finding" and "sold" in reason.values:
        return reason.words.text(_FOUND_AND_SOLD if reason.whole("sold") else _FOUND_NOT_SOLD)
    return reason.words.text(_WHO[function]) if function in _WHO else function


def _calculation(reason: _Reason, code: str, amount_minor: int) -> str:
    """How the rate made the amount."""
    made = _CALCULATIONS.get(code, _percent)(reason, amount_minor)
    share = _share(reason)
    if share and code in _SHARED_AFTERWARDS:
        return reason.words.text("{made}; your share ({share}): {amount}").format(
            made=made, share=share, amount=reason.words.amount(amount_minor)
        )
    if share and code in _SHARED_BEFORE:
        return reason.words.text("your share of the base ({share}) is {base}; {made}").format(
            share=share, base=reason.words.amount(reason.accrual.base_minor), made=made
        )
    return made


def _share(reason: _Reason) -> str:
    """The recipient's share, ``1 / 3`` or ``50 %``; nothing for who has all of it."""
    weight, total = reason.whole("share_weight"), reason.whole("share_total")
    if weight == total:
        return ""
    return reason.percent("share_weight") if total == PPM else f"{weight} / {total}"


def _percent(reason: _Reason, amount_minor: int) -> str:
    return reason.words.text("{rate} = {amount}").format(
        rate=reason.rate, amount=reason.amount("whole_minor", amount_minor)
    )


def _fixed(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    amount = reason.amount("whole_minor", amount_minor)
    fixed = reason.amount("fixed_minor", amount_minor)
    if "contract_net_minor" not in reason.values:
        return words.text("fixed sum {amount}").format(amount=amount)
    return words.text("fixed sum {fixed} as the money comes in (paid by now: {part} of {total}): {amount}").format(
        fixed=fixed, part=reason.amount("paid_minor"), total=reason.amount("contract_net_minor"), amount=amount
    )


def _order_list(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    template = (
        words.text("rate of this and every later order {rate} = {amount}")
        if reason.whole("last")
        else words.text("rate of this order {rate} = {amount}")
    )
    return template.format(rate=reason.rate, amount=reason.amount("whole_minor", amount_minor))


def _fading(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text("rate {start}, less {step} with every order, not below {floor}: {rate} = {amount}").format(
        start=reason.percent("start_ppm"),
        step=reason.percent("step_ppm"),
        floor=reason.percent("floor_ppm"),
        rate=reason.rate,
        amount=reason.amount("whole_minor", amount_minor),
    )


def _tier_event(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    if "rate_ppm" in reason.values:
        template = words.text("tier table on the contract of {contract}: {rate} = {amount}")
    else:
        template = words.text("tier table, slice by slice, on the contract of {contract}: {amount}")
    return template.format(
        contract=reason.amount("contract_base_minor"),
        rate=reason.rate,
        amount=reason.amount("whole_minor", amount_minor),
    )


def _tier_marginal(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    count = min(reason.whole("slices"), _MOST_SLICES)
    slices = " + ".join(
        f"{reason.amount(f'slice_{n}_minor')} × {reason.percent(f'slice_{n}_ppm')}" for n in range(1, count + 1)
    )
    return words.text("your total ({month}) goes from {before} to {after}: {slices} = {amount}").format(
        month=words.month(_month(reason.text("month"), reason.accrual.month)),
        before=reason.amount("from_minor"),
        after=reason.amount("to_minor"),
        slices=slices or reason.rate,
        amount=words.amount(amount_minor),
    )


def _tier_whole(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    return words.text(
        "your total ({month}) is {total}, the rate of everything {rate}: {base} × {rate} = {amount}"
    ).format(
        month=words.month(_month(reason.text("month"), reason.accrual.month)),
        total=reason.amount("total_minor"),
        rate=reason.rate,
        base=words.amount(reason.accrual.base_minor),
        amount=words.amount(amount_minor),
    )


def _late(reason: _Reason, amount_minor: int) -> str:
    days = reason.whole("days_late")
    return reason.words.plural(
        "paid {n} day late (due {due}), so {kept} of {full} is kept: {amount}",
        "paid {n} days late (due {due}), so {kept} of {full} is kept: {amount}",
        days,
    ).format(
        due=reason.words.date(_day(reason.text("due_on"), reason.accrual.event_on)),
        kept=reason.percent("kept_ppm"),
        full=reason.amount("full_minor"),
        amount=reason.words.amount(amount_minor),
    )


def _reversal(reason: _Reason, amount_minor: int) -> str:
    words = reason.words
    template = (
        words.text("the reduction of {date}, {original}, is taken back for {part} of {total}: {amount}")
        if reason.text("part") == "late"
        else words.text("the accrual of {date}, {original}, is taken back for {part} of {total}: {amount}")
    )
    return template.format(
        date=words.date(_day(reason.text("original_on"), reason.accrual.event_on)),
        original=reason.amount("original_minor"),
        part=words.amount(abs(reason.whole("reversed_minor"))),
        total=words.amount(abs(reason.whole("of_minor"))),
        amount=words.amount(amount_minor),
    )


_CALCULATIONS: Mapping[str, Callable[[_Reason, int], str]] = {
    "percent": _percent,
    "fixed": _fixed,
    "order_list": _order_list,
    "fading": _fading,
    "tier_event": _tier_event,
    "tier_marginal": _tier_marginal,
    "tier_whole": _tier_whole,
    "late": _late,
    "reversal": _reversal,
}
CODES = frozenset(_CALCULATIONS) | {"true_up"}
"""Codes that have a sentence."""

_SHARED_AFTERWARDS = frozenset({"percent", "fixed", "order_list", "fading", "tier_event"})
"""Rates on the whole amount, which is then shared (SEMANTICS 4)."""

_SHARED_BEFORE = frozenset({"tier_marginal", "tier_whole"})
"""Tables over a person's own total: the base is shared first."""


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


def _month(text: str, otherwise: Month) -> Month:
    return Month.parse(text) if text else otherwise
