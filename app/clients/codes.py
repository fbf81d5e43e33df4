"""The code that a new client is offered: the one after the highest that stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from app.kernel.ids import natural_key

_NUMBERED = re.compile(r"(?P<head>.*?)(?P<digits>\d+)")
_FIRST = "1"


def next_code(taken: Collection[str]) -> str:
    """``K-014`` after ``K-013``; ``1`` where no code ends in a number."""
    numbered = [code for code in taken if _NUMBERED.fullmatch(code)]
    last = _NUMBERED.fullmatch(max(numbered, key=natural_key)) if numbered else None
    if last is None:
        return _FIRST
    number = int(last["digits"])
    while True:
        number += 1
        code = f"{last['head']}{number:0{len(last['digits'])}d}"
        if code not in taken:
            return code
