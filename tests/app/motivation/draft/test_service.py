"""The wizard's use cases on a real file: drafts that save themselves, acceptance, and the way into force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.facts import Function
from app.calc.remarks import Remark
from app.calc.scheme import Percent
from app.kernel.changes import Area
from app.kernel.errors import NotFound, Refused, Stale
from app.kernel.ids import OperationId
from app.motivation.draft.answers import FirstOrder, FirstShare, FirstWay, LaterOrders, LaterWay
from app.motivation.draft.changing import answered, edited
from app.motivation.draft.model import Draft
from app.motivation.draft.records import Source, StoredDraft
from app.motivation.draft.steps import Step
from app.motivation.model import NewAssignment
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, close, open_office, small_firm
from tests.support.rights import found, journaled
from tests.support.schemes import simple_file

MARCH_1 = date(2024, 3, 1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture
def firm(office: Office) -> Firm:
    """Olena earns 10 % of what Orion pays; January and February are closed."""
    firm = small_firm(office)
    close(firm, JANUARY, FEBRUARY)
    return firm


def started(firm: Firm, source: Source = Source.EMPTY, key: str = "", name: str = "Новая схема") -> StoredDraft:
    drafts = firm.office.scheme_drafts
    return drafts.get(firm.actor, drafts.start(firm.actor, source, key, name).value)


def saved(firm: Firm, stored: StoredDraft, draft: Draft) -> StoredDraft:
    firm.office.scheme_drafts.save(firm.actor, stored.row.id, stored.row.version, draft)
    return firm.office.scheme_drafts.get(firm.actor, stored.row.id)


def ready(firm: Firm, rate_ppm: int = 50_000, people: tuple[str, ...] = ("Olena",)) -> StoredDraft:
    """An empty draft answered so that finders earn a percentage of every order."""
    stored = started(firm)
    answers = replace(
        stored.draft.answers,
        first=FirstOrder(FirstWay.PERCENT, shares=(FirstShare(Function.FINDING, rate_ppm),)),
        later=LaterOrders(LaterWay.FINDER_LOWER, finder_rates_ppm=(rate_ppm,)),
    )
    draft = answered(stored.draft, answers, Step.LATER).by_answer
    return saved(firm, stored, replace(draft, people=frozenset(firm.people[name] for name in people)))


def accept_all(firm: Firm, draft_id: int) -> None:
    drafts = firm.office.scheme_drafts
    for one in drafts.check(firm.actor, draft_id).remarks:
        if one.open:
            drafts.accept_finding(firm.actor, draft_id, one.remark, "is meant so")


def test_a_draft_is_saved_as_it_goes_left_and_resumed(firm: Firm) -> None:
    drafts, before = firm.office.scheme_drafts, journaled(firm.office)
    stored = started(firm)
    assert (stored.row.login, stored.row.step, stored.draft.valid_from) == ("olha", Step.FUNCTIONS, MARCH_1)
    later = saved(firm, stored, replace(stored.draft, step=Step.LATER, name="Нова схема"))
    assert (later.row.version, later.row.step, later.row.name) == (2, Step.LATER, "Нова схема")
    assert drafts.list(firm.actor) == (later.row,)
    assert journaled(firm.office) == before
    with pytest.raises(Stale):
        drafts.save(firm.actor, stored.row.id, 1, stored.draft)
    with pytest.raises(Stale):
        drafts.remove(firm.actor, stored.row.id, 1)
    drafts.remove(firm.actor, stored.row.id, 2)
    assert drafts.list(firm.actor) == ()
    for call in (lambda: drafts.get(firm.actor, 99), lambda: drafts.save(firm.actor, 99, 1, stored.draft)):
        with pytest.raises(NotFound):
            call()


def test_a_draft_may_be_left_at_any_step(firm: Firm) -> None:
    stored = started(firm)
    for step in Step:
        stored = saved(firm, stored, replace(stored.draft, step=step))
        assert stored.row.step is stored.draft.step is step


def test_drafts_begin_from_a_template_a_scheme_in_force_or_nothing(firm: Firm) -> None:
    of_template = started(firm, Source.TEMPLATE, "one-manager", "Один").draft
    assert (of_template.key, of_template.name, len(of_template.rules)) == ("one-manager", "Один", 3)
    of_scheme = started(firm, Source.IN_FORCE, "finder", "The finder").draft
    assert (of_scheme.scheme_id, of_scheme.number, len(of_scheme.past)) == (1, 2, 1)
    assert started(firm).draft.rules == ()
    for source in (Source.TEMPLATE, Source.IN_FORCE):
        with pytest.raises(NotFound):
            started(firm, source, "nobody")
    assert found(lambda: started(firm, name=" ")) == {("name", "name_missing")}


def test_a_template_whose_key_is_taken_begins_under_another(firm: Firm) -> None:
    for key in ("one-manager", "one-manager-2"):
        stored = started(firm, Source.TEMPLATE, "one-manager", "Один")
        stored = saved(firm, stored, replace(stored.draft, people=frozenset({firm.people["Petro"]})))
        accept_all(firm, stored.row.id)
        firm.office.scheme_drafts.put_in_force(firm.actor, stored.row.id, stored.row.version)
        assert stored.draft.key == key


def test_a_draft_that_was_begun_before_its_key_was_taken_gets_another(firm: Firm) -> None:
    one, other = ready(firm), ready(firm, 60_000, ("Petro",))
    for stored in (one, other):
        accept_all(firm, stored.row.id)
        firm.office.scheme_drafts.put_in_force(firm.actor, stored.row.id, stored.row.version)
    assert [row.scheme.key for row in firm.office.motivation.schemes(firm.actor)] == ["finder", "scheme", "scheme-2"]


def test_put_in_force_is_one_step_that_the_journal_knows(firm: Firm) -> None:
    """The scheme, who ends and begins, and the approval; the draft is gone."""
    office, stored = firm.office, ready(firm)
    accept_all(firm, stored.row.id)
    plan = office.scheme_drafts.moves(firm.actor, stored.row.id)
    assert ([item.scheme_id for item in plan.end], plan.begin) == ([1], (firm.people["Olena"],))
    done = office.scheme_drafts.put_in_force(firm.actor, stored.row.id, stored.row.version)
    assert (done.areas, done.undoable) == (frozenset({Area.SCHEMES}), False)
    scheme = office.motivation.scheme(firm.actor, "scheme")
    assert (scheme.id, scheme.name) == (done.value, "Новая схема")
    assert scheme.versions == stored.draft.scheme().versions
    assert [(row.scheme_id, row.valid_from, row.valid_to) for row in office.motivation.assignments(firm.actor)] == [
        (1, date(2024, 1, 1), date(2024, 2, 29)),
        (done.value, MARCH_1, None),
    ]
    (approval,) = office.scheme_drafts.approvals(firm.actor, "scheme")
    assert (approval.number, approval.valid_from, approval.login, approval.limit_ppm) == (1, MARCH_1, "olha", 300_000)
    assert office.scheme_drafts.list(firm.actor) == ()
    assert journaled(office)[0] == "scheme_drafts.put_in_force"
    assert office.scheme_drafts.approvals(firm.actor, "finder") == ()


def test_told_twice_it_happens_once(firm: Firm) -> None:
    office, stored = firm.office, ready(firm)
    accept_all(firm, stored.row.id)
    once = OperationId("once")
    first = office.scheme_drafts.put_in_force(firm.actor, stored.row.id, stored.row.version, operation_id=once)
    again = office.scheme_drafts.put_in_force(firm.actor, stored.row.id, stored.row.version, operation_id=once)
    assert again.value == first.value
    with pytest.raises(NotFound):
        office.scheme_drafts.put_in_force(firm.actor, stored.row.id, stored.row.version)


def test_what_is_wrong_keeps_it_from_force_and_nothing_is_changed(firm: Firm) -> None:
    office, stored = firm.office, started(firm)
    before = office.motivation.assignments(firm.actor)
    put = office.scheme_drafts.put_in_force
    assert found(lambda: put(firm.actor, stored.row.id, 1)) >= {
        ("people", "draft_people_missing"),
        ("version[0].rule", "rules_empty"),
    }
    stored = ready(firm)
    stored = saved(firm, stored, replace(stored.draft, people=frozenset({99}), valid_from=date(2024, 2, 1)))
    accept_all(firm, stored.row.id)
    wrong = found(lambda: put(firm.actor, stored.row.id, stored.row.version))
    assert wrong == {("person_id", "person_unknown"), ("version[0].valid_from", "version_too_early")}
    with pytest.raises(Stale):
        put(firm.actor, stored.row.id, 1)
    assert office.motivation.assignments(firm.actor) == before
    assert len(office.scheme_drafts.list(firm.actor)) == 2


def open_remarks(firm: Firm, draft_id: int) -> dict[str, Remark]:
    return {
        one.remark.code: one.remark for one in firm.office.scheme_drafts.check(firm.actor, draft_id).remarks if one.open
    }


def test_a_finding_is_mended_or_accepted_with_a_reason(firm: Firm) -> None:
    """Half of every order is above the limit of 30 % of the margin."""
    office, stored = firm.office, ready(firm, 500_000)
    drafts, draft_id = office.scheme_drafts, stored.row.id
    remarks = open_remarks(firm, draft_id)
    assert {"cost_above_limit", "month_above_limit"} <= remarks.keys()
    codes = found(lambda: drafts.put_in_force(firm.actor, draft_id, stored.row.version))
    assert codes == {(one.place, "remark_open") for one in remarks.values()}
    assert found(lambda: drafts.accept_finding(firm.actor, draft_id, remarks["cost_above_limit"], " ")) == {
        ("reason", "reason_missing")
    }
    strange = replace(remarks["cost_above_limit"], code="hole")
    assert found(lambda: drafts.accept_finding(firm.actor, draft_id, strange, "x")) == {("", "finding_gone")}
    for one in remarks.values():
        drafts.accept_finding(firm.actor, draft_id, one, "a campaign")
    assert open_remarks(firm, draft_id) == {}
    drafts.put_in_force(firm.actor, draft_id, stored.row.version)
    (approval,) = drafts.approvals(firm.actor, "scheme")
    assert {(one.code, one.reason, one.login) for one in approval.accepted} == {
        (code, "a campaign", "olha") for code in remarks
    }
    with pytest.raises(Refused) as caught:
        drafts.withdraw_acceptance(firm.actor, approval.accepted[0].id, approval.accepted[0].version)
    assert caught.value.rule == "approval_stands"


def test_an_acceptance_holds_for_the_rules_that_it_was_given_for(firm: Firm) -> None:
    stored = ready(firm, 500_000)
    drafts, draft_id = firm.office.scheme_drafts, stored.row.id
    accept_all(firm, draft_id)
    key = stored.draft.rules[0].rule.key
    dearer = edited(stored.draft, key, replace(stored.draft.rules[0].rule, rate=Percent(600_000)))
    stored = saved(firm, stored, dearer)
    assert "cost_above_limit" in open_remarks(firm, draft_id)
    accept_all(firm, draft_id)
    assert open_remarks(firm, draft_id) == {}
    firm.contract("3", "Orion", signed="2024-02-20", net="500.00").invoice("A-3").payment("P-3")
    assert open_remarks(firm, draft_id) == {}, "the history moved on, the rules did not"
    drafts.set_limit(firm.actor, 200_000)
    assert "cost_above_limit" in open_remarks(firm, draft_id), "another limit is another question"


def test_an_acceptance_is_withdrawn_and_goes_with_its_draft(firm: Firm) -> None:
    stored = ready(firm, 500_000)
    drafts, draft_id = firm.office.scheme_drafts, stored.row.id
    accept_all(firm, draft_id)
    accepted = [one.accepted for one in drafts.check(firm.actor, draft_id).remarks if one.accepted]
    drafts.withdraw_acceptance(firm.actor, accepted[0].id, accepted[0].version)
    assert len(open_remarks(firm, draft_id)) == 1
    done = drafts.remove(firm.actor, draft_id, stored.row.version)
    assert done.areas == {Area.SCHEMES}
    assert firm.office._db.rows("SELECT count(*) FROM accepted_finding") == [(0,)]


def test_the_limit_is_the_directors(firm: Firm) -> None:
    drafts = firm.office.scheme_drafts
    assert drafts.limit(firm.actor) == 300_000
    drafts.set_limit(firm.actor, 250_000)
    drafts.set_limit(firm.actor, 250_000)
    drafts.set_limit(firm.actor, 600_000)
    assert drafts.limit(firm.actor) == 600_000
    assert journaled(firm.office)[:2] == ["scheme_drafts.set_limit", "scheme_drafts.set_limit"]
    for wrong in (0, 1_000_001, -5):
        assert found(partial(drafts.set_limit, firm.actor, wrong)) == {("limit_ppm", "limit_out_of_range")}
    assert "cost_above_limit" not in open_remarks(firm, ready(firm, 500_000).row.id)


def test_a_version_in_force_is_replaced_from_a_date_and_never_edited(firm: Firm) -> None:
    office = firm.office
    stored = started(firm, Source.IN_FORCE, "finder", "The finder")
    stored = saved(firm, stored, replace(stored.draft, people=frozenset({firm.people["Olena"]})))
    accept_all(firm, stored.row.id)
    put = office.scheme_drafts.put_in_force
    same = found(lambda: put(firm.actor, stored.row.id, stored.row.version))
    assert same == {("", "version_says_the_same")}
    cheaper = edited(stored.draft, "paid", replace(stored.draft.rules[0].rule, rate=Percent(50_000)))
    stored = saved(firm, stored, replace(cheaper, valid_from=date(2024, 1, 1)))
    codes = {code for _, code in found(lambda: put(firm.actor, stored.row.id, stored.row.version))}
    assert codes == {"version_in_force", "version_order"}
    stored = saved(firm, stored, replace(stored.draft, valid_from=MARCH_1, name="From March"))
    accept_all(firm, stored.row.id)
    assert put(firm.actor, stored.row.id, stored.row.version).value == 1
    scheme = office.motivation.scheme(firm.actor, "finder")
    assert scheme.name == "From March"
    assert [(one.number, one.rules[0].rate) for one in scheme.versions] == [(1, Percent(100_000)), (2, Percent(50_000))]
    (standing,) = office.motivation.assignments(firm.actor)
    assert standing.valid_to is None
    (approval,) = office.scheme_drafts.approvals(firm.actor, "finder")
    assert approval.number == 2


def test_a_version_that_came_meanwhile_is_not_overtaken(firm: Firm) -> None:
    office = firm.office
    stored = started(firm, Source.IN_FORCE, "finder", "The finder")
    cheaper = edited(stored.draft, "paid", replace(stored.draft.rules[0].rule, rate=Percent(50_000)))
    stored = saved(firm, stored, replace(cheaper, people=frozenset({firm.people["Olena"]})))
    accept_all(firm, stored.row.id)
    office.motivation.add_scheme(firm.actor, simple_file("{ percent = 7 }", valid_from="2024-05-01"))
    put = partial(office.scheme_drafts.put_in_force, firm.actor, stored.row.id)
    assert found(lambda: put(stored.row.version)) == {("version[0].valid_from", "version_order")}
    stored = saved(firm, stored, replace(stored.draft, valid_from=date(2024, 6, 1)))
    put(stored.row.version)
    versions = office.motivation.scheme(firm.actor, "finder").versions
    assert [(one.number, one.valid_from.month) for one in versions] == [(1, 1), (2, 5), (3, 6)]


def test_whoever_is_not_chosen_is_paid_by_it_no_longer_and_another_scheme_may_stay(firm: Firm) -> None:
    office = firm.office
    heads = office.motivation.add_scheme(
        firm.actor, simple_file(valid_from="2024-03-01").replace('"finder"', '"heads"')
    ).value
    office.motivation.assign(firm.actor, NewAssignment(heads, firm.people["Petro"], MARCH_1))
    stored = started(firm, Source.IN_FORCE, "finder", "The finder")
    cheaper = edited(stored.draft, "paid", replace(stored.draft.rules[0].rule, rate=Percent(50_000)))
    stored = saved(firm, stored, replace(cheaper, people=frozenset({firm.people["Petro"]})))
    drafts = office.scheme_drafts
    (other,) = drafts.moves(firm.actor, stored.row.id).remove
    assert other.scheme_id == heads
    stored = saved(firm, stored, replace(stored.draft, keeps=frozenset({other.id})))
    assert drafts.moves(firm.actor, stored.row.id).remove == ()
    accept_all(firm, stored.row.id)
    drafts.put_in_force(firm.actor, stored.row.id, stored.row.version)
    assert {(row.scheme_id, row.person_id): row.valid_to for row in office.motivation.assignments(firm.actor)} == {
        (1, firm.people["Olena"]): date(2024, 2, 29),
        (1, firm.people["Petro"]): None,
        (heads, firm.people["Petro"]): None,
    }


def test_the_books_may_move_between_the_check_and_the_signature(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked before the transaction began is checked again in it when something came in between."""
    stored = ready(firm, 500_000)
    drafts = firm.office.scheme_drafts
    accept_all(firm, stored.row.id)
    real = drafts._before

    def meanwhile(*given: object) -> object:
        looked = real(*given)  # type: ignore[arg-type]
        drafts.set_limit(firm.actor, 200_000)
        return looked

    monkeypatch.setattr(drafts, "_before", meanwhile)
    codes = found(lambda: drafts.put_in_force(firm.actor, stored.row.id, stored.row.version))
    assert {code for _, code in codes} == {"remark_open"}
