"""What an invoice can be printed as."""

from __future__ import annotations

from collections.abc import Mapping

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Actor
from app.overview.model import InvoiceRow
from ui.kit.detail import Deed
from ui.printing.deeds import Paper, paper_deeds


def _notes(office: Office, actor: Actor, row: InvoiceRow, words: Words) -> Mapping[str, str]:
    notes = office.invoices.credit_notes(actor, row.id)
    return {
        str(one.id): f"{one.note.number} · {words.money(one.note.gross_minor, row.currency)}" for one in reversed(notes)
    }


PAPERS: Mapping[str, Paper[InvoiceRow]] = {
    "invoice": Paper(
        mark("Print the invoice"),
        lambda office, asked: office.papers.invoice(asked.actor, asked.row.id, asked.language),
        lambda office, asked: office.papers.invoice_letter(asked.actor, asked.row.id, asked.language),
    ),
    "credit_note": Paper(
        mark("Print a credit note"),
        lambda office, asked: office.papers.credit_note(asked.actor, asked.row.id, int(asked.which), asked.language),
        lambda office, asked: office.papers.credit_note_letter(
            asked.actor, asked.row.id, int(asked.which), asked.language
        ),
        which=mark("Credit note"),
        choices=_notes,
        nothing=mark("This invoice has no credit note."),
    ),
}


def deeds(row: InvoiceRow, words: Words) -> tuple[Deed, ...]:
    """The deeds of an invoice's panel."""
    invoice = paper_deeds(words, "invoice")
    return (*invoice, *paper_deeds(words, "credit_note", words.text("Credit note"))) if row.credited_minor else invoice
