"""Rows about people, clients and rates into records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.calc.facts import OpeningMeasureFact
from app.clients.model import Contact, Membership, NewClient, NewGroup
from app.importing.fields import Kind
from app.importing.first_seller import FirstSellers
from app.importing.intake import Entry, KindCount, add, add_each, readers, same
from app.importing.mapping import FoundBy
from app.importing.reading import Rows
from app.importing.session import Session
from app.kernel.ids import name_key
from app.settings.model import CurrencyRate
from app.staff.model import Engagement, NewPerson, OpeningBalance, PayTerms

ALWAYS = date(1900, 1, 1)
"""From when on a client belongs to its group where nothing else is said."""


def rates(session: Session) -> KindCount:
    """Exchange rates."""
    entries = []
    for line in session.lines(Kind.RATES):
        new = CurrencyRate(line.text("currency"), line.day("on_date"), line.whole("rate"), line.whole("units", 1))
        entries.append(Entry((new.currency, new.on_date), new, line))
    stored = {(one.currency, one.on_date): one for one in session.records.settings.rates(session.actor)}
    added, unchanged = session.fresh(entries, stored, readers(rate="rate_micro", units="units"))
    count = add_each(added, lambda new: session.records.settings.add_rates(session.actor, (new,)))
    return KindCount(Kind.RATES, count, unchanged)


def staff(session: Session) -> KindCount:
    """People."""
    entries = []
    for line in session.lines(Kind.STAFF):
        new = NewPerson(
            line.text("staff_no"),
            line.text("name"),
            line.text("position"),
            line.text("email"),
            line.day_or_none("hired_on"),
            line.day_or_none("left_on"),
        )
        entries.append(Entry(new.staff_no, new, line))
    stored = {one.staff_no: one for one in session.records.staff.list(session.actor)}
    added, unchanged = session.fresh(
        entries, stored, same("name", "position", "email", "hired_on", "left_on"), may_repeat=True
    )
    add_many = session.records.staff.add_many
    count = add(added, lambda items: add_many(session.actor, items, session.import_id))
    return KindCount(Kind.STAFF, count, unchanged)


def pay_terms(session: Session) -> KindCount:
    """What people are paid from a day on."""
    entries, stored = [], {}
    for line in session.lines(Kind.PAY_TERMS):
        person_id = session.people.find(line, "person")
        if person_id is None:
            continue
        new = PayTerms(
            person_id,
            line.day("valid_from"),
            Engagement(line.text("engagement")),
            line.whole("salary"),
            line.whole("guarantee"),
            line.whole("draw"),
            line.whole("draw_recoverable", 1) == 1,
        )
        entries.append(Entry((line.text("person"), new.valid_from), new, line))
        for entry in session.records.pay_terms.pay_terms(session.actor, person_id):
            stored[line.text("person"), entry.terms.valid_from] = entry.terms
    compared = same("engagement", "draw_recoverable") | readers(
        salary="salary_minor", guarantee="guarantee_minor", draw="draw_minor"
    )
    added, unchanged = session.fresh(entries, stored, compared)
    count = add_each(added, lambda new: session.records.pay_terms.set_pay_terms(session.actor, new))
    return KindCount(Kind.PAY_TERMS, count, unchanged)


def opening_balances(session: Session) -> KindCount:
    """What people bring into the books (SEMANTICS 1)."""
    entries, stored = [], {}
    for line in session.lines(Kind.OPENING_BALANCES):
        person_id = session.people.find(line, "person")
        if person_id is not None:
            new = OpeningBalance(person_id, line.whole("carry"), line.whole("draw_owed"), line.whole("held"))
            entries.append(Entry(line.text("person"), new, line))
    by_person = (
        {one.person_id: one for one in session.records.pay_terms.opening_balances(session.actor)} if entries else {}
    )
    stored = {entry.key: by_person[entry.new.person_id] for entry in entries if entry.new.person_id in by_person}
    compared = readers(carry="carry_minor", draw_owed="draw_owed_minor", held="held_minor")
    added, unchanged = session.fresh(entries, stored, compared)
    count = add_each(added, lambda new: session.records.pay_terms.set_opening_balance(session.actor, new))
    return KindCount(Kind.OPENING_BALANCES, count, unchanged)


def opening_measures(session: Session) -> KindCount:
    """What people had reached under rules before the books began (SEMANTICS 1)."""
    entries, stored = [], {}
    for line in session.lines(Kind.OPENING_MEASURES):
        person_id = session.people.find(line, "person")
        if person_id is not None:
            scheme, rule = line.text("scheme"), line.text("rule")
            new = OpeningMeasureFact(scheme, rule, person_id, line.whole("amount"), line.whole("count"))
            entries.append(Entry((scheme, rule, person_id), new, line))
    measures = session.records.measures
    if entries:
        standing = measures.opening_measures(session.actor)
        stored = {(one.scheme_key, one.rule_key, one.person_id): one for one in standing}
    added, unchanged = session.fresh(entries, stored, readers(amount="amount_minor", count="matched_count"))
    count = add_each(added, lambda new: measures.set_opening_measure(session.actor, new))
    return KindCount(Kind.OPENING_MEASURES, count, unchanged)


def groups(session: Session) -> KindCount:
    """Groups, by tables of their own and as clients name them."""
    entries = [
        Entry(name_key(line.text("name")), NewGroup(line.text("name")), line) for line in session.lines(Kind.GROUPS)
    ]
    known = {entry.key for entry in entries}
    for line in session.lines(Kind.CLIENTS):
        name = line.text("group")
        if name and name_key(name) not in known:
            known.add(name_key(name))
            entries.append(Entry(name_key(name), NewGroup(name), line))
    added, unchanged = session.fresh(entries, session.records.groups.ids(session.actor), {}, may_repeat=True)
    add_many = session.records.groups.add_many
    count = add(added, lambda items: add_many(session.actor, items, session.import_id))
    return KindCount(Kind.GROUPS, count, unchanged)


def clients(session: Session) -> KindCount:
    """Clients with their finders, groups and contacts."""
    entries = [entry for rows in session.of(Kind.CLIENTS) for entry in _clients_of(session, rows)]
    stored = {one.code: one for one in session.records.clients.list(session.actor)}
    compared = same("name", "legal_name", "tax_no", "country", "address", "note") | same(
        "bank_details", "signatory", "signatory_position", "orders_before", "won_on", "tags", "found_by"
    )
    added, unchanged = session.fresh(entries, stored, compared, may_repeat=True)
    add_many = session.records.clients.add_many
    count = add(added, lambda items: add_many(session.actor, items, session.import_id))
    _memberships(session, list({entry.key: entry for entry in reversed(entries)}.values())[::-1])
    contacts = [contact for entry in added for contact in _contact_of(session, entry)]
    add(contacts, lambda items: session.records.clients.add_contacts(session.actor, items))
    return KindCount(Kind.CLIENTS, count, unchanged)


def _clients_of(session: Session, rows: Rows) -> Iterator[Entry[NewClient]]:
    sellers = FirstSellers(session) if rows.table.found_by is FoundBy.FIRST_SELLER else None
    for line in rows.lines():
        finder = session.people.find(line, "found_by") if line.text("found_by") else None
        if sellers is not None and not line.text("found_by"):
            finder = sellers.of(line.text("code"), line.text("name"))
        new = NewClient(
            line.text("code"),
            line.text("name"),
            line.text("legal_name"),
            line.text("tax_no"),
            line.text("country"),
            line.text("address"),
            line.text("note"),
            line.whole("orders_before"),
            line.day_or_none("won_on"),
            finder,
            tuple(sorted(set(line.list("tags")))),
            line.text("bank_details"),
            line.text("signatory"),
            line.text("signatory_position"),
        )
        yield Entry(new.code, new, line)


def _memberships(session: Session, entries: list[Entry[NewClient]]) -> None:
    """Let the clients join their groups; those that stand already in the group stay as they are."""
    grouped = [entry for entry in entries if entry.line.text("group") and not entry.line.spoiled]
    if not grouped:
        return
    client_ids = session.records.clients.ids(session.actor)
    group_ids = session.records.groups.ids(session.actor)
    standing: dict[int, list[Membership]] = {}
    for one in session.records.groups.memberships(session.actor):
        standing.setdefault(one.client_id, []).append(one)
    joining = []
    for entry in grouped:
        group, since = entry.line.text("group"), entry.line.day_or_none("group_from")
        client_id, group_id = client_ids[entry.new.code], group_ids[name_key(group)]
        own = standing.get(client_id, [])
        if not own:
            joining.append(Entry(entry.key, Membership(client_id, since or ALWAYS, group_id), entry.line))
        elif not any(one.group_id == group_id and since in {None, one.valid_from} for one in own):
            entry.line.report("group", "differs", key=entry.new.code, given=group, stands="")
    add(joining, lambda items: session.records.groups.join_many(session.actor, items))


def _contact_of(session: Session, entry: Entry[NewClient]) -> Iterator[Entry[Contact]]:
    """The person at a new client, under the client's name where only a telephone or an address is known."""
    parts = ("contact", "contact_position", "contact_phone", "contact_email")
    name, position, phone, email = map(entry.line.text, parts)
    if entry.line.spoiled or not (name or phone or email):
        return
    client_id = session.clients.find(entry.line, "code")
    if client_id is not None:
        yield Entry(entry.key, Contact(client_id, name or entry.new.name, position, phone, email), entry.line)
