"""The fuzzer for as long as it is told: ``python -m tests.app.importing.long_fuzz MINUTES [SEED]``.

It stops at the first thing that does not hold, and shows the smallest example it finds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.support.example_office import EXAMPLE, example_rows
from tests.support.import_fuzz import Bench, Spoilt, spoilt

_ROUND = 200


def main(minutes: float, first_seed: int = 1) -> None:
    """Rounds with other seeds until the time is over; then how many examples came to what."""
    ends_at = time.monotonic() + 60 * minutes
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    number = first_seed
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), EXAMPLE.read_text(encoding="utf-8"), example_rows())
        while time.monotonic() < ends_at:

            @seed(number)
            @settings(
                max_examples=_ROUND,
                deadline=None,
                database=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate, Phase.shrink],
            )
            @given(how=spoilt)
            def attempt(how: Spoilt) -> None:
                nonlocal slowest
                began = time.monotonic()
                if began < ends_at:
                    outcomes[bench.attempt(how)] += 1
                    slowest = max(slowest, time.monotonic() - began)

            attempt()
            number += 1
            sys.stdout.write(f"seed {number - 1}: {dict(outcomes)}, slowest {slowest:.1f} s\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]), *map(int, sys.argv[2:]))
