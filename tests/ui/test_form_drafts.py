"""What is being typed outlives a crash: it lies in the books, and the form offers it when it is opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.bootstrap import Office
from tests.support.clock import FrozenClock
from tests.support.form_pages import clients
from tests.support.pages import Desk, click, wait_until


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
