"""VAT: the firm's terms by date, an amount in its parts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import with_vat
from app.settings.vat import (
    VAT_RATES_PPM,
    DatedVat,
    Parts,
    VatMode,
    VatTerms,
    contradiction,
    implied,
    parts,
    vat_on,
    vat_problems,
)

PAYER = VatTerms(VatMode.PAYER, 200_000)
WITHOUT = VatTerms(VatMode.WITHOUT)
OUTSIDE = VatTerms(VatMode.OUTSIDE)
DATED = (DatedVat(date(2026, 1, 1), PAYER), DatedVat(date(2024, 1, 1), WITHOUT))


@pytest.mark.parametrize(
    ("on", "terms"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), WITHOUT),
        (date(2025, 12, 31), WITHOUT),
        (date(2026, 1, 1), PAYER),
    ],
)
def test_the_terms_of_a_day(on: date, terms: VatTerms | None) -> None:
    assert vat_on(DATED, on) == terms


@pytest.mark.parametrize(
    ("vat_ppm", "firm", "mode"),
    [
        (200_000, None, VatMode.PAYER),
        (200_000, WITHOUT, VatMode.PAYER),
        (0, None, VatMode.WITHOUT),
        (0, PAYER, VatMode.PAYER),
        (0, OUTSIDE, VatMode.OUTSIDE),
    ],
)
def test_the_mode_of_a_contract_that_says_only_its_rate(vat_ppm: int, firm: VatTerms | None, mode: VatMode) -> None:
    assert implied(vat_ppm, firm) is mode


def test_who_pays_no_vat_asks_none() -> None:
    assert [finding.code for finding in contradiction(VatMode.OUTSIDE, 1, "x")] == ["vat_without_payer"]
    assert list(contradiction(VatMode.PAYER, 1, "x")) == []
    assert [finding.code for finding in vat_problems(VatTerms(VatMode.WITHOUT, 70_000))] == ["vat_without_payer"]


@pytest.mark.parametrize(
    ("rate_ppm", "codes"), [(0, []), (70_000, []), (140_000, []), (200_000, []), (190_000, ["vat_rate_unknown"])]
)
def test_the_rates_of_a_payer(rate_ppm: int, codes: list[str]) -> None:
    assert [finding.code for finding in vat_problems(VatTerms(VatMode.PAYER, rate_ppm))] == codes


@pytest.mark.parametrize(
    ("amount_minor", "includes_vat", "whole"),
    [
        (100_000, False, Parts(100_000, 20_000, 120_000)),
        (120_000, True, Parts(100_000, 20_000, 120_000)),
        (10_000, True, Parts(8_333, 1_667, 10_000)),
        (3, True, Parts(3, 0, 3)),
        (-120_000, True, Parts(-100_000, -20_000, -120_000)),
    ],
)
def test_an_amount_in_its_parts(amount_minor: int, includes_vat: bool, whole: Parts) -> None:
    assert parts(amount_minor, 200_000, includes_vat=includes_vat) == whole


def test_some_gross_amounts_are_no_net_with_its_vat() -> None:
    assert with_vat(parts(3, 200_000, includes_vat=True).net_minor, 200_000) == 4


@given(st.integers(-(10**12), 10**12), st.sampled_from(VAT_RATES_PPM), st.booleans())
def test_what_was_typed_stays_and_the_parts_sum(amount_minor: int, vat_ppm: int, includes_vat: bool) -> None:
    whole = parts(amount_minor, vat_ppm, includes_vat=includes_vat)
    assert whole.net_minor + whole.vat_minor == whole.gross_minor
    assert (whole.gross_minor if includes_vat else whole.net_minor) == amount_minor
    assert abs(with_vat(whole.net_minor, vat_ppm) - whole.gross_minor) <= 1


@given(st.integers(0, 10**12), st.sampled_from(VAT_RATES_PPM))
def test_there_and_back_a_net_is_itself(net_minor: int, vat_ppm: int) -> None:
    gross_minor = parts(net_minor, vat_ppm, includes_vat=False).gross_minor
    assert parts(gross_minor, vat_ppm, includes_vat=True).net_minor == net_minor
