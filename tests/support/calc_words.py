"""Amounts and percentages in the words of a case."""

from __future__ import annotations

from typing import Any

from app.kernel.money import PPM

Row = dict[str, Any]


def scaled(value: object, scale: int) -> int:
    """ "12.5" × scale, exactly. Raises TypeError on a fraction of YAML, ValueError on too many decimals."""
    if isinstance(value, float):
        raise TypeError(f"write {value} as text")
    whole, _, decimals = str(value).replace(",", "").removeprefix("-").partition(".")
    size = len(str(scale)) - 1
    if len(decimals) > size:
        raise ValueError(f"too many decimals: {value}")
    magnitude = int(whole) * scale + int(decimals.ljust(size, "0") or "0")
    return -magnitude if str(value).startswith("-") else magnitude


def minor(value: object) -> int:
    """Text of an amount → minor units."""
    return scaled(value, 100)


def ppm(value: object) -> int:
    """Text of a percentage → ppm."""
    return scaled(value, PPM // 100)


def as_text(amount_minor: int) -> str:
    """Minor units → text of an amount."""
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{abs(amount_minor) // 100}.{abs(amount_minor) % 100:02d}"
