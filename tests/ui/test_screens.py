"""Every page, part and simple dialog of the sample firm in the three languages at 1024×700: looked at for faults.

The pictures themselves are grabbed by the same walk, ``packaging/screens.py``.
"""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.money import CURRENCIES
from app.motivation.candidates import Tried
from tests.conftest import TESTS
from tests.support.clock import FrozenClock
from tests.support.looks import clipped, faint, tab_faults, untranslated
from tests.support.pages import unnamed
from tests.support.sample import sample_path
from tests.ui.conftest import let_go
from ui.motivation.trial.lineup import offers
from ui.shell.main_window import MainWindow

SCRIPT = TESTS.parent / "packaging" / "screens.py"
LANGUAGES = ("uk", "ru", "en")
NAMES = (
    ("client", "code", "name", "country"),
    ("person", "name", "position", "email"),
    ("contract", "number"),
    ("invoice", "number"),
    ("payment", "number"),
    ("user_account", "login"),
    ("firm", "name"),
    ("scheme", "key", "name"),
)
"""Columns whose Latin words are the firm's own."""
FILES = ("OpenDocument", "XLSX", "XLS", "ODS", "CSV", "scheme.toml")
PLAIN = ("Premia", "sample.premia", "English", "Excel", "PDF", "Ctrl", "Alt", "Esc", "{year}/{n}")
ALLOWED = (*PLAIN, *FILES, *CURRENCIES)

Faults = dict[str, dict[str, list[str]]]
"""By check, then by fault: where it was seen."""


@pytest.fixture(scope="module")
def screens() -> ModuleType:
    """The grabber; ``packaging`` is no package, because it would shadow a library of that name."""
    spec = importlib.util.spec_from_file_location("screens", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample firm."""
    return sample_path(tmp_path_factory.mktemp("screens"))


@pytest.fixture(scope="module")
def faults(screens: ModuleType, sample: Path, qapp: QApplication) -> Iterator[Faults]:
    """One walk through everything, three times; what is wrong with it."""
    found: Faults = defaultdict(lambda: defaultdict(list))
    with closing(sqlite3.connect(sample)) as books:
        books.row_factory = sqlite3.Row
        rows = [
            (row, columns)
            for table, *columns in NAMES
            for row in books.execute("SELECT * FROM " + table)  # ruff: ignore[hardcoded-sql-expression] (names of NAMES)
        ]
    data = [str(row[column]) for row, columns in rows for column in columns if row[column]]
    data += rule_keys(sample)
    window = screens.open_window(qapp, sample, sample.parent)
    window.resize(*screens.NARROW)

    def look(name: str, root: QWidget, language: str) -> None:
        for _ in range(3):
            QApplication.processEvents()
        seen = {"clipped": clipped(root), "unnamed": unnamed(root)}
        if language != "en":
            seen["untranslated"] = untranslated(root, data, ALLOWED)
        if language == "uk":
            seen |= {"tab": tab_faults(root), "faint": faint(root)}
        found["seen"][name].append(language)
        for check, lines in seen.items():
            places = found[check]
            for line in lines:
                places[line].append(f"{name} ({language})")

    for language in LANGUAGES:
        window.speak(language)
        walk(screens, window, language, look)
    window.choose_theme("dark")
    for name in screens.open_pages(window):
        for line in faint(window):
            found["faint"][line].append(f"{name} (dark)")
    window.choose_theme("light")
    window.close()
    window.deleteLater()
    yield found
    let_go()


def rule_keys(sample: Path) -> list[str]:
    """What rules are called by whoever wrote them, in the schemes in force and in the templates."""
    clock = FrozenClock()
    with Office.open(sample, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        found = [one.candidate for one in offers(office, director, Words.of("en"), clock.today())]
    schemes = [one.scheme for one in found if isinstance(one, Tried)]
    return [rule.key for scheme in schemes for version in scheme.versions for rule in version.rules]


def walk(screens: ModuleType, window: MainWindow, language: str, look: object) -> None:
    """Look at every page and dialog as it opens, at the pages wide too."""
    assert callable(look)
    for name in screens.open_pages(window):
        look(name, window, language)
    for name, dialog in screens.open_dialogs(window):
        look(name, dialog, language)
    window.resize(*screens.WIDE)
    for name in screens.open_pages(window):
        look(f"{name}-wide", window, language)
    window.resize(*screens.NARROW)


@pytest.mark.parametrize("check", ["clipped", "unnamed", "untranslated", "tab", "faint"])
def test_no_page_has_this_fault(faults: Faults, check: str) -> None:
    assert check in faults, "it was looked for"
    assert {line: places[:4] for line, places in faults[check].items()} == {}


def test_the_walk_has_seen_every_page_and_the_dialogs(faults: Faults) -> None:
    seen = faults["seen"]
    pages = {"home", "clients", "contracts", "invoices", "payments", "staff", "schemes", "payroll", "settings", "admin"}
    assert pages <= {name.split("-")[0] for name in seen}
    assert {"contracts-filter", "contracts-columns", "contracts-new", "clients-new", "about", "help"} <= set(seen)
    assert {"schemes-compare", "schemes-check", "schemes-findings", "schemes-question"} <= set(seen)
    assert {"payments-allocate", "payments-refund", "payments-storno"} <= set(seen)
    assert {"staff-terms.add", "staff-quota.add", "staff-held", "staff-leave", "staff-hand_on"} <= set(seen)
    assert {f"trial-{at}" for at in range(9)} <= set(seen)
    assert {"admin-import-begin", "admin-import-files", "admin-import-sheet", "admin-import-check"} <= set(seen)
    assert all(sorted(languages) == ["en", "ru", "uk"] for languages in seen.values())


@pytest.mark.slow
def test_pictures_are_grabbed_at_both_scales_and_for_each_role(sample: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(sample), "--into", str(tmp_path), "--languages", "en", "uk"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    asked = ["--themes", "dark", "--roles", "accountant", "staff"]
    subprocess.run([*command, *asked], check=True, env=environment, capture_output=True)
    for scale, width in (("100%", 1280), ("200%", 2560)):
        pictures = {path.stem: QImage(str(path)) for path in (tmp_path / scale / "accountant").iterdir()}
        assert not any(picture.isNull() for picture in pictures.values())
        assert pictures["payroll-dark-uk"].width() == width
        assert {"home-dark-en", "home-dark-uk", "payments-dark-uk-narrow", "welcome-dark-en"} <= set(pictures)
        staff = {path.stem.split("-")[0] for path in (tmp_path / scale / "staff").iterdir()}
        assert "home" in staff
        assert "payroll" not in staff
