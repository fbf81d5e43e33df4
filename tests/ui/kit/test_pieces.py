"""The small pieces: banner, cards, month, dialogs, panel, empty state."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.i18n.words import Words
from app.kernel.period import Month
from tests.support.pages import click, find, unnamed
from ui.kit.banner import Banner
from ui.kit.cards import Figure, FigureCard, FigureRow, whole_money
from ui.kit.delegates import ChipLabel
from ui.kit.detail import Deed, Detail, DetailPanel, Fact, Facts, Link, set_apart
from ui.kit.dialog import Message, MessageDialog, ReasonDialog
from ui.kit.empty_state import EmptyState
from ui.kit.labels import push_button, tool_button
from ui.kit.period_picker import PeriodPicker
from ui.runtime.intents import OpenPage

WORDS = Words.of("en")


@pytest.fixture
def root(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_banner_is_silent_until_it_speaks(root: QWidget) -> None:
    banner = Banner(WORDS, root)
    said = [banner.text]
    banner.say("The disk is full", "warn")
    said.append(banner.text)
    click(find(banner, type(banner._close), "Close this message"))
    assert [*said, banner.text] == ["", "The disk is full", ""]


def test_as_many_figures_as_before_stand_on_the_same_cards_and_long_notes_get_a_second_line(root: QWidget) -> None:
    row = FigureRow(root)
    row.resize(500, 90)
    row.show_figures([Figure("Cost", "₴1", "short"), Figure("Share", "5 %", "of margin 5.7 %, limit 30 %")])
    cards = row.cards
    one_line = cards[0].note.height()
    row.show_figures([Figure("Cost", "₴2", "short"), Figure("Share", "6 %", "of margin 6.7 %, limit 30 %", "bad")])
    assert row.cards == cards
    assert cards[1].accessibleName() == "Share: 6 % of margin 6.7 %, limit 30 %"
    row.resize(200, 90)
    assert [card.note.height() for card in cards] == [2 * one_line, 2 * one_line]
    row.resize(500, 90)
    assert [card.note.height() for card in cards] == [one_line, one_line]


@pytest.mark.parametrize(
    ("language", "amount_minor", "currency", "shown"),
    [
        ("en", 421_830_050, "UAH", "₴4,218,301"),
        ("en", -1_50, "PLN", "−2\u00a0zł"),
        ("uk", 421_830_049, "UAH", "4\u00a0218\u00a0300\u00a0₴"),
        ("ru", 0, "USD", "0\u00a0$"),
    ],
)
def test_figures_are_rounded_to_whole_units(language: str, amount_minor: int, currency: str, shown: str) -> None:
    assert whole_money(Words.of(language), amount_minor, currency) == shown


def test_figures_replace_one_another_and_shrink_before_they_are_cut(root: QWidget) -> None:
    row = FigureRow(root)
    row.resize(700, 90)
    row.show_figures([Figure("Invoiced", "₴4,218,300"), Figure("Overdue", "₴1", "19 invoices", "bad")])
    assert row.isVisible()
    card = row.findChildren(FigureCard)[0]
    assert card.accessibleName() == "Invoiced: ₴4,218,300"
    sizes = []
    for width in (300, 105, 60):
        card.value.resize(width, 26)
        text, font = card.value.fitted()
        sizes.append((text == "₴4,218,300", font.pixelSize()))
    assert sizes == [(True, 20), (True, 16), (False, 14)]
    assert card.value.toolTip() == "₴4,218,300"
    row.show_figures([])
    assert not row.isVisible()


def test_a_month_is_stepped_through_between_its_bounds(root: QWidget) -> None:
    picker = PeriodPicker(WORDS, Month(2026, 2), root)
    chosen: list[Month] = []
    picker.chosen.connect(chosen.append)
    picker.offer([(Month(2026, 3), "Draft"), (Month(2026, 1), "Closed")], Month(2026, 1), Month(2026, 3))
    picker.show()
    click(picker._back)
    assert not picker._back.isEnabled()
    assert picker._button.text() == "January\u00a02026"
    picker._menu.actions()[0].trigger()
    assert not picker._on.isEnabled()
    assert chosen == [Month(2026, 1), Month(2026, 3)]
    assert picker._menu.actions()[0].text() == "March\u00a02026  ·  Draft"


def test_a_reason_must_be_given(root: QWidget) -> None:
    dialog = ReasonDialog(Message("Back?", "Why?"), "Back to draft", WORDS, root)
    dialog.open()
    done: list[str] = []
    dialog.accepted.connect(lambda: done.append(dialog.reason))
    assert not dialog._do.isEnabled()
    QTest.keyClicks(dialog.reason_edit, "  a mistake ")
    assert unnamed(dialog) == []
    click(dialog._do)
    assert done == ["a mistake"]


def test_details_are_folded_away(root: QWidget) -> None:
    dialog = MessageDialog(Message("Bug", "Sorry", "Traceback"), WORDS, root)
    dialog.open()
    assert not dialog._details.isVisible()
    click(dialog._fold)
    assert dialog._details.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_panel_shows_facts_and_follows_links(root: QWidget) -> None:
    panel = DetailPanel(root)
    followed: list[object] = []
    panel.followed.connect(followed.append)
    detail = Detail(
        "INV-1",
        "Acme",
        ("Overdue", "bad"),
        (Facts("Money", (Fact("Open", "€5.00", "bad"),)),),
        (Link("The client", "users", OpenPage("clients")), Link("The contract", "users", OpenPage("contracts"))),
    )
    panel.show_detail(detail)
    panel.resize(300, 400)
    panel.show()
    click(find(panel, type(push_button("", list)), "The contract"))
    assert followed == [OpenPage("contracts")]
    assert panel.content_height() > 100
    panel.show_detail(None)
    assert panel.detail is None


def test_what_is_done_seldom_stands_behind_one_button(root: QWidget) -> None:
    panel = DetailPanel(root)
    wished: list[str] = []
    panel.deed_wished.connect(wished.append)
    every = [Deed(key, title, "x") for key, title in (("edit", "Change"), ("end", "End it…"), ("drop", "Remove…"))]
    deeds, more = set_apart(WORDS, every, {"edit"})
    assert [deed.key for deed in deeds] == ["edit"]
    panel.show_detail(Detail("INV-1", deeds=deeds, more=more))
    panel.show()
    button = find(panel, QPushButton, "More…")
    menu = button.findChild(QMenu)
    assert isinstance(menu, QMenu)
    click(button)
    assert menu.isVisible()
    assert [action.text() for action in menu.actions()] == ["End it…", "Remove…"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert wished == ["drop"]


def test_one_deed_alone_needs_no_menu() -> None:
    every = (Deed("edit", "Change", "x"), Deed("drop", "Remove…", "x"))
    assert set_apart(WORDS, every, {"edit"}) == (every, None)


def test_a_chip_is_as_wide_as_its_text(root: QWidget) -> None:
    chip = ChipLabel(root)
    assert chip.sizeHint().width() == 0
    chip.show_state("Partly paid", "warn")
    assert chip.sizeHint().width() > 60
    chip.show()
    assert chip.grab().width() > 0


def test_an_empty_page_says_what_it_is_for_and_offers_something(root: QWidget) -> None:
    clicked: list[bool] = []
    empty = EmptyState("users", "Nobody yet", "Here stand the people.", root)
    button = push_button("Begin", lambda: clicked.append(True))
    empty.add_button(button)
    empty.resize(600, 400)
    empty.show()
    click(button)
    assert clicked == [True]
    assert empty.title == "Nobody yet"
    empty.say("Later", "")
    assert empty.title == "Later"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_focus_is_pressed_by_enter_and_by_space(root: QWidget, key: Qt.Key) -> None:
    pressed: list[str] = []
    wide = push_button("Create a firm…", lambda: pressed.append("wide"))
    small = tool_button("arrow-left", "Month before")
    small.clicked.connect(lambda: pressed.append("small"))
    for button in (wide, small):
        button.setParent(root)
        button.show()
        button.setFocus()
        QTest.keyClick(button, key)
    assert pressed == ["wide", "small"]


def test_enter_on_cancel_does_not_do_the_deed(root: QWidget) -> None:
    dialog = ReasonDialog(Message("Cancel the invoice?", "Say why."), "Cancel it", WORDS, root)
    dialog.open()
    dialog.reason_edit.setPlainText("Twice")
    cancel = find(dialog, QPushButton, "Cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert dialog.result() == ReasonDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_enter_opens_the_months(root: QWidget, qtbot: QtBot) -> None:
    picker = PeriodPicker(WORDS, Month(2026, 3), root)
    picker.offer([(Month(2026, 3), "Draft")], Month(2026, 1), Month(2026, 3))
    picker.show()
    QTimer.singleShot(50, picker._menu.close)
    with qtbot.waitSignal(picker._menu.aboutToShow):
        QTest.keyClick(picker._button, Qt.Key.Key_Return)
