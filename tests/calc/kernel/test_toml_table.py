"""Tables of TOML files: good values come out exact, and every mistake is a finding with its place in the file."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from app.kernel.errors import Finding
from app.kernel.toml_table import Table, load
from tests.support.toml import MISSING, read, wrong


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


STAND_IN_DAY = date(2000, 1, 1)


# The file


@pytest.mark.parametrize(
    ("toml", "line", "column"),
    [
        ("key = 1\nother 2\n", 2, 7),
        ("key = 1\n\n[rule\n", 3, 6),
        ("key = ", 1, 7),  # TOML says "at end of document": the place after the last letter
        ('key = 1\nother = "x', 2, 11),
    ],
)
def test_a_syntax_error_is_one_finding_with_line_and_column(toml: str, line: int, column: int) -> None:
    content, (finding,) = load(toml)
    assert content == {}
    assert (finding.code, finding.place) == ("toml_syntax", f"{line}:{column}")
    assert (finding.values["line"], finding.values["column"]) == (line, column)


def test_the_detail_of_a_syntax_error_does_not_say_the_place_again() -> None:
    _, (finding,) = load("key = 1\nkey = 2\n")
    assert finding.values["detail"] == "Cannot overwrite a value"


@pytest.mark.parametrize(
    "toml",
    ["key = " + "9" * 5000, "key = " + "[" * 100_000, "key = 1e1" + "0" * 30, "key = 1e-1" + "0" * 30],
    ids=["digits", "nesting", "too large", "too fine"],
)
def test_a_file_made_to_break_the_reader_is_a_syntax_finding_too(toml: str) -> None:
    content, findings = load(toml)
    assert content == {}
    assert [finding.code for finding in findings] == ["toml_syntax"]


def test_an_empty_file_is_an_empty_table() -> None:
    assert load("") == ({}, ())


# Keys and places


def test_the_keys_that_are_there() -> None:
    table = read("other = 0\nkey = 1979-05-27\n")
    assert table.keys() == ("other", "key")
    assert "key" in table
    assert "rule" not in table
    assert (table.given("key"), table.given("other"), table.given("rule")) == (date(1979, 5, 27), 0, None)


def test_an_unknown_key_is_told_with_the_known_one_nearest_to_it() -> None:
    table = read("oter = 1\nzzz = 2\nkey = 3\n")
    assert table.findings == [
        Finding("key_unknown", "oter", {"key": "oter", "nearest": "other"}),
        Finding("key_unknown", "zzz", {"key": "zzz", "nearest": ""}),
    ]


def test_a_place_is_the_path_in_the_file() -> None:
    top, nested = Table({}, "", [], ()), Table({}, "version[1]", [], ())
    assert (top.place(), top.place("rule"), top.place("[2]")) == ("", "rule", "[2]")
    assert (nested.place(), nested.place("rule"), nested.place("[2]")) == (
        "version[1]",
        "version[1].rule",
        "version[1][2]",
    )


def test_a_reader_leaves_findings_of_its_own_at_the_table_or_a_key_of_it() -> None:
    table = Table({}, "rules[0]", [], ())
    table.report("span_empty")
    table.report("rate_several", "percent", found="percent, fixed")
    assert table.findings == [
        Finding("span_empty", "rules[0]"),
        Finding("rate_several", "rules[0].percent", {"found": "percent, fixed"}),
    ]


def test_all_mistakes_of_a_file_are_named_at_once_in_the_order_of_reading() -> None:
    table = read('key = 5\n[[rules]]\nkey = "a"\nkeys = 1\n[[rules]]\n[rules.rule]\nkey = " "\n')
    table.text("key")
    for rule in table.tables("rules", ("key", "rule")):
        rule.text("key")
        nested = rule.table("rule", ("key",))
        if nested is not None:
            nested.text("key")
    assert [(finding.code, finding.place) for finding in table.findings] == [
        ("value_type", "key"),
        ("key_unknown", "rules[0].keys"),
        ("key_missing", "rules[1].key"),
        ("text_empty", "rules[1].rule.key"),
    ]


# Texts


def test_a_text_is_given_without_the_blanks_around_it() -> None:
    table = read('key = "  Обрій 1 "\n')
    assert table.text("key") == "Обрій 1"
    assert table.findings == []


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ("", MISSING),
        ("key = 5", wrong("text", "5")),
        ('key = ""', Finding("text_empty", "key")),
        ('key = " \\t "', Finding("text_empty", "key")),
    ],
)
def test_a_text_must_be_there_and_not_be_blank(toml: str, finding: Finding) -> None:
    table = read(toml)
    assert (table.text("key"), table.text("key", "stand-in")) == ("", "stand-in")
    assert table.findings == [finding, finding]


def test_an_optional_text_may_be_left_out_or_empty() -> None:
    table = read('key = ""\n')
    assert (table.optional_text("key", "default"), table.optional_text("other", "default")) == ("", "default")
    assert table.findings == []


def test_an_optional_text_must_still_be_a_text() -> None:
    table = read("key = true\n")
    assert table.optional_text("key", "default") == "default"
    assert table.findings == [wrong("text", "true")]


def test_texts_are_a_list_or_one_alone_or_left_out() -> None:
    table = read('key = ["A", "B"]\nother = "C"\n')
    assert (table.texts("key"), table.texts("other"), table.texts("rule", ("D",))) == (("A", "B"), ("C",), ("D",))
    assert table.findings == []


@pytest.mark.parametrize(("toml", "found"), [("[]", "[…]"), ('["A", 2]', "[…]"), ("7", "7")])
def test_anything_else_is_no_list_of_texts(toml: str, found: str) -> None:
    table = read(f"key = {toml}\n")
    assert table.texts("key", ("default",)) == ("default",)
    assert table.findings == [wrong("texts", found)]


# Words


def unknown(found: str, nearest: str, place: str = "key") -> Finding:
    return Finding("word_unknown", place, {"found": found, "allowed": "red, green", "nearest": nearest})


def test_a_choice_is_one_of_the_words() -> None:
    table = read('key = "green"\n')
    assert table.choice("key", Colour) is Colour.GREEN
    assert table.choice("other", Colour, Colour.GREEN) is Colour.GREEN
    assert table.findings == []


def test_a_choice_without_a_default_must_be_there() -> None:
    table = read("")
    assert table.choice("key", Colour) in Colour
    assert table.findings == [MISSING]


@pytest.mark.parametrize(
    ("toml", "finding"),
    [
        ('"gren"', unknown("gren", "green")),
        ('"GREEN"', unknown("GREEN", "")),
        ('"blau"', unknown("blau", "")),
        ("1", unknown("1", "")),
        ('["red"]', unknown("[…]", "")),
    ],
)
def test_any_other_word_is_told_with_the_nearest(toml: str, finding: Finding) -> None:
    table = read(f"key = {toml}\n")
    assert table.choice("key", Colour, Colour.GREEN) is Colour.GREEN
    assert table.findings == [finding]


def test_choices_are_a_list_of_words_and_each_wrong_one_has_its_place() -> None:
    table = read('key = ["green", "red", "green"]\nother = ["gren", "red", 3]\n')
    assert table.choices("key", Colour) == {Colour.RED, Colour.GREEN}
    assert table.findings == []
    assert table.choices("other", Colour) == {Colour.RED}
    assert table.findings == [unknown("gren", "green", "other[0]"), unknown("3", "", "other[2]")]


# Tables and lists


def test_a_table_in_a_table() -> None:
    table = read("[rule]\nkey = 1\nkez = 2\n")
    rule = table.table("rule", ("key",))
    assert rule is not None
    assert (rule.path, rule.keys()) == ("rule", ("key", "kez"))
    assert table.findings == [Finding("key_unknown", "rule.kez", {"key": "kez", "nearest": "key"})]


def test_a_table_may_be_left_out() -> None:
    table = read("")
    assert table.table("rule", ()) is None
    assert table.findings == []


@pytest.mark.parametrize(("toml", "found"), [('"A"', "A"), ("[1]", "[…]"), ("false", "false")])
def test_anything_else_is_no_table(toml: str, found: str) -> None:
    table = read(f"rule = {toml}\n")
    assert table.table("rule", ()) is None
    assert table.findings == [wrong("table", found, "rule")]


def test_the_tables_of_a_list_know_their_number() -> None:
    table = read("[[rules]]\nkey = 1\n[[rules]]\nkey = 2\n")
    rules = table.tables("rules", ("key",))
    assert [(rule.path, rule.whole("key")) for rule in rules] == [("rules[0]", 1), ("rules[1]", 2)]
    assert table.findings == []


def test_what_is_no_table_in_a_list_is_named_and_the_others_are_read() -> None:
    table = read("rules = [{key = 1}, 5, {key = 3}]\n")
    assert [rule.path for rule in table.tables("rules", ("key",))] == ["rules[0]", "rules[2]"]
    assert table.findings == [wrong("table", "5", "rules[1]")]


@pytest.mark.parametrize(
    ("toml", "finding"),
    [("", MISSING), ("key = []", Finding("list_empty", "key")), ("key = {}", wrong("list", "{…}"))],
)
def test_a_list_must_be_there_and_hold_something(toml: str, finding: Finding) -> None:
    table = read(toml)
    assert (table.tables("key", ()), table.percents("key"), table.choices("key", Colour)) == ((), (), frozenset())
    assert table.findings == [finding] * 3


# How a wrong value is shown


@pytest.mark.parametrize(
    ("toml", "found"),
    [
        ("false", "false"),
        ("{ key = 1 }", "{…}"),
        ("[1, 2]", "[…]"),
        ("1.50", "1.50"),
        (f'"{"x" * 60}"', "x" * 60),
        (f'"{"x" * 61}"', "x" * 60 + "…"),
        ("0x" + "f" * 5000, "…"),  # more digits than Python writes
    ],
    ids=["flag", "table", "list", "number", "60 letters", "61 letters", "6000 digits"],
)
def test_a_wrong_value_is_shown_as_its_author_knows_it_cut_short(toml: str, found: str) -> None:
    table = read(f"key = {toml}\n")
    table.day("key", STAND_IN_DAY)
    assert table.findings == [wrong("date", found)]
