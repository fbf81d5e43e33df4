"""``new``, ``sample``, ``import``: how books come to be."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import Console, Desk, language_or, opened
from app.cli.firm_commands import PERCENTS, PPM_PER_PERCENT
from app.cli.key_commands import lock
from app.cli.parsing import Commands, month
from app.cli.table import Column, Form, Kind, Table, write
from app.i18n.words import mark
from app.kernel.errors import Finding
from app.settings.vat import VatMode, VatTerms

NEW_EXAMPLE = '  premia-cli new firm.premia --name "Orion Consulting" --currency EUR --books-from 2026-01'
SAMPLE_EXAMPLE = "  premia-cli sample sample.premia"
IMPORT_EXAMPLES = """  premia-cli import firm.premia mapping.toml --dry-run
  premia-cli import firm.premia mapping.toml exports"""

KINDS = {
    "staff": mark("staff"),
    "pay_terms": mark("pay terms"),
    "opening_balances": mark("opening balances"),
    "opening_measures": mark("opening measures"),
    "groups": mark("client groups"),
    "clients": mark("clients"),
    "contracts": mark("contracts"),
    "roles": mark("parts in contracts"),
    "amendments": mark("amendments"),
    "acts": mark("acts"),
    "handovers": mark("hand-overs"),
    "invoices": mark("invoices"),
    "credit_notes": mark("credit notes"),
    "payments": mark("payments"),
    "refunds": mark("refunds"),
    "rates": mark("currency rates"),
}
COUNTS = (
    Column("kind", mark("What"), names=KINDS),
    Column("new", mark("New"), Kind.NUMBER),
    Column("unchanged", mark("Standing already"), Kind.NUMBER),
)
PROBLEMS = (
    Column("place", mark("Where")),
    Column("field", mark("Field")),
    Column("code", mark("Code")),
    Column("problem", mark("Problem")),
)


def register(commands: Commands) -> None:
    """Declare the three commands."""
    new = commands.add("new", mark("make an empty company file"), NEW_EXAMPLE, make_new)
    new.positional("file", mark("the file to make")).option("name", mark("the firm's name"), required=True)
    new.option("currency", mark("the firm's currency, such as EUR"), default="UAH")
    new.option("books-from", mark("the first month of the books"), type=month, required=True, metavar="MONTH")
    new.option("login", mark("the director's login"), default="director")
    new.option("with-password", mark("let the director sign in with a password"), action="store_true")
    new.option("plain", mark("leave the file plain though it has passwords"), action="store_true")
    new.option("no-acts", mark("the firm works without acceptance acts"), action="store_true")
    new.option("vat", mark("how the firm stands to VAT"), choices=[mode.value for mode in VatMode])
    new.option("vat-rate", mark("a payer's rate in per cent"), type=int, choices=PERCENTS, default=PERCENTS[0])
    sample = commands.add(
        "sample", mark("make the sample firm: three years to try things on"), SAMPLE_EXAMPLE, make_sample
    )
    sample.positional("file", mark("the file to make"))
    about = mark("take records from spreadsheets by a mapping file, all or nothing")
    take = commands.add("import", about, IMPORT_EXAMPLES, take_records).file().forms()
    take.positional("mapping", mark("the mapping file (TOML)"))
    take.positional("folder", mark("where the spreadsheets lie; beside the mapping when left out"), nargs="?")
    take.option("dry-run", mark("only say what would happen"), action="store_true")


def make_new(options: argparse.Namespace, console: Console) -> int:
    """Make an empty company file."""
    from app.access.model import NewUser
    from app.bootstrap import Office
    from app.kernel.actor import Role
    from app.settings.model import NewFirm

    firm = NewFirm(
        name=options.name,
        currency=options.currency,
        books_from=options.books_from,
        language=console.words.language,
        uses_acts=not options.no_acts,
        vat=_vat(options),
    )
    secret = console.password() if options.with_password else None
    with Office.create(Path(options.file), firm, NewUser(options.login, Role.DIRECTOR, secret)) as office:
        console.say("The company file: {path}", path=options.file)
        if secret is not None and not options.plain:
            lock(Desk(office, office.access.sign_in(options.login, secret), console), secret)
    return 0


def _vat(options: argparse.Namespace) -> VatTerms | None:
    if options.vat is None:
        return None
    mode = VatMode(options.vat)
    return VatTerms(mode, options.vat_rate * PPM_PER_PERCENT if mode is VatMode.PAYER else 0)


def make_sample(options: argparse.Namespace, console: Console) -> int:
    """Make the sample firm and say what to do with it."""
    from app.sample.build import build_sample
    from app.sample.story import LAST_MONTH

    build_sample(Path(options.file), language_or(options, "uk"))
    console.say("The sample firm: {path}. Its last open month is {month}.", path=options.file, month=LAST_MONTH.text)
    return 0


def take_records(options: argparse.Namespace, console: Console) -> int:
    """Import, or say what an import would do; every problem stands on a line of its own."""
    mapping = Path(options.mapping)
    folder = Path(options.folder) if options.folder else mapping.parent
    with opened(options, console) as desk:
        plan = desk.office.importing.plan(desk.actor, mapping, folder)
        if plan.problems:
            _problems(plan.problems, options.form, console)
            return 1
        counts = plan.counts
        if not options.dry_run:
            counts = desk.office.importing.run(desk.actor, plan).value.counts
        rows = [(count.kind.value, count.new, count.unchanged) for count in counts]
        console.write(write(Table(COUNTS, rows), options.form, desk.words))
        if options.form is Form.TEXT:
            console.say(mark("Nothing was changed: this was a dry run.") if options.dry_run else mark("Imported."))
    return 0


def _problems(problems: tuple[Finding, ...], form: Form, console: Console) -> None:
    from app.wording.errors import finding_sentence, finding_text

    words = console.words
    if form is Form.TEXT:
        for problem in problems:
            console.complain_plainly(finding_sentence(words, problem))
        said = words.plural("{n} problem; nothing was imported.", "{n} problems; nothing was imported.", len(problems))
        console.complain_plainly(said)
        return
    rows = [(p.place, str(p.values.get("field") or ""), p.code, finding_text(words, p)) for p in problems]
    console.write(write(Table(PROBLEMS, rows), form, words))
