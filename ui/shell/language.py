"""The language of Qt's own texts (file dialogs, buttons, menus of inputs) follows the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.i18n.words import LANGUAGES, Words

_LOCALES = {"en": "en_GB", "uk": "uk_UA", "ru": "ru_RU"}


def system_language() -> str:
    """The first of our languages that the system prefers; English otherwise."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


class Speaker:
    """Keeps Qt's translator of the language that is spoken."""

    def __init__(self, application: QApplication) -> None:
        """Nothing is spoken until ``speak``."""
        self._application = application
        self._translator: QTranslator | None = None

    def speak(self, language: str) -> Words:
        """Switch Qt over; give the words of the language."""
        words = Words.of(language)
        QLocale.setDefault(QLocale(_LOCALES[words.language]))
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = QTranslator(self._application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{words.language}", folder):
            self._application.installTranslator(self._translator)
        return words
