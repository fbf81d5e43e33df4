"""A file or a folder as the desktop shows it: by whatever program it belongs to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_file(path: Path) -> None:
    """Open it there."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
