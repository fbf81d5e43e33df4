"""Where things lie on this computer: the user's folders, and the data that came with the program."""

from __future__ import annotations

from pathlib import Path

import resources
from app.kernel.errors import FileProblem, MissingFile, NotText

NAME = "Premia"
SUFFIX = ".premia"
"""How the name of a company file ends."""
_LONGEST_NAME = 80


def data_folder() -> Path:
    """The user's folder for what the program itself keeps; made when it is missing."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """The user's folder for the program's logs; made when it is missing."""
    from platformdirs import user_log_path

    return user_log_path(NAME, appauthor=False, ensure_exists=True)


def documents_folder() -> Path:
    """Where a new company file is suggested to lie; the user's own folder where there is none for documents."""
    from platformdirs import user_documents_path

    folder = user_documents_path()
    return folder if folder.is_dir() else Path.home()


def file_name(name: str, ending: str) -> str:
    """``name`` as every system takes it for a file: a contract's «17/2026» becomes «17-2026»."""
    safe = "".join("-" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in name)
    return f"{safe.strip(' .')[:_LONGEST_NAME].strip(' .') or NAME}.{ending}"


def written_text(path: Path) -> str:
    """The text of a file that somebody wrote, with or without a byte order mark.

    Raises MissingFile; NotText when it is no UTF-8; FileProblem when it cannot be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise MissingFile(path=str(path)) from error
    except UnicodeDecodeError as error:
        raise NotText(path=str(path)) from error
    except OSError as error:
        raise FileProblem(path=str(path)) from error


def resource(*parts: str) -> Path:
    """A file or folder under ``resources``, wherever the program is packed."""
    return Path(resources.__path__[0], *parts)
