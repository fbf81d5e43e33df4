"""How the window is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.runtime.window_state import RECENT_MOST, WindowState, load_state, save_state


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    state = WindowState(1500, 900, True, 400, "dark", "uk", ("/a.premia", "/б.premia"))
    save_state(tmp_path / "deep" / "window.json", state)
    assert load_state(tmp_path / "deep" / "window.json") == state


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"width": "wide", "recent": 7}', '{"recent": [1, null]}', '{"width": true, "unknown": 1}']
)
def test_a_spoilt_file_never_keeps_the_window_shut(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text)
    assert load_state(tmp_path / "window.json") == WindowState()


def test_a_window_is_never_smaller_than_it_works(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"width": 10, "height": 10, "theme": "dark"}')
    assert load_state(tmp_path / "window.json") == WindowState(1024, 700, theme="dark")


def test_a_folder_that_cannot_be_written_to_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    save_state(tmp_path / "file" / "window.json", WindowState())
    assert load_state(tmp_path / "file" / "window.json") == WindowState()


def test_the_file_opened_last_comes_first_and_the_list_stays_short() -> None:
    state = WindowState()
    for number in range(9):
        state = state.opened(f"/{number}")
    state = state.opened("/7")
    assert state.recent == ("/7", "/8", "/6", "/5", "/4", "/3")
    assert len(state.recent) == RECENT_MOST
    assert state.forgotten("/8").recent == ("/7", "/6", "/5", "/4", "/3")


@pytest.mark.parametrize(
    ("room", "size"),
    [((1920, 1080), (1280, 800)), ((1280, 800), (1280, 768)), ((1100, 760), (1100, 728)), ((800, 600), (1024, 700))],
)
def test_the_window_fits_its_screen(room: tuple[int, int], size: tuple[int, int]) -> None:
    assert WindowState().size_within(*room) == size
