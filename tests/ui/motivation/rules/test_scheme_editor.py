"""A scheme by its rules: opened, read, edited, put in another order, compared line by line with a version in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest

from app.bootstrap import Office
from app.calc.scheme import Leaving, Percent
from app.motivation.draft.comparing import Kind
from app.motivation.draft.records import Source
from app.motivation.templates import TEMPLATES, template_text
from tests.support.form_pages import plain, type_into
from tests.support.looks import tab_faults
from tests.support.pages import Desk, agree_to, click, unnamed, wait_until
from tests.support.rule_pages import RulesScreen
from tests.support.wizard_pages import open_dialog
from ui.kit.dialog import QuestionDialog
from ui.motivation.rules.dialog import RuleDialog, TermsDialog
from ui.motivation.rules.scheme_editor import SchemeEditor

Open = Callable[..., Desk]
BY_FUNCTION = next(one for one in TEMPLATES if one.key == "by-function")


class EditorScreen:
    """The editor within the window."""

    def __init__(self, desk: Desk, source: Source, key: str, name: str = "Sales") -> None:
        assert desk.window.workspace is not None
        self.desk = desk
        self.context = desk.window.workspace.context
        draft_id = self.asked(lambda office: office.scheme_drafts.start(self.context.actor, source, key, name).value)
        self.page = SchemeEditor(self.context, draft_id, desk.window)
        self.left: list[Any] = []
        self.page.left.connect(lambda: self.left.append("left"))
        self.page.wizard_wished.connect(self.left.append)
        self.page.resize(1024, 1400)
        self.page.show()
        self.page.raise_()
        wait_until(lambda: self.page.rules is not None and bool(self.page.rules.cards))
        assert self.page.rules is not None
        self.rules = RulesScreen(desk, self.page.rules)

    def asked(self, work: Callable[[Office], Any]) -> Any:
        """Do something with the books."""
        found: list[Any] = []
        self.context.lanes.work.ask(self.desk.window, lambda office, _: work(office), found.append)
        wait_until(lambda: bool(found))
        return found[0]

    @property
    def draft(self) -> Any:
        """As it stands on screen."""
        assert self.page.desk is not None
        return self.page.desk.draft


@pytest.fixture
def opened(open_company: Open) -> Iterator[Callable[..., EditorScreen]]:
    made: list[EditorScreen] = []

    def make(source: Source = Source.TEMPLATE, key: str = "by-function", *, stands: bool = False) -> EditorScreen:
        desk = open_company()
        assert desk.window.workspace is not None
        context = desk.window.workspace.context
        if stands:
            text = template_text(BY_FUNCTION, "By function", date(2027, 1, 1))
            context.lanes.work.ask(
                desk.window, lambda office, _: office.motivation.add_scheme(context.actor, text), lambda _done: None
            )
        made.append(EditorScreen(desk, source, key))
        return made[-1]

    yield make
    for screen in made:
        screen.page.hide()
        screen.page.deleteLater()


def test_every_rule_stands_there_in_words(opened: Callable[..., EditorScreen]) -> None:
    screen = opened()
    assert [card.key for card in screen.rules.rules.cards] == [own.rule.key for own in screen.draft.rules]
    assert screen.rules.said[1] == "Whoever sold the order earns 2 % of every payment received, without VAT."
    QTest.qWait(20)
    assert (unnamed(screen.page), tab_faults(screen.page)) == ([], [])


def test_a_rule_is_edited_moved_up_and_saved(opened: Callable[..., EditorScreen]) -> None:
    screen = opened()
    dialog, editor = screen.rules.edit("selling")
    editor.type("percent", "3")
    click(dialog.take_button)
    click(screen.rules.card("selling").up)
    assert [own.rule.key for own in screen.draft.rules][:2] == ["selling", "finding"]
    assert not screen.rules.card("selling").up.isEnabled()
    click(screen.page.leave_button)
    wait_until(lambda: screen.left == ["left"])
    stored = screen.asked(lambda office: office.scheme_drafts.get(screen.context.actor, screen.page.draft_id)).draft
    assert stored.rules[0].rule.rate == Percent(30_000)


def test_what_was_typed_is_not_thrown_away_without_a_question(opened: Callable[..., EditorScreen]) -> None:
    screen = opened()
    dialog, editor = screen.rules.edit("selling")
    editor.type("percent", "3")
    dialog.reject()
    assert dialog.isVisible()
    agree_to(open_dialog(screen.desk, QuestionDialog))
    wait_until(lambda: not any(one.isVisible() for one in screen.desk.window.findChildren(RuleDialog)))
    assert screen.draft.rule("selling").rule.rate == Percent(20_000)


def test_what_holds_for_all_rules_is_edited(opened: Callable[..., EditorScreen]) -> None:
    screen = opened()
    assert screen.rules.rules.terms is not None
    click(screen.rules.rules.terms.edit)
    dialog = open_dialog(screen.desk, TermsDialog)
    type_into(dialog.form.input("silence_months").inner, "0")
    wait_until(lambda: "one month of silence" in dialog.form.wrong.get("silence_months", ""))
    click(dialog.take_button)
    assert dialog.isVisible()
    type_into(dialog.form.input("silence_months").inner, "12")
    type_into(dialog.form.input("leaving").inner, "Goes on earning for")
    type_into(dialog.form.input("leaving_months").inner, "3")
    assert "for 3 months" in plain(dialog.said.text())
    click(dialog.take_button)
    terms = screen.draft.terms
    assert (terms.silence_months, terms.leaving, terms.leaving_months) == (12, Leaving.KEEP_MONTHS, 3)
    assert "12 months is a new client again" in plain(screen.rules.rules.terms.said.text())


def test_the_next_version_is_compared_with_the_one_in_force(opened: Callable[..., EditorScreen]) -> None:
    screen = opened(Source.IN_FORCE, "by-function", stands=True)
    click(screen.rules.card("invoicing").remove)
    dialog, editor = screen.rules.edit("selling")
    editor.type("percent", "3")
    click(dialog.take_button)
    dialog, editor = screen.rules.write()
    editor.type("percent", "1")
    click(dialog.take_button)
    type_into(screen.page.versions, "the version in force")
    comparison = screen.page.compared.comparison
    assert comparison is not None
    kinds = {line.key: line.kind for line in comparison.lines}
    assert (kinds["invoicing"], kinds["selling"], kinds["rule"]) == (Kind.REMOVED, Kind.CHANGED, Kind.ADDED)
    texts = [plain(text) for text in shown_texts(screen)]
    assert "Changed: rule «selling»" in texts
    assert "Whoever sold the order earns 3 % of every payment received, without VAT." in texts


def test_the_draft_goes_on_in_the_wizard(opened: Callable[..., EditorScreen]) -> None:
    screen = opened()
    type_into(screen.page.name, "Everybody earns")
    click(screen.page.wizard_button)
    wait_until(lambda: screen.left == [screen.page.draft_id])
    assert screen.draft.name == "Everybody earns"


def shown_texts(screen: EditorScreen) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [one.text() for one in screen.page.compared.findChildren(QLabel)]
