"""The whole story put together: the same one every time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from app.calc.facts import Function
from app.contracts.model import NewHandover
from app.invoices.model import NewTask, TaskKind
from app.sample import money, orders, papers
from app.sample.cast import Cast, cast
from app.sample.dice import Dice, weekday
from app.sample.orders import Profile
from app.sample.papers import Bill
from app.sample.story import LAST_MONTH, SEED, Cancelled, Entered, Story, TaskDone, entered_on

LEAVER = 6
HEIR = 7
TASKS = 24


@cache
def story() -> Story:
    """Everything that happens to the sample firm."""
    dice, play = Dice(SEED), cast()
    people = orders.profiles(dice, play)
    cards = orders.clients(dice, people)
    known = money.rates(dice)
    ordered = orders.orders(dice, play, people)
    written = papers.papers(dice, play, ordered)
    paid = money.money(dice, play, written.bills, ordered, known)
    calls = money.reminders(dice, play, written.bills, ordered, paid)
    tasks, tasks_done = _tasks(dice, play, people)
    return Story(
        clients=cards,
        groups=tuple(name for name, _ in play.groups),
        memberships=orders.memberships(play, people),
        rates=known,
        contracts=tuple(Entered(entered_on(order.new.signed_on), order.new) for order in ordered),
        cancelled_contracts=tuple(written.cancelled),
        amendments=tuple(written.amendments),
        handovers=tuple(_handovers(dice, play, people)),
        acts=tuple(written.acts),
        invoices=tuple(Entered(entered_on(bill.new.issued_on), bill.new) for bill in written.bills),
        cancelled_invoices=tuple(_withdrawn(written.bills)),
        credit_notes=tuple(
            Entered(entered_on(bill.credit.issued_on), bill.credit)
            for bill in written.bills
            if bill.credit and bill.credit.issued_on <= LAST_MONTH.last
        ),
        payments=tuple(paid.payments),
        stornos=tuple(paid.stornos),
        refunds=tuple(paid.refunds),
        reminders=tuple(calls),
        tasks=tuple(tasks),
        tasks_done=tuple(tasks_done),
    )


def _withdrawn(bills: list[Bill]) -> list[Entered[Cancelled]]:
    return [
        Entered(entered_on(bill.cancelled.on), bill.cancelled)
        for bill in bills
        if bill.cancelled and bill.cancelled.on <= LAST_MONTH.last
    ]


def _handovers(dice: Dice, play: Cast, people: tuple[Profile, ...]) -> list[Entered[NewHandover]]:
    """The leaver's clients go to an heir; some clients come to talk straight to their project manager."""
    made = []
    left_on = play.players[LEAVER - 1].left_on or LAST_MONTH.last
    for profile in people:
        if profile.finder == LEAVER and profile.first_on < left_on:
            on = weekday(left_on + timedelta(days=1))
            new = NewHandover(profile.place, Function.COLLECTING, HEIR, on, play.reasons["leaver"])
            made.append(Entered(entered_on(on), new))
        elif dice.chance(15):
            on = dice.days_after(max(profile.first_on, date(2025, 1, 1)), 60, 300)
            reason = dice.choice(play.reasons["handover"])
            if on <= LAST_MONTH.last:
                new = NewHandover(profile.place, Function.COLLECTING, profile.project_manager, on, reason)
                made.append(Entered(entered_on(on), new))
    return made


def _tasks(
    dice: Dice, play: Cast, people: tuple[Profile, ...]
) -> tuple[list[Entered[NewTask]], list[Entered[TaskDone]]]:
    tasks, done = [], []
    for place in range(1, TASKS + 1):
        profile = dice.choice([one for one in people if one.first_on < LAST_MONTH.first])
        on = dice.days_after(max(profile.first_on, date(2025, 1, 1)), 0, 30)
        on = min(on + timedelta(days=dice.between(0, max(0, (LAST_MONTH.last - on).days))), LAST_MONTH.last)
        kind = dice.choice((TaskKind.NEED, TaskKind.ASK_INVOICE, TaskKind.OTHER))
        note = dice.choice(play.reasons["task"])
        due_on = dice.days_after(on, 3, 14)
        tasks.append(Entered(entered_on(on), NewTask(profile.place, kind, profile.project_manager, due_on, note)))
        done_on = due_on - timedelta(days=dice.between(0, 2))
        if done_on <= LAST_MONTH.last and dice.chance(80):
            done.append(Entered(entered_on(done_on), TaskDone(place, done_on)))
    return tasks, done
