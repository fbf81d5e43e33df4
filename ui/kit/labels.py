"""Labels and buttons in the few shapes that the window uses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui.kit.icons import ICON_SIZE, icon
from ui.kit.theme import LABEL_PX, text_font

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PushButton(QPushButton):
    """Enter presses it as Space does: outside dialogs Qt leaves that key to nobody, in them to another button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it, or show its menu."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """Enter presses it, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it, or show its menu."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press ``button``, or show its menu, when Enter is the key of ``event``; tells whether it is."""
    if event.key() not in _ENTER:
        return False
    if isinstance(button, QPushButton | QToolButton) and button.menu() is not None:
        button.showMenu()
    elif not event.isAutoRepeat():
        button.click()
    return True


def label(text: str, name: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain-text label; ``name`` is its style (``Title``, ``Section``, ``Hero``)."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if name:
        made.setObjectName(name)
    return made


def muted(text: str, *, wrap: bool = False) -> QLabel:
    """A small secondary label."""
    made = label(text)
    made.setProperty("muted", True)
    made.setFont(text_font(LABEL_PX))
    made.setWordWrap(wrap)
    return made


def field_label(text: str, buddy: QWidget) -> QLabel:
    """The label over an input, which gives the input its name."""
    made = label(text)
    made.setProperty("field", True)
    made.setBuddy(buddy)
    return made


def rule() -> QFrame:
    """A thin line between parts."""
    made = QFrame()
    made.setObjectName("Rule")
    made.setFixedHeight(1)
    return made


def push_button(
    text: str, clicked: Callable[[], object], icon_name: str = "", *, primary: bool = False, link: bool = False
) -> QPushButton:
    """A button; ``clicked`` should be a bound method, so that Qt forgets it together with its object."""
    made = PushButton(f" {text}" if icon_name else text)
    made.setAccessibleName(text)
    if icon_name:
        made.setIcon(icon(icon_name, "accent_text" if primary else "accent" if link else "muted"))
        made.setIconSize(ICON_SIZE)
    made.setProperty("primary", primary)
    made.setProperty("link", link)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(clicked)
    return made


def tool_button(icon_name: str, name: str) -> QToolButton:
    """A small button that is only an icon; ``name`` says what it does, as its tip and to a screen reader."""
    made = ToolButton()
    made.setProperty("tool", True)
    made.setIcon(icon(icon_name))
    made.setIconSize(ICON_SIZE)
    made.setFixedSize(32, 32)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
