"""What the documents of a contract share: the table of the work, its totals and sum in words, the contract's line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import starmap

from app.contracts.model import Contract
from app.export.document import Align, Block, Column, Fact, Paragraph, Row, Table
from app.i18n.numbers import NBSP
from app.i18n.words import Words
from app.wording.dates import date_in_words
from app.wording.sums import sum_in_words
from app.wording.vat import Taxed, charges_vat, remark, total_lines, within


@dataclass(frozen=True, slots=True)
class Work:
    """What a document is about: the subject, and the contract's quantity where the sum is the contract's whole."""

    subject: str
    quantity: int = 1
    unit: str = ""


def work_of(contract: Contract, subject: str, net_minor: int, contract_net_minor: int) -> Work:
    """The work behind a sum of a contract.

    The contract's quantity and unit hold where the sum is that of the whole contract and parts into whole cents; a
    part of a contract is one service. ``contract_net_minor`` is the net with its amendments.
    """
    said = subject or contract.subject
    whole = net_minor == contract_net_minor and net_minor % contract.quantity == 0
    return Work(said, contract.quantity, contract.unit) if whole else Work(said)


def work_table(words: Words, work: Work, taxed: Taxed, total: str) -> Table:
    """The table of one piece of work with its totals; ``total`` names the last of them, with ``{currency}`` in it."""
    price = words.text("Price without VAT") if charges_vat(taxed) else words.text("Price")
    amount = words.text("Amount without VAT") if charges_vat(taxed) else words.text("Amount")
    cells = (
        "1",
        work.subject or words.text("Consulting services"),
        words.number(work.quantity),
        work.unit or words.text("service"),
        words.amount(taxed.net_minor // work.quantity),
        words.amount(taxed.net_minor),
    )
    return Table(
        columns=(
            Column(words.text("No."), Align.RIGHT),
            Column(words.text("Services"), stretch=True),
            Column(words.text("Quantity"), Align.RIGHT),
            Column(words.text("Unit")),
            Column(f"{price},{NBSP}{words.currency(taxed.currency)}", Align.RIGHT),
            Column(f"{amount},{NBSP}{words.currency(taxed.currency)}", Align.RIGHT),
        ),
        rows=(Row(cells),),
        totals=tuple(starmap(Fact, total_lines(words, taxed, total))),
    )


def sum_blocks(words: Words, taxed: Taxed, said: str) -> tuple[Block, ...]:
    """The sum in words with its tax, and the remark that no tax is charged; ``said`` has ``{sum}`` and ``{vat}``."""
    in_words = sum_in_words(abs(taxed.gross_minor), taxed.currency, words.language)
    within_it = within(words, taxed._replace(net_minor=abs(taxed.net_minor), vat_minor=abs(taxed.vat_minor)))
    remarked = remark(words, taxed)
    blocks: tuple[Block, ...] = (Paragraph(said.format(sum=in_words, vat=within_it), strong=True),)
    return (*blocks, Paragraph(remarked, quiet=True)) if remarked else blocks


def taxed_by(contract: Contract, net_minor: int, vat_minor: int) -> Taxed:
    """A sum under the contract's way of value added tax."""
    return Taxed(contract.vat_mode.value, contract.vat_ppm, net_minor, vat_minor, contract.currency)


def contract_fact(words: Words, contract: Contract) -> Fact:
    """The contract that a document rests on."""
    said = words.text("No. {number} of {date}").format(
        number=contract.number, date=date_in_words(words, contract.signed_on)
    )
    return Fact(words.text("Contract"), said)


def dated(words: Words, day: date) -> str:
    """The line under a document's title."""
    return words.text("dated {date}").format(date=date_in_words(words, day))


def page_line(words: Words) -> str:
    """The line at the foot of a page."""
    return words.text("Page {page} of {pages}")
