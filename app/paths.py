"""Where things lie on this computer: the user's folders, and the data that came with the program."""

from __future__ import annotations

from pathlib import Path

import resources

NAME = "Premia"
SUFFIX = ".premia"
"""How the name of a company file ends."""


def data_folder() -> Path:
    """The user's folder for what the program itself keeps; made when it is missing."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """The user's folder for the program's logs; made when it is missing."""
    from platformdirs import user_log_path

    return user_log_path(NAME, appauthor=False, ensure_exists=True)


def documents_folder() -> Path:
    """Where a new company file is suggested to lie."""
    from platformdirs import user_documents_path

    return user_documents_path()


def resource(*parts: str) -> Path:
    """A file or folder under ``resources``, wherever the program is packed."""
    return Path(resources.__path__[0], *parts)
