"""The firm's details, its VAT and its number series, on the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def orion(premia: Command) -> Command:
    """A new firm."""
    premia("new", "orion.premia", "--name", "Orion", "--currency", "EUR", "--books-from", "2026-01")
    return premia


def rows(premia: Command, *arguments: str) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(premia("firm", *arguments, "--json").out)
    return listed


def test_details_are_changed_and_shown(orion: Command) -> None:
    answer = orion("firm", "set", "orion.premia", "--legal-name", "Orion LLC", "--bank-details", "IBAN 1")
    assert (answer.code, answer.out) == (0, "The firm's details are changed.\n")
    shown = {row["field"]: row["value"] for row in rows(orion, "show", "orion.premia")}
    assert (shown["name"], shown["legal_name"], shown["bank_details"]) == ("Orion", "Orion LLC", "IBAN 1")
    assert "Legal name" in orion("firm", "show", "orion.premia").out


def test_vat_is_said_from_a_day_on(orion: Command) -> None:
    orion("firm", "vat", "orion.premia", "--from", "2026-07-01", "--mode", "payer", "--rate", "20")
    answer = orion("firm", "vat", "orion.premia", "--from", "2026-01-01", "--mode", "without")
    assert "VAT payer" in answer.out
    assert rows(orion, "vat", "orion.premia") == [
        {"valid_from": "2026-01-01", "mode": "without", "rate_ppm": 0},
        {"valid_from": "2026-07-01", "mode": "payer", "rate_ppm": 200_000},
    ]


def test_a_new_firm_says_its_vat(premia: Command) -> None:
    made = ("--name", "Vega", "--books-from", "2026-01")
    premia("new", "vega.premia", *made, "--vat", "payer", "--vat-rate", "7")
    assert rows(premia, "vat", "vega.premia") == [{"valid_from": "2026-01-01", "mode": "payer", "rate_ppm": 70_000}]
    premia("new", "lyra.premia", *made, "--vat", "outside")
    assert rows(premia, "vat", "lyra.premia") == [{"valid_from": "2026-01-01", "mode": "outside", "rate_ppm": 0}]


def test_a_payer_without_a_rate_pays_the_usual_one(orion: Command) -> None:
    orion("firm", "vat", "orion.premia", "--from", "2026-07-01", "--mode", "payer")
    assert rows(orion, "vat", "orion.premia") == [{"valid_from": "2026-07-01", "mode": "payer", "rate_ppm": 200_000}]


def test_half_of_what_belongs_together_is_refused(orion: Command) -> None:
    before = rows(orion, "series", "orion.premia")
    for half, needed in (
        (("vat", "--mode", "payer"), "--from and --mode"),
        (("vat", "--from", "2026-07-01"), "--from"),
    ):
        answer = orion("firm", half[0], "orion.premia", *half[1:])
        assert (answer.code, answer.out) == (2, "")
        assert f"Name {needed}" in answer.err
    for option, value in (("--kind", "act"), ("--pattern", "А-{n}")):
        answer = orion("firm", "series", "orion.premia", option, value)
        assert (answer.code, answer.err) == (2, "Name --kind and --pattern together, or neither.\n")
    assert rows(orion, "vat", "orion.premia") == []
    assert rows(orion, "series", "orion.premia") == before


def test_vat_that_contradicts_itself_is_refused(orion: Command) -> None:
    answer = orion("firm", "vat", "orion.premia", "--from", "2026-07-01", "--mode", "outside", "--rate", "20")
    assert (answer.code, rows(orion, "vat", "orion.premia")) == (1, [])
    assert "Only a VAT payer charges VAT." in answer.err


def test_a_pattern_is_chosen(orion: Command) -> None:
    answer = orion("firm", "series", "orion.premia", "--kind", "invoice", "--pattern", "O-{n:3}")
    assert "O-001" in answer.out
    refused = orion("firm", "series", "orion.premia", "--kind", "invoice", "--pattern", "O-{x}")
    assert (refused.code, "«O-{x}» cannot be read." in refused.err) == (1, True)
    assert rows(orion, "series", "orion.premia")[1] == {
        "kind": "invoice",
        "pattern": "O-{n:3}",
        "next_number": "O-001",
    }
