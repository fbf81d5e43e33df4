"""Ten kills at random moments: what was said to be done is there, and the books are sound. Three hundred: long_run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.crash.kills import kill, prepared, problems
from tests.support.encrypted import readable

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL"),
    pytest.mark.slow,
]


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize(("kind", "times"), [("import", 2), ("run", 1), ("migration", 1), ("backup", 1)])
def test_a_killed_program_loses_nothing_that_it_had_said(
    tmp_path: Path, kind: str, times: int, encrypted: bool
) -> None:
    folder = prepared(tmp_path / kind, kind, encrypted=encrypted)
    kills = []
    for number in range(times):
        seed = f"suite{kind}{number}"
        kills.append(kill(folder, kind, seed))
        assert problems(folder, kills, seed) == []
    assert kind == "migration" or any(one.killed for one in kills)
    assert not (encrypted and readable(folder))
