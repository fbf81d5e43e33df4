"""The parser of the command line, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

from app.cli import (
    books_commands,
    care_commands,
    file_commands,
    firm_commands,
    key_commands,
    list_commands,
    paper_commands,
    payroll_commands,
    scheme_commands,
    user_commands,
)
from app.cli.console import Console, language_of, system_language
from app.cli.parsing import Commands
from app.i18n.words import Words, mark
from app.kernel.errors import CorruptFile, FileProblem, PremiaError, SchemaChanged

DONE, REFUSED, USAGE, FILE, DAMAGED, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130

ABOUT = mark("Premia on the command line: books, schemes and payroll of one firm in one file.")
EXIT_CODES = mark("""exit codes:
  0   done
  1   refused: what was given is wrong, a rule of the books forbids it, or you may not
  2   the command was not understood
  3   a file is missing, locked, damaged, or not of this program
  4   "check" found something that does not hold
  70  a mistake in the program; the message names a file with the details

A file with a single user without a password needs no sign-in. Otherwise name the user by --user; the password is
asked for, or taken from the variable PREMIA_PASSWORD.""")
EXAMPLES = """  premia-cli sample sample.premia
  premia-cli run sample.premia 2026-11
  premia-cli export sample.premia 2026-11 payroll.xlsx
  premia-cli submit sample.premia 2026-11"""


def run(arguments: list[str]) -> int:
    """Run one command, give its exit code."""
    _speak_utf8()
    named = language_of(arguments, os.environ)
    console = Console(Words.of(named or system_language(os.environ)), chosen=named is not None)
    options = parser(console.words).parse_args(arguments)
    try:
        code: int = options.run(options, console)
        sys.stdout.flush()
    except PremiaError as error:
        return _explain(error, console)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        console.complain("The file {path} cannot be used: {reason}", path=error.filename or "?", reason=error.strerror)
        return FILE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # ruff: ignore[blind-except]  a mistake of ours: told as one, never as a traceback
        console.complain("This is a mistake in Premia, not in your books. The details are in {path}", path=_kept())
        return BUG
    return code


def parser(words: Words) -> argparse.ArgumentParser:
    """The whole command line in one language."""
    made = argparse.ArgumentParser(
        prog="premia-cli",
        description=words.text(ABOUT),
        epilog=f"{words.text('examples:')}\n{EXAMPLES}\n\n{words.text(EXIT_CODES)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = Commands(made.add_subparsers(dest="command", required=True, metavar="COMMAND"), words)
    for group in (
        books_commands, firm_commands, scheme_commands, payroll_commands, list_commands, file_commands, care_commands,
        user_commands, key_commands, paper_commands,
    ):  # fmt: skip
        group.register(commands)
    return made


def _explain(error: PremiaError, console: Console) -> int:
    from app.wording import errors

    console.complain_plainly(errors.error_sentence(console.words, error))
    if isinstance(error, CorruptFile | SchemaChanged):
        console.complain("See which copy is sound: premia-cli copies {path}", path=error.values.get("path"))
    return FILE if isinstance(error, FileProblem) else REFUSED


def _kept() -> Path:
    """Where the traceback of a mistake is kept."""
    with tempfile.NamedTemporaryFile("w", prefix="premia-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exc(file=log)
        return Path(log.name)


def _speak_utf8() -> None:
    """Let Cyrillic through where the system's own encoding has none; tests put other streams in place."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
