"""What if and the forecast, beside history and named so."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest

from app.calc.what_if import Leaver, WhatIf
from app.i18n.words import Words
from app.motivation.trial import Trial
from app.wording.trials import assumed_sentence, doubtful_sentence, range_sentence
from tests.support.pages import Table, wait_until
from tests.support.trial_pages import TrialDriver
from ui.kit.chart_model import Chosen
from ui.motivation.trial.asides import HISTORY_KEY, WHAT_IF_KEY

WORDS = Words.of("en")


def ask(driver: TrialDriver) -> None:
    driver.view.what_if.ask()
    driver.wait()


def test_what_if_stands_beside_history_and_says_that_it_is_none(tried: TrialDriver, trial: Trial) -> None:
    panel = tried.view.what_if
    panel.open()
    assert panel.result.isHidden(), "nothing is asked yet"
    panel.new_clients.put(20)
    panel.days_later.put(15)
    ask(tried)
    changed = trial.what_if(WhatIf(new_clients_ppm=200_000, days_later=15)).comparison
    assert (
        panel.said.text() == "What if, not history: 20\N{NO-BREAK SPACE}% more new clients; clients pay 15 days later."
    )
    table = Table(panel.table)
    assert table.column("In history") == [WORDS.amount(one.outcome.cost_minor) for one in trial.comparison.candidates]
    assert table.column("What if") == [WORDS.amount(one.outcome.cost_minor) for one in changed.candidates]
    chart = panel.chart.chart
    assert chart is not None
    assert [one.title for one in chart.series] == ["In history", "What if"]
    assert chart.series[1].values == tuple(one.outcome.cost_minor for one in changed.candidates)
    own = changed.candidates[2].range
    assert own is not None
    assert panel.range.text() == f"«Pay by function»: {range_sentence(WORDS, own, 'UAH')}"


def test_sliders_ask_when_the_hand_pauses_and_nothing_asked_shows_nothing(tried: TrialDriver) -> None:
    panel = tried.view.what_if
    panel.open()
    panel.repeat_orders.slider.setValue(4)
    wait_until(lambda: not panel.result.isHidden())
    assert panel.question == WhatIf(repeat_orders_ppm=200_000)
    panel.repeat_orders.put(0)
    ask(tried)
    assert panel.result.isHidden()


def test_somebody_leaves_and_other_clients_may_be_chosen(tried: TrialDriver, trial: Trial) -> None:
    panel = tried.view.what_if
    panel.open()
    person_id = max(trial.comparison.candidates[0].outcome.by_person.items(), key=itemgetter(1))[0]
    panel.leaver.setCurrentIndex(panel.leaver.findData(person_id))
    panel.last_month.setCurrentIndex(2)
    panel.new_clients.put(-50)
    panel.others.click()
    tried.wait()
    month = trial.window.months[2]
    what = WhatIf(new_clients_ppm=-500_000, leavers=(Leaver(person_id, month.last),), seed=1)
    assert panel.question == what
    assert f"{trial.ground.people[person_id]} gone after {WORDS.date(month.last)}" in panel.said.text()
    changed = trial.what_if(what).comparison
    assert Table(panel.table).column("What if") == [WORDS.amount(one.outcome.cost_minor) for one in changed.candidates]


def test_what_if_follows_a_moved_rate(tried: TrialDriver) -> None:
    panel = tried.view.what_if
    panel.open()
    panel.new_clients.put(20)
    ask(tried)
    before = Table(panel.table).column("What if")
    tried.slide("selling", 5)
    after = Table(panel.table).column("What if")
    assert before[:2] == after[:2]
    assert before[2] != after[2]


def test_what_is_no_whole_number_within_the_ends_is_said_and_changes_nothing(tried: TrialDriver) -> None:
    days = tried.view.what_if.days_later
    days.put(15)
    for text in ("999", "", "-1", "many"):
        days.field.selectAll()
        days.field.setText(text)
        QTest.keyClick(days.field, Qt.Key.Key_Return)
        assert days.wrong == "Type a whole number from 0 to 180."
        assert (days.value, days.field.text()) == (15, text)
    QTest.keyClick(days.slider, Qt.Key.Key_Right)
    assert (days.value, days.field.text(), days.wrong) == (16, "16", "")


def test_the_numbers_of_what_if_open_their_accruals(tried: TrialDriver, trial: Trial) -> None:
    panel = tried.view.what_if
    panel.open()
    panel.new_clients.put(20)
    ask(tried)
    entrant = tried.view.entrants[1]
    changed = trial.what_if(WhatIf(new_clients_ppm=200_000)).comparison
    for key, comparison in ((HISTORY_KEY, trial.comparison), (WHAT_IF_KEY, changed)):
        panel.chart.chosen.emit(Chosen(key, entrant.id))
        tried.wait()
        dialog = tried.dialog()
        assert sum(one.accrual.amount_minor for one in dialog.lines) == comparison.candidates[1].outcome.cost_minor
        assert ("what if" in dialog.windowTitle()) == (key == WHAT_IF_KEY)
        dialog.close()


def test_the_forecast_lists_all_that_it_assumes_and_opens_its_bars(tried: TrialDriver, trial: Trial) -> None:
    panel = tried.view.forecast
    panel.open()
    tried.wait()
    outlook = trial.forecast()
    chart = panel.chart.chart
    assert chart is not None
    assert [one.values for one in chart.series] == [one.outcome.by_month for one in outlook.trial.comparison.candidates]
    clients, contracts = trial.ground.clients, trial.ground.contracts
    expected = [
        assumed_sentence(WORDS, one, clients[one.client_id], contracts[one.contract_id]) for one in outlook.assumed
    ]
    expected += [
        doubtful_sentence(WORDS, one, clients[one.client_id], contracts[one.contract_id]) for one in outlook.doubtful
    ]
    model = panel.list.model()
    assert isinstance(model, QStringListModel)
    assert model.stringList() == expected
    assert panel.count.text().startswith(f"{len(outlook.assumed)} things are assumed")
    panel.chart.chosen.emit(Chosen(tried.view.entrants[2].id, outlook.trial.window.first))
    tried.wait()
    dialog = tried.dialog()
    cost_minor = outlook.trial.comparison.candidates[2].outcome.by_month[0]
    assert sum(one.accrual.amount_minor for one in dialog.lines) == cost_minor
    assert "forecast" in dialog.windowTitle()
    dialog.close()


def test_folds_open_by_the_keys(open_trial: Callable[..., TrialDriver]) -> None:
    driver = open_trial()
    QTest.keyClick(driver.view.forecast.head, Qt.Key.Key_Space)
    driver.wait()
    assert driver.view.forecast.is_open
    assert not driver.view.forecast.result.isHidden()
