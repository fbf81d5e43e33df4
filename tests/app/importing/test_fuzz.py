"""A short turn of the fuzzer; ``python -m tests.app.importing.long_fuzz 30`` is the long one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.example_office import EXAMPLE, example_rows
from tests.support.import_fuzz import Bench, Spoilt, spoilt


@pytest.fixture(name="bench", scope="module")
def _bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("fuzz"), EXAMPLE.read_text(encoding="utf-8"), example_rows())


@pytest.mark.parametrize("form", ["cp1251", "utf-16", "xlsx", "ods"])
def test_the_sound_files_are_imported_whatever_they_are_saved_as(bench: Bench, form: str) -> None:
    for file in range(len(example_rows())):
        assert bench.attempt(Spoilt(file, form, [], [], [])) == "imported"


@given(how=spoilt)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spoilt_files_and_mappings_crash_nothing_and_leave_nothing_half_done(bench: Bench, how: Spoilt) -> None:
    bench.attempt(how)
