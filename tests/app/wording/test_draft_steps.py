"""The wizard's own words: every step, way, reason and part of a rule has a name in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

import pytest

from app.calc.scheme import Conditions, Rule
from app.i18n.words import LANGUAGES, Words
from app.motivation.draft.answers import (
    CollectingWay,
    ExtensionWay,
    FirstWay,
    LaterWay,
    Moment,
    PayKind,
)
from app.motivation.draft.changing import COMES_BACK
from app.motivation.draft.steps import Step
from app.wording import draft_steps
from app.wording.draft_steps import loss_sentence

PARTS = {field.name for part in (Rule, Conditions) for field in fields(part)} - {"key", "when"}
NAMED: Iterable[tuple[Iterable[str], Mapping[str, str]]] = (
    (Step, draft_steps.STEPS),
    (Step, draft_steps.QUESTIONS),
    (PayKind, draft_steps.PAY_KINDS),
    (FirstWay, draft_steps.FIRST_WAYS),
    (Moment, draft_steps.MOMENTS),
    (LaterWay, draft_steps.LATER_WAYS),
    (LaterWay, draft_steps.LATER_IDEAS),
    (CollectingWay, draft_steps.COLLECTING_WAYS),
    (ExtensionWay, draft_steps.EXTENSION_WAYS),
    (PARTS, draft_steps.PARTS),
)


def test_everything_that_can_be_chosen_has_a_name() -> None:
    for codes, names in NAMED:
        assert {str(code) for code in codes} == names.keys()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_names_are_said_in_every_language(language: str) -> None:
    words = Words.of(language)
    tables = [names for _, names in NAMED] + [draft_steps.REASONS]
    assert [text for names in tables for text in names.values() if words.text(text) == text] == []


def test_a_loss_says_what_of_which_rule() -> None:
    words = Words.of("en")
    assert loss_sentence(words, "found", ("rate", "client_tag")) == (
        "The rule «found» would lose what you changed by hand: rate, tag of the client."
    )
    assert loss_sentence(words, "found", ()) == "The rule «found», which you changed by hand, would go."
    assert loss_sentence(words, "found", (COMES_BACK,)) == "The rule «found», which you removed, would come back."
