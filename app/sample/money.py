"""What comes in: payments (early, late, in part, several invoices at once), advances, refunds, and calls about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.calc.facts import Function
from app.invoices.model import Channel, NewReminder, Outcome
from app.kernel.money import convert
from app.kernel.period import Month
from app.payments.model import NewAllocation, NewPayment, NewRefund
from app.sample.cast import Cast
from app.sample.dice import Dice
from app.sample.orders import Order
from app.sample.papers import Bill
from app.sample.story import BOOKS_FROM, LAST_MONTH, Entered, Storno, entered_on
from app.settings.model import CurrencyRate

DELAYS = {"punctual": (-5, 3), "slow": (2, 26), "late": (12, 85)}
"""Days after the due date by kind of payer."""
TOGETHER_DAYS = 6
REMINDED_AFTER_DAYS = 6
MISTAKEN_ON = date(2026, 5, 28)
MISTAKE_FOUND_IN = Month(2026, 6)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A part of an invoice that comes in on a day."""

    on: date
    invoice: int
    client: int
    currency: str
    amount_minor: int


@dataclass(slots=True)
class Money:
    """All that came in and went back."""

    payments: list[Entered[NewPayment]]
    stornos: list[Entered[Storno]]
    refunds: list[Entered[NewRefund]]
    settled_on: dict[int, date]
    """When an invoice (by place) was paid for good."""


def rates(dice: Dice) -> tuple[CurrencyRate, ...]:
    """Weekly rates of the dollar and the euro, wandering slowly upwards, from before the first order to the end."""
    made = []
    prices = {"USD": 366_000, "EUR": 398_000}
    day = date(2023, 11, 27)
    while day <= LAST_MONTH.last:
        for currency, price in prices.items():
            made.append(CurrencyRate(currency, day, price * 100))
            prices[currency] = price + dice.between(-900, 1_600)
        day += timedelta(days=7)
    return tuple(made)


def rate_on(known: tuple[CurrencyRate, ...], currency: str, day: date) -> CurrencyRate:
    """The latest rate on or before a day."""
    return max((rate for rate in known if rate.currency == currency and rate.on_date <= day), key=lambda r: r.on_date)


def money(
    dice: Dice, cast: Cast, bills: list[Bill], orders: tuple[Order, ...], known: tuple[CurrencyRate, ...]
) -> Money:
    """Let every client pay in its own way."""
    made = Money([], [], [], {})
    receipts: list[Receipt] = []
    for place, bill in enumerate(bills, start=1):
        currency = orders[bill.new.contract_id - 1].new.currency
        parts = [part for part in _receipts(dice, bill, place, currency) if part.on <= LAST_MONTH.last]
        receipts += parts
        due_minor = bill.new.gross_minor - (bill.credit.gross_minor if bill.credit else 0)
        if parts and sum(part.amount_minor for part in parts) == due_minor:
            made.settled_on[place] = max(part.on for part in parts)
    receipts.sort(key=lambda receipt: (receipt.on, receipt.invoice))
    for group in _together(dice, receipts):
        _pay(dice, made, bills, group, known)
    _refund(dice, cast, made, bills)
    _mistake(cast, made, bills)
    return made


def _receipts(dice: Dice, bill: Bill, place: int, currency: str) -> list[Receipt]:
    if bill.cancelled or dice.chance(2):
        return []
    due_minor = bill.new.gross_minor - (bill.credit.gross_minor if bill.credit else 0)
    low, high = DELAYS[bill.profile.payer]
    on = dice.days_after(bill.new.due_on, low, high)
    if bill.refunded:
        on = bill.new.issued_on + timedelta(days=dice.between(1, 5))
    elif bill.credit:
        on = max(on, bill.credit.issued_on + timedelta(days=1))
    elif dice.chance(4):
        on = bill.new.issued_on - timedelta(days=dice.between(1, 3))
    client = bill.profile.place
    if bill.refunded or not dice.chance(13):
        return [Receipt(on, place, client, currency, due_minor)]
    first_minor = due_minor * dice.between(40, 70) // 100
    rest = Receipt(dice.days_after(on, 8, 40), place, client, currency, due_minor - first_minor)
    return [Receipt(on, place, client, currency, first_minor), rest]


def _together(dice: Dice, receipts: list[Receipt]) -> list[list[Receipt]]:
    """Receipts of one client within a few days come as one payment, more often than not."""
    groups: list[list[Receipt]] = []
    last: dict[tuple[int, str], list[Receipt]] = {}
    for receipt in receipts:
        open_group = last.get((receipt.client, receipt.currency))
        near = open_group and receipt.on - open_group[0].on <= timedelta(days=TOGETHER_DAYS)
        if open_group and near and all(r.invoice != receipt.invoice for r in open_group) and dice.chance(70):
            open_group.append(replace(receipt, on=open_group[0].on))
            continue
        groups.append([receipt])
        last[receipt.client, receipt.currency] = groups[-1]
    return groups


