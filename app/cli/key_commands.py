"""``encrypt``, ``decrypt``, ``recover``: the lock of a company file, and the paper that opens it without a password."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import Console, Desk, opened
from app.cli.parsing import Commands
from app.i18n.words import mark
from app.keys.door import is_encrypted
from app.keys.recovery import written

ENCRYPT_EXAMPLE = "  premia-cli encrypt firm.premia --user director"
DECRYPT_EXAMPLE = "  premia-cli decrypt firm.premia --user director"
RECOVER_EXAMPLE = "  premia-cli recover firm.premia director"


def register(commands: Commands) -> None:
    """Declare the three commands."""
    about = mark("encrypt the file: it then opens by passwords and by its recovery key")
    commands.add("encrypt", about, ENCRYPT_EXAMPLE, encrypt).file()
    commands.add("decrypt", mark("make an encrypted file plain again"), DECRYPT_EXAMPLE, decrypt).file()
    about = mark("open an encrypted file by its recovery key, and give a director a new password")
    recover_ = commands.add("recover", about, RECOVER_EXAMPLE, recover)
    recover_.positional("file", mark("the company file")).positional("login", mark("the director's login"))


def encrypt(options: argparse.Namespace, console: Console) -> int:
    """Encrypt, and print the recovery key. Who has no password yet gets the one that is asked for."""
    with opened(options, console) as desk:
        sole = desk.office.access.sole_user() is not None
        lock(desk, console.new_password() if sole else console.password())
    return 0


def lock(desk: Desk, password: str) -> None:
    """Encrypt the file of a desk, whose office is closed then, and say what is to be done about it."""
    console, path = desk.console, desk.office.path
    key = desk.office.encrypt(desk.actor, password)
    console.say("The file is encrypted: {path}", path=path)
    tell_recovery_key(console, written(key))
    with opened_again(desk, password) as again:
        tell_waiting(again)
    tell_plain_copies(console, path)


def opened_again(desk: Desk, password: str) -> Desk:
    """The desk after its file was encrypted."""
    from app.bootstrap import Office
    from app.keys.door import unlock

    office = Office.open(desk.office.path, key=unlock(desk.office.path, desk.actor.login, password))
    return Desk(office, office.access.sign_in(desk.actor.login, password), desk.console)


def decrypt(options: argparse.Namespace, console: Console) -> int:
    """Make the file plain."""
    with opened(options, console) as desk:
        desk.office.decrypt(desk.actor, console.password())
        console.say("The file is plain again: {path}. Whoever has it can read it.", path=desk.office.path)
    return 0


def recover(options: argparse.Namespace, console: Console) -> int:
    """Open the file by the recovery key, and set a director's password."""
    from app.bootstrap import Office
    from app.keys.recovery import read

    text = console.recovery_key()
    with Office.open(Path(options.file), key=read(text)) as office:
        if not office.access.encrypted:
            console.say("The file is not encrypted: it needs no recovery key.")
            return 1
        actor = office.access.recover(options.login, console.new_password(), text)
        console.say("The new password of {login} opens the file.", login=actor.login)
        tell_waiting(Desk(office, actor, console))
    return 0


def tell_waiting(desk: Desk) -> None:
    """Name those who have no wrapped key: it needs their password."""
    waiting = [user.login for user in desk.office.access.without_key(desk.actor)]
    if waiting:
        desk.console.say(
            "These people cannot open the file until you set their passwords anew (premia-cli user password): {logins}",
            logins=", ".join(waiting),
        )


def tell_recovery_key(console: Console, text: str) -> None:
    """Print the recovery key with what to do with it."""
    console.say("The recovery key, which opens the file without any password:")
    console.write(f"\n    {text}\n\n")
    console.say(
        "Write it down or print it, and lock it away apart from this computer. Whoever has it and the file can read "
        "everything; without it, forgotten passwords make the file unreadable for ever."
    )


def tell_plain_copies(console: Console, path: Path) -> None:
    """Copies that were made while the file was plain stay plain."""
    from app.backup.copies import folder_of

    folder = folder_of(path)
    files = [*path.parent.glob(f"{path.stem}.*{path.suffix}")]
    files += folder.glob(f"*{path.suffix}") if folder.is_dir() else []
    plain = [file for file in files if file.is_file() and not is_encrypted(file)]
    if plain:
        said = console.words.plural(
            "{n} older copy is not encrypted and can be read by anybody; remove it when you no longer need it:",
            "{n} older copies are not encrypted and can be read by anybody; remove them when no longer needed:",
            len(plain),
        )
        console.write(said + "\n")
        for file in plain:
            console.write(f"  {file}\n")
