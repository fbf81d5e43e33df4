"""The sides of a document: the firm's and a client's legal details as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.clients.model import Client
from app.export.document import Fact, Party, Signature
from app.i18n.numbers import NBSP
from app.i18n.words import Words
from app.settings.model import Firm

_IBAN = re.compile(r"\b(?:IBAN:? )?[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,4})?\b")


@dataclass(frozen=True, slots=True)
class Side:
    """One side as documents show it."""

    name: str
    address: str = ""
    tax_no: str = ""
    phone: str = ""
    email: str = ""
    bank_details: str = ""
    signatory: str = ""
    signatory_position: str = ""


def firm_side(firm: Firm) -> Side:
    """Us."""
    return Side(
        name=firm.legal_name or firm.name,
        address=firm.address,
        tax_no=firm.tax_no,
        phone=firm.phone,
        email=firm.email,
        bank_details=firm.bank_details,
        signatory=firm.signatory,
        signatory_position=firm.signatory_position,
    )


def client_side(client: Client) -> Side:
    """The client."""
    return Side(
        name=client.legal_name or client.name,
        address=client.address,
        tax_no=client.tax_no,
        bank_details=client.bank_details,
        signatory=client.signatory,
        signatory_position=client.signatory_position,
    )


def party(words: Words, side: Side, role: str) -> Party:
    """A side with its details as a document heads itself by; what is not known is left out."""
    lines = (
        (words.text("Address:"), side.address),
        (words.text("Tax no.:"), side.tax_no),
        (words.text("Phone:"), side.phone),
        (words.text("E-mail:"), side.email),
        (words.text("Bank details:"), unbroken(side.bank_details)),
    )
    return Party(role, side.name, tuple(Fact(label, value) for label, value in lines if value.strip()))


def unbroken(bank_details: str) -> str:
    """Bank details whose IBANs are never parted at the end of a line."""
    return _IBAN.sub(lambda found: found[0].replace(" ", NBSP), bank_details)


def signature(side: Side, role: str) -> Signature:
    """Where a side signs."""
    return Signature(role, side.name, side.signatory_position, side.signatory)
