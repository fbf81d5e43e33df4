"""Use cases of documents: invoices, credit notes, acts and statements on paper, and the letters that bring them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.contracts.report import act_document
from app.export.document import Document
from app.export.mail import Letter
from app.i18n.words import Words
from app.invoices.report import credit_note_document, invoice_document
from app.kernel.actor import Actor, Permission
from app.kernel.database import Db
from app.kernel.errors import Finding, raise_if_any
from app.kernel.use_cases import UseCases
from app.overview.paper_sources import Sources
from app.overview.statement import Basis, Statement, account_entries, accounts_of
from app.overview.statement_report import StatementPaper, statement_document
from app.wording.dates import date_in_words

SEE = Permission.SEE_RECORDS


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both in it; ``basis`` None takes acts where the firm works with them."""

    client_id: int
    first: date
    last: date
    basis: Basis | None = None


class PaperService:
    """Documents in any of the three languages (``en``, ``uk``, ``ru``), for who may see records. Raises Denied."""

    def __init__(self, use_cases: UseCases, db: Db, sources: Sources) -> None:
        """Read ``db`` through the frame of ``use_cases``; ``sources`` are the stores of what is printed."""
        self._use_cases = use_cases
        self._db = db
        self._sources = sources

    def invoice(self, actor: Actor, invoice_id: int, language: str) -> Document:
        """An invoice; a draft and a cancelled one say what they are. Raises NotFound."""
        return self._use_cases.view(
            actor,
            SEE,
            lambda: invoice_document(self._sources.invoice(invoice_id), Words.of(language)),
            action="papers.invoice",
        )

    def invoice_letter(self, actor: Actor, invoice_id: int, language: str) -> Letter:
        """The letter that brings an invoice. Raises NotFound."""

        def work() -> Letter:
            words, paper = Words.of(language), self._sources.invoice(invoice_id)
            said = (
                words.text("Please find attached invoice No. {number} of {date} for {amount}. Please pay it by {due}.")
                if paper.invoice.cancelled_on is None
                else words.text("Please note: invoice No. {number} of {date} for {amount} is cancelled; do not pay it.")
            )
            text = said.format(
                number=paper.invoice.number,
                date=date_in_words(words, paper.invoice.issued_on),
                amount=words.coded(paper.invoice.gross_minor, paper.contract.currency),
                due=date_in_words(words, paper.invoice.due_on),
            )
            return self._letter(words, paper.client.id, text, invoice_document(paper, words))

        return self._use_cases.view(actor, SEE, work, action="papers.invoice_letter")

    def credit_note(self, actor: Actor, invoice_id: int, note_id: int, language: str) -> Document:
        """A credit note of an invoice. Raises NotFound."""
        return self._use_cases.view(
            actor,
            SEE,
            lambda: credit_note_document(*self._sources.credit_note(invoice_id, note_id), Words.of(language)),
            action="papers.credit_note",
        )

    def credit_note_letter(self, actor: Actor, invoice_id: int, note_id: int, language: str) -> Letter:
        """The letter that brings a credit note. Raises NotFound."""

        def work() -> Letter:
            words = Words.of(language)
            paper, note = self._sources.credit_note(invoice_id, note_id)
            text = words.text("Please find attached credit note No. {number} to invoice No. {invoice}.").format(
                number=note.note.number, invoice=paper.invoice.number
            )
            return self._letter(words, paper.client.id, text, credit_note_document(paper, note, words))

        return self._use_cases.view(actor, SEE, work, action="papers.credit_note_letter")

    def act(self, actor: Actor, contract_id: int, act_id: int, language: str) -> Document:
        """An acceptance act of a contract. Raises NotFound."""
        return self._use_cases.view(
            actor,
            SEE,
            lambda: act_document(self._sources.act(contract_id, act_id), Words.of(language)),
            action="papers.act",
        )

    def act_letter(self, actor: Actor, contract_id: int, act_id: int, language: str) -> Letter:
        """The letter that brings an act to be signed. Raises NotFound."""

        def work() -> Letter:
            words, paper = Words.of(language), self._sources.act(contract_id, act_id)
            said = (
                words.text(
                    "Please find attached act No. {number}, which takes back a part of what was accepted under "
                    "contract No. {contract}. Please sign it and send one copy back to us."
                )
                if paper.act.act.net_minor < 0
                else words.text(
                    "Please find attached the act of acceptance No. {number} under contract No. {contract}. "
                    "Please sign it and send one copy back to us."
                )
            )
            text = said.format(number=paper.act.act.number, contract=paper.contract.number)
            return self._letter(words, paper.client.id, text, act_document(paper, words))

        return self._use_cases.view(actor, SEE, work, action="papers.act_letter")

    def account(self, actor: Actor, wanted: Period) -> Statement:
        """A client's accounts over a period. Raises Invalid (it ends before it begins), NotFound."""
        return self._use_cases.view(actor, SEE, lambda: self._statement(wanted).statement, action="papers.account")

    def statement(self, actor: Actor, wanted: Period, language: str) -> Document:
        """The reconciliation statement of a client. Raises Invalid (it ends before it begins), NotFound."""
        return self._use_cases.view(
            actor,
            SEE,
            lambda: statement_document(self._statement(wanted), Words.of(language)),
            action="papers.statement",
        )

    def statement_letter(self, actor: Actor, wanted: Period, language: str) -> Letter:
        """The letter that brings the statement to be compared and signed. Raises as ``statement``."""

        def work() -> Letter:
            words, paper = Words.of(language), self._statement(wanted)
            text = words.text(
                "Please find attached the reconciliation statement of our settlements. Please compare it with your "
                "books, sign it and send one copy back, or tell us what differs."
            )
            return self._letter(words, paper.client.id, text, statement_document(paper, words))

        return self._use_cases.view(actor, SEE, work, action="papers.statement_letter")

    def _statement(self, wanted: Period) -> StatementPaper:
        if wanted.last < wanted.first:
            raise_if_any([Finding("ends_before_start", "last")])
        firm, client = self._sources.firm(), self._sources.client(wanted.client_id)
        basis = wanted.basis or (Basis.ACTS if firm.uses_acts else Basis.INVOICES)
        entries = account_entries(self._db, client.id, basis)
        accounts = accounts_of(entries, wanted.first, wanted.last, firm.currency)
        return StatementPaper(firm, client, Statement(client.id, wanted.first, wanted.last, basis, accounts))

    def _letter(self, words: Words, client_id: int, text: str, document: Document) -> Letter:
        """A letter to the first of the client's people who has an e-mail, or to nobody."""
        us = self._sources.us()
        person = next((one for one in self._sources.people(client_id) if one.email.strip()), None)
        sender = "\n".join(filter(None, (us.name, us.phone, us.email)))
        return Letter(
            recipient=person.name if person else "",
            email=person.email if person else "",
            subject=f"{document.title} {document.subtitle}, {us.name}",
            body="\n\n".join((words.text("Good day!"), text, f"{words.text('Kind regards,')}\n{sender}")) + "\n",
            document=document,
        )
