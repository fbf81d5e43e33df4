"""Charts as somebody uses them: looking, pointing, walking by keys, hiding a series, taking numbers along."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.i18n.words import Words
from tests.support.pages import click, unnamed
from tests.support.papers import pages_of
from tests.ui.kit.test_theme import VISIBLE, contrast
from ui.kit.chart import ChartCard
from ui.kit.chart_model import Category, Chart, Chosen, Form, Kind, Series, Unit
from ui.kit.chart_paint import HATCHES, ROLES
from ui.kit.theme import load_tokens, tokens

WORDS = Words.of("en")
GREYS_APART = 1.25
UNIT = Unit(Kind.MONEY, "UAH")
MONTHS = tuple(Category((2026, at), title, f"{title} 2026") for at, title in enumerate(("Jan", "Feb", "Mar"), start=1))


def cost(form: Form = Form.GROUPED) -> Chart:
    return Chart(
        "Bonuses by month", form, UNIT, MONTHS,
        (Series("new", "New scheme", (100_00, 150_00, 120_00)), Series("now", "As now", (90_00, 80_00, 70_00))),
        "No money came in these months.",
    )  # fmt: skip


@pytest.fixture
def card(qtbot: QtBot) -> ChartCard:
    made = ChartCard(WORDS)
    qtbot.addWidget(made)
    made.resize(520, 300)
    made.show_chart(cost())
    made.show()
    qtbot.waitExposed(made)
    return made


def press(card: ChartCard, *keys: Qt.Key) -> None:
    card.view.setFocus()
    for key in keys:
        QTest.keyClick(card.view, key)


def middle_of(card: ChartCard, at: int) -> QPoint:
    layout = card.view.laid_out()
    assert layout is not None
    return QPoint(*layout.items[at].box.middle)


def test_the_value_under_the_mouse_is_said(card: ChartCard) -> None:
    QTest.mouseMove(card.view, middle_of(card, 2))
    assert card.view.said == ("₴150.00", "New scheme, Feb 2026")
    QTest.mouseMove(card.view, QPoint(2, 2))
    assert not card.view.said


def test_keys_walk_the_numbers_and_enter_chooses(card: ChartCard) -> None:
    chosen: list[Chosen] = []
    card.chosen.connect(chosen.append)
    press(card, Qt.Key.Key_Right)
    said = [card.view.said[1]]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        press(card, key)
        said.append(card.view.said[1])
    assert said == [
        "New scheme, Jan 2026", "New scheme, Feb 2026", "As now, Feb 2026", "As now, Jan 2026", "New scheme, Jan 2026",
        "As now, Mar 2026", "New scheme, Jan 2026",
    ]  # fmt: skip
    press(card, Qt.Key.Key_Return)
    assert chosen == [Chosen("new", (2026, 1))]
    press(card, Qt.Key.Key_Escape)
    assert not card.view.said


def test_a_click_on_a_bar_opens_what_is_behind_it(card: ChartCard) -> None:
    chosen: list[Chosen] = []
    card.chosen.connect(chosen.append)
    QTest.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=middle_of(card, 5))
    assert chosen == [Chosen("now", (2026, 3))]


def test_a_series_is_hidden_and_stays_hidden_while_the_numbers_move(card: ChartCard) -> None:
    click(card.legend[0])
    assert [one.title for one in card.shown.series] == ["As now"]
    card.show_chart(cost())
    assert [one.title for one in card.shown.series] == ["As now"]
    assert "New scheme" not in card.view.accessibleDescription()
    click(card.legend[0])
    assert len(card.shown.series) == 2


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_painted_in_the_colours_of_its_series(card: ChartCard, form: Form) -> None:
    card.show_chart(cost(form))
    picture = card.view.grab().toImage()
    found = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}
    assert {tokens().chart1, tokens().chart2} <= found


def test_where_there_is_nothing_it_is_said(card: ChartCard) -> None:
    card.show_chart(Chart("Bonuses", Form.GROUPED, UNIT, (), (), "No money came in these months."))
    card.view.grab()
    assert card.view.accessibleDescription() == "No money came in these months."
    press(card, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert not card.view.said


def test_a_reader_hears_what_the_chart_is_and_shows(card: ChartCard) -> None:
    assert card.view.accessibleName() == "Bonuses by month"
    assert card.view.accessibleDescription().startswith("New scheme: highest ₴150.00 (Feb 2026), lowest ₴100.00")
    assert unnamed(card) == []


def test_the_data_are_copied_as_a_table(card: ChartCard) -> None:
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Bonuses by month\tNew scheme\tAs now",
        "Jan 2026\t₴100.00\t₴90.00",
        "Feb 2026\t₴150.00\t₴80.00",
        "Mar 2026\t₴120.00\t₴70.00",
    ]


def test_the_picture_is_copied_saved_and_printed(card: ChartCard, tmp_path: Path) -> None:
    card.takeaway.copy_picture()
    assert QGuiApplication.clipboard().pixmap().width() == 2 * card.width()
    card.takeaway.save_picture()
    dialog = card.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "Bonuses by month.png"
    dialog.fileSelected.emit(str(tmp_path / "cost.png"))
    dialog.close()
    assert (tmp_path / "cost.png").read_bytes().startswith(b"\x89PNG")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cost.pdf"))
    card.takeaway.paint_on(printer)
    assert len(pages_of((tmp_path / "cost.pdf").read_bytes())) == 1


@pytest.mark.parametrize("name", ["light", "dark"])
def test_series_can_be_seen_and_told_apart_without_colours(name: str) -> None:
    theme = load_tokens(name)
    own = [getattr(theme, role) for role in ROLES]
    assert all(contrast(colour, theme.surface) >= VISIBLE for colour in own)
    assert len({QColor(colour).name() for colour in own}) == len(own)
    for one, other in combinations(range(len(own)), 2):
        assert HATCHES[one] is not HATCHES[other] or contrast(own[one], own[other]) >= GREYS_APART
    assert len({HATCHES[at] for at in range(len(own))}) == len(own) - 1, "only the first two are both plain"


def test_the_chart_takes_the_number_of_people_it_is_given(card: ChartCard) -> None:
    people = tuple(Category(at, f"Person {at}") for at in range(60))
    card.show_chart(Chart("People", Form.DUMBBELLS, UNIT, people, (Series(0, "Before", tuple(range(60))),), ""))
    assert card.view.minimumHeight() == 12 + 26 + 60 * 30
