"""What is to be done, as it is told in three languages."""

from __future__ import annotations

import pytest

from app.i18n.words import LANGUAGES, Words
from app.kernel.actor import Role
from app.kernel.period import Month
from app.overview.to_do import ToDo
from app.wording import to_do

SEPTEMBER = Month(2026, 9)


def told(one: ToDo, language: str = "en") -> tuple[str, str]:
    words = Words.of(language)
    return to_do.title(words, one), to_do.note(words, one, "UAH")


def test_money_and_months_are_named() -> None:
    assert told(ToDo("drafts", Role.OFFICE_MANAGER, 3, 120_000_00)) == (
        "Invoices to send", "₴120,000.00 not asked for yet",
    )  # fmt: skip
    assert told(ToDo("run_submitted", Role.DIRECTOR, 1, month=SEPTEMBER)) == (
        "Payroll to approve", "September\u00a02026 waits for you",
    )  # fmt: skip
    assert told(ToDo("true_ups", Role.ACCOUNTANT, 2, -50_00, SEPTEMBER), "uk") == (
        "Перерахунки закритих місяців", "\u221250,00\u00a0₴ у відомості за вересень\u00a02026",
    )  # fmt: skip


def test_a_few_are_named_and_the_rest_counted() -> None:
    names = ("Olena", "Petro", "Marta")
    assert told(ToDo("without_pay", Role.ACCOUNTANT, 2, names=names[:2]))[1] == "Olena, Petro"
    assert told(ToDo("without_scheme", Role.DIRECTOR, 5, names=names))[1] == "Olena, Petro, Marta and 2 more"
    assert told(ToDo("rates", Role.ACCOUNTANT, 1, names=("EUR",)), "ru")[1] == (
        "EUR: за предыдущие десять дней курса нет"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_is_whole(language: str) -> None:
    for code in to_do.TITLES:
        title, note = told(ToDo(code, Role.DIRECTOR, 2, 100_00, SEPTEMBER, ("Olena",)), language)
        assert title
        assert note
        assert "{" not in title + note
        assert note[0] == note[0].upper()
