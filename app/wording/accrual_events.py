"""What happened, and which part in it the earner has: the first half of an accrual's sentence."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark
from app.wording.accrual_values import Reason, period_text
from app.wording.terms import event_kind

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
    "client_anniversary": (
        mark("Anniversary of the client {client} on {date}: {gross} received within the year"),
        mark("Anniversary of the client {client} on {date}: {gross} received within the year"),
    ),
}
"""What happened, and what took it back."""

_WON_BY_MONEY = (
    mark("Client won on {date} by its first money: contract {contract} for {gross} ({order})"),
    mark("First paid contract {contract} reduced on {date} by {gross} ({order})"),
)
_BOTH = (
    mark("Both paid and accepted on {date}: {gross} (contract {contract}, {order})"),
    mark("No longer both paid and accepted since {date}: {gross} (contract {contract}, {order})"),
)
_MEASURES: Mapping[str, str] = {
    "firm_receipts": mark("Receipts of the firm for {month}, without VAT: {base}"),
    "firm_margin": mark("Margin of the firm for {month}: {base}"),
    "own_receipts": mark("Your receipts for {month}, without VAT: {base}"),
}
_WHO: Mapping[str, str] = {
    "finding": mark("you found the client"),
    "selling": mark("you sold this order"),
    "upselling": mark("you enlarged this order"),
    "delivering": mark("you ran the project"),
    "invoicing": mark("you issued the invoice"),
    "collecting": mark("you collected the money"),
    "accepting": mark("you got the work accepted"),
    "named": mark("the rule names you"),
    "pool": mark("you are one of the team"),
    "each": mark("the rule is for everybody in the scheme"),
}
_OF_CLIENT: Mapping[str, str] = {
    "selling": mark("you sell to the client"),
    "upselling": mark("you enlarge the client's orders"),
    "delivering": mark("you run the client's projects"),
    "invoicing": mark("you issue the client's invoices"),
    "collecting": mark("you collect the client's money"),
    "accepting": mark("you get the client's work accepted"),
}
"""The same where the event is of the client and of no order."""
_FOUND_AND_SOLD = mark("you found the client and sold this order")
_FOUND_NOT_SOLD = mark("you found the client and did not sell this order")


def event_text(reason: Reason) -> str:
    """What happened, with its amount without VAT and the firm's amount where they differ."""
    words, kind = reason.words, reason.text("event", reason.accrual.event_kind)
    if reason.event_key.startswith("pool:"):
        return words.text("The team's pool for {month} ({kind})").format(
            month=words.month(reason.accrual.month), kind=event_kind(words, kind)
        )
    if reason.event_key.startswith("period:"):
        every = reason.event_key.split(":")[1]
        return words.text("Minimum for {period}").format(period=period_text(words, every, reason.accrual.month))
    if kind == "period_end":
        return words.text(_MEASURES[reason.text("measure", "firm_receipts")]).format(
            month=words.month(reason.accrual.month),
            base=words.coded(reason.whole("base_minor"), reason.text("firm_currency")),
        )
    return _document(reason, kind)


def _document(reason: Reason, kind: str) -> str:
    words = reason.words
    gross_minor = reason.whole("gross_minor", reason.accrual.base_minor)
    net_minor = reason.whole("net_minor", gross_minor)
    gives, takes_back = _templates(reason, kind)
    of_year = kind == "client_anniversary"
    currency = reason.text("firm_currency" if of_year else "currency")
    said = words.text(takes_back if gross_minor < 0 else gives).format(
        gross=words.coded(abs(gross_minor), currency).strip(),
        date=reason.date("event_on"),
        invoice=reason.text("invoice"),
        contract=reason.text("contract"),
        client=reason.client,
        order=_order(reason),
    )
    if net_minor != gross_minor:
        said += words.text(", without VAT {net}").format(net=words.amount(abs(net_minor)))
    return said if of_year else said + _base(reason, net_minor)


def _templates(reason: Reason, kind: str) -> tuple[str, str]:
    if reason.event_key.startswith("both:"):
        return _BOTH
    if "won_money" in reason.event_key:
        return _WON_BY_MONEY
    return _EVENTS[kind]


def _base(reason: Reason, net_minor: int) -> str:
    """How the amount without VAT became the base: converted, with VAT, the margin, or the increase."""
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
            rate=_exchange(reason), date=reason.date("exchange_on")
        )
    kind = reason.text("base", "net")
    if kind == "margin":
        return said + words.text(", base: margin {base}").format(base=base)
    if kind == "increase":
        return said + words.text(", base: {base}, the increase over the client's largest earlier project").format(
            base=base
        )
    if kind == "gross" and (said or base_minor != net_minor):
        return said + words.text(", base: with VAT {base}").format(base=base)
    if said or base_minor != net_minor:
        return said + words.text(", base: {base}").format(base=base)
    return said


def _exchange(reason: Reason) -> str:
    rate = reason.words.exchange_rate(reason.whole("exchange_micro"))
    units = reason.whole("exchange_units", 1)
    return rate if units == 1 else f"{rate} / {units}"


def _order(reason: Reason) -> str:
    """Which order of the client it is."""
    words, number = reason.words, reason.whole("order_number", reason.accrual.order_number)
    if reason.text("order_kind") == "extension" and number:
        return words.text("extension of order no. {n} of {client}").format(n=number, client=reason.client)
    if not number:
        return words.text("an order of {client} outside the count").format(client=reason.client)
    return words.text("{ordinal} order of {client}").format(ordinal=words.ordinal(number), client=reason.client)


def who_text(reason: Reason) -> str:
    """The recipient's part, and for the finder whether the finder also sold the order."""
    words, function = reason.words, reason.text("function", reason.accrual.function)
    if reason.text("event", reason.accrual.event_kind) == "client_anniversary":
        return words.text(_OF_CLIENT.get(function) or _WHO[function])
    if function == "finding" and "sold" in reason.values:
        return words.text(_FOUND_AND_SOLD if reason.whole("sold") else _FOUND_NOT_SOLD)
    return words.text(_WHO[function])
