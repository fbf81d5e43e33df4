"""``user``: who may sign in, and by which password."""

from __future__ import annotations

import argparse

from app.access.model import NewUser, User
from app.cli.console import Console, Desk, opened
from app.cli.key_commands import lock, opened_again, tell_recovery_key
from app.cli.parsing import Commands
from app.cli.people import person_ids
from app.cli.table import Column, Table, write
from app.i18n.words import mark
from app.kernel.actor import Role
from app.kernel.errors import NotFound
from app.wording import terms

YES = {"yes": mark("yes"), "no": mark("no")}
USERS = (
    Column("login", mark("Login")),
    Column("role", mark("Role"), names=terms.ROLES),
    Column("active", mark("May sign in"), names=YES),
    Column("password", mark("Has a password"), names=YES),
    Column("key", mark("Opens the file"), names=YES),
)
LIST_EXAMPLE = "  premia-cli user list sample.premia"
ADD_EXAMPLE = "  premia-cli user add firm.premia iryna --role accountant --user director"
SET_EXAMPLES = """  premia-cli user password firm.premia
  premia-cli user password firm.premia iryna --user director"""
OFF_EXAMPLE = "  premia-cli user off firm.premia iryna --user director"
ON_EXAMPLE = "  premia-cli user on firm.premia iryna --user director"
KEY_EXAMPLE = "  premia-cli user key firm.premia --user director"


def register(commands: Commands) -> None:
    """Declare ``user`` and what it can do."""
    group = commands.add("user", mark("who may sign in: list, add, shut out, set passwords"), LIST_EXAMPLE)
    below = Commands(group.parser.add_subparsers(dest="what", required=True, metavar="WHAT"), commands.words)
    below.add("list", mark("list the users"), LIST_EXAMPLE, list_users).file().forms()
    add = below.add("add", mark("add a user; asks for their password"), ADD_EXAMPLE, add_user).file()
    add.positional("login", mark("the new login"))
    add.option("role", mark("the role"), choices=[role.value for role in Role], required=True)
    add.option("person", mark("whose records are their own: a staff number"), metavar="STAFF_NO")
    password = below.add("password", mark("set a password; your own without a login"), SET_EXAMPLES, set_password)
    password.file().positional("login", mark("whose password"), nargs="?")
    for command in (add, password):
        command.option("plain", mark("leave the file plain though it has passwords"), action="store_true")
    off = below.add("off", mark("shut a user out"), OFF_EXAMPLE, shut_out).file()
    off.positional("login", mark("whom"))
    on = below.add("on", mark("let a user in again, with a new password"), ON_EXAMPLE, let_in).file()
    on.positional("login", mark("whom"))
    below.add("key", mark("print the recovery key of an encrypted file again"), KEY_EXAMPLE, print_key).file()


def list_users(options: argparse.Namespace, console: Console) -> int:
    """Everybody who may sign in or once could."""
    with opened(options, console) as desk:
        access = desk.office.access
        without = {user.id for user in access.without_key(desk.actor)}
        rows = [
            (user.login, user.role.value, _yes(user.active), _yes(user.has_password),
             _yes(user.active and user.id not in without))
            for user in access.users(desk.actor)
        ]  # fmt: skip
        console.write(write(Table(USERS, rows), options.form, desk.words))
    return 0


def add_user(options: argparse.Namespace, console: Console) -> int:
    """Add a login; a plain file with passwords is encrypted first, unless somebody says no."""
    with opened(options, console) as desk:
        person_id = person_ids(desk, [options.person])[0] if options.person else None
        new = NewUser(options.login, Role(options.role), console.new_password(), person_id)
        desk.office.access.add_user(desk.actor, new)
        console.say("{login} may sign in.", login=new.login)
        if _should_be_locked(desk, options):
            lock(desk, console.password())
            with opened_again(desk, console.password()) as again:
                again.office.access.set_password(again.actor, _user(again, new.login).id, new.password)
    return 0


def set_password(options: argparse.Namespace, console: Console) -> int:
    """Set one's own password, or as the director anybody's."""
    with opened(options, console) as desk:
        access, secret = desk.office.access, console.new_password()
        user = _user(desk, options.login) if options.login else None
        if user is not None and user.id != desk.actor.user_id:
            access.set_password(desk.actor, user.id, secret)
        elif access.sole_user() is not None:
            access.set_password(desk.actor, desk.actor.user_id, secret)
        else:
            access.change_own_password(desk.actor, console.password(), secret)
        console.say("The password is set.")
        if options.plain or desk.actor.role is not Role.DIRECTOR:
            return 0
        if _should_be_locked(desk, options):
            lock(desk, secret if user is None or user.id == desk.actor.user_id else console.password())
    return 0


def shut_out(options: argparse.Namespace, console: Console) -> int:
    """Let a user in no more."""
    with opened(options, console) as desk:
        desk.office.access.set_active(desk.actor, _user(desk, options.login), active=False)
        console.say("{login} may sign in no more.", login=options.login)
    return 0


def let_in(options: argparse.Namespace, console: Console) -> int:
    """Let a user in again."""
    with opened(options, console) as desk:
        secret = console.new_password()
        access = desk.office.access
        access.set_active(desk.actor, _user(desk, options.login), active=True)
        access.set_password(desk.actor, _user(desk, options.login).id, secret)
        console.say("{login} may sign in.", login=options.login)
    return 0


def print_key(options: argparse.Namespace, console: Console) -> int:
    """Print the recovery key once more."""
    with opened(options, console) as desk:
        tell_recovery_key(console, desk.office.access.recovery_key(desk.actor))
    return 0


def _should_be_locked(desk: Desk, options: argparse.Namespace) -> bool:
    return not options.plain and desk.office.access.should_be_encrypted(desk.actor)


def _user(desk: Desk, login: str) -> User:
    for user in desk.office.access.users(desk.actor):
        if user.login.casefold() == login.casefold():
            return user
    raise NotFound(kind="user", key=login)


def _yes(value: bool) -> str:  # ruff: ignore[boolean-type-hint-positional-argument]
    return "yes" if value else "no"
