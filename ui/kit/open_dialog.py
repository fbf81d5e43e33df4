"""Asking which file is meant: where the last one was chosen, at first among the user's documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.kit.save_dialog import begin_in_last_folder, taken


def ask_which(parent: QWidget, title: str, kind: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Show the desktop's dialog for a file that is there.

    ``kind``: what such files are called (``Scheme files (*.toml)``). ``chosen`` should be a bound method of ``parent``,
    so that Qt forgets it with it.
    """
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kind)
    begin_in_last_folder(dialog, parent)
    dialog.fileSelected.connect(taken(parent, chosen))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
