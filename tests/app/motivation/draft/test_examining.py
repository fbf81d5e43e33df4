"""Step 9: a draft examined as if it had always been so, and what of the findings is accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from app.calc.facts import AssignmentFact, Facts, Function, PersonFact
from app.calc.remarks import Remark, Severity, remark
from app.i18n.words import Words
from app.kernel.errors import Finding
from app.kernel.period import Month
from app.motivation.draft.assigning import Moves, moves
from app.motivation.draft.examining import (
    Acceptance,
    examined,
    rules_hash,
    said_by,
    subject_of,
    with_acceptances,
)
from app.motivation.draft.opening import draft_of, next_version_of
from app.motivation.draft.records import CheckedDraft
from app.motivation.model import Assignment
from app.motivation.scheme_file import read_scheme
from app.wording.errors import finding_text
from tests.support.schemes import simple_file

DAY = date(2026, 12, 1)
DRAFT = draft_of(read_scheme(simple_file()).as_scheme())
COST = remark(
    "cost_above_limit", Severity.FAULT, "", "lower_rates",
    cost_minor=500, margin_minor=1_000, share_ppm=500_000, limit_ppm=300_000,
)  # fmt: skip
FACTS = Facts("UAH", Month(2024, 1), people=(PersonFact(1, "1", None, None), PersonFact(2, "2", None, None)))


def accepted(of: Remark, digest: str) -> Acceptance:
    when = datetime(2026, 11, 28, tzinfo=UTC)
    return Acceptance(7, 1, of.code, of.place, subject_of(of), said_by(of), digest, "why", "olha", when)


def with_values(one: Remark, **new: int) -> Remark:
    return replace(one, values=tuple({**dict(one.values), **new}.items()))


def holds(one: Remark, acceptance: Acceptance) -> bool:
    (found,) = with_acceptances(DRAFT, [one], [acceptance])
    assert found.open is (found.accepted is None)
    return found.accepted is not None


def test_an_acceptance_holds_while_the_rules_stay_or_the_finding_says_the_same() -> None:
    dearer = with_values(COST, cost_minor=600, share_ppm=600_000)
    same_rules, other_rules = accepted(COST, rules_hash(DRAFT)), accepted(COST, "other")
    assert holds(COST, same_rules)
    assert holds(dearer, same_rules), "the history moves on"
    assert holds(COST, other_rules), "nothing that it says is new"
    assert not holds(dearer, other_rules)
    assert not holds(with_values(COST, limit_ppm=200_000), same_rules)


def test_what_a_finding_is_about_is_not_its_example() -> None:
    unpaid = remark("function_unpaid", Severity.WARNING, "", "add_rule", function="selling", person_id=1, net_minor=5)
    assert subject_of(unpaid) == subject_of(with_values(unpaid, person_id=2, net_minor=9))
    lonely = remark("person_unassigned", Severity.WARNING, "", "assign", person_id=1, function="selling")
    assert subject_of(lonely) != subject_of(with_values(lonely, person_id=2))
    loss = remark("order_at_a_loss", Severity.WARNING, "", "pay_on_margin", contract_id=1, count=1)
    assert subject_of(loss) != subject_of(with_values(loss, contract_id=2))


def test_a_note_keeps_nothing_from_force() -> None:
    (found,) = with_acceptances(DRAFT, [replace(COST, severity=Severity.NOTE)], [])
    assert not found.open


def test_rules_and_terms_decide_the_hash_and_nothing_else() -> None:
    assert rules_hash(replace(DRAFT, name="other", people=frozenset({1}))) == rules_hash(DRAFT)
    assert rules_hash(replace(DRAFT, terms=replace(DRAFT.terms, floor_negative=True))) != rules_hash(DRAFT)
    assert rules_hash(replace(DRAFT, rules=())) != rules_hash(DRAFT)


def test_findings_of_other_schemes_are_not_the_drafts() -> None:
    """Neither scheme has ever caught anything; only of the draft's own rule is it said."""
    other = read_scheme(simple_file().replace('"finder"', '"other"')).as_scheme(4)
    standing = Assignment(1, 1, 4, 2, date(2024, 1, 1), None)
    draft = replace(DRAFT, valid_from=DAY, people=frozenset({1}))
    found = examined(FACTS, [other], [standing], draft, 300_000)
    assert [(one.code, one.place) for one in found] == [("rule_silent", "finder.paid")]


def test_the_world_is_examined_as_it_will_be() -> None:
    """A scheme that pays nobody any more is left out; the draft stands in the place of the version before it."""
    scheme = read_scheme(simple_file()).as_scheme(4)
    standing = Assignment(1, 1, 4, 1, date(2024, 1, 1), None)
    facts = replace(FACTS, assignments=(AssignmentFact(4, 1, date(2024, 1, 1), None),))
    again = replace(next_version_of(scheme, DAY), people=frozenset({1}))
    assert [one.place for one in examined(facts, [scheme], [standing], again, 300_000)] == ["finder.paid"]


def row(row_id: int, scheme_id: int, person_id: int, since: str, until: str | None = None) -> Assignment:
    end = None if until is None else date.fromisoformat(until)
    return Assignment(row_id, 1, scheme_id, person_id, date.fromisoformat(since), end)


def test_who_begins_and_who_ends() -> None:
    standing = (
        row(1, 5, 1, "2024-01-01"),  # paid by it already
        row(2, 5, 2, "2024-01-01", "2026-12-31"),  # would end
        row(3, 5, 3, "2024-01-01"),  # not chosen any more
        row(4, 5, 4, "2027-01-01"),  # would begin later
        row(5, 9, 6, "2024-01-01"),  # another scheme
        row(6, 9, 1, "2024-01-01"),  # another scheme that is to go on
        row(7, 9, 8, "2024-01-01"),  # somebody else's
        row(8, 9, 6, "2020-01-01", "2023-12-31"),  # long over
        row(9, 9, 4, "2026-12-01"),  # another that would have begun that day
    )
    assert moves(5, {1, 2, 4, 6}, DAY, standing, keeps={6}) == Moves(
        begin=(4, 6), end=(standing[2], standing[4]), remove=(standing[3], standing[8]), prolong=(standing[1],)
    )


def test_what_keeps_a_draft_from_force_says_the_finding_itself() -> None:
    unpaid = remark(
        "function_unpaid", Severity.WARNING, "", "add_rule", function=Function.SELLING.value, person_id=1,
        net_minor=100_000, contract_id=4, event_on="2024-02-01",
    )  # fmt: skip
    checked = CheckedDraft(
        (), with_acceptances(DRAFT, [unpaid], []), 300_000, Month(2024, 2), "UAH", {1: "Olena"}, {4: "A-4"}
    )
    (finding,) = checked.obstacles()
    assert finding.code == "remark_open"
    assert finding_text(Words.of("en"), finding).replace("\xa0", " ") == (
        "Nobody is paid for «Selling». Olena did the most of it, for receipts of 1,000.00 UAH (contract A-4, "
        "01.02.2024)."
    )
    assert finding_text(Words.of("en"), Finding("remark_open")).startswith("The check has found something")
