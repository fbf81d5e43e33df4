"""Settings: the firm, its VAT, its number series, currency rates and the calendar, each under its tab."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.actor import Permission
from ui.kit.page import Page
from ui.kit.parts_page import Part, PartsPage
from ui.runtime.context import UiContext


def _firm(context: UiContext[Office]) -> Page[Office]:
    from ui.settings.firm import FirmPage

    return FirmPage(context)


def _vat(context: UiContext[Office]) -> Page[Office]:
    from ui.settings.vat import VatPage

    return VatPage(context)


def _numbering(context: UiContext[Office]) -> Page[Office]:
    from ui.settings.numbering import NumberingPage

    return NumberingPage(context)


def _rates(context: UiContext[Office]) -> Page[Office]:
    from ui.settings.rates import RatesPage

    return RatesPage(context)


def _calendar(context: UiContext[Office]) -> Page[Office]:
    from ui.settings.calendar import CalendarPage

    return CalendarPage(context)


PARTS: tuple[Part[Office], ...] = (
    Part("firm", mark("Firm"), Permission.EDIT_SETTINGS, _firm),
    Part("vat", mark("VAT"), Permission.EDIT_SETTINGS, _vat),
    Part("numbering", mark("Numbering"), Permission.EDIT_SETTINGS, _numbering),
    Part("rates", mark("Currency rates"), Permission.EDIT_RATES, _rates),
    Part("calendar", mark("Calendar"), Permission.EDIT_RATES, _calendar),
)


def build(context: UiContext[Office]) -> PartsPage[Office]:
    """The page."""
    words = context.words
    return PartsPage(context, words.text("Settings"), words.text("Parts of the settings"), PARTS)
