from __future__ import annotations

import csv
import io
import json
from datetime import date

from app.export.text_table import aligned_lines, csv_lines, json_lines


def test_csv_is_safe_to_open_in_a_spreadsheet() -> None:
    text = csv_lines(["name"], [["=cmd|' /C calc'!A0"], ["+1"], ["-2"], ["@x"], ["\t=1"], ["Оріон"]])
    assert [row[0] for row in csv.reader(io.StringIO(text))] == [
        "name",
        "'=cmd|' /C calc'!A0",
        "'+1",
        "'-2",
        "'@x",
        "'\t=1",
        "Оріон",
    ]


def test_csv_quotes_and_keeps_numbers_numbers() -> None:
    text = csv_lines(["client", "minor", "on", "note"], [['a, "b"', -5, date(2026, 10, 14), None]])
    assert text == 'client,minor,on,note\n"a, ""b""",-5,2026-10-14,\n'


def test_json_lines_are_one_object_each_and_stay_raw() -> None:
    lines = json_lines(["name", "minor", "on"], [["=Оріон", 5, None], ["b", 6, date(2026, 1, 2)]]).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"name": "=Оріон", "minor": 5, "on": None},
        {"name": "b", "minor": 6, "on": "2026-01-02"},
    ]


def test_a_table_for_the_eye_aligns_its_columns() -> None:
    assert aligned_lines(["who", "sum"], [["Іван", "5.00"], ["Олександра", "1,000.00"]], right=frozenset({1})) == (
        "who              sum\n----------  --------\nІван            5.00\nОлександра  1,000.00\n"
    )
