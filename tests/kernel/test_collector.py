"""The cycle collector rests inside, and is afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from app.kernel.collector import collector_at_rest


def test_it_rests_and_works_again() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
        with collector_at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        raise ZeroDivisionError
    assert gc.isenabled()
