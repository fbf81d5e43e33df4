"""What the command line says, and in which language."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.i18n.words import LANGUAGES, Words
from app.kernel.actor import Actor
from app.kernel.errors import Finding, Invalid, SignInFailed

if TYPE_CHECKING:
    from types import TracebackType

    from app.bootstrap import Office
    from app.keys.data_key import DataKey

NEW_PASSWORD_VARIABLE = "PREMIA_NEW_PASSWORD"  # ruff: ignore[hardcoded-password-string]
RECOVERY_KEY_VARIABLE = "PREMIA_RECOVERY_KEY"
PASSWORD_VARIABLE = "PREMIA_PASSWORD"  # ruff: ignore[hardcoded-password-string]  its name, not its value


class Console:
    """Standard output and error, in one language."""

    def __init__(self, words: Words, *, chosen: bool) -> None:
        """Speak ``words``; ``chosen`` when the user named the language, so that a file does not change it."""
        self.words = words
        self._chosen = chosen
        self._typed: str | None = None

    def speak(self, language: str) -> None:
        """Go on in the language of the opened firm, unless the user chose one."""
        if not self._chosen:
            self.words = Words.of(language)

    def password(self) -> str:
        """The user's password, asked for once in a command. Raises SignInFailed where nobody can type."""
        if self._typed is None:
            self._typed = secret(PASSWORD_VARIABLE, self.words.text("Password: "))
        return self._typed

    def new_password(self) -> str:
        """A password to be set: from its variable, else typed twice. Raises Invalid where the two differ."""
        typed = secret(NEW_PASSWORD_VARIABLE, self.words.text("New password: "))
        if NEW_PASSWORD_VARIABLE not in os.environ:
            again = secret(NEW_PASSWORD_VARIABLE, self.words.text("The new password once more: "))
            if typed != again:
                raise Invalid((Finding("passwords_differ", "password"),))
        return typed

    def recovery_key(self) -> str:
        """The recovery key, from its variable, else typed."""
        return secret(RECOVERY_KEY_VARIABLE, self.words.text("Recovery key: "))

    def say(self, msgid: str, **values: object) -> None:
        """A sentence, filled with ``values``."""
        self.write(self.words.text(msgid).format(**values) + "\n")

    @staticmethod
    def write(text: str) -> None:
        """Finished text, as it is."""
        sys.stdout.write(text)

    def complain(self, msgid: str, **values: object) -> None:
        """A sentence about what went wrong."""
        self.complain_plainly(self.words.text(msgid).format(**values))

    @staticmethod
    def complain_plainly(text: str) -> None:
        """A finished sentence about what went wrong."""
        sys.stdout.flush()
        sys.stderr.write(text + "\n")


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened company file and who works on it."""

    office: Office
    actor: Actor
    console: Console

    @property
    def words(self) -> Words:
        """The language of the output."""
        return self.console.words

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.office.close()


@contextmanager
def opened(options: argparse.Namespace, console: Console) -> Generator[Desk, None, None]:
    """Open the company file of a command and sign in. Raises FileProblem, SignInFailed."""
    from app.bootstrap import Office

    path = Path(options.file)
    with Office.open(path, key=key_of(path, options, console)) as office:
        actor = _sign_in(office, options.user, console)
        console.speak(office.settings.firm(actor).language)
        yield Desk(office, actor, console)


def key_of(path: Path, options: argparse.Namespace, console: Console) -> DataKey | None:
    """The key of an encrypted file, by its user's password or by the recovery key where a command takes that.

    None for a plain file. Raises SignInFailed, KeysMissing, RecoveryKeyWrong.
    """
    from app.access.front_door import unlock
    from app.journal.clock import SystemClock
    from app.keys.door import is_encrypted
    from app.keys.recovery import read

    if not is_encrypted(path):
        return None
    if getattr(options, "recovery_key", False):
        return read(console.recovery_key())
    if options.user is None:
        raise NobodyNamed
    return unlock(path, options.user, console.password(), SystemClock())


def _sign_in(office: Office, login: str | None, console: Console) -> Actor:
    sole = office.access.sole_user()
    if sole is not None and login in {None, sole.login}:
        return sole
    if login is None:
        raise NobodyNamed
    return office.access.sign_in(login, console.password())


class NobodyNamed(SignInFailed):
    """The file asks for a login, and none was given."""

    code = "nobody_named"


def secret(variable: str, prompt: str) -> str:
    """A secret from the environment, else typed unseen. Raises SignInFailed where nobody can type."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise SignInFailed
    return getpass.getpass(prompt)


def language_of(arguments: list[str], environment: Mapping[str, str]) -> str | None:
    """The language that the user names: by ``--language`` or PREMIA_LANGUAGE; None when nothing is named."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            value = value if equals else "".join(arguments[place + 1 : place + 2])
            return value if value in LANGUAGES else None
    named = environment.get("PREMIA_LANGUAGE", "")
    return named if named in LANGUAGES else None


def system_language(environment: Mapping[str, str]) -> str:
    """The language of the system as far as the environment tells; English otherwise."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            code = environment[variable][:2]
            return code if code in LANGUAGES else "en"
    return "en"


def language_or(options: argparse.Namespace, otherwise: str) -> str:
    """The language of a new file: ``--language``, else ``otherwise``."""
    return str(options.language or otherwise)
