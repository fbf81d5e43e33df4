"""A motivation scheme as a TOML file: read with every mistake named by its path. ``scheme_text`` writes the same form.

The whole format::

    premia_scheme = 1                # the form of the file; this one
    key  = "finder-10-1"             # the scheme's lasting name: small letters, digits, - and _; unique in a firm
    name = "The finder: 10 % of the first order, 1 % of the later ones"

    [[version]]                      # one or more, in order of their dates
    valid_from = 2024-01-01          # not before the first month that is not closed
    terms = { silence_months = 12,             # may be left out: after 12 months of silence a client is new again
              leaving = "keep_months",         # keep (the usual) | keep_months | new_holder: when somebody has left
              leaving_months = 3,              # with keep_months; 0: nothing that comes after the last day
              floor_negative = true }          # a month below zero is forgiven; usually it is carried on

    [[version.rule]]                 # one or more
    key   = "first"                  # stays the same in all versions; small letters, digits, - and _
    event = "payment_received"       # contract_signed | invoice_issued | payment_received | work_accepted |
                                     # invoice_settled | client_won | client_anniversary | period_end
    pays  = "finding"                # who: see below
    rate  = { percent = 10 }         # how much: see below

    # all of the following may be left out
    base  = "net"                    # net | gross | margin | increase (over the group's largest earlier project)
    when  = { order_number = { from = 1, to = 3 },        # both inclusive; either may be left out, here and below
              extensions = "as_parent",                   # as_parent | separate_rate | none: needed with order numbers
              order_kind = ["first", "repeat"],           # first | repeat | extension
              service = "standard",                       # standard | complex
              tag = "retail",                             # the client has this tag
              months_since_won = { to = 12 },             # the month in which the client was won is 1
              amount = { from = 10000 },                  # the contract without VAT (at the month's end: the figure)
              days_late = { to = 30 },
              campaign = { from = 2024-03-01, to = 2024-05-31 },
              recipient_sold = "no",                      # yes | no | either: did the recipient also sell this order?
              recipient_reminded = "yes" }                # yes | no | either: of this invoice, before the money came?
    late  = [{ up_to_days = 30, keep = 100 }, { keep = 50 }]   # % kept; the last one is for all later days
    extension_rate = { percent = 3 } # with extensions = "separate_rate": what extensions earn; the same forms as rate
    won_by = "contract"              # contract | money: what wins a client (for client_won, anniversaries, months)
    full_payment = true              # payment_received: all is earned on the day when the invoice is paid in full
    paid_and_accepted = true         # payment_received: only what is paid and accepted by an act
    measure = "firm_receipts"        # period_end: firm_receipts | firm_margin | own_receipts (with pays = "each")
    measured_by = "selling"          # own_receipts: of orders on which the recipient holds this function
    per_event = { minimum = 100, cap = 500 }              # per invoice (act, contract), cumulatively
    per_period = { every = "quarter", minimum = 1000, cap = 50000 }     # month | quarter | year, for each person
    hold_back = { percent = 20, until = "accepted" }      # accepted | settled | months (then also: months = 3)
    override = { of = [{ rule = "sold" }], team = ["05", "06"] }        # see below
    deciding = "event"               # event | signing: which date decides the version
    pay_after_months = 0             # 0…36: paid in the event's month + n

(TOML wants an inline table ``{ … }`` on one line; ``[version.rule.when]`` below the rule is the same thing.)

Who is paid::

    pays = "finding"                                    # who holds the function on the order: finding | selling |
                                                        # upselling | delivering | invoicing | collecting | accepting
    pays = { named = "04" }                             # a person, by staff number
    pays = { named = { "04" = 2, "05" = 1 } }           # people, by whole parts; ["04", "05"] is in equal parts
    pays = { named = { "04" = "60 %", "05" = "40 %" } } # or by percentages that make 100 %
    pays = { pool = "everybody" }                       # the month is summed and split among all who are assigned,
    pays = { pool = { "04" = 2, "05" = 1 } }            # or among these
    pays = "each"                                       # period_end: everybody assigned, each by an own figure

The rate is one of::

    rate = { percent = 2.5 }                            # of the base; at most four decimals
    rate = { fixed = 200.00 }                           # in the firm's currency; at most two decimals
    rate = { per_unit = 15.00 }                         # for each unit of the order's quantity
    rate = { by_order = [10, 5, 1] }                    # % of the 1st, 2nd, 3rd order; the last one repeats
    rate = { by_month = [10, 5, 1] }                    # the same by month since the client was won
    rate = { start = 10, step = 2, floor = 1 }          # % by order number: 10, 8, 6, 4, 2, 1, 1, …; by = "month": by
                                                        # month since the client was won
    rate = { tiers = "marginal", over = "month_total", bands = [{ up_to = 10000, percent = 2 }, { percent = 4 }] }
        # tiers: marginal (slice by slice) | whole (the reached rate on everything)
        # over:  event_amount (this one contract) | month_total | quarter_total | year_total (the recipient's own sum
        #        under this rule) | month_count | quarter_count | year_count (how many of them: whole numbers) |
        #        quota (percent of the recipient's plan) | days_late (days; tiers = "whole")
        # bands: (previous bound, up_to]; the last one has no bound. A band may say its lower bound too
        #        (from = 10000): then it must be the previous one's upper bound. Over a count a band may give a sum
        #        for each instead of a percentage: bands = [{ up_to = 1, premium = 1000 }, { premium = 1500 }]

A rule with ``override`` pays its people a percentage of other people's accruals, line by line; it has no event::

    override = { of = [{ rule = "sold" }] }             # of a rule of this scheme; {} is all of its rules
    override = { of = [{ scheme = "projects", rule = "lead" }, { scheme = "*" }] }   # of other schemes; of all schemes
        # a star never means rules that are overrides themselves: those must be named
        # team: only of these people's accruals; without it everybody's but the recipient's own

Numbers are read as decimals, never as floats. Unknown keys are findings, so that a misspelt condition cannot be
silently ignored. Findings carry paths like ``version[0].rule[2].rate.bands[1].percent``, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    Deciding,
    EventKind,
    Every,
    HoldBack,
    Leaving,
    Limits,
    Override,
    PeriodLimits,
    PeriodMeasure,
    Release,
    Rule,
    Scheme,
    SchemeTerms,
    SchemeVersion,
    Source,
    WonBy,
)
from app.calc.tables import LateBand
from app.calc.validate import problems
from app.kernel.errors import Finding, Invalid
from app.kernel.toml_table import Table, load
from app.motivation.read_conditions import read_conditions
from app.motivation.read_people import read_recipient
from app.motivation.read_rates import read_rate

FORMAT = 1
"""The form of file that this program reads and writes."""

_HEAD = ("premia_scheme", "key", "name", "version")
_VERSION = ("valid_from", "terms", "rule")
_TERMS = ("silence_months", "leaving", "leaving_months", "floor_negative")
_RULE = (
    "key", "event", "pays", "when", "base", "measure", "measured_by", "rate", "extension_rate", "late", "won_by",
    "full_payment", "paid_and_accepted", "per_event", "per_period", "hold_back", "override", "deciding",
    "pay_after_months",
)  # fmt: skip
_LIMITS = ("minimum", "cap")
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_RULE_PATH = re.compile(r"version\[\d+\]\.rule\[\d+\]")
_ACROSS_RULES = {"extension_rate_missing", "override_source_unknown", "override_circle"}
"""Findings about one rule that another rule could answer."""
_LATEST_PAY_MONTHS = 36
_MOST_MONTHS = 1200
_STAND_IN_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What a file says: a scheme that has no id yet, its versions numbered from 1 in the order of their dates."""

    key: str
    name: str
    versions: tuple[SchemeVersion, ...]

    def as_scheme(self, scheme_id: int = 0) -> Scheme:
        """The scheme under its id."""
        return Scheme(scheme_id, self.key, self.name, self.versions)


