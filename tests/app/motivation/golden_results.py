"""What each template pays the sample firm, kept in ``golden``: made anew by ``python -m`` this file, then looked at.

Everybody of the sample is assigned from the first day of the books, with a plan of 600,000.00 for every quarter, and
the schemes of the sample itself are not in force.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from app.calc.facts import AssignmentFact, Facts, QuotaFact
from app.calc.scheme import Scheme
from app.calc.settle import evaluate
from app.motivation.loading import FactsLoader
from app.motivation.scheme_file import read_scheme
from app.motivation.templates import TEMPLATES, Template, template_text
from app.sample.cast import cast
from app.sample.story import BOOKS_FROM, LAST_MONTH
from tests.support.database import open_db
from tests.support.sample import sample_file

GOLDEN = Path(__file__).parent / "golden"
PLAN_MINOR = 600_000_00
SCHEME_ID = 1

Totals = Mapping[str, Mapping[str, Mapping[int, str]]]
"""``people`` by staff number and ``rules`` by key, then year, then hryvnias."""


@cache
def facts() -> Facts:
    """The sample firm with everybody assigned and planned for."""
    with closing(open_db(sample_file())) as db:
        stored = FactsLoader(db).load_facts()
    quarters = range(0, LAST_MONTH.months_since(BOOKS_FROM) + 1, 3)
    return replace(
        stored,
        assignments=tuple(AssignmentFact(SCHEME_ID, one.id, BOOKS_FROM.first, None) for one in stored.people),
        quotas=tuple(
            QuotaFact(one.id, BOOKS_FROM.plus(n).first, BOOKS_FROM.plus(n + 2).last, PLAN_MINOR)
            for one in stored.people
            for n in quarters
        ),
    )


def scheme_of(template: Template) -> Scheme:
    """The template in force from the beginning of the sample's books."""
    return read_scheme(template_text(template, template.title, BOOKS_FROM.first)).as_scheme(SCHEME_ID)


def results(template: Template) -> Totals:
    """What the template comes to, from the beginning of the books to the sample's last month."""
    numbers = {place: player.staff_no for place, player in enumerate(cast().players, start=1)}
    people: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rules: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in evaluate(facts(), [scheme_of(template)], LAST_MONTH).accruals:
        people[numbers[line.person_id]][line.month.year] += line.amount_minor
        rules[line.rule_key][line.month.year] += line.amount_minor
    return {"people": written(people), "rules": written(rules)}


def stored_results(template: Template) -> Totals:
    """What was kept."""
    found: Totals = yaml.safe_load(_path(template).read_text(encoding="utf-8"))
    return found


def written(sums: Mapping[str, Mapping[int, int]]) -> dict[str, dict[int, str]]:
    """Sums as they are kept: in hryvnias, by key and year."""
    return {
        key: {year: str(Decimal(minor).scaleb(-2)) for year, minor in sorted(years.items())}
        for key, years in sorted(sums.items())
    }


def _path(template: Template) -> Path:
    return GOLDEN / f"{template.key}.yaml"


if __name__ == "__main__":
    wanted = [one for one in TEMPLATES if one.key in sys.argv[1:] or not sys.argv[1:]]
    for one in wanted:
        _path(one).write_text(yaml.safe_dump(results(one), sort_keys=False), encoding="utf-8")
