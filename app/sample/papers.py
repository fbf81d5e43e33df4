"""What is written about the orders: acts, invoices by instalments, credit notes, amendments, cancellations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from app.calc.facts import ServiceKind
from app.contracts.model import NewAct, NewAmendment
from app.invoices.model import NewCreditNote, NewInvoice
from app.kernel.money import apply_rate, with_vat
from app.sample.cast import Cast
from app.sample.dice import Dice
from app.sample.orders import Order, Profile
from app.sample.story import LAST_MONTH, Cancelled, Entered, entered_on

WAITED_FOR_SINCE = date(2026, 9, 15)
"""Of older acts every signed copy is back."""


class Stage(NamedTuple):
    """A step of a project: when it is reached, the share of the net that is invoiced and that is accepted then."""

    on: date
    invoiced_percent: int
    accepted_percent: int


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice with what becomes of it, before anybody pays."""

    profile: Profile
    new: NewInvoice
    cancelled: Cancelled | None = None
    credit: NewCreditNote | None = None
    refunded: bool = False
    """Whether the money comes back, the contract being cancelled."""


@dataclass(slots=True)
class Papers:
    """All papers of the firm; invoices in the order of their numbers."""

    acts: list[Entered[NewAct]]
    bills: list[Bill]
    amendments: list[Entered[NewAmendment]]
    cancelled: list[Entered[Cancelled]]


def papers(dice: Dice, cast: Cast, orders: tuple[Order, ...]) -> Papers:
    """Walk every order through its stages."""
    made = Papers([], [], [], [])
    extended = {order.new.extends_number for order in orders}
    for place, order in enumerate(orders, start=1):
        stages = _stages(dice, order)
        root = not order.new.extends_number and order.new.number not in extended
        cancelled = _cancellation(dice, cast, place, order) if root and dice.chance(4) else None
        if cancelled:
            made.cancelled.append(Entered(entered_on(cancelled.on), cancelled))
            stages = [stage for stage in stages if stage.on < cancelled.on]
        change = None if cancelled else _amendment(dice, cast, place, order, stages)
        if change:
            made.amendments.append(Entered(entered_on(change.on_date), change))
        net_minor = order.new.net_minor + (change.net_change_minor if change else 0)
        made.acts += _acts(place, order, stages, net_minor)
        made.bills += _bills(dice, place, order, stages, net_minor, cancelled)
    made.bills.sort(key=lambda bill: (bill.new.issued_on, bill.new.contract_id))
    made.bills = _numbered(dice, cast, made.bills)
    return made


def _stages(dice: Dice, order: Order) -> list[Stage]:
    signed_on = order.new.signed_on
    if order.new.service_kind is ServiceKind.COMPLEX:
        middle = dice.days_after(signed_on, 35, 70)
        plan = [
            Stage(dice.days_after(signed_on, 1, 5), 30, 0),
            Stage(middle, 40, 50),
            Stage(dice.days_after(middle, 40, 80), 30, 50),
        ]
    elif dice.chance(60):
        plan = [
            Stage(dice.days_after(signed_on, 0, 4), 50, 0),
            Stage(dice.days_after(signed_on, 20, 55), 50, 100),
        ]
    else:
        plan = [Stage(dice.days_after(signed_on, 14, 45), 100, 100)]
    return [stage for stage in plan if stage.on <= LAST_MONTH.last]


def _cancellation(dice: Dice, cast: Cast, place: int, order: Order) -> Cancelled | None:
    on = dice.days_after(order.new.signed_on, 18, 45)
    return Cancelled(place, on, dice.choice(cast.reasons["cancel"])) if on <= LAST_MONTH.last else None


def _amendment(dice: Dice, cast: Cast, place: int, order: Order, stages: list[Stage]) -> NewAmendment | None:
    """A change of the net, agreed before the last stage and invoiced with it."""
    if len(stages) < 2 or stages[-1].accepted_percent == 0 or not dice.chance(4):  # ruff: ignore[magic-value-comparison]  a first and a last
        return None
    on = dice.days_after(order.new.signed_on, 6, 12)
    change_minor = order.new.net_minor * dice.choice((-10, 10, 15)) // 100
    return NewAmendment(place, on, change_minor, dice.choice(cast.reasons["amendment"]))


