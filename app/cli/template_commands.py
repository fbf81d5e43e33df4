"""``scheme templates`` and ``scheme template``: complete schemes to start from. They need no company file."""

from __future__ import annotations

import argparse

from app.cli.console import Console
from app.cli.parsing import Commands, day
from app.cli.table import Column, Table, write
from app.i18n.words import mark
from app.wording.templates import TITLES

COLUMNS = (
    Column("key", mark("Template")),
    Column("title", mark("Scheme name")),
    Column("idea", mark("Idea")),
)
LIST_EXAMPLE = "  premia-cli scheme templates"
WRITE_EXAMPLE = "  premia-cli scheme template high-then-low --from 2026-11-01 > finder.toml"


def register(commands: Commands) -> None:
    """Declare both below ``scheme``."""
    commands.add("templates", mark("list the schemes to start from"), LIST_EXAMPLE, list_templates).forms()
    one = commands.add("template", mark("write a scheme to start from as a TOML file"), WRITE_EXAMPLE, write_template)
    one.positional("template", mark("its key, as listed"), choices=tuple(TITLES))
    one.option("from", mark("the first day"), type=day, required=True, dest="valid_from", metavar="DATE")
    one.option("name", mark("another name for it"), default="", metavar="NAME")


def list_templates(options: argparse.Namespace, console: Console) -> int:
    """List the templates with their ideas."""
    from app.motivation.templates import TEMPLATES

    words = console.words
    rows = [(template.key, words.text(template.title), words.text(template.idea)) for template in TEMPLATES]
    console.write(write(Table(COLUMNS, rows), options.form, words))
    return 0


def write_template(options: argparse.Namespace, console: Console) -> int:
    """Write a template in the form in which a scheme is added, named in the language of the output."""
    from app.motivation.templates import TEMPLATES, template_text

    (template,) = (each for each in TEMPLATES if each.key == options.template)
    name = options.name or console.words.text(template.title)
    console.write(template_text(template, name, options.valid_from))
    return 0
