"""The catalogues of the three languages: ``python packaging/catalogues.py extract | update | compile | check``.

``extract`` says what texts the program has, ``update`` brings them into every ``.po`` (new ones empty, lost ones out),
``compile`` writes the ``.mo`` beside it, ``check`` fails when something is missing, fuzzy, unequal or out of date.
Needs Babel, which is a tool of the workshop and not of the program.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("uk", "ru")
ROOMS = ("app", "ui")
OWNERS = frozenset({"words", "_words", ""})
SAYING = frozenset({"say", "complain"})


def po_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "premia.po"


def extracted() -> Catalog:
    """All texts of the program, with the files they stand in."""
    catalogue = Catalog(project="Premia", charset="utf-8")
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                for msgid in said_by(call):
                    catalogue.add(msgid, None, [(path.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def said_by(call: ast.Call) -> Iterator[str | tuple[str, str]]:
    """What a call says: ``words.text("…")``, ``words.plural("…", "…", n)``, ``mark("…")``, ``console.say("…")``.

    ``text`` is a common name: of a method it counts only on something called words, else it may read a table.
    """
    name, owner = called(call)
    if name == "plural" and len(call.args) > 1:
        pairs = list(zip(texts_in(call.args[0]), texts_in(call.args[1]), strict=True))
        if not pairs:  # texts that come by a name would be missing as a plural, and shown in English
            raise SystemExit(f"Write both texts of a plural where it is called, not: {ast.unparse(call)}")
        yield from pairs
    elif call.args and is_saying(name, owner):
        yield from (text for text in texts_in(call.args[0]) if text)


def is_saying(name: str, owner: str) -> bool:
    """Whether a method called ``name`` on ``owner`` takes a text for people."""
    if name == "text":
        return owner in OWNERS
    return name == "mark" or (name in SAYING and owner.endswith("console"))


def called(call: ast.Call) -> tuple[str, str]:
    """The name of what is called, and the last name of whose it is."""
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        return call.func.attr, owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return getattr(call.func, "id", ""), ""


def texts_in(node: ast.AST) -> Iterator[str]:
    """The text of an argument, or both texts of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_in(node.body)
        yield from texts_in(node.orelse)


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
        new = Catalog(
            locale=language,
            project="Premia",
            version="1",
            msgid_bugs_address="-",
            last_translator="Premia",
            language_team=language,
            charset="utf-8",
            fuzzy=False,
            header_comment="# Premia",
        )
        for message in texts(template):
            known = old.get(message.id)
            said = (
                known.string if known is not None and isinstance(known.string, tuple) == message.pluralizable else None
            )
            new.add(message.id, said, message.locations)
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
