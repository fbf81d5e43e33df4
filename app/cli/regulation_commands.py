"""``scheme regulation``: what a scheme says, as a document to be approved and signed."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import Console, opened
from app.cli.parsing import Commands, day
from app.i18n.words import LANGUAGES, mark
from app.kernel.errors import FileExists

EXAMPLES = """  premia-cli scheme regulation sample.premia sales --pdf regulation.pdf --in uk
  premia-cli scheme regulation sample.premia sales --html regulation.html --on 2026-12-01"""


def register(commands: Commands) -> None:
    """Declare ``regulation`` below ``scheme``."""
    about = mark("write the regulation on incentive pay, with a worked example for every rule")
    command = commands.add("regulation", about, EXAMPLES, write_regulation)
    command.file().positional("key", mark("the scheme's key"))
    command.option("pdf", mark("the PDF to write"), metavar="FILE")
    command.option("html", mark("the HTML file to write"), metavar="FILE")
    command.option("on", mark("a day on which the version is in force; when left out, today"), type=day, metavar="DATE")
    paper = mark("the language of the document; when left out, that of --language, else the firm's")
    command.option("in", paper, choices=LANGUAGES, dest="paper_language")
    command.option("replace", mark("write over a file that stands there"), action="store_true")


def write_regulation(options: argparse.Namespace, console: Console) -> int:
    """Write the regulation in every form that is asked for, and name the files."""
    from app.export.html import write_html
    from app.export.pdf import write_pdf

    forms = [(name, write) for name, write in ((options.pdf, write_pdf), (options.html, write_html)) if name]
    if not forms:
        console.complain("Say where the regulation shall stand: --pdf FILE, --html FILE, or both.")
        return 2
    for name, _ in forms:
        if Path(name).exists() and not options.replace:
            raise FileExists(path=name)
    with opened(options, console) as desk:
        firm = desk.office.settings.firm(desk.actor)
        language = options.paper_language or options.language or firm.language
        document = desk.office.regulations.of_scheme(desk.actor, options.key, language, options.on)
        for name, write in forms:
            write(document, Path(name))
            console.say("The document: {path}", path=name)
    return 0
