"""Inputs of forms: money, days, entries of a long list; what they take, show and keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.i18n.words import Words
from app.kernel.errors import Finding, Invalid
from tests.support.form_pages import type_into
from tests.support.pages import unnamed
from ui.kit.date_edit import DateEdit
from ui.kit.entity_picker import EntityPicker
from ui.kit.form import Form
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
    Stand,
    TextField,
    Values,
    WholeField,
    YesNoField,
)
from ui.kit.money_edit import MoneyEdit

WORDS = {language: Words.of(language) for language in ("en", "uk", "ru")}
TODAY = date(2026, 11, 20)
NBSP = "\u00a0"


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], None]:
    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(320, widget.sizeHint().height())
        widget.show()
        widget.activateWindow()
        assert QTest.qWaitForWindowActive(widget)

    return show


@pytest.mark.parametrize("typed", ["1 234,56", "1,234.56", "1234.56", "1234,56 ₴"])
@pytest.mark.parametrize(("language", "after"), [("en", "1,234.56"), ("uk", f"1{NBSP}234,56")])
def test_an_amount_is_taken_in_every_writing(
    shown: Callable[[QWidget], None], typed: str, language: str, after: str
) -> None:
    edit = MoneyEdit(WORDS[language], "UAH")
    shown(edit)
    edit.setFocus()
    edit.setText(typed)
    assert edit.amount_minor() == 123456
    edit.clearFocus()
    assert edit.text() == after
    assert edit.alignment() & Qt.AlignmentFlag.AlignRight


def test_a_day_is_stepped_through(shown: Callable[[QWidget], None]) -> None:
    edit = DateEdit(WORDS["uk"], lambda: TODAY)
    shown(edit)
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "20.11.2026"
    QTest.keyClick(edit, Qt.Key.Key_Up)
    QTest.keyClick(edit, Qt.Key.Key_PageUp)
    assert edit.day() == date(2026, 12, 21)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_PageDown)
    assert edit.day() == TODAY
    edit.setText("2026-01-31")
    edit.setFocus()
    edit.clearFocus()
    assert edit.text() == "31.01.2026"
    edit.setText("nonsense")
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "nonsense"
    edit.show_day(date.max)
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.day() == date.max


def test_a_day_is_chosen_from_the_calendar(shown: Callable[[QWidget], None]) -> None:
    edit = DateEdit(WORDS["ru"], lambda: TODAY)
    shown(edit)
    QTest.keyClick(edit, Qt.Key.Key_F4)
    calendar = edit.calendar
    assert calendar is not None
    days = calendar.month.findChild(QWidget, "qt_calendar_calendarview")
    assert isinstance(days, QWidget)
    QTest.keyClick(days, Qt.Key.Key_Right)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert edit.day() == date(2026, 11, 21)
    assert edit.calendar is None


def thousands() -> list[Choice]:
    return [Choice(at, f"Client {at} of {'Kyiv' if at % 2 else 'Lviv'}", f"K-{at}") for at in range(5_000)]


def test_one_of_thousands_is_found_by_words(shown: Callable[[QWidget], None]) -> None:
    picker = EntityPicker("Add a new one …")
    shown(picker)
    picker.offer(thousands())
    QTest.keyClicks(picker, "lviv 4998")
    assert picker.offered == ["Client 4998 of Lviv  ·  K-4998", "Add a new one …"]
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picker.current == Choice(4998, "Client 4998 of Lviv", "K-4998")
    assert picker.offered == []


def test_a_new_one_is_wished_by_the_last_row(shown: Callable[[QWidget], None]) -> None:
    picker = EntityPicker("Add a new one …")
    shown(picker)
    picker.offer(thousands())
    wished: list[str] = []
    picker.create_wished.connect(wished.append)
    QTest.keyClicks(picker, "Nobody")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert wished == ["Nobody"]
    picker.add(Choice(-1, "Nobody"))
    assert picker.text() == "Nobody"
    assert picker.current is not None


def test_esc_puts_back_and_arrows_walk(shown: Callable[[QWidget], None]) -> None:
    picker = EntityPicker()
    shown(picker)
    picker.offer([Choice(1, "Olena"), Choice(2, "Petro"), Choice(3, "Ivan")])
    picker.choose(2)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert (picker.text(), picker.offered) == ("Petro", [])
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picker.text() == "Ivan"


def not_alone(values: Values) -> list[Finding]:
    return [Finding("amount_zero", "amount")] if values["amount"] == 0 else []


FIELDS: tuple[Field, ...] = (
    TextField("name", "Name", required=True, missing="name_missing"),
    DateField("on", "Date", short=True),
    MoneyField("amount", "Amount", short=True, currency_key="currency"),
    ChoiceField("currency", "Currency", required=True, short=True, choices=(("UAH", "UAH"), ("EUR", "EUR"))),
    PercentField("rate", "Rate", short=True),
    WholeField("count", "Number", when=lambda values: bool(values["many"])),
    YesNoField("many", "Tag"),
    PickField("person", "Person"),
    ListField("tags", "Tags"),
    LongTextField("note", "Note"),
)
VALUES = {
    "name": "Orion",
    "on": date(2026, 1, 31),
    "amount": 123456,
    "currency": "EUR",
    "rate": 25_000,
    "count": None,
    "many": False,
    "person": 2,
    "tags": ("a", "b"),
    "note": "Two\nlines",
}


@pytest.fixture(params=["en", "uk", "ru"])
def form(request: pytest.FixtureRequest, shown: Callable[[QWidget], None]) -> Form:
    made = Form(FIELDS, WORDS[request.param], lambda: TODAY, not_alone)
    shown(made)
    made.show_stand(Stand(VALUES, 1, {"person": [Choice(1, "Olena"), Choice(2, "Petro")]}))
    return made


def test_a_form_gives_back_what_it_was_shown(form: Form) -> None:
    assert form.values() == VALUES
    assert not form.changed
    assert unnamed(form) == []


def test_a_draft_holds_what_was_typed_and_no_more(form: Form) -> None:
    type_into(form.input("name").inner, "Vega")
    type_into(form.input("on").inner, "half a da")
    typed = form.typed()
    assert typed == {"name": "Vega", "on": "half a da"}
    form.show_stand(Stand(VALUES, 1))
    form.retype(typed)
    assert form.input("name").text() == "Vega"
    assert form.input("on").text() == "half a da"
    assert form.changed


def test_everything_wrong_is_said_and_the_first_gets_the_focus(form: Form) -> None:
    type_into(form.input("name").inner, "")
    type_into(form.input("amount").inner, "1.2.3")
    type_into(form.input("rate").inner, "x")
    with pytest.raises(Invalid) as caught:
        form.values()
    assert {finding.place for finding in caught.value.findings} == {"name", "amount", "rate"}
    assert set(form.wrong) == {"name", "amount", "rate"}
    assert form.go_to_wrong()
    type_into(form.input("name").inner, "Vega")
    assert set(form.wrong) == {"amount", "rate"}


def test_rules_over_all_fields_stand_under_theirs(form: Form) -> None:
    type_into(form.input("amount").inner, "0")
    assert set(form.wrong) == {"amount"}


def test_a_field_that_hangs_on_another_comes_and_goes(form: Form) -> None:
    assert "count" not in form.shown
    form.put({"many": True, "count": 7})
    assert form.values()["count"] == 7
    form.put({"many": False})
    assert form.values()["count"] is None


def test_what_a_service_finds_goes_when_the_field_is_typed(form: Form) -> None:
    other = form.refuse([Finding("name_taken", "name", {"name": "Orion"}), Finding("client_unknown", "client_id")])
    assert [finding.place for finding in other] == ["client_id"]
    assert set(form.wrong) == {"name"}
    type_into(form.input("name").inner, "Vega")
    assert form.wrong == {}


def test_the_sign_follows_the_currency(form: Form) -> None:
    amount = form.input("amount").inner
    assert isinstance(amount, MoneyEdit)
    before = amount.currency
    type_into(form.input("currency").inner, "UAH")
    assert (before, amount.currency) == ("EUR", "UAH")
