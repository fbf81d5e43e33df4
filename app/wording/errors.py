"""Errors and findings as sentences: what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from collections import UserDict
from collections.abc import Callable, Mapping
from datetime import date

from app.i18n.words import Words, mark
from app.kernel.errors import Duplicate, Finding, Invalid, NotFound, PremiaError, Refused
from app.kernel.period import Month
from app.wording import terms
from app.wording.fields import FIELDS, KINDS_OF_VALUE, LIMITS
from app.wording.findings import FINDINGS
from app.wording.findings_in_files import FINDINGS_IN_FILES
from app.wording.rules import RULES

ERRORS: Mapping[str, str] = {
    "error": mark("Something went wrong that has no description. Try again."),
    "invalid": mark("Something that was entered is not right."),
    "denied": mark("Your role lacks the right «{permission}». Ask the director."),
    "not_found": mark("{kind} «{key}» is not in the books. Somebody may have removed it: refresh the list."),
    "stale": mark("{table}: somebody else has changed it since you opened it. Open it again and repeat your change."),
    "busy": mark("Another program is writing to the file. Wait a moment and try again."),
    "refused": mark("The rules of the books forbid it ({rule})."),
    "duplicate": mark("{table}: there is one with the same {field} already. Enter another one."),
    "file": mark("The file cannot be used: {path}"),
    "file_foreign": mark("This is no file of Premia: {path}. Choose a file that Premia made."),
    "file_newer": mark("The file was written by a newer version of Premia: {path}. Update the program."),
    "file_corrupt": mark("The file is damaged: {path}. Restore the last sound copy (File menu, Restore a copy)."),
    "file_network": mark(
        "The file lies on a network drive, where saved data can be lost: {path}. Move it to a disk of this computer."
    ),
    "file_not_text": mark("This is no text file in UTF-8: {path}. Open it in a text editor and save it in UTF-8."),
    "file_missing": mark("There is no such file: {path}. It may have been moved or renamed."),
    "file_exists": mark("There is a file of this name already: {path}. Choose another name."),
    "file_schema_changed": mark(
        "The tables of the file are not as Premia made them, another program has changed them: {path}. "
        "Restore the last backup."
    ),
    "file_read_only": mark("The file may not be written: {path}. Check the rights to the file and its folder."),
    "file_unreachable": mark("The file cannot be opened: {path}. Check the folder, the disk and your rights."),
    "file_disk_full": mark("The disk is full, nothing was saved: {path}. Make room and try again."),
    "file_encrypted": mark(
        "The file is encrypted: {path}. Sign in with your login and password, or by the recovery key."
    ),
    "file_key_wrong": mark(
        "The key does not open the file: {path}. It is another file's key, or the file is damaged: restore a backup."
    ),
    "file_cipher_missing": mark("This installation cannot open encrypted files: {path}. Install the program anew."),
    "keys_missing": mark(
        "The file of keys is not there: {path}. Put it back from a backup, or open the file by the recovery key."
    ),
    "keys_damaged": mark(
        "The file of keys is damaged: {path}. Put it back from a backup, or open the file by the recovery key."
    ),
    "recovery_key_wrong": mark(
        "This is no recovery key: a letter of it is wrong or missing. Compare it with the paper."
    ),
    "export_locked": mark(
        "The file cannot be written: {path}. Close it in the other program, or choose another folder."
    ),
    "glyph_missing": mark(
        "The document was not made: its font has no character «{character}» ({code} {name}), which stands in «{text}». "
        "Write it in other letters."
    ),
    "address_wrong": mark("«{email}» of {name} is no e-mail address. Correct it among the client's contacts."),
    "sign_in_failed": mark("The login or the password is wrong. Try again."),
    "sign_in_wait": mark("Too many attempts have failed. Try again in {seconds} s."),
    "session_locked": mark("The window is locked. Sign in again."),
    "nobody_named": mark("The file asks who you are: name your login (--user)."),
    "sheet": mark("The table cannot be read: {file}"),
    "sheet_file_missing": mark("There is no such table file: {file}. Check its name in the mapping."),
    "sheet_not_there": mark("The workbook {file} has no sheet «{sheet}». Its sheets: {sheets}."),
    "sheet_format_unknown": mark(
        "The file {file} is no table: neither CSV nor a workbook (XLSX, XLS, ODS). Save it in one of these forms."
    ),
    "sheet_encrypted": mark(
        "The workbook {file} asks for a password. Open it in a spreadsheet program and save it without one."
    ),
    "sheet_quote_open": mark("{file}, row {row}: a quotation mark is opened and never closed. Close it or remove it."),
    "sheet_damaged": mark("The file {file} is damaged. Open it in a spreadsheet program and save it anew."),
    "sheet_encoding": mark("The text of {file} is not in the encoding {encoding}. Name another one in the mapping."),
    "sheet_too_big": mark("The file {file} is too large ({what}, at most {limit}). Split it."),
}
"""A sentence for every code of an error class."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MONTH = re.compile(r"\d{4}-\d{2}")
_DAYS = frozenset({"on", "valid_from", "valid_to", "first_open", "last", "date", "after", "day", "start", "end"})
_MONTHS = frozenset({"month", "last", "next"})
_MOST_FINDINGS = 20
_UNKNOWN = "…"

