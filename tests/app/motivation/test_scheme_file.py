from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings

from app.calc.facts import Function
from app.calc.scheme import (
    ByOrder,
    Conditions,
    EventKind,
    Extensions,
    Fading,
    Fixed,
    OrderKind,
    Percent,
    Rule,
    Scheme,
    SchemeVersion,
    Span,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.calc.validate import problems
from app.kernel.errors import Invalid
from app.motivation import canonical, read_conditions, read_rates, scheme_file
from app.motivation.read_people import Payee
from app.motivation.scheme_file import examine, read_form, read_scheme
from app.motivation.scheme_text import scheme_text
from tests.support.schemes import schemes, simple_file

FINDER_10_1 = """
premia_scheme = 1
key = "finder-10-1"
name = "Перша 10 %, далі 1 %"

[[version]]
valid_from = 2024-01-01

[[version.rule]]
key = "first"
event = "payment_received"
pays = "finding"
when = { order_number = { to = 1 }, extensions = "as_parent", order_kind = ["first"], recipient_sold = "no" }
rate = { percent = 10 }
late = [{ up_to_days = 30, keep = 100 }, { keep = 50 }]

[[version]]
valid_from = 2025-01-01

[[version.rule]]
key = "first"
event = "payment_received"
pays = "finding"
rate = { percent = 2.5 }
"""


def places(text: str) -> list[tuple[str, str]]:
    """(code, path) of everything that is wrong with a file."""
    return [(finding.code, finding.place) for finding in examine(text)[1]]


def rate_of(text: str) -> object:
    return read_scheme(simple_file(text)).versions[0].rules[0].rate


def test_a_file_is_read_with_its_versions() -> None:
    scheme = read_scheme(FINDER_10_1)
    when = Conditions(Span(None, 1), frozenset({OrderKind.FIRST}), Extensions.AS_PARENT, None, recipient_sold=False)
    late = (LateBand(30, 1_000_000), LateBand(None, 500_000))
    first = Rule("first", EventKind.PAYMENT_RECEIVED, Function.FINDING, Percent(100_000), when, late=late)
    later = Rule("first", EventKind.PAYMENT_RECEIVED, Function.FINDING, Percent(25_000))
    assert scheme.name == "Перша 10 %, далі 1 %"
    assert scheme.versions == (
        SchemeVersion(1, date(2024, 1, 1), (first,)),
        SchemeVersion(2, date(2025, 1, 1), (later,)),
    )


def test_every_form_of_rate() -> None:
    assert rate_of("{ percent = 2.5 }") == Percent(25_000)
    assert rate_of("{ fixed = 200.00 }") == Fixed(20_000)
    assert rate_of("{ start = 10, step = 2, floor = 1 }\nwhen = { extensions = 'none' }") == Fading(
        100_000, 20_000, 10_000
    )
    assert rate_of("{ by_order = [10, 5, 1] }\nwhen = { extensions = 'none' }") == ByOrder((100_000, 50_000, 10_000))
    table = "{ tiers = 'whole', over = 'month_total', bands = [{ up_to = 10000, percent = 2 }, { percent = 4 }] }"
    bands = (Band(1_000_000, 20_000), Band(None, 40_000))
    assert rate_of(table) == Tiers(Measure.MONTH_TOTAL, TierMode.WHOLE, bands)


def test_all_mistakes_are_named_at_once_with_their_paths() -> None:
    text = """
premia_scheme = 1
key = "Finder 10"
title = "no such key"
[[version]]
valid_from = "2024-01-01"
[[version.rule]]
key = "a"
event = "payment_recieved"
pays = "finding"
when = { order_nummer = { from = 1 } }
rate = { tiers = "marginal", over = "month_total", bands = [{ up_to = 1.005, percent = 2 }, { percent = 2.00001 }] }
[[version.rule]]
key = "b"
event = "client_won"
rate = { percent = 1, fixed = 2 }
pay_after_months = 40
"""
    assert places(text) == [
        ("key_unknown", "title"),
        ("key_form", "key"),
        ("key_missing", "name"),
        ("value_type", "version[0].valid_from"),
        ("word_unknown", "version[0].rule[0].event"),
        ("amount_fine", "version[0].rule[0].rate.bands[0].up_to"),
        ("percent_fine", "version[0].rule[0].rate.bands[1].percent"),
        ("key_unknown", "version[0].rule[0].when.order_nummer"),
        ("key_missing", "version[0].rule[1].pays"),
        ("rate_several", "version[0].rule[1].rate"),
        ("number_range", "version[0].rule[1].pay_after_months"),
    ]


def test_the_nearest_known_word_is_offered() -> None:
    findings = examine(simple_file(rest="bese = 'net'\nbase = 'nett'"))[1]
    assert [finding.values["nearest"] for finding in findings] == ["base", "net"]


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        ("{ percent = true }", "value_type"),
        ("{ percent = nan }", "value_type"),
        ("{ percent = 1e-999999999 }", "percent_fine"),
        ("{ fixed = 1e999999999 }", "number_range"),
        ("{ }", "rate_missing"),
        ("{ by_order = [] }", "list_empty"),
        ("{ percent = 1, floor = 1 }", "rate_foreign_key"),
        ("10", "value_type"),
    ],
)
def test_numbers_that_are_none(rate: str, code: str) -> None:
    assert places(simple_file(rate))[0][0] == code


