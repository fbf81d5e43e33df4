"""What users are typing: kept for themselves alone, and no record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.bootstrap import Office
from app.kernel.actor import Actor, Role
from tests.support.clock import FrozenClock
from tests.support.database import actor
from tests.support.rights import journaled

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def typed(office: Office, who: Actor) -> dict[str, str]:
    return {draft.form_key: draft.body for draft in office.drafts.drafts(who)}


def test_a_draft_is_kept_written_over_and_dropped(office: Office, director: Actor, clock: FrozenClock) -> None:
    office.drafts.save_draft(director, "client:new", '{"name":"Ор"}')
    clock.instant += timedelta(minutes=1)
    office.drafts.save_draft(director, "invoice:7", "{}")
    office.drafts.save_draft(director, "client:new", '{"name":"Оріон"}')
    newest = office.drafts.drafts(director)
    assert [(draft.form_key, draft.body) for draft in newest] == [
        ("invoice:7", "{}"),
        ("client:new", '{"name":"Оріон"}'),
    ]
    assert newest[0].saved_at == NOON + timedelta(minutes=1)
    office.drafts.drop_draft(director, "client:new")
    office.drafts.drop_draft(director, "never kept")
    assert typed(office, director) == {"invoice:7": "{}"}


def test_everybody_sees_their_own(office: Office, director: Actor) -> None:
    office._db.execute("INSERT INTO user_account(login, login_key, role) VALUES ('ivan', 'ivan', 'accountant')")
    accountant = actor(Role.ACCOUNTANT, user_id=2)
    office.drafts.save_draft(accountant, "rate", "41")
    office.drafts.save_draft(director, "rate", "42")
    office.drafts.drop_draft(director, "rate")
    assert (typed(office, accountant), typed(office, director)) == ({"rate": "41"}, {})


def test_the_journal_knows_nothing_of_it(office: Office, director: Actor) -> None:
    before = journaled(office)
    done = office.drafts.save_draft(director, "client:new", "secret")
    office.drafts.drop_draft(director, "client:new")
    assert (journaled(office), done.areas) == (before, frozenset())


def test_it_survives_the_program(office: Office, director: Actor) -> None:
    office.drafts.save_draft(director, "client:new", "half a na")
    with Office.open(office.path, FrozenClock()) as again:
        assert typed(again, director) == {"client:new": "half a na"}