_CODES: Mapping[str, Mapping[str, str]] = {
    "permission": terms.PERMISSIONS,
    "function": terms.FUNCTIONS,
    "event": terms.EVENT_KINDS,
    "outcome": terms.OUTCOMES,
    "state": terms.RUN_STATES,
    "wanted": terms.RUN_STATES,
    "role": terms.ROLES,
    "what": LIMITS,
}
"""Values that are codes of the program's own things."""


def error_sentence(words: Words, error: Exception) -> str:
    """What went wrong, for people. Several findings stand on a line each. A bug of ours is said to be one."""
    if isinstance(error, Invalid):
        return _findings(words, error.findings)
    if isinstance(error, Refused):
        return _filled(words, RULES.get(error.rule, ERRORS["refused"]), error.values)
    if isinstance(error, NotFound | Duplicate) or (isinstance(error, PremiaError) and "table" in error.values):
        return _filled(words, ERRORS[error.code], _named(words, error.values))
    if isinstance(error, PremiaError):
        return _filled(words, ERRORS.get(error.code, ERRORS["error"]), error.values)
    return words.text("This is a mistake in the program, not in your books: {error}").format(error=type(error).__name__)


def finding_text(words: Words, finding: Finding) -> str:
    """What is wrong, without where: for the line under a field."""
    if finding.code == "remark_open" and "remark" in finding.values:
        from app.wording.remarks import open_remark_text  # it asks this file for what is wrong with a scheme

        return open_remark_text(words, finding.values)
    return _filled(words, _said(finding), finding.values)


def finding_sentence(words: Words, finding: Finding) -> str:
    """Where, and what is wrong: for lists of findings."""
    said = finding_text(words, finding)
    place = finding_place(words, finding.place)
    header = finding.values.get("header")
    if header:
        place = words.text("{place} ({header})").format(place=place, header=header)
    return words.text("{place}: {said}").format(place=place, said=said) if place else said


def finding_place(words: Words, place: str) -> str:
    """Where a finding is: a field by its name, a path in a file as it stands."""
    return words.text(FIELDS[place]) if place in FIELDS else place


def _findings(words: Words, findings: tuple[Finding, ...]) -> str:
    lines = [finding_sentence(words, finding) for finding in findings[:_MOST_FINDINGS]]
    more = len(findings) - len(lines)
    if more:
        lines.append(words.plural("… and {n} more finding", "… and {n} more findings", more))
    return "\n".join(lines) or words.text(ERRORS["invalid"])


def _said(finding: Finding) -> str:
    """The sentence of a finding; some codes say more when a value is there (``code/value``)."""
    tables = (FINDINGS, FINDINGS_IN_FILES, RULES, ERRORS)
    said = [f"{finding.code}/{name}" for name in finding.values if finding.values[name]]
    for name in (*said, finding.code):
        for table in tables:
            if name in table:
                return table[name]
    return mark("Not right ({code}).").replace("{code}", finding.code)


def _named(words: Words, values: Mapping[str, object]) -> dict[str, object]:
    """The values with tables, kinds and fields by their names."""
    named = dict(values)
    for name in ("table", "kind"):
        if name in named:
            named[name] = terms.term(words, terms.RECORDS, str(named[name]))
    if "field" in named:
        fields = str(named["field"]).split(",")
        named["field"] = ", ".join(terms.term(words, FIELDS, field) for field in fields)
    return named


class _Values(UserDict[str, object]):
    """Values for ``format_map``; one that is missing leaves a mark and no exception."""

    def __missing__(self, key: str) -> str:
        return _UNKNOWN


def _filled(words: Words, msgid: str, values: Mapping[str, object]) -> str:
    shown = {name: _shown(words, name, value) for name, value in values.items()}
    for name, text in tuple(shown.items()):
        shown.setdefault(_without_unit(name), text)
    return words.text(msgid).format_map(_Values(shown))


def _without_unit(name: str) -> str:
    """``up_to`` of up_to_minor: what a bound is counted in changes from table to table."""
    return name.removesuffix("_minor").removesuffix("_ppm")


def _shown(words: Words, name: str, value: object) -> str:
    """A value as people read it: amounts, rates, days and codes by the ending of their names."""
    if isinstance(value, int):
        for ending, show in _BY_ENDING.items():
            if name.endswith(ending):
                return show(words)(value)
        return words.number(value) if name not in {"id", "row"} else str(value)
    text = "" if value is None else str(value)
    if name in _CODES:
        return terms.term(words, _CODES[name], text)
    if name == "field":
        return terms.term(words, FIELDS, text)
    if name == "expected":
        return terms.term(words, KINDS_OF_VALUE, text)
    if (name in _DAYS or name.endswith("_on")) and _ISO_DAY.fullmatch(text):
        return words.date(date.fromisoformat(text))
    if name in _MONTHS and _ISO_MONTH.fullmatch(text):
        return words.month(Month.parse(text))
    return text


_BY_ENDING: Mapping[str, Callable[[Words], Callable[[int], str]]] = {
    "_minor": lambda words: words.amount,
    "_ppm": lambda words: words.percent,
    "_micro": lambda words: words.exchange_rate,
}
