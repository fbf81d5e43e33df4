"""The search over clients, contracts, invoices and people: words in any order, in letters of any case.

A number is looked for in its index alone, which is read at once even for a hundred thousand of them; only what is found
there, or belongs to a client that is meant, is read whole. Where that says nothing (``BROAD``), the newest are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app.kernel.actor import Actor, Permission
from app.kernel.cells import ids, text, whole
from app.kernel.database import Cell, Db
from app.kernel.ids import name_key

HITS_MOST = 50
BROAD = 1000
"""So many numbers that hold a word say nothing."""
_OF_A_KIND = 15
_WORDS_MOST = 4
_CLIENTS_MEANT = 200
_ESCAPE = "!"
_SPECIAL = f"%_{_ESCAPE}"


class Hit(NamedTuple):
    """Something found: its kind (``client``, ``contract``, ``invoice``, ``person``), what it is called, what about."""

    kind: str
    id: int
    title: str
    note: str
    rank: int
    """0 for the whole title, 1 for its beginning, 2 for the beginning of a word in it, 3 for anything else."""


def _holds(column: str, forms: Sequence[str], at: int | str = "") -> str:
    """SQL: whether a code or number holds a word in one of its ``forms``."""
    return " OR ".join(f"{column} LIKE :{form}{at} ESCAPE '{_ESCAPE}'" for form in forms)


_EACH = range(_WORDS_MOST)
_FORMS = ("small", "big", "capital")

CLIENTS = f"""
SELECT id, name, code FROM client
WHERE {" AND ".join(f"(instr(name_key, :word{at}) > 0 OR {_holds('code', _FORMS[:1], at)})" for at in _EACH)}
ORDER BY CASE WHEN instr(name_key, :key) = 1 THEN 0 ELSE 1 END, name_key, id LIMIT :most
"""  # ruff: ignore[hardcoded-sql-expression] (names of this file)

PEOPLE = """
SELECT id, name, position FROM person
WHERE instr(name_key, :word0) > 0 AND instr(name_key, :word1) > 0
  AND instr(name_key, :word2) > 0 AND instr(name_key, :word3) > 0
ORDER BY CASE WHEN instr(name_key, :key) = 1 THEN 0 ELSE 1 END, name_key, id LIMIT :most
"""

EVERY_WORD = f"""
{" AND ".join(f"(instr(k.name_key, :word{at}) > 0 OR {_holds('d.number', _FORMS, at)})" for at in _EACH)}
ORDER BY d.id DESC LIMIT :most
"""


class _Documents(NamedTuple):
    """The SELECTs of one kind of numbered document ``d`` of a client ``k``."""

    numbered: str
    """Ids of those whose number holds the longest word: from the index of numbers alone."""
    meant: str
    """Ids of those whose client's name holds it."""
    rows: str


CONTRACTS = _Documents(
    f"SELECT id FROM contract WHERE {_holds('number', _FORMS)} LIMIT :broad",  # ruff: ignore[hardcoded-sql-expression] (names of this file)
    "SELECT id FROM contract WHERE client_id IN (SELECT id FROM client WHERE instr(name_key, :word) > 0 LIMIT :meant)"
    " LIMIT :broad",
    "SELECT d.id, d.number, k.name FROM contract d JOIN client k ON k.id = d.client_id WHERE ",
)

INVOICES = _Documents(
    f"SELECT id FROM invoice WHERE {_holds('number', _FORMS)} LIMIT :broad",  # ruff: ignore[hardcoded-sql-expression] (names of this file)
    "SELECT id FROM invoice WHERE contract_id IN (SELECT id FROM contract WHERE client_id IN (SELECT id FROM client"
    " WHERE instr(name_key, :word) > 0 LIMIT :meant)) LIMIT :broad",
    "SELECT d.id, d.number, k.name FROM invoice d JOIN contract c ON c.id = d.contract_id"
    " JOIN client k ON k.id = c.client_id WHERE ",
)


