"""Two and four programs edit one file: no edit is lost, and every conflict is told. Ten thousand: many_programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.many_programs import meet


@pytest.mark.slow
@pytest.mark.parametrize("programs", [2, 4])
def test_no_edit_is_lost_and_every_conflict_is_told(tmp_path: Path, programs: int) -> None:
    seen = meet(tmp_path, programs, operations=240)
    assert seen.problems == ()
    assert seen.done + seen.stale + seen.busy == 240
    assert seen.done > 0
    assert seen.stale > 0, "they did meet"
