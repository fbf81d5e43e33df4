"""``scheme``: motivation schemes as files, and who is paid by which."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import regulation_commands, template_commands
from app.cli.console import Console, opened
from app.cli.parsing import Commands, day
from app.cli.table import Column, Kind, Table, write
from app.i18n.words import mark
from app.kernel.money import PPM
from app.paths import written_text

SCHEMES = (
    Column("key", mark("Scheme")),
    Column("name", mark("Scheme name")),
    Column("versions", mark("Versions"), Kind.NUMBER),
    Column("valid_from", mark("In force from"), Kind.DATE),
    Column("rules", mark("Rules"), Kind.NUMBER),
    Column("people", mark("Pays today")),
)
ADD_EXAMPLE = "  premia-cli scheme add firm.premia sales.toml"
LIST_EXAMPLE = "  premia-cli scheme list sample.premia --json"
SHOW_EXAMPLE = (
    "  premia-cli scheme show sample.premia sales --language uk\n"
    "  premia-cli scheme show sample.premia sales --toml > sales.toml"
)
LIMIT_EXAMPLE = "  premia-cli scheme limit sample.premia 25"
CHECK_EXAMPLE = "  premia-cli scheme check sample.premia new.toml --limit 25"
ASSIGN_EXAMPLE = "  premia-cli scheme assign firm.premia sales 04 05 --from 2026-11-01"

_PERCENT_PPM = PPM // 100


def register(commands: Commands) -> None:
    """Declare ``scheme`` and what it can do."""
    group = commands.add("scheme", mark("add, list, show and assign motivation schemes"), LIST_EXAMPLE)
    below = Commands(group.parser.add_subparsers(dest="what", required=True, metavar="WHAT"), commands.words)
    add = below.add(
        "add", mark("put a scheme in force, or add versions to it, from a TOML file"), ADD_EXAMPLE, add_scheme
    )
    add.file().positional("scheme", mark("the scheme file"))
    below.add("list", mark("list the schemes"), LIST_EXAMPLE, list_schemes).file().forms()
    show = below.add("show", mark("say a scheme in plain words, or write it as a TOML file"), SHOW_EXAMPLE, show_scheme)
    show.file().positional("key", mark("the scheme's key"))
    show.option("toml", mark("the form in which schemes are added"), action="store_true")
    assign = below.add("assign", mark("let a scheme pay people"), ASSIGN_EXAMPLE, assign_people)
    assign.file().positional("key", mark("the scheme's key")).positional("staff_no", mark("staff numbers"), nargs="+")
    assign.option("from", mark("the first day"), type=day, required=True, dest="valid_from", metavar="DATE")
    assign.option("to", mark("the last day"), type=day, dest="valid_to", metavar="DATE")
    check = below.add("check", mark("examine schemes on the firm's own history"), CHECK_EXAMPLE, check_schemes)
    check.file().positional("scheme", mark("a scheme file; without it those in force"), nargs="?")
    check.option(
        "limit",
        mark("the share of margin that bonuses may cost, in %; without it the director's"),
        type=int,
        metavar="N",
    )
    limit = below.add("limit", mark("say or set the share of margin that bonuses may cost"), LIMIT_EXAMPLE, limit_cost)
    limit.file().positional("percent", mark("the new share in %"), nargs="?", type=int)
    template_commands.register(below)
    regulation_commands.register(below)


def add_scheme(options: argparse.Namespace, console: Console) -> int:
    """Put a scheme file in force."""
    text = written_text(Path(options.scheme))
    with opened(options, console) as desk:
        motivation = desk.office.motivation
        done = motivation.add_scheme(desk.actor, text)
        scheme = next(each.scheme for each in motivation.schemes(desk.actor) if each.scheme.id == done.value)
        console.say("Scheme {key} is in force: {name}", key=scheme.key, name=scheme.name)
    return 0


def list_schemes(options: argparse.Namespace, console: Console) -> int:
    """List the schemes with those whom they pay today."""
    with opened(options, console) as desk:
        rows = []
        for summary in desk.office.motivation.schemes(desk.actor):
            scheme, latest = summary.scheme, summary.scheme.versions[-1]
            people = ", ".join(summary.people)
            rows.append((scheme.key, scheme.name, len(scheme.versions), latest.valid_from, len(latest.rules), people))
        console.write(write(Table(SCHEMES, rows), options.form, desk.words))
    return 0


def show_scheme(options: argparse.Namespace, console: Console) -> int:
    """Say a scheme in plain words, or write it in the form in which it is added."""
    from app.wording.scheme_people import Speech
    from app.wording.schemes import scheme_in_words

    with opened(options, console) as desk:
        office, actor = desk.office, desk.actor
        if options.toml:
            console.write(office.motivation.scheme_text(actor, options.key))
            return 0
        scheme = office.motivation.scheme(actor, options.key)
        names = {person.staff_no: person.name for person in office.staff.list(actor)}
        console.write(scheme_in_words(Speech(desk.words, office.settings.firm(actor).currency, names), scheme))
    return 0


def assign_people(options: argparse.Namespace, console: Console) -> int:
    """Let a scheme pay people, all of them or none."""
    from app.cli.people import person_ids
    from app.kernel.actor import Permission
    from app.motivation.model import NewAssignment

    with opened(options, console) as desk:
        motivation = desk.office.motivation
        scheme = motivation.scheme(desk.actor, options.key)
        people = person_ids(desk, options.staff_no)

        def work() -> None:
            for person_id in people:
                new = NewAssignment(scheme.id, person_id, options.valid_from, options.valid_to)
                motivation.assign(desk.actor, new)

        desk.office.use_cases.perform(desk.actor, Permission.EDIT_SCHEMES, None, work, action="motivation.assign")
        said = desk.words.plural("{n} person is paid by {key}", "{n} people are paid by {key}", len(people))
        console.write(said.format(key=options.key) + "\n")
    return 0


def limit_cost(options: argparse.Namespace, console: Console) -> int:
    """Say the director's limit, or set it first."""
    with opened(options, console) as desk:
        drafts = desk.office.scheme_drafts
        if options.percent is not None:
            drafts.set_limit(desk.actor, options.percent * _PERCENT_PPM)
        console.say("All bonuses may cost {share} of the margin.", share=desk.words.percent(drafts.limit(desk.actor)))
    return 0


def check_schemes(options: argparse.Namespace, console: Console) -> int:
    """Say what a director would regret, the worst first, each with what mends it."""
    from app.wording.remarks import SEVERITIES, Naming, mend_sentence, remark_sentence

    text = None if options.scheme is None else written_text(Path(options.scheme))
    with opened(options, console) as desk:
        of_director = options.limit is None
        limit_ppm = desk.office.scheme_drafts.limit(desk.actor) if of_director else options.limit * _PERCENT_PPM
        found = desk.office.scheme_check.check(desk.actor, limit_ppm, text)
        naming = Naming(found.people, found.contracts, found.currency)
        for remark in found.remarks:
            said, mends = remark_sentence(desk.words, remark, naming), mend_sentence(desk.words, remark)
            place = f" {remark.place}" if remark.place else ""
            console.write(f"{desk.words.text(SEVERITIES[remark.severity.value])}{place}: {said} {mends}\n")
        if not found.remarks:
            month = desk.words.month(found.through)
            console.say("Nothing to say against it on the history up to {month}.", month=month)
    return 0
