"""The scheme check over a real file: schemes in force, and a file that is not in force yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.calc.remarks import Severity
from app.kernel.errors import Invalid
from app.motivation.checking import USUAL_LIMIT_PPM
from app.motivation.templates import TEMPLATES, Template, template_text
from tests.support.clock import FrozenClock
from tests.support.firm import Firm
from tests.support.months import open_office
from tests.support.sample import sample_path

FALLING = """
premia_scheme = 1
key = "new"
name = "New"
[[version]]
valid_from = 2026-11-01
[[version.rule]]
key = "sale"
event = "payment_received"
pays = "selling"
rate = { tiers = "whole", over = "month_total", bands = [{ up_to = 100000, percent = 2 }, { percent = 1 }] }
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with Office.open(sample_path(tmp_path_factory.mktemp("checked")), FrozenClock()) as office:
        yield office


def test_the_schemes_in_force_are_examined_on_the_whole_history(sample: Office) -> None:
    director = sample.access.sole_user()
    assert director is not None
    found = sample.scheme_check.check(director, USUAL_LIMIT_PPM)
    assert found.through.text == "2026-11"
    assert [one for one in found.remarks if one.severity is Severity.FAULT] == []
    unassigned = [dict(one.values) for one in found.remarks if one.code == "person_unassigned"]
    assert {found.people[int(one["person_id"] or 0)] for one in unassigned} == {"Кравченко Максим Ігорович"}
    assert {one.code for one in sample.scheme_check.check(director, 10_000).remarks} >= {"cost_above_limit"}


@pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])
def test_a_template_has_nothing_above_a_note(sample: Office, template: Template) -> None:
    director = sample.access.sole_user()
    assert director is not None
    text = template_text(template, template.title, date(2026, 12, 1))
    found = sample.scheme_check.check(director, USUAL_LIMIT_PPM, text).remarks
    assert [one for one in found if one.severity is not Severity.NOTE] == []


def test_a_file_is_examined_as_if_it_had_always_paid_everybody(sample: Office) -> None:
    director = sample.access.sole_user()
    assert director is not None
    found = sample.scheme_check.check(director, text=FALLING)
    (falls,) = [one for one in found.remarks if one.code == "pay_falls"]
    values = dict(falls.values)
    assert (falls.severity, falls.place) == (Severity.FAULT, "new.sale")
    assert (values["at_minor"], values["above_minor"]) == (200_000, 100_000)
    assert int(values["reached"] or 0) > 10_000_000
    assert "new" not in {summary.scheme.key for summary in sample.motivation.schemes(director)}


def test_what_makes_no_sense_is_a_remark_and_what_cannot_be_read_is_refused(sample: Office) -> None:
    director = sample.access.sole_user()
    assert director is not None
    found = sample.scheme_check.check(director, text=FALLING.replace("percent = 2", "percent = 200"))
    assert [(one.code, one.severity) for one in found.remarks] == [("rate_out_of_range", Severity.FAULT)]
    with pytest.raises(Invalid):
        sample.scheme_check.check(director, text="premia_scheme = 1\nkey = 5")


def test_without_any_history_there_is_nothing_to_say(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        firm = Firm(office)
        assert office.scheme_check.check(firm.actor).remarks == ()
