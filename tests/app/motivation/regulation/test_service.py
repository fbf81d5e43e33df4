"""Regulations of a real file: of a draft before it is in force, and of a version in force, for those whom it pays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Office
from app.export.document import Document, Table
from app.kernel.errors import Invalid, NotFound
from app.motivation.draft.records import Source
from tests.support.firm import Firm
from tests.support.months import FEBRUARY, JANUARY, close, open_office, small_firm
from tests.support.rights import journaled
from tests.support.schemes import simple_file


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    """Olena earns 10 % of what Orion pays; January and February are closed."""
    with open_office(tmp_path) as office:
        firm = small_firm(office)
        close(firm, JANUARY, FEBRUARY)
        yield firm


def signed_by(document: Document) -> list[str]:
    """Who has a page to sign."""
    return [section.signatures[0].name for section in document.sections if section.signatures]


def texts(document: Document) -> str:
    return "\n".join(document.texts())


def key_of(office: Office, firm: Firm) -> str:
    return office.motivation.schemes(firm.actor)[0].scheme.key


def test_a_version_in_force_has_its_regulation_for_those_whom_it_pays(firm: Firm) -> None:
    office, before = firm.office, journaled(firm.office)
    key = key_of(office, firm)
    document = office.regulations.of_scheme(firm.actor, key, "uk", date(2024, 3, 1))
    assert (document.language, document.title) == ("uk", "Положення про преміювання")
    assert signed_by(document) == ["Olena"]
    assert f"{key}/1" in texts(document)
    assert journaled(office) == before
    with pytest.raises(NotFound):
        office.regulations.of_scheme(firm.actor, "nothing", "uk")


def test_a_version_to_come_is_asked_for_by_its_day(firm: Firm) -> None:
    office, key = firm.office, key_of(firm.office, firm)
    later = simple_file().replace("2024-01-01", "2024-04-01").replace("percent = 10", "percent = 7")
    office.motivation.add_scheme(firm.actor, later)
    now = texts(office.regulations.of_scheme(firm.actor, key, "en", date(2024, 3, 31)))
    then = texts(office.regulations.of_scheme(firm.actor, key, "en", date(2024, 4, 1)))
    assert (f"{key}/1" in now, f"{key}/2" in then) == (True, True)
    assert ("earns 10\xa0%" in now, "earns 7\xa0%" in then) == (True, True)


def test_a_draft_has_its_regulation_before_it_is_put_in_force(firm: Firm) -> None:
    office, drafts = firm.office, firm.office.scheme_drafts
    draft_id = drafts.start(firm.actor, Source.TEMPLATE, "high-then-low", "Своя").value
    stored = drafts.get(firm.actor, draft_id)
    people = frozenset({firm.people["Petro"]})
    drafts.save(firm.actor, draft_id, stored.row.version, replace(stored.draft, people=people))
    document = office.regulations.of_draft(firm.actor, draft_id, "ru")
    assert (document.language, document.subtitle) == ("ru", "схема «Своя»")
    assert signed_by(document) == ["Petro"]
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    assert any("10.03.2024" in row.cells for table in tables for row in table.rows)


def test_a_draft_without_rules_has_none(firm: Firm) -> None:
    draft_id = firm.office.scheme_drafts.start(firm.actor, Source.EMPTY, "", "Порожня").value
    with pytest.raises(Invalid) as refused:
        firm.office.regulations.of_draft(firm.actor, draft_id, "uk")
    assert [finding.code for finding in refused.value.findings] == ["rules_empty"]
    with pytest.raises(NotFound):
        firm.office.regulations.of_draft(firm.actor, 99, "uk")
