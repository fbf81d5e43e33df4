"""LibreOffice without its window: recalculates a workbook, makes a PDF of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

OFFICE = shutil.which("soffice")

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""By default it believes the values that a workbook of Excel's carries: nothing would be recalculated."""


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it after working every formula out anew; ``folder`` keeps its profile."""
    return converted(path, folder, "xlsx:Calc MS Excel 2007 XML")


def all_recalculated(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Many workbooks in one start of LibreOffice, in their order."""
    return _converted(paths, folder, "xlsx:Calc MS Excel 2007 XML")


def converted(path: Path, folder: Path, form: str) -> Path:
    """The workbook in another form (``xlsx:…``, ``pdf``), in a folder of its own."""
    return _converted([path], folder, form)[0]


def _converted(paths: Sequence[Path], folder: Path, form: str) -> list[Path]:
    profile, target = folder / "profile", folder / "made"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    subprocess.run(
        [
            str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", form, "--outdir", str(target), *map(str, paths),
        ],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    ending = form.partition(":")[0]
    return [(target / path.name).with_suffix(f".{ending}") for path in paths]
