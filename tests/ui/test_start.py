"""The start: little is imported before the first page is on screen, and the entry takes its few arguments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TESTS
from ui.main import arguments

HEAVY = (
    "python_calamine",
    "xlsxwriter",
    "sqlite_utils",
    "argon2",
    "reportlab",
    "babel",
    "importlib.metadata",
    "uuid",
    "ui.payroll",
    "ui.shell.welcome",
    "ui.shell.palette",
    "ui.shell.help.topics",
    "ui.shell.help.window",
    "ui.kit.record_page",
    "ui.kit.rows_view",
    "ui.kit.delegates",
    "ui.kit.detail",
    "app.overview.model",
    "app.overview.tables",
    "app.payroll.report",
)

FIRST_PAGE = """
import sys
from pathlib import Path
from ui.main import arguments, hurry, open_window
hurry()
import linecache
before = set(linecache.cache)
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.bootstrap import Office
from tests.support.clock import FrozenClock
from ui.shell.desktop import Desktop
folder = Path(sys.argv[2])
clock = FrozenClock()
desktop = Desktop(clock, lambda path: Office.open(path, clock), folder / "window.json", folder / "sample.premia")
window = open_window(application, desktop, arguments([sys.argv[1], "--language", "en", "--theme", "light"]))
window._warm = lambda: None  # what is imported after the first page does not count
for _ in range(1000):
    application.processEvents()
    if window.workspace and window.workspace.page.home:
        break
    __import__("time").sleep(0.01)
window.grab()
print(len(window.workspace.page.figures.figures), len(set(linecache.cache) - before), *sorted(sys.modules))
window.close()
"""


def test_little_is_loaded_when_the_first_page_is_on_screen(company: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, company, tmp_path],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures, sources_read, *loaded = done.stdout.split()
    assert (figures, sources_read) == ("3", "0")
    assert [name for name in HEAVY if name in loaded] == []


def test_the_window_takes_a_file_the_sample_a_language_and_a_theme() -> None:
    asked = arguments(["firm.premia", "--language", "uk", "--theme", "dark"])
    assert (asked.file, asked.sample, asked.language, asked.theme) == (Path("firm.premia"), False, "uk", "dark")
    assert arguments(["--sample"]).sample
    with pytest.raises(SystemExit):
        arguments(["--theme", "pink"])
