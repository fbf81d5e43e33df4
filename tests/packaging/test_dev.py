"""``packaging/dev.py``: it starts on a bare Python, does nothing twice, and says what is missing."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "packaging" / "dev.py"
NOWHERE = (("libnowhere.so.9", "libnowhere9", "nowhere-libs", "nowhere"), ("no-such-tool", "tool", "tool", "tool"))


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, working on an environment in a folder of the test."""
    spec = importlib.util.spec_from_file_location("premia_dev", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    return module


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} - sys.stdlib_module_names == set()


def test_an_old_python_can_read_it_and_is_told_so(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(dev.Stop, match=r"needs Python 3\.11 or newer; this is 3\.9\.2"):
        dev.check_python()


def test_an_environment_that_fits_is_left_alone(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(dev, "make_venv", lambda: made.append("venv"))
    monkeypatch.setattr(dev, "pip", lambda *given: made.append(given[0]))
    monkeypatch.setattr(dev, "check_tree", lambda: None)
    dev.VENV.mkdir()
    dev.PYTHON.touch()
    dev.prepare("test")
    assert made == ["venv", "install", "install"]
    dev.prepare("test")
    assert len(made) == 3
    monkeypatch.setattr(dev, "fingerprint", lambda _: "other versions are pinned")
    dev.prepare("test")
    assert len(made) == 6


def test_every_pinned_file_and_the_project_file_are_in_the_fingerprint(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "packaging").mkdir()
    files = [tmp_path / "packaging" / name for name in dev.REQUIREMENTS["test"]] + [tmp_path / "pyproject.toml"]
    for file in files:
        file.write_text("one", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    seen = {dev.fingerprint("test")}
    for file in files:
        file.write_text("two", encoding="utf-8")
        seen.add(dev.fingerprint("test"))
    assert len(seen) == len(files) + 1


def test_missing_libraries_and_tools_are_found(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert dev.missing(NOWHERE) == NOWHERE
    monkeypatch.setattr(sys, "platform", "darwin")
    assert dev.missing(NOWHERE) == ()


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends libnowhere9 tool"),
        ("dnf", "sudo dnf install nowhere-libs tool"),
        ("pacman", "sudo pacman -S nowhere tool"),
    ],
)
def test_without_the_right_to_install_the_exact_command_is_printed(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    program: str,
    command: str,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "root_prefix", lambda: None)
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name == program else None)
    assert dev.ensure_system(NOWHERE) == NOWHERE
    said = capsys.readouterr().out
    assert "Missing on this system: libnowhere.so.9, no-such-tool" in said
    assert command in said


def test_on_debian_as_root_they_are_installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    installed: list[str] = []
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name == "apt-get" or installed else None)
    monkeypatch.setattr(dev, "loads", lambda _: bool(installed))

    def install(packages: list[str]) -> bool:
        installed.extend(packages)
        return True

    monkeypatch.setattr(dev, "apt_install", install)
    assert dev.ensure_system(NOWHERE) == ()
    assert installed == ["libnowhere9", "tool"]
