"""The window's entry: ``premia [FILE] [--sample] [--language uk] [--theme dark]``."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.shell.desktop import Desktop
    from ui.shell.main_window import MainWindow

_COLLECT_AFTER_MS = 2_000


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="premia", description="Keep a consultancy's books and pay its people for them."
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a company file to open")
    parser.add_argument("--sample", action="store_true", help="open the sample firm")
    parser.add_argument("--language", choices=("en", "uk", "ru"), help="the language of the window")
    parser.add_argument("--theme", choices=("system", "light", "dark"), help="the colours of the window")
    return parser.parse_args(given)


def desktop(language: str | None) -> Desktop:
    """The real outside: the computer's clock, the user's folders, real files. A sample is made in ``language``."""
    from app.bootstrap import Office
    from app.journal.clock import SystemClock
    from app.paths import SUFFIX, data_folder
    from ui.runtime.window_state import load_state
    from ui.shell.desktop import Desktop, make_sample
    from ui.shell.language import system_language

    folder, clock = data_folder(), SystemClock()
    state, sample = folder / "window.json", folder / f"sample{SUFFIX}"

    def open_office(path: Path) -> Office:
        if path == sample and not path.exists():
            make_sample(path, language or load_state(state).language or system_language())
        return Office.open(path, clock)

    return Desktop(clock, open_office, state, sample)


def hurry() -> None:
    """Leave out of the start what only costs time: looking for rubbish, and reading the source of every module.

    PySide does the latter after each import, in search of its own name (for ``from __feature__ import …``, which
    nobody here writes): a twentieth of the start. ``open_window`` ends the first.
    """
    gc.disable()
    vars(sys.modules["shibokensupport.feature"])["_mod_uses_pyside"] = lambda _module: False  # it has no switch


def open_window(application: QApplication, outside: Desktop, asked: argparse.Namespace) -> MainWindow:
    """The window as it begins."""
    QTimer.singleShot(_COLLECT_AFTER_MS, application, _collect_again)
    from ui.kit.theme import Theme
    from ui.shell.language import Speaker
    from ui.shell.main_window import MainWindow

    window = MainWindow(outside, Theme(application), Speaker(application))
    window.begin(asked.language, asked.theme, outside.sample_path if asked.sample else asked.file)
    return window


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def main(given: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed."""
    hurry()
    asked = arguments(given)
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Premia")
    from app.paths import log_folder
    from ui.runtime.crash import CrashDesk
    from ui.shell.about import program_version

    outside = desktop(asked.language)
    crashes = CrashDesk(log_folder() / "premia.log", program_version, outside.clock)
    restore = crashes.install()
    window = open_window(application, outside, asked)
    crashes.crashed.connect(window.show_crash)
    try:
        return application.exec()
    finally:
        restore()


if __name__ == "__main__":
    sys.exit(main())
