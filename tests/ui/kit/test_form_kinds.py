"""Every kind of input: what it takes, what it refuses and how it says so, and what it is when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.i18n.words import Words, mark
from app.wording.errors import finding_text
from tests.support.pages import unnamed
from ui.kit.entity_picker import EntityPicker
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    ListField,
    LongTextField,
    MoneyField,
    PercentField,
    PickField,
    TextField,
    WholeField,
    YesNoField,
)
from ui.kit.form_inputs import Input, WrongInput, make_input

TODAY = date(2026, 11, 20)
NAME = mark("Name")
Make = Callable[..., Input]
PEOPLE = tuple(
    Choice(number, f"{first} {last}", f"C-{number}")
    for number, (first, last) in enumerate(
        ((first, f"{last}{at}") for at in range(1000) for first in ("Olena", "Ivan") for last in ("Bondar", "Koval")), 1
    )
)


@pytest.fixture
def root(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def make(root: QWidget) -> Make:
    """An input of a field on screen, beside another one that takes the focus when it is left."""

    def build(field: Field, language: str = "en") -> Input:
        made = make_input(field, Words.of(language), lambda: TODAY)
        made.inner.setAccessibleName("Name")
        layout = root.layout()
        assert layout is not None
        layout.addWidget(made)
        made.inner.setFocus()
        return made

    return build


def typed(made: Input, text: str) -> Input:
    QTest.keyClicks(made.inner, text)
    return made


def leave(made: Input) -> None:
    made.inner.clearFocus()


def wrong(made: Input) -> str:
    """The sentence about what stands in an input."""
    with pytest.raises(WrongInput) as caught:
        made.read()
    assert caught.value.finding.place == made.field.key
    return finding_text(made.words, caught.value.finding)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12 34", "«12 34» is no amount. Write it like 1 234,56."),
        ("much", "«much» is no amount. Write it like 1 234,56."),
        ("1.005,001", "«1.005,001» has too many decimals."),
        ("99999999999999999", "The amount is too large for the books."),
    ],
)
def test_what_is_no_amount_is_said_and_stays_as_it_was_typed(make: Make, text: str, sentence: str) -> None:
    made = typed(make(MoneyField("net", NAME)), text)
    leave(made)
    assert (made.text(), wrong(made)) == (text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.02.2026", "There is no such day: «31.02.2026»."),
        ("02/13/2026", "There is no such day: «02/13/2026»."),
        ("tomorrow", "«tomorrow» is no date. Write it like 31.01.2026."),
        ("2026", "«2026» is no date. Write it like 31.01.2026."),
    ],
)
def test_what_is_no_day_is_said(make: Make, text: str, sentence: str) -> None:
    assert wrong(typed(make(DateField("on", NAME)), text)) == sentence


def test_arrows_leave_alone_what_is_no_day(make: Make) -> None:
    made = typed(make(DateField("on", NAME)), "31.02")
    QTest.keyClick(made.inner, Qt.Key.Key_Up)
    assert made.text() == "31.02"


def test_somebody_is_found_among_thousands_by_words_in_any_order(make: Make) -> None:
    made = make(PickField("who", NAME))
    picker = made.inner
    assert isinstance(picker, EntityPicker)
    made.offer(PEOPLE)
    typed(made, "koval77 iv")
    assert picker.offered == [
        "Ivan Koval77  ·  C-312",
        *[f"Ivan Koval77{at}  ·  C-{4 * (770 + at) + 4}" for at in range(10)],
    ]
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert (made.read(), picker.text(), picker.offered) == (3084, "Ivan Koval770", [])


def test_a_code_finds_its_client_too(make: Make) -> None:
    made = make(PickField("who", NAME))
    made.offer(PEOPLE)
    typed(made, "c-3999")
    QTest.keyClick(made.inner, Qt.Key.Key_Return)
    assert made.read() == 3999


def test_who_is_not_there_is_said_and_the_typing_stays(make: Make) -> None:
    made = make(PickField("who", NAME))
    made.offer(PEOPLE)
    typed(made, "Nobody")
    leave(made)
    assert wrong(made) == "There is no «Nobody» in the list. Choose one, or add a new one."
    assert made.text() == "?Nobody"


def test_the_only_match_is_taken_when_the_line_is_left(make: Make) -> None:
    made = make(PickField("who", NAME))
    made.offer(PEOPLE)
    typed(made, "olena bondar1234")
    made.inner.clearFocus()
    assert wrong(made).startswith("There is no")
    made.inner.setFocus()
    made.show_value(None)
    typed(made, "olena bondar999")
    made.inner.clearFocus()
    assert made.read() == 3997


def test_a_click_shows_the_list_and_another_one_hides_it(make: Make) -> None:
    made = make(PickField("who", NAME))
    picker = made.inner
    assert isinstance(picker, EntityPicker)
    made.offer(PEOPLE[:2])
    seen = []
    for _ in range(2):
        QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
        seen.append(len(picker.offered))
    assert seen == [2, 0]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (PercentField("rate", NAME), "12,5", 125_000),
        (PercentField("rate", NAME), "7 %", 70_000),
        (WholeField("count", NAME), "1 200", 1_200),
        (WholeField("count", NAME), "-3", -3),
        (ListField("tags", NAME), " red,, big one ,", ("red", "big one")),
        (TextField("name", NAME), "  Orion ", "Orion"),
        (LongTextField("note", NAME), "one line", "one line"),
    ],
)
def test_every_kind_reads_what_is_typed(make: Make, field: Field, text: str, value: Any) -> None:
    made = typed(make(field), text)
    assert made.read() == value


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        (TextField, ""), (LongTextField, ""), (ListField, ()), (DateField, None), (MoneyField, None),
        (PercentField, None), (WholeField, None), (ChoiceField, None), (PickField, None),
    ],
)  # fmt: skip
def test_nothing_is_a_value_unless_it_is_asked_for(make: Make, field: type[Field], empty: Any) -> None:
    assert make(field("key", NAME)).read() == empty
    if field is not ListField:
        assert wrong(make(field("key", NAME, required=True, missing="choice_missing"))) == "Choose one."


def test_a_list_shows_its_words_and_keeps_its_codes(make: Make) -> None:
    choices = (("standard", mark("Standard service")), ("complex", mark("Complex service")))
    made = make(ChoiceField("kind", NAME, required=True, choices=choices), "uk")
    made.show_value("complex")
    QTest.keyClick(made.inner, Qt.Key.Key_Up)
    assert (made.read(), made.said("complex")) == ("standard", "Комплексна послуга")


def test_a_tick_says_yes_or_no(make: Make) -> None:
    made = make(YesNoField("final", NAME))
    before = made.read()
    QTest.keyClick(made.inner, Qt.Key.Key_Space)
    assert (before, made.read(), made.said(True), made.said(None)) == (False, True, "yes", "no")


@pytest.mark.parametrize(
    "field",
    [
        TextField, LongTextField, ListField, DateField, MoneyField, PercentField, WholeField, PickField,
    ],
)  # fmt: skip
def test_what_was_typed_can_be_typed_again_right_or_wrong(make: Make, field: type[Field]) -> None:
    made = typed(make(field("key", NAME)), "31.02.2x")
    again = make(field("key", NAME))
    again.retype(made.text())
    assert again.text() == made.text()
    assert again.text().endswith("31.02.2x")


def test_every_input_has_a_name_for_a_screen_reader(make: Make, root: QWidget) -> None:
    kinds: tuple[type[Field], ...] = (
        TextField, LongTextField, ListField, DateField, MoneyField, PercentField, WholeField, ChoiceField, PickField,
        YesNoField,
    )  # fmt: skip
    for kind in kinds:
        make(kind("key", NAME))
    assert unnamed(root) == []
