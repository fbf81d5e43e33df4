"""Values of the engine as canonical JSON and back, by their type hints: for stored definitions, reasons and snapshots.

Canonical: the same value always gives the same text, whatever order its rows came in. Tables (tuples of NamedTuples)
are sets in the engine's eyes, hence their rows are sorted; every other tuple keeps its order. Rows stand under the
names of their columns, so that a text stays readable after a NamedTuple has been given another field with a default.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from app.kernel.period import Month

Value = TypeVar("Value")
Json: TypeAlias = Any
Hint: TypeAlias = Any
"""A type hint may be any object: a class, a union, a generic alias."""
_KIND = "is"
"""Which of several dataclasses an object is (a rate: Percent, Fixed, …)."""


def dumps(value: object, hint: Hint) -> str:
    """The canonical text of ``value``, which is of the type ``hint``."""
    return json.dumps(_coder(hint).encode(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def loads(text: str, hint: type[Value]) -> Value:
    """The value again. Raises ValueError, KeyError or TypeError when the text does not fit ``hint``."""
    return cast("Value", _coder(cast("Hint", hint)).decode(json.loads(text)))


@dataclass(frozen=True, slots=True)
class _Coder:
    """The two ways of one type."""

    encode: Callable[[Any], Json]
    decode: Callable[[Json], Any]


def _same(value: Json) -> Json:
    return value


@cache
def _coder(hint: Hint) -> _Coder:
    origin: Hint = get_origin(hint)
    if origin in {Union, UnionType}:
        return _union(tuple(part for part in get_args(hint) if part is not NoneType))
    if origin is not None:
        return _collection(origin, get_args(hint))
    if hint in {int, str, bool}:
        return _Coder(_same, _same)
    if hint is date:
        return _Coder(date.isoformat, date.fromisoformat)
    if hint is Month:
        return _Coder(lambda month: month.text, Month.parse)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Coder(str, hint)
    if isinstance(hint, type) and issubclass(hint, tuple):
        return _record(hint, cast("tuple[str, ...]", cast("Any", hint)._fields))
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, tuple(field.name for field in fields(hint)))
    raise TypeError(f"no canonical form: {hint!r}")


def _union(parts: tuple[Hint, ...]) -> _Coder:
    """X | None, int | str, or a word or one of several dataclasses, told apart by their names."""
    if len(parts) == 1:
        inner = _coder(parts[0])
        return _Coder(
            lambda value: None if value is None else inner.encode(value),
            lambda value: None if value is None else inner.decode(value),
        )
    if set(parts) <= {int, str}:
        return _Coder(_same, _same)
    kinds = {part.__name__: part for part in parts}
    words = next((part for part in parts if isinstance(part, type) and issubclass(part, StrEnum)), None)

    def encode(value: object) -> Json:
        kind: Hint = type(value)
        if value is None or isinstance(value, str):
            return value if value is None else str(value)
        return {_KIND: kind.__name__, **_coder(kind).encode(value)}

    def decode(plain: Json) -> object:
        if plain is None or (words is not None and isinstance(plain, str)):
            return None if plain is None or words is None else words(plain)
        return _coder(kinds[plain[_KIND]]).decode(plain)

    return _Coder(encode, decode)


def _collection(origin: Hint, parts: tuple[Hint, ...]) -> _Coder:
    if origin is frozenset:
        item = _coder(parts[0])
        return _Coder(
            lambda value: sorted(item.encode(each) for each in value),
            lambda value: frozenset(item.decode(each) for each in value),
        )
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, item = _coder(parts[0]), _coder(parts[1])
        return _Coder(
            lambda value: sorted([key.encode(k), item.encode(v)] for k, v in value.items()),
            lambda value: {key.decode(k): item.decode(v) for k, v in value},
        )
    if origin is tuple and parts[-1] is Ellipsis:
        return _table(parts[0]) if _is_named_tuple(parts[0]) else _sequence(_coder(parts[0]))
    if origin is tuple:
        coders = [_coder(part) for part in parts]
        return _Coder(
            lambda value: [coder.encode(each) for coder, each in zip(coders, value, strict=True)],
            lambda value: tuple(coder.decode(each) for coder, each in zip(coders, value, strict=True)),
        )
    raise TypeError(f"no canonical form: {origin!r}")


def _sequence(item: _Coder) -> _Coder:
    return _Coder(
        lambda value: [item.encode(each) for each in value],
        lambda value: tuple(item.decode(each) for each in value),
    )


def _table(kind: Hint) -> _Coder:
    """Rows under the names of their columns, sorted by their text."""
    columns = cast("tuple[str, ...]", kind._fields)
    hints = get_type_hints(kind)
    encoders = [_coder(hints[column]).encode for column in columns]

    def encode(rows: tuple[tuple[object, ...], ...]) -> Json:
        plain = [[code(cell) for code, cell in zip(encoders, row, strict=True)] for row in rows]
        return {"columns": list(columns), "rows": sorted(plain, key=json.dumps)}

    def decode(table: Json) -> tuple[object, ...]:
        named = cast("list[str]", table["columns"])
        decoders = [_coder(hints[column]).decode for column in named]
        return tuple(
            kind(**{name: code(cell) for name, code, cell in zip(named, decoders, row, strict=True)})
            for row in table["rows"]
        )

    return _Coder(encode, decode)


def _record(kind: Hint, names: tuple[str, ...]) -> _Coder:
    hints = get_type_hints(kind)
    coders = {name: _coder(hints[name]) for name in names}
    return _Coder(
        lambda value: {name: coder.encode(getattr(value, name)) for name, coder in coders.items()},
        lambda value: kind(**{name: coder.decode(value[name]) for name, coder in coders.items() if name in value}),
    )


def _is_named_tuple(kind: Hint) -> bool:
    return kind is not Month and isinstance(kind, type) and hasattr(kind, "_fields")
