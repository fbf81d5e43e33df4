"""How a bug of the program is shown: as one, with where it was written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n.words import Words
from ui.kit.dialog import Message, MessageDialog

if TYPE_CHECKING:
    from ui.runtime.crash import CrashReport


def bug_dialog(report: CrashReport, words: Words, parent: QWidget) -> MessageDialog:
    """What happened, that it is no fault of the reader's, and what to do; the technical part is folded."""
    written = (
        words.text("It was written to {path}. Please send that file to whoever looks after Premia.").format(
            path=report.log_path
        )
        if report.log_path
        else words.text("It could not be written to a log file; please copy the details.")
    )
    text = words.text("This is a mistake in the program, not yours. What was saved before is safe.")
    message = Message(
        words.text("Something went wrong in Premia"),
        f"{text} {written}",
        f"{report.summary}\n\n{report.details}",
        icon="triangle-alert",
        tone="bad",
    )
    return MessageDialog(message, words, parent)
