"""A scheme in plain words: each feature has its sentence, in every language, and none is lost."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.scheme import Rule, Scheme, SchemeTerms, SchemeVersion
from app.i18n.words import LANGUAGES, Words
from app.kernel.errors import Finding
from app.motivation.scheme_file import read_form
from app.wording.errors import finding_text
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_text, scheme_in_words, terms_sentences
from tests.support.schemes import schemes

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "scheme_words.yaml").read_text(encoding="utf-8"))
PEOPLE = {"04": "Ольга Коваль", "05": "Петро Сич"}
USUAL = {"event": '"payment_received"', "pays": '"selling"', "rate": "{ percent = 1 }"}
HEAD = 'premia_scheme = 1\nkey = "sales"\nname = "Продаж"\n[[version]]\nvalid_from = 2024-01-01\n'
NBSP = "\u00a0"


def speech(language: str) -> Speech:
    return Speech(Words.of(language), "UAH", PEOPLE)


def version(rule: str, terms: str = "") -> SchemeVersion:
    """A version with one rule; what the rule leaves out is as usual."""
    stated = {line.partition(" = ")[0] for line in rule.splitlines()}
    rest = "\n".join(f"{key} = {value}" for key, value in USUAL.items() if key not in stated)
    text = f'{HEAD}{terms}\n[[version.rule]]\nkey = "sold"\n{rule}\n{rest}\n'
    scheme, findings = read_form(text)
    assert findings == ()
    return scheme.versions[0]


def rule(text: str) -> Rule:
    return version(text).rules[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=[row["rule"].partition("\n")[0] for row in ROWS])
def test_what_is_said_of_a_rule(row: dict[str, str], language: str) -> None:
    assert rule_text(speech(language), rule(row["rule"])).replace(NBSP, " ") == row[language]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("", "Whoever has left goes on earning by these rules."),
        ('leaving = "new_holder"', "After somebody has left, the client's new manager earns instead."),
        ('leaving = "keep_months", leaving_months = 0', "Whoever has left earns nothing of what comes in later."),
        (
            'leaving = "keep_months", leaving_months = 3',
            "Whoever has left goes on earning by these rules for 3 months.",
        ),
    ],
)
def test_what_is_said_of_leavers(terms: str, said: str) -> None:
    of_version = version("", f"terms = {{ {terms} }}").terms
    carried = "A month whose sum is below zero is carried over to the next one."
    assert list(terms_sentences(speech("en"), of_version)) == [said, carried]


def test_what_is_said_of_silence_and_of_months_below_zero() -> None:
    first, _, last = terms_sentences(speech("en"), SchemeTerms(silence_months=12, floor_negative=True))
    assert first == "A client from whom nothing was heard for 12 months is a new client again."
    assert last == "A month whose sum is below zero is forgiven."


def test_a_whole_scheme() -> None:
    scheme = Scheme(1, "sales", "Продаж", (version('deciding = "signing"'), version("pay_after_months = 2")))
    said = scheme_in_words(speech("uk"), scheme).replace(NBSP, " ")
    assert said == (
        "Схема мотивації «Продаж» (sales)\n"
        "\nДіє з 01.01.2024\n\n"
        "1. [sold] Той, хто продав замовлення, отримує 1 % від кожної отриманої оплати без ПДВ."
        " Для замовлення діє те, що було чинним у день його підписання.\n"
        "\nПісля звільнення людина й далі отримує за цими правилами. Від'ємна сума місяця переноситься на наступний.\n"
        "\nДіє з 01.01.2024\n\n"
        "1. [sold] Той, хто продав замовлення, отримує 1 % від кожної отриманої оплати без ПДВ."
        " Виплачується разом із зарплатою через 2 місяці.\n"
        "\nПісля звільнення людина й далі отримує за цими правилами. Від'ємна сума місяця переноситься на наступний.\n"
    )


@settings(max_examples=60, deadline=None)
@given(schemes(), st.sampled_from(LANGUAGES))
def test_whatever_can_be_written_can_be_said(scheme: Scheme, language: str) -> None:
    said = scheme_in_words(speech(language), scheme)
    for of_version in scheme.versions:
        for number, of_rule in enumerate(of_version.rules, start=1):
            assert f"\n{number}. [{of_rule.key}] " in said
            assert rule_text(speech(language), of_rule).endswith(".")


def test_every_word_of_the_format_is_said_somewhere() -> None:
    """What the head of ``scheme_file`` shows of a rule stands in a row of the cases."""
    from app.motivation import scheme_file

    head = scheme_file.__doc__ or ""
    of_rules = head[head.index("[[version.rule]]") : head.index("Numbers are read as decimals")]
    keys = set(re.findall(r"\b([a-z_]+) +?= ", of_rules)) - {"rule", "key", "event", "pays", "rate"}
    rows = "\n".join(row["rule"] for row in ROWS)
    assert {key for key in keys if not re.search(rf"\b{key}\b", rows)} == set()


def test_a_bound_is_written_in_what_its_table_counts() -> None:
    words = Words.of("en")
    gap = "The tiers have a gap: this one begins at {}, the one before it ends at {}."
    counted: tuple[tuple[dict[str, int], tuple[str, str]], ...] = (
        ({"start_minor": 500_000, "after_minor": 100_000}, ("5,000.00", "1,000.00")),
        ({"start_ppm": 1_200_000, "after_ppm": 1_000_000}, (f"120{NBSP}%", f"100{NBSP}%")),
        ({"start": 5, "after": 3}, ("5", "3")),
    )
    for values, shown in counted:
        assert finding_text(words, Finding("band_gap", "rate.bands[1].from", values)) == gap.format(*shown)


def test_days_of_a_campaign_are_written_as_days() -> None:
    turned = Finding("days_inverted", "when.campaign", {"start": "2024-06-01", "end": date(2024, 5, 31).isoformat()})
    assert finding_text(Words.of("en"), turned) == "The campaign ends (31.05.2024) before it begins (01.06.2024)."
