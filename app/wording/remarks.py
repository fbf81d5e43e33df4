"""What the scheme check found, and what mends it, in words. The codes stand in ``app.calc.check_scheme``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.calc.remarks import Remark, Severity
from app.i18n.words import Words, mark
from app.kernel.errors import Finding, Plain
from app.kernel.period import Month
from app.wording import terms
from app.wording.errors import finding_text

_FOUND: Mapping[str, str] = {
    "function_unpaid": mark(
        "Nobody is paid for «{function}». {person} did the most of it, for receipts of {net} (contract {contract}, "
        "{event_on})."
    ),
    "function_unheld": mark(
        "The rule pays for «{function}», which nobody held for receipts of {net} (the largest: contract {contract}): "
        "the pay stays with the firm."
    ),
    "paid_twice": mark(
        "{person} is paid for the same twice: contract {contract}, {event_on}, {amount} by this rule and {other_minor} "
        "by {other}. In all {total} are paid a second time."
    ),
    "person_unassigned": mark(
        "{person} works («{function}», receipts of {net}, contract {contract}), and no scheme pays for it."
    ),
    "rule_silent": mark("The rule has caught nothing, though there was something to catch ({event}): {count}."),
    "pay_falls": mark("More turnover, less pay: at {bound} it is {at}, right above it {above}."),
    "pay_jumps": mark("A leap: at {bound} it is {at}, right above it {above}."),
    "late_cliff": mark("One day costs most of the line: up to {days} days late {before_ppm} stand, then {after_ppm}."),
    "hole": mark("The rules leave something out: nothing is said of what lies between {after} and {before} ({what})."),
    "cost_above_limit": mark(
        "All bonuses came to {cost}, which is {share_ppm} of the margin; your limit is {limit_ppm}."
    ),
    "month_above_limit": mark(
        "In the dearest month, {month}, bonuses came to {cost}, which is {share_ppm} of its margin; your limit is "
        "{limit_ppm}."
    ),
    "order_at_a_loss": mark("Contract {contract} left a margin of {margin}, and its bonuses came to {cost}."),
}
_INSTEAD: Mapping[tuple[str, str], str] = {
    ("rule_silent", "none"): mark("The rule has had nothing to catch yet ({event})."),
    ("pay_falls", "rates"): mark(
        "More turnover, less pay: above {bound} the rate falls from {before_ppm} to {after_ppm}."
    ),
    ("pay_jumps", "rates"): mark("A leap: above {bound} the rate rises from {before_ppm} to {after_ppm}."),
}
_EXAMPLES: Mapping[str, str] = {
    "pay_falls": mark("{person} came to {reached} ({month}) and got {pay}."),
    "pay_jumps": mark("{person} came to {reached} ({month}) and got {pay}."),
    "late_cliff": mark("{person} lost {lost} on contract {contract}."),
    "hole": mark("Contract {contract} of {event_on} ({base}) earned nothing."),
}
_MENDS: Mapping[str, str] = {
    "add_rule": mark("Add a rule that pays for it, or leave it to the salary."),
    "assign": mark("Let a scheme pay this person."),
    "edit": mark("Correct the scheme."),
    "join_ranges": mark("Let the ranges meet."),
    "loosen_or_remove": mark("Loosen its conditions, or remove it."),
    "lower_rates": mark("Lower the rates."),
    "lower_rates_or_cap": mark("Lower the rates, or put a cap on the month."),
    "more_steps": mark("Let it fall in more and smaller steps."),
    "name_holders": mark("Enter on the contracts who does it, or remove the rule."),
    "part_conditions": mark("Part the two rules by their conditions, or remove one."),
    "pay_on_margin": mark("Pay on the margin, or put a cap on the order."),
    "slice_the_table": mark("Pay slice by slice, or make the steps smaller."),
}
_DIMENSIONS: Mapping[str, str] = {
    "order_number": mark("order numbers"),
    "months_since_won": mark("months since the client was won"),
    "amount_minor": mark("the amount of the contract"),
    "days_late": mark("days late"),
}
SEVERITIES: Mapping[str, str] = {"fault": mark("Fault"), "warning": mark("Warning"), "note": mark("Note")}
CODES, MENDS = frozenset(_FOUND), frozenset(_MENDS)
"""Codes that have a sentence."""
_NAMES = frozenset({"remark", "currency", "person", "contract"})
"""What a finding has beside the values of its remark."""
_COUNTS = "_count"
_HUNDREDTH_PPM = 100
"""A hundredth of a per cent."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What ids and amounts are called: people, contract numbers, the firm's currency."""

    people: Mapping[int, str]
    contracts: Mapping[int, str]
    currency: str


