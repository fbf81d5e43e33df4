"""A long comparison: ``python -m tests.calc.second.long_run 20000 [first seed]``. Ends with 1 where the two part."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from tests.calc.second.comparing import disagreements
from tests.calc.second.draft import LAST
from tests.calc.second.firms import random_firm
from tests.calc.second.walking import walk

WALKED = 5
"""Every fifth firm is also walked through its months, which takes four times as long."""


def parted(seed: int) -> list[str]:
    """What the two say differently of one firm, as text."""
    try:
        facts, schemes = random_firm(seed)
        found: list[object] = list(disagreements(facts, schemes, LAST))
        if seed % WALKED == 0:
            found.extend(walk(seed))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:  # a fall, in either
        return [f"{type(error).__name__}: {error}"]
    return [str(row) for row in found]


def run(seeds: Sequence[int], say: Callable[[str], object]) -> int:
    """Compares firm after firm; gives how many disagree."""
    bad = 0
    for count, seed in enumerate(seeds, 1):
        found = parted(seed)
        if found:
            bad += 1
            say(f"firm {seed}: {len(found)} differences, the first: {found[0]}\n")
        if count % 5_000 == 0:
            say(f"{count} firms, {bad} differ\n")
    say(f"{len(seeds)} firms (seeds {seeds[0]} to {seeds[-1]}), {bad} differ\n")
    return bad


def main(arguments: Sequence[str]) -> int:
    """The command: how many firms, and the first seed."""
    many = int(arguments[0]) if arguments else 20_000
    first = int(arguments[1]) if len(arguments) > 1 else 0

    def say(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    return 1 if run(range(first, first + many), say) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
