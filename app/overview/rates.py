"""Rates for showing sums in the firm's currency; pay itself converts in the engine by SEMANTICS 10."""

from __future__ import annotations

from datetime import date

from app.kernel.cells import text, whole
from app.kernel.database import Db
from app.kernel.money import convert


class Rates:
    """The latest rate on or before a day, looked up once."""

    def __init__(self, db: Db) -> None:
        """Read from ``db`` as rates are asked for."""
        self._db = db
        self.home = text(db.query("SELECT currency FROM firm")[0]["currency"])
        self._known: dict[tuple[str, str], tuple[int, int] | None] = {}

    def at_home(self, amount_minor: int, currency: str, on_date: date) -> int:
        """The amount in the firm's currency; 0 where no rate is known yet."""
        if currency == self.home:
            return amount_minor
        key = (currency, on_date.isoformat())
        if key not in self._known:
            self._known[key] = self._look_up(*key)
        rate = self._known[key]
        return convert(amount_minor, *rate) if rate is not None else 0

    def _look_up(self, currency: str, on_date: str) -> tuple[int, int] | None:
        rows = self._db.rows(
            "SELECT rate_micro, units FROM currency_rate WHERE currency = :currency AND on_date <= :on_date"
            " ORDER BY on_date DESC LIMIT 1",
            {"currency": currency, "on_date": on_date},
        )
        return (whole(rows[0][0]), whole(rows[0][1])) if rows else None
