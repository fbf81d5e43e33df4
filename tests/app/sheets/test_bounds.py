"""Every file of real and hostile books, and bombs of our own: rows or a clear sentence within 10 s and 512 MiB."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sheets.sheet import LIMITS
from tests.support.real_books import FOLDER
from tests.support.workbooks import ods_cell, ods_row, write_ods, write_zip, xlsx_parts

SECONDS, MIB = 10, 512
SCRIPT = Path(__file__).resolve().parents[2] / "support" / "bounded.py"
BOOKS = FOLDER / "spreadsheets"
FILES = sorted(str(path.relative_to(BOOKS)) for path in BOOKS.glob("*/*"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the memory of a process")

ENCRYPTED = {"encrypted_password.ods", "encrypted_password.xlsx", "encrypted_xor_abc.xls"}
REFUSED = {
    *("backslash_zip_names.xlsx", "shared_strings_bomb.xlsx", "string_index_missing.xlsx", "xls_oom_alloc.xls"),
    *("xml_bomb_lol9.xlsx", "zip_lies_about_size.xlsx"),
}


def read(path: Path, seconds: int | None = SECONDS) -> dict[str, Any]:
    """What came of a file, read in a process of its own under both limits."""
    command = [sys.executable, str(SCRIPT), str(MIB), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["mib"] <= MIB
    return told


@pytest.mark.real_books
@pytest.mark.skipif(not FILES, reason=f"the spreadsheets are neither in {FOLDER} nor in $PREMIA_REAL_DATA")
@pytest.mark.parametrize("name", FILES or [""])
def test_every_file_gives_rows_or_a_sentence(name: str) -> None:
    told = read(BOOKS / name)
    code = "sheet_encrypted" if Path(name).name in ENCRYPTED else "sheet_damaged"
    if Path(name).name in ENCRYPTED | REFUSED:
        assert told["code"] == code
        assert Path(name).name in told["sentence"]
    else:
        assert "rows" in told, told


BOMBS: dict[str, Callable[[], str]] = {
    "marks": lambda: "<a/>" * (LIMITS.elements + 10),
    "blanks": lambda: " " * (LIMITS.unpacked_bytes + 10),
    "a far corner": lambda: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "wide rows": lambda: '<row><c r="A1"><v>1</v></c><c r="ALJ8100"><v>1</v></c></row>',
    "long texts": lambda: f'<row><c t="inlineStr"><is><t>{"a" * 40_000}</t></is></c></row>' * 3000,
}


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_of_the_largest_size_is_refused_in_time(tmp_path: Path, bomb: str) -> None:
    assert read(write_zip(tmp_path / "bomb.xlsx", xlsx_parts(BOMBS[bomb]())))["code"] == "sheet_too_big"


@pytest.mark.slow
def test_more_texts_than_fit_are_refused_in_time(tmp_path: Path) -> None:
    texts = f"<si><t>{'a' * 30_000}</t></si>" * 1700
    assert read(write_zip(tmp_path / "a.xlsx", xlsx_parts("", texts)))["code"] == "sheet_too_big"


@pytest.mark.slow
def test_empty_rows_without_end_cost_nothing_and_a_cell_after_them_is_too_far(tmp_path: Path) -> None:
    empty = ods_row(ods_cell(""), repeated=10**9)
    assert read(write_ods(tmp_path / "a.ods", ods_row(ods_cell("x")) + empty))["rows"] == 1
    assert read(write_ods(tmp_path / "b.ods", empty + ods_row(ods_cell("x"))))["code"] == "sheet_too_big"


@pytest.mark.slow
def test_the_largest_sheet_that_is_taken_stays_within_the_memory(tmp_path: Path) -> None:
    cells = "".join(f"<c><v>{number}.25</v></c>" for number in range(19))
    path = write_zip(tmp_path / "a.xlsx", xlsx_parts(f"<row>{cells}</row>" * 100_000))
    assert read(path, seconds=None)["rows"] == 100_000
