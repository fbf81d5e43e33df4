"""Every error and every finding of the program has a sentence, in every language."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.calc.facts import Function
from app.calc.match import (
    NO_QUOTA,
    NO_SCHEME,
    NOBODY_HOLDS,
    REVERSAL_OF_HISTORY,
    TWO_ASSIGNMENTS,
    UNASSIGNED_LEAVER,
)
from app.i18n.words import LANGUAGES, Words
from app.kernel.errors import (
    Denied,
    Duplicate,
    FileExists,
    Finding,
    Invalid,
    NotFound,
    PremiaError,
    Refused,
    Stale,
)
from app.wording.checks import CHECKS, NOTES
from app.wording.errors import ERRORS, error_sentence, finding_sentence, finding_text
from app.wording.findings import FINDINGS
from app.wording.findings_in_files import FINDINGS_IN_FILES
from app.wording.rules import RULES

APP = Path(__file__).resolve().parents[3] / "app"
EN = Words.of("en")
SAID = {name.partition("/")[0] for table in (FINDINGS, FINDINGS_IN_FILES) for name in table}


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                if name == (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")):
                    yield path, node


def texts_in(node: ast.AST) -> Iterator[str]:
    """The texts that an argument may be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_in(node.body)
        yield from texts_in(node.orelse)


def finding_codes() -> dict[str, str]:
    """Every code that somebody reports, with where."""
    found: dict[str, str] = {}
    for name, place in (("Finding", 0), ("BadCell", 0), ("NumberError", 0)):
        for path, call in calls(name):
            found |= dict.fromkeys(texts_in(call.args[place]), path.name) if call.args else {}
    for path, call in calls("say"):
        if path.name.startswith("validate"):
            found |= dict.fromkeys(texts_in(call.args[0]), path.name)
    for path, call in calls("report"):
        # Of a table of TOML the code comes first, of a row of a sheet after the field.
        of_row = path.parent.name == "importing" and path.name != "mapping_file.py"
        if len(call.args) > of_row:
            found |= dict.fromkeys(texts_in(call.args[of_row]), path.name)
    return {code: where for code, where in found.items() if code}


def error_classes() -> dict[str, str]:
    """The code of every class that is an error of the world."""
    found: dict[str, str] = {}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for statement in node.body:
                    if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "code":
                        found |= dict.fromkeys(texts_in(statement.value), node.name)
    return found


def rules() -> dict[str, str]:
    found: dict[str, str] = {}
    for path, call in calls("Refused"):
        for keyword in call.keywords:
            if keyword.arg == "rule":
                found |= dict.fromkeys(texts_in(keyword.value), path.name)
    for path, call in calls("_guard"):
        found |= dict.fromkeys(texts_in(call.args[-1]), path.name)
    return found


def test_the_search_finds_what_is_known_to_be_there() -> None:
    assert {
        "number_missing",
        "key_unknown",
        "date_unreadable",
        "amount_ambiguous",
        "repeated",
    } <= finding_codes().keys()
    assert {"busy", "file_network", "sheet_too_big"} <= error_classes().keys()
    assert {"run_state", "append_only", "last_director"} <= rules().keys()


def test_every_finding_has_a_sentence() -> None:
    assert {code: where for code, where in finding_codes().items() if code not in SAID} == {}


def test_every_error_has_a_sentence() -> None:
    assert {code: name for code, name in error_classes().items() if code not in ERRORS} == {}


def test_every_rule_has_a_sentence() -> None:
    assert {rule: where for rule, where in rules().items() if rule not in RULES} == {}


def test_every_reconciliation_and_note_has_a_name() -> None:
    checks = {code for _, call in calls("CheckLine") for code in texts_in(call.args[0])}
    nobody_holds = {f"{NOBODY_HOLDS}_{function}" for function in Function}
    notes = {NO_QUOTA, NO_SCHEME, REVERSAL_OF_HISTORY, TWO_ASSIGNMENTS, UNASSIGNED_LEAVER, *nobody_holds}
    assert checks
    assert checks <= CHECKS.keys()
    assert notes == NOTES.keys()


