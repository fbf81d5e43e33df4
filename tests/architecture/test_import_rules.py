"""The rooms import only downward; and every rule that says so is shown to be able to fail."""

from __future__ import annotations

import configparser
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import import_rules

ROOT = Path(__file__).resolve().parents[2]

ORDER = "app: order of rooms, new rooms must be declared"
NO_QT = "app knows neither Qt nor ui"
PURE = "kernel, calc and every model are pure"
DATABASE = "only stores and feeds speak SQL"
DB = "only bootstrap and backup know an engine"
FEEDS = "feeds carry no permission check: only motivation loads them"
ENGINE = "ui never runs the engine itself"
UI_ORDER = "ui: order of rooms, pages do not know each other"
KIT = "kit and runtime know of app only kernel, i18n and wording"
STORES = "stores are private"
WALLS = "libraries have homes"

PLANTS = (
    ("a service draws widgets", "app/contracts/service.py", "import PySide6.QtWidgets", NO_QT),
    ("the sheet knows its page", "app/payroll/report.py", "import ui.payroll", NO_QT),
    ("clients look up to contracts", "app/clients/service.py", "import app.contracts.model", ORDER),
    ("the kernel knows the engine", "app/kernel/money.py", "import app.calc.facts", ORDER),
    ("settings and backup know each other", "app/settings/service.py", "import app.backup", ORDER),
    ("wording opens files of spreadsheets", "app/wording/accruals.py", "import app.sheets", ORDER),
    ("a room that nobody declared", "app/discounts/__init__.py", "", ORDER),
    ("the scheme reads files", "app/calc/scheme.py", "import pathlib", PURE),
    ("a model rolls dice", "app/staff/model.py", "import random", PURE),
    ("the kernel looks at the clock", "app/kernel/period.py", "import time", PURE),
    ("a service speaks SQL", "app/clients/service.py", "import app.kernel.database", DATABASE),
    ("a service opens the engine", "app/payroll/service.py", "import app.db", DB),
    ("the shell opens the engine", "ui/shell/main_window.py", "import app.db", DB),
    ("payroll reads facts past the loader", "app/payroll/report.py", "import app.contracts.feed", FEEDS),
    ("the window reads facts", "ui/payroll/page.py", "import app.invoices.feed", FEEDS),
    ("the window rates", "ui/payroll/page.py", "import app.calc.rating", ENGINE),
    ("the command line matches", "app/cli/runs.py", "import app.calc.match", ENGINE),
    ("pages know each other", "ui/clients/page.py", "import ui.contracts", UI_ORDER),
    ("the runtime knows the shell", "ui/runtime/lanes.py", "import ui.shell", UI_ORDER),
    ("a page that nobody declared", "ui/weather/__init__.py", "", UI_ORDER),
    ("the kit asks a service", "ui/kit/rows_view.py", "import app.clients.service", KIT),
    ("the runtime makes the office", "ui/runtime/lanes.py", "import app.bootstrap", KIT),
    ("payroll opens motivation's drawer", "app/payroll/service.py", "import app.motivation.store", STORES),
    (
        "motivation opens the drawer of its wizard",
        "app/motivation/checking.py",
        "import app.motivation.draft.store",
        STORES,
    ),
    ("a report reads its own store", "app/payroll/report.py", "import app.payroll.store", STORES),
    ("the importer parses a workbook itself", "app/importing/reader.py", "import python_calamine", WALLS),
    ("the report reads the user's workbook", "app/payroll/report.py", "import openpyxl", WALLS),
    ("a store names its driver", "app/clients/store.py", "import sqlite3", WALLS),
    ("payroll writes the workbook itself", "app/payroll/report.py", "import xlsxwriter", WALLS),
    ("an invoice draws itself", "app/invoices/report.py", "import reportlab", WALLS),
    ("the window hashes passwords", "ui/shell/login.py", "import argon2", WALLS),
)


def test_stores_are_private_to_their_feature() -> None:
    assert list(import_rules.private_store_breaks(import_rules.graph_of(ROOT))) == []


def test_libraries_are_imported_only_at_home() -> None:
    assert list(import_rules.wall_breaks(import_rules.graph_of(ROOT))) == []


def declared_rooms() -> set[str]:
    """A file in every room that the order of rooms speaks of."""
    declared = configparser.ConfigParser()
    declared.read(ROOT / ".importlinter", encoding="utf-8")
    rooms = set()
    for section in ("importlinter:contract:app-order", "importlinter:contract:ui-order"):
        wing = declared[section]["containers"]
        for room in declared[section]["layers"].replace("|", " ").split():
            file = ROOT / wing / f"{room}.py"
            folder = ROOT / wing / room
            rooms.add(f"{wing}/{room}/__init__.py" if folder.is_dir() or not file.exists() else f"{wing}/{room}.py")
    return rooms


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Which rules noticed each planted violation, in a copy of our layout whose files are otherwise empty."""
    skeleton = tmp_path_factory.mktemp("skeleton")
    planted = {file for _, file, _, _ in PLANTS} - {"app/discounts/__init__.py", "ui/weather/__init__.py"}
    targets = {
        f"{code.split()[1].replace('.', '/')}.py" for _, _, code, _ in PLANTS if ".feed" in code or ".store" in code
    }
    for wing in ("app", "ui"):
        planted.update(str(source.relative_to(ROOT)) for source in (ROOT / wing).rglob("*.py"))
    planted.update(declared_rooms())
    for name in planted | targets:
        file = skeleton / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        (file.parent / "__init__.py").touch()
    shutil.copy(ROOT / ".importlinter", skeleton)
    plants = skeleton / "plants.json"
    rows = [
        {"name": name, "file": file, "code": code, "new_folder": file.endswith("__init__.py")}
        for name, file, code, _ in PLANTS
    ]
    plants.write_text(json.dumps(rows), encoding="utf-8")
    script = ROOT / "tests/support/import_rules.py"
    done = subprocess.run(
        [sys.executable, script, skeleton, plants],
        cwd=skeleton,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, list[str]] = json.loads(done.stdout)
    return seen


def test_an_empty_copy_of_the_layout_breaks_nothing(noticed: dict[str, list[str]]) -> None:
    assert noticed["nothing planted"] == []


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, _, _, rule in PLANTS], ids=[p[0] for p in PLANTS])
def test_a_planted_violation_is_noticed_by_its_rule(noticed: dict[str, list[str]], name: str, rule: str) -> None:
    assert rule in noticed[name]
