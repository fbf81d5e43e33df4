"""The looks at pages can fail: each is shown a small window with a fault of its kind, and the same without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QTabBar, QVBoxLayout, QWidget

from app.i18n.words import Words, mark
from tests.support.looks import clipped, faint, tab_faults, untranslated
from tests.support.pages import unnamed
from ui.kit.cards import Figure, FigureCard
from ui.kit.columns import Column
from ui.kit.labels import push_button
from ui.kit.reading_order import tab_as_read
from ui.kit.rows_model import RowsModel
from ui.kit.rows_view import RowsView
from ui.kit.theme import Theme, ThemeChoice

LONG = "Договір із дуже довгою назвою"


@pytest.fixture
def room(theme: Theme) -> Iterator[QWidget]:
    """A window of 400×300."""
    theme.choose(ThemeChoice.LIGHT)
    made = QWidget()
    made.resize(400, 300)
    yield made
    made.close()
    made.deleteLater()


def put(room: QWidget, *widgets: QWidget) -> None:
    """Stack widgets and show them."""
    lines = QVBoxLayout(room)
    for widget in widgets:
        lines.addWidget(widget)
    lines.addStretch()
    room.show()
    QApplication.processEvents()


def nothing() -> None:
    """A deed."""


def test_a_clipped_label_button_tab_choice_line_and_head_are_seen(room: QWidget) -> None:
    tabs, box, line = QTabBar(), QComboBox(), QLineEdit()
    tabs.addTab(LONG)
    box.addItem(LONG)
    line.setPlaceholderText(LONG)
    model = RowsModel((Column("long", mark("Filters that stand"), str),), Words.of("en"))
    table = RowsView(model, str)
    widgets = (QLabel(LONG), push_button(LONG, nothing), tabs, box, line, table, FigureCard(Figure(LONG, "1")))
    put(room, *widgets)
    room.resize(900, 700)
    QApplication.processEvents()
    assert clipped(room) == []
    for widget in widgets:
        widget.setMinimumWidth(0)
        widget.setMaximumWidth(90)
    QApplication.processEvents()
    table.setColumnWidth(0, 60)
    QApplication.processEvents()
    found = clipped(room)
    for kind in ("QLabel", "PushButton", "QTabBar", "QComboBox", "QLineEdit", "RowsHead"):
        assert [line for line in found if line.endswith(f"({kind})")], kind
    assert [line for line in found if line.endswith("(FittedLine)")], "a tip is no excuse for a key figure"


def test_a_wrapped_text_that_is_too_low_is_seen(room: QWidget) -> None:
    label = QLabel(" ".join([LONG] * 6))
    label.setWordWrap(True)
    put(room, label)
    assert clipped(room) == []
    label.setFixedHeight(20)
    QApplication.processEvents()
    assert len(clipped(room)) == 1


def test_an_elided_text_with_the_whole_in_its_tip_is_right(room: QWidget) -> None:
    label = QLabel(LONG)
    label.setMaximumWidth(60)
    put(room, label)
    assert len(clipped(room)) == 1
    label.setToolTip(LONG)
    assert clipped(room) == []


def test_an_unnamed_input_is_seen(room: QWidget) -> None:
    line = QLineEdit()
    put(room, line)
    assert len(unnamed(room)) == 1
    line.setAccessibleName("Ім'я")
    assert unnamed(room) == []


def test_a_text_nobody_translated_is_seen_and_data_is_not(room: QWidget) -> None:
    button = push_button("Save", nothing)
    put(room, button, QLabel("Acme Logistics · Рахунок"))
    assert untranslated(room, ["Acme Logistics Ltd"], []) == ["Save in 'Save' (PushButton)"]
    button.setText("Зберегти")
    assert untranslated(room, ["Acme"], []) == [
        "Logistics in 'Acme Logistics · Рахунок' (QLabel)",
        "Save in 'Save' (PushButton)",  # as it is read out
    ]


def test_tab_that_goes_back_up_or_leaves_out_is_seen(room: QWidget) -> None:
    first, second, third = (push_button(str(at), nothing) for at in range(3))
    put(room, first, second, third)
    assert tab_faults(room) == []
    QWidget.setTabOrder(third, second)
    assert tab_faults(room) == ["Tab goes back from PushButton '2' to PushButton '1'"]
    tab_as_read(room)
    assert tab_faults(room) == []
    second.setFocusPolicy(third.focusPolicy().NoFocus)
    assert tab_faults(room) == ["Tab never reaches PushButton '1'"]


def test_a_faint_text_is_seen(room: QWidget) -> None:
    label = QLabel(LONG)
    put(room, label)
    assert faint(room) == []
    palette = QPalette(label.palette())
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#9AA6B6"))
    label.setPalette(palette)
    found = faint(room)
    assert len(found) == 1
    assert "stands out by 2" in found[0]


def test_a_key_figure_that_only_its_tip_tells_whole_is_clipped_and_a_second_line_mends_it(room: QWidget) -> None:
    card = FigureCard(Figure("Cost", "5 %", "of margin 5.7 %, limit 30 %"))
    put(room, card)
    card.setFixedWidth(140)
    QApplication.processEvents()
    assert any("limit 30 %" in line for line in clipped(room))
    card.note.take_lines(2)
    assert clipped(room) == []
