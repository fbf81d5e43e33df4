"""Where findings about a scheme are collected: each under the path of what it is about."""

from __future__ import annotations

from app.kernel.errors import Finding, Plain
from app.kernel.money import AMOUNT_LIMIT_MINOR, PPM


class Report:
    """Collects findings under a path of the scheme file."""

    def __init__(self, found: list[Finding], path: str = "") -> None:
        """Add to ``found`` whatever is said; ``path`` leads to the part that is looked at."""
        self._found = found
        self._path = path

    def at(self, step: str) -> Report:
        """The same findings, one step deeper."""
        return Report(self._found, f"{self._path}.{step}" if self._path else step)

    def say(self, code: str, place: str = "", /, **values: Plain) -> None:
        """A finding at ``place`` below the path."""
        path = f"{self._path}.{place}" if self._path and place else self._path or place
        self._found.append(Finding(code, path, values))


def check_share(report: Report, place: str, rate_ppm: int) -> None:
    """A percentage lies in 0…100 %."""
    if not 0 <= rate_ppm <= PPM:
        report.say("rate_out_of_range", place, found_ppm=rate_ppm)


def check_size(report: Report, place: str, amount_minor: int) -> None:
    """An amount is one that the books can hold."""
    if abs(amount_minor) >= AMOUNT_LIMIT_MINOR:
        report.say("amount_too_large", place, found_minor=amount_minor)