def remark_sentence(words: Words, remark: Remark, naming: Naming) -> str:
    """What is wrong, and an example from the history where there is one."""
    values = dict(remark.values)
    if remark.code not in _FOUND:
        return finding_text(words, Finding(remark.code, remark.place, values))
    said = filled(
        words, _INSTEAD.get((remark.code, _variant(remark.code, values))) or _FOUND[remark.code], remark, naming
    )
    example = _EXAMPLES.get(remark.code, "")
    if example and ("person_id" in values or (remark.code == "hole" and "contract_id" in values)):
        said = f"{said} {filled(words, example, remark, naming)}"
    return said


def filled(words: Words, msgid: str, remark: Remark, naming: Naming) -> str:
    """``msgid`` in the language with the values of the remark by their names: ``{net}`` of net_minor, ``{person}``."""
    values = dict(remark.values)
    shown = {name.removesuffix("_id"): _shown(words, name, value, values, naming) for name, value in values.items()}
    shown |= {name.removesuffix("_minor"): text for name, text in shown.items() if name != "other_minor"}
    return words.text(msgid).format(**shown, what=_what(words, values))


def open_remark_text(words: Words, values: Mapping[str, Plain]) -> str:
    """A remark as the values of a finding: its code under ``remark``, and the names that its sentence needs."""
    own = {name: value for name, value in values.items() if name not in _NAMES}
    naming = Naming(
        {int(own.get("person_id") or 0): str(values.get("person") or "")},
        {int(own.get("contract_id") or 0): str(values.get("contract") or "")},
        str(values.get("currency") or ""),
    )
    found = Remark(str(values["remark"]), Severity.WARNING, "", tuple(own.items()), "edit")
    return remark_sentence(words, found, naming)


def mend_sentence(words: Words, remark: Remark) -> str:
    """The change that mends it."""
    return words.text(_MENDS[remark.mend])


def _variant(code: str, values: Mapping[str, Plain]) -> str:
    if code == "rule_silent":
        return "" if values["count"] else "none"
    return "rates" if values.get("above_minor") == 0 == values.get("at_minor") else ""


def _what(words: Words, values: Mapping[str, Plain]) -> str:
    dimension = values.get("dimension")
    return words.text(_DIMENSIONS[str(dimension)]) if dimension else ""


def _shown(words: Words, name: str, value: Plain, values: Mapping[str, Plain], naming: Naming) -> str:
    if name in {"person_id", "contract_id"}:
        return (naming.people if name == "person_id" else naming.contracts).get(int(value or 0), "")
    if name in {"bound", "reached", "after", "before"} and isinstance(value, int):
        return _measured(words, name, value, values, naming)
    if name == "share_ppm" and isinstance(value, int):
        return words.percent(-(-value // _HUNDREDTH_PPM) * _HUNDREDTH_PPM)  # never shown as less than it is
    if isinstance(value, int):
        ending = next((ending for ending in _BY_ENDING if name.endswith(ending)), "")
        return _BY_ENDING[ending](words, value, naming)
    text = str(value or "")
    named = _BY_NAME.get(name)
    return named(words, text) if named is not None else text


def _measured(words: Words, name: str, value: int, values: Mapping[str, Plain], naming: Naming) -> str:
    """A bound in the unit of its measure: a number, money, or a part of a plan that nobody has."""
    measure = str(values.get("measure") or values.get("dimension") or "")
    if measure == "quota" and "person_id" not in values and name == "bound":
        return words.percent(value)
    counts = measure.endswith(_COUNTS) or measure in {"order_number", "months_since_won", "days_late"}
    return words.number(value) if counts else words.coded(value, naming.currency)


_BY_ENDING: Mapping[str, Callable[[Words, int, Naming], str]] = {
    "_minor": lambda words, value, naming: words.coded(value, naming.currency),
    "_ppm": lambda words, value, _naming: words.percent(value),
    "": lambda words, value, _naming: words.number(value),
}
_BY_NAME: Mapping[str, Callable[[Words, str], str]] = {
    "function": terms.function,
    "event": terms.event_kind,
    "event_on": lambda words, text: words.date(date.fromisoformat(text)),
    "month": lambda words, text: words.month(Month.parse(text)),
}
