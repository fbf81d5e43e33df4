"""A letter with a document as a draft that every mail program opens (``.eml``): nothing is sent from here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from app.export.document import Document
from app.export.pdf import pdf_bytes
from app.export.placing import write_whole
from app.kernel.errors import PremiaError
from app.paths import file_name


class AddressWrong(PremiaError):
    """``email`` of ``name`` is no address that a letter can go to."""

    code = "address_wrong"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to a client, with the document that goes with it; without an e-mail the draft names nobody."""

    recipient: str
    email: str
    subject: str
    body: str
    document: Document


def write_letter(letter: Letter, path: Path) -> None:
    """Write the draft to ``path``, whole or not at all. Raises AddressWrong, GlyphMissing, ExportLocked."""
    write_whole(path, letter_bytes(letter))


def letter_bytes(letter: Letter) -> bytes:
    """The draft with the PDF attached, the same bytes for the same letter. Raises AddressWrong, GlyphMissing."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.email.strip():
        message["To"] = _address(letter)
    message["Subject"] = " ".join(letter.subject.split())
    message.set_content(letter.body)
    attached = pdf_bytes(letter.document)
    name = file_name(letter.document.title, "pdf")
    message.add_attachment(attached, maintype="application", subtype="pdf", filename=name)
    message.set_boundary(f"premia-{hashlib.sha256(attached + letter.body.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def _address(letter: Letter) -> Address:
    try:
        return Address(" ".join(letter.recipient.split()), addr_spec=letter.email.strip())
    except (MessageError, ValueError, IndexError) as problem:
        raise AddressWrong(email=letter.email.strip(), name=letter.recipient) from problem
