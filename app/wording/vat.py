"""Value added tax as documents word it: what stands under the table, beside the sum in words, and as a remark."""

from __future__ import annotations

from typing import NamedTuple

from app.i18n.words import Words, mark
from app.kernel.money import with_vat

PAYER, WITHOUT, OUTSIDE = "payer", "without", "outside"
"""The values of ``settings.vat.VatMode``: the firm charges the tax (at 0 % too), is no payer of it, or the service lies
outside its scope."""

REMARKS = {
    WITHOUT: mark("Without VAT: the supplier is not a payer of value added tax."),
    OUTSIDE: mark("The supply is outside the scope of value added tax."),
}
_PENNY = 1


class Taxed(NamedTuple):
    """A sum with its tax in minor units of ``currency``; ``rate_ppm`` is the contract's rate."""

    mode: str
    rate_ppm: int
    net_minor: int
    vat_minor: int
    currency: str

    @property
    def gross_minor(self) -> int:
        """With the tax."""
        return self.net_minor + self.vat_minor


class Line(NamedTuple):
    """A line under the table of a document."""

    label: str
    amount: str
    strong: bool = False


def vat_name(words: Words, taxed: Taxed) -> str:
    """``VAT 20 %``; the rate is left out where the amounts are not of that rate (a sum of several, an import)."""
    expected_minor = with_vat(taxed.net_minor, taxed.rate_ppm) - taxed.net_minor
    if abs(expected_minor - taxed.vat_minor) > _PENNY:
        return words.text("VAT")
    return words.text("VAT {rate}").format(rate=words.percent(taxed.rate_ppm))


def charges_vat(taxed: Taxed) -> bool:
    """Whether the document shows a tax: always for a payer, and wherever an amount of it stands in the books."""
    return taxed.mode == PAYER or taxed.vat_minor != 0


def total_lines(words: Words, taxed: Taxed, total: str) -> tuple[Line, ...]:
    """The lines of totals; ``total`` is how the last one is called, with ``{currency}`` in it."""
    currency = words.currency(taxed.currency)
    last = Line(total.format(currency=currency), words.amount(taxed.gross_minor), strong=True)
    if not charges_vat(taxed):
        return (Line(words.text("VAT"), words.text("without VAT")), last) if taxed.mode == WITHOUT else (last,)
    return (
        Line(words.text("Total without VAT"), words.amount(taxed.net_minor)),
        Line(vat_name(words, taxed), words.amount(taxed.vat_minor)),
        last,
    )


def within(words: Words, taxed: Taxed) -> str:
    """What is said of the tax after a sum: ``including VAT 20 % 200.00 UAH``, ``without VAT``."""
    if charges_vat(taxed):
        return words.text("including {vat}: {amount}").format(
            vat=vat_name(words, taxed), amount=words.coded(taxed.vat_minor, taxed.currency)
        )
    return words.text("outside the scope of VAT") if taxed.mode == OUTSIDE else words.text("without VAT")


def remark(words: Words, taxed: Taxed) -> str:
    """The sentence that a document has to have where no tax is charged; nothing otherwise."""
    return "" if charges_vat(taxed) else words.text(REMARKS.get(taxed.mode, ""))
