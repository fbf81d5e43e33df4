"""``firm``: what papers say of the firm, how it stands to VAT, how its papers are numbered."""

from __future__ import annotations

import argparse
from dataclasses import replace

from app.cli.console import Console, opened
from app.cli.parsing import Commands, day
from app.cli.table import Column, Kind, Table, write
from app.i18n.words import mark
from app.kernel.money import PPM
from app.settings.series import NumberedKind
from app.settings.vat import VAT_RATES_PPM, DatedVat, VatMode, VatTerms
from app.wording import terms
from app.wording.fields import FIELDS

DETAILS = (
    "name", "legal_name", "tax_no", "address", "phone", "email", "bank_details", "signatory", "signatory_position",
)  # fmt: skip
PPM_PER_PERCENT = PPM // 100
PERCENTS = tuple(rate_ppm // PPM_PER_PERCENT for rate_ppm in VAT_RATES_PPM)
NAMES = {**FIELDS, "phone": mark("Telephone"), "name": mark("Name")}
SHOWN = (Column("field", mark("Field"), names=NAMES), Column("value", mark("Value")))
VAT = (
    Column("valid_from", mark("From"), Kind.DATE),
    Column("mode", mark("VAT mode"), names=terms.VAT_MODES),
    Column("rate_ppm", mark("Rate"), Kind.PERCENT),
)
SERIES = (
    Column("kind", mark("Paper"), names=terms.NUMBERED),
    Column("pattern", mark("Pattern")),
    Column("next_number", mark("Next number")),
)
SHOW_EXAMPLE = "  premia-cli firm show sample.premia"
SET_EXAMPLE = '  premia-cli firm set firm.premia --legal-name "Orion Consulting LLC" --signatory "Olena Shcherbak"'
VAT_EXAMPLES = """  premia-cli firm vat firm.premia
  premia-cli firm vat firm.premia --from 2026-07-01 --mode payer --rate 20"""
SERIES_EXAMPLES = """  premia-cli firm series firm.premia
  premia-cli firm series firm.premia --kind invoice --pattern "INV-{year}-{n:4}\""""


def register(commands: Commands) -> None:
    """Declare ``firm`` and what it can do."""
    group = commands.add("firm", mark("the firm's details, its VAT and its number series"), SHOW_EXAMPLE)
    below = Commands(group.parser.add_subparsers(dest="what", required=True, metavar="WHAT"), commands.words)
    below.add("show", mark("show the firm's details"), SHOW_EXAMPLE, show).file().forms()
    change = below.add("set", mark("change the firm's details"), SET_EXAMPLE, set_details).file()
    for name in DETAILS:
        change.option(name.replace("_", "-"), NAMES[name])
    vat = below.add("vat", mark("list how the firm stands to VAT, or say it from a day on"), VAT_EXAMPLES, list_vat)
    vat.file().forms().option("from", mark("from which day on"), dest="since", type=day, metavar="DATE")
    vat.option("mode", mark("how the firm stands to VAT"), choices=[mode.value for mode in VatMode])
    vat.option("rate", mark("a payer's rate in per cent"), type=int, choices=PERCENTS)
    series = below.add("series", mark("list the number series, or choose a pattern"), SERIES_EXAMPLES, list_series)
    series.file().forms().option("kind", mark("of which papers"), choices=[kind.value for kind in NumberedKind])
    series.option("pattern", mark("text with the running number {n} and the {year}"))


def show(options: argparse.Namespace, console: Console) -> int:
    """Write the firm's details."""
    with opened(options, console) as desk:
        firm = desk.office.settings.firm(desk.actor)
        rows = [(name, getattr(firm, name)) for name in DETAILS]
        console.write(write(Table(SHOWN, rows), options.form, desk.words))
    return 0


def set_details(options: argparse.Namespace, console: Console) -> int:
    """Change the details that were named."""
    with opened(options, console) as desk:
        named = {name: getattr(options, name) for name in DETAILS if getattr(options, name) is not None}
        desk.office.settings.change_firm(desk.actor, replace(desk.office.settings.firm(desk.actor), **named))
        console.say("The firm's details are changed.")
    return 0


def list_vat(options: argparse.Namespace, console: Console) -> int:
    """Say the terms from a day on, if they are named; list all."""
    if (options.since is None) is not (options.mode is None):
        console.complain("Name --{first} and --{second} together, or neither.", first="from", second="mode")
        return 2
    with opened(options, console) as desk:
        if options.since is not None:
            mode = VatMode(options.mode)
            usual = PERCENTS[0] if mode is VatMode.PAYER else 0
            rate = usual if options.rate is None else options.rate
            desk.office.settings.set_vat_mode(
                desk.actor, DatedVat(options.since, VatTerms(mode, rate * PPM_PER_PERCENT))
            )
        dated = desk.office.settings.vat_modes(desk.actor)
        rows = [(each.valid_from, each.terms.mode.value, each.terms.rate_ppm) for each in dated]
        console.write(write(Table(VAT, rows), options.form, desk.words))
    return 0


def list_series(options: argparse.Namespace, console: Console) -> int:
    """Choose a pattern, if one is named; list all series."""
    if (options.kind is None) is not (options.pattern is None):
        console.complain("Name --{first} and --{second} together, or neither.", first="kind", second="pattern")
        return 2
    with opened(options, console) as desk:
        if options.kind is not None:
            desk.office.numbering.set_pattern(desk.actor, NumberedKind(options.kind), options.pattern)
        rows = [(one.kind.value, one.pattern, one.next_number) for one in desk.office.numbering.series(desk.actor)]
        console.write(write(Table(SERIES, rows), options.form, desk.words))
    return 0
