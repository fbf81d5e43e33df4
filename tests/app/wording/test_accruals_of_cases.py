"""Every reason that the engine gives has a sentence: lines of small firms, as their earners read them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.calc import explain, reasons
from app.calc.results import Accrual
from app.calc.settle import evaluate
from app.i18n.numbers import NBSP
from app.i18n.words import LANGUAGES, Words
from app.kernel.period import Month
from app.wording.accruals import CODES, accrual_sentence
from tests.calc.test_cases import CASES, FAR, run_months
from tests.support.calc_cases import Case

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "accrual_words.yaml").read_text(encoding="utf-8"))
WITH_LINES = [row for row in CASES if {"lines", "among", "totals", "by_month", "months"} & set(row["expect"])]
BY_NAME = {(row["file"], row["name"]): row for row in WITH_LINES}


@cache
def case_of(file: str, name: str) -> Case:
    return Case(BY_NAME[file, name])


@cache
def lines_of(file: str, name: str, month: str | None = None) -> tuple[Accrual, ...]:
    case = case_of(file, name)
    if month is not None:
        return run_months(case)[Month.parse(month)].lines
    return evaluate(case.facts(), case.schemes, FAR).accruals


def said(case: Case, line: Accrual, language: str) -> str:
    client = "" if line.client_id is None else case.clients.name(line.client_id)
    source = dict(line.why.values).get("source_person")
    colleague = case.people.name(source) if isinstance(source, int) else ""
    return accrual_sentence(Words.of(language), line, client, colleague).replace(NBSP, " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=[f"{row['code']}: {row['case']} {row['line']}" for row in ROWS])
def test_what_is_said_of_a_line(row: dict[str, Any], language: str) -> None:
    line = lines_of(row["file"], row["case"], row.get("month"))[row["line"]]
    assert line.why.code == row["code"]
    assert said(case_of(row["file"], row["case"]), line, language) == row[language]


def test_every_code_of_the_engine_has_a_sentence_and_an_example() -> None:
    codes = set(re.findall(r"^    ([a-z_]+) +\S", (reasons.__doc__ or "").partition("The period:")[0], re.MULTILINE))
    assert {"percent", explain.TRUE_UP} <= codes
    assert codes == CODES
    assert codes == {row["code"] for row in ROWS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_every_case_can_be_said(language: str) -> None:
    for file, name in [(row["file"], row["name"]) for row in WITH_LINES]:
        for line in lines_of(file, name):
            sentence = said(case_of(file, name), line, language)
            assert line.why.code in CODES
            assert sentence.endswith(".")
            assert not re.search(r"[{}_]", sentence), sentence


def test_without_a_name_it_was_a_colleague() -> None:
    line = next(line for line in lines_of("s07_overrides", "A head of heads") if line.why.code == "override")
    assert "(a colleague)" in accrual_sentence(Words.of("en"), line, "Orion")
