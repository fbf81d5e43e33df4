from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REACH = Path(__file__).parents[2] / "packaging" / "reach.py"


def reach(*rooms: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, REACH, *rooms], capture_output=True, text=True, check=False)


def test_the_tests_of_the_kernel_alone_reach_every_line_and_branch_of_it() -> None:
    done = reach("kernel")
    assert done.returncode == 0, done.stdout


def test_a_name_that_is_no_room_is_refused_with_those_there_are() -> None:
    done = reach("kernel", "engine")
    assert (done.returncode, done.stdout) == (2, "No such room: engine. There are: kernel, calc.\n")
