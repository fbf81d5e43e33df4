"""Driver of the page of schemes, by the user's verbs: pick, read, compare, check, read a file."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLabel, QWidget

from tests.support.form_pages import plain
from tests.support.pages import Desk, agree_to, click, wait_until
from ui.motivation.cards import Card, RuleCard
from ui.motivation.check_dialog import CheckDialog
from ui.motivation.comparison import ComparisonView
from ui.motivation.page import SchemesPage
from ui.motivation.rules.scheme_editor import SchemeEditor
from ui.motivation.scheme_files import FindingsDialog
from ui.motivation.wizard.page import WizardPage


class SchemesScreen:
    """The page, its list at the left and what is read at the right."""

    def __init__(self, page: SchemesPage, desk: Desk) -> None:
        self.page = page
        self.desk = desk

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Name, state and note of the list; of a headline only the name."""
        return [(row.title, row.chip, row.note) for row in self.page.list.rows]

    @property
    def title(self) -> str:
        """Of what is read."""
        return self.page.reading.head.title.text()

    @property
    def state(self) -> str:
        """The chip under the title."""
        return self.page.reading.head.chip.text()

    @property
    def versions(self) -> list[str]:
        """What the picker of versions offers."""
        box = self.page.reading.head.versions
        return [box.itemText(at) for at in range(box.count())]

    @property
    def others(self) -> list[str]:
        """What it can be compared with."""
        box = self.page.reading.head.others
        return [box.itemText(at) for at in range(box.count())]

    @property
    def rules(self) -> list[str]:
        """The rules in words."""
        return [plain(" ".join(card.sentences)) for card in self._cards() if isinstance(card, RuleCard)]

    @property
    def comparison(self) -> ComparisonView:
        """Both versions side by side."""
        [view] = self._body().findChildren(ComparisonView)
        return view

    @property
    def compared(self) -> list[str]:
        """Every text of the comparison, from top to bottom."""
        return self._texts(self.comparison)

    @property
    def wizard(self) -> WizardPage:
        """The wizard, which lies over the page."""
        wait_until(lambda: isinstance(self.page.over, WizardPage) and self.page.over.desk is not None)
        assert isinstance(self.page.over, WizardPage)
        return self.page.over

    @property
    def editor(self) -> SchemeEditor:
        """The rule editor, which lies over the page."""
        wait_until(lambda: isinstance(self.page.over, SchemeEditor) and self.page.over.desk is not None)
        assert isinstance(self.page.over, SchemeEditor)
        return self.page.over

    @property
    def empty(self) -> bool:
        """Whether it is said that there is no scheme yet."""
        return self.page.empty.isVisible()

    def card(self, title: str) -> list[str]:
        """The texts of the card of that headline."""
        return next(texts[1:] for card in self._cards() if (texts := self._texts(card)) and texts[0] == title)

    def pick(self, name: str) -> None:
        """Click a scheme or a draft in the list."""
        view = self.page.list
        at = [row.title for row in view.rows].index(name)
        place: QPoint = view.visualRect(view.model().index(at, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def press(self, key: Qt.Key) -> None:
        """Press a key in the list."""
        QTest.keyClick(self.page.list, key)

    def read_version(self, begins: str) -> None:
        """Choose another version."""
        self._choose(self.page.reading.head.versions, begins)

    def compare(self) -> None:
        """Click «Compare…»."""
        click(self.page.reading.head.compare)

    def compare_with(self, begins: str) -> None:
        """Choose what it is compared with."""
        self._choose(self.page.reading.head.others, begins)

    def begin_draft(self) -> None:
        """Begin another version of the scheme in front, and leave the wizard at once."""
        click(self.page.reading.head.change)
        self.wizard.leave()

    def check(self) -> CheckDialog:
        """Click «Check…» and wait for what was found."""
        click(self.page.reading.head.check)
        dialog = self.desk.dialog(CheckDialog)
        wait_until(dialog.waiting.isHidden)
        return dialog

    def choose_file(self, path: str) -> None:
        """Take a file in the desktop's dialog that is open."""
        dialog = self.desk.dialog(QFileDialog)
        dialog.fileSelected.emit(path)
        dialog.reject()
        QApplication.processEvents()

    def agree(self) -> None:
        """Click the deed of the question that is open."""
        agree_to(self.desk.dialog(QDialog))

    @property
    def findings(self) -> list[str]:
        """What is said to be wrong with a file."""
        return [plain(line) for line in self.desk.dialog(FindingsDialog).lines]

    def _choose(self, box: QComboBox, begins: str) -> None:
        at = next(at for at in range(box.count()) if box.itemText(at).startswith(begins))
        box.setCurrentIndex(at)
        box.activated.emit(at)

    def _body(self) -> QWidget:
        body = self.page.reading.body.widget()
        assert body is not None
        return body

    def _cards(self) -> list[Card]:
        return self._body().findChildren(Card)

    @staticmethod
    def _texts(root: QWidget) -> list[str]:
        return [plain(label.text()) for label in root.findChildren(QLabel) if label.text()]


def schemes(desk: Desk) -> SchemesScreen:
    """Click schemes on the rail."""
    click(desk.workspace.sidebar.buttons["schemes"])
    QApplication.processEvents()
    page = desk.page
    assert isinstance(page, SchemesPage)
    return SchemesScreen(page, desk)
