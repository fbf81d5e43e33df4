"""What is being typed outlives a crash: it lies in the books, and the form offers it when it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Office
from app.clients.service import as_new
from tests.support.clock import FrozenClock
from tests.support.form_pages import clients
from tests.support.pages import Desk, click, wait_until
from ui.kit.form_questions import ConflictDialog


def kept(company: Path, clock: FrozenClock) -> list[str]:
    """The forms of which something is kept."""
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        return [draft.form_key for draft in office.drafts.drafts(actor)]


def test_what_was_typed_is_offered_after_a_crash(
    open_company: Callable[..., Desk], company: Path, clock: FrozenClock
) -> None:
    before = clients(open_company())
    before.edit().fill(note="Half a thought")
    wait_until(lambda: kept(company, clock) != [])
    screen = clients(open_company())  # the first window never ended properly
    form = screen.edit()
    assert form.offers_draft()
    assert "Half" not in form.texts["note"]
    click(form.sheet.bring_back)
    assert form.texts["note"] == "Half a thought"
    assert not form.offers_draft()
    form.save()
    assert screen.facts["Note"] == "Half a thought"
    assert kept(company, clock) == []


def changed_beside(company: Path, clock: FrozenClock, **values: Any) -> None:
    """Somebody else changes the client meanwhile."""
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        client = office.clients.get(actor, 1)
        office.clients.change(actor, 1, client.version, replace(as_new(client), **values))


@pytest.mark.parametrize(("mine", "stands"), [(True, "Half a thought"), (False, "Pays in time")])
def test_what_was_typed_against_a_row_that_was_changed_since_asks_whose_value_holds(
    open_company: Callable[..., Desk], company: Path, clock: FrozenClock, mine: bool, stands: str
) -> None:
    clients(open_company()).edit().fill(note="Half a thought")
    wait_until(lambda: kept(company, clock) != [])
    changed_beside(company, clock, note="Pays in time", country="PL")
    screen = clients(open_company())
    form = screen.edit()
    click(form.sheet.bring_back)
    form.save()
    asked = screen.desk.dialog(ConflictDialog)
    assert set(asked.groups) == {"note"}, "what nobody typed over is the other's"
    form.settle(note=mine)
    assert (screen.facts["Note"], screen.facts["Country"]) == (stands, "PL")
    assert kept(company, clock) == []


def test_back_in_the_form_the_question_comes_again_and_the_draft_outlives_another_crash(
    open_company: Callable[..., Desk], company: Path, clock: FrozenClock
) -> None:
    clients(open_company()).edit().fill(note="Half a thought")
    wait_until(lambda: kept(company, clock) != [])
    changed_beside(company, clock, note="Pays in time")
    screen = clients(open_company())
    form = screen.edit()
    click(form.sheet.bring_back)
    form.fill(note="A whole thought")
    form.sheet.drafts.keep()
    screen = clients(open_company())
    form = screen.edit()
    click(form.sheet.bring_back)
    assert form.texts["note"] == "A whole thought"
    form.save()
    form.settle(note=True)
    assert screen.facts["Note"] == "A whole thought"


def test_a_draft_of_an_older_program_is_offered_too(
    open_company: Callable[..., Desk], company: Path, clock: FrozenClock
) -> None:
    with Office.open(company, clock) as office:
        actor = office.access.sole_user()
        assert actor is not None
        office.drafts.save_draft(actor, "clients.change/1", '{"note": "Half a thought"}')
    screen = clients(open_company())
    form = screen.edit()
    click(form.sheet.bring_back)
    form.save()
    assert screen.facts["Note"] == "Half a thought"


def test_what_is_not_wanted_is_forgotten(open_company: Callable[..., Desk], company: Path, clock: FrozenClock) -> None:
    clients(open_company()).edit().fill(note="Half a thought")
    wait_until(lambda: kept(company, clock) != [])
    screen = clients(open_company())
    form = screen.edit()
    click(form.sheet.throw_away)
    assert kept(company, clock) == []
    assert "Half" not in form.texts["note"]


def test_a_discarded_form_keeps_nothing(open_company: Callable[..., Desk], company: Path, clock: FrozenClock) -> None:
    screen = clients(open_company())
    form = screen.edit().fill(note="Half a thought")
    wait_until(lambda: kept(company, clock) != [])
    screen.page.leave(lambda: None)
    form.answer("discard")
    assert kept(company, clock) == []


def test_another_language_keeps_what_is_typed(
    open_company: Callable[..., Desk], company: Path, clock: FrozenClock
) -> None:
    screen = clients(open_company())
    screen.edit().fill(note="Half a thought")
    screen.desk.speak("uk")
    assert kept(company, clock) == ["clients.change/1"]
    assert clients(screen.desk).edit().offers_draft()