def read_scheme(text: str) -> SchemeFile:
    """The scheme of a TOML text. Raises Invalid with all findings: syntax, form, and what ``calc.validate`` found."""
    scheme, findings = examine(text)
    if findings:
        raise Invalid(findings)
    return scheme


def read_form(text: str) -> tuple[SchemeFile, tuple[Finding, ...]]:
    """The scheme of a TOML text as far as it can be read, and what is wrong with its form."""
    content, syntax = load(text.removeprefix("\ufeff"))
    if syntax:
        return SchemeFile("", "", ()), syntax
    form: list[Finding] = []
    scheme = _scheme(Table(content, "", form, _HEAD))
    return scheme, tuple(form)


def examine(text: str) -> tuple[SchemeFile, tuple[Finding, ...]]:
    """The scheme of a TOML text as far as it can be read, and everything that is wrong with it: form and sense."""
    scheme, form = read_form(text)
    if any(finding.code == "toml_syntax" for finding in form):
        return scheme, form
    return scheme, (*form, *_sense(scheme, form))


def _sense(scheme: SchemeFile, form: tuple[Finding, ...]) -> Iterator[Finding]:
    """What the engine finds in those parts of the file that could be read; of the others it would see stand-ins."""
    unread = {_part(finding.place) for finding in form}
    for finding in problems(scheme.as_scheme()):
        across = form and finding.code in _ACROSS_RULES
        if _part(finding.place) not in unread and not across:
            yield finding


