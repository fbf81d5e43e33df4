"""What the firm's last twelve months say of a function, in a sentence."""

from __future__ import annotations

from app.calc.facts import Function
from app.i18n.words import Words
from app.motivation.draft.records import WorkTable
from app.wording.terms import function as function_name

_NAMED = 3


def past_sentence(words: Words, table: WorkTable, function: Function) -> str:
    """Who held the function, on how much money, and what it was paid; "" where nobody did."""
    done = [one for one in table.history.done if one.function is function]
    if not done:
        return ""
    names = list(dict.fromkeys(table.people.get(one.person_id, "") for one in done))
    people = ", ".join(names[:_NAMED])
    if names[_NAMED:]:
        people = words.text("{people} and {n} more").format(people=people, n=len(names) - _NAMED)
    net, pay = sum(one.net_minor for one in done), sum(one.pay_minor for one in done)
    said = words.text("In the last twelve months: «{function}» was the work of {people}, on {net} of receipts.").format(
        function=function_name(words, function), people=people, net=words.money(net, table.currency)
    )
    if not pay:
        return f"{said} {words.text('Nothing was paid for it.')}"
    paid = words.text("The schemes in force gave {pay} for it.").format(pay=words.money(pay, table.currency))
    return f"{said} {paid}"
