"""Every template taken from a draft into force on the sample firm, without any window: it pays what it paid before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from app.bootstrap import Office
from app.calc.settle import evaluate
from app.kernel.actor import Actor
from app.motivation.draft.records import Source
from app.motivation.loading import FactsLoader
from app.motivation.model import NewQuota
from app.motivation.templates import TEMPLATES, Template
from app.sample.cast import cast
from app.sample.story import BOOKS_FROM, LAST_MONTH
from tests.app.motivation.golden_results import PLAN_MINOR, Totals, stored_results, written
from tests.support.clock import FrozenClock
from tests.support.sample import open_sample_file

BY_KEY = pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "open.premia"
    copyfile(open_sample_file(), path)
    with Office.open(path, FrozenClock()) as office:
        yield office


def plan(office: Office, actor: Actor) -> None:
    """600,000.00 for everybody in every quarter, as in the golden results."""
    for person_id in office.staff.ids(actor).values():
        for n in range(0, LAST_MONTH.months_since(BOOKS_FROM) + 1, 3):
            first, last = BOOKS_FROM.plus(n).first, BOOKS_FROM.plus(n + 2).last
            office.motivation.set_quota(actor, NewQuota(person_id, first, last, PLAN_MINOR))


def enter(office: Office, actor: Actor, template: Template) -> None:
    """Begin with the template, choose everybody, accept what the check finds, put it in force."""
    drafts = office.scheme_drafts
    draft_id = drafts.start(actor, Source.TEMPLATE, template.key, template.title).value
    stored = drafts.get(actor, draft_id)
    chosen = replace(stored.draft, people=frozenset(office.staff.ids(actor).values()))
    version = drafts.save(actor, draft_id, stored.row.version, chosen).value
    for one in drafts.check(actor, draft_id).remarks:
        if one.open:
            drafts.accept_finding(actor, draft_id, one.remark, "meant so")
    drafts.put_in_force(actor, draft_id, version)


def totals(office: Office) -> Totals:
    loader = FactsLoader(office._db)
    numbers = {place: player.staff_no for place, player in enumerate(cast().players, start=1)}
    people: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rules: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in evaluate(loader.load_facts(), loader.load_schemes(), LAST_MONTH).accruals:
        people[numbers[line.person_id]][line.month.year] += line.amount_minor
        rules[line.rule_key][line.month.year] += line.amount_minor
    return {"people": written(people), "rules": written(rules)}


@pytest.mark.slow
@BY_KEY
def test_a_template_goes_from_draft_to_force_and_pays_its_golden_result(office: Office, template: Template) -> None:
    actor = office.access.sole_user()
    assert actor is not None
    plan(office, actor)
    enter(office, actor, template)
    assert totals(office) == stored_results(template)
    payroll, month = office.payroll, BOOKS_FROM
    payroll.compute(actor, month)
    sheet = payroll.sheet(actor, month)
    assert [check for check in sheet.checks if not check.holds] == []
    loader = FactsLoader(office._db)
    due = [
        line.amount_minor
        for line in evaluate(loader.load_facts(), loader.load_schemes(), month).accruals
        if line.pay_month == month
    ]
    assert sorted(line.accrual.amount_minor for line in sheet.accruals) == sorted(due)
