"""Why somebody got nothing, as whoever asks reads it: every code, and every particular finding."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from app.calc import nothing as engine
from app.calc.nothing import Nothing
from app.i18n.numbers import NBSP
from app.i18n.words import LANGUAGES, Words
from app.wording.nothing import CODES, nothing_sentence

FOUND: Mapping[str, tuple[int | str | None, ...]] = {
    "before_books": ("2023-12-31",),
    "no_rule": ("payment_received",),
    "not_assigned": (None,),
    "not_counted": (0,),
    "order_number": (3,),
    "order_kind": ("repeat", ""),
    "service_kind": ("complex",),
    "client_tag": ("",),
    "extensions": ("extension",),
    "months_since_won": (13, 0),
    "amount": (100_000,),
    "days_late": (30, 0, None),
    "campaign": ("2024-01-25",),
    "not_holder": ("selling", ""),
    "recipient_sold": (0, 1),
    "recipient_reminded": (0, 1),
    "left": ("2024-01-31",),
    "nothing_earned": (100_000,),
}


def said(code: str, found: int | str | None, language: str = "en") -> str:
    rule = "" if code in {"before_books", "no_rule"} else "sales.sold"
    told = nothing_sentence(Words.of(language), Nothing("pay:1", 1, code, rule, found), "UAH")
    return told.replace(NBSP, " ")


def test_every_code_of_the_engine_has_its_sentence() -> None:
    codes = set(re.findall(r"^    ([a-z_]+) +\S", engine.__doc__ or "", re.MULTILINE))
    assert codes == CODES == set(FOUND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_said_differently(language: str) -> None:
    sentences = [said(code, found, language) for code, findings in FOUND.items() for found in findings]
    assert len(set(sentences)) == len(sentences)
    assert not [one for one in sentences if re.search(r"[{}_]|None|\(\)| ,|: \.", one) or not one.endswith(".")]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Nothing; the nearest rule is sales.sold: it is the client's order no. 3, and the rule is for others."),
        ("uk", "Нічого; найближче правило — sales.sold: це замовлення клієнта № 3, а правило — для інших."),
        ("ru", "Ничего; ближайшее правило — sales.sold: это заказ клиента № 3, а правило — для других."),
    ],
)
def test_the_nearest_rule_and_what_failed(language: str, sentence: str) -> None:
    assert said("order_number", 3, language) == sentence


def test_amounts_days_and_parts_are_read_as_such() -> None:
    assert "comes to 1,000.00 UAH," in said("amount", 100_000)
    assert "left on 31.01.2024," in said("left", "2024-01-31")
    assert "pays for Selling," in said("not_holder", "selling")
    assert (
        said("no_rule", "payment_received") == "Nothing: the schemes have no rule for such an event (Payment received)."
    )