def _pay(dice: Dice, made: Money, bills: list[Bill], group: list[Receipt], known: tuple[CurrencyRate, ...]) -> None:
    first = group[0]
    in_hryvnias = first.currency != "UAH" and dice.chance(35)
    allocations = []
    for receipt in group:
        firm_minor = None
        if in_hryvnias:
            rate = rate_on(known, receipt.currency, first.on)
            firm_minor = convert(receipt.amount_minor, rate.rate_micro) * dice.between(992, 999) // 1000
        allocations.append(NewAllocation(receipt.invoice, receipt.amount_minor, firm_minor))
    total_minor = sum(part.firm_amount_minor or part.amount_minor for part in allocations)
    if first.currency == "UAH" and dice.chance(2):
        total_minor += dice.round_amount(1_000, 9_000, 500)
    month = Month.of(first.on)
    late_paper = month < LAST_MONTH and dice.chance(3)
    payment = NewPayment(
        number=f"{len(made.payments) + 1:05d}",
        client_id=first.client,
        received_on=first.on,
        amount_minor=total_minor,
        currency="UAH" if in_hryvnias else first.currency,
        allocations=tuple(allocations),
    )
    entered = month.plus(1) if late_paper else month
    written = max(Month.of(bills[receipt.invoice - 1].new.issued_on) for receipt in group)
    made.payments.append(Entered(max(entered, written, BOOKS_FROM), payment))


def _refund(dice: Dice, cast: Cast, made: Money, bills: list[Bill]) -> None:
    """Money of cancelled contracts goes back whole; now and then a part of another payment."""
    for place, entered in enumerate(made.payments, start=1):
        for allocation in entered.item.allocations:
            bill = bills[allocation.invoice_id - 1]
            on = dice.days_after(entered.item.received_on, 20, 50)
            if on > LAST_MONTH.last or not (bill.refunded or dice.chance(1)):
                continue
            share = 100 if bill.refunded else dice.between(10, 30)
            refund = NewRefund(
                payment_id=place,
                invoice_id=allocation.invoice_id,
                refunded_on=on,
                amount_minor=allocation.amount_minor * share // 100,
                reason=dice.choice(cast.reasons["refund"]),
            )
            made.refunds.append(Entered(max(Month.of(on), entered.month), refund))


def _mistake(cast: Cast, made: Money, bills: list[Bill]) -> None:
    """A payment of June 2026 is first booked in May, with another client's money; undone when the right one comes."""
    right = next(
        entered.item
        for entered in made.payments
        if entered.month == MISTAKE_FOUND_IN == Month.of(entered.item.received_on)
        and len(entered.item.allocations) == 1
        and entered.item.currency == "UAH"
        and entered.item.allocations[0].firm_amount_minor is None
        and made.settled_on.get(entered.item.allocations[0].invoice_id) == entered.item.received_on
        and bills[entered.item.allocations[0].invoice_id - 1].new.issued_on < MISTAKEN_ON
    )
    wrong = right._replace(number="П-77", received_on=MISTAKEN_ON, amount_minor=right.allocations[0].amount_minor)
    made.payments.append(Entered(Month.of(MISTAKEN_ON), wrong))
    made.stornos.append(Entered(MISTAKE_FOUND_IN, Storno(wrong.number, cast.reasons["storno"])))


def reminders(
    dice: Dice, cast: Cast, bills: list[Bill], orders: tuple[Order, ...], made: Money
) -> list[Entered[NewReminder]]:
    """Calls about invoices that are overdue, until the money is there; dissatisfaction is a task of the manager."""
    calls = []
    for place, bill in enumerate(bills, start=1):
        if bill.cancelled or bill.refunded:
            continue
        until = made.settled_on.get(place, LAST_MONTH.last)
        on = bill.new.due_on + timedelta(days=REMINDED_AFTER_DAYS)
        for _ in range(3):
            on = dice.days_after(on, 0, 9)
            if on >= until:
                break
            roles = orders[bill.new.contract_id - 1].new.roles
            collector = next(part.person_id for part in roles if part.function is Function.COLLECTING)
            if not cast.players[collector - 1].works_on(on):
                collector = cast.number_of("office", on)[0]
            outcome = list(Outcome)[dice.weighted((45, 20, 6, 6, 23))]
            call = NewReminder(
                invoice_id=place,
                on_date=on,
                channel=dice.choice((Channel.CALL, Channel.CALL, Channel.EMAIL, Channel.MESSAGE)),
                person_id=collector,
                outcome=outcome,
                promised_on=on + timedelta(days=dice.between(2, 12)) if outcome is Outcome.PROMISED else None,
                note=dice.choice(cast.reasons["note"]),
                task_for=bill.profile.project_manager if outcome is Outcome.DISSATISFIED else None,
            )
            calls.append(Entered(entered_on(on), call))
            on += timedelta(days=7)
    return calls
