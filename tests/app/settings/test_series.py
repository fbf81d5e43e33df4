"""Number series: what comes next, and which patterns can be read."""

from __future__ import annotations

import pytest

from app.settings.series import USUAL, next_number, pattern_problems


@pytest.mark.parametrize(
    ("pattern", "taken", "following"),
    [
        ("INV-{year}-{n:4}", (), "INV-2026-0001"),
        ("INV-{year}-{n:4}", ("INV-2026-0001", "INV-2026-0002"), "INV-2026-0003"),
        ("INV-{year}-{n:4}", ("INV-2026-0001", "INV-2026-0005"), "INV-2026-0006"),
        ("INV-{year}-{n:4}", ("INV-2025-0417",), "INV-2026-0001"),
        ("INV-{year}-{n:4}", ("INV-2026-9999",), "INV-2026-10000"),
        ("{n:3}/{year:2}", ("007/26", "008/25"), "008/26"),
        ("№ {n}", ("№ 12", "№ 3"), "№ 13"),
        ("{n}.{year}", ("12a2026", "5.2026"), "6.2026"),
    ],
    ids=["first", "next", "gaps stay", "anew every year", "wider", "short year", "no year runs on", "dots are dots"],
)
def test_the_next_number(pattern: str, taken: tuple[str, ...], following: str) -> None:
    assert next_number(pattern, 2026, taken) == following


@pytest.mark.parametrize("typed", ["INV-2026-12", "inv-2026-0012", " INV-2026-0012 ", "INV-2026-000012"])
def test_numbers_typed_by_hand_are_heeded(typed: str) -> None:
    assert next_number("INV-{year}-{n:4}", 2026, ("INV-2026-0003", typed)) == "INV-2026-0013"


def test_what_is_of_no_series_is_passed_over() -> None:
    assert next_number("INV-{year}-{n:4}", 2026, ("31", "INV-2026-0001-A", "XINV-2026-0009", "")) == "INV-2026-0001"


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("", "pattern_without_number"),
        ("INV-{year}", "pattern_without_number"),
        ("{n}-{n}", "pattern_without_number"),
        ("{year}/{year:2}/{n}", "pattern_unreadable"),
        ("INV-{n:0}", "pattern_unreadable"),
        ("INV-{month}-{n}", "pattern_unreadable"),
        ("INV-{n", "pattern_unreadable"),
        ("x" * 38 + "{n}", "pattern_too_long"),
    ],
)
def test_patterns_that_cannot_be_read(pattern: str, code: str) -> None:
    assert [finding.code for finding in pattern_problems(pattern)] == [code]


def test_the_usual_patterns_can_be_read() -> None:
    assert [list(pattern_problems(pattern)) for pattern in USUAL.values()] == [[]] * len(USUAL)
