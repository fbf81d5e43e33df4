"""What a month was worked out from, kept for ever: all inputs as canonical text, packed, with hashes. Pure.

The text is canonical (``motivation.canonical``): rows are sorted, so the same facts give the same hash whatever order
they were loaded in. The hash is that of the text, since a packer may pack differently tomorrow.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from app.calc.results import Accrual, Balance, MonthInputs, PersonMonth
from app.motivation import canonical


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The packed inputs of a month, their hash, and the hash of what the engine made of them (hexadecimal SHA-256)."""

    inputs: bytes
    inputs_hash: str
    results_hash: str


@dataclass(frozen=True, slots=True)
class Results:
    """What is kept of a month's result, in the order-free form of its hash."""

    lines: tuple[Accrual, ...]
    people: tuple[PersonMonth, ...]
    closing: tuple[Balance, ...]


def encode(inputs: MonthInputs, results: Results) -> Snapshot:
    """Pack the inputs and note what came of them."""
    ordered = replace(inputs, schemes=tuple(sorted(inputs.schemes, key=lambda scheme: scheme.id)))
    text = canonical.dumps(ordered, MonthInputs)
    return Snapshot(zlib.compress(text.encode()), _hash(text), results_hash(results))


def decode(snapshot: Snapshot) -> MonthInputs:
    """The inputs again. Raises ValueError when they are not those that were packed."""
    try:
        text = zlib.decompress(snapshot.inputs).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError("the snapshot cannot be unpacked") from error
    if _hash(text) != snapshot.inputs_hash:
        raise ValueError("the snapshot does not have its hash")
    return canonical.loads(text, MonthInputs)


def results_hash(results: Results) -> str:
    """The hash of lines, people and balances, whatever their order. Rows of nothing but zeros do not count.

    A revision keeps a row for everybody who was paid by the one before, also when nothing is left to pay.
    """
    kept = Results(
        results.lines,
        tuple(pay for pay in results.people if _says_something(pay)),
        tuple(balance for balance in results.closing if any(balance[1:])),
    )
    return _hash(canonical.dumps(kept, Results))


def _says_something(pay: PersonMonth) -> bool:
    figures: Iterable[int | str] = (value for name, value in pay._asdict().items() if name != "person_id")
    return any(figure for figure in figures if isinstance(figure, int))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