def _part(place: str) -> str:
    """The rule (or, outside rules, the field) that a path leads to."""
    found = _RULE_PATH.match(place)
    return found[0] if found else place


def _scheme(head: Table) -> SchemeFile:
    form = head.whole("premia_scheme", high=2**31)
    if "premia_scheme" not in head:
        head.report("key_missing", "premia_scheme", key="premia_scheme")
    elif form is not None and form != FORMAT:
        head.report("format_unknown", "premia_scheme", found=form, expected=FORMAT)
    key = _key(head)
    name = head.text("name")
    tables = head.tables("version", _VERSION)
    return SchemeFile(key, name, tuple(_version(table, number) for number, table in enumerate(tables, start=1)))


def _key(table: Table) -> str:
    key = table.text("key")
    if key and not _KEY.fullmatch(key):
        table.report("key_form", "key", found=key)
    return key


def _version(table: Table, number: int) -> SchemeVersion:
    valid_from = table.day("valid_from", _STAND_IN_DAY)
    terms = _terms(table.table("terms", _TERMS))
    tables = table.tables("rule", _RULE)
    return SchemeVersion(number, valid_from, tuple(_rule(rule) for rule in tables), terms)


def _terms(table: Table | None) -> SchemeTerms:
    if table is None:
        return SchemeTerms()
    leaving = table.choice("leaving", Leaving, Leaving.KEEP)
    if leaving is Leaving.KEEP_MONTHS and "leaving_months" not in table:
        table.report("key_missing", "leaving_months", key="leaving_months")
    return SchemeTerms(
        silence_months=table.whole("silence_months", high=_MOST_MONTHS),
        leaving=leaving,
        leaving_months=table.whole("leaving_months", 0, high=_MOST_MONTHS) or 0,
        floor_negative=table.flag("floor_negative"),
    )


def _rule(table: Table) -> Rule:
    overrides = "override" in table
    return Rule(
        key=_key(table),
        event=table.choice("event", EventKind, EventKind.PAYMENT_RECEIVED if overrides else None),
        recipient=read_recipient(table),
        rate=read_rate(table, "rate"),
        when=read_conditions(table),
        base=table.choice("base", Base, Base.NET),
        late=tuple(_late(band) for band in table.tables("late", ("up_to_days", "keep"))) if "late" in table else (),
        deciding=table.choice("deciding", Deciding, Deciding.EVENT),
        pay_after_months=table.whole("pay_after_months", 0, high=_LATEST_PAY_MONTHS) or 0,
        extension_rate=read_rate(table, "extension_rate") if "extension_rate" in table else None,
        won_by=table.choice("won_by", WonBy, WonBy.CONTRACT),
        full_payment=table.flag("full_payment"),
        paid_and_accepted=table.flag("paid_and_accepted"),
        measure=table.choice("measure", PeriodMeasure) if "measure" in table else None,
        measured_by=table.choice("measured_by", Function, Function.SELLING),
        per_event=_per_event(table.table("per_event", _LIMITS)),
        per_period=_per_period(table.table("per_period", ("every", *_LIMITS))),
        hold_back=_hold_back(table.table("hold_back", ("percent", "until", "months"))),
        override=_override(table.table("override", ("of", "team"))),
    )


def _late(table: Table) -> LateBand:
    return LateBand(table.whole("up_to_days", high=100_000), table.percent("keep"))


def _per_event(table: Table | None) -> Limits:
    if table is None:
        return Limits()
    if not table.keys():
        table.report("limits_empty")
    return Limits(*_limits(table))


def _per_period(table: Table | None) -> PeriodLimits | None:
    return None if table is None else PeriodLimits(table.choice("every", Every), *_limits(table))


def _limits(table: Table) -> tuple[int | None, int | None]:
    minimum, cap = (table.amount(key) if key in table else None for key in _LIMITS)
    return minimum, cap


def _hold_back(table: Table | None) -> HoldBack | None:
    if table is None:
        return None
    months = table.whole("months", 0, high=_MOST_MONTHS) or 0
    return HoldBack(table.percent("percent"), table.choice("until", Release), months)


def _override(table: Table | None) -> Override | None:
    if table is None:
        return None
    sources = table.tables("of", ("scheme", "rule"))
    return Override(
        tuple(Source(source.optional_text("scheme"), source.optional_text("rule", "*")) for source in sources),
        table.texts("team"),
    )
