"""The rules of a regulation: each in plain words, with its tables and its worked example."""

from __future__ import annotations

from collections.abc import Iterator

from app.calc.scheme import Rule
from app.export.document import Align, Block, Column, Fact, Heading, Paragraph, Row, Section, Table
from app.i18n.numbers import NBSP
from app.i18n.words import Words
from app.motivation.regulation.circumstances import circumstances, client_name
from app.motivation.regulation.examples import Example, example_of, pays_nothing
from app.motivation.regulation.model import RegulationPaper
from app.wording.accruals import accrual_sentence
from app.wording.scheme_people import Speech
from app.wording.scheme_tables import RateTable, rate_tables
from app.wording.schemes import rule_sentences


def examples_of(paper: RegulationPaper) -> dict[str, Example | None]:
    """A worked example of every rule, by its key; None where there is none."""
    return {
        rule.key: example_of(
            rule, paper.version, paper.scheme, paper.standing, paper.firm.currency, paper.vat_ppm
        )
        for rule in paper.version.rules
    }  # fmt: skip


def rule_section(words: Words, paper: RegulationPaper, found: dict[str, Example | None], title: str) -> Section:
    """All rules of the version, numbered in its order."""
    blocks: list[Block] = []
    for number, rule in enumerate(paper.version.rules, start=1):
        blocks += _rule(words, paper, rule, number, found[rule.key])
    return Section(title, tuple(blocks))


def _rule(words: Words, paper: RegulationPaper, rule: Rule, number: int, example: Example | None) -> Iterator[Block]:
    speech = Speech(words, paper.firm.currency, paper.names, tables_apart=True)
    yield Heading(words.text("Rule {number} («{key}»)").format(number=number, key=rule.key))
    yield Paragraph(" ".join(rule_sentences(speech, rule)))
    for table in rate_tables(speech, rule):
        yield _rate_table(table)
    if example is None:
        yield Paragraph(why_not(words, rule), quiet=True)
        return
    given = " ".join(circumstances(words, paper, rule, example))
    said = words.text("Example. {given}").format(given=given) if given else words.text("Example.")
    yield Paragraph(said, quiet=True)
    yield example_table(words, example)


def why_not(words: Words, rule: Rule) -> str:
    """Why a rule has no example."""
    if pays_nothing(rule):
        return words.text("There is no example: as it stands, the rule pays nothing.")
    if rule.override is not None:
        return words.text(
            "There is no example: the rule is paid on what others earn, and in an invented order nobody of them "
            "earns anything that it counts."
        )
    return words.text("There is no example: no simple invented order meets all the conditions of the rule.")


def example_table(words: Words, example: Example) -> Table:
    """The lines of an example as payroll would have them, each with its reason."""
    rows = tuple(
        Row((
            words.date(accrual.event_on),
            accrual_sentence(words, accrual, client_name(words, accrual.client_id or 1)),
            words.amount(accrual.amount_minor),
        ))
        for accrual in example.accruals
    )
    total = Fact(words.text("Total accrued"), words.amount(example.total_minor), strong=True)
    return Table(
        columns=(
            Column(words.text("Date")),
            Column(words.text("For what, and how it is worked out"), stretch=True),
            Column(f"{words.text('Accrued')},{NBSP}{words.currency(example.story.currency)}", Align.RIGHT),
        ),
        rows=rows,
        totals=(total,) if len(rows) > 1 else (),
    )


def _rate_table(table: RateTable) -> Table:
    return Table(
        columns=(Column(table.measure, stretch=True), Column(table.gives, stretch=True)),
        rows=tuple(Row(row) for row in table.rows),
    )
