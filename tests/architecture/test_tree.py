"""The top of the tree, the pinned dependencies, and the one version."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"app", "ui", "resources", "tests", "packaging"}
FILES = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([0-9][0-9A-Za-z.]*)$")


def requirements(name: str) -> dict[str, str]:
    """The pinned packages of one file with their versions."""
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    pins = [PINNED.match(line) for line in wanted]
    assert all(pins), [line for line, pin in zip(wanted, pins, strict=True) if not pin]
    return {pin[1]: pin[2] for pin in pins if pin}


def test_the_top_level_holds_what_it_should() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git working copy")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} == FOLDERS | FILES


def test_every_dependency_is_pinned() -> None:
    for file in ("requirements.txt", "requirements-dev.txt", "requirements-build.txt"):
        assert requirements(file)


def test_the_readme_names_every_dependency_with_version_licence_and_reason() -> None:
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in readme().splitlines() if line.startswith("|")
    ]
    listed = {row[0]: row[1:] for row in rows if len(row) == 4}
    wanted = (
        requirements("requirements.txt") | requirements("requirements-dev.txt") | requirements("requirements-build.txt")
    )
    for name, version in wanted.items():
        assert name in listed, f"README does not list {name}"
        stated, licence, reason = listed[name]
        assert stated == version, f"README says {name} {stated}"
        assert licence, f"README gives no licence of {name}"
        assert reason, f"README gives no reason for {name}"


def test_the_version_stands_once_and_the_changelog_knows_it() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    assert f"\n## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        assert metadata.version("premia") == version
    except metadata.PackageNotFoundError:
        pytest.skip("not installed: run by packaging/dev.py")


def test_continuous_integration_runs_the_readmes_test_command_and_nothing_else() -> None:
    commands = [
        line
        for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec python3 packaging/dev.py test"]
    assert "\npython3 packaging/dev.py test\n" in readme()


def readme() -> str:
    """README.md."""
    return (ROOT / "README.md").read_text(encoding="utf-8")