def _acts(place: int, order: Order, stages: list[Stage], net_minor: int) -> list[Entered[NewAct]]:
    acts: list[Entered[NewAct]] = []
    done_percent = accepted_minor = 0
    for stage in stages:
        if not stage.accepted_percent:
            continue
        done_percent += stage.accepted_percent
        part_minor = net_minor * done_percent // 100 - accepted_minor
        accepted_minor += part_minor
        act = NewAct(
            contract_id=place,
            number=f"А-{len(acts) + 1}",
            accepted_on=stage.on,
            net_minor=part_minor,
            vat_minor=apply_rate(part_minor, order.new.vat_ppm),
            final=done_percent == 100,  # ruff: ignore[magic-value-comparison]  percent
            returned_on=_back_on(stage.on, place),
        )
        acts.append(Entered(entered_on(stage.on), act))
    return acts


def _back_on(accepted_on: date, place: int) -> date | None:
    """When the signed copy came back: after a week or more; of late some are still waited for."""
    back_on = accepted_on + timedelta(days=7 + place % 5)
    slow = accepted_on >= WAITED_FOR_SINCE and place % 3 == 0
    return None if slow or back_on > LAST_MONTH.first else back_on


def _bills(
    dice: Dice, place: int, order: Order, stages: list[Stage], net_minor: int, cancelled: Cancelled | None
) -> list[Bill]:
    bills = []
    done_percent = invoiced_minor = 0
    for stage in stages:
        done_percent += stage.invoiced_percent
        part_minor = net_minor * done_percent // 100 - invoiced_minor
        invoiced_minor += part_minor
        new = NewInvoice(
            number="",
            contract_id=place,
            issued_on=stage.on,
            due_on=stage.on + timedelta(days=order.profile.due_days),
            net_minor=part_minor,
            gross_minor=with_vat(part_minor, order.new.vat_ppm),
        )
        refunded = bool(cancelled) and dice.chance(50)
        withdrawn = None if refunded or not cancelled else cancelled._replace(place=0)
        bills.append(Bill(order.profile, new, withdrawn, refunded=refunded))
    return bills


def _numbered(dice: Dice, cast: Cast, bills: list[Bill]) -> list[Bill]:
    """Invoices with their numbers; some are written anew for a mistake, some get a credit note."""
    done: list[Bill] = []
    for bill in bills:
        plain = not bill.cancelled and not bill.refunded
        if plain and dice.chance(1):
            wrong = Cancelled(0, dice.days_after(bill.new.issued_on, 1, 3), cast.reasons["invoice"])
            done.append(_with_number(replace(bill, cancelled=wrong), len(done) + 1))
        elif plain and dice.chance(2):
            credited = _with_number(bill, len(done) + 1)
            done.append(replace(credited, credit=_credit(dice, cast, credited, len(done) + 1)))
            continue
        done.append(_with_number(bill, len(done) + 1))
    return done


def _with_number(bill: Bill, place: int) -> Bill:
    cancelled = bill.cancelled._replace(place=place) if bill.cancelled else None
    return replace(bill, new=replace(bill.new, number=f"Р-{place:04d}"), cancelled=cancelled)


def _credit(dice: Dice, cast: Cast, bill: Bill, place: int) -> NewCreditNote:
    net_minor = bill.new.net_minor * dice.between(5, 15) // 100
    return NewCreditNote(
        number=f"КН-{bill.new.number[2:]}",
        invoice_id=place,
        issued_on=dice.days_after(bill.new.issued_on, 2, 5),
        net_minor=net_minor,
        gross_minor=bill.new.gross_minor * net_minor // bill.new.net_minor,
        reason=dice.choice(cast.reasons["credit"]),
    )
