"""The month: ``run``, ``adjust``, ``submit``, ``approve``, ``pay``, ``close``, ``back``, ``reopen``, ``export``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.cli.console import Console, Desk, opened
from app.cli.parsing import Commands, amount
from app.cli.sheets import accrual_table, answer_text, lines_by_person, people_table, without_empty_columns
from app.cli.table import Form, write
from app.i18n.words import Words, mark
from app.kernel.actor import Actor
from app.kernel.changes import Done
from app.kernel.period import Month
from app.payroll.model import RunState, Sheet
from app.wording import terms
from app.wording.checks import check_name, note_sentence

RUN_EXAMPLES = """  premia-cli run sample.premia 2026-11
  premia-cli run sample.premia 2026-11 --lines
  premia-cli run sample.premia 2026-10 --lines --csv > october.csv"""
ADJUST_EXAMPLE = '  premia-cli adjust sample.premia 2026-11 02 1500.00 --reason "Conference"'
WHY_EXAMPLES = """  premia-cli why sample.premia --person 02 --invoice 31
  premia-cli why sample.premia --person 02 --contract C-7"""
EXPORT_EXAMPLE = "  premia-cli export sample.premia 2026-11 payroll.xlsx --replace"
STEPS = {
    "submit": mark("offer the month for approval"),
    "approve": mark("approve the month"),
    "pay": mark("note that the month was paid"),
    "close": mark("close the month: its results stand for ever"),
}
REASONED = {
    "back": mark("take a submitted or approved month back to draft"),
    "reopen": mark("begin a new revision of the last closed month"),
}
MOST_NOTES = 10

Step = Callable[[Desk, argparse.Namespace], Done[int]]


def register(commands: Commands) -> None:
    """Declare the commands of a month."""
    about = mark("work a month out and print its sheet; one that is no longer a draft is only printed")
    run = commands.add("run", about, RUN_EXAMPLES, run_month).file().month().forms()
    run.option("lines", mark("every accrual line with its reason (with --csv or --json: instead of people)"), **FLAG)
    adjust = commands.add("adjust", mark("add a manual line to the month's draft"), ADJUST_EXAMPLE, adjust_month)
    adjust.file().month().positional("staff_no", mark("staff number"))
    adjust.positional("amount", mark("the amount, such as 1500.00 or -200.00"), type=amount)
    adjust.option("reason", mark("why"), required=True)
    for name, step_about in STEPS.items():
        example = f"  premia-cli {name} sample.premia 2026-11"
        commands.add(name, step_about, example, partial(move, _STEPS[name])).file().month()
    for name, step_about in REASONED.items():
        month = "2026-11" if name == "back" else "2026-10"
        example = f'  premia-cli {name} sample.premia {month} --reason "A payment was missing"'
        command = commands.add(name, step_about, example, partial(move, _STEPS[name])).file().month()
        command.option("reason", mark("why"), required=True)
    why = commands.add("why", mark("say what somebody got for a document, or why nothing"), WHY_EXAMPLES, why_document)
    why.file().option("person", mark("staff number"), required=True, metavar="STAFF_NO")
    of = why.parser.add_mutually_exclusive_group(required=True)
    of.add_argument("--invoice", metavar="NUMBER", default="", help=why.words.text("the number of an invoice"))
    of.add_argument("--contract", metavar="NUMBER", default="", help=why.words.text("the number of a contract"))
    export = (
        commands.add("export", mark("write the month's workbook (XLSX)"), EXPORT_EXAMPLE, export_month).file().month()
    )
    export.positional("workbook", mark("the workbook to write"))
    export.option("replace", mark("write over a workbook that stands there"), **FLAG)
    export.option("revision", mark("an earlier revision of the month"), type=int, metavar="N")


FLAG = {"action": "store_true"}


def run_month(options: argparse.Namespace, console: Console) -> int:
    """Work the month out, print the sheet."""
    with opened(options, console) as desk:
        payroll = desk.office.payroll
        standing = next((run for run in payroll.runs(desk.actor) if run.month == options.month), None)
        if standing is None or standing.state is RunState.DRAFT:
            payroll.compute(desk.actor, options.month)
        sheet = payroll.sheet(desk.actor, options.month)
        if options.form is not Form.TEXT:
            table = accrual_table(sheet, desk.words) if options.lines else people_table(sheet)
            console.write(write(table, options.form, desk.words))
            return 0
        _print(sheet, desk.words, lines=options.lines)
    return 0


def _print(sheet: Sheet, words: Words, *, lines: bool) -> None:
    console = Console(words, chosen=True)
    run = sheet.run
    console.say(
        "{firm}. Payroll of {month}, revision {revision}: {state}. Amounts in {currency}.",
        firm=sheet.firm_name,
        month=words.month(run.month),
        revision=run.revision,
        state=terms.run_state(words, run.state.value),
        currency=run.currency,
    )
    console.write("\n" + write(without_empty_columns(people_table(sheet)), Form.TEXT, words) + "\n")
    total_minor = sum(line.pay.gross_minor for line in sheet.lines)
    console.say("To be paid in all: {amount}", amount=words.coded(total_minor, run.currency))
    broken = [check for check in sheet.checks if not check.holds]
    for check in broken:
        console.say(
            "Does not agree: {check} ({subject}): {expected} and {found}",
            check=check_name(words, check.code),
            subject=check.subject,
            expected=words.amount(check.expected_minor),
            found=words.amount(check.found_minor),
        )
    if not broken:
        console.write(words.plural("{n} check holds.", "All {n} checks hold.", len(sheet.checks)) + "\n")
    for code, subject in sheet.notes[:MOST_NOTES]:
        console.say("Worth a look: {note}: {subject}", note=note_sentence(words, code), subject=subject)
    more = len(sheet.notes) - MOST_NOTES
    if more > 0:
        console.write(words.plural("… and {n} more", "… and {n} more", more) + "\n")
    if lines:
        console.write(lines_by_person(sheet, words))


def why_document(options: argparse.Namespace, console: Console) -> int:
    """Say for every event of a document what the person got, or the nearest rule and what failed."""
    from app.cli.people import person_ids
    from app.payroll.whys import Document

    with opened(options, console) as desk:
        (person_id,) = person_ids(desk, [options.person])
        document = Document(contract=options.contract, invoice=options.invoice)
        answers = desk.office.payroll.why(desk.actor, person_id, document)
        if not answers:
            console.say("Nothing has happened with this document yet that could earn.")
        for answer in answers:
            console.write(answer_text(answer, desk.words))
    return 0


def adjust_month(options: argparse.Namespace, console: Console) -> int:
    """Add a manual line."""
    from app.cli.people import person_ids
    from app.payroll.model import NewAdjustment

    with opened(options, console) as desk:
        (person_id,) = person_ids(desk, [options.staff_no])
        new = NewAdjustment(person_id, options.amount, options.reason)
        desk.office.payroll.adjust(desk.actor, options.month, new)
        console.say(
            "Added: {amount} to {staff_no}", amount=desk.words.amount(options.amount), staff_no=options.staff_no
        )
    return 0


def move(step: Step, options: argparse.Namespace, console: Console) -> int:
    """Move the month's run, say where it stands now."""
    with opened(options, console) as desk:
        step(desk, options)
        run = next(run for run in desk.office.payroll.runs(desk.actor) if run.month == options.month)
        console.say(
            "{month}, revision {revision}: {state}",
            month=desk.words.month(run.month),
            revision=run.revision,
            state=terms.run_state(desk.words, run.state.value),
        )
    return 0


def _plain(name: str) -> Step:
    def step(desk: Desk, options: argparse.Namespace) -> Done[int]:
        moving: Callable[[Actor, Month], Done[int]] = getattr(desk.office.payroll, name)
        return moving(desk.actor, options.month)

    return step


_STEPS: dict[str, Step] = {name: _plain(name) for name in STEPS} | {
    "back": lambda desk, options: desk.office.payroll.back_to_draft(desk.actor, options.month, options.reason),
    "reopen": lambda desk, options: desk.office.payroll.reopen(desk.actor, options.month, options.reason),
}


def export_month(options: argparse.Namespace, console: Console) -> int:
    """Write the workbook and name it."""
    from app.kernel.errors import FileExists
    from app.payroll.report import write_workbook

    path = Path(options.workbook)
    if path.exists() and not options.replace:
        raise FileExists(path=str(path))
    with opened(options, console) as desk:
        sheet = desk.office.payroll.sheet(desk.actor, options.month, options.revision)
        write_workbook(sheet, desk.words, path)
        console.say("The workbook: {path}", path=path)
    return 0
