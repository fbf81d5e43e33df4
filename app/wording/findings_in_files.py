"""Sentences of findings inside files: scheme and mapping files (TOML), and the cells of imported tables."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n.words import mark
from app.wording.findings_in_schemes import FINDINGS_IN_SCHEMES

_TOML: Mapping[str, str] = {
    "amount_fine": mark("{found} has more than two decimals."),
    "format_unknown": mark("The form of the file is {found}, this program reads {expected}."),
    "key_form": mark("«{found}» is no key: small Latin letters, digits, - and _ only."),
    "key_missing": mark("«{key}» is missing. Add it."),
    "key_unknown": mark("«{key}» means nothing here. Remove it."),
    "key_unknown/nearest": mark("«{key}» means nothing here. Is «{nearest}» meant?"),
    "list_empty": mark("The list is empty. Put something into it, or remove it."),
    "number_range": mark("{found} is outside {low}…{high}."),
    "percent_fine": mark("{found} % has more than four decimals."),
    "rate_foreign_key": mark("«{key}» does not belong to a rate of the form «{shape}»."),
    "rate_missing": mark("The rate says nothing. Use one of: {allowed}."),
    "rate_several": mark("The rate says several things at once ({found}). Leave one of them."),
    "span_empty": mark("Give «from», «to», or both."),
    "text_empty": mark("The text is empty."),
    "toml_syntax": mark("Line {line}, column {column}: the file is no valid TOML ({detail})."),
    "value_type": mark("Expected {expected}, found {found}."),
    "version_order": mark("Versions stand in the order of their dates: this one must be later than {after}."),
    "word_unknown": mark("«{found}» is not one of: {allowed}."),
    "word_unknown/nearest": mark("«{found}» is not one of: {allowed}. Is «{nearest}» meant?"),
}
_MAPPING: Mapping[str, str] = {
    "column_ambiguous": mark("The column «{column}» stands several times in {file}. Rename one of them."),
    "column_missing": mark("{file} has no column «{column}». Its columns: {columns}."),
    "date_format_wrong": mark("«{value}» is no form of dates. Write it like DD.MM.YYYY."),
    "field_missing/kind": mark(
        "The field «{field}» is needed and no column gives it. Add it to the columns or to fixed."
    ),
    "field_twice": mark("The field «{field}» stands in columns and in fixed. Leave one of them."),
    "field_unlike": mark("«{field}» is no field of the same sort."),
    "field_unlike/nearest": mark("«{field}» is no field of the same sort. Is «{nearest}» meant?"),
    "files_apart": mark("The files lie on different disks. Put them into one folder."),
    "file_outside": mark("The file «{file}» lies outside the folder of the import. Put it inside."),
    "header_not_found": mark(
        "{file}: no row holds all these column names: {columns}. Correct them, or give the number of the row."
    ),
    "header_rows_wrong": mark("The rows of the header are «find», a number, or the first and the last one: [3, 4]."),
    "key_not_for_kind": mark("«{key}» means nothing for this table. Remove it."),
    "mapping_format": mark("The file must begin with premia_import = {expected}."),
    "meaning_missing": mark("Nothing says what «{value}» means. Say it."),
    "range_wrong": mark("«{value}» is no range of cells. Write it like B3:F57, B3:F or B:F."),
    "sign_wrong": mark("«{value}» must be a single character that is no letter or digit."),
    "skip_rule_empty": mark("The rule says nothing: add starts, is or empty."),
}
_CELLS: Mapping[str, str] = {
    "cell_missing": mark("The cell is empty and must not be. Fill it in."),
    "date_impossible": mark("There is no such day: «{value}»."),
    "date_unreadable": mark("«{value}» is no date of the form {expected}."),
    "differs": mark("{key} stands in the books with another value: «{stands}», here «{given}»."),
    "flag_unreadable": mark("«{value}» is neither yes nor no."),
    "number_too_precise": mark("«{value}» has more than {decimals} decimals."),
    "number_unreadable": mark("«{value}» is no number in the declared form."),
    "repeated": mark("{key} stands in the files twice, first at {first}. Leave one."),
    "value_unknown": mark("«{value}» is not one of: {expected}. Add it to the values of the mapping."),
}

FINDINGS_IN_FILES: Mapping[str, str] = {**_TOML, **FINDINGS_IN_SCHEMES, **_MAPPING, **_CELLS}
"""A sentence for every code; ``code/value`` is said where that value is given."""
