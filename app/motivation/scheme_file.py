"""A motivation scheme as a TOML file: read with every mistake named by its path. ``scheme_text`` writes the same form.

The whole format::

    premia_scheme = 1                # the form of the file; this one
    key  = "finder-10-1"             # the scheme's lasting name: small letters, digits, - and _; unique in a firm
    name = "The finder: 10 % of the first order, 1 % of the later ones"

    [[version]]                      # one or more, in order of their dates
    valid_from = 2024-01-01          # not before the first month that is not closed

    [[version.rule]]                 # one or more
    key   = "first"                  # stays the same in all versions; small letters, digits, - and _
    event = "payment_received"       # contract_signed | invoice_issued | payment_received | work_accepted |
                                     # invoice_settled | client_won
    pays  = "finding"                # finding | selling | upselling | delivering | invoicing | collecting | accepting
    rate  = { percent = 10 }         # see below

    # all of the following may be left out
    base  = "net"                    # net | gross | margin
    when  = { order_number = { from = 1, to = 3 },        # both inclusive; either may be left out
              extensions = "as_parent",                   # as_parent | separate_rate | none: needed with order numbers
              order_kind = ["first", "repeat"],           # first | repeat | extension
              service = "standard",                       # standard | complex
              recipient_sold = "no" }                     # yes | no | either: did the recipient also sell this order?
    late  = [{ up_to_days = 30, keep = 100 }, { keep = 50 }]   # % kept; the last one is for all later days
    extension_rate = { percent = 3 } # with extensions = "separate_rate": what extensions earn; the same forms as rate
    deciding = "event"               # event | signing: which date decides the version
    pay_after_months = 0             # 0…36: paid in the event's month + n

(TOML wants an inline table ``{ … }`` on one line; ``[version.rule.when]`` below the rule is the same thing.)

The rate is one of::

    rate = { percent = 2.5 }                            # of the base; at most four decimals
    rate = { fixed = 200.00 }                           # in the firm's currency; at most two decimals
    rate = { by_order = [10, 5, 1] }                    # % of the 1st, 2nd, 3rd order; the last one repeats
    rate = { start = 10, step = 2, floor = 1 }          # % by order number: 10, 8, 6, 4, 2, 1, 1, …
    rate = { tiers = "marginal", over = "month_total", bands = [{ up_to = 10000, percent = 2 }, { percent = 4 }] }
        # tiers: marginal (slice by slice) | whole (the reached rate on everything)
        # over:  month_total (the recipient's own month under this rule) | event_amount (this one event)
        # bands: (previous bound, up_to]; the last one has no bound. A band may say its lower bound too
        #        (from = 10000): then it must be the previous one's upper bound

Numbers are read as decimals, never as floats. Unknown keys are findings, so that a misspelt condition cannot be
silently ignored. Findings carry paths like ``version[0].rule[2].rate.bands[1].percent``, counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.calc.facts import Function, ServiceKind
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Deciding,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rate,
    Rule,
    Scheme,
    SchemeVersion,
    Span,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.calc.validate import problems
from app.kernel.errors import Finding, Invalid
from app.kernel.toml_table import Table, load

FORMAT = 1
"""The form of file that this program reads and writes."""

_HEAD = ("premia_scheme", "key", "name", "version")
_VERSION = ("valid_from", "rule")
_RULE = ("key", "event", "pays", "when", "base", "rate", "extension_rate", "late", "deciding", "pay_after_months")
_WHEN = ("order_number", "extensions", "order_kind", "service", "recipient_sold")
_SHAPES = {
    "percent": ("percent",),
    "fixed": ("fixed",),
    "by_order": ("by_order",),
    "start": ("start", "step", "floor"),
    "tiers": ("tiers", "over", "bands"),
}
_RATE = tuple(key for keys in _SHAPES.values() for key in keys)
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_RULE_PATH = re.compile(r"version\[\d+\]\.rule\[\d+\]")
_ACROSS_RULES = {"extension_rate_missing"}
"""Findings about one rule that another rule could answer."""
_LATEST_PAY_MONTHS = 36
_STAND_IN_DAY = date(1, 1, 1)


class Sold(StrEnum):
    """The words for "the recipient also sold it"."""

    YES = "yes"
    NO = "no"
    EITHER = "either"


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
    tables = table.tables("rule", _RULE)
    rules = tuple(_rule(rule) for rule in tables)
    return SchemeVersion(number, valid_from, rules)


def _rule(table: Table) -> Rule:
    return Rule(
        key=_key(table),
        event=table.choice("event", EventKind),
        recipient=table.choice("pays", Function),
        rate=_rate(table, "rate"),
        when=_conditions(table.table("when", _WHEN)),
        base=table.choice("base", Base, Base.NET),
        late=tuple(_late(band) for band in table.tables("late", ("up_to_days", "keep"))) if "late" in table else (),
        deciding=table.choice("deciding", Deciding, Deciding.EVENT),
        pay_after_months=table.whole("pay_after_months", 0, high=_LATEST_PAY_MONTHS) or 0,
        extension_rate=_rate(table, "extension_rate") if "extension_rate" in table else None,
    )


def _conditions(table: Table | None) -> Conditions:
    if table is None:
        return Conditions()
    sold = table.choice("recipient_sold", Sold, Sold.EITHER)
    return Conditions(
        order_number=_span(table.table("order_number", ("from", "to"))),
        order_kinds=table.choices("order_kind", OrderKind) if "order_kind" in table else None,
        extensions=table.choice("extensions", Extensions) if "extensions" in table else None,
        service_kind=table.choice("service", ServiceKind).value if "service" in table else None,
        recipient_sold=None if sold is Sold.EITHER else sold is Sold.YES,
    )


def _span(table: Table | None) -> Span | None:
    if table is None:
        return None
    if "from" not in table and "to" not in table:
        table.report("span_empty")
    return Span(table.whole("from", low=1), table.whole("to", low=1))


def _rate(rule: Table, key: str) -> Rate:
    table = rule.table(key, _RATE)
    if table is None:
        if key not in rule:
            rule.report("key_missing", key, key=key)
        return Percent(0)
    shapes = [shape for shape in _SHAPES if shape in table]
    if len(shapes) != 1:
        allowed = ", ".join(_SHAPES)
        table.report("rate_several" if shapes else "rate_missing", found=", ".join(shapes), allowed=allowed)
        return Percent(0)
    for other in _RATE:
        if other in table and other not in _SHAPES[shapes[0]]:
            table.report("rate_foreign_key", other, key=other, shape=shapes[0])
    return _rate_of(shapes[0], table)


def _rate_of(shape: str, table: Table) -> Rate:
    if shape == "percent":
        return Percent(table.percent("percent"))
    if shape == "fixed":
        return Fixed(table.amount("fixed"))
    if shape == "by_order":
        return ByOrder(table.percents("by_order"))
    if shape == "start":
        return Fading(table.percent("start"), table.percent("step"), table.percent("floor"))
    bands = table.tables("bands", ("from", "up_to", "percent"))
    return Tiers(
        measure=table.choice("over", Measure),
        mode=table.choice("tiers", TierMode),
        bands=tuple(_band(band) for band in bands),
    )


def _band(table: Table) -> Band:
    return Band(
        up_to_minor=table.amount("up_to") if "up_to" in table else None,
        rate_ppm=table.percent("percent"),
        from_minor=table.amount("from") if "from" in table else None,
    )


def _late(table: Table) -> LateBand:
    return LateBand(table.whole("up_to_days", high=100_000), table.percent("keep"))
