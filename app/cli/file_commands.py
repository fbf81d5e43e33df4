"""``check``, ``backup``, ``restore``: the care of a company file."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.care_commands import preview_restore
from app.cli.console import Console, Desk, key_of, opened
from app.cli.parsing import Commands
from app.i18n.words import mark
from app.keys.door import is_encrypted

CHECK_EXAMPLE = "  premia-cli check sample.premia"
BACKUP_EXAMPLES = """  premia-cli backup sample.premia
  premia-cli backup sample.premia --to backups"""
RESTORE_EXAMPLES = """  premia-cli restore backups/sample-copy.premia sample.premia --preview
  premia-cli restore backups/sample-copy.premia sample.premia"""
DAMAGED = 4


def register(commands: Commands) -> None:
    """Declare the three commands."""
    commands.add("check", mark("prove that the file holds what the program wrote"), CHECK_EXAMPLE, check).file()
    backup = commands.add("backup", mark("make a checked, dated copy"), BACKUP_EXAMPLES, back_up).file()
    backup.option("to", mark("the folder for copies"), metavar="FOLDER")
    restore = commands.add(
        "restore", mark("put a copy in the file's place; what stood there is kept"), RESTORE_EXAMPLES, put_back
    )
    restore.positional("backup", mark("the copy")).positional("file", mark("the company file"))
    restore.option("user", mark("who you are, for an encrypted copy; asks for the password"), metavar="LOGIN")
    restore.option("recovery-key", mark("open by the recovery key instead"), action="store_true")
    restore.option("preview", mark("only say what would be lost"), action="store_true")


def check(options: argparse.Namespace, console: Console) -> int:
    """Run every check of the file and say what each found."""
    with opened(options, console) as desk:
        sound = [_file(desk), _journal(desk), _months(desk)]
    if all(sound):
        console.say("Everything holds.")
        return 0
    console.complain("Something does not hold. Keep this file as it is and restore the last sound backup.")
    return DAMAGED


def _file(desk: Desk) -> bool:
    """The tables: what SQLite says, references, and the schema (which opening has compared already)."""
    problems = desk.office.backup.check_file(desk.actor)
    for problem in problems:
        desk.console.complain("File: {problem}", problem=problem)
    if not problems:
        desk.console.say("File: sound, and all tables are as the program made them.")
    return not problems


def _journal(desk: Desk) -> bool:
    verdict = desk.office.journal.verify(desk.actor)
    if verdict.broken is None:
        text = desk.words.plural(
            "Journal: {n} entry, the chain holds.", "Journal: {n} entries, the chain holds.", verdict.rows
        )
        desk.console.write(text + "\n")
        return True
    desk.console.complain("Journal: the chain is broken at entry {entry}.", entry=verdict.broken.row_id)
    return False


def _months(desk: Desk) -> bool:
    """Closed months worked out again from their snapshots."""
    verdicts = desk.office.payroll.check_snapshots(desk.actor)
    broken = [verdict for verdict in verdicts if not verdict.holds]
    for verdict in broken:
        month = desk.words.month(verdict.month)
        desk.console.complain("{month}: what stands is not what its snapshot gives.", month=month)
    if not broken:
        text = desk.words.plural(
            "Payroll: {n} closed month worked out again, to the cent.",
            "Payroll: {n} closed months worked out again, to the cent.",
            len(verdicts),
        )
        desk.console.write(text + "\n")
    return not broken


def back_up(options: argparse.Namespace, console: Console) -> int:
    """Copy the file and name the copy."""
    with opened(options, console) as desk:
        folder = Path(options.to) if options.to else None
        console.say("The copy: {path}", path=desk.office.backup.back_up(desk.actor, folder))
    return 0


def put_back(options: argparse.Namespace, console: Console) -> int:
    """Put a copy in the place of a file."""
    from app.backup.restoring import restore
    from app.journal.clock import SystemClock

    backup, target = Path(options.backup), Path(options.file)
    key = key_of(backup, options, console) or key_of(target, options, console)
    if options.preview:
        return preview_restore(backup, target, key, console)
    was_encrypted = is_encrypted(target)
    restored = restore(backup, target, SystemClock().now(), key)
    console.say("The file stands again as in the copy: {path}", path=restored.path)
    if was_encrypted and not is_encrypted(target):
        console.say("The copy was not encrypted, so the file is not: premia-cli encrypt {path}", path=restored.path)
    if restored.kept_aside is not None:
        console.say("What stood there is kept: {path}", path=restored.kept_aside)
    return 0
