"""``invoice``, ``credit-note``, ``act``, ``client statement``: documents as PDF, and letters that bring them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.cli.console import Console, Desk, opened
from app.cli.parsing import Command, Commands, day
from app.i18n.words import LANGUAGES, mark
from app.kernel.errors import FileExists, NotFound

if TYPE_CHECKING:
    from app.export.document import Document
    from app.export.mail import Letter
    from app.overview.papers import Period

INVOICE_EXAMPLES = """  premia-cli invoice pdf sample.premia Р-0481 invoice.pdf --in en
  premia-cli invoice eml sample.premia Р-0481 invoice.eml"""
NOTE_EXAMPLE = "  premia-cli credit-note pdf sample.premia КН-0152 note.pdf"
ACT_EXAMPLES = """  premia-cli act pdf sample.premia Д-2026/81 А-1 act.pdf
  premia-cli act eml sample.premia Д-2026/81 А-1 act.eml"""
STATEMENT_EXAMPLES = """  premia-cli client statement pdf sample.premia К-003 statement.pdf
  premia-cli client statement eml sample.premia К-003 statement.eml --from 2026-01-01 --to 2026-09-30"""
FORMS = {"pdf": mark("write it as PDF"), "eml": mark("write a letter that brings it, as a draft for a mail program")}
BASES = ("acts", "invoices")
NUMBER = mark("its number")


class Paper(NamedTuple):
    """How one kind of document is asked for, by itself and in a letter."""

    document: Callable[[Desk, argparse.Namespace, str], Document]
    letter: Callable[[Desk, argparse.Namespace, str], Letter]


def register(commands: Commands) -> None:
    """Declare the commands of documents."""
    for form, command in _forms(commands, "invoice", mark("print an invoice"), INVOICE_EXAMPLES, INVOICE):
        _ended(command.file().positional("number", NUMBER), form)
    for form, command in _forms(commands, "credit-note", mark("print a credit note"), NOTE_EXAMPLE, CREDIT_NOTE):
        _ended(command.file().positional("number", NUMBER), form)
    for form, command in _forms(commands, "act", mark("print an acceptance act"), ACT_EXAMPLES, ACT):
        numbered = command.file().positional("contract", mark("the number of its contract"))
        _ended(numbered.positional("number", NUMBER), form)
    client = commands.add("client", mark("print what concerns a client"), STATEMENT_EXAMPLES)
    below = Commands(client.parser.add_subparsers(dest="what", required=True, metavar="WHAT"), commands.words)
    about = mark("print the reconciliation statement of a client")
    for form, command in _forms(below, "statement", about, STATEMENT_EXAMPLES, STATEMENT):
        _ended(command.file().positional("code", mark("the client's code")), form)
        command.option("from", mark("the first day; when left out, that of the books"), type=day, dest="first")
        command.option("to", mark("the last day; when left out, today"), type=day, dest="last")
        command.option("by", mark("what makes a debt; when left out, acts where the firm has them"), choices=BASES)


def _forms(commands: Commands, name: str, about: str, examples: str, paper: Paper) -> list[tuple[str, Command]]:
    """A command for every form of a document, below the name of the document."""
    group = commands.add(name, about, examples)
    below = Commands(group.parser.add_subparsers(dest="form", required=True, metavar="FORM"), commands.words)
    return [(form, below.add(form, said, examples, partial(write_paper, paper, form))) for form, said in FORMS.items()]


def _ended(command: Command, form: str) -> None:
    """What every one of them ends with."""
    command.positional("target", mark("the PDF to write") if form == "pdf" else mark("the draft (.eml) to write"))
    about = mark("the language of the document; when left out, the firm's")
    command.option("in", about, choices=LANGUAGES, dest="paper_language")
    command.option("replace", mark("write over a file that stands there"), action="store_true")


def write_paper(paper: Paper, form: str, options: argparse.Namespace, console: Console) -> int:
    """Write a document or its letter, and name the file."""
    from app.export.mail import write_letter
    from app.export.pdf import write_pdf

    path = Path(options.target)
    if path.exists() and not options.replace:
        raise FileExists(path=str(path))
    with opened(options, console) as desk:
        language = options.paper_language or desk.office.settings.firm(desk.actor).language
        if form == "pdf":
            write_pdf(paper.document(desk, options, language), path)
            console.say("The document: {path}", path=path)
        else:
            letter = paper.letter(desk, options, language)
            write_letter(letter, path)
            console.say("The draft of a letter: {path}. Open it in your mail program.", path=path)
            if not letter.email:
                console.say("None of the client's contacts has an e-mail address: the draft names nobody.")
    return 0


def _invoice(desk: Desk, options: argparse.Namespace) -> int:
    return _known(desk.office.invoices.ids(desk.actor), "invoice", options.number)


def _note(desk: Desk, options: argparse.Namespace) -> tuple[int, int]:
    notes = desk.office.invoices.credit_notes(desk.actor)
    ids = {one.note.number: (one.note.invoice_id, one.id) for one in notes}
    if options.number not in ids:
        raise NotFound(kind="credit_note", key=options.number)
    return ids[options.number]


def _act(desk: Desk, options: argparse.Namespace) -> tuple[int, int]:
    contract_id = _known(desk.office.contracts.ids(desk.actor), "contract", options.contract)
    acts = {one.act.number: one.id for one in desk.office.contracts.acts(desk.actor, contract_id)}
    return contract_id, _known(acts, "act", options.number)


def _period(desk: Desk, options: argparse.Namespace) -> Period:
    from app.overview.papers import Period
    from app.overview.statement import Basis

    client_id = _known(desk.office.clients.ids(desk.actor), "client", options.code)
    first = options.first or desk.office.settings.firm(desk.actor).books_from.first
    last = options.last or desk.office.use_cases.clock.today()
    return Period(client_id, first, last, Basis(options.by) if options.by else None)


def _known(ids: dict[str, int], kind: str, key: str) -> int:
    if key not in ids:
        raise NotFound(kind=kind, key=key)
    return ids[key]


INVOICE = Paper(
    lambda desk, given, language: desk.office.papers.invoice(desk.actor, _invoice(desk, given), language),
    lambda desk, given, language: desk.office.papers.invoice_letter(desk.actor, _invoice(desk, given), language),
)
CREDIT_NOTE = Paper(
    lambda desk, given, language: desk.office.papers.credit_note(desk.actor, *_note(desk, given), language),
    lambda desk, given, language: desk.office.papers.credit_note_letter(desk.actor, *_note(desk, given), language),
)
ACT = Paper(
    lambda desk, given, language: desk.office.papers.act(desk.actor, *_act(desk, given), language),
    lambda desk, given, language: desk.office.papers.act_letter(desk.actor, *_act(desk, given), language),
)
STATEMENT = Paper(
    lambda desk, given, language: desk.office.papers.statement(desk.actor, _period(desk, given), language),
    lambda desk, given, language: desk.office.papers.statement_letter(desk.actor, _period(desk, given), language),
)
