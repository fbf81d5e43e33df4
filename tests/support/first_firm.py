"""The small firm of ``resources/templates/first-firm`` as files beside a test."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

ROOT = Path(__file__).resolve().parents[2]
FIRST_FIRM = ROOT / "resources" / "templates" / "first-firm"


def copied(folder: Path) -> Path:
    """The files in a folder below ``folder``: to change."""
    return Path(copytree(FIRST_FIRM, folder / "first-firm"))
