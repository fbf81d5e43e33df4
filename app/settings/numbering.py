"""Use cases of number series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.kernel.actor import Actor, Permission
from app.kernel.cells import text
from app.kernel.changes import Done
from app.kernel.errors import raise_if_any
from app.kernel.ids import OperationId
from app.kernel.use_cases import UseCases
from app.settings.series import USUAL, NumberedKind, next_number, pattern_problems
from app.settings.store import PatternStore


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """The pattern of a kind of papers; ``next_number`` is the one that comes next today."""

    kind: NumberedKind
    pattern: str
    next_number: str


class Series:
    """The patterns of the firm over the numbers that stand."""

    def __init__(self, store: PatternStore, numbers: Mapping[NumberedKind, Callable[[], Iterable[str]]]) -> None:
        """``numbers`` gives, per kind, every number that stands: the features that own the papers know."""
        self.store = store
        self._numbers = numbers

    def pattern(self, kind: NumberedKind) -> str:
        """The firm's pattern, or the usual one."""
        row = self.store.patterns().get(kind.value)
        return USUAL[kind] if row is None else text(row["pattern"])

    def next_number(self, kind: NumberedKind, on: date) -> str:
        """The next free number of the year of ``on``."""
        return next_number(self.pattern(kind), on.year, self._numbers[kind]())


class NumberingService:
    """How papers are numbered."""

    def __init__(self, use_cases: UseCases, series: Series) -> None:
        """Work in ``use_cases`` over ``series``."""
        self._use_cases = use_cases
        self._series = series

    def series(self, actor: Actor) -> tuple[NumberSeries, ...]:
        """Every series with the number that comes next today."""

        def work() -> tuple[NumberSeries, ...]:
            today = self._use_cases.clock.today()
            return tuple(
                NumberSeries(kind, self._series.pattern(kind), self._series.next_number(kind, today))
                for kind in NumberedKind
            )

        return self._use_cases.view(actor, Permission.SEE_RECORDS, work, action="numbering.series")

    def next_number(self, actor: Actor, kind: NumberedKind, on: date) -> str:
        """The next free number of the year of ``on``; it is taken only when a paper with it is stored."""
        return self._use_cases.view(
            actor, Permission.SEE_RECORDS, lambda: self._series.next_number(kind, on), action="numbering.next_number"
        )

    def set_pattern(
        self, actor: Actor, kind: NumberedKind, pattern: str, operation_id: OperationId | None = None
    ) -> Done[None]:
        """Number papers of a kind by another pattern from now on; those that stand keep theirs. Raises Invalid."""

        def work() -> None:
            wanted, store = pattern.strip(), self._series.store
            raise_if_any(pattern_problems(wanted))
            standing = store.patterns().get(kind.value)
            if standing is None:
                store.add(kind.value, wanted)
            elif standing["pattern"] != wanted:
                store.change(standing, wanted)

        return self._use_cases.perform(
            actor, Permission.EDIT_SETTINGS, operation_id, work, action="numbering.set_pattern"
        )
