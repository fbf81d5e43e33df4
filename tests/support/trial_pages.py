"""A driver of step 8: schemes tried on history, by the user's verbs; and what it stands on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from tests.support.clock import FrozenClock
from tests.support.pages import wait_until
from ui.kit.chart import ChartCard
from ui.motivation.trial.behind_dialog import BehindDialog
from ui.motivation.trial.bench import Mark, Picture
from ui.motivation.trial.charts import View
from ui.motivation.trial.rate_slider import RateSlider
from ui.motivation.trial.view import TrialView
from ui.runtime.change_bus import ChangeBus
from ui.runtime.context import UiContext
from ui.runtime.intents import Navigator
from ui.runtime.lanes import Lanes


def trial_context(path: Path, actor: Actor, language: str = "en", *, threads: bool = False) -> UiContext[Office]:
    """What a page over the file is given; its lanes are to be closed."""
    clock, changes = FrozenClock(), ChangeBus()
    make = Lanes.threads if threads else Lanes.synchronous
    lanes: Lanes[Office] = make(lambda: Office.open(path, clock), changes)
    seat: Any = None
    return UiContext(lanes, changes, Navigator(), Words.of(language), actor, clock, "UAH", seat)


class TrialDriver:
    """The view as somebody works with it."""

    def __init__(self, view: TrialView) -> None:
        self.view = view
        view.resize(1000, 700)
        view.show()
        self.wait()

    def wait(self) -> None:
        """Until everything that was asked for is on screen."""
        wait_until(lambda: not self.view.busy)

    @property
    def picture(self) -> Picture:
        """What is shown."""
        assert self.view.picture is not None
        return self.view.picture

    @property
    def figures(self) -> dict[str, tuple[str, str]]:
        """The key figures: value and note by title."""
        return {one.title: (one.value, one.note) for one in self.view.figures.figures}

    @property
    def names(self) -> list[str]:
        """The schemes side by side."""
        return [button.accessibleName() for button in self.view.lineup.buttons]

    def card(self, view: View) -> ChartCard:
        """A picture."""
        return self.view.stack.cards[view]

    def offered(self) -> list[str]:
        """What the menu of schemes has."""
        return [action.text() for action in self._actions()]

    def add(self, name: str) -> None:
        """Choose a scheme from the menu."""
        action = next((one for one in self._actions() if one.text() == name), None)
        assert action is not None, f"{name} is not offered"
        action.trigger()
        self.wait()

    def _actions(self) -> list[QAction]:
        found: list[QAction] = []
        for action in self.view.lineup.menu.actions():
            inside: object = action.menu()
            found += inside.actions() if isinstance(inside, QMenu) else [action]
        return found

    def remove(self) -> None:
        """Take the scheme that is looked at out."""
        self.view.lineup.remove.click()
        self.wait()

    def look_at(self, name: str) -> None:
        """Click a scheme."""
        self.view.lineup.buttons[self.names.index(name)].click()
        self.wait()

    def look_back(self, months: int) -> None:
        """Choose how many months."""
        box = self.view.lineup.months
        at = box.findData(months)
        box.setCurrentIndex(at)
        box.activated.emit(at)
        self.wait()

    def slider(self, rule: str, at: int = 0) -> RateSlider:
        """The slider of a rule's number."""
        return next(
            slider for (mark, place), slider in self.view.panel.sliders.items() if mark.rule_key == rule and place == at
        )

    def mark(self, rule: str) -> Mark:
        """What the sliders of a rule move."""
        return next(mark for mark, _at in self.view.panel.sliders if mark.rule_key == rule)

    def slide(self, rule: str, steps: int, at: int = 0) -> None:
        """Move a slider by its keys."""
        slider = self.slider(rule, at).slider
        key = Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left
        for _ in range(abs(steps)):
            QTest.keyClick(slider, key)
        self.wait()

    def type_rate(self, rule: str, text: str, at: int = 0) -> None:
        """Type a rate, and leave the field by Enter."""
        field = self.slider(rule, at).field
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.wait()

    def click_number(self, view: View, series: object, category: object) -> BehindDialog:
        """Click a bar or a point; gives what opens."""
        card = self.card(view)
        assert card.chart is not None
        self.view.area.ensureWidgetVisible(card)
        layout = card.view.laid_out()
        assert layout is not None
        chart = card.chart
        box = next(
            one.box
            for one in layout.items
            if (chart.series[one.series].key, chart.categories[one.category].key) == (series, category)
        )
        where = QPoint(box.x + box.width // 2, box.y + box.height // 2)
        QTest.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=where)
        self.wait()
        return self.dialog()

    def dialog(self) -> BehindDialog:
        """The accruals that are open."""
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, BehindDialog) and one.isVisible()]
        assert len(found) == 1
        return found[0]
