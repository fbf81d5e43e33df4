"""A mapping written as a file is read back as the very same mapping, whatever stands in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.importing.fields import FIELDS, Kind, Reads, fields_of
from app.importing.formats import Formats, Value
from app.importing.mapping import ClientsBy, FoundBy, ImportMapping, Part, PeopleBy, RowRule, TableMapping
from app.importing.mapping_file import load_mapping, read_mapping
from app.importing.mapping_text import mapping_text, save_mapping
from app.kernel.errors import UnreachableFile
from app.kernel.ids import name_key
from app.paths import resource

TEXTS = st.text(min_size=1, max_size=12).map(str.strip)
NAMES = TEXTS.filter(bool)
WORDS = NAMES.map(name_key).filter(bool)
FILES = st.from_regex(r"[a-zа-яї]{1,8}/?[a-zа-яї «]{0,5}[a-z]\.csv", fullmatch=True)
FORMATS = st.builds(
    Formats,
    encoding=st.sampled_from([None, "cp1251", "utf-16"]),
    delimiter=st.sampled_from([None, ";", "\t"]),
    dates=st.sampled_from([("YYYY-MM-DD",), ("DD.MM.YYYY", "serial"), ("D MMM YYYY *",)]),
    decimal=st.sampled_from([".", ","]),
    thousands=st.sampled_from(["", " ", "."]),
    percent=st.sampled_from(["percent", "fraction"]),
    yes=st.sampled_from([Formats().yes, ("є",)]),
    no=st.sampled_from([Formats().no, ("нема", "-")]),
)
PARTS = st.sampled_from([Part(), Part(3, 57, 1, 5), Part(2, None, 0, 27)])
VALUES: dict[Reads, st.SearchStrategy[Value]] = {
    Reads.TEXT: NAMES,
    Reads.DATE: st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    Reads.MONEY: st.integers(-(10**13), 10**13),
    Reads.COUNT: st.integers(0, 10**6),
    Reads.PERCENT: st.integers(0, 1_000_000),
    Reads.RATE: st.integers(1, 10**12),
    Reads.FLAG: st.sampled_from([0, 1]),
    Reads.LIST: st.lists(st.sampled_from(["Олена", "2", "Ян Ко"]), min_size=1, max_size=3).map(tuple),
}


@st.composite
def tables(draw: st.DrawFn) -> TableMapping:
    """Any table that the reader takes."""
    kind = draw(st.sampled_from(list(Kind)))
    fields = fields_of(kind)
    part = draw(PARTS)
    columns = {str(name): draw(NAMES) for name in fields if fields[name].required or draw(st.booleans())}
    for needed in ("net", "client"):
        if needed in fields:
            columns[needed] = draw(NAMES)
    fixed: dict[str, Value] = {
        str(name): draw(VALUES.get(one.reads, st.sampled_from(one.choices)))
        for name, one in fields.items()
        if name not in columns and draw(st.booleans())
    }
    rule = st.builds(RowRule, NAMES, NAMES, st.lists(WORDS, max_size=3).map(tuple), st.booleans(), st.just(value=False))
    choosing = [str(one.name) for one in FIELDS[kind] if one.reads is Reads.CHOICE]
    return TableMapping(
        path="table[0]",
        kind=kind,
        file=draw(FILES),
        sheet=draw(st.one_of(st.just(""), NAMES)),
        part=part,
        header=draw(st.sampled_from([(part.first_row, part.first_row), (0, 0), None, (3, 4)])),
        columns=columns,
        fixed=fixed,
        values={
            name: draw(st.dictionaries(WORDS, st.sampled_from(fields[name].choices), min_size=1, max_size=3))
            for name in choosing
        },
        when_empty={"cancelled_on": "signed_on"} if kind is Kind.CONTRACTS and draw(st.booleans()) else {},
        skip=draw(st.lists(rule, max_size=2).map(tuple)),
        until=draw(st.sampled_from([(), (RowRule("", empty_row=True),)])),
        formats=draw(FORMATS),
        people_by=draw(st.sampled_from(PeopleBy)),
        clients_by=draw(st.sampled_from(ClientsBy)),
        found_by=draw(st.sampled_from(FoundBy)) if kind is Kind.CLIENTS else FoundBy.NOBODY,
        due_days=draw(st.one_of(st.none(), st.integers(0, 3660))) if kind is Kind.INVOICES else None,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables(), currency=st.sampled_from(["", "UAH", "EUR"]))
def test_what_is_written_is_read_back(table: TableMapping, currency: str) -> None:
    mapping = ImportMapping(currency, (table,))
    assert read_mapping(mapping_text(mapping)) == mapping


def test_the_complete_example_survives_being_written() -> None:
    example = load_mapping(resource("templates", "import-example.toml"))
    assert len({table.kind for table in example.tables}) > 10
    again = read_mapping(mapping_text(example))
    assert again.currency == example.currency
    assert again.tables == example.tables


def test_a_mapping_is_kept_beside_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "відповідність.toml"
    example = load_mapping(resource("templates", "import-example.toml"))
    save_mapping(mapping_text(example), path)
    assert load_mapping(path) == example


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreachableFile) as caught:
        save_mapping("premia_import = 1\n", tmp_path / "no such folder" / "a.toml")
    assert str(caught.value.values["path"]).endswith("a.toml")
