"""Charts as somebody uses them: looking, pointing, walking by keys, hiding a series, taking numbers along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.i18n.words import Words
from tests.support.charts import gallery, of_people
from tests.support.pages import click, unnamed
from tests.support.papers import pages_of
from tests.ui.kit.test_theme import VISIBLE, contrast
from ui.kit.chart import ChartCard
from ui.kit.chart_layout import Box
from ui.kit.chart_model import Category, Chart, Chosen, Form, Kind, Series, Unit
from ui.kit.chart_paint import HATCHES, ROLES, bubble_place, look
from ui.kit.theme import Theme, ThemeChoice, load_tokens, tokens

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
    click(card.legend.buttons[0])
    assert [one.title for one in card.shown.series] == ["As now"]
    card.show_chart(cost())
    assert [one.title for one in card.shown.series] == ["As now"]
    assert "New scheme" not in card.view.accessibleDescription()
    click(card.legend.buttons[0])
    assert len(card.shown.series) == 2


def test_what_is_hidden_whole_says_how_to_get_it_back(card: ChartCard) -> None:
    for button in card.legend.buttons:
        click(button)
    assert card.view.accessibleDescription() == "Everything is hidden. Click a name above to show it again."
    press(card, Qt.Key.Key_End)
    assert not card.view.said


def test_the_number_looked_at_stays_so_while_the_numbers_move(card: ChartCard) -> None:
    press(card, Qt.Key.Key_End)
    moved = cost()
    card.show_chart(replace(moved, series=(moved.series[0], replace(moved.series[1], values=(1_00, 2_00, 3_00)))))
    assert card.view.said == ("₴3.00", "As now, Mar 2026")
    card.resize(700, 400)
    assert card.view.said == ("₴3.00", "As now, Mar 2026")
    card.show_chart(replace(moved, series=moved.series[:1]))
    assert not card.view.said


def test_new_numbers_build_nothing_anew(card: ChartCard) -> None:
    parts = [id(part) for part in card.findChildren(QObject)]
    for at in range(50):
        moved = cost()
        card.show_chart(replace(moved, series=tuple(replace(one, values=(at, at, at)) for one in moved.series)))
    assert [id(part) for part in card.findChildren(QObject)] == parts


def test_a_chart_has_room_in_320_pixels_with_long_names(card: ChartCard) -> None:
    words = Words.of("uk")
    for chart in gallery(words).values():
        card.show_chart(chart)
        card.resize(320, 400)
        card.grab()
        assert card.width() == 320, chart.title
        places = [button.geometry() for button in card.legend.buttons]
        assert all(card.legend.rect().contains(place) for place in places)
        assert not any(one.intersects(other) for one, other in combinations(places, 2))


def test_rows_scroll_after_the_keys_and_their_axis_stays_in_sight(card: ChartCard) -> None:
    card.show_chart(of_people(WORDS, 60))
    press(card, Qt.Key.Key_End)
    assert card.view.said[1].endswith("60")
    around = card.view.parentWidget()
    assert around is not None
    assert card.view.y() < 0
    assert around.rect().contains(card.view.mapTo(around, middle_of(card, 119)))


def test_over_a_low_bar_its_value_is_said_but_a_click_there_opens_nothing(card: ChartCard) -> None:
    card.show_chart(replace(cost(), series=(Series("new", "New", (1_00, 150_00, 150_00)),)))
    chosen: list[Chosen] = []
    card.chosen.connect(chosen.append)
    over = QPoint(middle_of(card, 0).x(), 20)
    QTest.mouseMove(card.view, over)
    assert card.view.said[0] == "₴1.00"
    QTest.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=over)
    assert chosen == []


@pytest.mark.parametrize(
    "box", [Box(10, 90, 10, 10), Box(280, 90, 10, 10), Box(150, 20, 10, 10), Box(150, 180, 10, 10)]
)
@pytest.mark.parametrize("width", [100, 250])
def test_what_is_said_of_a_number_does_not_cover_it(box: Box, width: int) -> None:
    inside = QRect(0, 0, 300, 200)
    said = QRect(QPoint(*bubble_place(inside, box, QSize(width, 60))), QSize(width, 60))
    assert inside.contains(said)
    assert not said.intersects(QRect(*box))


def test_the_menu_opens_by_its_button(card: ChartCard) -> None:
    assert card.more.accessibleName() == "Copy, save or print the chart"
    click(card.more)
    assert card.takeaway.menu.isVisible()
    assert [action.text().split("\t")[0] for action in card.takeaway.menu.actions()] == [
        "Copy as a picture", "Copy the data", "Save the picture…", "Print…",
    ]  # fmt: skip
    card.takeaway.menu.close()


def test_ctrl_p_asks_for_the_printer(card: ChartCard) -> None:
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = card.findChild(QPrintDialog)
    assert dialog is not None
    dialog.reject()


def test_a_picture_that_cannot_be_saved_is_told(card: ChartCard, tmp_path: Path) -> None:
    card.takeaway.write(tmp_path / "nowhere" / "cost.png")
    assert "Choose another folder" in card.banner.text


def colours_of(card: ChartCard) -> set[str]:
    picture = card.view.grab().toImage()
    return {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}


@pytest.fixture
def darkened(card: ChartCard, qapp: QApplication) -> Iterator[ChartCard]:
    """A card that was light when it was made."""
    theme = Theme(qapp)
    theme.choose(ThemeChoice.DARK)
    yield card
    theme.choose(ThemeChoice.LIGHT)
    theme.deleteLater()


def test_pictures_are_light_and_whole_whatever_is_on_screen(darkened: ChartCard) -> None:
    darkened.show_chart(of_people(WORDS, 60))
    picture = darkened.takeaway.picture()
    assert picture.toImage().pixelColor(2, 2).name().upper() == load_tokens("light").surface.upper()
    assert picture.height() > 2 * 60 * 30
    assert tokens() is load_tokens("dark")


def test_a_switch_of_the_theme_repaints_the_chart(darkened: ChartCard) -> None:
    assert load_tokens("dark").chart1 in colours_of(darkened)


def along(card: ChartCard, y: int, x: tuple[int, int]) -> set[str]:
    picture = card.view.grab().toImage()
    return {picture.pixelColor(at, y).name().upper() for at in range(*x)}


def test_stairs_keep_their_value_until_the_next_one(card: ChartCard) -> None:
    made = cost(Form.STEPS)
    card.show_chart(replace(made, series=made.series[:1]))
    places = [middle_of(card, at) for at in range(3)]
    for before, after in pairwise(places):
        assert along(card, before.y(), (before.x() + 8, after.x() - 8)) == {tokens().chart1}
    assert along(card, places[2].y(), (places[2].x() + 8, places[2].x() + 40)) == {tokens().chart1}


def test_a_line_does_not_lead_over_what_is_not_known(card: ChartCard) -> None:
    for values, bridged in (((50_00,) * 6, True), ((50_00, 50_00, None, None, 50_00, 50_00), False)):
        series = (Series("new", "New", values),)
        card.show_chart(Chart("Bonuses", Form.LINES, UNIT, (*MONTHS, *MONTHS), series, ""))
        second, y = middle_of(card, 1).x(), middle_of(card, 1).y()
        assert (tokens().chart1 in along(card, y, (second + 20, second + 60))) is bridged


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_painted_in_the_colours_of_its_series(card: ChartCard, form: Form) -> None:
    card.show_chart(cost(form))
    assert {tokens().chart1, tokens().chart2} <= colours_of(card)


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
        "Bonuses by month\tNew scheme, UAH\tAs now, UAH",
        "Jan 2026\t100.00\t90.00",
        "Feb 2026\t150.00\t80.00",
        "Mar 2026\t120.00\t70.00",
    ]


def test_the_picture_is_copied_saved_and_printed(card: ChartCard, tmp_path: Path) -> None:
    card.takeaway.copy_picture()
    assert QGuiApplication.clipboard().pixmap().width() == 2 * (card.view.width() + 2 * 16)
    card.takeaway.save_picture()
    dialog = card.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "Bonuses by month.png"
    dialog.fileSelected.emit(str(tmp_path / "cost.png"))
    dialog.close()
    assert (tmp_path / "cost.png").read_bytes().startswith(b"\x89PNG")
    assert card.banner.text == f"The picture is saved: {tmp_path / 'cost.png'}"
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


def test_more_than_four_series_differ_by_colour_or_pattern() -> None:
    assert len({(place % len(ROLES), look(place)) for place in range(8)}) == 8


def test_the_chart_takes_the_number_of_people_it_is_given(card: ChartCard) -> None:
    people = tuple(Category(at, f"Person {at}") for at in range(60))
    card.show_chart(Chart("People", Form.DUMBBELLS, UNIT, people, (Series(0, "Before", tuple(range(60))),), ""))
    assert card.view.minimumHeight() == 12 + 26 + 60 * 30


def test_a_series_may_say_whose_colour_it_has(card: ChartCard) -> None:
    series = (cost().series[0], replace(cost().series[1], place=3))
    card.show_chart(replace(cost(), series=series))
    before = card.places
    click(card.legend.buttons[0])
    assert (before, card.places) == ((0, 3), (3,))
    assert [one.key for one in card.shown.series] == ["now"]


def test_the_way_of_a_dumbbell_may_be_no_change(card: ChartCard) -> None:
    chart = replace(of_people(WORDS, 2), apart="Apart: {change}")
    card.show_chart(chart)
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_Down)
    assert any(line.startswith("Apart: ") for line in card.view.said)
