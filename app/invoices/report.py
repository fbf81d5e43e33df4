"""Invoices and credit notes as documents."""

from __future__ import annotations

from dataclasses import dataclass

from app.clients.model import Client
from app.clients.report import Side, client_side, firm_side, party, signature
from app.contracts.model import Contract
from app.contracts.paper_parts import contract_fact, dated, page_line, sum_blocks, taxed_by, work_of, work_table
from app.export.document import Block, Document, Fact, Facts, Paragraph
from app.i18n.words import Words
from app.invoices.model import CreditNote, Invoice, InvoiceStatus
from app.settings.model import Firm
from app.wording.dates import date_in_words
from app.wording.vat import Taxed, within


@dataclass(frozen=True, slots=True)
class InvoicePaper:
    """An invoice with everything that its documents say."""

    firm: Firm
    client: Client
    contract: Contract
    invoice: Invoice
    contract_net_minor: int
    """The contract's net with its amendments up to the invoice's day."""


def invoice_document(paper: InvoicePaper, words: Words) -> Document:
    """The invoice in the language of ``words``."""
    invoice, contract = paper.invoice, paper.contract
    us, them = firm_side(paper.firm), client_side(paper.client)
    taxed = taxed_by(contract, invoice.net_minor, invoice.gross_minor - invoice.net_minor)
    work = work_of(contract, invoice.subject, invoice.net_minor, paper.contract_net_minor)
    supplier, payer = words.text("Supplier"), words.text("Payer")
    due = Fact(words.text("Payment due"), date_in_words(words, invoice.due_on))
    return Document(
        language=words.language,
        title=words.text("Invoice No. {number}").format(number=invoice.number),
        subtitle=_state(words, invoice),
        facts=(contract_fact(words, contract), due),
        parties=(party(words, us, supplier), party(words, them, payer)),
        blocks=(
            work_table(words, work, taxed, words.text("Total to be paid, {currency}")),
            *sum_blocks(words, taxed, words.text("To be paid: {sum}, {vat}.")),
            _payment(words, paper, us, taxed),
        ),
        page_line=page_line(words),
        signatures=(signature(us, supplier),),
        signing=words.text("signature"),
        naming=words.text("position, name"),
    )


def _state(words: Words, invoice: Invoice) -> str:
    """The date, and what keeps the paper from being an invoice that is to be paid."""
    said = dated(words, invoice.issued_on)
    if invoice.status is InvoiceStatus.DRAFT:
        return f"{said} · {words.text('draft, not to be paid yet')}"
    if invoice.cancelled_on is not None:
        cancelled = words.text("cancelled on {date}").format(date=date_in_words(words, invoice.cancelled_on))
        return f"{said} · {cancelled}"
    return said


def _payment(words: Words, paper: InvoicePaper, us: Side, taxed: Taxed) -> Block:
    """What the payer types into the bank's form."""
    purpose = words.text("Payment of invoice No. {number} of {date}, {vat}").format(
        number=paper.invoice.number, date=words.date(paper.invoice.issued_on), vat=within(words, taxed)
    )
    lines = (
        (words.text("Recipient"), us.name),
        (words.text("Tax no."), us.tax_no),
        (words.text("Bank account"), us.bank_details),
        (words.text("Amount"), words.coded(taxed.gross_minor, taxed.currency)),
        (words.text("Purpose of payment"), purpose),
    )
    return Facts(words.text("Payment details"), tuple(Fact(label, value) for label, value in lines if value.strip()))


def credit_note_document(paper: InvoicePaper, note: CreditNote, words: Words) -> Document:
    """A credit note of the invoice in the language of ``words``."""
    invoice, contract, new = paper.invoice, paper.contract, note.note
    us, them = firm_side(paper.firm), client_side(paper.client)
    taxed = taxed_by(contract, new.net_minor, new.gross_minor - new.net_minor)
    work = work_of(contract, invoice.subject, new.net_minor, paper.contract_net_minor)
    supplier, payer = words.text("Supplier"), words.text("Payer")
    corrected = words.text("No. {number} of {date}").format(
        number=invoice.number, date=date_in_words(words, invoice.issued_on)
    )
    return Document(
        language=words.language,
        title=words.text("Credit note No. {number}").format(number=new.number),
        subtitle=dated(words, new.issued_on),
        facts=(
            Fact(words.text("To the invoice"), corrected),
            contract_fact(words, contract),
        ),
        parties=(party(words, us, supplier), party(words, them, payer)),
        blocks=(
            Paragraph(words.text("Reason: {reason}").format(reason=new.reason)),
            work_table(words, work, taxed, words.text("The invoice is lowered by, {currency}")),
            *sum_blocks(words, taxed, words.text("The sum of the invoice is lowered by {sum}, {vat}.")),
        ),
        page_line=page_line(words),
        signatures=(signature(us, supplier), signature(them, payer)),
        signing=words.text("signature"),
        naming=words.text("position, name"),
    )
