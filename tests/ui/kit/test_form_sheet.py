"""A form at work over a real file: what is said and when, and that nothing typed is ever lost or kept too long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.bootstrap import Office
from app.clients.model import NewClient
from app.clients.service import as_new
from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding, Refused, raise_if_any
from tests.support.clock import FrozenClock
from tests.support.form_pages import OpenForm, bring_to_front
from tests.support.pages import Desk, wait_until
from ui.kit.form_dialog import FormDialog
from ui.kit.form_fields import (
    ChoiceField,
    DateField,
    FormPlan,
    LongTextField,
    MoneyField,
    Stand,
    TextField,
    Values,
    YesNoField,
)
from ui.kit.form_inputs import MoneyInput
from ui.kit.form_questions import ConflictDialog
from ui.runtime.context import UiContext

FIELDS = (
    TextField("name", mark("Name"), required=True, missing="name_missing"),
    TextField("code", mark("Code"), required=True, missing="code_missing", short=True),
    DateField("won_on", mark("Won on"), short=True),
    LongTextField("note", mark("Note")),
)


class Shop:
    """Orion's form over the file of a desk, opened again and again as somebody does."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.saved = 0

    @property
    def context(self) -> UiContext[Office]:
        return self.desk.workspace.context

    def plan(self, **particular: Any) -> FormPlan[Office]:
        actor = self.context.actor

        def load(office: Office) -> Stand:
            client = office.clients.list(actor)[0]
            return Stand({key: getattr(client, key) for key in ("name", "code", "won_on", "note")}, client.version)

        def save(office: Office, values: Values, version: int) -> Done[None]:
            self.saved += 1
            client = office.clients.list(actor)[0]
            typed = {key: value for key, value in values.items() if key in {"name", "code", "won_on", "note"}}
            return office.clients.change(actor, client.id, version, replace(as_new(client), **typed))

        return replace(FormPlan("clients.change/1", "Orion", FIELDS, load, save), **particular)

    def open(self, **particular: Any) -> OpenForm:
        dialog: FormDialog[Office] = FormDialog(self.context, self.plan(**particular), self.desk.window)
        dialog.start()
        wait_until(dialog.isVisible)
        bring_to_front(dialog)
        return OpenForm(dialog.sheet, self.desk)

    def ask(self, question: Callable[[Office], Any]) -> Any:
        found: list[Any] = []
        self.context.lanes.read.ask(self.desk.window, lambda office, _progress: question(office), found.append)
        wait_until(lambda: bool(found))
        return found[0]

    def name(self) -> str:
        actor = self.context.actor
        return str(self.ask(lambda office: office.clients.list(actor)[0].name))


@pytest.fixture
def shop(open_company: Callable[..., Desk]) -> Shop:
    return Shop(open_company())


def shown(form: OpenForm) -> list[str]:
    """The sentences that can be seen under the fields."""
    labels = form.sheet.form.findChildren(QLabel)
    return [each.text() for each in labels if each.property("tone") == "bad" and each.isVisible()]


def seen(form: OpenForm) -> list[str]:
    """Those of them that are not scrolled out of sight."""
    labels = form.sheet.form.findChildren(QLabel)
    return [each.text() for each in labels if each.property("tone") == "bad" and not each.visibleRegion().isEmpty()]


