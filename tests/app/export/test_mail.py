"""Letters as drafts: what a mail program reads from them."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from app.export.document import Document
from app.export.mail import AddressWrong, Letter, letter_bytes
from app.export.pdf import pdf_bytes
from app.paths import file_name

DOCUMENT = Document("uk", "Рахунок № 17/2026", "від 1 жовтня 2026 р.", (), (), "{page} / {pages}")
LETTER = Letter(
    recipient="Ірина Коваль",
    email="iryna@pivnich.example",
    subject="Рахунок № 17/2026, ТОВ «Оріон»",
    body="Добрий день!\n\nНадсилаємо вам рахунок.\n",
    document=DOCUMENT,
)


def read(letter: Letter) -> EmailMessage:
    message = message_from_bytes(letter_bytes(letter), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_program_opens_it_as_a_draft_to_the_client() -> None:
    message = read(LETTER)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == LETTER.subject
    (recipient,) = message["To"].addresses
    assert (recipient.display_name, recipient.addr_spec) == ("Ірина Коваль", "iryna@pivnich.example")
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == LETTER.body


def test_the_document_is_attached_under_a_name_that_every_system_takes() -> None:
    (attached,) = read(LETTER).iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "Рахунок № 17-2026.pdf"
    assert attached.get_content() == pdf_bytes(DOCUMENT)


def test_without_an_address_the_draft_names_nobody() -> None:
    assert read(replace(LETTER, recipient="", email=""))["To"] is None


@pytest.mark.parametrize("email", ["a@", "@b", "a b@c", "a@b@c", "a@b, c@d", "a@b\r\nBcc: e@f"])
def test_what_is_no_address_is_said(email: str) -> None:
    with pytest.raises(AddressWrong) as caught:
        letter_bytes(replace(LETTER, email=email))
    assert caught.value.values["email"] == email


def test_line_ends_in_a_subject_add_no_headers() -> None:
    message = read(replace(LETTER, subject="Рахунок\r\nBcc: thief@example.com"))
    assert message["Bcc"] is None
    assert message["Subject"] == "Рахунок Bcc: thief@example.com"


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert letter_bytes(LETTER) == letter_bytes(LETTER)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Рахунок № 17/2026", "Рахунок № 17-2026.pdf"),
        ('a\\b:c*d?"<>|\n', "a-b-c-d------.pdf"),
        (" .. ", "Premia.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_names_of_files(name: str, file: str) -> None:
    assert file_name(name, "pdf") == file