class _Question:
    """What was typed, as the SELECTs take it: the longest word is the one that tells most."""

    def __init__(self, typed: str) -> None:
        self.key = name_key(typed)
        words = sorted(self.key.split(), key=len, reverse=True)[:_WORDS_MOST]
        longest = words[0] if words else ""
        self.params: dict[str, Cell] = {
            "typed": typed.strip(),
            "key": self.key,
            "word": longest,
            "most": _OF_A_KIND,
            "meant": _CLIENTS_MEANT,
            "broad": BROAD,
            **_forms(longest, ""),
        }
        for at, word in enumerate([*words, *([""] * (_WORDS_MOST - len(words)))]):
            self.params |= {f"word{at}": word, **_forms(word, str(at))}

    def rank(self, title: str) -> int:
        """How well a title answers (see ``Hit``)."""
        key = name_key(title)
        if key == self.key:
            return 0
        if key.startswith(self.key):
            return 1
        first = self.key.split()[0]
        return 2 if any(word.lstrip("«\"'(").startswith(first) for word in key.split()) else 3


def _plain(word: str) -> str:
    """A word in which every sign means itself to LIKE."""
    return "".join(f"{_ESCAPE}{sign}" if sign in _SPECIAL else sign for sign in word)


def _forms(word: str, ending: str) -> dict[str, Cell]:
    """A word small, capital and with a capital, each form once: LIKE folds only ASCII."""
    plain = _plain(word)
    forms = {"small": plain, "big": plain.upper(), "capital": plain.capitalize()}
    if plain.isascii():
        forms = {"small": plain}
    elif forms["big"] == forms["capital"]:
        del forms["capital"]
    return {f"{name}{ending}": f"%{forms[name]}%" if name in forms else "" for name in _FORMS}


def _clients(db: Db, asked: _Question) -> list[tuple[Cell, ...]]:
    return db.rows(CLIENTS, asked.params)


def _people(db: Db, asked: _Question) -> list[tuple[Cell, ...]]:
    return db.rows(PEOPLE, asked.params)


def _contracts(db: Db, asked: _Question) -> list[tuple[Cell, ...]]:
    return _documents(db, CONTRACTS, asked)


def _invoices(db: Db, asked: _Question) -> list[tuple[Cell, ...]]:
    return _documents(db, INVOICES, asked)


def _documents(db: Db, kind: _Documents, asked: _Question) -> list[tuple[Cell, ...]]:
    numbered = db.rows(kind.numbered, asked.params)
    if len(numbered) == BROAD:
        exact = db.rows(f"{kind.rows} d.number = :typed", asked.params)
        return exact + [row for row in db.rows(kind.rows + EVERY_WORD, asked.params) if row not in exact]
    near = ids([*numbered, *db.rows(kind.meant, asked.params)])
    listed = ", ".join(map(str, near))
    return db.rows(f"{kind.rows} d.id IN ({listed}) AND {EVERY_WORD}", asked.params) if near else []


class _Source(NamedTuple):
    """Where something may be found: its kind, who may look there, and how."""

    kind: str
    permission: Permission
    look: Callable[[Db, _Question], Sequence[tuple[Cell, ...]]]


SOURCES: tuple[_Source, ...] = (
    _Source("client", Permission.SEE_RECORDS, _clients),
    _Source("contract", Permission.SEE_RECORDS, _contracts),
    _Source("invoice", Permission.SEE_RECORDS, _invoices),
    _Source("person", Permission.SEE_RECORDS, _people),
)
"""In the order in which equals are listed. None of them reads a table of pay."""

_PLACES: Mapping[str, int] = {source.kind: at for at, source in enumerate(SOURCES)}


def search(db: Db, actor: Actor, typed: str) -> tuple[Hit, ...]:
    """The best hits of what was ``typed``, at most ``HITS_MOST``, from the sources that ``actor`` may look into."""
    asked = _Question(typed)
    if not asked.key:
        return ()
    found = [
        Hit(source.kind, whole(key), text(title), text(note), asked.rank(text(title)))
        for source in SOURCES
        if actor.may(source.permission)
        for key, title, note in source.look(db, asked)
    ]
    found.sort(key=lambda hit: (hit.rank, _PLACES[hit.kind]))
    return tuple(found[:HITS_MOST])