def press(form: OpenForm, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    form.press(key)
    QApplication.processEvents()


# what is said, and when


def test_a_fault_is_said_when_the_typing_pauses_and_unsaid_at_once(shop: Shop) -> None:
    form = shop.open().fill(won_on="3")
    said = [shown(form)]
    wait_until(lambda: bool(shown(form)))
    said.append(shown(form))
    QTest.keyClicks(form.inner("won_on"), ".1")
    said.append(shown(form))
    assert said == [[], ["«3» is no date. Write it like 31.01.2026."], []]


def test_a_fault_is_said_when_the_input_is_left(shop: Shop) -> None:
    form = shop.open().fill(won_on="31.2")
    press(form, Qt.Key.Key_Tab)
    assert shown(form) == ["There is no such day: «31.2»."]
    assert form.inner("won_on").accessibleDescription() == "There is no such day: «31.2»."
    assert form.inner("won_on").property("wrong")


def test_the_first_wrong_field_gets_the_focus_and_nothing_is_sent(shop: Shop) -> None:
    form = shop.open().fill(code="", won_on="soon")
    form.save()
    assert form.focused == "code"
    assert shown(form) == ["Enter a code.", "«soon» is no date. Write it like 31.01.2026."]
    assert shop.saved == 0


def test_a_wrong_field_out_of_sight_is_brought_into_sight_with_its_sentence(shop: Shop) -> None:
    notes = tuple(LongTextField(f"note{at}", mark("Note")) for at in range(12))
    form = shop.open(fields=(*notes, DateField("won_on", mark("Won on"))))
    form.sheet.window().resize(480, 420)
    form.fill(won_on="soon")
    form.inner("note0").setFocus()
    form.sheet.area.ensureVisible(0, 0)
    form.save()
    assert form.focused == "won_on"
    assert not form.inner("won_on").visibleRegion().isEmpty()
    assert "«soon» is no date. Write it like 31.01.2026." in seen(form)


def test_what_a_field_and_all_together_are_checked_for_is_said_under_them(shop: Shop) -> None:
    def rules(values: Values) -> list[Finding]:
        return [Finding("name_taken", "code", {"name": values["name"]})] if values["code"] == "X" else []

    def check(value: str, _values: Values) -> Finding | None:
        return Finding("reason_missing") if value == "why" else None

    fields = (FIELDS[0], replace(FIELDS[1]), LongTextField("note", mark("Note"), check=check))
    form = shop.open(fields=fields, rules=rules).fill(note="why", code="X")
    by_field = dict(form.wrong)
    form.fill(note="so")
    assert by_field == {"note": "Enter the reason."}
    assert form.wrong == {"code": "There is one with the name «Orion» already. Choose another name."}


def test_what_a_service_finds_stands_under_its_field_until_it_is_changed(shop: Shop) -> None:
    def save(_office: Office, _values: Values, _version: int) -> Done[None]:
        raise_if_any([Finding("code_taken", "code", {"code": "C"}), Finding("vat_out_of_range", "vat_ppm")])
        raise AssertionError

    form = shop.open(save=save).fill(note="new")
    form.save()
    said = form.wrong
    form.fill(code="D")
    assert said == {
        "": "VAT rate: The VAT rate must lie between 0 and 100 %.",
        "code": "The code «C» is taken. Enter another one.",
    }
    assert "code" not in form.wrong
    assert form.texts["note"] == "new"


def test_a_refusal_is_said_over_the_fields_and_what_was_typed_stays(shop: Shop) -> None:
    def save(_office: Office, _values: Values, _version: int) -> Done[None]:
        raise Refused(rule="client_in_use")

    form = shop.open(save=save).fill(note="new")
    form.save()
    assert form.wrong[""].startswith("The client")
    assert form.texts["note"] == "new"


# fields that hang on others


def test_a_field_is_there_while_another_one_wants_it(shop: Shop) -> None:
    fields = (
        YesNoField("final", mark("Final act")),
        DateField("won_on", mark("Won on"), required=True, missing="day_missing", when=lambda v: bool(v["final"])),
    )
    taken: list[Values] = []

    def save(office: Office, values: Values, _version: int) -> Done[None]:
        taken.append(values)
        return office.clients.change(shop.context.actor, 1, 1, NewClient("C", "Orion"))

    form = shop.open(fields=fields, save=save, load=lambda _office: Stand({"won_on": None}))
    before = form.inner("won_on").isVisible()
    QTest.keyClick(form.inner("final"), Qt.Key.Key_Space)
    form.save()
    assert (before, form.inner("won_on").isVisible(), form.wrong) == (False, True, {"won_on": "Enter a date."})
    form.fill(won_on="1.2.2024")
    QTest.keyClick(form.inner("final"), Qt.Key.Key_Space)
    form.save()
    assert taken == [{"final": False, "won_on": None}]


def test_an_amount_shows_the_currency_that_is_chosen_beside_it(shop: Shop) -> None:
    fields = (
        MoneyField("net", mark("Amount"), currency_key="currency", short=True),
        ChoiceField("currency", mark("Currency"), required=True, choices=(("UAH", "UAH"), ("EUR", "EUR")), short=True),
    )
    form = shop.open(fields=fields, load=lambda _office: Stand({"currency": "UAH"}))
    made = form.sheet.form.input("net")
    assert isinstance(made, MoneyInput)
    signs = [made.money.currency]
    form.fill(currency="EUR")
    assert [*signs, made.money.currency] == ["UAH", "EUR"]
    assert (
        form.inner("net").mapTo(form.sheet, form.inner("net").rect().topLeft()).y()
        == form.inner("currency").mapTo(form.sheet, form.inner("currency").rect().topLeft()).y()
    )


# leaving


def test_escape_leaves_what_was_not_touched(shop: Shop) -> None:
    form = shop.open()
    assert shop.desk.is_asked
    press(form, Qt.Key.Key_Escape)
    wait_until(lambda: not shop.desk.is_asked)


@pytest.mark.parametrize(
    ("answer", "name", "is_open"), [("save", "Vega", False), ("discard", "Orion", False), ("stay", "Orion", True)]
)
def test_escape_asks_about_what_was_typed(shop: Shop, answer: str, name: str, is_open: bool) -> None:
    form = shop.open().fill(name="Vega")
    dialog = form.sheet.window()
    press(form, Qt.Key.Key_Escape)
    form.answer(answer)
    assert (shop.name(), dialog.isVisible()) == (name, is_open)


def test_save_on_the_way_out_stays_where_something_is_wrong(shop: Shop) -> None:
    form = shop.open().fill(name="")
    press(form, Qt.Key.Key_Escape)
    form.answer("save")
    assert form.sheet.window().isVisible()
    assert shown(form) == ["Enter a name."]
    form.fill(name="Vega").save()
    assert shop.name() == "Vega"


def test_nobody_leaves_while_it_is_being_saved(open_company: Callable[..., Desk]) -> None:
    shop = Shop(open_company(threads=True))
    form = shop.open().fill(name="Vega")
    dialog = form.sheet.window()
    form.save()
    asked: list[str] = []
    form.sheet.leave(lambda: asked.append("left"), lambda: asked.append("stayed"))
    assert (asked, dialog.isVisible()) == (["stayed"], True)
    wait_until(lambda: shop.saved == 1 and shop.name() == "Vega")
    assert asked == ["stayed"]


# two people


def other_hand(path: Path, clock: FrozenClock, **changed: Any) -> None:
    """Somebody else changes the client meanwhile."""
    with Office.open(path, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        client = office.clients.list(director)[0]
        office.clients.change(director, client.id, client.version, replace(as_new(client), **changed))


def test_two_people_meet_field_by_field(shop: Shop, company: Path, clock: FrozenClock) -> None:
    form = shop.open().fill(name="Vega", note="mine")
    other_hand(company, clock, name="Lyra", won_on=date(2024, 2, 1))
    form.save()
    dialog = shop.desk.dialog(ConflictDialog)
    assert {key: group.checkedId() for key, group in dialog.groups.items()} == {"name": 0, "won_on": 1, "note": 0}
    form.settle(name=False)
    assert shop.name() == "Lyra"
    again = shop.open()
    assert (again.texts["won_on"], again.texts["note"]) == ("01.02.2024", "mine")


def test_whoever_goes_back_from_the_question_has_lost_nothing(shop: Shop, company: Path, clock: FrozenClock) -> None:
    form = shop.open().fill(name="Vega")
    other_hand(company, clock, name="Lyra")
    left: list[str] = []
    form.sheet.leave(lambda: left.append("left"))
    form.answer("save")
    shop.desk.dialog(ConflictDialog).reject()
    assert (form.texts["name"], shop.name(), form.sheet.isEnabled()) == ("Vega", "Lyra", True)
    form.save()
    form.settle(name=True)
    assert shop.name() == "Vega"
    assert left == []


# what is being typed


def test_after_a_crash_the_form_offers_what_was_typed(shop: Shop, open_company: Callable[..., Desk]) -> None:
    form = shop.open().fill(name="Vega", won_on="31.2")
    form.sheet.drafts.keep()  # a second has passed; now the power goes: the window is never closed
    again = Shop(open_company()).open()
    assert again.offers_draft()
    assert again.texts["name"] == "Orion"
    again.sheet.bring_back.click()
    assert (again.texts["name"], again.texts["won_on"], again.offers_draft()) == ("Vega", "31.2", False)
    again.fill(won_on="1.2.2024").save()
    assert shop.name() == "Vega"
    assert not shop.open().offers_draft()


def test_the_offer_is_answered_by_keys_alone(shop: Shop) -> None:
    shop.open().fill(name="Vega").sheet.drafts.keep()
    form = shop.open()
    press(form, Qt.Key.Key_Tab)
    press(form, Qt.Key.Key_Tab)
    inside = form.focused
    form.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    form.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    press(form, Qt.Key.Key_Space)
    assert (inside, form.texts["name"], form.focused) == ("name", "Vega", "name")


def test_what_is_typed_is_kept_by_itself(shop: Shop, open_company: Callable[..., Desk]) -> None:
    shop.open().fill(name="Vega")
    actor = shop.context.actor
    wait_until(lambda: shop.ask(lambda office: len(office.drafts.drafts(actor))) == 1)
    assert Shop(open_company()).open().offers_draft()


def test_what_was_thrown_away_is_not_offered_again(shop: Shop) -> None:
    form = shop.open().fill(name="Vega")
    form.sheet.drafts.keep()
    press(form, Qt.Key.Key_Escape)
    form.answer("discard")
    assert not shop.open().offers_draft()


def test_an_offer_that_nobody_answered_stands_until_the_next_time(
    shop: Shop, open_company: Callable[..., Desk]
) -> None:
    shop.open().fill(name="Vega").sheet.drafts.keep()
    later = Shop(open_company())
    press(later.open(), Qt.Key.Key_Escape)
    form = later.open()
    assert form.offers_draft()
    form.sheet.throw_away.click()
    press(form, Qt.Key.Key_Escape)
    assert not later.open().offers_draft()


def test_a_draft_that_says_what_stands_is_not_offered(shop: Shop, company: Path, clock: FrozenClock) -> None:
    shop.open().fill(name="Vega").sheet.drafts.keep()
    other_hand(company, clock, name="Vega")
    assert not shop.open().offers_draft()


@pytest.mark.parametrize(("answer", "offered"), [("save", False), ("discard", False)])
def test_closing_the_file_at_once_forgets_what_is_settled(
    open_company: Callable[..., Desk], answer: str, offered: bool
) -> None:
    shop = Shop(open_company(threads=True))
    form = shop.open().fill(name="Vega")
    form.sheet.drafts.keep()
    form.sheet.leave(shop.desk.window.close_file)
    form.answer(answer)
    wait_until(lambda: shop.desk.window.workspace is None)
    assert Shop(open_company()).open().offers_draft() is offered


def test_what_nobody_else_typed_is_offered_to_nobody_else(shop: Shop) -> None:
    shop.open().fill(name="Vega").sheet.drafts.keep()
    assert not shop.open(load=shop.plan().load, key="clients.change/2").offers_draft()
