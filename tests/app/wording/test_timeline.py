"""Each happening in one sentence, in three languages."""

from __future__ import annotations

import string
from datetime import date

import pytest

from app.i18n.words import LANGUAGES, Words
from app.overview.timeline import KINDS, Happening
from app.wording.timeline import SENTENCES, happening_note, happening_sentence

DAY = date(2024, 2, 15)


def happening(kind: str, number: str = "31", code: str = "", person: str = "", note: str = "") -> Happening:
    return Happening(date(2024, 2, 1), kind, 1, number, code, None, "", person, note)


SAID = [
    (happening("contract", "7")._replace(order_number=2), "Contract 7 signed: 2nd order"),
    (happening("contract", "8")._replace(order_number=1, of="7"), "Contract 8 signed: extension of 7"),
    (happening("contract", "9", "cancelled"), "Contract 9 signed"),
    (happening("invoice", code="sent")._replace(by=DAY), "Invoice 31 issued, due on 15.02.2024"),
    (happening("invoice", code="draft")._replace(by=DAY), "Invoice 31 drafted, not sent yet"),
    (
        happening("act", "7/1", "out")._replace(of="7"),
        "Work accepted: act 7/1, contract 7; the signed copy is not back yet",
    ),
    (happening("act", "7/1", "back")._replace(of="7"), "Work accepted: act 7/1, contract 7"),
    (happening("payment", "P-1")._replace(of="30, 31"), "Payment P-1 received for invoices 30, 31"),
    (happening("payment", "P-1"), "Payment P-1 received, not allocated to any invoice"),
    (happening("payment", "P-1")._replace(of="31", payer="Vega"), "Payment P-1 of Vega received for invoice 31"),
    (happening("payment", "P-2", "storno"), "Payment P-2 undone by storno"),
    (
        happening("reminder", code="promised")._replace(channel="call", by=DAY),
        "Reminder: promised to pay by 15.02.2024. Invoice 31, by phone",
    ),
    (happening("reminder", code="no_answer")._replace(channel="email"), "Reminder: no answer. Invoice 31, by e-mail"),
    (happening("handover", "", "collecting", "Olena"), "Collecting the money: handed over to Olena"),
    (happening("membership", "", "joined")._replace(of="Stars"), "Joined the group Stars"),
    (happening("membership", "", "left"), "Left its group"),
    (happening("task", "", "need"), "Task to be done: the client has a new need"),
    (happening("task_done", "", "other"), "Task done"),
]


@pytest.mark.parametrize(("told", "sentence"), SAID, ids=lambda one: one if isinstance(one, str) else "")
def test_it_is_said(told: Happening, sentence: str) -> None:
    assert happening_sentence(Words.of("en"), told) == sentence


def test_who_and_what_was_noted_stand_below() -> None:
    words = Words.of("en")
    assert (
        happening_note(words, happening("reminder", person="Olena", note="asks for\na copy"))
        == "Olena · asks for a copy"
    )
    assert happening_note(words, happening("contract")._replace(taxed=True)) == "without VAT"
    assert happening_note(words, happening("handover", person="Olena", note="ill")) == "ill"
    done = happening("task_done", person="Olena")._replace(by=DAY)
    assert happening_note(words, done) == "Olena · was to be done by 15.02.2024"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_said_in_every_language(language: str) -> None:
    assert set(KINDS) <= set(SENTENCES)
    words = Words.of(language)
    for kind in KINDS:
        said = happening_sentence(words, happening(kind, code="other")._replace(of="7", by=DAY, order_number=1))
        assert "{" not in said
        if language != "en":
            assert said != happening_sentence(Words.of("en"), happening(kind)), kind
    for text in SENTENCES.values():
        wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert {name for _, name, _, _ in string.Formatter().parse(words.text(text)) if name} == wanted
