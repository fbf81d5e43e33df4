"""Grabs every page of the window, light and dark, in every language, into a folder of pictures.

    python packaging/screens.py [FILE] [--into out/screens] [--languages en uk ru] [--themes light dark]

Without FILE the sample firm is made. The window is drawn offscreen; nothing is needed but the installed program.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.shell.main_window import MainWindow

DAY = date(2026, 11, 20)
"""The day of the pictures: inside the sample's last month."""
WIDE, NARROW = (1280, 800), (1024, 700)


class StillClock:
    """A clock that stands at noon of ``DAY``, so that the same file always gives the same pictures."""

    def now(self) -> datetime:
        """Noon."""
        return datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)

    def today(self) -> date:
        """The day."""
        return DAY


def open_window(application: QApplication, file: Path, folder: Path) -> MainWindow:
    """The window over ``file``; everything is done at once, on this thread."""
    from app.bootstrap import Office
    from ui.kit.theme import Theme
    from ui.runtime.lanes import Lanes
    from ui.shell.desktop import Desktop
    from ui.shell.language import Speaker
    from ui.shell.main_window import MainWindow

    clock = StillClock()

    def open_office(path: Path) -> Office:
        return Office.open(path, clock)

    desktop = Desktop(clock, open_office, folder / "window.json", folder / "sample.premia", Lanes.synchronous)
    theme = application.findChild(Theme) or Theme(application)
    window = MainWindow(desktop, theme, Speaker(application))
    window.begin("en", "light")
    window.open_file(file)
    return window


def grab(window: MainWindow, into: Path, name: str) -> Path:
    """One picture of the window as it stands."""
    from PySide6.QtWidgets import QApplication

    for _ in range(3):
        QApplication.processEvents()
    path = into / f"{name}.png"
    window.grab().save(str(path))
    return path


def open_parts(window: MainWindow) -> Iterator[str]:
    """Open each part of the page in front, if it has parts; else the page itself, under no name."""
    from ui.kit.parts_page import PartsPage

    page = window.workspace.page if window.workspace else None
    if window.workspace is None or not isinstance(page, PartsPage):
        yield ""
        return
    for part in page.parts:
        page.open_part(part.key)
        yield f"{window.workspace.page_key}-{part.key}"


def screens(window: MainWindow, into: Path, languages: Sequence[str], themes: Sequence[str]) -> Iterator[Path]:
    """Every page in every language and theme, wide and (the first language and theme) narrow; then the first screen."""
    into.mkdir(parents=True, exist_ok=True)
    for language in languages:
        window.speak(language)
        for theme in themes:
            window.choose_theme(theme)
            sizes = (WIDE, NARROW) if (language, theme) == (languages[0], themes[0]) else (WIDE,)
            for size in sizes:
                window.resize(*size)
                for key in window.workspace.page_keys if window.workspace else ():
                    window.open_page(key)
                    suffix = "" if size == WIDE else "-narrow"
                    for part in open_parts(window):
                        yield grab(window, into, f"{part or key}-{theme}-{language}{suffix}")
    window.close_file()
    for language in languages:
        window.speak(language)
        for theme in themes:
            window.choose_theme(theme)
            yield grab(window, into, f"welcome-{theme}-{language}")


def main() -> int:
    """Grab and name every picture."""
    parser = argparse.ArgumentParser(description="Grab every page of the window into a folder of pictures.")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a company file (the sample firm when left out)"
    )
    parser.add_argument("--into", type=Path, default=ROOT / "out" / "screens", metavar="FOLDER")
    parser.add_argument("--languages", nargs="+", default=["en", "uk", "ru"], choices=("en", "uk", "ru"))
    parser.add_argument("--themes", nargs="+", default=["light", "dark"], choices=("light", "dark"))
    asked = parser.parse_args()
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    with tempfile.TemporaryDirectory(prefix="premia-screens-") as folder:
        file = asked.file
        if file is None:
            from app.sample.build import build_sample

            file = Path(folder) / "sample.premia"
            build_sample(file)
        window = open_window(application, file, Path(folder))
        if window.workspace is None:
            print(window.welcome.banner.text if window.welcome else "", file=sys.stderr)
            return 1
        for path in screens(window, asked.into, asked.languages, asked.themes):
            print(path)
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
