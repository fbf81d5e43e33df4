"""The few commands of everybody who works on Premia. Standard library only: it must start on a bare Python.

    python3 packaging/dev.py run                 the window on a sample firm (no display: the month without a window)
    python3 packaging/dev.py test [--quick]      every check and test, offscreen; --quick leaves the long ones out
    python3 packaging/dev.py bench [NAME …]      figures as ratios in one run; --json FILE keeps them
    python3 packaging/dev.py screens             pictures of every page and dialog, into out/screens
    python3 packaging/dev.py catalogues          the translations: extract, merge, compile

Each makes ``.venv`` with the pinned dependencies when it is not there or no longer fits.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OUT = ROOT / "out"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)
REQUIREMENTS = {
    "run": ("requirements-build.txt", "requirements.txt"),
    "test": ("requirements-build.txt", "requirements.txt", "requirements-dev.txt"),
}
SAMPLE_MONTH = "2026-11"

if TYPE_CHECKING:
    # What has to be loadable or callable: (library or tool, Debian package, Fedora package, Arch package).
    Needs = tuple[tuple[str, str, str, str], ...]
QT_NEEDS: Needs = (
    ("libGL.so.1", "libgl1", "mesa-libGL", "libglvnd"),
    ("libEGL.so.1", "libegl1", "mesa-libEGL", "libglvnd"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
)
SCREEN_NEEDS: Needs = (
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
)
SUITE_NEEDS: Needs = (
    ("soffice", "libreoffice-calc", "libreoffice-calc", "libreoffice-still"),
    ("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    ("openbox", "openbox", "openbox", "openbox"),
    ("xdotool", "xdotool", "xdotool", "xdotool"),
)


class Stop(Exception):
    """Something outside the program is missing; its text says what and what to do."""


def main(arguments: list[str]) -> int:
    """Run one command, give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open the window on a sample firm").add_argument("rest", nargs="*")
    test = commands.add_parser("test", help="every check and test, offscreen")
    test.add_argument("--quick", action="store_true", help="leave out the tests marked slow")
    test.add_argument("rest", nargs="*", help="passed on to pytest")
    for name, purpose in (("bench", "measure"), ("screens", "pictures of every page"), ("catalogues", "translations")):
        commands.add_parser(name, help=purpose).add_argument("rest", nargs="*")
    options, unknown = parser.parse_known_args(arguments)
    rest = [*options.rest, *unknown]
    try:
        check_python()
        if options.command == "run":
            return run(rest)
        return test_all(rest, quick=options.quick) if options.command == "test" else tool(options.command, rest)
    except Stop as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


def say(text: str) -> None:
    """One line of what is going on."""
    print(text, flush=True)


def call(command: Sequence[object], **environment: str) -> int:
    """Run ``command`` from the root, give its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env={**os.environ, **environment})


def quiet(command: Sequence[object]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` from the root and keep what it says."""
    return subprocess.run([str(p) for p in command], cwd=ROOT, capture_output=True, text=True, check=False)


# The environment


def check_python() -> None:
    """Refuse an old Python with a sentence."""
    if sys.version_info[:2] >= OLDEST:
        return
    newer = next((name for minor in range(14, 10, -1) if shutil.which(name := f"python3.{minor}")), None)
    have = ".".join(map(str, sys.version_info[:3]))
    advice = f"Start it with {newer} instead of python3." if newer else "Install a newer one from python.org."
    raise Stop(f"Premia needs Python 3.11 or newer; this is {have}. {advice}")


def prepare(purpose: str) -> None:
    """Make ``.venv`` fit: create it, install what is pinned and this tree; skip all that holds already."""
    if PYTHON.exists() and any(stamp_of(one) == fingerprint(one) for one in {purpose, "test"}):
        return  # what testing needs holds all that running needs
    make_venv()
    say("Installing the pinned dependencies into .venv (once) …")
    files = [part for name in REQUIREMENTS[purpose] for part in ("-r", f"packaging/{name}")]
    pip("install", *files)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
    check_tree()
    (VENV / f"premia-{purpose}.stamp").write_text(fingerprint(purpose), encoding="utf-8")


def stamp_of(purpose: str) -> str:
    """The fingerprint that the environment was made from; nothing where it was not."""
    stamp = VENV / f"premia-{purpose}.stamp"
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


