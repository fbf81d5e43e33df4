"""Schemes put in force, and who is paid by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.scheme import SchemeTerms
from app.kernel.actor import Role
from app.kernel.changes import Area
from app.kernel.errors import Denied, Invalid, NotFound, Refused, Stale
from app.motivation.model import NewAssignment, NewQuota, OpeningMeasure
from app.motivation.scheme_file import read_scheme
from app.staff.model import NewPerson
from tests.support.database import actor
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, close, open_office
from tests.support.schemes import simple_file

NEW_VERSION = simple_file("{ percent = 5 }", valid_from="2024-03-01")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as office:
        yield office


@pytest.fixture
def firm(office: Office) -> Firm:
    return Firm(office).person("Olena").person("Petro")


def codes(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in caught.value.findings]


def test_a_scheme_is_added_listed_and_written_back(firm: Firm) -> None:
    motivation = firm.office.motivation
    done = motivation.add_scheme(firm.actor, simple_file())
    (summary,) = motivation.schemes(firm.actor)
    assert done.areas == {Area.SCHEMES}
    assert summary.scheme == read_scheme(simple_file()).as_scheme(done.value)
    assert read_scheme(motivation.scheme_text(firm.actor, "finder")).versions == summary.scheme.versions
    with pytest.raises(NotFound):
        motivation.scheme(firm.actor, "nobody")


def test_a_new_version_is_added_under_the_same_key(firm: Firm) -> None:
    motivation = firm.office.motivation
    scheme_id = motivation.add_scheme(firm.actor, simple_file()).value
    renamed = NEW_VERSION.replace("The finder", "The finder, from March")
    assert motivation.add_scheme(firm.actor, renamed).value == scheme_id
    scheme = motivation.scheme(firm.actor, "finder")
    assert scheme.name == "The finder, from March"
    assert [(version.number, version.valid_from) for version in scheme.versions] == [
        (1, date(2024, 1, 1)),
        (2, date(2024, 3, 1)),
    ]


def test_the_same_file_twice_changes_nothing(firm: Firm) -> None:
    motivation = firm.office.motivation
    motivation.add_scheme(firm.actor, simple_file())
    again = motivation.add_scheme(firm.actor, simple_file())
    assert again.areas == frozenset()
    assert len(motivation.scheme(firm.actor, "finder").versions) == 1


def test_a_version_in_force_is_never_edited(firm: Firm) -> None:
    motivation = firm.office.motivation
    motivation.add_scheme(firm.actor, simple_file())
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, simple_file("{ percent = 11 }"))
    assert codes(caught) == [("version_in_force", "version[0]")]


def test_a_version_begins_in_an_open_month(firm: Firm) -> None:
    motivation = firm.office.motivation
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, simple_file(valid_from="2023-12-31"))
    assert codes(caught) == [("version_too_early", "version[0].valid_from")]
    motivation.add_scheme(firm.actor, simple_file())
    close(firm, JANUARY, FEBRUARY)
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, simple_file("{ percent = 5 }", valid_from="2024-02-15"))
    assert caught.value.findings[0].values == {"first_open": "2024-03-01"}
    motivation.add_scheme(firm.actor, NEW_VERSION)


def test_a_month_that_was_paid_is_as_good_as_closed(firm: Firm) -> None:
    motivation, payroll = firm.office.motivation, firm.office.payroll
    payroll.compute(firm.actor, JANUARY)
    for step in (payroll.submit, payroll.approve):
        step(firm.actor, JANUARY)
    motivation.add_scheme(firm.actor, simple_file())
    payroll.back_to_draft(firm.actor, JANUARY, "a scheme came")
    payroll.compute(firm.actor, JANUARY)
    for step in (payroll.submit, payroll.approve, payroll.pay):
        step(firm.actor, JANUARY)
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, simple_file("{ percent = 5 }", valid_from="2024-01-15"))
    assert codes(caught) == [("version_too_early", "version[0].valid_from")]
    assert payroll.open_month(firm.actor) == JANUARY


def test_a_bad_file_leaves_nothing_behind(firm: Firm) -> None:
    motivation = firm.office.motivation
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, simple_file("{ percent = 110 }"))
    assert codes(caught) == [("rate_out_of_range", "version[0].rule[0].rate.percent")]
    assert motivation.schemes(firm.actor) == ()


def test_whoever_a_scheme_names_is_on_the_staff(firm: Firm) -> None:
    """Staff numbers are compared as numbers are: 007 is 7."""
    motivation = firm.office.motivation
    named = simple_file().replace('"finding"', '{ named = { "001" = 1, "77" = 2 } }')
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, named)
    assert codes(caught) == [("person_unknown", "version[0].rule[0].pays.named.77")]
    assert caught.value.findings[0].values == {"staff_no": "77"}
    motivation.add_scheme(firm.actor, named.replace('"77"', '"2"'))


def test_whom_a_scheme_names_keeps_the_number_and_stays_on_the_staff(firm: Firm) -> None:
    """Else the scheme would pay whoever gets the number next."""
    office, petro = firm.office, firm.people["Petro"]
    office.motivation.add_scheme(firm.actor, simple_file().replace('"finding"', '{ pool = { "1" = 1, "2" = 2 } }'))
    person = office.staff.get(firm.actor, petro)
    with pytest.raises(Refused) as caught:
        office.staff.change(firm.actor, petro, person.version, NewPerson("22", "Petro"))
    assert caught.value.rule == "person_named"
    with pytest.raises(Refused) as caught:
        office.staff.remove(firm.actor, petro, person.version)
    assert caught.value.rule == "person_in_use"
    office.staff.change(firm.actor, petro, person.version, NewPerson("02", "Petro Koval"))
    assert office.staff.get(firm.actor, petro).staff_no == "02"


def test_those_whom_only_a_team_names_are_named_too(firm: Firm) -> None:
    office, olena = firm.office, firm.people["Olena"]
    office.motivation.add_scheme(firm.actor, simple_file())
    of_team = heads("heads", '{ scheme = "finder" }').replace("] }", '], team = ["1"] }')
    office.motivation.add_scheme(firm.actor, of_team)
    with pytest.raises(Refused) as caught:
        office.staff.remove(firm.actor, olena, 1)
    assert caught.value.rule == "person_in_use"


def heads(key: str, of: str) -> str:
    """A scheme of one override."""
    file = simple_file("{ percent = 5 }").replace('"finder"', f'"{key}"').replace('"paid"', '"head"')
    return f"{file}override = {{ of = [{of}] }}"


def test_an_override_names_rules_of_schemes_that_stand(firm: Firm) -> None:
    motivation = firm.office.motivation
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, heads("heads", '{ scheme = "finder", rule = "paid" }'))
    assert codes(caught) == [("override_scheme_unknown", "version[0].rule[0].override.of[0].scheme")]
    motivation.add_scheme(firm.actor, simple_file())
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, heads("heads", '{ scheme = "finder", rule = "lost" }'))
    assert codes(caught) == [("override_source_unknown", "version[0].rule[0].override.of[0].rule")]
    motivation.add_scheme(firm.actor, heads("heads", '{ scheme = "finder", rule = "paid" }'))


def test_overrides_of_two_schemes_are_not_paid_on_one_another(firm: Firm) -> None:
    motivation = firm.office.motivation
    motivation.add_scheme(firm.actor, simple_file())
    motivation.add_scheme(firm.actor, heads("heads", '{ scheme = "finder" }'))
    motivation.add_scheme(firm.actor, heads("bosses", '{ scheme = "heads", rule = "head" }'))
    circle = heads("heads", '{ scheme = "bosses", rule = "head" }').replace("2024-01-01", "2024-03-01")
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, circle)
    assert ("override_circle", "version[0].rule[0].override.of") in codes(caught)
    assert {finding.values["rules"] for finding in caught.value.findings} == {
        "heads.head → bosses.head → heads.head",
        "bosses.head → heads.head → bosses.head",
    }


def test_other_terms_are_another_version(firm: Firm) -> None:
    motivation = firm.office.motivation
    kind = simple_file().replace("valid_from = 2024-01-01", "valid_from = 2024-01-01\nterms = { silence_months = 12 }")
    motivation.add_scheme(firm.actor, kind)
    (version,) = motivation.scheme(firm.actor, "finder").versions
    assert version.terms == SchemeTerms(silence_months=12)
    assert motivation.add_scheme(firm.actor, kind).areas == frozenset()
    with pytest.raises(Invalid) as caught:
        motivation.add_scheme(firm.actor, simple_file())
    assert codes(caught) == [("version_in_force", "version[0]")]


def test_schemes_are_secret_and_the_directors(firm: Firm) -> None:
    motivation = firm.office.motivation
    with pytest.raises(Denied):
        motivation.add_scheme(actor(Role.ACCOUNTANT), simple_file())
    with pytest.raises(Denied):
        motivation.schemes(actor(Role.OFFICE_MANAGER))
    assert motivation.schemes(actor(Role.ACCOUNTANT)) == ()


def test_those_whom_a_scheme_pays_today_are_listed(firm: Firm) -> None:
    """The clock stands at 2026-11-20."""
    motivation = firm.office.motivation
    scheme_id = motivation.add_scheme(firm.actor, simple_file()).value
    motivation.assign(firm.actor, NewAssignment(scheme_id, firm.people["Olena"], date(2024, 1, 1)))
    motivation.assign(firm.actor, NewAssignment(scheme_id, firm.people["Petro"], date(2024, 1, 1), date(2025, 1, 1)))
    assert [summary.people for summary in motivation.schemes(firm.actor)] == [("Olena",)]


def test_one_scheme_pays_a_person_once_at_a_time(firm: Firm) -> None:
    motivation, olena = firm.office.motivation, firm.people["Olena"]
    scheme_id = motivation.add_scheme(firm.actor, simple_file()).value
    motivation.assign(firm.actor, NewAssignment(scheme_id, olena, date(2024, 2, 1), date(2024, 4, 30)))
    for start, end in (
        (date(2024, 4, 30), None),
        (date(2024, 1, 1), date(2024, 2, 1)),
        (date(2024, 1, 1), None),
    ):
        with pytest.raises(Invalid) as caught:
            motivation.assign(firm.actor, NewAssignment(scheme_id, olena, start, end))
        assert codes(caught) == [("assignment_overlaps", "valid_from")]
    motivation.assign(firm.actor, NewAssignment(scheme_id, olena, date(2024, 5, 1)))
    other = motivation.add_scheme(firm.actor, simple_file().replace('"finder"', '"finder-too"')).value
    motivation.assign(firm.actor, NewAssignment(other, olena, date(2024, 2, 1)))
    assert len(motivation.assignments(firm.actor)) == 3


def test_everything_wrong_with_an_assignment_is_said_at_once(firm: Firm) -> None:
    with pytest.raises(Invalid) as caught:
        firm.office.motivation.assign(firm.actor, NewAssignment(7, 9, date(2023, 1, 1), date(2022, 1, 1)))
    assert [code for code, _ in codes(caught)] == [
        "person_unknown",
        "scheme_unknown",
        "assignment_too_early",
        "ends_before_start",
    ]


def test_an_assignment_ends_in_an_open_month_or_on_the_eve_of_it(firm: Firm) -> None:
    motivation = firm.office.motivation
    scheme_id = motivation.add_scheme(firm.actor, simple_file()).value
    motivation.assign(firm.actor, NewAssignment(scheme_id, firm.people["Olena"], date(2024, 1, 1)))
    close(firm, JANUARY)
    (item,) = motivation.assignments(firm.actor)
    with pytest.raises(Invalid) as caught:
        motivation.end_assignment(firm.actor, item.id, item.version, date(2024, 1, 30))
    assert codes(caught) == [("assignment_month_closed", "valid_to")]
    with pytest.raises(Invalid) as caught:
        motivation.remove_assignment(firm.actor, item.id, item.version)
    assert codes(caught) == [("assignment_month_closed", "valid_from")]
    motivation.end_assignment(firm.actor, item.id, item.version, date(2024, 1, 31))
    (ended,) = motivation.assignments(firm.actor)
    assert ended.valid_to == date(2024, 1, 31)
    motivation.end_assignment(firm.actor, ended.id, ended.version, None)
    with pytest.raises(NotFound):
        motivation.end_assignment(firm.actor, 99, 1, None)


def test_a_plan_is_set_and_set_anew(firm: Firm) -> None:
    motivation, olena = firm.office.motivation, firm.people["Olena"]
    first = NewQuota(olena, date(2024, 1, 1), date(2024, 3, 31), 100_000)
    quota_id = motivation.set_quota(firm.actor, first).value
    assert motivation.set_quota(firm.actor, NewQuota(olena, first.valid_from, first.valid_to, 90_000)).value == quota_id
    assert [quota.amount_minor for quota in motivation.quotas(firm.actor)] == [90_000]
    with pytest.raises(Invalid) as caught:
        motivation.set_quota(firm.actor, NewQuota(olena, date(2024, 3, 31), date(2024, 6, 30), 0))
    assert codes(caught) == [("amount_not_positive", "amount_minor"), ("quota_overlaps", "valid_from")]


def test_a_plan_is_removed_and_comes_back(firm: Firm) -> None:
    motivation = firm.office.motivation
    new = NewQuota(firm.people["Olena"], date(2024, 1, 1), date(2024, 3, 31), 100_000)
    quota_id = motivation.set_quota(firm.actor, new).value
    with pytest.raises(Stale):
        motivation.remove_quota(firm.actor, quota_id, 9)
    done = motivation.remove_quota(firm.actor, quota_id, 1)
    assert motivation.quotas(firm.actor) == ()
    with pytest.raises(NotFound):
        motivation.remove_quota(firm.actor, quota_id, 1)
    firm.office.journal.undo(firm.actor, done.operation_id)
    assert [quota.amount_minor for quota in motivation.quotas(firm.actor)] == [100_000]


def test_an_opening_measure_belongs_to_a_rule(firm: Firm) -> None:
    motivation, olena = firm.office.motivation, firm.people["Olena"]
    motivation.add_scheme(firm.actor, simple_file())
    motivation.set_opening_measure(firm.actor, OpeningMeasure("finder", "paid", olena, 5_000, 2))
    motivation.set_opening_measure(firm.actor, OpeningMeasure("finder", "paid", olena, 6_000, 3))
    assert motivation.opening_measures(firm.actor) == (OpeningMeasure("finder", "paid", olena, 6_000, 3),)
    with pytest.raises(Invalid) as caught:
        motivation.set_opening_measure(firm.actor, OpeningMeasure("finder", "lost", olena, matched_count=-1))
    assert codes(caught) == [("rule_unknown", "rule_key"), ("count_negative", "matched_count")]
