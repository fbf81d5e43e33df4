"""The SQL of clients, groups, memberships, tags and contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import starmap

from app.clients.model import Client, Contact, Group, Membership, NewClient, NewGroup, StoredContact
from app.kernel.cells import day, day_or_none, ids, iso, text, whole, whole_or_none
from app.kernel.database import Db, Row
from app.kernel.ids import name_key

CLIENT = (
    "SELECT id, version, code, name, legal_name, tax_no, country, address, note, orders_before, won_on, found_by,"
    " bank_details, signatory, signatory_position FROM client"
)
CONTACT = "SELECT id, version, client_id, name, position, phone, email FROM client_contact"


def _client(row: Row, tags: tuple[str, ...]) -> Client:
    return Client(
        id=whole(row["id"]),
        version=whole(row["version"]),
        code=text(row["code"]),
        name=text(row["name"]),
        legal_name=text(row["legal_name"]),
        tax_no=text(row["tax_no"]),
        country=text(row["country"]),
        address=text(row["address"]),
        note=text(row["note"]),
        orders_before=whole(row["orders_before"]),
        won_on=day_or_none(row["won_on"]),
        found_by=whole_or_none(row["found_by"]),
        tags=tags,
        bank_details=text(row["bank_details"]),
        signatory=text(row["signatory"]),
        signatory_position=text(row["signatory_position"]),
    )


def _client_row(new: NewClient) -> Row:
    return {
        "code": new.code.strip(),
        "name": new.name.strip(),
        "name_key": name_key(new.name),
        "legal_name": new.legal_name,
        "tax_no": new.tax_no,
        "country": new.country,
        "address": new.address,
        "note": new.note,
        "orders_before": new.orders_before,
        "won_on": iso(new.won_on),
        "found_by": new.found_by,
        "bank_details": new.bank_details,
        "signatory": new.signatory,
        "signatory_position": new.signatory_position,
    }


def _tags(new: NewClient) -> list[str]:
    return sorted({tag.strip() for tag in new.tags})


def _group_row(new: NewGroup) -> Row:
    return {"name": new.name.strip(), "name_key": name_key(new.name)}


def _membership_row(new: Membership) -> Row:
    return {"client_id": new.client_id, "group_id": new.group_id, "valid_from": new.valid_from.isoformat()}


def _contact_row(new: Contact) -> Row:
    return {
        "client_id": new.client_id,
        "name": new.name.strip(),
        "position": new.position,
        "phone": new.phone,
        "email": new.email,
    }


def _contact(row: Row) -> StoredContact:
    contact = Contact(
        client_id=whole(row["client_id"]),
        name=text(row["name"]),
        position=text(row["position"]),
        phone=text(row["phone"]),
        email=text(row["email"]),
    )
    return StoredContact(whole(row["id"]), whole(row["version"]), contact)


class ClientStore:
    """Payers; the client is the root of its tags."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, new: NewClient) -> int:
        """Insert a client with its tags, give the id."""
        client_id = self._db.insert("client", _client_row(new))
        for tag in _tags(new):
            self._db.insert("client_tag", {"client_id": client_id, "tag": tag})
        return client_id

    def add_many(self, items: Sequence[NewClient], import_id: int | None) -> None:
        """Insert many clients with their tags."""
        first = whole(self._db.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM client")[0][0])
        numbered = list(enumerate(items, first))
        self._db.insert_many(
            "client", [{"id": row_id, **_client_row(new), "import_id": import_id} for row_id, new in numbered]
        )
        self._db.insert_many(
            "client_tag", [{"client_id": row_id, "tag": tag} for row_id, new in numbered for tag in _tags(new)]
        )

    def change(self, client_id: int, version: int, new: NewClient) -> None:
        """Replace a client's fields and tags. Raises Stale."""
        self._db.change("client", client_id, version, **_client_row(new))
        wanted = set(_tags(new))
        for row in self._db.query("SELECT id, version, tag FROM client_tag WHERE client_id = :id", {"id": client_id}):
            if row["tag"] in wanted:
                wanted.remove(text(row["tag"]))
            else:
                self._db.remove("client_tag", whole(row["id"]), whole(row["version"]))
        for tag in sorted(wanted):
            self._db.insert("client_tag", {"client_id": client_id, "tag": tag})

    def set_finder(self, client_id: int, person_id: int | None) -> None:
        """Note who found a client."""
        row = self._db.query("SELECT version, found_by FROM client WHERE id = :id", {"id": client_id})[0]
        if row["found_by"] != person_id:
            self._db.change("client", client_id, whole(row["version"]), found_by=person_id)

    def remove(self, client_id: int, version: int) -> None:
        """Delete a client with its tags, contacts and memberships. Raises Stale, or Refused while it is used."""
        for table, sql in (
            ("client_tag", "SELECT id, version FROM client_tag WHERE client_id = :id"),
            ("client_contact", "SELECT id, version FROM client_contact WHERE client_id = :id"),
            ("client_membership", "SELECT id, version FROM client_membership WHERE client_id = :id"),
        ):
            for row in self._db.query(sql, {"id": client_id}):
                self._db.remove(table, whole(row["id"]), whole(row["version"]))
        self._db.remove("client", client_id, version)

    def get(self, client_id: int) -> Client | None:
        """One client."""
        rows = self._db.query(f"{CLIENT} WHERE id = :id", {"id": client_id})
        tags = self._db.rows("SELECT tag FROM client_tag WHERE client_id = :id ORDER BY tag", {"id": client_id})
        return _client(rows[0], tuple(starmap(text, tags))) if rows else None

    def list(self) -> tuple[Client, ...]:
        """All clients by name."""
        tags = defaultdict(list)
        for client_id, tag in self._db.rows("SELECT client_id, tag FROM client_tag ORDER BY tag"):
            tags[whole(client_id)].append(text(tag))
        rows = self._db.query(f"{CLIENT} ORDER BY name_key, id")
        return tuple(_client(row, tuple(tags.get(whole(row["id"]), ()))) for row in rows)

    def ids_by_code(self) -> dict[str, int]:
        """Code → id."""
        return {text(code): whole(row_id) for code, row_id in self._db.rows("SELECT code, id FROM client")}

    def known(self) -> frozenset[int]:
        """The ids of all clients."""
        return ids(self._db.rows("SELECT id FROM client"))

    def name(self, client_id: int) -> str:
        """What a client is called; empty where there is none."""
        rows = self._db.rows("SELECT name FROM client WHERE id = :id", {"id": client_id})
        return text(rows[0][0]) if rows else ""

    def orders_before(self) -> Mapping[int, int]:
        """Client id → how many orders it had given before the books began."""
        rows = self._db.rows("SELECT id, orders_before FROM client WHERE orders_before > 0")
        return {whole(row_id): whole(count) for row_id, count in rows}

    def memberships_of(self, client_id: int) -> tuple[Membership, ...]:
        """The memberships of a client, oldest first."""
        sql = "SELECT valid_from, group_id FROM client_membership WHERE client_id = :id ORDER BY valid_from"
        return tuple(
            Membership(client_id, day(valid_from), whole_or_none(group_id))
            for valid_from, group_id in self._db.rows(sql, {"id": client_id})
        )

    def memberships(self) -> tuple[Membership, ...]:
        """Every membership, oldest first."""
        sql = "SELECT client_id, valid_from, group_id FROM client_membership ORDER BY client_id, valid_from"
        return tuple(
            Membership(whole(client_id), day(valid_from), whole_or_none(group_id))
            for client_id, valid_from, group_id in self._db.rows(sql)
        )

    def add_contact(self, new: Contact) -> int:
        """Insert a contact, give the id."""
        return self._db.insert("client_contact", _contact_row(new))

    def add_contacts(self, items: Sequence[Contact]) -> None:
        """Insert many contacts."""
        self._db.insert_many("client_contact", [_contact_row(new) for new in items])

    def change_contact(self, contact_id: int, version: int, new: Contact) -> None:
        """Replace a contact's fields. Raises Stale."""
        self._db.change("client_contact", contact_id, version, **_contact_row(new))

    def remove_contact(self, contact_id: int, version: int) -> None:
        """Delete a contact. Raises Stale."""
        self._db.remove("client_contact", contact_id, version)

    def contacts(self, client_id: int) -> tuple[StoredContact, ...]:
        """The contacts of a client by name."""
        return tuple(
            _contact(row) for row in self._db.query(f"{CONTACT} WHERE client_id = :id ORDER BY name", {"id": client_id})
        )


class GroupStore:
    """Groups of clients and who belongs to them from when on."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def add(self, new: NewGroup) -> int:
        """Insert a group, give the id."""
        return self._db.insert("client_group", _group_row(new))

    def add_many(self, items: Sequence[NewGroup], import_id: int | None) -> None:
        """Insert many groups."""
        self._db.insert_many("client_group", [{**_group_row(new), "import_id": import_id} for new in items])

    def rename(self, group_id: int, version: int, new: NewGroup) -> None:
        """Give a group another name. Raises Stale."""
        self._db.change("client_group", group_id, version, **_group_row(new))

    def list(self) -> tuple[Group, ...]:
        """All groups by name."""
        rows = self._db.rows("SELECT id, version, name FROM client_group ORDER BY name_key")
        return tuple(Group(whole(row_id), whole(version), text(name)) for row_id, version, name in rows)

    def ids_by_key(self) -> dict[str, int]:
        """Name key → id."""
        return {text(key): whole(row_id) for key, row_id in self._db.rows("SELECT name_key, id FROM client_group")}

    def join(self, new: Membership) -> int:
        """Insert a membership, give its id."""
        return self._db.insert("client_membership", _membership_row(new))

    def join_many(self, items: Sequence[Membership]) -> None:
        """Insert many memberships."""
        self._db.insert_many("client_membership", [_membership_row(new) for new in items])
