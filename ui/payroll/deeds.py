"""What may be done with a month: how each deed is called, and what is asked before it."""

from __future__ import annotations

from typing import NamedTuple

from app.i18n.words import Words, mark
from app.payroll.model import RunState
from ui.kit.dialog import Message
from ui.payroll.books import MonthBooks


class Onward(NamedTuple):
    """A step on: its button, its headline, what it means. All marked."""

    deed: str
    question: str
    text: str
    asks: bool
    doing: str


ONWARD: dict[RunState, Onward] = {
    RunState.SUBMITTED: Onward(
        mark("Submit for approval"),
        mark("Submit {month}?"),
        "",
        asks=False,
        doing=mark("Submitting {month}"),
    ),
    RunState.APPROVED: Onward(
        mark("Approve"),
        mark("Approve {month}?"),
        mark("Gross pay of {gross} for {people}. Then the month may be paid out."),
        asks=True,
        doing=mark("Approving {month}"),
    ),
    RunState.PAID: Onward(
        mark("Mark as paid"),
        mark("Mark {month} as paid?"),
        mark("Gross pay of {gross} for {people} was paid out. From here there is no way back to a draft."),
        asks=True,
        doing=mark("Marking {month} as paid"),
    ),
    RunState.CLOSED: Onward(
        mark("Close the month"),
        mark("Close {month}?"),
        mark("Its results stand for ever. What changes later in the books is paid as a true-up of a later month."),
        asks=True,
        doing=mark("Closing {month}"),
    ),
}


def onward_message(step: Onward, books: MonthBooks, words: Words) -> Message:
    """The question before a step on."""
    lines = books.sheet.lines if books.sheet else ()
    currency = books.sheet.run.currency if books.sheet else ""
    gross = sum(line.pay.gross_minor for line in lines)
    text = words.text(step.text).format(
        gross=words.money(gross, currency), people=words.plural("{n} person", "{n} people", len(lines))
    )
    return Message(words.text(step.question).format(month=words.month(books.month)), text)


def back_message(books: MonthBooks, words: Words) -> Message:
    """The question before a run goes back to a draft."""
    return Message(
        words.text("Take {month} back to a draft?").format(month=words.month(books.month)),
        words.text("It can then be worked out again. The reason stays in the history of the run."),
    )


def reopen_message(books: MonthBooks, words: Words) -> Message:
    """The question before the next revision of a closed month."""
    return Message(
        words.text("Begin another revision of {month}?").format(month=words.month(books.month)),
        words.text("The closed one stays for ever; the new one is worked out from the books as they stand now."),
    )
