"""What the program is, its version, and whose work it stands on."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from app.i18n.words import Words
from ui.kit.dialog import Message, MessageDialog


def program_version() -> str:
    """The version that is installed. Looked up when asked for: it is slow."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("premia")
    except PackageNotFoundError:
        return "0"


def about_dialog(words: Words, parent: QWidget) -> MessageDialog:
    """The dialog, ready to be opened."""
    text = words.text(
        "Version {version}. Keeps the orders of a consultancy and pays its people for what they brought, "
        "to the cent, with the reason for every line."
    ).format(version=program_version())
    details = "\n".join((
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "Qt for Python (LGPL-3.0), SQLite, sqlite-utils (Apache-2.0), python-calamine (MIT), XlsxWriter (BSD-2-Clause)",
        "Inter by The Inter Project Authors (SIL Open Font License 1.1)",
        "Lucide icons (ISC)",
    ))
    return MessageDialog(Message("Premia", text, details, icon="hand-coins", tone="accent"), words, parent)
