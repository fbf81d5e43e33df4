"""The SQL of the firm, its rates and its calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.kernel.cells import day, text, whole
from app.kernel.database import Cell, Db, Row
from app.kernel.period import Month
from app.settings.model import CalendarDay, CurrencyRate, Firm, NewFirm
from app.settings.vat import DatedVat, VatMode, VatTerms

FIRM_ID = 1
DETAILS = ("address", "phone", "email", "bank_details", "signatory", "signatory_position")
"""What papers say of the firm besides its names and its tax number."""


class SettingsStore:
    """Writes ``firm``, ``currency_rate`` and ``calendar_day``."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def firm(self) -> Firm | None:
        """The firm of the file; None while the file is being made."""
        found = self._db.query("SELECT * FROM firm")
        return _firm(found[0]) if found else None

    def add_firm(self, new: NewFirm) -> int:
        """Store the firm, once."""
        return self._db.insert("firm", {"id": FIRM_ID, **_firm_row(new)})

    def change_firm(self, firm: Firm) -> None:
        """Store what changed. Raises Stale, Refused(rule=books_closed)."""
        self._db.change("firm", FIRM_ID, firm.version, **_firm_row(firm))

    def rates(self, currency: str | None) -> tuple[CurrencyRate, ...]:
        """Rates by currency and date, of one currency or of all."""
        found = self._db.query(
            "SELECT currency, on_date, units, rate_micro FROM currency_rate "
            "WHERE :currency IS NULL OR currency = :currency ORDER BY currency, on_date",
            {"currency": currency},
        )
        return tuple(
            CurrencyRate(text(row["currency"]), day(row["on_date"]), whole(row["rate_micro"]), whole(row["units"]))
            for row in found
        )

    def rate_rows(self) -> dict[tuple[str, date], Row]:
        """What is stored, by currency and date."""
        found = self._db.query("SELECT * FROM currency_rate")
        return {(text(row["currency"]), day(row["on_date"])): row for row in found}

    def add_rates(self, rates: Sequence[CurrencyRate]) -> None:
        """Store new rates; few leave their images in the journal, many a digest."""
        rows = [_rate_row(rate) for rate in rates]
        if len(rows) == 1:
            self._db.insert("currency_rate", rows[0])
        else:
            self._db.insert_many("currency_rate", rows)

    def change_rate(self, standing: Row, rate: CurrencyRate) -> None:
        """Correct a rate."""
        row_id, version = whole(standing["id"]), whole(standing["version"])
        self._db.change("currency_rate", row_id, version, units=rate.units, rate_micro=rate.rate_micro)

    def calendar_days(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """Days from ``first`` to ``last`` that differ from Monday–Friday."""
        found = self._db.query(
            "SELECT day, working, note FROM calendar_day WHERE day BETWEEN :first AND :last ORDER BY day",
            {"first": first.isoformat(), "last": last.isoformat()},
        )
        return tuple(CalendarDay(day(row["day"]), row["working"] == 1, text(row["note"])) for row in found)

    def calendar_row(self, on: date) -> Row | None:
        """What is stored of a day."""
        found = self._db.query("SELECT * FROM calendar_day WHERE day = :day", {"day": on.isoformat()})
        return found[0] if found else None

    def add_calendar_day(self, special: CalendarDay) -> None:
        """Store a day."""
        row: Row = {"day": special.day.isoformat(), "working": int(special.working), "note": special.note}
        self._db.insert("calendar_day", row)

    def change_calendar_day(self, standing: Row, special: CalendarDay) -> None:
        """Correct a day."""
        row_id, version = whole(standing["id"]), whole(standing["version"])
        self._db.change("calendar_day", row_id, version, working=int(special.working), note=special.note)

    def remove_calendar_day(self, standing: Row) -> None:
        """Let a day be as the week has it."""
        self._db.remove("calendar_day", whole(standing["id"]), whole(standing["version"]))


class VatStore:
    """Writes ``vat_mode``."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def dated(self) -> tuple[DatedVat, ...]:
        """How the firm has stood to VAT, oldest first."""
        rows = self._db.rows("SELECT valid_from, mode, rate_ppm FROM vat_mode ORDER BY valid_from")
        return tuple(
            DatedVat(day(valid_from), VatTerms(VatMode(text(mode)), whole(rate_ppm)))
            for valid_from, mode, rate_ppm in rows
        )

    def row(self, valid_from: date) -> Row | None:
        """What is stored from a day on."""
        found = self._db.query("SELECT * FROM vat_mode WHERE valid_from = :on", {"on": valid_from.isoformat()})
        return found[0] if found else None

    def add(self, new: DatedVat) -> None:
        """Store terms from a day on."""
        terms: Row = {"mode": new.terms.mode.value, "rate_ppm": new.terms.rate_ppm}
        self._db.insert("vat_mode", {"valid_from": new.valid_from.isoformat(), **terms})

    def change(self, standing: Row, terms: VatTerms) -> None:
        """Correct terms."""
        row_id, version = whole(standing["id"]), whole(standing["version"])
        self._db.change("vat_mode", row_id, version, mode=terms.mode.value, rate_ppm=terms.rate_ppm)

    def remove(self, standing: Row) -> None:
        """Let the terms before it hold on."""
        self._db.remove("vat_mode", whole(standing["id"]), whole(standing["version"]))


class PatternStore:
    """Writes ``number_series``."""

    def __init__(self, db: Db) -> None:
        """Work over ``db``."""
        self._db = db

    def patterns(self) -> dict[str, Row]:
        """What is stored of number series, by kind."""
        return {text(row["kind"]): row for row in self._db.query("SELECT * FROM number_series")}

    def add(self, kind: str, pattern: str) -> None:
        """Store the pattern of a kind."""
        self._db.insert("number_series", {"kind": kind, "pattern": pattern})

    def change(self, standing: Row, pattern: str) -> None:
        """Give a kind another pattern."""
        self._db.change("number_series", whole(standing["id"]), whole(standing["version"]), pattern=pattern)


def _firm_row(firm: NewFirm | Firm) -> dict[str, Cell]:
    return {
        "name": firm.name.strip(),
        "legal_name": firm.legal_name.strip(),
        "tax_no": firm.tax_no.strip(),
        "currency": firm.currency,
        "books_from": firm.books_from.first.isoformat(),
        "language": firm.language,
        "uses_acts": int(firm.uses_acts),
        **{name: getattr(firm, name).strip() for name in DETAILS},
    }


def _firm(row: Row) -> Firm:
    return Firm(
        version=whole(row["version"]),
        name=text(row["name"]),
        currency=text(row["currency"]),
        books_from=Month.of(day(row["books_from"])),
        language=text(row["language"]),
        legal_name=text(row["legal_name"]),
        tax_no=text(row["tax_no"]),
        uses_acts=row["uses_acts"] == 1,
        **{name: text(row[name]) for name in DETAILS},
    )


def _rate_row(rate: CurrencyRate) -> Row:
    return {
        "currency": rate.currency,
        "on_date": rate.on_date.isoformat(),
        "units": rate.units,
        "rate_micro": rate.rate_micro,
    }