def fingerprint(purpose: str) -> str:
    """What the environment was made from: the pinned versions, pyproject.toml and the Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in REQUIREMENTS[purpose]:
        digest.update((ROOT / "packaging" / name).read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Create ``.venv`` unless a working one of this Python's version stands."""
    version = "import sys; print(*sys.version_info[:2])"
    if PYTHON.exists():
        answer = quiet([PYTHON, "-c", version])
        if answer.stdout.split() == [str(part) for part in sys.version_info[:2]]:
            return
    shutil.rmtree(VENV, ignore_errors=True)
    say(f"Making .venv with Python {sys.version_info[0]}.{sys.version_info[1]} …")
    if not ensurepip_stands():
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not (shutil.which("apt-get") and apt_install([package])) and not importlib.util.find_spec("pip"):
            raise Stop(
                f"Python cannot make virtual environments here. Install them with:\n  sudo apt-get install {package}"
            )
    pip_flag = [] if ensurepip_stands() else ["--without-pip"]
    made = quiet([sys.executable, "-m", "venv", *pip_flag, VENV])
    if made.returncode:
        raise Stop(f"The virtual environment could not be made:\n{made.stdout}{made.stderr}")


def ensurepip_stands() -> bool:
    """Whether this Python can put pip into a new environment (Debian ships that in a package of its own)."""
    return quiet([sys.executable, "-c", "import ensurepip, venv"]).returncode == 0


