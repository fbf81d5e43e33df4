"""What README.md tells people to type does what README.md says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
TYPED = [line for block in BLOCKS for line in block.splitlines() if line.startswith("premia-cli ")]


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``premia-cli`` is this tree's, whatever is installed."""
    programs = tmp_path / "programs"
    programs.mkdir()
    shim = programs / "premia-cli"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m app "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "PREMIA_LANGUAGE": "en"}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a POSIX shell")
def test_every_command_of_the_readme_works_in_its_order(tmp_path: Path, shell: dict[str, str]) -> None:
    script = "set -e\n" + "\n".join(TYPED)
    done = subprocess.run(
        ["/bin/sh", "-c", script], cwd=tmp_path, env=shell, capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "payroll-2026-11.xlsx").stat().st_size > 5_000
    assert (tmp_path / "invoices.csv").read_text(encoding="utf-8").startswith("number,client,contract")
    assert "Everything holds." in done.stdout
    assert "Baltic Timber" in done.stdout


def test_the_readme_shows_every_command() -> None:
    from app.cli.main import parser
    from app.i18n.words import Words

    shown = {line.split()[1] for line in TYPED} | set(re.findall(r"`premia-cli (\w+)", README))
    commands = re.search(
        r"\{([a-z,-]+)\}|COMMAND\n((?:    \w+ .*\n(?: {10,}.*\n)*)+)", parser(Words.of("en")).format_help()
    )
    assert commands
    listed = set(re.findall(r"^    (\w+)", commands[0], re.MULTILINE))
    assert len(listed) > 15
    assert listed - shown == set()


def test_the_files_that_the_readme_names_are_there() -> None:
    named = set(re.findall(r"`((?:app|resources|packaging|tests)/[\w./-]+\.\w+)`", README))
    named |= set(re.findall(r"\]\((resources/[^)]+)\)", README))
    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()
