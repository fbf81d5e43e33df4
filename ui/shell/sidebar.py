"""The navigation rail: dark in both themes; narrow windows leave only its icons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.i18n.words import Words
from ui.kit.icons import ICON_SIZE, NAV, IconLabel, icon
from ui.kit.labels import ToolButton, label
from ui.shell.pages import PageEntry

WIDE = 200
NARROW = 60
_LOGO_PX = 22


class Sidebar(QFrame):
    """A button per page."""

    chosen = Signal(str)
    """The key of a page."""

    def __init__(self, words: Words, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        """Show ``entries``; those at the foot stand there."""
        super().__init__(parent)
        self.setObjectName("Nav")
        self._words = words
        self.buttons: dict[str, QToolButton] = {}
        self._headlines: list[QLabel] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._name = label("Premia", "NavTitle")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(10, 14, 10, 12)
        self._lines.setSpacing(2)
        top = QHBoxLayout()
        top.setContentsMargins(9, 0, 8, 12)
        top.setSpacing(9)
        top.addWidget(IconLabel("hand-coins", _LOGO_PX, "nav_text"))
        top.addWidget(self._name, 1)
        self._lines.addLayout(top)
        for entry in entries:
            if not entry.at_foot:
                self._add(entry)
        self._lines.addStretch(1)
        for entry in entries:
            if entry.at_foot:
                self._add(entry)
        self.setFixedWidth(WIDE)

    def show_page(self, key: str) -> None:
        """Mark the page that is open."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave only the icons, or show the names beside them."""
        if (self.width() == NARROW) == narrow:
            return
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._name.setVisible(not narrow)
        for headline in self._headlines:
            headline.setVisible(not narrow)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self.buttons.values():
            button.setToolButtonStyle(style)
            button.setToolTip(button.accessibleName() if narrow else "")

    def _add(self, entry: PageEntry) -> None:
        if entry.section:
            headline = label(self._words.text(entry.section).upper(), "NavSection")
            self._headlines.append(headline)
            self._lines.addWidget(headline)
        title = self._words.text(entry.title)
        button = ToolButton()
        button.setCheckable(True)
        button.setText(f" {title}")
        button.setAccessibleName(title)
        button.setIcon(icon(entry.icon, NAV))
        button.setIconSize(QSize(ICON_SIZE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(36)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(button, len(self.buttons))
        self.buttons[entry.key] = button
        self._lines.addWidget(button)

    def _clicked(self, at: int) -> None:
        self.chosen.emit(list(self.buttons)[at])
