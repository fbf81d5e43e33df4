"""One of several programs that edit the same clients: ``python -m tests.crash.editor FILE SEED COUNT``.

It reads a client, adds one to its orders before the books, and writes it back as it read it. At the end it says as
JSON what it did, how often somebody else had been quicker, and how often the file was busy.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from app.bootstrap import Office
from app.clients.model import Client, NewClient
from app.kernel.errors import Busy, Stale
from app.kernel.ids import OperationId
from tests.support.clock import FrozenClock


def main(path: Path, seed: str, count: int) -> None:
    """Edit ``count`` times."""
    dice = random.Random(seed)  # ruff: ignore[suspicious-non-cryptographic-random-usage] (a seed)
    told = {"done": 0, "stale": 0, "busy": 0}
    with Office.open(path, FrozenClock()) as office:
        actor = office.access.sole_user()
        assert actor is not None
        office.warm()
        ids = sorted(office.clients.ids(actor).values())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()  # all begin together
        for number in range(count):
            seen = office.clients.get(actor, dice.choice(ids))
            try:
                office.clients.change(actor, seen.id, seen.version, _one_more(seen), OperationId(f"{seed}-{number}"))
            except Stale:
                told["stale"] += 1
            except Busy:
                told["busy"] += 1
            else:
                told["done"] += 1
    sys.stdout.write(json.dumps(told) + "\n")


def _one_more(seen: Client) -> NewClient:
    return NewClient(code=seen.code, name=seen.name, orders_before=seen.orders_before + 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
