"""The acceptance act: the primary document of a service rendered.

It has what article 9 of the Ukrainian law on accounting asks of a primary document: its name, its date, the name of the
firm, the content and volume of the operation with its unit, the positions and names of the people responsible, and room
for their signatures.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.clients.model import Client
from app.clients.report import Side, client_side, firm_side, party, signature
from app.contracts.model import Act, Contract
from app.contracts.paper_parts import contract_fact, dated, page_line, sum_blocks, taxed_by, work_of, work_table
from app.export.document import Document, Paragraph
from app.i18n.words import Words
from app.settings.model import Firm


@dataclass(frozen=True, slots=True)
class ActPaper:
    """An act with everything that its document says."""

    firm: Firm
    client: Client
    contract: Contract
    act: Act
    contract_net_minor: int
    """The contract's net with its amendments up to the act's day."""


def act_document(paper: ActPaper, words: Words) -> Document:
    """The act in the language of ``words``; a negative one takes acceptance back and says so."""
    act, contract = paper.act.act, paper.contract
    us, them = firm_side(paper.firm), client_side(paper.client)
    taxed = taxed_by(contract, act.net_minor, act.vat_minor)
    work = work_of(contract, act.subject, act.net_minor, paper.contract_net_minor)
    provider, customer = words.text("Service provider"), words.text("Customer")
    form = _taking_back(words) if act.net_minor < 0 else _accepting(words)
    return Document(
        language=words.language,
        title=form.title.format(number=act.number),
        subtitle=dated(words, act.accepted_on),
        facts=(contract_fact(words, contract),),
        parties=(party(words, us, provider), party(words, them, customer)),
        blocks=(
            Paragraph(form.opening.format(provider=_named(us), customer=_named(them))),
            work_table(words, work, taxed, form.total),
            *sum_blocks(words, taxed, form.sum),
            Paragraph(form.closing),
            Paragraph(words.text("Made in two copies of equal force, one for each side."), quiet=True),
        ),
        page_line=page_line(words),
        signatures=(signature(us, provider), signature(them, customer)),
        signing=words.text("signature"),
        naming=words.text("position, name"),
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """The texts of one kind of act."""

    title: str
    opening: str
    total: str
    sum: str
    closing: str


def _accepting(words: Words) -> _Form:
    return _Form(
        title=words.text("Act No. {number} of acceptance of services rendered"),
        opening=words.text(
            "The service provider {provider} and the customer {customer} have made this act to certify that "
            "the service provider has rendered, and the customer has accepted, the following services under the "
            "contract."
        ),
        total=words.text("Total, {currency}"),
        sum=words.text("Total value of the services: {sum}, {vat}."),
        closing=words.text(
            "The services were rendered in full, in due quality and on time. The sides have no claims on each other."
        ),
    )


def _taking_back(words: Words) -> _Form:
    return _Form(
        title=words.text("Act No. {number} correcting the acceptance of services"),
        opening=words.text(
            "The service provider {provider} and the customer {customer} have made this act to certify that the "
            "acceptance of the following services under the contract is taken back."
        ),
        total=words.text("Total of the correction, {currency}"),
        sum=words.text("The value of the accepted services is lowered by {sum}, {vat}."),
        closing=words.text("The sides have no other claims on each other under this correction."),
    )


def _named(side: Side) -> str:
    """A side with who signs for it, where that is known: nobody's name has to be declined."""
    position = side.signatory_position
    if position[1:2].islower():  # no abbreviation: it stands inside a sentence
        position = position[0].lower() + position[1:]
    person = " ".join(filter(None, (position, side.signatory)))
    return f"{side.name} ({person})" if person else side.name
