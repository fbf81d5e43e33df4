"""Documents from the command line: the files that they leave, and what is said when there is nothing to print."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.support.papers import pages_of, squeezed
from tests.support.sample import sample_path

COMMANDS = {
    "invoice": ("Р-0481",),
    "credit-note": ("КН-0152",),
    "act": ("Д-2026/81", "А-1"),
    "client statement": ("К-003",),
}
TITLES = {
    "invoice": ("Invoice No. Р-0481", "Рахунок на оплату № Р-0481", "Счёт на оплату № Р-0481"),
    "credit-note": ("Credit note No. КН-0152", "Кредит-нота № КН-0152", "Кредит-нота № КН-0152"),
    "act": ("Act No. А-1 of acceptance", "Акт приймання-передачі", "Акт приёма-передачи"),
    "client statement": ("Reconciliation statement", "Акт звірки", "Акт сверки"),
}


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return sample_path(tmp_path)


def text_of(path: Path) -> str:
    return squeezed("".join(pages_of(path.read_bytes())))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_document_in_each_language_whatever_language_is_spoken(
    premia: Command, books: Path, tmp_path: Path, command: str
) -> None:
    for language, title in zip(("en", "uk", "ru"), TITLES[command], strict=True):
        target = tmp_path / f"{language}.pdf"
        answer = premia(*command.split(), "pdf", books, *COMMANDS[command], target, "--in", language)
        assert (answer.code, answer.out, answer.err) == (0, f"The document: {target}\n", "")
        assert squeezed(title) in text_of(target)


def test_without_a_language_the_firms_own_is_taken(premia: Command, books: Path, tmp_path: Path) -> None:
    assert premia("invoice", "pdf", books, "Р-0481", tmp_path / "a.pdf").code == 0
    assert squeezed("Рахунок на оплату № Р-0481") in text_of(tmp_path / "a.pdf")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_letter_brings_the_document(premia: Command, books: Path, tmp_path: Path, command: str) -> None:
    target = tmp_path / "letter.eml"
    answer = premia(*command.split(), "eml", books, *COMMANDS[command], target, "--in", "uk")
    assert answer.code == 0
    assert "Open it in your mail program." in answer.out
    message = message_from_bytes(target.read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    (attached,) = message.iter_attachments()
    assert squeezed(TITLES[command][1]) in squeezed("".join(pages_of(attached.get_content())))


def test_a_period_and_what_makes_a_debt_can_be_said(premia: Command, books: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    period = ("--from", "2025-01-01", "--to", "2025-12-31", "--by", "invoices", "--in", "en")
    assert premia("client", "statement", "pdf", books, "К-003", target, *period).code == 0
    text = text_of(target)
    assert squeezed("for the period from 1 January 2025 to 31 December 2025") in text
    assert "InvoiceР-0153" in text
    assert "ActА-1" not in text
    by_acts = (*period[:4], "--by", "acts", "--in", "en", "--replace")
    assert premia("client", "statement", "pdf", books, "К-003", target, *by_acts).code == 0
    assert "ActА-1" in text_of(target)
    assert "InvoiceР-" not in text_of(target)


def test_a_file_that_stands_there_is_kept_unless_told_otherwise(premia: Command, books: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_text("mine", encoding="utf-8")
    refused = premia("invoice", "pdf", books, "Р-0481", target)
    assert (refused.code, target.read_text(encoding="utf-8")) == (3, "mine")
    assert premia("invoice", "pdf", books, "Р-0481", target, "--replace").code == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_not_in_the_books_is_said_and_leaves_no_file(
    premia: Command, books: Path, tmp_path: Path, command: str
) -> None:
    unknown = ["no such thing" for _ in COMMANDS[command]]
    answer = premia(*command.split(), "pdf", books, *unknown, tmp_path / "a.pdf")
    assert (answer.code, answer.out) == (1, "")
    assert "no such thing" in answer.err
    assert not (tmp_path / "a.pdf").exists()


def test_a_period_that_ends_before_it_begins_is_said(premia: Command, books: Path, tmp_path: Path) -> None:
    backwards = ("--from", "2025-12-31", "--to", "2025-01-01")
    answer = premia("client", "statement", "pdf", books, "К-003", tmp_path / "a.pdf", *backwards)
    assert answer.code == 1
    assert "The last day lies before the first." in answer.err
