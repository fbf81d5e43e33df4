"""How commands are declared: names, help with examples, and what several of them share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from app.cli.console import Console
from app.cli.table import Form
from app.i18n.numbers import NumberError, parse_minor
from app.i18n.words import LANGUAGES, Words, mark
from app.kernel.period import Month

Run = Callable[[argparse.Namespace, Console], int]

FILE = mark("the company file")
MONTH = mark("the month, such as 2026-11")


class Commands:
    """The commands under one parser."""

    def __init__(self, parsers: argparse._SubParsersAction[argparse.ArgumentParser], words: Words) -> None:
        """Declare commands in ``parsers``, described in the language of ``words``."""
        self._parsers = parsers
        self.words = words

    def add(self, name: str, about: str, examples: str, run: Run | None = None) -> Command:
        """Declare a command; ``about`` is a msgid, ``examples`` are lines that work when typed."""
        parser = self._parsers.add_parser(
            name,
            help=self.words.text(about),
            description=self.words.text(about),
            epilog=f"{self.words.text('examples:')}\n{examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("--language", choices=LANGUAGES, help=self.words.text("language of the output"))
        parser.set_defaults(run=run)
        return Command(parser, self.words)


class Command:
    """One command and its arguments."""

    def __init__(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Add arguments to ``parser``, described in the language of ``words``."""
        self.parser = parser
        self.words = words

    def file(self) -> Command:
        """The company file and who opens it."""
        self.parser.add_argument("file", metavar="FILE", help=self.words.text(FILE))
        self.parser.add_argument("--user", metavar="LOGIN", help=self.words.text("who you are; asks for the password"))
        return self

    def month(self) -> Command:
        """The month of a run."""
        self.parser.add_argument("month", metavar="MONTH", type=month, help=self.words.text(MONTH))
        return self

    def forms(self) -> Command:
        """The forms of a list."""
        group = self.parser.add_mutually_exclusive_group()
        for form, about in (
            (Form.CSV, mark("as CSV, amounts with a decimal point")),
            (Form.JSON, mark("as JSON, amounts in minor units")),
        ):
            group.add_argument(
                f"--{form}",
                dest="form",
                action="store_const",
                const=form,
                default=Form.TEXT,
                help=self.words.text(about),
            )
        return self

    def positional(self, name: str, about: str, **more: object) -> Command:
        """A further argument that has to be given."""
        self.parser.add_argument(name, metavar=name.upper(), help=self.words.text(about), **more)  # type: ignore[arg-type]
        return self

    def option(self, name: str, about: str, **more: object) -> Command:
        """An argument that may be given."""
        self.parser.add_argument(f"--{name}", help=self.words.text(about), **more)  # type: ignore[arg-type]
        return self


def month(text: str) -> Month:
    """``2026-11`` as a month, for argparse."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM") from error


def day(text: str) -> date:
    """``2026-11-30`` as a date, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from error


def amount(text: str) -> int:
    """``1500.00`` as minor units, for argparse."""
    try:
        return parse_minor(text, "en")
    except NumberError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: 1500.00") from error
