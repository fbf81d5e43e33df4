"""Draws every kind of chart, light and dark, in two languages, at 100 % and 200 %, wide and narrow, into a folder.

    python packaging/chart_pictures.py [--into out/charts]

Nothing is needed but the installed program: everything is drawn offscreen, with the charts of ``tests/support``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_SCALE = "QT_SCALE_FACTOR"
WIDTHS = (808, 320)
"""A card on the mock's page, and the narrowest one."""


def draw_all(into: Path) -> None:
    """Every picture at the scale of this process: a page of all charts for each theme, language and width."""
    from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

    from app.i18n.words import Words
    from tests.support.charts import gallery
    from ui.kit.chart import ChartCard
    from ui.kit.theme import Theme, ThemeChoice

    application = QApplication([])
    theme = Theme(application)
    into.mkdir(parents=True, exist_ok=True)
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        theme.choose(choice)
        for language in ("en", "uk"):
            words = Words.of(language)
            for width in WIDTHS:
                page = QWidget()
                lines = QVBoxLayout(page)
                for chart in gallery(words).values():
                    card = ChartCard(words)
                    card.show_chart(chart)
                    card.setFixedWidth(width)
                    lines.addWidget(card)
                page.show()
                application.processEvents()
                path = into / f"{choice}-{language}-{width}.png"
                page.grab().save(str(path))
                print(path)
                page.close()


def main() -> int:
    """Qt takes its scale when it starts: each has a process of its own."""
    parser = argparse.ArgumentParser(description="Draw every kind of chart into a folder of pictures.")
    parser.add_argument("--into", type=Path, default=ROOT / "out" / "charts", metavar="FOLDER")
    asked = parser.parse_args()
    if _SCALE in os.environ:
        draw_all(asked.into)
        return 0
    return max(
        subprocess.call(
            [sys.executable, __file__, "--into", str(asked.into / f"{scale * 100}%")],
            env={**os.environ, _SCALE: str(scale)},
        )
        for scale in (1, 2)
    )


if __name__ == "__main__":
    sys.exit(main())