def test_versions_stand_in_order_of_their_dates() -> None:
    swapped = FINDER_10_1.replace("2025-01-01", "2023-01-01")
    assert places(swapped) == [("version_order", "version[1].valid_from")]


def test_sense_is_asked_of_the_rules_that_could_be_read() -> None:
    """The first rule cannot be read; of the second, what the engine finds is said in the same breath."""
    text = (
        simple_file("{ percent = 1, fixed = 2 }")
        + """
[[version.rule]]
key = "fading"
event = "payment_received"
pays = "finding"
rate = { start = 110, step = 2, floor = 1 }
"""
    )
    assert places(text) == [
        ("rate_several", "version[0].rule[0].rate"),
        ("rate_out_of_range", "version[0].rule[1].rate.start"),
        ("extensions_missing", "version[0].rule[1].when.extensions"),
    ]


def test_a_slip_of_syntax_is_named_by_line_and_column() -> None:
    with pytest.raises(Invalid) as caught:
        read_scheme('premia_scheme = 1\nkey = "finder\n')
    (finding,) = caught.value.findings
    assert (finding.code, finding.values["line"]) == ("toml_syntax", 2)
    assert places("a = " + "9" * 6000)[0][0] == "toml_syntax"
    assert places("premia_scheme = 2")[0] == ("format_unknown", "premia_scheme")


def test_an_editor_of_windows_may_put_its_mark_first() -> None:
    assert read_scheme("\ufeff" + FINDER_10_1.replace("\n", "\r\n")) == read_scheme(FINDER_10_1)


@settings(max_examples=150, deadline=None)
@given(schemes())
def test_what_is_written_reads_back_to_the_same(scheme: Scheme) -> None:
    """The form alone: such a scheme need not make sense."""
    read, findings = read_form(scheme_text(scheme))
    assert findings == ()
    assert read.as_scheme() == scheme
    stored = canonical.dumps(scheme, Scheme)
    assert canonical.loads(stored, Scheme) == scheme
    assert canonical.dumps(canonical.loads(stored, Scheme), Scheme) == stored


def led_to(place: str, content: object) -> list[str]:
    """The steps of a path that lead nowhere in the tables of a file."""
    steps = re.findall(r"[a-z_]+|\[\d+\]", place)
    while steps:
        step = steps[0]
        if step.startswith("[") and isinstance(content, list) and int(step[1:-1]) < len(content):
            content = content[int(step[1:-1])]
        elif isinstance(content, dict) and step in content:
            content = content[step]
        else:
            break
        steps.pop(0)
    return steps


@settings(max_examples=100, deadline=None)
@given(schemes())
def test_what_is_wrong_is_found_under_a_path_of_the_file(scheme: Scheme) -> None:
    """At most the last step is missing there, or ``when`` where nothing is said of extensions."""
    text = scheme_text(scheme)
    findings = examine(text)[1]
    assert findings == problems(scheme)
    for finding in findings:
        if ".pays." not in finding.place:  # staff numbers may be any text
            missing = led_to(finding.place, tomllib.loads(text))
            assert len(missing) <= 1 or missing == ["when", "extensions"], finding


def test_the_head_shows_every_key_that_is_read() -> None:
    shown = scheme_file.__doc__ or ""
    keys = {*scheme_file._RULE, *scheme_file._TERMS, *read_conditions._WHEN, *read_rates._RATE}
    assert {key for key in keys if not re.search(rf"\b{key} *= ", shown)} == set()


def test_a_word_for_whom_is_paid_is_a_function_or_each() -> None:
    assert [payee.value for payee in Payee] == [*Function, "each"]