def pip(*arguments: str) -> None:
    """Run the environment's pip, or the system's for it where it has none."""
    own = quiet([PYTHON, "-m", "pip", "--version"]).returncode == 0
    start = [PYTHON, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", PYTHON]
    done = quiet([*start, "--disable-pip-version-check", "--no-input", *arguments])
    if done.returncode:
        raise Stop(
            f"pip could not do its work (is the network reachable?):\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )


def check_tree() -> None:
    """Make sure that ``app``, ``ui`` and ``resources`` come from this tree and from nowhere else."""
    probe = "import app, ui, resources; print(*(m.__file__ for m in (app, ui, resources)), sep='\\n')"
    with tempfile.TemporaryDirectory() as elsewhere:
        seen = subprocess.run(
            [str(PYTHON), "-I", "-c", probe], cwd=elsewhere, capture_output=True, text=True, check=False
        )
    wrong = [line for line in seen.stdout.splitlines() if ROOT not in Path(line).resolve().parents]
    if seen.returncode or wrong:
        raise Stop(f"The packages do not come from {ROOT}: {' '.join(wrong)}{seen.stderr}")


# System libraries


def missing(needs: Needs) -> Needs:
    """Which of ``needs`` this system lacks; only Linux leaves Qt's libraries to the system."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(need for need in needs if not (loads(need[0]) if ".so" in need[0] else shutil.which(need[0])))


def loads(library: str) -> bool:
    """Whether the dynamic linker finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_system(needs: Needs) -> Needs:
    """Name what is missing; install it where allowed, else print the command. Gives what is still missing."""
    lacking = missing(needs)
    if not lacking:
        return ()
    say("Missing on this system: " + ", ".join(need[0] for need in lacking))
    if shutil.which("apt-get"):
        packages = sorted({debian_name(need[1]) for need in lacking})
        if apt_install(packages):
            lacking = missing(needs)
        else:
            say("Install it with:\n  sudo apt-get install --no-install-recommends " + " ".join(packages))
    elif shutil.which("dnf"):
        say("Install it with:\n  sudo dnf install " + " ".join(sorted({need[2] for need in lacking})))
    elif shutil.which("pacman"):
        say("Install it with:\n  sudo pacman -S " + " ".join(sorted({need[3] for need in lacking})))
    else:
        say("Install the packages that hold these with your system's package manager.")
    return lacking


def debian_name(package: str) -> str:
    """The package's name here: Debian 13 and Ubuntu 24.04 renamed some to …t64."""
    if package == "libglib2.0-0":
        refresh_lists()
        if quiet(["apt-cache", "show", "libglib2.0-0t64"]).returncode == 0:
            return "libglib2.0-0t64"
    return package


def root_prefix() -> list[str] | None:
    """What must stand before a command that needs root: nothing, ``sudo -n``, or None where neither works."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def refresh_lists(*, always: bool = False) -> None:
    """Fetch apt's package lists where there are none (a fresh container)."""
    prefix = root_prefix()
    if prefix is not None and (always or not any(Path("/var/lib/apt/lists").glob("*Packages*"))):
        quiet([*prefix, "apt-get", "update", "-q"])


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where we are allowed to; whether it worked."""
    prefix = root_prefix()
    if prefix is None:
        return False
    say("Installing with apt-get: " + " ".join(packages))
    refresh_lists()
    variables = ["env", "DEBIAN_FRONTEND=noninteractive"]
    command = [*prefix, *variables, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if quiet(command).returncode == 0:
        return True
    refresh_lists(always=True)
    done = quiet(command)
    if done.returncode:
        say(f"apt-get could not: {done.stderr.strip()[-500:]}")
    return done.returncode == 0


# Commands


def run(rest: list[str]) -> int:
    """The window on a sample firm; without a display the sample month on the command line."""
    prepare("run")
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    windowless = sys.platform.startswith("linux") and not display
    still_missing = ensure_system(QT_NEEDS + SCREEN_NEEDS)
    company = OUT / "sample.premia"
    OUT.mkdir(exist_ok=True)
    if not rest and not company.exists():
        say("Making the sample firm (once) …")
        if code := call([PYTHON, "-m", "app", "sample", company]):
            return code
    if not windowless and not still_missing:
        return call([PYTHON, "-m", "ui.main", *(rest or [str(company)])])
    reason = "No display here" if windowless else "The window cannot open without these libraries"
    say(f"{reason}: working the month {SAMPLE_MONTH} of the sample firm out without a window.")
    return headless_month(Path(rest[0]) if rest else company)


def headless_month(company: Path) -> int:
    """Run and export the sample's open month; name the workbook."""
    workbook = OUT / f"payroll-{SAMPLE_MONTH}.xlsx"
    for step in (["run", company, SAMPLE_MONTH], ["export", company, SAMPLE_MONTH, workbook, "--replace"]):
        if code := call([PYTHON, "-m", "app", *step]):
            return code
    say(f"The workbook: {workbook}")
    return 0


def tool(name: str, rest: list[str]) -> int:
    """The tools that need what the tests need."""
    prepare("test")
    if name != "catalogues":
        ensure_system(QT_NEEDS)
    what = ["-m", "tests.benchmarks"] if name == "bench" else [ROOT / "packaging" / f"{name}.py"]
    return call([PYTHON, *what, *rest])


def test_all(rest: list[str], *, quick: bool) -> int:
    """Every check, then every test; the last line counts them as pytest does."""
    started = time.monotonic()
    prepare("test")
    ensure_system(QT_NEEDS)
    lacking = () if quick else ensure_system(SCREEN_NEEDS + SUITE_NEEDS)
    if lacking:
        say("The tests that need these are skipped: " + ", ".join(need[0] for need in lacking))
    failed = static_checks()
    counts, code = run_pytest(rest, quick=quick)
    for name in failed:
        say(f"FAILED {name}")
    counts["failed"] = counts.get("failed", 0) + len(failed)
    parts = [f"{number} {name}" for name, number in counts.items() if number]
    text = f" {', '.join(parts) or 'nothing ran'} in {time.monotonic() - started:.2f}s "
    say(text.center(100, "="))
    return code or (1 if failed else 0)


def static_checks() -> list[str]:
    """Style, types and import rules, the slow one beside the quick ones; the names of those that failed."""
    scripts = PYTHON.parent
    checks: dict[str, list[object]] = {
        "mypy": [PYTHON, "-m", "mypy"],
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format --check": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "import rules": [scripts / "lint-imports", "--no-logo", "--no-cache"],
    }
    running = {}
    for name, command in checks.items():
        running[name] = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
    failed = []
    for name, process in running.items():
        output, _ = process.communicate()
        say(f"{name}: {'failed' if process.returncode else 'passed'}")
        if process.returncode:
            failed.append(name)
            say(re.sub(r"\n{2,}", "\n", output))
    return failed


def run_pytest(rest: list[str], *, quick: bool) -> tuple[dict[str, int], int]:
    """The tests on two workers; how many passed, failed, were skipped, and pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        workers = ["-n", "2", "--dist", "loadscope"] if (os.cpu_count() or 1) > 1 else []
        chosen = ["-m", "not slow"] if quick else []
        command: list[object] = [PYTHON, "-m", "pytest", "-rs", *workers, *chosen, f"--junitxml={report}", *rest]
        code = call(command, QT_QPA_PLATFORM="offscreen")
        if not report.exists():
            return {"errors": 1}, code or 1
        suite = ET.parse(report).getroot().find("testsuite")
        seen = (
            {}
            if suite is None
            else {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        )
    passed = seen.get("tests", 0) - seen.get("failures", 0) - seen.get("errors", 0) - seen.get("skipped", 0)
    return {
        "failed": seen.get("failures", 0),
        "passed": passed,
        "skipped": seen.get("skipped", 0),
        "errors": seen.get("errors", 0),
    }, code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
