"""What a figure says; how long anything takes is never a test."""

from __future__ import annotations

from tests.benchmarks.__main__ import MAKERS, line
from tests.benchmarks.measure import Contest, Figure


def test_the_ratio_is_that_of_pairs_measured_in_turn() -> None:
    ran: list[str] = []
    contest = Contest("x", "ours", "raw", lambda: ran.append("ours"), lambda: ran.append("raw"), aim=1_000_000, pairs=2)
    figure = contest.measure()
    assert ran == ["ours", "raw"] * 3  # the first pair warms up
    assert figure.pairs == 2
    assert figure.kept


def test_a_missed_aim_is_said_and_no_aim_is_no_verdict() -> None:
    missed = Figure("month", "ours", "raw", 50.0, 10.0, 5.0, 4, 5)
    assert "MISSED" in line(missed)
    assert missed.as_dict()["kept"] is False
    assert Figure("sort", "ours", "raw", 50.0, 10.0, 5.0, None, 5).kept is None


def test_every_figure_of_the_list_can_be_asked_for() -> None:
    assert " ".join(MAKERS) == "start month engine trial trial-page import workbook tables charts search desk file"
