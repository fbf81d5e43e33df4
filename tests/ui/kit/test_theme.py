"""The colours hold the contrasts that people need, and a switch is live."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QListView

from tests.conftest import TESTS
from ui.kit.icons import icon, picture
from ui.kit.theme import Theme, ThemeChoice, Tokens, load_tokens, style_sheet, tokens

RESOURCES = TESTS.parent / "resources"
READABLE, VISIBLE = 4.5, 3.0
TEXTS = (
    ("text", "surface"),
    ("text", "bg"),
    ("text", "selection"),
    ("muted", "surface"),
    ("muted", "bg"),
    ("faint", "surface"),
    ("accent", "surface"),
    ("accent_text", "accent"),
    ("nav_text", "nav"),
    ("nav_muted", "nav"),
    ("nav_text", "nav_active"),
    *((tone, f"{tone}_bg") for tone in ("good", "warn", "bad", "info", "plain")),
    *((tone, "surface") for tone in ("good", "warn", "bad")),
)


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_texts_can_be_read_and_inputs_be_seen(name: str) -> None:
    theme = load_tokens(name)
    poor = {
        f"{front} on {back}": round(contrast(getattr(theme, front), getattr(theme, back)), 2)
        for front, back in TEXTS
        if contrast(getattr(theme, front), getattr(theme, back)) < READABLE
    }
    assert poor == {}
    assert contrast(theme.border_input, theme.surface) >= VISIBLE
    assert contrast(theme.focus, theme.surface) >= VISIBLE


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_sheet_has_every_colour_and_picture(name: str) -> None:
    sheet = style_sheet(load_tokens(name))
    assert "${" not in sheet
    for part in sheet.split("url(")[1:]:
        assert Path(part.split(")")[0]).is_file()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_pictures_of_the_sheet_are_in_the_colours_of_their_theme(name: str) -> None:
    theme = load_tokens(name)
    assert theme.muted in (RESOURCES / "themes" / f"chevron-{name}.svg").read_text()
    assert theme.accent_text in (RESOURCES / "themes" / f"tick-{name}.svg").read_text()


def test_the_theme_is_forced_or_follows_the_system(theme: Theme, qapp: QApplication) -> None:
    seen: list[str] = []
    theme.choose(ThemeChoice.LIGHT)
    theme.changed.connect(lambda: seen.append(tokens().name))
    theme.choose(ThemeChoice.DARK)
    assert tokens() is load_tokens("dark")
    assert qapp.palette().window().color() == QColor(tokens().bg)
    theme.choose(ThemeChoice.SYSTEM)  # no platform theme here: the system says nothing, which counts as light
    assert tokens().name == "light"
    assert seen == ["dark", "light"]


def test_inter_comes_with_the_program(theme: Theme, qapp: QApplication) -> None:
    assert theme.choice in ThemeChoice
    assert "Inter" in QFontDatabase.families()
    assert qapp.font().family() == "Inter"
    assert (RESOURCES / "fonts" / "OFL.txt").is_file()
    assert (RESOURCES / "icons" / "LICENSE.txt").is_file()


def test_an_icon_takes_the_colour_of_the_theme_on_screen(theme: Theme) -> None:
    made = icon("check", "text")

    def darkest() -> int:
        shot = made.pixmap(32, 32).toImage()
        drawn = [shot.pixelColor(x, y) for x in range(32) for y in range(32)]
        return min(colour.lightness() for colour in drawn if colour.alpha() == 255)

    theme.choose(ThemeChoice.DARK)
    in_dark = darkest()
    theme.choose(ThemeChoice.LIGHT)
    assert darkest() < 100 < in_dark
    assert picture("check", 20, ratio=2.0).width() == 40
    assert not made.pixmap(16, 16, QIcon.Mode.Disabled).isNull()


def test_every_icon_that_the_window_names_is_there() -> None:
    there = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
    from ui.shell.pages import ENTRIES

    assert {entry.icon for entry in ENTRIES if entry.build} <= there
    assert {"bg", "surface", "text"} <= set(Tokens._fields)


@pytest.mark.parametrize("name", list(ThemeChoice)[1:])
def test_a_list_that_drops_down_by_itself_has_a_ground(theme: Theme, name: ThemeChoice) -> None:
    theme.choose(name)
    dropped = QListView()  # as what completes a name in the dialog that opens a file: no widget behind it
    dropped.setWindowFlags(Qt.WindowType.Popup)
    ground = dropped.grab().toImage().pixelColor(dropped.rect().center())
    assert ground == tokens().color("surface")
