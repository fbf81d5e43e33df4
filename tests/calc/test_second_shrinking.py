"""A disagreement is told by the smallest firm that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.calc.facts import Facts
from app.calc.scheme import Scheme
from app.kernel.period import Month
from tests.calc.second import shrinking
from tests.calc.second.comparing import Name, Said, by_second, disagreements
from tests.calc.second.draft import LAST
from tests.calc.second.firms import random_firm
from tests.calc.second.shrinking import Firm, main, smaller_ones, smallest, told


def takes_back_what_it_held(firm: Firm) -> bool:
    """A refund cancels a part of what was held of the payment."""
    said = by_second(*firm, LAST)
    return any(name.row.startswith("refund:") and name.part == "hold:main" for name in said)


@pytest.fixture(scope="module")
def large() -> Firm:
    return next(firm for firm in map(random_firm, range(2_000)) if takes_back_what_it_held(firm))


def test_nothing_can_be_taken_from_the_smallest_firm(large: Firm) -> None:
    facts, schemes = smallest(large, takes_back_what_it_held)

    (rule,) = [rule for scheme in schemes for version in scheme.versions for rule in version.rules]
    assert rule.hold_back is not None
    assert (len(facts.invoices), len(facts.allocations), len(facts.refunds), len(facts.contracts)) == (1, 1, 1, 1)
    assert not any((facts.acts, facts.reminders, facts.pay_terms, facts.amendments))
    for less in smaller_ones((facts, schemes)):
        with pytest.raises((AssertionError, KeyError, StopIteration, IndexError)):
            assert takes_back_what_it_held(less)


def test_where_all_agree_there_is_nothing_to_tell() -> None:
    said: list[str] = []

    assert main(["3"], said.append) == 0
    assert said == ["firm 3: no line differs\n"]


def test_the_smallest_firm_is_told_with_the_lines_that_differ(large: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the engine had lost every line that holds something back."""

    def forgetful(
        facts: Facts, schemes: Sequence[Scheme], through: Month
    ) -> list[tuple[Name, Said | None, Said | None]]:
        held = {name: said for name, said in by_second(facts, schemes, through).items() if name.part == "hold:main"}
        lost: list[tuple[Name, Said | None, Said | None]] = [(name, None, said) for name, said in held.items()]
        return disagreements(facts, schemes, through) + lost

    monkeypatch.setattr(shrinking, "random_firm", lambda _seed: large)
    monkeypatch.setattr(shrinking, "disagreements", forgetful)
    said: list[str] = []

    assert main(["1"], said.append) == 1
    text = "".join(said)
    assert text.startswith("books from 2025-12, in UAH")
    assert "hold:main" in text
    assert "engine None, second Said(" in text
    assert len(text) < len(told(large)) / 4
