"""The schemes to start from: ten, complete, without findings, named in every language, adding up on the sample firm."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from app.i18n.words import LANGUAGES, Words
from app.motivation.scheme_file import examine, read_scheme
from app.motivation.templates import TEMPLATES, Template, template_text
from tests.app.motivation.golden_results import GOLDEN, results, stored_results
from tests.support.firm import Firm
from tests.support.months import open_office

NEXT_MONTH = date(2026, 12, 1)
BY_KEY = pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])


def test_there_are_ten_and_every_scheme_file_is_one_of_them() -> None:
    stored = {file.name.removesuffix(".toml") for file in (files("resources") / "templates").iterdir()}
    assert len(TEMPLATES) == 10
    assert {template.key for template in TEMPLATES} == stored - {"first-firm", "import-example"}
    assert {template.key for template in TEMPLATES} == {file.stem for file in GOLDEN.iterdir()}


@BY_KEY
def test_a_template_has_no_finding_and_the_name_and_date_that_were_asked_for(template: Template) -> None:
    scheme, findings = examine(template_text(template, 'Кому «добре», кому "ні" \\ ні', NEXT_MONTH))
    assert findings == ()
    assert (scheme.key, scheme.name) == (template.key, 'Кому «добре», кому "ні" \\ ні')
    assert [version.valid_from for version in scheme.versions] == [NEXT_MONTH]


@BY_KEY
def test_a_template_says_for_whom_it_is_and_what_each_rule_is_about(template: Template) -> None:
    text = template_text(template, template.title, NEXT_MONTH)
    head = text.partition("premia_scheme")[0]
    assert head.startswith(f"# {template.title}.\n# For ")
    rules = [line for line in text.splitlines() if line.startswith("[[version.rule]]")]
    assert rules
    assert [line for line in rules if "# " not in line] == []


@BY_KEY
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_ideas_are_said_in_every_language(template: Template, language: str) -> None:
    said = [Words.of(language).text(text) for text in (template.title, template.idea)]
    assert all(said)
    assert (said == [template.title, template.idea]) == (language == "en")


def test_a_template_is_put_in_force_as_it_is(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        firm = Firm(office)
        for template in TEMPLATES:
            office.motivation.add_scheme(firm.actor, template_text(template, template.title, date(2024, 1, 1)))
            written = office.motivation.scheme_text(firm.actor, template.key)
            assert read_scheme(written) == read_scheme(template_text(template, template.title, date(2024, 1, 1)))
        assert len(office.motivation.schemes(firm.actor)) == len(TEMPLATES)


@pytest.mark.slow
@BY_KEY
def test_the_sample_firm_would_be_paid_what_it_was_paid_before(template: Template) -> None:
    assert results(template) == stored_results(template)
