"""Colours, fonts and the style sheet, light and dark. Painters ask ``tokens()`` as they paint, so a switch is live."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resource

TEXT_PX = 13
LABEL_PX = 12
FIGURE_PX = 20
FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_FACES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold")


class ThemeChoice(StrEnum):
    """What the user may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tokens(NamedTuple):
    """The colours of one theme, as ``#RRGGBB``. No dataclass: that many fields would cost a hundredth of the start."""

    name: str
    bg: str
    surface: str
    surface2: str
    nav: str
    nav_text: str
    nav_muted: str
    nav_active: str
    nav_hover: str
    border: str
    border_strong: str
    border_input: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    selection: str
    focus: str
    good: str
    good_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    info: str
    info_bg: str
    plain: str
    plain_bg: str
    chart1: str
    chart2: str
    chart3: str
    chart4: str

    def color(self, role: str) -> QColor:
        """The colour of a role by its name."""
        return QColor(getattr(self, role))


@cache
def load_tokens(name: str) -> Tokens:
    """The tokens of ``light`` or ``dark``."""
    return Tokens(**json.loads(resource("themes", f"{name}.json").read_text(encoding="utf-8")))


def style_sheet(theme: Tokens) -> str:
    """The sheet of ``premia.qss`` in the colours of ``theme``."""
    folder = resource("themes")
    template = Template((folder / "premia.qss").read_text(encoding="utf-8"))
    return template.substitute(
        theme._asdict(),
        chevron=(folder / f"chevron-{theme.name}.svg").as_posix(),
        tick=(folder / f"tick-{theme.name}.svg").as_posix(),
    )


def palette(theme: Tokens) -> QPalette:
    """The palette of ``theme``, for whatever the sheet does not reach."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.bg,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.surface2,
        role.Text: theme.text,
        role.PlaceholderText: theme.faint,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.ToolTipBase: theme.nav,
        role.ToolTipText: theme.nav_text,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.surface2,
        role.Midlight: theme.border,
        role.Mid: theme.border_strong,
        role.Dark: theme.border_strong,
        role.Shadow: theme.nav,
        role.Accent: theme.accent,
    }
    made = QPalette()
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.faint))
    return made


def load_fonts() -> None:
    """Register the bundled Inter with Qt."""
    folder = resource("fonts")
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(folder / f"{face}.ttf"))


def text_font(pixels: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of texts."""
    font = QFont(FAMILIES[0])
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def figures_font(pixels: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of amounts, dates and numbers: figures of one width, so that columns line up."""
    font = text_font(pixels, weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Theme(QObject):
    """The application's theme: follows the system or is forced; ``changed`` comes after everything was restyled."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        """Load the fonts; ``choose`` applies a theme."""
        super().__init__(application)
        self._application = application
        self.choice = ThemeChoice.SYSTEM
        load_fonts()
        application.setStyle("Fusion")
        application.setFont(text_font())
        # The signal may come a moment after the start: GNOME says Unknown first, which counts as light (QT-NOTES 3).
        application.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, choice: ThemeChoice) -> None:
        """Apply ``choice`` now."""
        self.choice = choice
        hints = self._application.styleHints()
        scheme = {ThemeChoice.LIGHT: Qt.ColorScheme.Light, ThemeChoice.DARK: Qt.ColorScheme.Dark}
        # A hint only: without a platform theme it does nothing, so the palette and the sheet never rely on it.
        hints.setColorScheme(scheme.get(choice, Qt.ColorScheme.Unknown))
        self._apply()

    def _system_changed(self) -> None:
        if self.choice is ThemeChoice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        system_dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self.choice is ThemeChoice.DARK or (self.choice is ThemeChoice.SYSTEM and system_dark)
        chosen = load_tokens("dark" if dark else "light")
        if chosen is _current.tokens and self._application.styleSheet():
            return
        _current.tokens = chosen
        self._application.setPalette(palette(chosen))
        self._application.setStyleSheet(style_sheet(chosen))
        self.changed.emit()


class _Current:
    """The theme on screen; one per process, as the application's style sheet is."""

    def __init__(self, load: Callable[[str], Tokens]) -> None:
        self._load = load
        self._tokens: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        if self._tokens is None:
            self._tokens = self._load("light")
        return self._tokens

    @tokens.setter
    def tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens


_current = _Current(load_tokens)


@contextmanager
def on_paper() -> Generator[None]:
    """Within, painters use the light theme, whatever is on screen: for paper and for pictures in documents."""
    kept, _current.tokens = _current.tokens, load_tokens("light")
    try:
        yield
    finally:
        _current.tokens = kept


def tokens() -> Tokens:
    """The colours of the theme on screen."""
    return _current.tokens
