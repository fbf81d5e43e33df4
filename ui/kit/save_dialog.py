"""Asking where a new file shall stand: beside the one before it, at first among the user's documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.paths import documents_folder

_FOLDER = "folder_of_the_last_file"
"""A property of the window."""


def ask_where(
    parent: QWidget, title: str, name: str, kinds: Mapping[str, str], chosen: Callable[[Path], object]
) -> QFileDialog:
    """Show the desktop's dialog with ``name`` suggested.

    ``kinds``: by its ending without the dot, what a kind of file is called (``Tables (*.csv)``); the first is usual.
    ``chosen`` should be a bound method of ``parent``, so that Qt forgets it with it.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds.values()))
    by_name = {called: ending for ending, called in kinds.items()}
    dialog.setDefaultSuffix(next(iter(kinds)))
    dialog.filterSelected.connect(lambda called: dialog.setDefaultSuffix(by_name[called]))
    begin_in_last_folder(dialog, parent)
    dialog.selectFile(name)
    dialog.fileSelected.connect(taken(parent, chosen))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def begin_in_last_folder(dialog: QFileDialog, parent: QWidget) -> None:
    """Show the folder in which a file was chosen last in this window."""
    dialog.setDirectory(parent.window().property(_FOLDER) or str(documents_folder()))


def taken(parent: QWidget, chosen: Callable[[Path], object]) -> Callable[[str], None]:
    """Who is told the path that was taken: the window remembers its folder."""
    return partial(_chosen, parent.window(), chosen)


def _chosen(window: QWidget, then: Callable[[Path], object], path: str) -> None:
    window.setProperty(_FOLDER, str(Path(path).parent))
    then(Path(path))