def test_every_value_of_a_sentence_is_among_the_known_ones() -> None:
    names = {
        name
        for table in (ERRORS, RULES, FINDINGS, FINDINGS_IN_FILES, CHECKS, NOTES)
        for sentence in table.values()
        for _, name, _, _ in string.Formatter().parse(sentence)
        if name
    }
    assert not {name for name in names if not name.isidentifier()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_loses_a_value_or_keeps_a_bracket(language: str) -> None:
    words = Words.of(language)
    for code in SAID:
        said = finding_sentence(words, Finding(code, "a.csv!B7"))
        assert said.startswith("a.csv!B7: ")
        assert not set("{}") & set(said), said
    for rule in RULES:
        assert not set("{}") & set(error_sentence(words, Refused(rule=rule)))


def test_values_are_written_the_languages_way() -> None:
    open_rest = Finding(
        "allocated_exceeds_open", "allocations", {"invoice": "31", "open_minor": 600_000, "amount_minor": 1_200_000}
    )
    assert finding_text(EN, open_rest) == "Invoice 31: 6,000.00 is open, and 12,000.00 is allocated to it."
    assert finding_sentence(EN, Finding("before_signed", "on_date", {"signed_on": "2026-10-14"})) == (
        "Date: The date lies before the contract was signed (14.10.2026)."
    )
    shares = Finding("percents_wrong_sum", "roles", {"function": "selling", "sum_ppm": 990_000})
    assert finding_text(EN, shares) == "«Selling»: the shares sum to 99\u00a0% and not to 100 %."


def test_a_finding_says_more_where_it_knows_more() -> None:
    assert finding_text(EN, Finding("key_unknown", "rle", {"key": "rle", "nearest": ""})).endswith("Remove it.")
    assert finding_text(EN, Finding("key_unknown", "rle", {"key": "rle", "nearest": "rule"})).endswith(
        "Is «rule» meant?"
    )
    assert finding_text(EN, Finding("client_unknown", "client_id", {"id": 7})) == "There is no such client."
    missing = Finding("rate_missing", "rates", {"currency": "USD", "date": "2026-10-14"})
    assert finding_sentence(EN, missing) == (
        "Currency rates: The rate of USD for 14.10.2026 is missing. Enter it in the currency rates."
    )


def test_a_cell_is_named_with_its_column() -> None:
    cell = Finding("number_unreadable", "pay.csv!C7", {"value": "12;5", "header": "Сума", "row": 7})
    assert finding_sentence(EN, cell) == "pay.csv!C7 (Сума): «12;5» is no number in the declared form."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            Denied(permission="see_pay", action="payroll.sheet"),
            "Your role lacks the right «See pay». Ask the director.",
        ),
        (NotFound(kind="client", key=7), "Client «7» is not in the books."),
        (Stale(table="contract", row_id=3), "Contract: somebody else has changed it since you opened it."),
        (Duplicate(table="invoice", field="number"), "Invoice: there is one with the same Number already."),
        (Refused(rule="run_state", state="draft", wanted="paid"), "A run cannot go from «Draft» to «Paid out»."),
        (Refused(rule="never_heard_of"), "The rules of the books forbid it (never_heard_of)."),
        (FileExists(path="/a/b.premia"), "There is a file of this name already: /a/b.premia."),
        (PremiaError(), "Something went wrong that has no description."),
        (KeyError("x"), "This is a mistake in the program, not in your books: KeyError"),
    ],
)
def test_errors_say_what_where_and_what_to_do(error: Exception, said: str) -> None:
    assert error_sentence(EN, error).startswith(said)


def test_all_findings_are_told_up_to_twenty() -> None:
    said = error_sentence(EN, Invalid(tuple(Finding("name_missing", "name") for _ in range(22))))
    assert said.splitlines()[0] == "Title or name: Enter a name."
    assert said.splitlines()[20:] == ["… and 2 more findings"]
    assert error_sentence(EN, Invalid(())) == "Something that was entered is not right."
