"""What a regulation says beside its rules: its purpose, its words, what holds for all, how mistakes are mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.calc.conditions import uses_months, uses_order_number
from app.calc.facts import Function
from app.calc.scheme import Base, EventKind, Leaving, Rule
from app.export.document import Align, Block, Column, Heading, Paragraph, Row, Section, Table
from app.i18n.words import Words, mark
from app.motivation.regulation.circumstances import client_name
from app.motivation.regulation.examples import Example, left, refunded
from app.motivation.regulation.model import RegulationPaper
from app.motivation.regulation.rule_section import example_table
from app.wording import terms
from app.wording.dates import date_in_words
from app.wording.scheme_people import Speech
from app.wording.schemes import terms_sentences

_MEANINGS: Mapping[Function, str] = {
    Function.FINDING: mark("found the client and brought it to the firm"),
    Function.SELLING: mark("led the negotiations over the order up to its signing"),
    Function.UPSELLING: mark("brought the client to enlarge an order that it had placed already"),
    Function.DELIVERING: mark("runs the project and answers for its result"),
    Function.INVOICING: mark("issues the invoices of the order"),
    Function.COLLECTING: mark("sees to it that the client pays in time, and reminds it"),
    Function.ACCEPTING: mark("gets the acts of acceptance signed by the client"),
}


def purpose_section(words: Words, paper: RegulationPaper, title: str) -> Section:
    """What the regulation is and what it is for."""
    firm, version = paper.firm.legal_name or paper.firm.name, paper.version
    said = (
        words.text(
            "This regulation sets for what, to whom, how much and when {firm} pays bonuses by the scheme «{scheme}». "
            "It holds from {date} until a later version takes its place."
        ).format(firm=firm, scheme=paper.scheme.name, date=date_in_words(words, version.valid_from)),
        words.text(
            "Its purpose is that everybody knows beforehand what earns a bonus and can check each accrual: the program "
            "gives every accrual its reason."
        ),
        words.text(
            "Bonuses are paid for functions, that is for what a person did on an order, whatever the person's position."
        ),
        words.text(
            "Clients, documents, dates and amounts in the examples are invented; what they come to is worked out by "
            "the program in the way in which it works out the pay. Reasons are worded as each person reads "
            "them: «you» is whoever earns."
        ),
    )
    return Section(title, tuple(map(Paragraph, said)))


def people_section(words: Words, paper: RegulationPaper, title: str) -> Section:
    """For whom it is."""
    if not paper.people:
        return Section(title, (Paragraph(words.text("On its first day the scheme pays nobody yet.")),))
    table = Table(
        columns=(
            Column(words.text("No."), Align.RIGHT),
            Column(words.text("Name"), stretch=True),
            Column(words.text("Position"), stretch=True),
        ),
        rows=tuple(
            Row((str(number), person.name, person.position)) for number, person in enumerate(paper.people, start=1)
        ),
    )
    date = date_in_words(words, paper.version.valid_from)
    said = words.text("From {date} on the regulation holds for:").format(date=date)
    return Section(title, (Paragraph(said), table))


def words_section(words: Words, paper: RegulationPaper, title: str) -> Section:
    """The functions that the rules speak of, and order numbers, bases and days late where they do."""
    rules = paper.version.rules
    blocks: list[Block] = []
    functions = _functions(rules)
    if functions:
        rows = tuple(Row((terms.function(words, one), words.text(_MEANINGS[one]))) for one in functions)
        columns = (Column(words.text("Function")), Column(words.text("Who holds it"), stretch=True))
        blocks += [
            Table(columns, rows),
            Paragraph(
                words.text(
                    "Who holds a function stands in the contract's card. Several people who hold one function share by "
                    "the parts that stand there. When a client is handed over, running the project, invoicing, "
                    "collecting and acceptance pass to the new manager on that day; finding and selling stay with "
                    "those who held them."
                )
            ),
        ]
    blocks += map(Paragraph, _meanings(words, rules))
    return Section(title, tuple(blocks))


def _functions(rules: tuple[Rule, ...]) -> list[Function]:
    found = {rule.recipient for rule in rules if isinstance(rule.recipient, Function)}
    found |= {rule.measured_by for rule in rules if rule.measure == "own_receipts"}
    if any(rule.when.recipient_sold is not None for rule in rules):
        found.add(Function.SELLING)
    return [function for function in Function if function in found]


def _meanings(words: Words, rules: tuple[Rule, ...]) -> Iterator[str]:
    if any(uses_order_number(rule) or rule.when.order_kinds is not None for rule in rules):
        yield words.text(
            "The number of an order: a client's contracts are counted by the day of their signing, contracts of one "
            "group of clients together; cancelled ones do not count. The first of them is the first order, all others "
            "are repeat orders. An extension of an order keeps the number of that order."
        )
    months = any(
        rule.when.months_since_won is not None or uses_months(rule.rate) or uses_months(rule.extension_rate)
        for rule in rules
    )
    if months or any(rule.event in {EventKind.CLIENT_WON, EventKind.CLIENT_ANNIVERSARY} for rule in rules):
        yield words.text(
            "A client is won with its first order, or with its first payment where a rule says so. The first month "
            "since then lasts until the day before the same day of the next month."
        )
    if any(rule.late or rule.when.days_late is not None for rule in rules):
        yield words.text(
            "Days late are counted from the day by which the invoice was due to the day on which the money came."
        )
    if any(rule.base is Base.MARGIN for rule in rules):
        yield words.text("The margin is the amount without VAT less the direct costs of the order.")


def all_rules_section(words: Words, paper: RegulationPaper, found: Mapping[str, Example | None], title: str) -> Section:
    """Parts, rounding, money that goes back, leavers, and the terms of the version."""
    speech = Speech(words, paper.firm.currency, paper.names)
    blocks: list[Block] = [Paragraph(one) for one in terms_sentences(speech, paper.version.terms)]
    blocks += map(Paragraph, (
        words.text(
            "What is paid in parts is earned in the same parts: each part earns so much that all of them together come "
            "to the whole, to the cent."
        ),
        words.text(
            "Each amount is rounded to 0.01, halves away from zero. Where several people share, the parts are rounded "
            "down, and what is left goes to the largest remainders."
        ),
        words.text("Bonuses count amounts without VAT unless a rule says otherwise."),
    ))  # fmt: skip
    blocks += _taken_back(words, paper, found)
    blocks += _leaver(words, paper, found)
    return Section(title, tuple(blocks))


def _taken_back(words: Words, paper: RegulationPaper, found: Mapping[str, Example | None]) -> Iterator[Block]:
    yield Heading(words.text("If money is returned to the client"))
    yield Paragraph(
        words.text(
            "What was accrued for money that is returned, or for a contract, invoice or act that is cancelled or "
            "reduced later, is taken back by a line of its own on the day on which that happens, in the same "
            "proportion, from whomever it was paid to."
        )
    )
    for number, rule in enumerate(paper.version.rules, start=1):
        example = found.get(rule.key)
        again = None if example is None else refunded(example, rule, paper.scheme.key)
        if again is not None:
            said = words.text(
                "Example by rule {number}: a month after the payment a half of it is returned to {client}."
            )
            yield Paragraph(said.format(number=number, client=client_name(words, 1)), quiet=True)
            yield example_table(words, again)
            return


def _leaver(words: Words, paper: RegulationPaper, found: Mapping[str, Example | None]) -> Iterator[Block]:
    """What a leaver, or whoever comes after, earns; nothing where no rule pays by function."""
    terms_of = paper.version.terms
    for place, rule in enumerate(paper.version.rules, start=1):
        example = found.get(rule.key)
        if example is None or not isinstance(rule.recipient, Function) or rule.override is not None:
            continue
        again = left(example, rule, paper.version, paper.scheme.key)
        if again is None and not (terms_of.leaving is Leaving.KEEP_MONTHS and not terms_of.leaving_months):
            continue
        yield Heading(words.text("If somebody leaves"))
        day = words.date(example.story.event_on)
        if again is None:
            said = words.text(
                "Example by rule {number}: whoever earns in its example leaves three days before {date}; nothing is "
                "accrued."
            )
            yield Paragraph(said.format(number=place, date=day))
            return
        said = (
            words.text(
                "Example by rule {number}: whoever earns in its example leaves three days before {date}, and a "
                "colleague takes the client over. It is the colleague who earns."
            )
            if terms_of.leaving is Leaving.NEW_HOLDER
            else words.text(
                "Example by rule {number}: whoever earns in its example leaves three days before {date} and still "
                "earns."
            )
        )
        yield Paragraph(said.format(number=place, date=day), quiet=True)
        yield example_table(words, again)
        return


def payment_section(words: Words, title: str) -> Section:
    """When bonuses are paid, how mistakes are mended and objections answered."""
    said = (
        words.text(
            "Bonuses are worked out once a month for the events of that month, and paid with the pay for it unless a "
            "rule says otherwise. The director approves the payroll sheet before it is paid."
        ),
        words.text(
            "A closed month is not worked out anew. What is corrected or entered late comes as a true-up into the "
            "month that is open: a line with what was accrued, what should have been accrued, and the difference, "
            "which is paid or withheld."
        ),
        words.text(
            "Whoever does not agree with an accrual tells the director in writing which line it is and why. A mistake "
            "in the data is corrected in the data, and the program works out the difference; what no rule can know is "
            "entered as a manual correction with its reason and author."
        ),
        words.text("Pay is confidential: everybody sees only their own accruals."),
        words.text(
            "A version in force is not changed. Another one may take its place from a day in a month that is not "
            "closed; those whom it concerns are made acquainted with it beforehand."
        ),
    )
    return Section(title, tuple(map(Paragraph, said)))
