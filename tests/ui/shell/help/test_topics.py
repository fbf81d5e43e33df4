"""The texts of Help hold: each page has its topic, each link leads somewhere, each name and key is the program's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAction, QShortcut

from app.i18n.words import LANGUAGES, Words
from app.paths import resource
from tests.support.help_pages import press_f1
from tests.support.pages import Desk, click
from tests.ui.conftest import OpenDesk
from ui.kit.parts_page import PartsPage
from ui.shell.create_firm import CreateFirmDialog
from ui.shell.help.desk import FIRST
from ui.shell.help.keys import GROUPS as KEY_GROUPS
from ui.shell.help.keys import KNOWN
from ui.shell.help.topics import KEYS, LINK, NAME, only_to, raw_text, topic_of, topics
from ui.shell.pages import ENTRIES, parts_of

EACH = [(language, key) for language in LANGUAGES for key in KEYS]
PRESSED = re.compile(r"(?:Ctrl|Alt|Shift)\+\w+|\bF\d\d?\b|\b(?:Esc|Enter|Tab|PgUp|PgDn|Shift|Ctrl)\b")
OTHER_NAMES = {"Ctrl+Return": "Ctrl+Enter", "Alt+Left": "Alt+←", "Alt+Right": "Alt+→"}


def known_texts() -> frozenset[str]:
    """Every text that the program says, as it stands in its catalogues."""
    po = resource("locale", "uk", "LC_MESSAGES", "premia.po").read_text(encoding="utf-8")
    lines = re.findall(r'^msgid(?:_plural)? ((?:"[^\n]*"\n)+)', po, re.MULTILINE)
    return frozenset("".join(re.findall(r'"(.*)"\n', line)).replace('\\"', '"') for line in lines)


def places() -> Iterator[tuple[str, str]]:
    """Every page of the window, and its parts."""
    for entry in ENTRIES:
        if entry.build is not None:
            yield entry.key, ""
            yield from ((entry.key, part.key) for part in parts_of(entry.key))


@pytest.mark.parametrize(("page", "part"), list(places()))
def test_every_page_and_every_part_has_a_topic(page: str, part: str) -> None:
    assert topic_of(page, part) != FIRST or (not part and parts_of(page)), "its file is missing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_of_a_language_holds_the_topics_and_nothing_else(language: str) -> None:
    assert {path.stem for path in resource("help", language).iterdir()} == set(KEYS)
    titles = [topic.title for topic in topics(language).values()]
    assert all(titles)
    assert len(set(titles)) == len(titles), "a title names one topic"


@pytest.mark.parametrize(("language", "key"), EACH)
def test_every_name_is_one_that_the_program_says(language: str, key: str) -> None:
    assert set(NAME.findall(raw_text(language, key))) <= known_texts()


@pytest.mark.parametrize(("language", "key"), EACH)
def test_every_key_is_one_that_the_program_hears(language: str, key: str) -> None:
    assert set(PRESSED.findall(raw_text(language, key))) <= KNOWN


@pytest.mark.parametrize(("language", "key"), EACH)
def test_every_link_leads_somewhere(language: str, key: str) -> None:
    leads = {"/".join(filter(None, place)) for place in places()}
    for _text, kind, target in LINK.findall(raw_text(language, key)):
        assert target in (KEYS if kind == "help" else leads)


@pytest.mark.parametrize("key", KEYS)
def test_the_three_languages_say_the_same(key: str) -> None:
    """Not word for word; but the names and the links are the same ones."""
    english, *others = (raw_text(language, key) for language in LANGUAGES)
    for text in others:
        assert sorted(NAME.findall(text)) == sorted(NAME.findall(english))
        assert sorted(found[1:] for found in LINK.findall(text)) == sorted(found[1:] for found in LINK.findall(english))


@pytest.mark.parametrize(("language", "key"), EACH)
def test_nothing_of_the_markup_is_left_for_the_reader(language: str, key: str) -> None:
    text = topics(language)[key].text
    assert text.startswith("# ")
    assert not re.search(r"\[\]\(|\{\{|\}\}|….\*\*|\*\*\.\.", text)
    assert key == "settings-numbering" or "{" not in text


def test_names_are_said_in_the_language_of_the_window() -> None:
    assert "**New payment**" in topics("en")["payments"].text
    assert "**Нова оплата**" in topics("uk")["payments"].text
    assert "**Новая оплата**" in topics("ru")["payments"].text
    assert "`Р-{year}/{n:3}`" in topics("uk")["settings-numbering"].text


def test_links_to_what_may_not_be_opened_are_only_names() -> None:
    text = "See [**Payroll**](page:payroll), [**Home**](page:home) and [The keys](help:keyboard)."
    assert only_to(text, frozenset({"home"})) == (
        "See **Payroll**, [**Home**](page:home) and [The keys](help:keyboard)."
    )


def test_a_topic_answers_words_of_its_text_and_better_those_of_its_title() -> None:
    payments = topics("en")["payments"]
    assert payments.rank("payments") == 0
    assert payments.rank("storno payments") == 1
    assert payments.rank("storno recovery") is None
    assert payments.rank("page:") is None, "where a link leads is nothing to be found"
    assert topics("uk")["payments"].rank("ОПЛАТИ") == 0


def heard(desk: Desk) -> Iterator[str]:
    """The keys that the window hears now: of its shortcuts and of its menus."""
    for shortcut in desk.window.findChildren(QShortcut):
        yield shortcut.key().toString()
    for action in desk.window.findChildren(QAction):
        yield action.shortcut().toString()


def test_the_list_of_keys_is_the_list_of_what_the_window_hears(
    open_company: Callable[..., Desk], open_desk: OpenDesk
) -> None:
    beginning = open_desk()
    assert beginning.window.welcome is not None
    click(beginning.window.welcome.create_button)
    beginning.dialog(CreateFirmDialog)
    found = set(heard(beginning))
    desk = open_company()
    for key in desk.workspace.page_keys:
        desk.window.open_page(key)
        page = desk.page
        if isinstance(page, PartsPage):
            for part in page.parts:
                page.open_part(part.key)
    found |= set(heard(desk))
    found |= {shortcut.key().toString() for shortcut in press_f1(desk).window.findChildren(QShortcut)}
    found = {OTHER_NAMES.get(keys, keys) for keys in found if keys and not re.fullmatch(r"Ctrl\+[2-9]", keys)}
    listed = {key.keys for _headline, keys in KEY_GROUPS for key in keys}
    assert found <= listed, "a key that the list does not name"
    assert {key.keys for _headline, keys in KEY_GROUPS for key in keys if key.heard} <= found, "a key nobody hears"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_topic_of_the_keys_lists_them_all(language: str) -> None:
    text, words = topics(language)["keyboard"].text, Words.of(language)
    for _headline, keys in KEY_GROUPS:
        for key in keys:
            assert f"| **{words.text(key.keys)}** | {words.text(key.does)} |" in text
