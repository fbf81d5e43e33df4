"""Step 8 as somebody works with it: schemes side by side, sliders, months, bars that open."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.bootstrap import Office
from app.calc.parts import Part
from app.calc.scheme import ByOrder, Percent
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.changes import Area
from app.motivation.trial import Trial
from app.motivation.trial import tried as tried_on
from app.wording.accruals import accrual_sentence
from app.wording.trials import reason_sentence
from tests.support.pages import Table, wait_until
from tests.support.trial_pages import TrialDriver
from tests.ui.motivation.trial.conftest import BY_FUNCTION, EVERY_ORDER
from tests.ui.motivation.trial.test_bench import at_rate
from ui.motivation.trial.charts import View
from ui.motivation.trial.figures import key_figures

WORDS = Words.of("en")


def test_it_begins_with_what_is_paid_now(
    open_trial: Callable[..., TrialDriver], sample: Office, director: Actor
) -> None:
    driver = open_trial()
    assert driver.names == ["As now"]
    assert driver.picture.scene.comparison == sample.simulation.trial(director).comparison
    assert driver.figures["People paid more"] == ("—", "the others are compared with it")
    assert driver.view.gains.isHidden(), "nobody gains by what stands"


def test_schemes_are_added_from_the_menu_up_to_four(tried: TrialDriver, trial: Trial) -> None:
    assert tried.names == ["As now", EVERY_ORDER, BY_FUNCTION]
    assert tried.picture.scene.comparison == trial.comparison
    assert tried.view.lineup.buttons[2].isChecked()
    assert "As now" not in tried.offered()
    assert len([name for name in tried.offered() if name.endswith(", for everybody")]) == 2
    tried.add(BY_FUNCTION)
    assert tried.names[3] == "Pay by function (2)"
    assert not tried.view.lineup.add.isEnabled()


def test_every_shown_figure_is_the_trial_s(tried: TrialDriver, trial: Trial) -> None:
    for name in (EVERY_ORDER, BY_FUNCTION):
        tried.look_at(name)
        place = tried.names.index(name)
        limit_ppm = tried.picture.asked.limit_ppm
        expected = key_figures(tried.picture.scene, limit_ppm)
        assert tried.view.figures.figures == expected
        assert [card.value.text for card in tried.view.figures.cards] == [one.value for one in expected]
        gains = Table(tried.view.gains.table)
        own = trial.comparison.candidates[place].gains
        assert gains.column("Difference") == [WORDS.amount(gain.difference_minor) for gain in own]
        assert gains.column("Before") == [WORDS.amount(gain.before_minor) for gain in own]
    sides = Table(tried.view.sides.table)
    outcomes = [one.outcome for one in trial.comparison.candidates]
    assert sides.column("Cost") == [WORDS.amount(one.cost_minor) for one in outcomes]
    assert sides.column("Break-even") == [WORDS.amount(one.break_even_minor or 0) for one in outcomes]
    cost = tried.card(View.COST).chart
    assert cost is not None
    assert [one.values for one in cost.series] == [one.by_month for one in outcomes]


def test_a_moved_slider_gives_the_figures_of_a_new_trial_with_that_rate(tried: TrialDriver, trial: Trial) -> None:
    slider = tried.slider("selling")
    before = slider.value
    tried.slide("selling", 3)
    assert slider.value == before + 3_000
    assert slider.field.text() == WORDS.percent(before + 3_000)
    again = (*trial.candidates[:2], at_rate(trial.candidates[2], "selling", Percent(before + 3_000)))
    fresh = tried_on(trial.ground, again).comparison
    assert tried.picture.scene.comparison == fresh
    chart = tried.card(View.PEOPLE).chart
    assert chart is not None
    assert sum(value or 0 for value in chart.series[-1].values) == fresh.candidates[2].outcome.cost_minor
    assert tried.view.panel.back.isEnabled()
    tried.view.panel.back.click()
    tried.wait()
    assert tried.picture.scene.comparison == trial.comparison
    assert (slider.value, slider.field.text()) == (before, WORDS.percent(before))
    assert not tried.view.panel.back.isEnabled()


def test_a_rate_is_typed_exactly_even_beyond_the_slider_s_end(tried: TrialDriver, trial: Trial) -> None:
    tried.type_rate("finding", "7.77", at=1)
    rate = tried.view.panel.rates[tried.mark("finding")]
    assert isinstance(rate, ByOrder)
    assert rate.rates_ppm[1] == 77_700
    tried.type_rate("finding", "90", at=1)
    slider = tried.slider("finding", 1)
    assert slider.value == 900_000
    assert slider.slider.value() == slider.slider.maximum()
    rate = tried.view.panel.rates[tried.mark("finding")]
    again = (*trial.candidates[:2], at_rate(trial.candidates[2], "finding", rate))
    assert tried.picture.scene.comparison == tried_on(trial.ground, again).comparison


def test_what_is_no_rate_changes_nothing_and_is_said_under_the_field(tried: TrialDriver) -> None:
    before = tried.picture.scene.comparison
    for text in ("abc", "-3"):
        tried.type_rate("selling", text)
        slider = tried.slider("selling")
        assert slider.wrong
        assert slider.field.text() == text, "nothing typed is lost"
        assert tried.picture.scene.comparison == before
    QTest.keyClick(tried.slider("selling").slider, Qt.Key.Key_Right)
    assert not tried.slider("selling").wrong


def test_moved_rates_stay_when_another_scheme_is_looked_at_and_months_change(tried: TrialDriver) -> None:
    tried.slide("selling", 5)
    value = tried.slider("selling").value
    tried.look_at(EVERY_ORDER)
    tried.look_at(BY_FUNCTION)
    assert tried.slider("selling").value == value
    tried.look_back(24)
    assert len(tried.picture.scene.comparison.income.months) == 24
    assert tried.slider("selling").value == value
    moved = tried.picture.scene.comparison.candidates[2].outcome.cost_minor
    tried.view.panel.back.click()
    tried.wait()
    assert tried.picture.scene.comparison.candidates[2].outcome.cost_minor < moved


def test_the_scheme_that_is_looked_at_is_taken_out(tried: TrialDriver) -> None:
    tried.look_at("As now")
    tried.remove()
    assert tried.names == [EVERY_ORDER, BY_FUNCTION]
    assert tried.picture.scene.comparison.reference == 0, "the first one is what the other is compared with"
    assert "As now" in tried.offered()
    tried.remove()
    assert not tried.view.lineup.remove.isEnabled(), "one stays"


def test_a_click_on_a_bar_opens_the_accruals_behind_it(tried: TrialDriver, trial: Trial) -> None:
    entrant = tried.view.entrants[1]
    outcome = trial.comparison.candidates[1].outcome
    at, cost_minor = max(enumerate(outcome.by_month), key=itemgetter(1))
    dialog = tried.click_number(View.COST, entrant.id, trial.window.months[at])
    assert sum(line.accrual.amount_minor for line in dialog.lines) == cost_minor
    assert dialog.windowTitle() == f"{EVERY_ORDER}, {WORDS.month(trial.window.months[at])}"
    assert WORDS.money(cost_minor, "UAH") in dialog.sum.text()
    first = dialog.lines[0]
    assert dialog.why.text() == accrual_sentence(WORDS, first.accrual, first.client_name, first.source_name)
    table = Table(dialog.table)
    assert table.column("Why")[0] == dialog.why.text()
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == len(dialog.lines) + 1
    dialog.close()
    part = tried.click_number(View.PARTS, Part.REPEAT, entrant.id)
    assert sum(line.accrual.amount_minor for line in part.lines) == outcome.by_part[Part.REPEAT]
    part.close()


def test_the_accruals_are_exported(tried: TrialDriver, tmp_path: Path) -> None:
    entrant = tried.view.entrants[2]
    person_id = tried.picture.gains[0].person_id
    dialog = tried.click_number(View.PEOPLE, entrant.id, person_id)
    shown: list[Path] = []
    dialog.files.open_file = shown.append
    dialog.files.export_to(tmp_path / "behind.csv")
    wait_until(lambda: bool(shown))
    text = shown[0].read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == len(dialog.lines) + 1
    assert dialog.lines[0].contract_number in text
    assert str(shown[0]) in dialog.banner.text
    dialog.close()


def test_bars_open_by_the_keys(tried: TrialDriver) -> None:
    picture = tried.card(View.COST).view
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Right)
    QTest.keyClick(picture, Qt.Key.Key_Return)
    tried.wait()
    dialog = tried.dialog()
    first = tried.picture.scene.comparison
    assert sum(line.accrual.amount_minor for line in dialog.lines) == first.candidates[0].outcome.by_month[0]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_who_gains_and_why_stands_in_sentences(tried: TrialDriver) -> None:
    gains = tried.view.gains
    assert gains.headline.text() == "Who gains by «Pay by function», who loses, compared with «As now»"
    table = Table(gains.table)
    for at, row in enumerate(tried.picture.gains[:3]):
        table.pick(at)
        expected = " ".join(
            reason_sentence(WORDS, one, tried.picture.functions[one.rule], "UAH") for one in row.gain.reasons
        )
        assert gains.why.text() == f"{row.name}: {expected}"
    QTest.keyClick(gains.table, Qt.Key.Key_Return)
    tried.wait()
    dialog = tried.dialog()
    row = tried.picture.gains[2]
    assert sum(line.accrual.amount_minor for line in dialog.lines) == row.gain.after_minor
    dialog.close()


def test_a_row_of_the_side_by_side_table_is_looked_at_by_enter(tried: TrialDriver) -> None:
    table = tried.view.sides.table
    Table(table).pick(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    tried.wait()
    assert tried.view.lineup.buttons[1].isChecked()


def test_changed_books_are_read_again_at_the_moved_rates(tried: TrialDriver) -> None:
    tried.slide("selling", 5)
    value, ground = tried.slider("selling").value, tried.picture.asked.ground
    tried.view.context.changes.publish(frozenset({Area.PAYMENTS}))
    tried.wait()
    assert tried.picture.asked.ground is not ground
    assert tried.slider("selling").value == value


def test_the_arrows_walk_along_the_schemes(tried: TrialDriver) -> None:
    first, second, _third = tried.view.lineup.buttons
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus() or tried.view.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Space)
    tried.wait()
    assert second.isChecked()
