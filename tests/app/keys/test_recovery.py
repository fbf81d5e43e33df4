"""The recovery key on paper."""

from __future__ import annotations

import pytest

from app.kernel.errors import RecoveryKeyWrong
from app.keys.data_key import DataKey
from app.keys.recovery import read, written

KEY = DataKey(bytes(range(32)))


@pytest.mark.parametrize("key", [KEY, DataKey(bytes(32)), DataKey(b"\xff" * 32), DataKey.fresh()])
def test_what_is_written_is_read(key: DataKey) -> None:
    text = written(key)
    assert [len(group) for group in text.split("-")] == [4] * 14
    assert read(text) == key


def test_how_it_is_typed_does_not_matter() -> None:
    text = written(KEY)
    assert read(text.lower().replace("-", " ")) == KEY
    assert read(f"  {text.replace('-', '')}\n") == KEY
    assert read(text.replace("0", "O").replace("1", "l")) == KEY
    assert not set(text) & set("ILOU")


def test_one_wrong_letter_is_told_whichever_it_is() -> None:
    text = written(KEY)
    for place, letter in enumerate(text):
        if letter != "-":
            with pytest.raises(RecoveryKeyWrong):
                read(text[:place] + ("7" if letter != "7" else "8") + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "AAAA", written(KEY)[:-1], written(KEY) + "0", "U" * 56, "Ж" * 56, "²" * 56])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(RecoveryKeyWrong):
        read(text)
