"""What an example takes for granted, where the sentences of its accruals do not say it themselves."""

from __future__ import annotations

from collections.abc import Iterator

from app.calc.scheme import EventKind, Named, Pool, Rule
from app.i18n.words import Words
from app.motivation.regulation.examples import Example
from app.motivation.regulation.model import RegulationPaper
from app.wording.dates import date_in_words

_LETTERS = {"en": "ABCDE", "uk": "АБВГД", "ru": "АБВГД"}


def client_name(words: Words, client_id: int) -> str:
    """The invented client of that number."""
    letters = _LETTERS.get(words.language, _LETTERS["en"])
    return words.text("Client {letter}").format(letter=letters[(client_id - 1) % len(letters)])


def circumstances(words: Words, paper: RegulationPaper, rule: Rule, example: Example) -> Iterator[str]:
    """Sentences that go before the lines of an example."""
    story = example.story
    yield from _of_the_client(words, example)
    if story.service_kind == "complex":
        yield words.text("The service is a complex one.")
    if story.earlier_minor:
        yield words.text("The client's largest earlier project came to {amount} without VAT.").format(
            amount=words.coded(story.earlier_minor, story.currency)
        )
    if story.cost_minor:
        yield words.text("The direct costs of the order are {amount}.").format(
            amount=words.coded(story.cost_minor, story.currency)
        )
    if story.quantity > 1:
        yield words.plural("{n} unit is ordered.", "{n} units are ordered.", story.quantity)
    if story.plan_minor:
        yield words.text("The person's plan is {amount}.").format(amount=words.coded(story.plan_minor, story.currency))
    if rule.when.days_late is not None:
        yield words.text("The invoice was due on {date}.").format(
            date=date_in_words(words, example.facts.invoices[0].due_on)
        )
    if example.facts.reminders:
        day = min(row.on_date for row in example.facts.reminders)
        yield words.text("The client was reminded of the invoice on {date}.").format(date=date_in_words(words, day))
    yield from _of_the_earner(words, paper, rule, example)


def _of_the_client(words: Words, example: Example) -> Iterator[str]:
    story, facts = example.story, example.facts
    if story.tag:
        yield words.text("The client has the tag «{tag}».").format(tag=story.tag)
    if not story.asks_month or story.event is EventKind.CLIENT_ANNIVERSARY:
        return
    won_on = facts.clients[0].won_on or min(row.signed_on for row in facts.contracts)
    yield words.text("The client was won on {date}.").format(date=date_in_words(words, won_on))


def _of_the_earner(words: Words, paper: RegulationPaper, rule: Rule, example: Example) -> Iterator[str]:
    """Who of several the example is about, and when it is paid where that is later."""
    if isinstance(rule.recipient, (Named, Pool)) and rule.recipient.members[1:]:
        staff_no = example.cast.staff_nos[example.person_id]
        name = paper.names.get(staff_no) or words.text("No. {staff_no}").format(staff_no=staff_no)
        yield words.text("Shown is what {name} earns.").format(name=name)
    if rule.pay_after_months:
        first = example.accruals[0]
        yield words.text("What is earned in {month} is paid with the pay for {later}.").format(
            month=words.month(first.month), later=words.month(first.pay_month)
        )
