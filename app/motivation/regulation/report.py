"""The regulation on incentive pay as a document: the head, the words, the rules, and a page to sign for each person."""

from __future__ import annotations

from app.clients.report import firm_side, party
from app.contracts.paper_parts import page_line
from app.export.document import Document, Fact, Paragraph, Section, Signature
from app.i18n.words import Words
from app.motivation.regulation.general_sections import (
    all_rules_section,
    payment_section,
    people_section,
    purpose_section,
    words_section,
)
from app.motivation.regulation.model import RegulationPaper
from app.motivation.regulation.rule_section import examples_of, rule_section
from app.staff.model import Person
from app.wording.dates import date_in_words

_LINE = "____________________"


def regulation_document(paper: RegulationPaper, words: Words) -> Document:
    """The regulation in the language of ``words``."""
    found = examples_of(paper)
    titles = (
        words.text("Purpose"),
        words.text("For whom"),
        words.text("Functions and words"),
        words.text("What is paid for"),
        words.text("What holds for all rules"),
        words.text("Payment, corrections and objections"),
    )
    numbered = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    version = paper.version
    return Document(
        language=words.language,
        title=words.text("Regulation on incentive pay"),
        subtitle=words.text("scheme «{scheme}»").format(scheme=paper.scheme.name),
        parties=(party(words, firm_side(paper.firm), words.text("Firm")),),
        blocks=(),
        page_line=page_line(words),
        facts=(
            Fact(words.text("Regulation No."), f"{paper.scheme.key}/{version.number}"),
            Fact(words.text("Version of the scheme"), words.number(version.number)),
            Fact(words.text("Valid from"), date_in_words(words, version.valid_from)),
            Fact(words.text("Currency of amounts"), words.currency(paper.firm.currency)),
        ),
        signing=words.text("signature"),
        naming=words.text("position, name"),
        stamp=_approval(words, paper),
        sections=(
            purpose_section(words, paper, numbered[0]),
            people_section(words, paper, numbered[1]),
            words_section(words, paper, numbered[2]),
            rule_section(words, paper, found, numbered[3]),
            all_rules_section(words, paper, found, numbered[4]),
            payment_section(words, numbered[5]),
            *(_acknowledgement(words, paper, person) for person in paper.people),
        ),
    )


def _approval(words: Words, paper: RegulationPaper) -> tuple[str, ...]:
    """Who approves it, with places for the signature and the date."""
    side = firm_side(paper.firm)
    position = side.signatory_position or words.text("Director")
    return (
        words.text("APPROVED"),
        position[:1].upper() + position[1:],
        side.name,
        f"{_LINE} {side.signatory}".rstrip(),
        _day_to_fill_in(words),
    )


def _day_to_fill_in(words: Words) -> str:
    return words.text("“____” ____________________ 20___")


def _acknowledgement(words: Words, paper: RegulationPaper, person: Person) -> Section:
    """The page that one person signs."""
    said = words.text(
        "I have read the regulation on incentive pay of {firm} (scheme «{scheme}», version {version}, valid from "
        "{date}). Its rules and examples have been explained to me, and I have had the answers to my questions."
    ).format(
        firm=paper.firm.legal_name or paper.firm.name,
        scheme=paper.scheme.name,
        version=words.number(paper.version.number),
        date=date_in_words(words, paper.version.valid_from),
    )
    who = f"{person.name}, {person.position}" if person.position else person.name
    return Section(
        words.text("Acknowledgement"),
        (Paragraph(who, strong=True), Paragraph(said), Paragraph(_day_to_fill_in(words))),
        new_page=True,
        signatures=(Signature("", "", "", person.name),),
    )
