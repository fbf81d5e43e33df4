"""How a scheme stands on a day, and what comes to mind to compare a version with."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.calc.scheme import Scheme, SchemeVersion
from app.motivation.draft.model import Draft
from app.motivation.draft.records import DraftRow, StoredDraft
from app.motivation.draft.steps import Step
from ui.motivation.books import Paid, Reading, SchemeBooks, SchemeCard, Standing
from ui.motivation.sentence_changes import Said, side_by_side

FIRST, SECOND = (SchemeVersion(n, date(2023 + n, 1, 1), ()) for n in (1, 2))
SCHEME = Scheme(7, "sales", "Sales", (FIRST, SECOND))
OLENA = Paid(1, "Olena", date(2024, 1, 1), date(2025, 6, 30))
PETRO = Paid(2, "Petro", date(2025, 3, 1), None)


@pytest.mark.parametrize(
    ("paid", "today", "standing", "people"),
    [
        ((OLENA, PETRO), date(2025, 6, 30), (Standing.IN_FORCE, date(2025, 1, 1)), 2),
        ((OLENA, PETRO), date(2025, 7, 1), (Standing.IN_FORCE, date(2025, 1, 1)), 1),
        ((OLENA,), date(2025, 7, 1), (Standing.ENDED, date(2025, 6, 30)), 0),
        ((OLENA, PETRO), date(2024, 5, 1), (Standing.IN_FORCE, date(2024, 1, 1)), 1),
        ((OLENA,), date(2023, 12, 31), (Standing.FUTURE, date(2024, 1, 1)), 1),
        ((), date(2025, 7, 1), (Standing.IN_FORCE, date(2025, 1, 1)), 0),
    ],
)
def test_a_scheme_is_in_force_begins_later_or_has_ended(
    paid: tuple[Paid, ...], today: date, standing: tuple[Standing, date], people: int
) -> None:
    card = SchemeCard(SCHEME, paid, {})
    assert card.standing(today) == standing
    assert card.people(today) == people


def test_a_version_is_compared_with_the_one_before_it() -> None:
    other = Scheme(8, "projects", "Projects", (FIRST,))
    row = DraftRow(3, 1, "Next", "olha", Step.FUNCTIONS, datetime(2026, 1, 1, tzinfo=UTC))
    draft = Draft("sales", "Next", date(2026, 1, 1), scheme_id=7, number=3, past=(FIRST, SECOND))
    cards = (SchemeCard(other, (), {}), SchemeCard(SCHEME, (), {}))
    books = SchemeBooks(cards, (StoredDraft(row, draft),), {})
    projects, second, first, third = books.readings()
    assert (second.version, first.version, third.place, third.family) == (SECOND, FIRST, "draft/3", "scheme/sales")
    assert [books.before(one) for one in (third, second, first)] == [second, first, second]
    assert books.before(projects) == second
    assert SchemeBooks(cards[:1], (), {}).before(projects) is None
    assert isinstance(projects, Reading)


def test_sentences_are_the_same_only_word_for_word() -> None:
    left, right = side_by_side(("Earns 5 %.", "Only the first.", "Late: half."), ("Earns 7 %.", "Only the first."))
    assert left == (Said("Earns 5 %.", alone=True), Said("Only the first."), Said("Late: half.", alone=True))
    assert right == (Said("Earns 7 %.", alone=True), Said("Only the first."))
