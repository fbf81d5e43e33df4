"""An office and a folder of small files beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Office
from app.kernel.actor import Actor
from tests.support.import_desk import Desk


@pytest.fixture
def desk(office: Office, director: Actor, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(office, director, folder)
