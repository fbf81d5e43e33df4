"""The rule editor: every rule opens in it and comes out as it was; words follow the typing; faults stand at fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from pytestqt.qtbot import QtBot

from app.calc.facts import Function
from app.calc.scheme import (
    ByOrder,
    Each,
    EventKind,
    Extensions,
    Fading,
    HoldBack,
    Member,
    Named,
    Override,
    Percent,
    PeriodMeasure,
    Pool,
    Release,
    Rule,
    Source,
    Span,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.motivation.scheme_file import read_form
from app.motivation.templates import TEMPLATES, template_text
from app.wording.schemes import rule_text
from tests.conftest import TESTS
from tests.support.form_pages import plain
from tests.support.pages import unnamed
from tests.support.rule_desk import SOLD, RuleScreen, bench, editor_of
from ui.kit.theme import Theme
from ui.motivation.rules.editor import RuleEditor

WORDS: list[dict[str, Any]] = yaml.safe_load((TESTS / "app/wording/scheme_words.yaml").read_text(encoding="utf-8"))
USUAL = {"event": '"payment_received"', "pays": '"selling"', "rate": "{ percent = 1 }"}
HEAD = 'premia_scheme = 1\nkey = "sales"\nname = "Sales"\n[[version]]\nvalid_from = 2024-01-01\n'
Open = Callable[..., RuleScreen]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Open:
    assert theme.choice
    kept: list[RuleEditor] = []  # a window of its own is Qt's to end, never the garbage collector's

    def make(rule: Rule = SOLD, *others: Rule) -> RuleScreen:
        editor = editor_of(rule, *others)
        qtbot.addWidget(editor)
        kept.append(editor)
        editor.resize(760, 900)
        editor.show()
        return RuleScreen(editor)

    return make


def said_rule(text: str) -> Rule:
    """A rule as a file says it; what is left out is as usual."""
    stated = {line.partition(" = ")[0] for line in text.splitlines()}
    rest = "\n".join(f"{key} = {value}" for key, value in USUAL.items() if key not in stated)
    file, findings = read_form(f'{HEAD}[[version.rule]]\nkey = "sold"\n{text}\n{rest}\n')
    assert findings == ()
    return file.versions[0].rules[0]


def template_rules() -> list[tuple[str, tuple[Rule, ...]]]:
    found = []
    for template in TEMPLATES:
        file, _ = read_form(template_text(template, "Sales", date(2026, 1, 1)))
        found.append((template.key, file.versions[0].rules))
    return found


@pytest.mark.parametrize("text", [row["rule"] for row in WORDS], ids=[row["rule"].partition("\n")[0] for row in WORDS])
def test_a_rule_with_any_feature_opens_and_comes_out_as_it_was(text: str, opened: Open) -> None:
    rule = said_rule(text)
    screen = opened(rule)
    assert screen.rule == rule
    assert screen.editor.sentence == rule_text(bench().speech, rule)
    assert screen.right != bool(screen.editor.wrong)


@pytest.mark.parametrize(("key", "rules"), template_rules(), ids=[key for key, _ in template_rules()])
def test_every_rule_of_the_templates_opens_without_a_fault(key: str, rules: tuple[Rule, ...], opened: Open) -> None:
    for at, rule in enumerate(rules):
        screen = opened(rule, *rules[:at], *rules[at + 1 :])
        assert (key, screen.rule, screen.editor.wrong) == (key, rule, {})
        assert screen.right


def test_the_words_follow_the_typing(opened: Open) -> None:
    screen = opened()
    heard: list[Rule] = []
    screen.editor.changed.connect(heard.append)
    screen.type("percent", "7.5")
    assert screen.rule == replace(SOLD, rate=Percent(75_000))
    assert heard[-1] == screen.rule
    assert "7.5" in screen.editor.sentence
    screen.type("pays", "Finding")
    assert screen.editor.sentence.startswith("Whoever found the client earns")


def test_a_list_of_rates_and_one_that_falls(opened: Open) -> None:
    screen = opened()
    screen.type("kind", "A list")
    screen.type("rates", "20; 10 5")
    screen.type("extensions", "Earn nothing")
    assert screen.rule.rate == ByOrder((200_000, 100_000, 50_000))
    assert screen.rule.when.extensions is Extensions.NONE
    assert screen.right
    screen.type("kind", "A percentage that falls")
    for key, text in (("start", "10"), ("step", "2"), ("floor", "1")):
        screen.type(key, text)
    assert screen.rule.rate == Fading(100_000, 20_000, 10_000)
    assert screen.right


def test_a_table_with_a_gap_says_so_at_its_row(opened: Open, qtbot: QtBot) -> None:
    screen = opened()
    screen.type("kind", "A table")
    screen.type_row("tiers", 0, "up_to", "250000")
    screen.type_row("tiers", 0, "rate", "1.5")
    screen.add_row("tiers", "250000", "", "2.5")
    assert screen.rule.rate == Tiers(
        Measure.MONTH_TOTAL, TierMode.MARGINAL, (Band(25_000_000, 15_000), Band(None, 25_000, 25_000_000))
    )
    assert screen.right
    assert [row.outcome.text() for row in screen.rows("tiers").rows.rows] == ["₴3,750.00", "—"]
    screen.type_row("tiers", 1, "from", "300000")
    qtbot.waitUntil(lambda: "The tiers have a gap" in screen.row_fault("tiers", 1))
    assert not screen.row_fault("tiers", 0)
    assert not screen.right
    screen.type_row("tiers", 1, "from", "200000")
    qtbot.waitUntil(lambda: "The tiers overlap" in screen.row_fault("tiers", 1))
    screen.type_row("tiers", 1, "from", "")
    qtbot.waitUntil(lambda: not screen.row_fault("tiers", 1))
    assert screen.right
    screen.type_row("tiers", 1, "rate", "much")
    qtbot.waitUntil(lambda: "no percentage" in screen.row_fault("tiers", 1))
    rows = screen.rows("tiers").rows
    assert rows.focusProxy() is rows.rows[1].cells["rate"].inner, "the focus goes to what is wrong"


def test_premiums_by_number_are_typed_as_people_count(opened: Open) -> None:
    screen = opened(replace(SOLD, event=EventKind.CLIENT_WON))
    screen.type("kind", "A table")
    tiers = screen.rows("tiers")
    tiers.over.show_value(Measure.QUARTER_COUNT)
    tiers.gives.show_value("sum")
    screen.type_row("tiers", 0, "up_to", "1")
    screen.type_row("tiers", 0, "rate", "1000")
    screen.add_row("tiers", "2", "", "1500")
    assert screen.rule.rate == Tiers(
        Measure.QUARTER_COUNT, TierMode.MARGINAL, (Band(1, 0, None, 100_000), Band(None, 0, 1, 150_000))
    )
    assert screen.right


def test_named_people_share_by_percentages_that_make_a_whole(opened: Open, qtbot: QtBot) -> None:
    screen = opened()
    screen.type("pays", "Named")
    members = screen.rows("members")
    members.split.show_value("percents")
    screen.add_row("members", "04", "60")
    screen.add_row("members", "05", "30")
    qtbot.waitUntil(lambda: "90 %" in plain(screen.editor.wrong.get("members", "")))
    screen.type_row("members", 1, "part", "40")
    assert screen.rule.recipient == Named((Member("04", 600_000), Member("05", 400_000)))
    assert screen.right


def test_a_team_of_everybody_on_the_firms_receipts(opened: Open) -> None:
    screen = opened()
    screen.type("paid_on", "End of the month")
    screen.type("pays", "A team")
    screen.type("measure", "Receipts of the firm")
    assert screen.rule.recipient == Pool()
    assert screen.rule.measure is PeriodMeasure.FIRM_RECEIPTS
    assert screen.right
    screen.type("pays", "Everybody")
    screen.type("measure", "Receipts of each")
    screen.type("measured_by", "Running")
    assert (screen.rule.recipient, screen.rule.measured_by) == (Each(), Function.DELIVERING)
    assert screen.right


def test_what_an_event_cannot_have_is_not_asked(opened: Open) -> None:
    screen = opened(replace(SOLD, late=(LateBand(29, 1_000_000), LateBand(None, 500_000)), full_payment=True))
    assert screen.right
    screen.type("paid_on", "Contract signed")
    assert not any(map(screen.shows, ("late", "full_payment", "days_late_from", "reminded")))
    assert screen.right
    assert screen.rule.late == ()
    screen.type("paid_on", "Payment received")
    assert screen.rule.late[1:] == (LateBand(None, 500_000),)


def test_conditions_late_table_limits_and_hold_back(opened: Open) -> None:
    screen = opened()
    for key, text in (("number_from", "2"), ("number_to", "5"), ("tag", "vip"), ("sold", "Only if not")):
        screen.type(key, text)
    screen.type("pays", "Finding")
    screen.type("extensions", "Have a rate")
    screen.type("x_kind", "A percentage")
    screen.type("x_percent", "3")
    screen.add_row("late", "29", "100")
    screen.add_row("late", "", "50")
    screen.type("cap", "500")
    screen.type("every", "Quarter")
    screen.type("period_cap", "9000")
    screen.type("held_until", "Until the first act")
    screen.type("held", "20")
    screen.type("pay_after_months", "1")
    rule = screen.rule
    assert screen.right, screen.editor.wrong
    assert rule.when.order_number == Span(2, 5)
    assert (rule.when.client_tag, rule.when.recipient_sold) == ("vip", False)
    assert rule.extension_rate == Percent(30_000)
    assert rule.late == (LateBand(29, 1_000_000), LateBand(None, 500_000))
    assert rule.per_event.cap_minor == 50_000
    assert rule.per_period is not None
    assert rule.hold_back == HoldBack(200_000, Release.ACCEPTED)
    assert rule.pay_after_months == 1


def test_a_head_is_paid_on_what_the_team_earns(opened: Open) -> None:
    screen = opened(SOLD, replace(SOLD, key="found"))
    screen.type("paid_on", "What other people earn")
    screen.type("pays", "Named")
    screen.add_row("members", "06", "1")
    screen.add_row("sources", "This", "found")
    screen.add_row("team", "05")
    assert screen.rule.override == Override((Source("", "found"),), ("05",))
    assert screen.right, screen.editor.wrong
    assert not screen.shows("base")


def test_a_fault_of_two_fields_is_said_though_neither_was_touched(opened: Open, qtbot: QtBot) -> None:
    screen = opened(replace(SOLD, hold_back=HoldBack(200_000, Release.SETTLED)))
    assert screen.editor.fold_of("hold").open
    screen.type("paid_on", "Invoice paid in full")
    qtbot.waitUntil(lambda: "nothing is held" in screen.editor.wrong.get("held_until", ""))
    assert not screen.right
    assert "see the marked fields" in screen.editor.said_elsewhere


def test_parts_that_are_not_used_are_folded_and_say_what_they_hold(opened: Open) -> None:
    screen = opened(replace(SOLD, pay_after_months=2))
    folds = {key: screen.editor.fold_of(key).open for key in ("conditions", "late", "limits", "dates")}
    assert folds == {"conditions": False, "late": False, "limits": False, "dates": True}
    fold = screen.editor.fold_of("conditions")
    assert fold.head is not None
    fold.head.click()
    screen.type("tag", "vip")
    assert fold.head.accessibleDescription() == "tag of the client"


def test_everything_in_it_has_a_name(opened: Open) -> None:
    rules = [row["rule"] for row in WORDS]
    screen = opened(said_rule(rules[0]))
    for section in ("conditions", "extensions", "late", "limits", "hold", "dates", "name"):
        screen.editor.fold_of(section).show_inside(open_=True)
    assert unnamed(screen.editor) == []


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("language", ["uk", "ru"])
def test_it_speaks_every_language(language: str, qtbot: QtBot) -> None:
    editor: RuleEditor = editor_of(SOLD, language=language)
    qtbot.addWidget(editor)
    assert editor.sentence == rule_text(bench(language).speech, SOLD)
