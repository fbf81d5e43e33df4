"""The start, to the first picture: our window with its first page of data against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.sample.build import build_sample
from tests.benchmarks.measure import Contest

ROOT = Path(__file__).parents[2]

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Hello"))
window.resize(1280, 800)
window.show()
application.processEvents()
window.grab()
os._exit(0)
"""

OURS = """
import os
import sys
from pathlib import Path
from ui.main import arguments, hurry, open_window
hurry()
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.bootstrap import Office
from app.journal.clock import SystemClock
from ui.shell.desktop import Desktop
clock, folder = SystemClock(), Path(sys.argv[2])
desktop = Desktop(clock, lambda path: Office.open(path, clock), folder / "window.json", folder / "sample.premia")
window = open_window(application, desktop, arguments([sys.argv[1], "--language", "en", "--theme", "light"]))
while not (window.workspace and window.workspace.page.home):
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
window.grab()
os._exit(0)
"""


def contest(folder: Path) -> Contest:
    """First paint with Home's data against an empty window."""
    company = folder / "start.premia"
    build_sample(company, "en")

    def process(code: str, *arguments: object) -> Callable[[], None]:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program keeps its compiled modules

        def run() -> None:
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

        return run

    return Contest(
        "start",
        "the window on the sample firm, first page painted with its data",
        "a bare PySide6 window, shown and painted",
        process(OURS, company, folder),
        process(BARE),
        aim=2.2,
        pairs=10,
    )
