"""Ten kills at random moments: what was said to be done is there, and the books are sound. Three hundred: long_run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.crash.kills import kill, prepared, problems

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL"),
    pytest.mark.slow,
]


@pytest.mark.parametrize(("kind", "times"), [("import", 3), ("run", 3), ("migration", 2), ("backup", 2)])
def test_a_killed_program_loses_nothing_that_it_had_said(tmp_path: Path, kind: str, times: int) -> None:
    folder = prepared(tmp_path / kind, kind)
    kills = []
    for number in range(times):
        seed = f"suite{kind}{number}"
        kills.append(kill(folder, kind, seed))
        assert problems(folder, kills, seed) == []
    assert any(one.killed for one in kills)
