"""``copies``, ``journal``, ``imports``, ``undo-import``: what stands behind the file, and ways back."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import Console, key_of, opened
from app.cli.parsing import Commands
from app.cli.table import Column, Form, Kind, Table, write
from app.i18n.words import mark
from app.keys.data_key import DataKey
from app.wording import terms

COPIES_EXAMPLE = "  premia-cli copies sample.premia"
JOURNAL_EXAMPLES = """  premia-cli journal sample.premia journal.csv
  premia-cli journal sample.premia journal.jsonl"""
IMPORTS_EXAMPLE = "  premia-cli imports sample.premia"
UNDO_EXAMPLE = "  premia-cli undo-import sample.premia 3"

STATES = {
    "": mark("sound"),
    "file_corrupt": mark("damaged"),
    "file_foreign": mark("not of Premia"),
    "file_newer": mark("of a newer version"),
    "file_encrypted": mark("encrypted: name yourself by --user"),
    "file_key_wrong": mark("encrypted with another key"),
    "file_schema_changed": mark("its tables were changed"),
    "journal_broken": mark("its journal was changed"),
}
"""What a copy is worth."""

COPIES = (
    Column("file", mark("Copy")),
    Column("problem", mark("State"), names=STATES),
    Column("entries", mark("Entries"), Kind.NUMBER),
    Column("last_at", mark("Last entry (UTC)")),
)
LOST = (
    Column("area", mark("Area"), names=terms.AREAS),
    Column("entries", mark("Entries"), Kind.NUMBER),
    Column("first_at", mark("From (UTC)")),
    Column("last_at", mark("To (UTC)")),
)
IMPORTS = (
    Column("id", mark("No."), Kind.NUMBER),
    Column("imported_at", mark("Imported (UTC)")),
    Column("login", mark("Login")),
    Column("rows", mark("Rows"), Kind.NUMBER),
    Column("undone_at", mark("Taken back (UTC)")),
)


def register(commands: Commands) -> None:
    """Declare the four commands."""
    about = mark("list the copies of a file, which may be damaged, with what each is worth")
    copies = commands.add("copies", about, COPIES_EXAMPLE, list_copies).forms()
    copies.positional("file", mark("the company file"))
    copies.option("user", mark("who you are, for encrypted copies; asks for the password"), metavar="LOGIN")
    copies.option("recovery-key", mark("open by the recovery key instead"), action="store_true")
    copies.option("from", mark("the folder of the copies"), metavar="FOLDER", dest="folder")
    about = mark("write the journal into a file: CSV, or JSON lines")
    journal = commands.add("journal", about, JOURNAL_EXAMPLES, write_journal).file()
    journal.positional("out", mark("the file to write"))
    commands.add("imports", mark("list the imports"), IMPORTS_EXAMPLE, list_imports).file().forms()
    about = mark("take an import back as a whole, while no month of it is fixed")
    undo = commands.add("undo-import", about, UNDO_EXAMPLE, undo_import).file()
    undo.positional("number", mark("the number of the import"), type=int)


def list_copies(options: argparse.Namespace, console: Console) -> int:
    """Every copy, the newest first, and which one to restore. Nobody signs in: the file may not open any more."""
    from app.backup.rescue import candidates

    path, folder = Path(options.file), Path(options.folder) if options.folder else None
    key = key_of(path, options, console) if options.user or options.recovery_key else None
    found = candidates(path, folder, key=key)
    rows = [(str(one.path), one.problem, one.entries, one.last_at) for one in found]
    console.write(write(Table(COPIES, rows), options.form, console.words))
    sound = next((one for one in found if one.sound), None)
    if options.form is Form.TEXT:
        if sound is None:
            console.complain("There is no sound copy.")
        else:
            console.say("The newest sound copy: {path}", path=sound.path)
    return 0 if sound else 1


def preview_restore(backup: Path, target: Path, key: DataKey | None, console: Console) -> int:
    """Say what putting a copy back would lose; nothing is done."""
    from app.backup.preview import preview

    seen = preview(backup, target, key)
    if seen.lost:
        rows = [(lost.area.value, lost.entries, lost.first_at, lost.last_at) for lost in seen.lost]
        console.say("These entries of the journal are not in the copy:")
        console.write(write(Table(LOST, rows), Form.TEXT, console.words))
    elif seen.same_books:
        console.say("Nothing would be lost.")
    else:
        console.say("What would be lost cannot be told: the file cannot be read, or it is of other books.")
    if not seen.backup.sound:
        console.complain(
            "The copy itself is not sound: {state}", state=terms.term(console.words, STATES, seen.backup.problem)
        )
    return 0 if seen.backup.sound else 1


def write_journal(options: argparse.Namespace, console: Console) -> int:
    """Write the journal for other programs; what the user may not see stays hidden."""
    with opened(options, console) as desk:
        path = Path(options.out)
        lines = desk.office.journal.export(desk.actor, path)
        said = desk.words.plural("{n} line written", "{n} lines written", lines)
        console.write(f"{said}: {path}\n")
    return 0


def list_imports(options: argparse.Namespace, console: Console) -> int:
    """Every import, the newest first."""
    with opened(options, console) as desk:
        batches = desk.office.importing.imports(desk.actor)
        rows = [(one.id, one.imported_at, one.login, sum(one.counts.values()), one.undone_at or "") for one in batches]
        console.write(write(Table(IMPORTS, rows), options.form, desk.words))
    return 0


def undo_import(options: argparse.Namespace, console: Console) -> int:
    """Take an import back."""
    with opened(options, console) as desk:
        desk.office.importing.undo(desk.actor, options.number)
        console.say("The import was taken back.")
    return 0
