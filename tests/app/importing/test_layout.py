"""Tables as offices lay them out: titles above, headers of several rows, totals and notes below, two on a sheet."""

from __future__ import annotations

from app.importing.layout import Layout, lay_out
from app.importing.mapping_file import read_mapping
from app.sheets.sheet import Sheet, SheetRow

HEAD = 'premia_import = 1\n[[table]]\nkind = "staff"\nfile = "a.csv"\n'
COLUMNS = 'columns = { staff_no = "No", name = "Name" }\n'


def sheet(text: str) -> Sheet:
    """A line is a row, ``|`` parts its cells."""
    lines = [tuple(cell.strip() or None for cell in line.split("|")) for line in text.strip("\n").splitlines()]
    return Sheet("a.csv", "", tuple(SheetRow(number, row) for number, row in enumerate(lines, 1) if any(row)))


def laid_out(text: str, options: str = "", columns: str = COLUMNS) -> Layout:
    (table,) = read_mapping(HEAD + columns + options).tables
    return lay_out(table, sheet(text))


def numbers(layout: Layout) -> list[int]:
    assert layout.findings == ()
    return [row.number for row in layout.records]


def test_title_rows_stand_above_the_header_that_is_found_by_its_names() -> None:
    text = """
Staff of the firm | |
 | |
Name | No | Since
Olena | 1 |
"""
    layout = laid_out(text, 'header_row = "find"')
    assert (layout.where, numbers(layout)) == ({"staff_no": 1, "name": 0}, [4])


def test_a_header_that_is_nowhere_is_told_with_the_names() -> None:
    (finding,) = laid_out("Name | Number\nOlena | 1", 'header_row = "find"').findings
    assert (finding.code, finding.place, finding.values) == (
        "header_not_found",
        "table[0].header_row",
        {"file": "a.csv", "columns": "No, Name"},
    )


def test_names_over_several_rows_are_joined_and_headings_go_on_to_the_right() -> None:
    text = """
No | Person | | Plan |
 | First | Last | Sum | Date | Notes
1 | Olena | Tkach | 10 | |
"""
    layout = laid_out(text, "header_row = [1, 2]", 'columns = { staff_no = "No", name = "Person Last" }\n')
    assert layout.header == ("No", "Person First", "Person Last", "Plan Sum", "Plan Date", "Plan Notes")
    assert (layout.where["name"], numbers(layout)) == (2, [3])


def test_a_column_without_any_name_stays_nameless() -> None:
    layout = laid_out("No | | Name\n | |\n1 | | Olena", "header_row = [1, 2]")
    assert layout.header == ("No", "", "Name")


def test_the_table_ends_before_its_totals_or_at_the_first_empty_row() -> None:
    text = """
No | Name
 |
1 | Olena
2 | Petro
Total | 2
 |
* people without a number are not listed |
"""
    assert numbers(laid_out(text, 'until = [{ column = "No", starts = "Total" }]')) == [3, 4]
    assert numbers(laid_out(text, "until = [{ empty_row = true }]")) == [3, 4, 5]
    both = 'until = [{ empty_row = true }]\nskip = [{ column = "No", is = ["total"] }]'
    assert numbers(laid_out(text, both)) == [3, 4]


def test_a_header_that_every_printed_page_repeats_is_no_record() -> None:
    assert numbers(laid_out("No | Name\n1 | Olena\nNo | Name\n2 | Petro")) == [2, 4]


def test_two_tables_beside_one_another() -> None:
    text = """
Staff | | | Clients |
No | Name | | No | Name
1 | Olena | | O | Orion
 | | | V | Vega
"""
    left, right = laid_out(text, 'cells = "A2:B"'), laid_out(text, 'cells = "D2:E"')
    assert (numbers(left), numbers(right)) == ([3], [3, 4])
    assert right.where == {"staff_no": 3, "name": 4}, "addresses stay those of the sheet"


def test_two_tables_one_below_the_other() -> None:
    text = """
No | Name
1 | Olena
 |
No | Title
7 | Orion
8 | Vega
"""
    assert numbers(laid_out(text, "until = [{ empty_row = true }]")) == [2]
    below = 'columns = { staff_no = "No", name = "Title" }\n'
    assert numbers(laid_out(text, 'header_row = "find"', below)) == [5, 6]
    assert numbers(laid_out(text, 'cells = "A4:B5"', below)) == [5]


def test_a_part_may_have_no_names_at_all() -> None:
    letters = 'columns = { staff_no = "B", name = "C" }\ncells = "B2:C3"\nheader_row = 0\n'
    assert numbers(laid_out("a | b | c\n | 1 | x\n | 2 | y\n | 3 | z", "", letters)) == [2, 3]
