"""A scheme as the TOML text that ``scheme_file`` reads back to the same scheme, always written the same way.

What has its usual value is left out; conditions and rates stand on one line each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Deciding,
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
from app.calc.tables import Band, Tiers
from app.motivation.scheme_file import FORMAT


def scheme_text(scheme: Scheme) -> str:
    """The scheme with all its versions."""
    lines = [f"premia_scheme = {FORMAT}", f"key = {_text(scheme.key)}", f"name = {_text(scheme.name)}"]
    for version in scheme.versions:
        lines += _version(version)
    return "\n".join(lines) + "\n"


def _version(version: SchemeVersion) -> Iterator[str]:
    yield from ("", "[[version]]", f"valid_from = {version.valid_from.isoformat()}")
    for rule in version.rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from ("", "[[version.rule]]", f"key = {_text(rule.key)}", f'event = "{rule.event}"')
    yield f'pays = "{rule.recipient}"'
    if rule.when != Conditions():
        yield f"when = {_table(_conditions(rule.when))}"
    if rule.base is not Base.NET:
        yield f'base = "{rule.base}"'
    yield f"rate = {_table(_rate(rule.rate))}"
    if rule.extension_rate is not None:
        yield f"extension_rate = {_table(_rate(rule.extension_rate))}"
    if rule.late:
        bands = (
            _table(
                ([] if band.up_to_days is None else [f"up_to_days = {band.up_to_days}"])
                + [f"keep = {_percent(band.kept_ppm)}"]
            )
            for band in rule.late
        )
        yield f"late = [{', '.join(bands)}]"
    if rule.deciding is not Deciding.EVENT:
        yield f'deciding = "{rule.deciding}"'
    if rule.pay_after_months:
        yield f"pay_after_months = {rule.pay_after_months}"


def _conditions(when: Conditions) -> Iterator[str]:
    if when.order_number is not None:
        yield f"order_number = {_table(_span(when.order_number))}"
    if when.extensions is not None:
        yield f'extensions = "{when.extensions}"'
    if when.order_kinds is not None:
        kinds = (f'"{kind}"' for kind in OrderKind if kind in when.order_kinds)
        yield f"order_kind = [{', '.join(kinds)}]"
    if when.service_kind is not None:
        yield f"service = {_text(when.service_kind)}"
    if when.recipient_sold is not None:
        yield f'recipient_sold = "{"yes" if when.recipient_sold else "no"}"'


def _span(span: Span) -> Iterator[str]:
    if span.start is not None:
        yield f"from = {span.start}"
    if span.end is not None:
        yield f"to = {span.end}"


def _rate(rate: Rate) -> Iterator[str]:
    match rate:
        case Percent(rate_ppm):
            yield f"percent = {_percent(rate_ppm)}"
        case Fixed(amount_minor):
            yield f"fixed = {_amount(amount_minor)}"
        case ByOrder(rates_ppm):
            yield f"by_order = [{', '.join(map(_percent, rates_ppm))}]"
        case Fading(start_ppm, step_ppm, floor_ppm):
            yield from (f"start = {_percent(start_ppm)}", f"step = {_percent(step_ppm)}")
            yield f"floor = {_percent(floor_ppm)}"
        case Tiers(measure, mode, bands):
            yield from (f'tiers = "{mode}"', f'over = "{measure}"')
            yield f"bands = [{', '.join(_table(_band(band)) for band in bands)}]"


def _band(band: Band) -> Iterator[str]:
    if band.from_minor is not None:
        yield f"from = {_amount(band.from_minor)}"
    if band.up_to_minor is not None:
        yield f"up_to = {_amount(band.up_to_minor)}"
    yield f"percent = {_percent(band.rate_ppm)}"


def _table(pairs: Iterator[str] | list[str]) -> str:
    return "{ " + ", ".join(pairs) + " }"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _percent(rate_ppm: int) -> str:
    """Four decimals at most: 25000 ppm → 2.5."""
    return _decimal(rate_ppm, 4).rstrip("0").rstrip(".")


def _amount(amount_minor: int) -> str:
    return _decimal(amount_minor, 2)


def _decimal(number: int, decimals: int) -> str:
    whole, rest = divmod(abs(number), 10**decimals)
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{decimals}d}"
