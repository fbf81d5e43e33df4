"""The cycle collector rests while a month is worked out, and is afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from app.calc.facts import Facts
from app.calc.results import MonthInputs, MonthResult
from app.calc.settle import settle as work_out
from app.kernel.period import Month
from app.payroll import settling

NOTHING = MonthInputs(Month(2026, 10), Facts("UAH", Month(2026, 10)), ())


def test_it_rests_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(inputs: MonthInputs) -> MonthResult:
        seen.append(gc.isenabled())
        return work_out(inputs)

    monkeypatch.setattr(settling, "work_out", watched)
    assert settling.settle(NOTHING) == work_out(NOTHING)
    assert seen == [False]
    assert gc.isenabled()


def test_who_had_paused_it_finds_it_paused() -> None:
    gc.disable()
    try:
        settling.settle(NOTHING)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_it_works_again_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_inputs: MonthInputs) -> MonthResult:
        raise RuntimeError

    monkeypatch.setattr(settling, "work_out", failing)
    with pytest.raises(RuntimeError):
        settling.settle(NOTHING)
    assert gc.isenabled()
