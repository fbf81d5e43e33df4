"""The catalogues of the three languages: ``python packaging/catalogues.py extract | update | compile | check``.

``extract`` says what texts the program has, ``update`` brings them into every ``.po`` (new ones empty, lost ones out),
``compile`` writes the ``.mo`` beside it, ``check`` fails when something is missing, fuzzy, unequal or out of date.
Needs Babel, which is a tool of the workshop and not of the program.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("uk", "ru")
ROOMS = ("app", "ui")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"text": None, "mark": None, "plural": (1, 2)}


def po_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "premia.po"


def extracted() -> Catalog:
    """All texts of the program, with the files they stand in."""
    catalogue = Catalog(project="Premia", charset="utf-8")
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, _line, msgid, comments, context in found:
            catalogue.add(msgid, None, [(f"{room}/{name}", 0)], auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language as it lies in the file."""
    with po_path(language).open("rb") as stream:
        return read_po(stream, locale=language)


def written(catalogue: Catalog) -> bytes:
    """The text of a ``.po``: sorted, with file names and without line numbers, so that changes read well."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=116, sort_output=True, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the ``.mo``."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> None:
    """Bring the program's texts into every catalogue; what is gone goes, what is new waits empty."""
    template = extracted()
    for language in LANGUAGES:
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        old = read(language) if path.exists() else Catalog(locale=language)
        new = Catalog(locale=language, project="Premia", version="", charset="utf-8", fuzzy=False, header_comment="#")
        for message in texts(template):
            known = old.get(message.id)
            said = (
                known.string if known is not None and isinstance(known.string, tuple) == message.pluralizable else None
            )
            new.add(message.id, said, message.locations, auto_comments=message.auto_comments)
        new.creation_date = new.revision_date = old.creation_date
        path.write_bytes(written(new))


def compile_all() -> None:
    """Write every ``.mo``."""
    for language in LANGUAGES:
        po_path(language).with_suffix(".mo").write_bytes(compiled(read(language)))


def texts(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def forms(message: Message, *, of_id: bool = False) -> tuple[str, ...]:
    """All forms of a message as a tuple: one, or one for each plural."""
    value = message.id if of_id else message.string
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def placeholders(text: str) -> frozenset[str]:
    """The names that a text waits for."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def wrong_with(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with one translated message."""
    said = forms(message)
    if not all(said):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    if len(said) != (plurals if message.pluralizable else 1):
        yield f"{len(said)} plural forms"
    wanted = frozenset[str]().union(*(placeholders(form) for form in forms(message, of_id=True)))
    for form in said:
        if placeholders(form) != wanted:
            yield f"placeholders differ: {form}"


def problems() -> Iterator[str]:
    """Everything that is wrong with the catalogues; nothing when all is well."""
    template = {forms(message, of_id=True) for message in texts(extracted())}
    for language in LANGUAGES:
        catalogue = read(language)
        known = {forms(message, of_id=True) for message in texts(catalogue)}
        yield from (f"{language}: not in the catalogue: {ids[0]}" for ids in sorted(template - known))
        yield from (f"{language}: no longer said: {ids[0]}" for ids in sorted(known - template))
        for message in texts(catalogue):
            yield from (f"{language}: {what}: {message.id}" for what in wrong_with(message, 3))
        mo_path = po_path(language).with_suffix(".mo")
        if not mo_path.exists() or mo_path.read_bytes() != compiled(catalogue):
            yield f"{language}: {mo_path.name} is not what {po_path(language).name} says: run compile"


def main(arguments: list[str]) -> int:
    """Run one command; 0 when all is well."""
    command = arguments[0] if len(arguments) == 1 else ""
    if command == "extract":
        for message in texts(extracted()):
            print(" | ".join(forms(message, of_id=True)))
    elif command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        found = list(problems())
        print("\n".join(found) or "the catalogues are complete")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
