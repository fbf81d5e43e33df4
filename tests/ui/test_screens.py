"""Every page in every language and theme, wide and narrow: grabbed, nothing cut, everything named."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.bootstrap import Office
from tests.conftest import TESTS
from tests.support.clock import FrozenClock
from tests.support.months import JANUARY
from tests.support.pages import clipped, unnamed
from tests.ui.conftest import let_go
from ui.kit.theme import Theme

PAGES = ("clients", "contracts", "invoices", "payments", "staff", "payroll")
PARTS = 5
"""Of the administration."""


@pytest.fixture(scope="module")
def screens() -> ModuleType:
    """The grabber; ``packaging`` is no package, because it would shadow a library of that name."""
    spec = importlib.util.spec_from_file_location("screens", TESTS.parent / "packaging" / "screens.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_every_page_is_grabbed_whole(
    screens: ModuleType, company: Path, clock: FrozenClock, theme: Theme, qapp: QApplication, tmp_path: Path
) -> None:
    assert theme.parent() is qapp
    with Office.open(company, clock) as office:
        director = office.access.sole_user()
        assert director is not None
        office.payroll.compute(director, JANUARY)
    window = screens.open_window(qapp, company, tmp_path)
    found: dict[str, list[str]] = {}
    pictures: list[Path] = []
    for path in screens.screens(window, tmp_path / "shots", ("en", "uk", "ru"), ("light", "dark")):
        pictures.append(path)
        problems = clipped(window) + unnamed(window)
        if problems:
            found[path.stem] = problems
    window.close()
    window.deleteLater()
    let_go()
    assert found == {}
    assert len(pictures) == (len(PAGES) + PARTS) * 7 + 6
    assert {path.stem.split("-")[0] for path in pictures} == {*PAGES, "admin", "welcome"}
    assert not any(QImage(str(path)).isNull() for path in pictures)
