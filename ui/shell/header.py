"""The head of the window: the page's title, search, language, theme, and the one primary button of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from app.bootstrap import Office
from app.i18n.words import LANGUAGE_NAMES, Words, mark
from ui.kit.icons import icon
from ui.kit.labels import label, tool_button
from ui.kit.page import Page
from ui.kit.theme import ThemeChoice

_HEIGHT = 60
_THEMES = {
    ThemeChoice.SYSTEM: mark("Theme of the system"),
    ThemeChoice.LIGHT: mark("Light theme"),
    ThemeChoice.DARK: mark("Dark theme"),
}


FILE_DEEDS = (
    ("open", mark("Open a company file…"), "Ctrl+O"),
    ("restore", mark("Restore a copy…"), ""),
    ("lock", mark("Lock the window"), "Ctrl+L"),
    ("close", mark("Close this file"), "Ctrl+W"),
    ("help", mark("Help for this page"), "F1"),
    ("help/keyboard", mark("The keys"), ""),
    ("help/protection", mark("What encryption protects"), ""),
    ("about", mark("About Premia"), ""),
)
"""Of the menu: the wish, its marked title, its keys."""


class Header(QFrame):
    """Shows what the page in front wants in the head."""

    searched = Signal(str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    file_wished = Signal(str)
    """One of ``FILE_DEEDS``, or ``help/`` and a topic."""

    def __init__(self, words: Words, theme: ThemeChoice, parent: QWidget | None = None) -> None:
        """Say everything in ``words``."""
        super().__init__(parent)
        self.setObjectName("Header")
        self.setFixedHeight(_HEIGHT)
        self._words = words
        self.title = label("", "Title")
        self.search = QLineEdit()
        self.search.setObjectName("Search")
        self.search.setAccessibleName(words.text("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(300)
        self.language = QComboBox()
        self.language.setAccessibleName(words.text("Language"))
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(words.language))
        self.language.setFixedWidth(128)
        self.theme = tool_button("moon", words.text("Theme"))
        self.theme.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.theme.setMenu(self._theme_menu(theme))
        self.more = tool_button("ellipsis", words.text("File and help"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._file_menu())
        self.help = tool_button("circle-help", words.text("Help (F1)"))
        self._primary: QPushButton | None = None
        self._showing = False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(20, 0, 20, 0)
        self._line.setSpacing(10)
        self._line.addWidget(self.title)
        self._line.addStretch(1)
        self._line.addWidget(self.search, 2)
        for part in (self.language, self.theme, self.more, self.help):
            self._line.addWidget(part)
        self.search.textChanged.connect(self._typed)
        self.language.activated.connect(self._language_activated)
        self.help.clicked.connect(self._help_clicked)

    def show_page(self, page: Page[Office], search: str) -> None:
        """Take over the title, the search and the primary button of ``page``."""
        self.title.setText(page.title)
        self.search.setVisible(bool(page.search_hint))
        self.search.setPlaceholderText(page.search_hint)
        self._showing = True  # the field itself must hear of the change (its cross comes and goes), the page need not
        self.search.setText(search)
        self._showing = False
        if self._primary is not None:
            self._line.removeWidget(self._primary)
            self._primary.hide()
        self._primary = page.primary
        if self._primary is not None:
            self._line.addWidget(self._primary)
            self._primary.setMinimumWidth(self._primary.sizeHint().width())
            QWidget.setTabOrder(self.help, self._primary)
            self._primary.setVisible(page.primary_wanted)

    def begin_search(self, letters: str = "") -> None:
        """Put the cursor into the search, after ``letters``."""
        if self.search.isHidden():
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if letters:
            self.search.setText(letters)
        else:
            self.search.selectAll()

    def _theme_menu(self, chosen: ThemeChoice) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for choice, title in _THEMES.items():
            action = QAction(self._words.text(title), menu)
            action.setCheckable(True)
            action.setChecked(choice is chosen)
            action.setData(choice.value)
            group.addAction(action)
            menu.addAction(action)
        menu.triggered.connect(self._theme_triggered)
        return menu

    def _file_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, title, shortcut in FILE_DEEDS:
            action = QAction(self._words.text(title), menu)
            action.setData(key)
            action.setShortcut(shortcut)
            menu.addAction(action)
        menu.triggered.connect(self._file_triggered)
        self.addActions(menu.actions())
        return menu

    def _typed(self, text: str) -> None:
        if not self._showing:
            self.searched.emit(text)

    def _language_activated(self, at: int) -> None:
        self.language_chosen.emit(self.language.itemData(at))

    def _theme_triggered(self, action: QAction) -> None:
        self.theme_chosen.emit(action.data())

    def _help_clicked(self) -> None:
        self.file_wished.emit("help")

    def _file_triggered(self, action: QAction) -> None:
        self.file_wished.emit(action.data())
