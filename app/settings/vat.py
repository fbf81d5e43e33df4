"""Whether the firm pays VAT and at what rate, by date; pure.

A payer's 0 %, a firm without VAT and a service outside its scope ask the same money but are worded otherwise on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Finding
from app.kernel.money import with_vat, without_vat

VAT_RATES_PPM = (200_000, 140_000, 70_000, 0)
"""The rates of a payer, the usual one first."""


class VatMode(StrEnum):
    """How an amount stands to VAT."""

    PAYER = "payer"
    WITHOUT = "without"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class VatTerms:
    """A mode with the rate that is asked when a contract says nothing else; only a payer has one above 0."""

    mode: VatMode
    rate_ppm: int = 0


@dataclass(frozen=True, slots=True)
class DatedVat:
    """From ``valid_from`` on the terms hold for new contracts; those that stand keep theirs."""

    valid_from: date
    terms: VatTerms


class Parts(NamedTuple):
    """One amount in minor units; ``net_minor + vat_minor = gross_minor``, always."""

    net_minor: int
    vat_minor: int
    gross_minor: int


def parts(amount_minor: int, vat_ppm: int, *, includes_vat: bool) -> Parts:
    """An amount as it was typed, with VAT inside or without, in its parts; what was typed stays to the cent.

    Some gross amounts are no net plus its VAT (0.03 at 20 %); a contract, which keeps its net alone, then says one
    minor unit more or less than was typed.
    """
    if includes_vat:
        net_minor = without_vat(amount_minor, vat_ppm)
        return Parts(net_minor, amount_minor - net_minor, amount_minor)
    gross_minor = with_vat(amount_minor, vat_ppm)
    return Parts(amount_minor, gross_minor - amount_minor, gross_minor)


def vat_on(dated: Iterable[DatedVat], on: date) -> VatTerms | None:
    """The terms of a day; None before the first."""
    begun = [each for each in dated if each.valid_from <= on]
    return max(begun, key=lambda each: each.valid_from).terms if begun else None


def implied(vat_ppm: int, firm: VatTerms | None = None) -> VatMode:
    """The mode of a contract of which only the rate is known, in a firm with these terms on the day of signing."""
    if vat_ppm > 0:
        return VatMode.PAYER
    return VatMode.WITHOUT if firm is None else firm.mode


def contradiction(mode: VatMode | None, vat_ppm: int, place: str) -> Iterator[Finding]:
    """Who pays no VAT asks none."""
    if mode not in {None, VatMode.PAYER} and vat_ppm > 0:
        yield Finding("vat_without_payer", place, {"rate_ppm": vat_ppm})


def vat_problems(terms: VatTerms) -> Iterator[Finding]:
    """Findings about the firm's terms."""
    yield from contradiction(terms.mode, terms.rate_ppm, "rate_ppm")
    if terms.mode is VatMode.PAYER and terms.rate_ppm not in VAT_RATES_PPM:
        yield Finding("vat_rate_unknown", "rate_ppm", {"rate_ppm": terms.rate_ppm})
